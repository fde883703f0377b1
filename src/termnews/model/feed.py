"""Feeds: a subscription, how it fares, and what a fetch of it brought."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from termnews.model.entry import ParsedEntry
from termnews.model.errors import TermnewsError
from termnews.model.feedsettings import USUAL, FeedSettings
from termnews.model.ids import FeedId


class Shelf(StrEnum):
    """Say where a feed stands: only those in the library are listed, counted and refreshed."""

    LIBRARY = "library"
    """A subscription."""
    ASIDE = "aside"
    """Opened from the command line without subscribing."""
    REMOVED = "removed"
    """Unsubscribed; kept so that undo brings it back whole."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscription: something that brings entries."""

    id: FeedId
    url: str
    """What is fetched: an http(s) address, a `file:` address of a feed, article or folder, or `samples:`."""
    title: str
    """The feed's own title, cleaned; the address when it has none."""
    user_title: str | None = None
    """The person's own name for it; wins over `title`."""
    site_url: str | None = None
    folder: str = ""
    """Path of folder names joined by `/`; empty at the top level."""
    tags: tuple[str, ...] = ()
    """Own tags that every new entry of this feed gets."""
    shelf: Shelf = Shelf.LIBRARY
    added: int = 0
    """Seconds since the epoch."""
    settings: FeedSettings = USUAL

    @property
    def name(self) -> str:
        """The name to show."""
        return self.user_title or self.title or self.url


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """How fetching a feed goes: the side that changes with every check. Times in seconds since the epoch."""

    etag: str | None = None
    """Opaque; sent back byte for byte."""
    last_modified: str | None = None
    """Opaque; sent back byte for byte."""
    validators_url: str | None = None
    """The address that gave the validators; they are never sent to another."""
    body_hash: str | None = None
    """Hash of the last body that was stored, so that the same bytes are not parsed again."""
    checked: int | None = None
    succeeded: int | None = None
    error: str | None = None
    """The last failure in one line, or None after a success."""
    failures: int = 0
    """Failures in a row."""
    due: int = 0
    """Not to be asked again before this time by an automatic refresh."""
    retry_after: int | None = None
    """The server's own word on when to come back; also a person's wish respects it when it is under a day."""
    gone: bool = False
    """The server answered 410: never asked again by itself."""
    moved_to: str | None = None
    """Where a permanent redirect points, until it is accepted."""
    moved_days: int = 0
    """On how many different days that redirect was seen; it may be accepted from the second on."""
    moved_seen: int | None = None
    """When it was last counted."""
    unchanged: int = 0
    """How many answers in a row brought the same bytes without naming a validator."""
    size: int | None = None
    """Bytes of the last document, inflated."""
    fresh_for: int = 0
    """Seconds that the last answer said it stays fresh; 0 when it did not say."""
    pace: int | None = None
    """Seconds between two articles, on average over the newest ones; None when their dates do not tell."""
    log: tuple[str, ...] = ()
    """The last checks, newest first, each as epoch seconds, a blank, and what came of it in words."""
    ttl: int | None = None
    """Seconds between two checks that the feed itself asked for when it was last read."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, UTC, in which the feed asks not to be checked."""
    skip_days: tuple[str, ...] = ()
    """English weekday names in lower case on which the feed asks not to be checked."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server said that nothing changed, or the same bytes came again."""

    health: FeedHealth


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes arrived."""

    body: bytes = field(repr=False)
    media_type: str
    """Lower case, without parameters; empty if none was given."""
    charset: str | None
    """From the Content-Type header."""
    final_url: str
    health: FeedHealth


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing usable arrived; what was stored stays as it is."""

    error: TermnewsError
    health: FeedHealth


FetchOutcome = NotModified | Fetched | Failed


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a document means: a feed, a folder of articles or a single article, cleaned and ready to store."""

    kind: str
    """`rss`, `rdf`, `atom`, `jsonfeed`, `rss-in-json`, `article`, `folder`."""
    title: str
    link: str | None = None
    """The page for people."""
    language: str | None = None
    entries: tuple[ParsedEntry, ...] = ()
    notes: tuple[str, ...] = ()
    """What was odd, in words for the person (`cut off after 12 entries`); not errors."""
    ttl: int | None = None
    """Seconds that the publisher asks to wait between two checks."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, UTC, in which not to ask."""
    skip_days: tuple[str, ...] = ()
    """English weekday names in lower case on which not to ask."""
