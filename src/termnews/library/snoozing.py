"""Snoozing: entries leave all lists until a moment, then come back as unread, dated by that moment.

What is snoozed stays what it was: it can be asked for (`is:snoozed`), and a step takes it back, woken or not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from termnews.library import journal, sharing
from termnews.library.context import Context
from termnews.library.counts import choose, choose_found, counted, mirror
from termnews.library.journal import Payload
from termnews.library.marks import LISTED_AT_MOST, changed_flags
from termnews.library.regexes import Functions
from termnews.library.search import select
from termnews.model.changes import NOTHING, ChangeSet, merge
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId
from termnews.query import Query

KIND = "snooze"

_TOUCHED = EntryFlags.SNOOZED | EntryFlags.READ
"""Flags that snoozing and waking change."""
_BEFORE = f"""
    SELECT s.id, s.flags & {_TOUCHED:d}, s.snoozed_until, s.read_at, s.returned_at
    FROM chosen CROSS JOIN entry_state AS s ON s.id = chosen.id
    WHERE coalesce(s.snoozed_until, 0) <> ?
"""  # noqa: S608
_SNOOZE = f"""
    UPDATE entry_state SET snoozed_until = ?1,
        flags = CASE WHEN ?1 IS NULL THEN flags & ~{EntryFlags.SNOOZED:d} ELSE flags | {EntryFlags.SNOOZED:d} END
    WHERE id IN (SELECT id FROM chosen)
"""  # noqa: S608
_RESTORE = f"""
    UPDATE entry_state SET flags = flags & ~{_TOUCHED:d} | ?, snoozed_until = ?, read_at = ?, returned_at = ?
    WHERE id = ?
"""  # noqa: S608
_DUE = "SELECT id FROM entry_state INDEXED BY entry_state_snoozed WHERE snoozed_until <= ?"
_WAKE = f"""
    UPDATE entry_state
    SET flags = flags & ~{_TOUCHED:d}, read_at = NULL, returned_at = snoozed_until, snoozed_until = NULL
    WHERE id IN (SELECT id FROM chosen)
"""  # noqa: S608
_MOVED = """
    SELECT e.id, coalesce(e.own_sort_at, e.sort_at), s.returned_at
    FROM chosen CROSS JOIN entry AS e ON e.id = chosen.id CROSS JOIN entry_state AS s ON s.id = e.id
    WHERE s.returned_at IS NOT NULL OR e.own_sort_at IS NOT NULL
"""


def snooze(context: Context, ids: Iterable[EntryId], until: int | None) -> tuple[int, ChangeSet]:
    """Let entries come back at a moment, as one step; give how many did not wait for that one.

    Without a moment they come back now, to their own place and as they were.
    """
    choose(context.connection, ids)
    return _snooze_chosen(context, until)


def snooze_found(context: Context, functions: Functions, query: Query, until: int | None) -> tuple[int, ChangeSet]:
    """Do the same to everything that a query lists."""
    with functions.watched():
        choose_found(context.connection, select(context, query))
    return _snooze_chosen(context, until)


def _snooze_chosen(context: Context, until: int | None) -> tuple[int, ChangeSet]:
    rows = context.connection.execute(_BEFORE, (until or 0,)).fetchall()
    if not rows:
        return 0, NOTHING
    payload: dict[str, Any] = {"until": until, "ids": [row[0] for row in rows], "before": [row[1:] for row in rows]}
    count = sharing.articles(context.connection, payload["ids"])
    label = f"Brought back {count}" if until is None else f"Snoozed {count}"
    journal.record(context.connection, context.now, label, KIND, payload)
    return count, replay(context.connection, payload, forward=True)


def replay(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Do a step of this kind, or take it back; what has woken since is then as it was before."""
    ids = payload["ids"]
    choose(connection, ids)
    with counted(connection):
        if forward:
            connection.execute(_SNOOZE, (payload["until"],))
        else:
            rows = ((*before, number) for before, number in zip(payload["before"], ids, strict=True))
            connection.executemany(_RESTORE, rows)
            sharing.follow(connection, ids)
        place(connection)
        mirror(connection)
    if not forward or payload["until"] is None or len(ids) > LISTED_AT_MOST:
        return ChangeSet(everything=True)
    waited = {number for number, (flags, *_) in zip(ids, payload["before"], strict=True) if flags & EntryFlags.SNOOZED}
    return ChangeSet(
        removed=frozenset(EntryId(number) for number in ids if number not in waited),
        updated=frozenset(map(EntryId, waited)),
    )


def is_due(context: Context, _functions: Functions) -> bool:
    """Whether anything is to wake by the context's time."""
    return context.connection.execute(f"{_DUE} LIMIT 1", (context.now,)).fetchone() is not None


def wake(context: Context, _functions: Functions) -> tuple[int, ChangeSet]:
    """Bring back what is due: unread, and dated by the moment it was to come back at; give how many. No step."""
    connection = context.connection
    ids = [number for (number,) in connection.execute(_DUE, (context.now,))]
    if not ids:
        return 0, NOTHING
    choose(connection, ids)
    with counted(connection):
        connection.execute(_WAKE)
        place(connection)
        mirror(connection)
    woken = frozenset(map(EntryId, ids))
    if len(ids) > LISTED_AT_MOST:
        return len(ids), ChangeSet(everything=True)
    return len(ids), merge(ChangeSet(added=woken), changed_flags(connection, ids, moved=True))


def place(connection: sqlite3.Connection) -> None:
    """Date the chosen entries by when they came back, where that is later than their own date."""
    rows = connection.execute(_MOVED).fetchall()
    dates = [(max(own, back if back is not None else own), number) for number, own, back in rows]
    connection.executemany(
        "UPDATE entry SET own_sort_at = ?, sort_at = ? WHERE id = ?",
        (
            (own if back is not None else None, date, number)
            for (number, own, back), (date, _) in zip(rows, dates, strict=True)
        ),
    )
    connection.executemany("UPDATE entry_tag SET sort_at = ? WHERE id = ?", dates)
