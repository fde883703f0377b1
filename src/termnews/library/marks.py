"""A person's marks on entries: read, starred, hidden, how far it was read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from termnews.library import journal, sharing
from termnews.library.counts import choose, counted, mirror
from termnews.library.journal import Payload
from termnews.model.changes import NOTHING, ChangeSet, Marked
from termnews.model.entry import OPPOSITE, EntryFlags
from termnews.model.ids import EntryId

KIND = "flag"
LISTED_AT_MOST = 20_000
"""From more changed entries than this on, a change says `everything`."""
FINISHED = 0.97
"""From this place on an article counts as read to its end."""

_STAMPS = {EntryFlags.READ: "read_at", EntryFlags.STARRED: "starred_at"}
_UNLIKE = {
    stamp: f"SELECT s.id, {stamp} FROM chosen CROSS JOIN entry_state AS s ON s.id = chosen.id"  # noqa: S608
    " WHERE (s.flags & ? <> 0) <> ? AND s.flags & ? = 0 AND chosen.copy <= ?"
    for stamp in (*_STAMPS.values(), "NULL")
}
_SPARED = """
    SELECT count(*) FROM chosen CROSS JOIN entry_state AS s ON s.id = chosen.id
    WHERE (s.flags & ? <> 0) <> ? AND s.flags & ? <> 0
"""
_DONE = {
    (EntryFlags.READ, True): "Marked {} read",
    (EntryFlags.READ, False): "Marked {} unread",
    (EntryFlags.STARRED, True): "Starred {}",
    (EntryFlags.STARRED, False): "Unstarred {}",
    (EntryFlags.HIDDEN, True): "Hid {}",
    (EntryFlags.HIDDEN, False): "Brought back {}",
    (EntryFlags.KEPT, True): "Kept {} unread",
    (EntryFlags.KEPT, False): "No longer kept {} unread",
    (EntryFlags.STARTED, True): "Marked {} started",
    (EntryFlags.STARTED, False): "Marked {} not started",
}


def set_flag(
    connection: sqlite3.Connection,
    ids: Iterable[EntryId],
    flag: EntryFlags,
    on: bool,
    now: int,
    *,
    spare: EntryFlags = EntryFlags.NONE,
) -> ChangeSet:
    """Set or clear one flag of all copies as one step; what has it so, or any flag of `spare`, is no part of it.

    A flag that is set ends its opposite. Snoozing has a moment of its own, and is done by `snoozing.snooze`.
    """
    choose(connection, ids)
    return set_flag_of_chosen(connection, flag, on, now, spare=spare)[1]


def set_flag_counted(
    connection: sqlite3.Connection,
    ids: Iterable[EntryId],
    flag: EntryFlags,
    on: bool,
    now: int,
    *,
    spare: EntryFlags = EntryFlags.NONE,
) -> tuple[Marked, ChangeSet]:
    """Do the same; give how many it changed, and how many it spared."""
    choose(connection, ids)
    (spared,) = connection.execute(_SPARED, (int(flag), int(on), int(spare))).fetchone()
    changed, changes = set_flag_of_chosen(connection, flag, on, now, spare=spare)
    return Marked(changed, spared), changes


def set_flag_of_chosen(
    connection: sqlite3.Connection, flag: EntryFlags, on: bool, now: int, *, spare: EntryFlags = EntryFlags.NONE
) -> tuple[int, ChangeSet]:
    """Do the same to the chosen entries; give how many articles had it otherwise."""
    payload = difference(connection, flag, on, now, spare=spare)
    if payload is None:
        return 0, NOTHING
    count = sharing.articles(connection, payload["ids"])
    journal.record(connection, now, _DONE.get((flag, on), "Changed {}").format(count), KIND, payload)
    return count, replay(connection, payload, forward=True)


def difference(
    connection: sqlite3.Connection,
    flag: EntryFlags,
    on: bool,
    now: int,
    *,
    spare: EntryFlags = EntryFlags.NONE,
    copies: bool = True,
) -> Payload | None:
    """What a step of this kind is to do with the chosen entries; None when all of them have the flag so already.

    Without `copies` a flag that copies need not share is changed only in what was chosen itself.
    """
    if flag is EntryFlags.SNOOZED:
        raise ValueError("a snooze needs a moment to end at")
    copies = copies or flag in sharing.SHARED
    part = _part(connection, flag, on, now, spare, copies)
    if not part["ids"]:
        return None
    ended = _part(connection, OPPOSITE[flag], False, now, spare, copies) if on and flag in OPPOSITE else part
    return part if ended is part or not ended["ids"] else {**part, "ended": [ended]}


def _part(
    connection: sqlite3.Connection, flag: EntryFlags, on: bool, now: int, spare: EntryFlags, copies: bool
) -> dict[str, Any]:
    """What a step does to one flag of the chosen entries."""
    params = (int(flag), int(on), int(spare), int(copies))
    rows = connection.execute(_UNLIKE[_STAMPS.get(flag, "NULL")], params).fetchall()
    return {
        "flag": int(flag),
        "on": on,
        "at": now,
        "ids": [number for number, _ in rows],
        "stamps": [before for _, before in rows],
    }


def replay(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Do a step of this kind, or take it back."""
    parts: list[Payload] = [*payload.get("ended", ()), payload]
    for part in parts if forward else reversed(parts):
        choose(connection, part["ids"])
        _replay_part(connection, part, forward=forward)
    choose(connection, payload["ids"])
    return changed_flags(connection, payload["ids"], moved=bool(payload["flag"] & EntryFlags.HIDDEN))


