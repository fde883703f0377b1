"""Copies of the library by the day: which there are, whether one is due, and which have had their time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from termnews.config import BackupConfig
from termnews.library.connection import Place
from termnews.library.copies import copy_library
from termnews.model.errors import LibraryError
from termnews.model.homes import at_home

FOLDER = "backups"
"""Beside the library, unless the configuration names another place."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the copies of one library stand, and what they are called."""

    library: Path
    folder: Path
    kept: int
    """How many daily ones."""

    @classmethod
    def of(cls, library: Path, config: BackupConfig) -> Shelf:
        """The copies of a library as the configuration wants them."""
        folder = at_home(config.folder) if config.folder else library.parent / FOLDER
        return cls(library, folder, config.daily)

    def named(self, stamp: str) -> Path:
        """The name of a copy: that of the library with a day or a moment."""
        return self.folder / f"{self.library.stem}-{stamp}{self.library.suffix or '.db'}"

    def all(self) -> list[Path]:
        """Every copy that carries a day, also those made by hand, the newest first."""
        found = self._found(r"\d{4}-\d\d-\d\d(?:-\d{6})?")
        return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)

    def daily(self) -> list[Path]:
        """The copies that come and go by themselves, the newest first."""
        return self._found(r"\d{4}-\d\d-\d\d")

    def _found(self, stamp: str) -> list[Path]:
        name = re.compile(f"{re.escape(self.library.stem)}-{stamp}{re.escape(self.library.suffix or '.db')}")
        try:
            found = [path for path in self.folder.iterdir() if name.fullmatch(path.name) and path.is_file()]
        except OSError:
            return []
        return sorted(found, key=lambda path: path.name, reverse=True)


def day_of(moment: datetime) -> str:
    """How a day is written in a name."""
    return moment.strftime("%Y-%m-%d")


def moment_of(moment: datetime) -> str:
    """How a moment is written in a name, to the second."""
    return moment.strftime("%Y-%m-%d-%H%M%S")


def make_due(shelf: Shelf, place: Place, moment: datetime, go_on: Callable[[], bool]) -> Path | None:
    """Make the copy of this day unless it is there, then drop the oldest ones; None when nothing was to be done.

    A library that turns out to be damaged gets no copy, and then no older one is dropped. Raise `LibraryError` for
    that, and when the disk has no room: a copy is only made where another one would still fit.
    """
    if shelf.kept < 1:
        return None
    target = shelf.named(day_of(moment))
    if target.exists():
        return None
    _look_for_room(shelf)
    copy_library(place, target, replace=True, go_on=go_on)
    for old in shelf.daily()[shelf.kept :]:
        old.unlink(missing_ok=True)
    return target


def _look_for_room(shelf: Shelf) -> None:
    try:
        shelf.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        size, free = shelf.library.stat().st_size, shutil.disk_usage(shelf.folder).free
    except OSError as error:
        told = f"no copy of the library can be made ({error.strerror or error})"
        raise LibraryError(told, where=str(shelf.folder), hint="See `[backup]` in the configuration.") from error
    if free < 2 * size:
        told = f"there is too little room for a copy of the library ({size >> 20:,} MB, {free >> 20:,} MB free)"
        raise LibraryError(told, where=str(shelf.folder), hint="Set `daily = 0` or another folder in `[backup]`.")
