"""Entries in their three shapes: as parsed, as decided upon, and as a row of the list."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntFlag

from termnews.model.ids import EntryId, FeedId
from termnews.model.tagkey import tag_key


class EntryFlags(IntFlag):
    """A person's marks on an entry; one small integer in a row."""

    NONE = 0
    READ = 1
    STARRED = 2
    HIDDEN = 4
    STARTED = 8
    """Opened, and left before its end."""
    KEPT = 16
    """Kept unread: only the person's own word marks it read, and ends this."""
    SNOOZED = 32
    """Out of all lists until a moment of its own (`snoozed_until`), then back as unread."""


UNLISTED = EntryFlags.HIDDEN | EntryFlags.SNOOZED
"""Either of them keeps an entry out of lists that do not ask for it."""
OPPOSITE = {EntryFlags.READ: EntryFlags.KEPT, EntryFlags.KEPT: EntryFlags.READ}
"""Setting one ends the other."""


def marked(flags: EntryFlags, flag: EntryFlags, on: bool) -> EntryFlags:
    """The flags of an entry once one of them is set or taken."""
    return (flags | flag) & ~OPPOSITE.get(flag, EntryFlags.NONE) if on else flags & ~flag


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an entry (RSS enclosure, Atom `rel=enclosure`, JSON Feed attachment, media:content)."""

    url: str
    type: str | None = None
    """Media type, lower case."""
    length: int | None = None
    """Bytes."""
    duration: int | None = None
    """Seconds."""
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry as a document states it. All text but `content` is plain, cleaned text; times in epoch seconds."""

    guid: str
    """Stable within the feed; given by the publisher, or made by `formats.identity`."""
    title: str = ""
    """Empty when the document states none."""
    url: str | None = None
    authors: tuple[str, ...] = ()
    published: int | None = None
    """None when the document states none: never invented."""
    updated: int | None = None
    summary: str = ""
    """Plain text."""
    content: str = field(default="", repr=False)
    """The body in its own markup, control characters already gone; never drawn as it is."""
    media_type: str = "text/html"
    """Of `content`: `text/html`, `text/plain`, `text/markdown`, or `text/x-article` (plain text of a scraped page)."""
    text: str = field(default="", repr=False)
    """The words a person reads (without folded furniture), one paragraph a line; for search and for `inspect`."""
    tags: tuple[str, ...] = ()
    """As written by the publisher, without leading `#`, no duplicates."""
    enclosures: tuple[Enclosure, ...] = ()
    comments_url: str | None = None
    image_url: str | None = None
    language: str | None = None
    base_url: str | None = None
    """What relative addresses in `content` refer to."""
    file_time: int | None = None
    """A local file's own time: used for sorting, and shown as such, when `published` is None."""
    content_hash: str = ""
    """Changes when what a person would read changes."""


@dataclass(frozen=True, slots=True)
class EntryIntent:
    """What the decider tells the writer to do with one entry."""

    entry: ParsedEntry
    feed_id: FeedId
    known_id: EntryId | None
    """The stored entry to update, or None to add one."""
    sort_at: int
    """Epoch seconds that order the list: published, else first seen; never in the future."""
    first_seen: int


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What the library holds of an entry: just enough to recognise it in a newer document."""

    id: EntryId
    guid: str
    content_hash: str
    url: str | None
    title: str
    published: int | None
    sort_at: int
    first_seen: int


@dataclass(frozen=True, slots=True)
class Headline:
    """A row of the headline list: no body, no markup."""

    id: EntryId
    feed_id: FeedId
    feed_title: str
    title: str
    """Cleaned; the first words of the text when the entry has no title; never empty."""
    sort_at: int
    """Epoch seconds."""
    dated: bool
    """False when no publication date was stated and `sort_at` is a file's time or the time of arrival."""
    flags: EntryFlags
    tags: tuple[str, ...] = ()
    """The article's own tags."""
    own_tags: tuple[str, ...] = ()
    """The person's tags."""
    url: str | None = None
    words: int = 0
    copies: int = 1
    """In how many feeds the same article stands."""
    snoozed_until: int | None = None
    """Epoch seconds at which it comes back, if it is snoozed."""

    @property
    def is_read(self) -> bool:
        """Whether it is marked read."""
        return EntryFlags.READ in self.flags

    @property
    def is_starred(self) -> bool:
        """Whether it is starred."""
        return EntryFlags.STARRED in self.flags

    @property
    def other_tags(self) -> tuple[str, ...]:
        """The article's own tags that the person did not give it as well."""
        if not self.own_tags or not self.tags:
            return self.tags
        given = {tag_key(label) for label in self.own_tags}
        return tuple(label for label in self.tags if tag_key(label) not in given)

    @property
    def is_kept(self) -> bool:
        """Whether it is kept unread."""
        return EntryFlags.KEPT in self.flags


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """A whole entry from the library: the row, what the list leaves out, and the person's place in it."""

    headline: Headline
    guid: str
    feed_url: str
    authors: tuple[str, ...]
    published: int | None
    updated: int | None
    first_seen: int
    summary: str
    content: str = field(repr=False)
    media_type: str
    text: str = field(repr=False)
    base_url: str | None
    enclosures: tuple[Enclosure, ...]
    comments_url: str | None
    language: str | None
    position: float = 0.0
    """How far it has been read: a place in the text from 0.0 to 1.0."""
