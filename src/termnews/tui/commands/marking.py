"""Commands that mark articles and select them."""

from __future__ import annotations

import asyncio

from termnews.model.entry import EntryFlags
from termnews.model.errors import UsageError
from termnews.text.numbers import spared
from termnews.tui import times
from termnews.tui.commands.navigation import has_rows
from termnews.tui.commands.reading import has_entry
from termnews.tui.commands.registry import command
from termnews.tui.commands.ui import Ui

GROUP = "Marking"
COMING = "Such as tomorrow, friday, 3d, 2 weeks, 36h or 2026-12-24; off ends it."


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


@command("entry.keep", "H", "Keep unread", group=GROUP, when=has_entry, repeats=True)
def keep(ui: Ui) -> None:
    """Keep the article, or all that are selected, unread until you mark them read yourself; or no longer."""
    on = ui.current is not None and not ui.current.is_kept
    ui.mark(ui.targets, EntryFlags.KEPT, on, "kept unread" if on else "no longer kept unread")


@command("entry.snooze", "d", "Snooze", group=GROUP, when=has_entry, takes="when")
async def snooze(ui: Ui) -> None:
    """Put the article, or all that are selected, away until a day or a time; then it is back on top, unread."""
    targets = tuple(ui.targets)
    typed = ui.argument or await ui.ask_moment("Snooze until when?", ending=_is_snoozed(ui))
    if typed is None or not typed.strip():
        return
    ended = typed.strip().casefold() == "off"
    until = None if ended else ui.session.snoozing.moment(typed)
    if until is None and not ended:
        raise UsageError("is no moment to come", where=typed.strip(), hint=COMING)
    told = "brought back" if until is None else f"snoozed until {times.date(until)}"
    ui.change(ui.session.snoozing.snooze(targets, until), f"{many(len(targets))} {told}")


@command("entry.hide", "Z", "Hide, or bring back", group=GROUP, when=has_entry, repeats=True)
def hide(ui: Ui) -> None:
    """Hide the article, or all that are selected; where hidden ones are listed, bring them back."""
    on = ui.current is not None and EntryFlags.HIDDEN not in ui.current.flags
    ui.mark(ui.targets, EntryFlags.HIDDEN, on, "hidden" if on else "brought back")


def _is_snoozed(ui: Ui) -> bool:
    return ui.current is not None and ui.current.snoozed_until is not None


@command("entry.read-all", "E", "Mark all read", group=GROUP, when=has_rows)
async def read_all(ui: Ui) -> None:
    """Mark everything read that is listed and not kept unread, as one step; what waits to be shown stays unread."""
    if ui.listed is None:
        where, query = ui.title, ui.query
        changed, kept = await asyncio.gather(
            asyncio.wrap_future(ui.session.bulk.mark(query, EntryFlags.READ, True)),
            asyncio.wrap_future(ui.session.bulk.count_spared(query, EntryFlags.READ, True)),
        )
        ui.say_changed(changed, f"marked read{spared(kept)}", where)
    else:
        rest = f" · {ui.waiting:,} new, not shown yet, left unread" if ui.waiting else ""
        ui.mark(ui.listed, EntryFlags.READ, True, "marked read", ui.title, spare=EntryFlags.KEPT, rest=rest)


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
