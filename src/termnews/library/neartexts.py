"""Copies that only their text gives away: compared in slices that nobody waits for, each with few others.

What is found is kept as kinship; `duplicates` makes groups of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from termnews.library import duplicates
from termnews.library.bodies import searched_text
from termnews.library.context import as_list
from termnews.model.changes import NOTHING, ChangeSet
from termnews.model.ids import EntryId
from termnews.stories.likeness import NOTHING as NO_PRINT
from termnews.stories.likeness import Print, alike, print_of

APART = 14 * 86_400
"""Seconds that may lie between copies: what comes back after longer is a series, a yearly notice, a letter's frame."""
MET = 200
"""Entries that are looked at for each band, the last that arrived: a band that more share is that of a common frame."""
COMPARED = 40
"""Texts that one is compared with at most, the nearest in date."""
BACKLOG = "uncompared_below"
"""Name in `meta` of the number below which entries were stored before texts were compared, and still wait for it."""

_BODY = "SELECT packed FROM entry_body WHERE id = ?"
_MET = f"""
    SELECT DISTINCT e.id FROM json_each(?1) AS w
    CROSS JOIN entry AS e ON e.id = w.value CROSS JOIN entry AS mine ON mine.id = ?2
    WHERE e.feed_id <> mine.feed_id AND abs(e.sort_at - mine.sort_at) <= {APART}
    ORDER BY abs(e.sort_at - mine.sort_at), e.id LIMIT {COMPARED}
"""  # noqa: S608


def queue(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Say that the texts of these entries are to be compared."""
    connection.executemany("INSERT OR IGNORE INTO compare_pending VALUES (?)", ((number,) for number in ids))


def forget(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Forget what was found of texts that change or go; call it while they can still be read."""
    for number in ids:
        bands = _print(connection, number).bands
        connection.executemany("DELETE FROM sign WHERE key = ? AND id = ?", ((band, number) for band in bands))
        sql = "SELECT other FROM kinship WHERE id = ? AND kind = ?"
        pairs = [(number, other) for (other,) in connection.execute(sql, (number, duplicates.ALIKE))]
        duplicates.unpair(connection, pairs, duplicates.ALIKE)


def waiting(connection: sqlite3.Connection) -> bool:
    """Whether any text waits to be compared."""
    return (
        connection.execute(
            "SELECT 1 FROM compare_pending UNION ALL SELECT 1 FROM meta WHERE name = ? LIMIT 1", (BACKLOG,)
        ).fetchone()
        is not None
    )


def compare_slice(connection: sqlite3.Connection, size: int, *, backlog: bool = True) -> tuple[int, ChangeSet]:
    """Compare the texts of some waiting entries within the open transaction; give how many, and what was joined.

    A negative size means all. Entries from before texts were compared come last, and only with `backlog`.
    """
    ids = [number for (number,) in connection.execute("SELECT id FROM compare_pending ORDER BY id LIMIT ?", (size,))]
    old = _take_backlog(connection, size) if backlog and not ids else []
    touched = [*old, *(number for number in ids if _compare(connection, number))]
    for number in old:
        _compare(connection, number)
    connection.executemany("DELETE FROM compare_pending WHERE id = ?", ((number,) for number in ids))
    moved = duplicates.regroup(connection, touched) if touched else frozenset()
    return len(ids) + len(old), ChangeSet(updated=frozenset(map(EntryId, moved))) if moved else NOTHING


def _take_backlog(connection: sqlite3.Connection, size: int) -> list[int]:
    """The newest entries that were never compared, now to be found by address and id too; they need not come again."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (BACKLOG,)).fetchone()
    if row is None:
        return []
    found = connection.execute(
        "SELECT e.id, e.url, s.guid FROM entry AS e CROSS JOIN entry_state AS s ON s.id = e.id"
        " WHERE e.id < ? ORDER BY e.id DESC LIMIT ?",
        (int(row[0]), size),
    ).fetchall()
    if not found:
        connection.execute("DELETE FROM meta WHERE name = ?", (BACKLOG,))
        return []
    connection.execute("UPDATE meta SET value = ? WHERE name = ?", (str(found[-1][0]), BACKLOG))
    duplicates.sign(connection, found)
    return [number for number, _, _ in found]


def _compare(connection: sqlite3.Connection, number: int) -> bool:
    """Let an entry be found by its text, and find what is like it; whether there is anything."""
    mine = _print(connection, number)
    found = {other for band in mine.bands for other in _who_shares(connection, band)} - {number}
    connection.executemany("INSERT OR IGNORE INTO sign VALUES (?, ?)", ((band, number) for band in mine.bands))
    candidates = connection.execute(_MET, (as_list([*found]), number)).fetchall() if found else ()
    pairs = [(number, other) for (other,) in candidates if alike(mine, _print(connection, other))]
    duplicates.pair(connection, pairs, duplicates.ALIKE)
    return bool(pairs)


def _who_shares(connection: sqlite3.Connection, band: int) -> Iterator[int]:
    for (number,) in connection.execute("SELECT id FROM sign WHERE key = ? ORDER BY id DESC LIMIT ?", (band, MET)):
        yield number


def _print(connection: sqlite3.Connection, number: int) -> Print:
    """What of an entry's text is compared; nothing when it is damaged, which must not keep others from being found."""
    row = connection.execute(_BODY, (number,)).fetchone()
    try:
        return NO_PRINT if row is None else print_of(searched_text(connection, row[0]))
    except ValueError:
        return NO_PRINT
