"""What is done to many articles: counted beforehand where a query names them, done in one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from termnews.library import Library, LibraryReader, bulk, marks
from termnews.model.changes import Marked
from termnews.model.clock import Clock
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId, FeedId
from termnews.query import Query
from termnews.services.asking import Ask


class Bulk:
    """Counts and changes by query. Every future gives a number of articles, or raises `QueryError`, `LibraryError`."""

    def __init__(self, library: Library, ask: Ask, clock: Clock, aside: Sequence[FeedId]) -> None:
        """Work on `library`; articles of the feeds in `aside` count as well."""
        self._library = library
        self._ask_library = ask
        self._clock = clock
        self._aside = tuple(aside)

    def count(self, query: Query) -> Future[int]:
        """How many match."""
        return self._ask(lambda reader, now: reader.answer(lambda c, f: bulk.count(c, f, query), now, self._aside))

    def count_unlike(self, query: Query, flag: EntryFlags, on: bool) -> Future[int]:
        """How many of them `mark` would change."""
        return self._ask(
            lambda reader, now: reader.answer(lambda c, f: bulk.count_unlike(c, f, query, flag, on), now, self._aside)
        )

    def count_spared(self, query: Query, flag: EntryFlags, on: bool) -> Future[int]:
        """How many of them `mark` spares: those kept unread, of what is marked read."""
        return self._ask(
            lambda reader, now: reader.answer(lambda c, f: bulk.count_spared(c, f, query, flag, on), now, self._aside)
        )

    def count_retagged(self, query: Query, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Future[int]:
        """How many of them `tag` would change."""
        return self._ask(
            lambda reader, now: reader.answer(
                lambda c, f: bulk.count_retagged(c, f, query, add, remove), now, self._aside
            )
        )

    def mark(self, query: Query, flag: EntryFlags, on: bool) -> Future[int]:
        """Set or take a mark, but spare what `count_spared` counts; gives how many had it otherwise."""
        return self._library.writer.set_flag_by_query(query, flag, on, now=self._now, aside=self._aside)

    def mark_these(
        self, ids: Sequence[EntryId], flag: EntryFlags, on: bool, *, spare: EntryFlags = EntryFlags.NONE
    ) -> Future[Marked]:
        """Set or take the mark of articles that are known by number, but for those that have a mark of `spare`."""
        now = self._now
        return self._library.writer.carry_out(
            lambda context, _: marks.set_flag_counted(context.connection, ids, flag, on, now, spare=spare), now=now
        )

    def tag(self, query: Query, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Future[int]:
        """Give and take own tags; gives how many had others."""
        return self._library.writer.change_tags_by_query(
            query, add=add, remove=remove, now=self._now, aside=self._aside
        )

    @property
    def _now(self) -> int:
        return int(self._clock.now())

    def _ask(self, work: Callable[[LibraryReader, int], int]) -> Future[int]:
        now = self._now
        return self._ask_library(lambda reader: work(reader, now))
