"""The one door to everything that is not a screen: owns the library, the fetcher and the parsers, and closes them.

Answers are futures. Rows and articles are read on one thread (`library-reader`), lists and counts on another
(`library-lister`), so that nothing here ever holds up the thread that calls, and no list the rows on the screen;
cancelling a future calls its question off. What changes in the library piles up until `take_changes` is called;
`on_change` rings when it does.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from termnews.config import Config
from termnews.library import Library, LibraryReader
from termnews.model.article import Article, Page
from termnews.model.changes import NOTHING, ChangeSet, merge
from termnews.model.clock import Clock
from termnews.model.entry import EntryFlags, Headline, StoredEntry
from termnews.model.facets import Counts, TagCount
from termnews.model.feed import Feed, FeedHealth
from termnews.model.ids import EntryId, FeedId
from termnews.query import Names, Query
from termnews.query.match import Facts, matches
from termnews.services.clock import LocalZone, SystemClock
from termnews.services.feeddoors import FeedDoors
from termnews.services.readingthread import ReadingThread

if TYPE_CHECKING:
    # What fetches, parses and draws is imported with the first use: the first list must not wait for it.
    from termnews.services.subscriptions import Subscriptions
    from termnews.text.find import Found

T = TypeVar("T")


class Session(FeedDoors):
    """An open library with everything that works on it. Use as a context manager, or `start` and `close`."""

    def __init__(
        self, config: Config, *, clock: Clock | None = None, on_change: Callable[[], None] | None = None
    ) -> None:
        """Remember what to open; nothing is touched before `start`."""
        self.config = config
        self.clock = clock or SystemClock()
        self.on_change = on_change
        """Rung from any thread when `take_changes` has something new to give."""
        self._changes = NOTHING
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._reading = ReadingThread("library-reader", lambda: self.library.reader)
        self._listing = ReadingThread("library-lister", lambda: self.library.another_reader())
        self._library: Library | None = None
        self._subscriptions: Subscriptions | None = None

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def start(self) -> None:
        """Open the library; may be called again. Raises `LibraryError` when it cannot be used."""
        if self._library is None:
            self._library = Library.open(
                self.config.library_path, now=self._now, on_commit=self._committed, zone=LocalZone()
            )

    def close(self) -> None:
        """Stop what runs, save what waits, close the library; may be called again."""
        if self._subscriptions is not None:
            self._subscriptions.close()
            self._subscriptions = None
        self._close_doors()
        self._listing.close()
        self._reading.close()
        if self._library is not None:
            self._library.close()
            self._library = None

    @property
    def library(self) -> Library:
        """The open library."""
        assert self._library is not None, "the session is not started"
        return self._library

    @property
    def subscriptions(self) -> Subscriptions:
        """What works on feeds; made when it is first needed."""
        with self._making:
            if self._subscriptions is None:
                from termnews.services.subscriptions import Subscriptions

                self._subscriptions = Subscriptions(self.library, self._read, self.config, self.clock)
            return self._subscriptions

    @property
    def read_only(self) -> str:
        """Why nothing can be saved, in words; empty when it can."""
        return self.library.read_only

    def take_changes(self) -> ChangeSet:
        """Drain what changed since the last call."""
        with self._lock:
            changes, self._changes = self._changes, NOTHING
        return changes

    # Reading

    def feeds(self) -> Future[tuple[Feed, ...]]:
        """The subscriptions, by folder and name."""
        return self._read(lambda reader: reader.feeds())

    def feeds_matching(self, query: Query) -> Future[tuple[Feed, ...]]:
        """Subscriptions that a query names by `feed:` and `folder:`; its other terms are judged as of no article."""
        return self._read(lambda reader: tuple(feed for feed in reader.feeds() if _names_feed(query, feed)))

    def healths(self) -> Future[Mapping[FeedId, FeedHealth]]:
        """How fetching each feed goes."""
        return self._read(lambda reader: reader.healths())

    def counts(self) -> Future[Counts]:
        """The numbers of the side bar."""
        return self._read(lambda reader: reader.counts(self._now))

    def facets(self, query: Query, *, together: bool = False) -> Future[tuple[TagCount, ...]]:
        """Tags, each with what it would list if it were chosen, most used first.

        `together`: a single included tag is to be joined with others by *all*.
        """
        return self._listing.ask(lambda reader: reader.facets(query, self._now, aside=self._aside, together=together))

    def entry_ids(
        self, query: Query, limit: int | None = None, *, among: Sequence[int] | None = None
    ) -> Future[array[int]]:
        """What matches, in list order; with `among`, none but these entries."""
        return self._listing.ask(
            lambda reader: reader.entry_ids(query, self._now, limit=limit, aside=self._aside, among=among)
        )

    def headlines(self, ids: Sequence[int]) -> Future[list[Headline]]:
        """Rows for these ids, in this order; ids that are gone are left out."""
        return self._read(lambda reader: reader.headlines(ids))

    def entries(self, ids: Sequence[int]) -> Future[list[StoredEntry]]:
        """Whole entries for these ids, in this order; ids that are gone are left out."""
        return self._read(lambda reader: [entry for entry in map(reader.entry, map(EntryId, ids)) if entry is not None])

    def article(self, entry_id: EntryId) -> Future[Article | None]:
        """An entry as the article pane draws it; None when it is gone."""

        def work(reader: LibraryReader) -> Article | None:
            from termnews.services.articles import article_of

            entry = reader.entry(entry_id)
            return article_of(entry) if entry is not None else None

        return self._read(work)

    def page(
        self, article: Article, width: int, *, measure: int | None = None, opened: frozenset[int] = frozenset()
    ) -> Future[Page]:
        """An article wrapped for `width` cells, its text at most `measure` wide, with these folds open."""
        from termnews.text.wrap import lay_out

        cells = measure or self.config.reader.measure
        plain = self.config.reader.ascii
        return self._read(lambda _: lay_out(article, width, measure=cells, opened=opened, now=self._now, ascii=plain))

    def find(self, page: Page, typed: str) -> Future[Found]:
        """Every place in a page where `typed` stands; fails with ValueError for an expression that is none."""
        from termnews.text.find import find

        return self._read(lambda _: find(page, typed))

    def names(self) -> Future[Names]:
        """What a query may name, for completion."""
        return self._read(_names)

    def preference(self, name: str) -> Future[object]:
        """A value kept between two starts, or None."""
        return self._read(lambda reader: reader.preference(name))

    # The person's changes, each one undoable step

    def set_flag(
        self, ids: Sequence[EntryId], flag: EntryFlags, on: bool, *, spare: EntryFlags = EntryFlags.NONE
    ) -> Future[ChangeSet]:
        """Set or take a mark of those that have no mark of `spare`."""
        return self.library.writer.set_flag(ids, flag, on, now=self._now, spare=spare)

    def change_tags(
        self, ids: Sequence[EntryId], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> Future[ChangeSet]:
        """Give and take own tags."""
        return self.library.writer.change_tags(ids, add=add, remove=remove, now=self._now)

    def set_position(self, entry_id: EntryId, position: float) -> None:
        """Keep how far an article was read, from 0.0 to 1.0; not a step of its own."""
        self.library.writer.set_position(entry_id, position, now=self._now)

    def set_opened(self, entry_id: EntryId) -> None:
        """Remember that an article was opened for reading; not a step of its own."""
        self.library.writer.set_opened(entry_id, now=self._now)

    def set_preference(self, name: str, value: object) -> None:
        """Keep a JSON value for the next start."""
        self.library.writer.set_preference(name, value)

    # Inside

    @property
    def _aside(self) -> tuple[FeedId, ...]:
        return self._subscriptions.aside if self._subscriptions is not None else ()

    def _read(self, work: Callable[[LibraryReader], T]) -> Future[T]:
        return self._reading.ask(work)

    def _committed(self, changes: ChangeSet) -> None:
        with self._lock:
            self._changes = merge(self._changes, changes)
        if self.on_change is not None:
            self.on_change()


def _names(reader: LibraryReader) -> Names:
    return Names(
        tags=tuple(tag.key for tag in reader.tags()),
        feeds=tuple(feed.name for feed in reader.feeds()),
        folders=reader.folders(),
        languages=reader.languages(),
        saved=tuple(folder.name for folder in reader.smart_folders()),
        rules=tuple(rule.name for rule in reader.rules()),
    )


def _names_feed(query: Query, feed: Feed) -> bool:
    facts = Facts(feed_url=feed.url, feed_names=(feed.name, feed.title), folder=feed.folder)
    return matches(query, facts, 0)
