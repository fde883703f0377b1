"""What a query is asked against: a connection, the time, and the names that stand for feeds and tags."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import tzinfo

from termnews.library.storable import storable
from termnews.model.feed import Shelf
from termnews.query.ast import InFeed, InFolder
from termnews.query.scopes import feed_matches, folder_matches

ARRIVALS = "arrivals_before"
"""Name in `meta` of the highest number before the last refresh."""


_FEEDS = "SELECT id, url, user_title, title, folder, shelf, local, total, unread FROM feed"


@dataclass(frozen=True, slots=True)
class FeedRow:
    """What queries ask of a feed."""

    id: int
    url: str
    names: tuple[str, ...]
    folder: str
    shelf: str
    local: bool
    total: int
    unread: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many articles stand in each of these feeds; a feed is named once for each copy in it."""

    feeds: tuple[int, ...]
    total: int
    unread: int


@dataclass(slots=True)
class Context:
    """Where a query is answered; good for one question, within one read transaction."""

    connection: sqlite3.Connection
    now: int
    zone: tzinfo | int = 0
    aside: tuple[int, ...] = ()
    """Feeds opened aside whose entries are to be listed too."""
    _feeds: tuple[FeedRow, ...] | None = field(default=None, init=False)
    _overlaps: tuple[Overlap, ...] | None = field(default=None, init=False)

    @property
    def feeds(self) -> tuple[FeedRow, ...]:
        """All feeds."""
        if self._feeds is None:
            self._feeds = self._read_feeds("", ())
        return self._feeds

    @property
    def shelved(self) -> tuple[FeedRow, ...]:
        """The feeds of the library."""
        return tuple(feed for feed in self.feeds if feed.shelf == Shelf.LIBRARY)

    def totals(self) -> tuple[int, int]:
        """How many articles are listed, and how many of them are unread."""
        sql = "SELECT coalesce(sum(total), 0), coalesce(sum(unread), 0) FROM feed WHERE shelf = 'library'"
        total, unread = self.connection.execute(sql).fetchone()
        return total - self.behind, unread - sum((len(overlap.feeds) - 1) * overlap.unread for overlap in self.overlaps)

    @property
    def overlaps(self) -> tuple[Overlap, ...]:
        """Which feeds have articles in common, and how many."""
        if self._overlaps is None:
            self._overlaps = tuple(
                Overlap(tuple(map(int, feeds.split(","))), total, unread)
                for feeds, total, unread in self.connection.execute("SELECT feeds, total, unread FROM overlap")
            )
        return self._overlaps

    @property
    def behind(self) -> int:
        """How many listed entries stand behind other copies of their articles."""
        return sum((len(overlap.feeds) - 1) * overlap.total for overlap in self.overlaps)

    def feeds_in(self, term: InFeed | InFolder) -> tuple[FeedRow, ...]:
        """The feeds that a term means; exact terms, which the program asks itself, are found without reading all."""
        match term:
            case InFeed(name, exact=True):
                return self._read_feeds(" WHERE url = ?", (storable(name),))
            case InFeed():
                return tuple(feed for feed in self.feeds if feed_matches(term, feed.url, *feed.names))
            case InFolder(path, exact=True):
                path = storable(path)
                below = path + "/"
                where = " WHERE folder = ? OR (? <> '/' AND substr(folder, 1, ?) = ?)"
                return self._read_feeds(where, (path, below, len(below), below))
            case InFolder():
                return tuple(feed for feed in self.feeds if folder_matches(term, feed.folder))

    def _read_feeds(self, where: str, params: tuple[object, ...]) -> tuple[FeedRow, ...]:
        return tuple(
            FeedRow(number, url, tuple(filter(None, names)), folder, shelf, bool(local), total, unread)
            for number, url, *names, folder, shelf, local, total, unread in self.connection.execute(
                _FEEDS + where, params
            )
        )

    def tag(self, key: str) -> tuple[int, int, int] | None:
        """Number, total and unread of a tag."""
        row = self.connection.execute("SELECT id, total, unread FROM tag WHERE key = ?", (storable(key),)).fetchone()
        return None if row is None else (row[0], row[1], row[2])

    def arrivals_before(self) -> int | None:
        """The highest number before the last refresh; None when there was none."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (ARRIVALS,)).fetchone()
        return None if row is None else int(row[0])


def as_list(numbers: tuple[int, ...] | list[int]) -> str:
    """Numbers as one parameter for `json_each`."""
    return json.dumps(list(numbers))
