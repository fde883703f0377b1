"""Opening the file: where it lies, whether it is ours and whole, how it is set up, and whether it may be written."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from termnews.library.faults import DAMAGED_HINT, NO_ROOM, explained
from termnews.library.migrations import NEWEST, migrate, version_of
from termnews.model.errors import LibraryError

APPLICATION_ID = 0x74726E77
"""`trnw`: marks the file as a library of termnews."""

PAGE_SIZE = 16384
BUSY_SECONDS = 5.0

_SHARED_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA mmap_size = 0",  # mapped pages count as our memory, and a truncated file would kill the process
)
_WRITER_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -24576",
    "PRAGMA wal_autocheckpoint = 0",  # the writer checkpoints when nobody waits
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA secure_delete = OFF",
    "PRAGMA recursive_triggers = OFF",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A library file that has been looked at and may be connected to."""

    path: Path
    read_only: str = ""
    """Why it cannot be written, in words; empty when it can."""
    immutable: bool = False
    """Whether it must be read as a file that nobody changes, because no lock can be taken beside it."""

    def connect(self, *, writing: bool = False) -> sqlite3.Connection:
        """Open a connection, set up for its task; it may be handed to one other thread.

        Raise `LibraryError` when it cannot be opened.
        """
        mode = "rw" if writing else "ro"
        uri = f"{self.path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if self.immutable else "")
        with explained(self.path):
            connection = sqlite3.connect(
                uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                for pragma in (*_SHARED_PRAGMAS, *(_WRITER_PRAGMAS if writing else ("PRAGMA cache_size = -16384",))):
                    connection.execute(pragma)
            except sqlite3.Error:
                connection.close()
                raise
        return connection


def prepare(path: Path, *, create: bool = True) -> Place:
    """Make sure that a library of the newest schema stands at `path`, creating or upgrading it where that is needed.

    Raise `LibraryError` for anything that is not a whole library of a version we know; such a file is not touched.
    """
    if create and not _exists(path):
        _create(path)
    place, version = _looked_at(path)
    if version < NEWEST:
        _upgrade(place, version)
    return place


def look_at(path: Path) -> Place:
    """Make sure that a library which this program can read stands at `path`, without changing anything.

    Raise `LibraryError` for anything else; a library of an older schema is taken as it is.
    """
    return _looked_at(path)[0]


def _looked_at(path: Path) -> tuple[Place, int]:
    """The library at `path` with the version of its schema."""
    if not _exists(path):
        raise LibraryError("is not there", where=f"library {path}", hint="Check the name given with --library.")
    _look_at_header(path)
    place = _writable(path)
    try:
        return place, _look_inside(place)
    except LibraryError as error:
        if not _lacks_room(error):
            raise
    place = _unlocked(path, "the disk is full; nothing that you mark will be kept")
    return place, _look_inside(place)


def sqlite_version() -> str:
    """Which SQLite this program runs on."""
    return sqlite3.sqlite_version


def _lacks_room(error: LibraryError) -> bool:
    """Whether only the small file that readers and writers share could not be made."""
    return getattr(error.__cause__, "sqlite_errorname", "") in NO_ROOM


def _exists(path: Path) -> bool:
    try:
        if path.is_dir():
            raise LibraryError("is a folder", where=f"library {path}", hint="Name a file with --library.")
        if path.exists() and not path.is_file():
            hint = "Name another file with --library."
            raise LibraryError("is a device or a pipe, no file", where=f"library {path}", hint=hint)
        return path.exists()
    except OSError as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> LibraryError:
    reason = error.strerror or str(error)
    return LibraryError(f"cannot be used ({reason})", where=f"library {path}", hint="Name another file with --library.")


def _create(path: Path) -> None:
    """Build the library beside its place and move it there whole, so that half a library never stands at `path`."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with explained(path):
            _fill(fresh)
        _move(fresh, path)
    except OSError as error:
        raise _unusable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def _fill(fresh: Path) -> None:
    with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        _probe(connection)
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE:d}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        connection.execute("PRAGMA journal_mode = MEMORY")
        migrate(connection, fresh)


def _move(fresh: Path, path: Path) -> None:
    """Give the new file its name, unless another process was faster."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:
        if not path.exists():
            fresh.rename(path)


def _probe(connection: sqlite3.Connection) -> None:
    """Refuse an SQLite that lacks what we build on."""
    if sqlite3.sqlite_version_info < (3, 35):
        hint = "Use a Python that comes with a newer one."
        raise LibraryError(f"SQLite {sqlite3.sqlite_version} is too old, 3.35 is needed", hint=hint)
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.probe USING fts5 (word)")
        connection.execute("DROP TABLE temp.probe")
    except sqlite3.OperationalError as error:
        hint = "Use a Python whose SQLite is built with FTS5."
        raise LibraryError("this Python's SQLite has no full-text search", hint=hint) from error


def _look_at_header(path: Path) -> None:
    """Judge a file by its first bytes, before SQLite may touch it."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
        size = path.stat().st_size
        logged = _logged(path)
    except OSError as error:
        raise _unusable(path, error) from error
    where = f"library {path}"
    if not header:
        raise LibraryError("is empty, so it was damaged", where=where, hint=DAMAGED_HINT)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise LibraryError("is not a library of termnews, or is damaged", where=where, hint=DAMAGED_HINT)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        hint = "Name another file with --library; nothing was changed."
        raise LibraryError("is a database of another program", where=where, hint=hint)
    _refuse_newer(int.from_bytes(header[60:64], "big"), path)
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    if size < page_size * int.from_bytes(header[28:32], "big") and not logged:
        raise LibraryError("is cut short, so it is damaged", where=where, hint=DAMAGED_HINT)


def _logged(path: Path) -> bool:
    """Whether changes stand beside the file, in its write-ahead log."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _refuse_newer(version: int, path: Path) -> None:
    if version > NEWEST:
        raise LibraryError(
            f"was written by a newer termnews (its schema is version {version}, this program knows {NEWEST})",
            where=f"library {path}",
            hint="Use the newer termnews, or name another file with --library; nothing was changed.",
        )


def _writable(path: Path) -> Place:
    """Find out whether the library can be written, and if not, how it can still be read."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return Place(path)
    what = "the file" if not os.access(path, os.W_OK) else "its folder"
    reason = f"{what} may not be written; nothing that you mark will be kept"
    place = Place(path, reason)
    try:
        with contextlib.closing(place.connect()) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (LibraryError, sqlite3.Error):
        return _unlocked(path, reason)
    return place


def _unlocked(path: Path, reason: str) -> Place:
    """Read the file by itself, as nothing may stand beside it; refused when its newest changes stand in the log."""
    if _logged(path):
        hint = "Make room or make the folder writable, or copy the library with the file named -wal to another place."
        raise LibraryError(
            f"cannot be read without writing beside it, and {reason}", where=f"library {path}", hint=hint
        )
    return Place(path, reason, immutable=True)


def _look_inside(place: Place) -> int:
    """Ask SQLite itself, without writing; give the version of the schema."""
    with explained(place.path), contextlib.closing(place.connect()) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise LibraryError("is a database of another program", where=f"library {place.path}", hint=DAMAGED_HINT)
        version = version_of(connection)
        _refuse_newer(version, place.path)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return version


def _upgrade(place: Place, version: int) -> None:
    """Take the missing steps to the newest schema."""
    if place.read_only:
        hint = "Make it writable once, so that it can be upgraded."
        raise LibraryError(f"is of the old version {version}", where=f"library {place.path}", hint=hint)
    with explained(place.path), contextlib.closing(place.connect(writing=True)) as connection:
        migrate(connection, place.path)
