"""Steps that can be taken back, of a session without a library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from termnews.model.entry import Headline
from termnews.model.ids import EntryId
from termnews.model.step import Step
from tests.support.fake_futures import done

Rows = Mapping[EntryId, Headline]


@dataclass
class Recorded:
    """A change of rows."""

    step: Step
    before: Rows
    after: Rows


class FakeHistory:
    """The same door as `services.history.History`."""

    def __init__(self, put: Callable[[Rows], object]) -> None:
        self._put = put
        self._holding: list[Recorded] = []
        self._undone: list[Recorded] = []

    def record(self, now: int, told: str, before: Rows, after: Rows) -> None:
        """Add a step."""
        number = len(self._holding) + 1
        self._holding.append(Recorded(Step(number, now, told), dict(before), dict(after)))
        self._undone.clear()

    def steps(self) -> Future[tuple[Step, ...]]:
        """All, the newest first."""
        undone = [Step(one.step.id, one.step.at, one.step.label, True) for one in self._undone]
        return done((*undone, *(one.step for one in reversed(self._holding))))

    def undo(self, most: int = 1) -> Future[tuple[str, ...]]:
        """Back."""
        return self._play(self._holding, self._undone, lambda one: one.before, most)

    def redo(self, most: int = 1) -> Future[tuple[str, ...]]:
        """Forth."""
        return self._play(self._undone, self._holding, lambda one: one.after, most)

    def undo_to(self, step: int) -> Future[tuple[str, ...]]:
        """Back down to a step."""
        return self.undo(sum(one.step.id >= step for one in self._holding))

    def redo_to(self, step: int) -> Future[tuple[str, ...]]:
        """Forth up to a step."""
        return self.redo(sum(one.step.id <= step for one in self._undone))

    def _play(
        self, source: list[Recorded], target: list[Recorded], rows: Callable[[Recorded], Rows], most: int
    ) -> Future[tuple[str, ...]]:
        told: list[str] = []
        while source and len(told) < most:
            one = source.pop()
            target.append(one)
            self._put(rows(one))
            told.append(one.step.label)
        return done(tuple(told))
