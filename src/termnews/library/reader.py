"""Everything that is asked of the library, on a connection of its own that cannot write."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from typing import TypeVar

from termnews.library import entries, facets, joining, journal, ownstate, rows, rulerun, ruletable, search, smartfolders
from termnews.library.connection import Place
from termnews.library.context import Context
from termnews.library.faults import explained
from termnews.library.regexes import Functions
from termnews.library.storable import storable
from termnews.model.entry import Headline, KnownEntry, StoredEntry
from termnews.model.facets import Counts, TagCount
from termnews.model.feed import Feed, FeedHealth, Shelf
from termnews.model.ids import EntryId, FeedId
from termnews.model.ownstate import OwnFeed
from termnews.model.step import Step
from termnews.query import Query
from termnews.query.rules import Deed, Rules
from termnews.query.smartfolders import Folders

T = TypeVar("T")

LOOK_UP = 100_000
"""Steps of SQLite's machine, about a millisecond of them, between two looks whether a question was called off."""

_FEEDS = f"SELECT {rows.FEED_COLUMNS} FROM feed"  # noqa: S608
_DUE = f"""
    SELECT {", ".join("f." + name for name in rows.FEED_COLUMNS.split(", "))}
    FROM feed AS f LEFT JOIN feed_health AS h ON h.feed_id = f.id
    WHERE f.shelf = 'library' AND coalesce(h.due, 0) <= ? AND coalesce(h.gone, 0) = 0
    ORDER BY coalesce(h.due, 0), f.id
"""  # noqa: S608


