"""What the session answers when it did something with feeds."""

from __future__ import annotations

from dataclasses import dataclass

from termnews.model.feed import Feed
from termnews.model.ids import FeedId
from termnews.query import Query


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A target became a feed."""

    feed: Feed
    new: int
    """Articles that came with it."""
    known: bool = False
    """Whether it was subscribed to before."""
    notes: tuple[str, ...] = ()
    """What was odd about the document."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What subscribing to a target would bring."""

    address: str
    """Of the feed itself, where the target was a page that leads to it."""
    title: str
    total: int
    """Articles in the document."""
    newest: tuple[tuple[str, int | None], ...]
    """Titles of the newest ones, each with its date in epoch seconds where it has one."""
    known: bool = False
    """Whether it is subscribed to already."""
    notes: tuple[str, ...] = ()
    """What was odd about the document."""


@dataclass(frozen=True, slots=True)
class OpenedAside:
    """Targets that are read without subscribing."""

    feed_ids: tuple[FeedId, ...]
    scope: Query
    """Matches just their articles."""
    title: str
    """What to call them together."""
    problems: tuple[str, ...] = ()
    """Targets that could not be opened, one line each."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an OPML file brought."""

    added: int
    known: int
    notes: tuple[str, ...] = ()
