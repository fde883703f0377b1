"""What SQLite complains about, in words that a person can act on."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from termnews.model.errors import LibraryError

DAMAGED_HINT = "Nothing was changed in it. Move it away and restore a copy, or name another file with --library."

_FAULTS = {
    "SQLITE_FULL": ("cannot be written, the disk is full", "Make room and try again; nothing that was saved is lost."),
    "SQLITE_READONLY": ("cannot be written, it is read-only", "Check the permissions of the file and its folder."),
    "SQLITE_BUSY": ("another program keeps writing to it", "Try again in a moment, or close the other program."),
    "SQLITE_LOCKED": ("another program keeps writing to it", "Try again in a moment, or close the other program."),
    "SQLITE_CORRUPT": ("is damaged", DAMAGED_HINT),
    "SQLITE_NOTADB": ("is not a library of termnews, or is damaged", DAMAGED_HINT),
    "SQLITE_IOERR": ("cannot be read or written, the disk reports an error", "Check the disk; keep a copy."),
    "SQLITE_CANTOPEN": ("cannot be opened", "Check that the folder exists and may be written."),
    "SQLITE_PERM": ("may not be opened", "Check the permissions of the file and its folder."),
    "SQLITE_AUTH": ("may not be opened", "Check the permissions of the file and its folder."),
    "SQLITE_INTERRUPT": ("the question was called off", ""),
    "SQLITE_TOOBIG": ("cannot store something that large", ""),
}

NO_ROOM = ("SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMOPEN")
"""Faults of a full disk on which not even the small file that readers and writers share can be made."""

BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
"""Faults that pass when one waits."""


class InterruptedQueryError(LibraryError):
    """The question was called off by `LibraryReader.interrupt`; there is no answer, and nothing is wrong."""


def family(error: sqlite3.Error) -> str:
    """The primary name of a fault: `SQLITE_BUSY` for `SQLITE_BUSY_SNAPSHOT`; empty when SQLite gave none."""
    name = str(getattr(error, "sqlite_errorname", "") or "")
    return "_".join(name.split("_")[:2])


def explain(error: Exception, path: Path | str) -> LibraryError:
    """Say what a fault means for the person."""
    if not isinstance(error, sqlite3.Error | zlib.error | OSError):
        return LibraryError(f"holds something unreadable ({error})", where=f"library {path}", hint=DAMAGED_HINT)
    if getattr(error, "sqlite_errorname", "") in NO_ROOM:
        name = "SQLITE_FULL"
    elif isinstance(error, sqlite3.Error):
        name = family(error)
    else:
        name = "SQLITE_IOERR" if isinstance(error, OSError) else "SQLITE_CORRUPT"
    if name == "SQLITE_INTERRUPT":
        return InterruptedQueryError(*_FAULTS[name][:1])
    if not name and isinstance(error, sqlite3.OperationalError) and "decode" in str(error):
        name = "SQLITE_CORRUPT"
    what, hint = _FAULTS.get(name, (f"failed ({error})", ""))
    return LibraryError(what, where=f"library {path}", hint=hint)


@contextmanager
def explained(path: Path | str) -> Iterator[None]:
    """Turn what the database or damaged content raises within into a `LibraryError`."""
    try:
        yield
    except (sqlite3.Error, zlib.error, ValueError, TypeError, OverflowError) as error:
        raise explain(error, path) from error
