"""Commands that mark articles and select them."""

from __future__ import annotations

import asyncio

from termnews.model.entry import EntryFlags
from termnews.tui.commands.navigation import has_rows
from termnews.tui.commands.reading import has_entry
from termnews.tui.commands.registry import command
from termnews.tui.commands.ui import Ui

GROUP = "Marking"


def many(count: int) -> str:
    """Say how many articles."""
    return "1 article" if count == 1 else f"{count:,} articles"


@command(
    "entry.toggle-read", "m", "Mark read or unread", group=GROUP, when=has_entry, hint="read", rank=20, repeats=True
)
def toggle_read(ui: Ui) -> None:
    """Mark the article, or all that are selected, read; or unread again."""
    on = ui.current is not None and not ui.current.is_read
    ui.mark(ui.targets, EntryFlags.READ, on, f"marked {'read' if on else 'unread'}")


@command("entry.star", "s", "Star, or no longer", group=GROUP, when=has_entry, hint="star", rank=22, repeats=True)
def star(ui: Ui) -> None:
    """Star the article, or all that are selected; or take the star away."""
    on = ui.current is not None and not ui.current.is_starred
    ui.mark(ui.targets, EntryFlags.STARRED, on, "starred" if on else "no longer starred")


@command("entry.read-all", "E", "Mark all read", group=GROUP, when=has_rows)
async def read_all(ui: Ui) -> None:
    """Mark everything that is listed read, as one step; what waits to be shown stays unread."""
    if ui.listed is None:
        where = ui.title
        changed = await asyncio.wrap_future(ui.session.bulk.mark(ui.query, EntryFlags.READ, True))
        ui.say_changed(changed, "marked read", where)
    else:
        ui.mark(ui.listed, EntryFlags.READ, True, "marked read", ui.title)


@command("select.toggle", "x", "Select", group=GROUP, when=has_rows, panes=("headlines",))
def select(ui: Ui) -> None:
    """Select the article, or no longer; actions then act on all that are selected."""
    ui.headlines.toggle_selected()


@command("select.range", "X", "Select up to here", group=GROUP, when=has_rows, panes=("headlines",))
def select_range(ui: Ui) -> None:
    """Select all from the last selected article to this one."""
    ui.headlines.select_range()


@command("select.all", "*", "Select all", group=GROUP, when=has_rows)
def select_all(ui: Ui) -> None:
    """Select everything that is listed."""
    ui.say(f"{many(ui.headlines.select_all())} selected · Esc clears")


@command("change.repeat", ".", "Repeat", group=GROUP)
def repeat(ui: Ui) -> None:
    """Do the last change again, on what is under the cursor now."""
    ui.repeat()
