"""Marks and own tags for everything that a query matches: counted first, then changed in one step.

No entry passes through Python: what matches is chosen by the statement that would list it.
"""

from __future__ import annotations

from collections.abc import Sequence

from termnews.library import marks, tagging
from termnews.library.context import Context
from termnews.library.counts import choose_found
from termnews.library.regexes import Functions
from termnews.library.search import select
from termnews.model.changes import ChangeSet
from termnews.model.entry import EntryFlags
from termnews.model.tagkey import tag_key
from termnews.query import Query

_FLAGGED = "CROSS JOIN entry_state AS s ON s.id = m.id WHERE (s.flags & ? <> 0) <> ? AND s.flags & ? = 0"
_HELD = "CROSS JOIN entry_state AS s ON s.id = m.id WHERE s.flags & ? <> 0"
_GIVEN = "EXISTS (SELECT 1 FROM state_tag AS g WHERE g.id = m.id AND g.tag_id = (SELECT id FROM tag WHERE key = ?))"


def count(context: Context, functions: Functions, query: Query) -> int:
    """How many entries a query lists."""
    return _count(context, functions, query, "", ())


def count_unlike(context: Context, functions: Functions, query: Query, flag: EntryFlags, on: bool) -> int:
    """How many of them a flag would be changed for."""
    return _count(context, functions, query, _FLAGGED, (int(flag), int(on), int(spared(flag, on))))


def count_spared(context: Context, functions: Functions, query: Query, flag: EntryFlags, on: bool) -> int:
    """How many of them would be spared: those kept unread, of what is marked read."""
    return _count(context, functions, query, _HELD, (int(spared(flag, on)),))


def spared(flag: EntryFlags, on: bool) -> EntryFlags:
    """What keeps an entry from being marked so with many others."""
    return EntryFlags.KEPT if on and flag is EntryFlags.READ else EntryFlags.NONE


def count_retagged(
    context: Context, functions: Functions, query: Query, add: Sequence[str], remove: Sequence[str]
) -> int:
    """How many of them would get or lose an own tag."""
    added, removed = tagging.labels(add), tagging.labels(remove)
    asked = [f"NOT {_GIVEN}"] * len(added) + [_GIVEN] * len(removed)
    keys = tuple(tag_key(label) for label in (*added, *removed))
    return _count(context, functions, query, f"WHERE {' OR '.join(asked)}", keys) if asked else 0


def set_flag(context: Context, functions: Functions, query: Query, flag: EntryFlags, on: bool) -> tuple[int, ChangeSet]:
    """Set or clear a flag on what a query lists, but for what is spared; give how many had it otherwise."""
    _choose(context, functions, query)
    return marks.set_flag_of_chosen(context.connection, flag, on, context.now, spare=spared(flag, on))


def change_tags(
    context: Context, functions: Functions, query: Query, add: Sequence[str], remove: Sequence[str]
) -> tuple[int, ChangeSet]:
    """Give and take own tags; give how many entries had others."""
    _choose(context, functions, query)
    return tagging.change_tags_of_chosen(context.connection, add, remove, context.now)


def _choose(context: Context, functions: Functions, query: Query) -> None:
    with functions.watched():
        choose_found(context.connection, select(context, query))


def _count(context: Context, functions: Functions, query: Query, rest: str, params: tuple[object, ...]) -> int:
    found = select(context, query, ordered=False)
    sql = f"SELECT count(*) FROM ({found.text}) AS m {rest}"  # noqa: S608
    with functions.watched():
        return int(context.connection.execute(sql, (*found.params, *params)).fetchone()[0])
