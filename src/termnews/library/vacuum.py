"""Giving room back to the disk: what was deleted leaves the file, and the index is put in order."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from termnews.library import fulltext
from termnews.library.connection import prepare
from termnews.library.faults import explained
from termnews.library.transactions import transaction
from termnews.model.errors import LibraryError

_UNUSED_TAGS = """
    DELETE FROM tag WHERE total = 0
        AND NOT EXISTS (SELECT 1 FROM entry_tag AS t WHERE t.tag_id = tag.id)
        AND NOT EXISTS (SELECT 1 FROM state_tag AS s WHERE s.tag_id = tag.id)
"""


@dataclass(frozen=True, slots=True)
class Freed:
    """What giving room back came to, in bytes of the file."""

    before: int
    after: int


def give_back(path: Path, *, reindex: bool = False) -> Freed:
    """Write the library anew without its gaps; `reindex` also builds the full-text index anew.

    Others may read meanwhile, not write. Needs as much room again as the library takes. Raise `LibraryError`.
    """
    place = prepare(path, create=False)
    if place.read_only:
        raise LibraryError(place.read_only, where=f"library {path}")
    with explained(path), contextlib.closing(place.connect(writing=True)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.stat().st_size
    free = shutil.disk_usage(path.parent).free
    if free < before:
        told = f"there is too little room to write it anew ({before >> 20:,} MB needed, {free >> 20:,} MB free)"
        raise LibraryError(told, where=f"library {path}", hint="Make room and try again.")
    with explained(path), contextlib.closing(place.connect(writing=True)) as connection:
        _put_in_order(connection, reindex=reindex)
        connection.execute("PRAGMA temp_store = FILE")  # the whole library passes through it
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Freed(before, path.stat().st_size)


def gaps(path: Path) -> int:
    """Bytes of the file that hold nothing. Raise `LibraryError`."""
    with explained(path), contextlib.closing(prepare(path, create=False).connect()) as connection:
        pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_size"))
        return int(pages) * int(size)


def _put_in_order(connection: sqlite3.Connection, *, reindex: bool) -> None:
    with transaction(connection):
        connection.execute(_UNUSED_TAGS)
        if reindex:
            fulltext.begin_anew(connection)
        fulltext.index_slice(connection, -1)
        connection.execute("INSERT INTO entry_fts (entry_fts) VALUES ('optimize')")
