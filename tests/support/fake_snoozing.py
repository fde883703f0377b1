"""Putting articles off, of a session without a library: it only notes what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from termnews.model.clock import Clock
from termnews.model.ids import EntryId
from termnews.query.dates import read_coming
from tests.support.fake_futures import done


@dataclass
class FakeSnoozing:
    """The same door as `services.snoozing.Snoozing`."""

    calls: list[tuple[object, ...]]
    clock: Clock

    def moment(self, written: str) -> int | None:
        """A moment in Greenwich."""
        return read_coming(written, int(self.clock.now()))

    def snooze(self, ids: Sequence[EntryId], until: int | None) -> Future[int]:
        """Note it."""
        self.calls.append(("snooze", tuple(ids), until))
        return done(len(ids))

    def is_due(self) -> Future[bool]:
        """Nothing ever is."""
        return done(False)

    def wake(self) -> Future[int]:
        """Nothing wakes."""
        return done(0)
