"""A library file, opened: its writer and its reader."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import wait
from datetime import tzinfo
from pathlib import Path
from types import TracebackType
from typing import Self

from termnews.library import snoozing
from termnews.library.connection import Place, prepare
from termnews.library.faults import explained
from termnews.library.reader import LibraryReader
from termnews.library.writer import LibraryWriter
from termnews.model.changes import ChangeSet

WAKING = 1.0
"""Seconds that opening waits for snoozed articles to be back, so that the first list has them."""
ASIDE_DAYS = 30
"""How long articles stay that were opened without subscribing."""


class Library:
    """One library with a writing thread and a reading connection; several processes may have it open."""

    def __init__(self, place: Place, on_commit: Callable[[ChangeSet], None], zone: tzinfo | int) -> None:
        """Start the writer and the reader; `open` is the door."""
        self.path = place.path
        self.read_only = place.read_only
        """Why nothing can be written, in words for the person; empty when it can."""
        self._on_commit = on_commit
        self.place, self._zone = place, zone
        with explained(place.path):
            self.writer = LibraryWriter(place, self._ring, zone)
            self.reader = LibraryReader(place, zone)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        now: int,
        create: bool = True,
        on_commit: Callable[[ChangeSet], None] | None = None,
        zone: tzinfo | int = 0,
    ) -> Self:
        """Open the library at `path`, creating and upgrading it where needed.

        Articles that were opened aside and not within the last `ASIDE_DAYS` are forgotten; snoozed ones come back when
        it is time.
        `on_commit` is rung from the writer's thread; `zone` (or seconds east of UTC) is where the person's days begin.
        Raise `LibraryError`, with the file untouched, when it is damaged, newer than this program, or not ours.
        """
        library = cls(prepare(path, create=create), on_commit or _nobody, zone)
        before = now - ASIDE_DAYS * 86_400
        if not library.read_only and library.reader.forgotten(before):
            library.writer.forget_aside(before)
        if not library.read_only and library.reader.answer(snoozing.is_due, now):
            wait([library.writer.carry_out(snoozing.wake, now=now)], timeout=WAKING)
        return library

    def another_reader(self) -> LibraryReader:
        """Open a further reading connection, for another thread; whoever opens it closes it."""
        with explained(self.path):
            return LibraryReader(self.place, self._zone)

    def close(self, timeout: float = 10.0) -> bool:
        """Finish what is queued and let go of the file; whether that was done in time."""
        self.reader.close()
        return self.writer.close(timeout)

    def __enter__(self) -> Self:
        """Leave by closing."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def _ring(self, changes: ChangeSet) -> None:
        self._on_commit(changes)


def _nobody(_changes: ChangeSet) -> None:
    """Nobody listens."""
