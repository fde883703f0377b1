"""Commands for everything that a query matches, wherever it stands; the command line says beforehand how many."""

from __future__ import annotations

import asyncio

from termnews.model.entry import EntryFlags
from termnews.model.errors import QueryError
from termnews.query import EVERYTHING, Query, both, parse
from termnews.query.ast import Is, State
from termnews.query.tagchanges import TagChanges, read_changes
from termnews.text.numbers import spared
from termnews.tui.commands.faces import Pane
from termnews.tui.commands.marking import many
from termnews.tui.commands.registry import QUERY, TAGGING, command
from termnews.tui.commands.ui import Ui

GROUP = "Marking"
LISTS: tuple[Pane, ...] = ("sources", "tags", "headlines")
"""Where the keys count: in the article, the first of them puts letters over its links."""
HINT = "a query over the whole library, such as feed:khasan older:2w -is:starred"


def scope(text: str) -> Query:
    """Read a query that says something. Raises `QueryError`."""
    query = parse(text)
    if query == EVERYTHING:
        raise QueryError("which articles?", hint="Every one is: is:read OR is:unread.")
    return query


def _asked(text: str, flag: EntryFlags, on: bool) -> Query:
    """What is to be marked; what is to be brought back is looked for where no other query looks."""
    return both(scope(text), Query(Is(State.HIDDEN))) if flag is EntryFlags.HIDDEN and not on else scope(text)


async def _rehearse(ui: Ui, text: str, flag: EntryFlags, on: bool, told: str) -> str:
    query = _asked(text, flag, on)
    changed, matching, kept = await asyncio.gather(
        asyncio.wrap_future(ui.session.bulk.count_unlike(query, flag, on)),
        asyncio.wrap_future(ui.session.bulk.count(query)),
        asyncio.wrap_future(ui.session.bulk.count_spared(query, flag, on)),
    )
    return f"{many(matching)} match, {changed:,} would be {told}{spared(kept)}"


async def _mark(ui: Ui, flag: EntryFlags, on: bool, told: str) -> None:
    typed = ui.argument or await ui.ask_query(
        f"Which are to be {told}?", hint=HINT, rehearse=lambda text: _rehearse(ui, text, flag, on, told)
    )
    if typed is not None:
        query = _asked(typed, flag, on)
        kept = await asyncio.wrap_future(ui.session.bulk.count_spared(query, flag, on))
        changed = await asyncio.wrap_future(ui.session.bulk.mark(query, flag, on))
        ui.say_changed(changed, f"{told}{spared(kept)}")


async def _would_read(ui: Ui, text: str) -> str:
    return await _rehearse(ui, text, EntryFlags.READ, True, "marked read")


async def _would_unread(ui: Ui, text: str) -> str:
    return await _rehearse(ui, text, EntryFlags.READ, False, "marked unread")


async def _would_star(ui: Ui, text: str) -> str:
    return await _rehearse(ui, text, EntryFlags.STARRED, True, "starred")


async def _would_unstar(ui: Ui, text: str) -> str:
    return await _rehearse(ui, text, EntryFlags.STARRED, False, "no longer starred")


@command("bulk.read", "; r", "Mark read by query", group=GROUP, panes=LISTS, takes=QUERY, rehearse=_would_read)
async def read(ui: Ui) -> None:
    """Mark everything read that matches a query, as one step."""
    await _mark(ui, EntryFlags.READ, True, "marked read")


@command("bulk.unread", "; u", "Mark unread by query", group=GROUP, panes=LISTS, takes=QUERY, rehearse=_would_unread)
async def unread(ui: Ui) -> None:
    """Mark everything unread that matches a query, as one step."""
    await _mark(ui, EntryFlags.READ, False, "marked unread")


@command("bulk.star", "; s", "Star by query", group=GROUP, panes=LISTS, takes=QUERY, rehearse=_would_star)
async def star(ui: Ui) -> None:
    """Star everything that matches a query, as one step."""
    await _mark(ui, EntryFlags.STARRED, True, "starred")


@command("bulk.unstar", "; S", "Take stars by query", group=GROUP, panes=LISTS, takes=QUERY, rehearse=_would_unstar)
async def unstar(ui: Ui) -> None:
    """Take the star from everything that matches a query, as one step."""
    await _mark(ui, EntryFlags.STARRED, False, "no longer starred")


async def _would_hide(ui: Ui, text: str) -> str:
    return await _rehearse(ui, text, EntryFlags.HIDDEN, True, "hidden")


@command("bulk.hide", "; h", "Hide by query", group=GROUP, panes=LISTS, takes=QUERY, rehearse=_would_hide)
async def hide(ui: Ui) -> None:
    """Hide everything that matches a query, as one step; `g x` lists what is hidden."""
    await _mark(ui, EntryFlags.HIDDEN, True, "hidden")


async def _would_unhide(ui: Ui, text: str) -> str:
    return await _rehearse(ui, text, EntryFlags.HIDDEN, False, "brought back")


@command("bulk.unhide", "; H", "Bring back by query", group=GROUP, panes=LISTS, takes=QUERY, rehearse=_would_unhide)
async def unhide(ui: Ui) -> None:
    """Bring back what is hidden and matches a query, as one step."""
    await _mark(ui, EntryFlags.HIDDEN, False, "brought back")


def _changes(text: str) -> tuple[TagChanges, Query]:
    changes, query = read_changes(text)
    if not changes:
        raise QueryError("which tags?", hint="Put +name or -name before the query.")
    return changes, scope(query)


async def _would_tag(ui: Ui, text: str) -> str:
    changes, query = _changes(text)
    changed, matching = await asyncio.gather(
        asyncio.wrap_future(ui.session.bulk.count_retagged(query, changes.add, changes.remove)),
        asyncio.wrap_future(ui.session.bulk.count(query)),
    )
    return f"{many(matching)} match, {changed:,} would be tagged {changes}"


@command("bulk.tag", "; t", "Tag by query", group=GROUP, panes=LISTS, takes=TAGGING, rehearse=_would_tag)
async def tag(ui: Ui) -> None:
    """Give own tags to everything that matches a query, and take others: `+later -todo is:unread`."""
    typed = ui.argument or await ui.ask_query(
        "Tags and query",
        hint=f"+name gives, -name takes, then {HINT}",
        rehearse=lambda text: _would_tag(ui, text),
        tagging=True,
    )
    if typed is not None:
        changes, query = _changes(typed)
        changed = await asyncio.wrap_future(ui.session.bulk.tag(query, changes.add, changes.remove))
        ui.say(f"{many(changed)}: {changes}{' · u undoes' if changed else ''}")
