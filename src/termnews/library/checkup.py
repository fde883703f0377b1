"""Looking a library over: how large it is, whether all of it can be read and agrees, and what is damaged."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from termnews.library.bodies import unpack_texts
from termnews.library.connection import Place, look_at
from termnews.library.faults import explain
from termnews.library.migrations import NEWEST, version_of
from termnews.model.errors import LibraryError

"""The version of the schema that this program writes."""
SHOWN = 10
"""Faults of one kind that are told."""

_COUNTS = {
    "feeds": "SELECT count(*) FROM feed WHERE shelf = 'library'",
    "articles": "SELECT count(*) FROM entry",
    "unread": "SELECT coalesce(sum(unread), 0) FROM feed WHERE shelf = 'library'",
    "marked": "SELECT count(*) FROM entry_state WHERE flags <> 0",
    "own tags": "SELECT count(DISTINCT tag_id) FROM state_tag",
    "steps to undo": "SELECT count(*) FROM step WHERE undone = 0",
    "waiting to be indexed": "SELECT count(*) FROM fts_pending",
}
_LAWS = {
    "marks that lists do not show": """
        SELECT count(*) FROM entry AS e JOIN entry_state AS s USING (id) WHERE e.flags <> s.flags
    """,
    "articles without a text": """
        SELECT count(*) FROM entry AS e LEFT JOIN entry_body AS b USING (id) WHERE b.id IS NULL
    """,
    "feeds with a wrong count": """
        SELECT count(*) FROM feed AS f WHERE (f.total, f.unread) <> (
            SELECT count(*), coalesce(sum(e.flags & 1 = 0), 0) FROM entry AS e
            WHERE e.feed_id = f.id AND e.flags & 36 = 0
        )
    """,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong."""

    what: str
    only_index: bool = False
    """Whether building the full-text index anew mends it."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found."""

    path: Path
    size: int = 0
    """Bytes of the file; the log beside it is counted apart."""
    log: int = 0
    version: int | None = None
    """Of its schema; None where it cannot be told."""
    gaps: int = 0
    """Bytes in it that hold nothing."""
    read_only: str = ""
    """Why it cannot be written; empty when it can."""
    counts: tuple[tuple[str, int], ...] = ()
    refused: LibraryError | None = None
    """Why the program would not open it."""
    faults: tuple[Fault, ...] = ()


def examine(path: Path) -> Checkup:
    """Look a library over without changing it; reads all of it. Never raises for what is wrong with it."""
    size, log = _size(path), _size(path.with_name(path.name + "-wal"))
    try:
        place = look_at(path)
    except LibraryError as error:
        return Checkup(path, size, log, refused=error)
    version: int | None = None
    try:
        with contextlib.closing(place.connect()) as connection:
            version = version_of(connection)
            return _whole(connection, place, size, log, version)
    except (sqlite3.Error, LibraryError) as error:
        told = error if isinstance(error, LibraryError) else explain(error, path)
        return Checkup(path, size, log, version, read_only=place.read_only, refused=told)


def _whole(connection: sqlite3.Connection, place: Place, size: int, log: int, version: int) -> Checkup:
    gaps = _number(connection, "PRAGMA freelist_count") * _number(connection, "PRAGMA page_size")
    faults = list(_faults_of_the_file(connection))
    counts: tuple[tuple[str, int], ...] = ()
    if version == NEWEST and not faults:
        counts = tuple((name, _number(connection, sql)) for name, sql in _COUNTS.items())
        faults += _faults_of_the_contents(connection)
        faults += _faults_of_the_index(place)
    return Checkup(place.path, size, log, version, gaps, place.read_only, counts, faults=tuple(faults))


def _faults_of_the_file(connection: sqlite3.Connection) -> Iterator[Fault]:
    for (said,) in connection.execute(f"PRAGMA integrity_check({SHOWN:d})"):
        if said != "ok":
            yield from (Fault(line) for line in str(said).splitlines() if not line.startswith("***"))
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(SHOWN):
        yield Fault(f"row {row} of {table} points to nothing in {parent}")


def _faults_of_the_contents(connection: sqlite3.Connection) -> Iterator[Fault]:
    for what, sql in _LAWS.items():
        if number := _number(connection, sql):
            yield Fault(f"{what}: {number:,}")
    torn = [
        str(number)
        for number, packed in connection.execute("SELECT id, packed FROM entry_body")
        if _torn(connection, packed)
    ]
    if torn:
        more = f" and {len(torn) - SHOWN:,} more" if len(torn) > SHOWN else ""
        yield Fault(f"articles whose text cannot be read: {', '.join(torn[:SHOWN])}{more}")


def _torn(connection: sqlite3.Connection, packed: bytes) -> bool:
    try:
        unpack_texts(connection, packed)
    except ValueError:
        return True
    return False


def _faults_of_the_index(place: Place) -> Iterator[Fault]:
    """Ask the full-text index itself, which needs the right to write and writes nothing."""
    if place.read_only:
        return
    with contextlib.closing(place.connect(writing=True)) as connection:
        try:
            connection.execute("INSERT INTO entry_fts (entry_fts) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            if not isinstance(error, sqlite3.OperationalError):
                yield Fault(f"the full-text index is damaged ({error})", only_index=True)


def _number(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
