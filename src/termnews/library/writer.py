"""Everything that changes the library, as methods that queue a job and give a future."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import tzinfo
from typing import TypeVar

from termnews.library import (
    bulk,
    entries,
    feeds,
    fulltext,
    marks,
    neartexts,
    ownstate,
    packing,
    removal,
    search,
    tagging,
    undo,
)
from termnews.library.connection import Place
from termnews.library.context import Context
from termnews.library.feeds import NewFeed
from termnews.library.regexes import Functions
from termnews.library.worker import Worker
from termnews.model.changes import NOTHING, ChangeSet
from termnews.model.entry import EntryFlags, EntryIntent
from termnews.model.errors import LibraryError
from termnews.model.feed import Feed, FeedHealth, ParsedFeed, Shelf
from termnews.model.ids import EntryId, FeedId
from termnews.model.ownstate import Merged, OwnState
from termnews.query import Query
from termnews.query.ownqueries import NO_QUERIES, OwnQueries

T = TypeVar("T")


class LibraryWriter:
    """The one writer of this process. Methods may be called from any thread and never wait.

    Futures give what changed (or the value that a method names) after the commit, or raise `LibraryError`.
    `on_commit` is rung by the writer's thread after each commit that changed something.
    """

    def __init__(self, place: Place, on_commit: Callable[[ChangeSet], None], zone: tzinfo | int = 0) -> None:
        """Start the thread, unless the library cannot be written: then every future says so."""
        self._place = place
        self._zone = zone
        self._worker = None if place.read_only else Worker(place, on_commit)

    @property
    def read_only(self) -> str:
        """Why nothing can be written, in words; empty when it can."""
        return self._place.read_only

    # Feeds

    def add_feed(
        self,
        url: str,
        *,
        now: int,
        title: str = "",
        user_title: str | None = None,
        folder: str = "",
        tags: Sequence[str] = (),
        shelf: Shelf = Shelf.LIBRARY,
        site_url: str | None = None,
    ) -> Future[Feed]:
        """Put a feed in; one that was removed or opened aside comes back with its articles and marks.

        The future gives the feed as it stands then; one that is in the library already stays as it is.
        """
        new = NewFeed(url, title, user_title, folder, tuple(tags), site_url, shelf)

        def work(connection: sqlite3.Connection) -> tuple[Feed, ChangeSet]:
            (feed,), changes = feeds.add(connection, (new,), now)
            return feed, changes

        return self._submit(work)

    def add_feeds(self, new: Sequence[NewFeed], *, now: int) -> Future[tuple[Feed, ...]]:
        """Put many feeds in as one step; the future gives them in the same order."""
        return self._submit(lambda connection: feeds.add(connection, new, now))

    def remove_feeds(self, ids: Sequence[FeedId], *, now: int) -> Future[ChangeSet]:
        """Take feeds out of the library; undo brings them back whole."""
        return self._change(lambda connection: feeds.remove(connection, ids, now))

    def update_feed(
        self,
        feed_id: FeedId,
        *,
        now: int,
        user_title: str | None = None,
        folder: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> Future[ChangeSet]:
        """Rename (empty: the feed's own title again), move or tag a feed; None leaves as it is."""
        fields: dict[str, object] = {}
        if user_title is not None:
            fields["user_title"] = user_title or None
        if folder is not None:
            fields["folder"] = folder
        if tags is not None:
            fields["tags"] = list(tags)
        return self._change(lambda connection: feeds.update(connection, feed_id, fields, now))

    def set_health(self, feed_id: FeedId, health: FeedHealth) -> Future[ChangeSet]:
        """Keep how a check went."""
        return self._change(lambda connection: feeds.set_health(connection, feed_id, health))

    def begin_refresh(self) -> Future[ChangeSet]:
        """Note that a refresh begins: `is:new` is what arrives from now on."""
        return self._change(search.begin_refresh)

    def store(
        self,
        feed_id: FeedId,
        parsed: ParsedFeed | None,
        intents: Sequence[EntryIntent],
        health: FeedHealth | None,
        *,
        now: int,
    ) -> Future[ChangeSet]:
        """Store what one document brought, all of it or nothing; `parsed` speaks for the feed, not for entries."""
        return self._change(
            lambda connection: entries.store(connection, feed_id, parsed, intents, health, now, self._zone)
        )

    def forget_aside(self, before: int) -> Future[ChangeSet]:
        """Drop articles of feeds opened aside and not since `before`; marks and own tags stay."""
        return self._change(lambda connection: removal.forget_aside(connection, before))

    # Marks

    def set_flag(
        self,
        ids: Sequence[EntryId],
        flag: EntryFlags,
        on: bool,
        *,
        now: int,
        spare: EntryFlags = EntryFlags.NONE,
    ) -> Future[ChangeSet]:
        """Set or clear a flag, as one undoable step, on those that have no flag of `spare`."""
        return self._change(lambda connection: marks.set_flag(connection, ids, flag, on, now, spare=spare), mark=True)

    def set_flag_by_query(
        self, query: Query, flag: EntryFlags, on: bool, *, now: int, aside: Sequence[FeedId] = ()
    ) -> Future[int]:
        """Set or clear a flag on everything that a query matches at that moment, as one undoable step.

        The future gives how many had it otherwise.
        """
        return self.carry_out(
            lambda context, functions: bulk.set_flag(context, functions, query, flag, on), now=now, aside=aside
        )

    def change_tags_by_query(
        self,
        query: Query,
        *,
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
        now: int,
        aside: Sequence[FeedId] = (),
    ) -> Future[int]:
        """Give own tags to everything that a query matches at that moment and take others, as one undoable step.

        The future gives how many had others.
        """
        return self.carry_out(
            lambda context, functions: bulk.change_tags(context, functions, query, add, remove), now=now, aside=aside
        )

    def change_tags(
        self, ids: Sequence[EntryId], *, add: Sequence[str] = (), remove: Sequence[str] = (), now: int
    ) -> Future[ChangeSet]:
        """Give and take own tags, as one undoable step."""
        return self._change(lambda connection: tagging.change_tags(connection, ids, add, remove, now), mark=True)

    def set_position(self, entry_id: EntryId, position: float, *, now: int) -> Future[ChangeSet]:
        """Keep how far an article was read (0.0 to 1.0)."""
        return self._change(lambda connection: marks.set_position(connection, entry_id, position, now), mark=True)

    def set_opened(self, entry_id: EntryId, *, now: int) -> Future[ChangeSet]:
        """Remember that an article was opened for reading."""
        return self._change(lambda connection: marks.set_opened(connection, entry_id, now), mark=True)

    def undo(self, *, now: int = 0) -> Future[tuple[str | None, ChangeSet]]:
        """Take the last step back; gives its label (None: there is none) and what changed."""
        return self._replay(undo.undo, now)

    def redo(self, *, now: int = 0) -> Future[tuple[str | None, ChangeSet]]:
        """Do again what was undone last; gives its label (None: there is none) and what changed."""
        return self._replay(undo.redo, now)

    def merge_own_state(self, given: OwnState, queries: OwnQueries = NO_QUERIES, *, now: int) -> Future[Merged]:
        """Add what the person did in another library, as one undoable step."""
        return self._submit(lambda connection: ownstate.merge_in(connection, given, now, queries))

    # The rest

    def set_preference(self, name: str, value: object) -> Future[ChangeSet]:
        """Remember a JSON value; None forgets it. Raises TypeError at once for what JSON cannot say."""
        text = json.dumps(value)

        def work(connection: sqlite3.Connection) -> ChangeSet:
            if value is None:
                connection.execute("DELETE FROM preference WHERE name = ?", (name,))
            else:
                connection.execute("INSERT OR REPLACE INTO preference VALUES (?, ?)", (name, text))
            return NOTHING

        return self._change(work, mark=True)

    def index_waiting(self) -> Future[int]:
        """Index everything that waits and find its copies, now; gives how many. For what ends after a refresh."""

        def work(connection: sqlite3.Connection) -> tuple[int, ChangeSet]:
            if packing.learning_is_due(connection):
                packing.learn(connection)
            done = fulltext.index_slice(connection, -1)
            return done, neartexts.compare_slice(connection, -1, backlog=False)[1]

        return self._submit(work)

    def carry_out(
        self,
        work: Callable[[Context, Functions], tuple[T, ChangeSet]],
        *,
        now: int,
        aside: Sequence[FeedId] = (),
        mark: bool = True,
    ) -> Future[T]:
        """Run a change of another module of this package in a transaction; the future gives its value.

        `mark`: it is the person's, and soon durable; else it has a transaction of its own.
        """

        def run(connection: sqlite3.Connection) -> tuple[T, ChangeSet]:
            return work(Context(connection, now, self._zone, tuple(aside)), Functions(connection))

        return self._submit(run, mark=mark)

    def checkpoint(self) -> Future[ChangeSet]:
        """Wait until everything queued before is committed."""
        return self._change(lambda _connection: NOTHING)

    def close(self, timeout: float = 10.0) -> bool:
        """Finish what is queued and move the log into the file; whether that was done in time."""
        return self._worker.close(timeout) if self._worker else True

    def _change(self, work: Callable[[sqlite3.Connection], ChangeSet], *, mark: bool = False) -> Future[ChangeSet]:
        def both(connection: sqlite3.Connection) -> tuple[ChangeSet, ChangeSet]:
            changes = work(connection)
            return changes, changes

        return self._submit(both, mark=mark)

    def _replay(
        self, work: Callable[[Context], tuple[tuple[str, ...], ChangeSet]], now: int
    ) -> Future[tuple[str | None, ChangeSet]]:
        def both(connection: sqlite3.Connection) -> tuple[tuple[str | None, ChangeSet], ChangeSet]:
            labels, changes = work(Context(connection, now))
            return (next(iter(labels), None), changes), changes

        return self._submit(both, mark=True)

    def _submit(self, work: Callable[[sqlite3.Connection], tuple[T, ChangeSet]], *, mark: bool = False) -> Future[T]:
        if self._worker is not None:
            return self._worker.submit(work, mark=mark)
        future: Future[T] = Future()
        future.set_exception(
            LibraryError(f"is open for reading only: {self.read_only}", where=f"library {self._place.path}")
        )
        return future
