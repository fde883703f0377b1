"""Articles that leave all lists until a moment, and come back by themselves while the library is open."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from termnews.library import Library, snoozing
from termnews.model.clock import Clock
from termnews.model.ids import EntryId, FeedId
from termnews.query import Query
from termnews.query.dates import read_coming
from termnews.services.asking import Ask
from termnews.services.clock import LocalZone


class Snoozing:
    """Every future gives a number of articles, or raises `QueryError`, `LibraryError`."""

    def __init__(self, library: Library, read: Ask, clock: Clock, aside: Sequence[FeedId]) -> None:
        """Work on `library`; articles of the feeds in `aside` count as well."""
        self._library = library
        self._read = read
        self._clock = clock
        self._aside = tuple(aside)

    def moment(self, written: str) -> int | None:
        """The second that a date to come means (`tomorrow`, `3d`) where the person is; None where it means none."""
        return read_coming(written, self._now, LocalZone())

    def snooze(self, ids: Sequence[EntryId], until: int | None) -> Future[int]:
        """Snooze articles until a second, as one step; with None they are snoozed no longer."""
        return self._library.writer.carry_out(lambda context, _: snoozing.snooze(context, ids, until), now=self._now)

    def snooze_found(self, query: Query, until: int | None) -> Future[int]:
        """Do the same to all that match."""
        return self._library.writer.carry_out(
            lambda context, functions: snoozing.snooze_found(context, functions, query, until),
            now=self._now,
            aside=self._aside,
        )

    def is_due(self) -> Future[bool]:
        """Whether anything is to come back by now."""
        now = self._now
        return self._read(lambda reader: reader.answer(snoozing.is_due, now))

    def wake(self) -> Future[int]:
        """Bring back what is due."""
        return self._library.writer.carry_out(snoozing.wake, now=self._now)

    @property
    def _now(self) -> int:
        return int(self._clock.now())