def _replay_part(connection: sqlite3.Connection, part: Payload, *, forward: bool) -> None:
    flag = EntryFlags(part["flag"])
    on = bool(part["on"]) is forward
    with counted(connection):
        connection.execute(
            "UPDATE entry_state SET flags = CASE WHEN ? THEN flags | ? ELSE flags & ~? END"
            " WHERE id IN (SELECT id FROM chosen WHERE copy <= ?)",
            (on, int(flag), int(flag), flag in sharing.SHARED),
        )
        _stamp(connection, part, flag, forward=forward)
        sharing.follow(connection, part["ids"])
        mirror(connection, tags=bool(flag & (EntryFlags.READ | EntryFlags.HIDDEN)))


def _stamp(connection: sqlite3.Connection, payload: Payload, flag: EntryFlags, *, forward: bool) -> None:
    """Keep when it was marked, or put back when it had been."""
    if flag not in _STAMPS:
        return
    column = _STAMPS[flag]
    if forward or all(before is None for before in payload["stamps"]):
        at = payload["at"] if forward and payload["on"] else None
        sql = f"UPDATE entry_state SET {column} = ? WHERE id IN (SELECT id FROM chosen)"  # noqa: S608
        connection.execute(sql, (at,))
    else:
        sql = f"UPDATE entry_state SET {column} = ? WHERE id = ?"  # noqa: S608
        connection.executemany(sql, zip(payload["stamps"], payload["ids"], strict=True))


def changed_flags(connection: sqlite3.Connection, ids: Sequence[int], *, moved: bool = False) -> ChangeSet:
    """Say what flags the chosen entries have now; `moved`: lists gain or lose them."""
    if len(ids) > LISTED_AT_MOST:
        return ChangeSet(everything=True)
    rows = connection.execute("SELECT e.id, e.flags FROM chosen CROSS JOIN entry AS e ON e.id = chosen.id")
    flags = {EntryId(number): EntryFlags(value) for number, value in rows}
    return ChangeSet(flags=flags, updated=frozenset(flags) if moved else frozenset())


def set_opened(connection: sqlite3.Connection, number: EntryId, now: int) -> ChangeSet:
    """Remember that an entry was opened for reading. No step of its own, and no step takes it back."""
    connection.execute("UPDATE entry_state SET opened_at = ? WHERE id = ?", (now, number))
    return NOTHING


def set_position(connection: sqlite3.Connection, number: EntryId, position: float, now: int) -> ChangeSet:
    """Keep how far an entry was read; it counts as started until it was read to its end. No step of its own."""
    del now
    position = min(1.0, max(0.0, position))
    started = 0.0 < position < FINISHED
    row = connection.execute("SELECT flags FROM entry_state WHERE id = ?", (number,)).fetchone()
    if row is None:
        return NOTHING
    connection.execute("UPDATE entry_state SET position = ? WHERE id = ?", (position, number))
    if bool(row[0] & EntryFlags.STARTED) is started:
        return NOTHING
    choose(connection, (number,))
    sql = "UPDATE entry_state SET flags = iif(?, flags | ?, flags & ~?) WHERE id IN (SELECT id FROM chosen)"
    connection.execute(sql, (started, int(EntryFlags.STARTED), int(EntryFlags.STARTED)))
    mirror(connection, tags=False)
    return changed_flags(connection, (number,))
