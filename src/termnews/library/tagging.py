"""Tags of entries: the publisher's, which come with the content, and the person's, which are state."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from termnews.library import journal, sharing
from termnews.library.context import as_list
from termnews.library.counts import choose, counted_tag
from termnews.library.journal import Payload
from termnews.library.marks import LISTED_AT_MOST
from termnews.library.storable import storable
from termnews.model.changes import NOTHING, ChangeSet
from termnews.model.ids import EntryId
from termnews.model.tagkey import tag_key

KIND = "tags"
PUBLISHED, OWN = 1, 2
"""Bits of `entry_tag.kind`; the third is `sharing.LENT`."""

_ADD_TO_REST = "INSERT OR IGNORE INTO state_tag (id, tag_id, added_at) SELECT id, ?, ? FROM chosen"
_ADD_STATE = "INSERT OR IGNORE INTO state_tag (id, tag_id, added_at) VALUES (?, ?, ?)"
UNTAGGED = """
    SELECT s.id FROM chosen CROSS JOIN entry_state AS s ON s.id = chosen.id
    WHERE NOT EXISTS (
        SELECT 1 FROM state_tag AS g WHERE g.id = s.id AND g.tag_id = (SELECT id FROM tag WHERE key = ?)
    )
"""
"""Those of the chosen entries that do not have an own tag yet."""
_ADD_ENTRY = """
    INSERT INTO entry_tag (tag_id, sort_at, id, shown, kind)
    SELECT ?, e.sort_at, e.id, e.listed * (1 + (e.flags & 1 = 0)), ?
    FROM chosen CROSS JOIN entry AS e ON e.id = chosen.id
    WHERE true
    ON CONFLICT (tag_id, sort_at, id) DO UPDATE SET kind = kind | excluded.kind
"""


def tag_id(connection: sqlite3.Connection, label: str) -> int | None:
    """The number of a tag, made when it is new; None when nothing of the label is left in its normal form."""
    key = tag_key(label)
    if not key:
        return None
    row = connection.execute("SELECT id FROM tag WHERE key = ?", (key,)).fetchone()
    if row is None:
        row = (connection.execute("INSERT INTO tag (key, label) VALUES (?, ?)", (key, label)).lastrowid,)
    return int(row[0] or 0)


def change_tags(
    connection: sqlite3.Connection, ids: Sequence[EntryId], add: Iterable[str], remove: Iterable[str], now: int
) -> ChangeSet:
    """Give entries own tags and take own tags from them, as one step. The publisher's tags stay as they are."""
    choose(connection, ids)
    return change_tags_of_chosen(connection, add, remove, now)[1]


def change_tags_of_chosen(
    connection: sqlite3.Connection, add: Iterable[str], remove: Iterable[str], now: int
) -> tuple[int, ChangeSet]:
    """Do the same to the chosen entries; give how many articles had other tags."""
    payload = difference(connection, add, remove, now)
    if payload is None:
        return 0, NOTHING
    journal.record(connection, now, _label(connection, payload["parts"]), KIND, payload)
    return sharing.articles(connection, _touched(payload["parts"])), replay(connection, payload, forward=True)


def difference(connection: sqlite3.Connection, add: Iterable[str], remove: Iterable[str], now: int) -> Payload | None:
    """What a step of this kind is to do with the chosen entries; None when nothing would change."""
    parts = [part for label in labels(add) if (part := _addition(connection, label))]
    parts += [part for label in labels(remove) if (part := _removal(connection, label))]
    return {"at": now, "parts": parts} if parts else None


def labels(written: Iterable[str]) -> list[str]:
    """One spelling for each tag, in the order given."""
    found = (storable(" ".join(label.split()).lstrip("#")) for label in written)
    return list({key: label for label in found if (key := tag_key(label))}.values())


def _addition(connection: sqlite3.Connection, label: str) -> dict[str, Any] | None:
    found = [number for (number,) in connection.execute(UNTAGGED, (tag_key(label),))]
    return {"tag": label, "ids": found, "stamps": None} if found else None


def _removal(connection: sqlite3.Connection, label: str) -> dict[str, Any] | None:
    sql = """
        SELECT g.id, g.added_at FROM chosen CROSS JOIN state_tag AS g ON g.id = chosen.id
        WHERE g.tag_id = (SELECT id FROM tag WHERE key = ?)
    """
    found = connection.execute(sql, (tag_key(label),)).fetchall()
    if not found:
        return None
    return {"tag": label, "ids": [number for number, _ in found], "stamps": [at for _, at in found]}


def _touched(parts: Sequence[dict[str, Any]]) -> set[int]:
    return {number for part in parts for number in part["ids"]}


def _label(connection: sqlite3.Connection, parts: Sequence[dict[str, Any]]) -> str:
    touched = sharing.articles(connection, _touched(parts))
    added = ", ".join(part["tag"] for part in parts if part["stamps"] is None)
    removed = ", ".join(part["tag"] for part in parts if part["stamps"] is not None)
    if not removed:
        return f"Tagged {touched} {added}"
    return f"Changed tags of {touched}: +{added} -{removed}" if added else f"Untagged {touched} {removed}"


