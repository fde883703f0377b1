"""The library: one SQLite file with feeds, entries and what the person did with them. The only importer of sqlite3."""

from __future__ import annotations

from termnews.library.faults import InterruptedQueryError
from termnews.library.feeds import NewFeed
from termnews.library.library import Library
from termnews.library.reader import LibraryReader
from termnews.library.writer import LibraryWriter

__all__ = ["InterruptedQueryError", "Library", "LibraryReader", "LibraryWriter", "NewFeed"]
