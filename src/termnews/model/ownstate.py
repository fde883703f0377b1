"""What is the person's own, as values that mean the same in every library: by address of the feed and guid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from termnews.model.entry import EntryFlags
from termnews.model.feedsettings import USUAL, FeedSettings


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """What the person did with one article. Times in seconds since the epoch; None where they are not known."""

    guid: str
    flags: EntryFlags = EntryFlags.NONE
    read_at: int | None = None
    starred_at: int | None = None
    position: float = 0.0
    tags: tuple[tuple[str, int], ...] = ()
    """Own tags, each with when it was given."""
    opened_at: int | None = None
    """When it was last opened for reading."""
    snoozed_until: int | None = None
    returned_at: int | None = None
    """When it last came back from being snoozed."""


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """What the person did with one feed, and with its articles."""

    url: str
    title: str = ""
    """What the feed calls itself."""
    user_title: str | None = None
    folder: str = ""
    tags: tuple[str, ...] = ()
    subscribed: bool = True
    added: int = 0
    settings: FeedSettings = USUAL
    entries: tuple[OwnEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnState:
    """Everything that is the person's own."""

    feeds: tuple[OwnFeed, ...] = ()
    colours: Mapping[str, str] = field(default_factory=dict)
    """Names of colours by tags as they are written."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import of own state changed."""

    feeds: int = 0
    """Subscriptions that were not there."""
    known: int = 0
    """Subscriptions that were there already."""
    articles: int = 0
    """Articles whose marks, tags or place changed, or that wait for their article."""
    waiting: int = 0
    """How many of these are not in the library yet."""
    rules: int = 0
    """Rules that were not there."""
    folders: int = 0
    """Smart folders that were not there."""