def replay(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Do a step of this kind, or take it back."""
    touched: set[int] = set()
    for part in payload["parts"] if forward else reversed(payload["parts"]):
        touched.update(part["ids"])
        number = tag_id(connection, part["tag"])
        if number is None:
            continue
        choose(connection, part["ids"])
        with counted_tag(connection, number):
            if (part["stamps"] is None) is forward:
                stamps = part["stamps"] or part.get("given") or [payload["at"]] * len(part["ids"])
                _give(connection, number, part["ids"], stamps)
            else:
                _take(connection, number)
    if len(touched) > LISTED_AT_MOST:
        return ChangeSet(everything=True)
    return ChangeSet(updated=frozenset(map(EntryId, touched)))


def _give(connection: sqlite3.Connection, number: int, ids: Sequence[int], stamps: Sequence[int]) -> None:
    """Give the chosen entries an own tag; copies that came since get it as of the same time."""
    rows = ((entry, number, at) for entry, at in zip(ids, stamps, strict=True))
    connection.executemany(_ADD_STATE, rows)
    connection.execute(_ADD_TO_REST, (number, min(stamps, default=0)))
    connection.execute(_ADD_ENTRY, (number, OWN))


def _take(connection: sqlite3.Connection, number: int) -> None:
    """Take an own tag from the chosen entries."""
    those = "tag_id = ? AND id IN (SELECT id FROM chosen)"
    connection.execute(f"DELETE FROM state_tag WHERE {those}", (number,))  # noqa: S608
    connection.execute(f"DELETE FROM entry_tag WHERE {those} AND kind = {OWN}", (number,))  # noqa: S608
    connection.execute(f"UPDATE entry_tag SET kind = kind & ~{OWN} WHERE {those} AND kind & {OWN}", (number,))  # noqa: S608


def set_published(connection: sqlite3.Connection, entry: int, labels: Sequence[str]) -> None:
    """Make these the publisher's tags of the one chosen entry; own tags stay."""
    wanted = {number for label in labels if (number := tag_id(connection, label)) is not None}
    sql = f"SELECT tag_id, kind FROM entry_tag WHERE id = ? AND kind & {PUBLISHED}"  # noqa: S608
    present = dict(connection.execute(sql, (entry,)).fetchall())
    for number in present.keys() - wanted:
        if present[number] == PUBLISHED:
            connection.execute("DELETE FROM entry_tag WHERE id = ? AND tag_id = ?", (entry, number))
        else:
            sql = f"UPDATE entry_tag SET kind = kind & ~{PUBLISHED} WHERE id = ? AND tag_id = ?"  # noqa: S608
            connection.execute(sql, (entry, number))
    for number in wanted - present.keys():
        _add_to_one(connection, entry, number, PUBLISHED)


def restore_own(connection: sqlite3.Connection, entry: int) -> None:
    """Give an entry that came (back) the own tags that its state remembers."""
    rows = connection.execute("SELECT tag_id FROM state_tag WHERE id = ?", (entry,)).fetchall()
    for (number,) in rows:
        _add_to_one(connection, entry, number, OWN)


_ADD_TO_ONE = """
    INSERT INTO entry_tag (tag_id, sort_at, id, shown, kind)
    SELECT ?, sort_at, id, listed * (1 + (flags & 1 = 0)), ? FROM entry WHERE id = ?
    ON CONFLICT (tag_id, sort_at, id) DO UPDATE SET kind = kind | excluded.kind
"""


def give_own(connection: sqlite3.Connection, entry: int, label: str, at: int) -> None:
    """Give one entry an own tag, stored or about to be; the counts of the chosen entries are the caller's."""
    number = tag_id(connection, label)
    if number is not None:
        connection.execute(_ADD_STATE, (entry, number, at))
        _add_to_one(connection, entry, number, OWN)


def _add_to_one(connection: sqlite3.Connection, entry: int, number: int, kind: int) -> None:
    connection.execute(_ADD_TO_ONE, (number, kind, entry))


def set_own(connection: sqlite3.Connection, ids: Sequence[int], rows: Iterable[tuple[int, str, int]]) -> None:
    """Make these (number, label, time) the own tags of the given entries, all of which are chosen."""
    listed = as_list(list(ids))
    those = "id IN (SELECT value FROM json_each(?))"
    connection.execute(f"DELETE FROM state_tag WHERE {those}", (listed,))  # noqa: S608
    connection.execute(f"DELETE FROM entry_tag WHERE {those} AND kind = {OWN}", (listed,))  # noqa: S608
    connection.execute(f"UPDATE entry_tag SET kind = kind & ~{OWN} WHERE {those} AND kind & {OWN}", (listed,))  # noqa: S608
    for entry, label, at in rows:
        number = tag_id(connection, label)
        connection.execute(_ADD_STATE, (entry, number, at))
        _add_to_one(connection, entry, number or 0, OWN)