class LibraryReader:
    """Answers from one consistent state each. One thread at a time; only `interrupt` may come from another.

    Every method raises `LibraryError` when the library cannot be read, or was called off.
    """

    def __init__(self, place: Place, zone: tzinfo | int = 0) -> None:
        """Open the connection; `zone` is where the person's days begin and end."""
        self._path = place.path
        self._zone = zone
        self._connection = place.connect()
        self._functions = Functions(self._connection)
        self._called_off = False
        self._connection.set_progress_handler(lambda: self._called_off, LOOK_UP)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def interrupt(self) -> None:
        """Call off the question that is being answered, which then raises `InterruptedQueryError`. Any thread."""
        self._called_off = True  # also for its next statement, should it be between two of them
        self._connection.interrupt()

    def resume(self) -> None:
        """Answer again, should the last interruption have come too late for its question."""
        self._called_off = False

    # Feeds

    def feeds(self, shelf: Shelf | None = Shelf.LIBRARY) -> tuple[Feed, ...]:
        """The feeds of a shelf, or of all, in order of folder and name."""
        with self._reading() as connection:
            found = [rows.feed_from(row) for row in connection.execute(_FEEDS)]
        chosen = (feed for feed in found if shelf is None or feed.shelf is shelf)
        return tuple(sorted(chosen, key=lambda feed: (feed.folder.casefold(), feed.name.casefold(), feed.id)))

    def feed(self, feed_id: FeedId) -> Feed | None:
        """One feed, on whatever shelf."""
        return self._feed(" WHERE id = ?", feed_id)

    def feed_by_url(self, url: str) -> Feed | None:
        """The feed that is fetched from exactly this address, on whatever shelf."""
        return self._feed(" WHERE url = ?", storable(url))

    def healths(self) -> Mapping[FeedId, FeedHealth]:
        """How fetching goes, for every feed that was checked."""
        with self._reading() as connection:
            found = connection.execute("SELECT feed_id, health FROM feed_health")
            return {FeedId(number): rows.health_from(stored) for number, stored in found}

    def health(self, feed_id: FeedId) -> FeedHealth:
        """How fetching one feed goes; nothing yet for one that was never checked."""
        with self._reading() as connection:
            row = connection.execute("SELECT health FROM feed_health WHERE feed_id = ?", (feed_id,)).fetchone()
            return FeedHealth() if row is None else rows.health_from(row[0])

    def due(self, now: int) -> tuple[Feed, ...]:
        """Feeds of the library that an automatic refresh may ask, longest overdue first."""
        with self._reading() as connection:
            return tuple(rows.feed_from(row) for row in connection.execute(_DUE, (now,)))

    def known_entries(self, feed_id: FeedId) -> dict[str, KnownEntry]:
        """What is stored of a feed's entries, by guid."""
        with self._reading() as connection:
            return entries.known_entries(connection, feed_id)

    def retired_guids(self, feed_id: FeedId, guids: Sequence[str]) -> frozenset[str]:
        """Those of the guids whose articles had their time and are not to come back."""
        with self._reading() as connection:
            return entries.retired_guids(connection, feed_id, guids)

    def folders(self) -> tuple[str, ...]:
        """Folders in which feeds of the library stand, with the folders that they stand in themselves."""
        paths = {feed.folder for feed in self.feeds()}
        parts = [path.split("/") for path in paths if path]
        found = {"/".join(names[:depth]) for names in parts for depth in range(1, len(names) + 1)}
        return tuple(sorted(found, key=str.casefold))

    # Entries

    def entry_ids(
        self,
        query: Query,
        now: int,
        limit: int | None = None,
        aside: Sequence[FeedId] = (),
        *,
        among: Sequence[int] | None = None,
    ) -> array[int]:
        """The entries that a query lists, in its order (newest first if it names none), as `array('q')`.

        With `among`, only those of these entries: what that costs does not depend on how much is listed.
        Entries of feeds opened aside are listed with the library's when their feed is named in `aside`.
        """
        with self._reading() as connection:
            return search.matching(self._context(connection, now, aside), self._functions, query, limit, among=among)

    def headlines(self, ids: Sequence[int]) -> list[Headline]:
        """Rows of the list in the order asked; entries that are no longer there are left out."""
        with self._reading() as connection:
            return rows.headlines(connection, ids)

    def entry(self, entry_id: EntryId) -> StoredEntry | None:
        """A whole entry, or None when it is no longer there."""
        with self._reading() as connection:
            return rows.stored_entry(connection, entry_id)

    def copies(self, entry_id: EntryId) -> list[int]:
        """The other listed copies of an article, the one that is shown elsewhere first."""
        with self._reading() as connection:
            return joining.copies(connection, entry_id)

    def counts(self, now: int) -> Counts:
        """The numbers of the side bar; *today* is the day of `now` in the reader's time zone."""
        with self._reading() as connection:
            return facets.counts(self._context(connection, now))

    def facets(
        self, query: Query, now: int, aside: Sequence[FeedId] = (), *, together: bool = False
    ) -> tuple[TagCount, ...]:
        """Tags, own and the articles', each with what it would list if it were chosen; see `facets.facets`.

        With words in the query, the newest `facets.CAPPED` hits are counted.
        """
        with self._reading() as connection:
            return facets.facets(self._context(connection, now, aside), self._functions, query, together=together)

    def tags(self) -> tuple[TagCount, ...]:
        """All tags with their counts, most used first."""
        with self._reading() as connection:
            return facets.all_tags(self._context(connection, 0))

    def languages(self) -> tuple[str, ...]:
        """Languages that feeds are written in, most feeds first."""
        sql = (
            "SELECT lower(language) FROM feed WHERE shelf = 'library' AND language <> ''"
            " GROUP BY lower(language) ORDER BY count(*) DESC, lower(language)"
        )
        with self._reading() as connection:
            return tuple(language for (language,) in connection.execute(sql))

    # The rest

    def smart_folders(self) -> Folders:
        """Smart folders, in the person's order."""
        with self._reading() as connection:
            return smartfolders.read(connection)

    def rules(self) -> Rules:
        """Rules, in the person's order."""
        with self._reading() as connection:
            return ruletable.read(connection)

    def deeds(self, entry_id: EntryId) -> tuple[Deed, ...]:
        """What rules did to an entry."""
        with self._reading() as connection:
            return rulerun.deeds(connection, entry_id)

    def answer(self, question: Callable[[Context, Functions], T], now: int, aside: Sequence[FeedId] = ()) -> T:
        """Let another module of this package ask, within one state of the library."""
        with self._reading() as connection:
            return question(self._context(connection, now, aside), self._functions)

    def forgotten(self, before: int) -> bool:
        """Whether there are feeds opened aside and not since `before`."""
        sql = "SELECT 1 FROM feed WHERE shelf = 'aside' AND opened < ? LIMIT 1"
        with self._reading() as connection:
            return connection.execute(sql, (before,)).fetchone() is not None

    def preference(self, name: str) -> object:
        """A remembered JSON value, or None."""
        with self._reading() as connection:
            row = connection.execute("SELECT value FROM preference WHERE name = ?", (name,)).fetchone()
            value: object = json.loads(row[0]) if row else None
            return value

    def each_own_feed(self, take: Callable[[OwnFeed], None]) -> None:
        """Hand over everything that is the person's own, one feed after another, all of it from one state."""
        with self._reading() as connection:
            for own in ownstate.own_feeds(connection):
                take(own)

    def steps(self) -> tuple[Step, ...]:
        """What the person did and may undo, newest first; steps already undone are marked so."""
        with self._reading() as connection:
            return journal.steps(connection)

    def _feed(self, where: str, value: object) -> Feed | None:
        with self._reading() as connection:
            row = connection.execute(_FEEDS + where, (value,)).fetchone()
            return None if row is None else rows.feed_from(row)

    def _context(self, connection: sqlite3.Connection, now: int, aside: Sequence[FeedId] = ()) -> Context:
        return Context(connection, now, self._zone, tuple(aside))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the library for all statements within."""
        with explained(self._path):
            if self._connection.in_transaction:  # the end of the last question was called off
                self._connection.execute("ROLLBACK")
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._called_off = False
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")
