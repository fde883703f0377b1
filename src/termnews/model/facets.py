"""Numbers beside names: what the side bar and the tag filter show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from termnews.model.ids import FeedId


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries, and how many of them unread."""

    total: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of the side bar."""

    feeds: Mapping[FeedId, Tally] = field(default_factory=dict)
    """What stands in each feed."""
    overlaps: Mapping[tuple[FeedId, ...], Tally] = field(default_factory=dict)
    """What stands in several: a feed is named once for each copy of the article in it."""
    everything: Tally = Tally()
    today: Tally = Tally()
    starred: Tally = Tally()
    local: Tally = Tally()
    snoozed: int = 0
    started: int = 0
    """Articles that were begun and not finished."""
    opened: bool = False
    """Whether anything was opened for reading."""

    def of(self, several: Iterable[FeedId]) -> Tally:
        """How many articles a list of these feeds shows, each of them once."""
        among = frozenset(several)
        total = sum(self.feeds[feed].total for feed in among if feed in self.feeds)
        unread = sum(self.feeds[feed].unread for feed in among if feed in self.feeds)
        for shared, tally in self.overlaps.items():
            more = sum(feed in among for feed in shared) - 1
            if more > 0:
                total, unread = total - more * tally.total, unread - more * tally.unread
        return Tally(total, unread)


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag with the number of entries that carry it under some query."""

    key: str
    """Normalised: what `tag:` compares (case folded, blanks and underscores as `-`, no leading `#`)."""
    label: str
    """As written by whoever gave it."""
    count: int
    own: bool = False
    """Whether the person gave it to at least one entry."""
    colour: str = ""
    """Name of the colour that the person gave it (`model.tagcolours`); empty: none."""


@dataclass(frozen=True, slots=True)
class TagTally:
    """A tag with all its numbers under some query."""

    key: str
    label: str
    total: int
    unread: int
    own: int
    """How many of them carry it because the person gave it to them."""
    colour: str = ""
