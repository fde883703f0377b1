"""Commands that move: within a pane, between panes, between places."""

from __future__ import annotations

from termnews.tui.commands.registry import When, command
from termnews.tui.commands.ui import Ui

GROUP = "Moving"


has_rows = When(lambda ui: ui.headlines.count > 0, "nothing is listed here")


def _times(ui: Ui) -> int:
    return ui.count or 1


@command("go.down", "j,down", "Down", group=GROUP, hint="move", rank=10)
def down(ui: Ui) -> None:
    """Move down by one row, or as many as typed before the key."""
    ui.face.move(_times(ui))


@command("go.up", "k,up", "Up", group=GROUP)
def up(ui: Ui) -> None:
    """Move up by one row, or as many as typed before the key."""
    ui.face.move(-_times(ui))


@command("go.page-down", "pagedown,ctrl+f", "Page down", group=GROUP)
def page_down(ui: Ui) -> None:
    """Move down by a page."""
    ui.face.page(_times(ui))


@command("go.page-up", "pageup,ctrl+b", "Page up", group=GROUP)
def page_up(ui: Ui) -> None:
    """Move up by a page."""
    ui.face.page(-_times(ui))


@command("go.half-down", "ctrl+d", "Half a page down", group=GROUP)
def half_down(ui: Ui) -> None:
    """Move down by half a page."""
    ui.face.page(0.5 * _times(ui))


@command("go.half-up", "ctrl+u", "Half a page up", group=GROUP)
def half_up(ui: Ui) -> None:
    """Move up by half a page."""
    ui.face.page(-0.5 * _times(ui))


@command("go.first", "g g,home", "To the beginning", group=GROUP)
def first(ui: Ui) -> None:
    """Go to the first row, or to the beginning of the article."""
    ui.face.first()


@command("go.last", "G,end", "To the end", group=GROUP)
def last(ui: Ui) -> None:
    """Go to the last row or the end of the article; with a number before it, to that row."""
    if ui.count and ui.pane == "headlines":
        ui.headlines.move_to(ui.count - 1)
    else:
        ui.face.last()


@command(
    "go.open",
    "enter,l,right",
    "Open",
    group=GROUP,
    panes=("sources", "headlines"),
    hint="open",
    rank=12,
)
def open_row(ui: Ui) -> None:
    """Open what the cursor is on: an article, a place, a folder, a feed."""
    ui.face.activate()


@command("go.back", "escape,h,left", "Back", group=GROUP, hint="back", rank=60)
def back(ui: Ui) -> None:
    """Go one step back: from the article to the list, from a search to the whole place."""
    if not ui.back():
        ui.hide_notice()


@command("go.back-or-quit", "q", "Back, or quit", group=GROUP)
def back_or_quit(ui: Ui) -> None:
    """Go one step back; where there is none left, leave."""
    if not ui.back():
        ui.quit()


@command("go.next-day", ")", "Next day", group=GROUP, when=has_rows)
def next_day(ui: Ui) -> None:
    """Go to the first headline of the next day in the list."""
    ui.headlines.next_day(_times(ui))


@command("go.previous-day", "(", "Previous day", group=GROUP, when=has_rows)
def previous_day(ui: Ui) -> None:
    """Go to the first headline of this day, then of the day before it."""
    ui.headlines.next_day(-_times(ui))


@command("pane.next", "tab", "Next pane", group=GROUP, hint="pane", rank=70)
def next_pane(ui: Ui) -> None:
    """Go to the next pane."""
    ui.focus_next(1)


@command("pane.previous", "shift+tab", "Previous pane", group=GROUP)
def previous_pane(ui: Ui) -> None:
    """Go to the pane before."""
    ui.focus_next(-1)


@command("pane.sources", "g b", "Side bar", group=GROUP)
def sources(ui: Ui) -> None:
    """Go to the side bar with places, folders and feeds."""
    ui.focus("sources")


@command("pane.headlines", "g h", "Headlines", group=GROUP)
def headlines(ui: Ui) -> None:
    """Go to the list of headlines."""
    ui.focus("headlines")


@command("place.unread", "g u", "Unread", group=GROUP)
def place_unread(ui: Ui) -> None:
    """List all unread articles."""
    ui.show_place("unread")


@command("place.today", "g t", "Today", group=GROUP)
def place_today(ui: Ui) -> None:
    """List the articles of today."""
    ui.show_place("today")


@command("place.starred", "g s", "Starred", group=GROUP)
def place_starred(ui: Ui) -> None:
    """List the starred articles."""
    ui.show_place("starred")


@command("place.local", "g d", "On disk", group=GROUP)
def place_local(ui: Ui) -> None:
    """List the articles that are files on this disk."""
    ui.show_place("local")


@command("place.started", "g c", "Continue reading", group=GROUP)
def place_started(ui: Ui) -> None:
    """List the articles that were begun and not finished, the last opened first."""
    ui.show_place("started")


@command("place.recent", "g r", "Recently read", group=GROUP)
def place_recent(ui: Ui) -> None:
    """List the articles that were opened for reading, the last opened first."""
    ui.show_place("recent")


@command("place.snoozed", "g z", "Snoozed", group=GROUP)
def place_snoozed(ui: Ui) -> None:
    """List the articles that are snoozed, with when they come back."""
    ui.show_place("snoozed")


@command("place.all", "g a", "All articles", group=GROUP)
def place_all(ui: Ui) -> None:
    """List every article."""
    ui.show_place("all")
