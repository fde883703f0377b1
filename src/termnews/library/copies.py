"""Whole copies of a library: made while it is in use, checked before they count, and put back in one step.

A copy is built beside its place and gets its name only when it is whole. Restoring writes the copy into the library
that stands there, as one transaction, so that programs which have it open go on with what was restored.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from termnews.library.connection import Place, look_at, prepare
from termnews.library.faults import BUSY, InterruptedQueryError, explain, explained, family
from termnews.model.errors import LibraryError

PAGES = 512
"""Pages copied between two looks at whether to go on: 4 MB."""
PATIENCE = 30.0
"""Seconds that restoring waits for another program to end its writing."""

_OF_THE_COPY = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
_BUSY_CODES = (5, 6)


def copy_library(
    place: Place,
    target: Path,
    *,
    replace: bool = False,
    check: bool = True,
    go_on: Callable[[], bool] = lambda: True,
) -> None:
    """Copy one state of a library to `target`, whatever is written meanwhile; nobody waits for it.

    Raise `LibraryError` when the library is damaged (only seen with `check`) or when the copy cannot be written, and
    `InterruptedQueryError` when `go_on` says no. Until it is whole, nothing stands at `target` that was not there.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        if not replace and target.exists():
            raise _taken(target)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _fill(place, fresh, target, go_on)
        if check:
            _check(fresh, place.path)
        _name(fresh, target, replace=replace)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LibraryError(
            f"cannot be written ({reason})", where=f"copy {target}", hint="Name another file."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def restore(path: Path, copy: Path, *, stamp: str) -> Path | None:
    """Put a copy in the place of the library at `path`, brought to the newest schema on the way.

    What was there is kept beside it under a name with `stamp`; give that name, or None when nothing was there. Raise
    `LibraryError` for a file that is no library, is damaged or newer than this program; then nothing was changed.
    """
    source = look_at(copy)
    if path.exists() and path.samefile(copy):
        raise LibraryError("is the library itself", where=str(copy), hint="Name a copy of it.")
    fresh = path.with_name(f"{path.name}.{os.getpid()}.restored")
    try:
        copy_library(source, fresh, replace=True)
        prepare(fresh, create=False)
        if not path.exists():
            fresh.replace(path)
            return None
        kept = path.with_name(f"{path.stem}.before-restore-{stamp}{path.suffix}")
        if not _written_into(path, fresh, kept):
            _exchange(path, fresh, kept)
        return kept
    except OSError as error:
        raise LibraryError(f"cannot be restored ({error.strerror or error})", where=f"library {path}") from error
    finally:
        for leftover in path.parent.glob(f"{fresh.name}*"):
            with contextlib.suppress(OSError):
                leftover.unlink()


def _fill(place: Place, fresh: Path, target: Path, go_on: Callable[[], bool]) -> None:
    def progress(_status: int, _remaining: int, _total: int) -> None:
        if not go_on():
            raise InterruptedQueryError("copying was called off", where=f"copy {target}")

    try:
        with (
            contextlib.closing(place.connect()) as source,
            contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as copy,
        ):
            source.execute("BEGIN")  # holds one state, so that copying need not begin again when somebody writes
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(copy, pages=PAGES, progress=progress)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, which can be read wherever it lies
    except sqlite3.Error as error:
        raise explain(error, target if family(error) in _OF_THE_COPY else place.path) from error


def _check(fresh: Path, original: Path) -> None:
    """Look through a copy, which is like looking through what it was made of, and holds up nobody."""
    with explained(original), contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as copy:
        (said,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        hint = "Run `termnews doctor`; no copy was kept of it."
        raise LibraryError(f"is damaged ({said})", where=f"library {original}", hint=hint)


def _name(fresh: Path, target: Path, *, replace: bool) -> None:
    """Give the finished copy its name, never that of a file that came up meanwhile."""
    if replace:
        fresh.replace(target)
        return
    try:
        os.link(fresh, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError:  # a file system without links
        if target.exists():
            raise _taken(target) from None
        fresh.rename(target)


def _taken(target: Path) -> LibraryError:
    return LibraryError("is there already", where=f"copy {target}", hint="Name another file; this one stays as it is.")


def _written_into(path: Path, fresh: Path, kept: Path) -> bool:
    """Keep a copy of the library and write the new one into it, as one transaction; False when it is too damaged."""
    try:
        place = look_at(path)
    except LibraryError:
        return False
    if place.read_only:
        raise LibraryError(place.read_only, where=f"library {path}")
    try:
        copy_library(place, kept, check=False)
    except LibraryError:
        if kept.exists():
            raise
        return False
    began = time.monotonic()

    def progress(status: int, _remaining: int, _total: int) -> None:
        if status in _BUSY_CODES and time.monotonic() - began > PATIENCE:
            raise sqlite3.OperationalError("database is locked")

    with (
        explained(path),
        contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as source,
        contextlib.closing(place.connect(writing=True)) as library,
    ):
        try:
            source.backup(library, pages=-1, progress=progress)
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or family(error) in BUSY:
                told = "another program keeps writing to it"
                raise LibraryError(told, where=f"library {path}", hint="Close it and try again.") from error
            raise
        library.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True


def _exchange(path: Path, fresh: Path, kept: Path) -> None:
    """Move what cannot be read aside, log included, and let the new library take its name."""
    try:
        os.link(path, kept)
    except FileExistsError:
        raise _taken(kept) from None
    except OSError:  # a file system without links
        shutil.copy2(path, kept)
    for part in ("-wal", "-shm"):
        log = path.with_name(path.name + part)
        if log.exists():
            log.rename(kept.with_name(kept.name + part))
    fresh.replace(path)
