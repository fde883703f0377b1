"""What the person did, as a list of steps that can be taken back and done again, one by one or many at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from termnews.library import Library, undo
from termnews.library.context import Context
from termnews.library.undo import Done
from termnews.model.changes import ChangeSet
from termnews.model.clock import Clock
from termnews.model.step import Step
from termnews.services.asking import Ask


class History:
    """The steps of a library; other processes' steps too. Futures raise `LibraryError`.

    Many steps are one transaction: all of them or none.
    """

    def __init__(self, library: Library, read: Ask, clock: Clock) -> None:
        """Work on `library`."""
        self._library = library
        self._read = read
        self._clock = clock

    def steps(self) -> Future[tuple[Step, ...]]:
        """All that are kept, the newest first."""
        return self._read(lambda reader: reader.steps())

    def undo(self, most: int = 1) -> Future[Done]:
        """Take back so many of the last steps that hold."""
        return self._replay(lambda context: undo.undo(context, most=most))

    def redo(self, most: int = 1) -> Future[Done]:
        """Do again so many of the steps that were taken back, the last taken back first."""
        return self._replay(lambda context: undo.redo(context, most=most))

    def undo_to(self, step: int) -> Future[Done]:
        """Take back this step and everything that was done after it."""
        return self._replay(lambda context: undo.undo(context, down_to=step))

    def redo_to(self, step: int) -> Future[Done]:
        """Do this step again, after everything that was done before it."""
        return self._replay(lambda context: undo.redo(context, up_to=step))

    def _replay(self, work: Callable[[Context], tuple[Done, ChangeSet]]) -> Future[Done]:
        return self._library.writer.carry_out(lambda context, _: work(context), now=int(self._clock.now()))
