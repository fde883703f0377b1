"""Keeping the full-text index in step with the stored entries, in slices that nobody waits for.

The index holds no text, so what was indexed is read again from the entry whenever it must be taken out:
take out first, then change the entry.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from termnews.library.bodies import searched_text

_DOCUMENT = """
    SELECT e.title, e.tags, b.authors, b.packed FROM entry AS e JOIN entry_body AS b ON b.id = e.id WHERE e.id = ?
"""
_INSERT = "INSERT INTO entry_fts (rowid, body, title, author, tags) VALUES (?, ?, ?, ?, ?)"
_DELETE = "INSERT INTO entry_fts (entry_fts, rowid, body, title, author, tags) VALUES ('delete', ?, ?, ?, ?, ?)"


def queue(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Say that these entries are stored but not indexed."""
    connection.executemany("INSERT OR IGNORE INTO fts_pending VALUES (?)", ((number,) for number in ids))


def forget(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Take entries out of the index, and out of the queue; call it while they still read as they were indexed."""
    for number in sorted(ids):
        waiting = connection.execute("DELETE FROM fts_pending WHERE id = ?", (number,)).rowcount
        if not waiting and (document := _document(connection, number)) is not None:
            connection.execute(_DELETE, (number, *document))


def index_slice(connection: sqlite3.Connection, size: int) -> int:
    """Index the oldest waiting entries within the open transaction; return how many."""
    ids = [number for (number,) in connection.execute("SELECT id FROM fts_pending ORDER BY id LIMIT ?", (size,))]
    for number in ids:
        if (document := _document(connection, number)) is not None:
            connection.execute(_INSERT, (number, *document))
    connection.executemany("DELETE FROM fts_pending WHERE id = ?", ((number,) for number in ids))
    return len(ids)


def begin_anew(connection: sqlite3.Connection) -> None:
    """Empty the index and let every entry wait for it."""
    connection.execute("INSERT INTO entry_fts (entry_fts) VALUES ('delete-all')")
    connection.execute("INSERT OR IGNORE INTO fts_pending SELECT id FROM entry")


def waiting(connection: sqlite3.Connection) -> bool:
    """Whether any entry waits to be indexed."""
    return connection.execute("SELECT 1 FROM fts_pending LIMIT 1").fetchone() is not None


def _document(connection: sqlite3.Connection, number: int) -> Sequence[str] | None:
    row = connection.execute(_DOCUMENT, (number,)).fetchone()
    try:
        return None if row is None else searched_columns(connection, *row)
    except ValueError:
        return None  # a damaged body: its words cannot be known, and must not keep others from being indexed


def searched_columns(
    connection: sqlite3.Connection, title: str, tags: str, authors: str | None, packed: bytes
) -> tuple[str, str, str, str]:
    """What the index is given of an entry: body, title, authors, tags."""
    names = "\n".join(json.loads(authors)) if authors else ""
    return searched_text(connection, packed), title, names, tags
