"""Copies of one article in several feeds: which they are, and what the person says of them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from termnews.library import Library, joining
from termnews.model.clock import Clock
from termnews.model.entry import Headline
from termnews.model.ids import EntryId
from termnews.services.asking import Ask


class Copies:
    """The copies in a library. Futures raise `LibraryError`."""

    def __init__(self, library: Library, read: Ask, clock: Clock) -> None:
        """Work on `library`."""
        self._library = library
        self._read = read
        self._clock = clock

    def of(self, entry_id: EntryId) -> Future[list[Headline]]:
        """The other copies of an article that lists show, in their order; none for most articles."""
        return self._read(lambda reader: reader.headlines(reader.copies(entry_id)))

    def part(self, entry_id: EntryId) -> Future[int]:
        """Take an article and its copies apart for good, as one undoable step; how many they were, 0 without copies."""
        return self._library.writer.carry_out(lambda context, _: joining.part(context, entry_id), now=self._now)

    def join(self, ids: Sequence[EntryId]) -> Future[int]:
        """Make one article of several, as one undoable step; how many copies it has then, 0 when they were one."""
        return self._library.writer.carry_out(lambda context, _: joining.join(context, ids), now=self._now)

    @property
    def _now(self) -> int:
        return int(self._clock.now())
