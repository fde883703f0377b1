"""Copies joined and taken apart by hand: one step each, and remembered, so that nothing undoes it by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any

from termnews.library import duplicates, journal, sharing, snoozing, tagging
from termnews.library.context import Context, as_list
from termnews.library.counts import choose, counted, mirror
from termnews.library.journal import Payload
from termnews.model.changes import NOTHING, ChangeSet
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId

KIND = "copies"

_GROUP = """
    SELECT o.id FROM duplicate AS d CROSS JOIN duplicate AS o ON o.article = d.article WHERE d.id = ? ORDER BY o.place
"""
_STATES = """
    SELECT s.id, s.flags, s.read_at, s.starred_at, s.snoozed_until, s.returned_at
    FROM json_each(?) AS w CROSS JOIN entry_state AS s ON s.id = w.value
"""
_TAGS = """
    SELECT g.id, t.label, g.added_at FROM json_each(?) AS w CROSS JOIN state_tag AS g ON g.id = w.value
    CROSS JOIN tag AS t ON t.id = g.tag_id ORDER BY g.id, g.added_at, t.key
"""
_CAME = "SELECT d.id, d.came FROM json_each(?) AS w CROSS JOIN duplicate AS d ON d.id = w.value"
_Pairs = list[list[int]]


def part(context: Context, number: EntryId) -> tuple[int, ChangeSet]:
    """Take an article and all copies of it apart for good; give how many they were, 0 when it has no copies.

    The one that is named keeps its marks. The others keep stars and tags, but are unread, and not snoozed, if they were
    so when they were joined: whoever takes them apart has not seen them.
    """
    connection = context.connection
    members = [member for (member,) in connection.execute(_GROUP, (number,))]
    if not members:
        return 0, NOTHING
    pairs = [list(pair) for pair in combinations(sorted(members), 2)]
    joined = _known(connection, pairs, duplicates.JOINED)
    label = f"Took {len(members)} copies apart"
    changes = _do(context, label, members, {"part": pairs, "unjoin": joined}, shown=number)
    return len(members), changes


def join(context: Context, numbers: Sequence[EntryId]) -> tuple[int, ChangeSet]:
    """Make one article of several, with all their copies; give how many they are then, 0 when they were one already."""
    connection = context.connection
    groups = {number: [member for (member,) in connection.execute(_GROUP, (number,))] or [number] for number in numbers}
    if len({tuple(group) for group in groups.values()}) < 2:
        return 0, NOTHING
    members = sorted({member for group in groups.values() for member in group})
    parted = _known(connection, [list(pair) for pair in combinations(members, 2)], duplicates.PARTED)
    wanted = [list(pair) for pair in pairwise(members)]
    known = _known(connection, wanted, duplicates.JOINED)
    pairs = [pair for pair in wanted if pair not in known]
    label = f"Joined {len(members)} articles"
    return len(members), _do(context, label, members, {"join": pairs, "unpart": parted})


def _known(connection: sqlite3.Connection, pairs: _Pairs, kind: int) -> _Pairs:
    """Those of the pairs that are kin of this kind."""
    sql = "SELECT 1 FROM kinship WHERE (id, other, kind) = (?, ?, ?)"
    return [pair for pair in pairs if connection.execute(sql, (*pair, kind)).fetchone() is not None]


def _do(
    context: Context, label: str, members: Sequence[int], kin: Mapping[str, _Pairs], shown: int | None = None
) -> ChangeSet:
    """Change who is kin, and record it with all marks as they were before and are then."""
    connection = context.connection
    came = dict(connection.execute(_CAME, (as_list(list(members)),)))
    members = duplicates.around(connection, members)  # taking two apart may let one of them join a third
    before = _marks(connection, members)
    _set_kin(connection, kin, forward=True)
    duplicates.regroup(connection, members)
    if shown is not None:
        _show_again(connection, {member: flags for member, flags in came.items() if member != shown})
    payload: dict[str, Any] = {"ids": list(members), **kin, "before": before, "after": _marks(connection, members)}
    journal.record(connection, context.now, label, KIND, payload)
    return ChangeSet(everything=True)  # rows come and go, in whatever is listed


def _show_again(connection: sqlite3.Connection, came: Mapping[int, int]) -> None:
    """Let entries be unread, and not snoozed, if they were so when they were joined."""
    lost = EntryFlags.READ | EntryFlags.SNOOZED
    choose(connection, came)
    with counted(connection):
        connection.executemany(
            "UPDATE entry_state SET flags = flags & ?, read_at = iif(?, read_at, NULL),"
            " snoozed_until = iif(?, snoozed_until, NULL) WHERE id = ?",
            (
                (int(~(lost & ~flags)), flags & EntryFlags.READ, flags & EntryFlags.SNOOZED, number)
                for number, flags in came.items()
            ),
        )
        mirror(connection)


def _set_kin(connection: sqlite3.Connection, kin: Mapping[str, Any], *, forward: bool) -> None:
    for name, kind, add in (
        ("part", duplicates.PARTED, True),
        ("unpart", duplicates.PARTED, False),
        ("join", duplicates.JOINED, True),
        ("unjoin", duplicates.JOINED, False),
    ):
        change = duplicates.pair if add is forward else duplicates.unpair
        change(connection, ((one, other) for one, other in kin.get(name, ())), kind)


def _marks(connection: sqlite3.Connection, members: Sequence[int]) -> dict[str, list[list[Any]]]:
    listed = as_list(list(members))
    return {
        "states": [list(row) for row in connection.execute(_STATES, (listed,))],
        "tags": [list(row) for row in connection.execute(_TAGS, (listed,))],
    }


def replay(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Do a step of this kind, or take it back: who is kin first, then the marks exactly as they were."""
    members: Sequence[int] = payload["ids"]
    _set_kin(connection, payload, forward=forward)
    duplicates.regroup(connection, members)
    marks = payload["after" if forward else "before"]
    choose(connection, members)
    with counted(connection):
        connection.executemany(
            f"UPDATE entry_state SET flags = (flags & ~{sharing.SHARED:d}) | (? & {sharing.SHARED:d}),"  # noqa: S608
            " read_at = ?, starred_at = ?, snoozed_until = ?, returned_at = ? WHERE id = ?",
            ((*state, number) for number, *state in marks["states"]),
        )
        tagging.set_own(connection, members, marks["tags"])
        sharing.follow(connection, members)
        sharing.lend(connection)
        snoozing.place(connection)
        mirror(connection)
    return ChangeSet(everything=True)  # rows come and go, in whatever is listed


def copies(connection: sqlite3.Connection, number: int) -> list[int]:
    """The other listed copies of an article, in their order."""
    sql = """
        SELECT o.id FROM duplicate AS d CROSS JOIN duplicate AS o ON o.article = d.article AND o.id <> d.id
        CROSS JOIN entry AS e ON e.id = o.id WHERE d.id = ? AND e.listed <> 0 ORDER BY o.place
    """
    return [other for (other,) in connection.execute(sql, (number,))]
