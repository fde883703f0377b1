"""The terms that a query is made of: values only, compared by what they say.

`And(())` stands for every article. Commas (`tag:a,b`) are an `Or` of single terms of one field.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """Where words are looked for; `ANY` is title, body, authors and tags together."""

    ANY = "text"
    TITLE = "title"
    BODY = "body"
    AUTHOR = "author"
    URL = "url"


class State(StrEnum):
    """What `is:` asks for."""

    UNREAD = "unread"
    READ = "read"
    STARRED = "starred"
    LOCAL = "local"
    STORY = "story"
    DUPLICATE = "duplicate"
    UPDATED = "updated"
    STARTED = "started"
    HIDDEN = "hidden"
    KEPT = "kept"
    """Kept unread."""
    SNOOZED = "snoozed"
    OPENED = "opened"
    """Opened for reading, at whatever time."""
    FULLTEXT = "fulltext"
    NEW = "new"
    """Came with the last refresh."""


class Kind(StrEnum):
    """What `has:` asks for."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    ENCLOSURE = "enclosure"
    NOTE = "note"
    HIGHLIGHT = "highlight"
    COMMENTS = "comments"


class Compare(StrEnum):
    """How a value with an order is compared."""

    IS = "="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    BETWEEN = ".."
    """Both ends included."""


class DateField(StrEnum):
    """The fields that ask for a time; `query.dates.resolve` turns them into epoch seconds."""

    AFTER = "after"
    """From the beginning of the given day, month or moment on."""
    BEFORE = "before"
    """Until the beginning of it: `after` and `before` the same date leave nothing out and share nothing."""
    ON = "on"
    """Within the day, month or range; takes comparisons."""
    AGE = "age"
    """Takes comparisons of a duration: `<2d` is newer than two days."""
    OLDER = "older"
    NEWER = "newer"


class Measure(StrEnum):
    """The fields that ask for a length; `query.lengths.word_bounds` turns them into words."""

    WORDS = "words"
    TIME = "time"
    """Minutes of reading."""


class SortBy(StrEnum):
    """What a list is ordered by, each in its natural direction."""

    NEW = "new"
    """Newest first."""
    OLD = "old"
    FEED = "feed"
    """By the name of the feed, a to z."""
    TITLE = "title"
    RELEVANCE = "relevance"
    """Best match first; without a word to match it is `new`."""
    LENGTH = "length"
    """Longest first."""
    OPENED = "opened"
    """Last opened for reading first; what never was comes last."""
    SOURCES = "sources"
    """Most feeds with the same article or story first."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """One of the keys that order a list."""

    by: SortBy
    reverse: bool = False
    """Against the natural direction."""


@dataclass(frozen=True, slots=True)
class And:
    """All of them hold; of no operands: every article."""

    operands: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them holds; of no operands: no article."""

    operands: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; punctuation within it (`north-korea`, `don't`) makes it a phrase of `tokens.tokens(text)`."""

    text: str
    field: Field = Field.ANY
    prefix: bool = False
    """Whether the last token need only begin so (`wor*`)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, next to each other, within one field."""

    text: str
    field: Field = Field.ANY
    prefix: bool = False
    """Whether the last token need only begin so (`"new yor"*`)."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that is found somewhere in the field; run by `patterns.search` under a time limit."""

    source: str
    field: Field = Field.ANY
    flags: str = ""
    """Letters of `ims`, sorted: ignore case, `^$` at lines, dot matches newlines."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """It carries the tag, own or the article's; the tag in normal form (`model.tagkey.tag_key`)."""

    tag: str


@dataclass(frozen=True, slots=True)
class TagPresence:
    """It carries any tag at all (`tag:any`), or none (`tag:none`)."""

    present: bool


@dataclass(frozen=True, slots=True)
class InFeed:
    """It stands in a feed of this name or address (`scopes.feed_matches`), or of exactly this address."""

    name: str
    exact: bool = False
    """Whether `name` is the feed's whole address and nothing else (`feed:=https://…`, made by `feed_is`)."""


@dataclass(frozen=True, slots=True)
class InFolder:
    """Its feed stands in this folder or below it (`scopes.folder_matches`)."""

    path: str
    """Names joined by `/`."""
    exact: bool = False
    """Whether `path` is the whole path from the top (`folder:=World/Asia`, made by `folder_is`); empty: no folder."""


@dataclass(frozen=True, slots=True)
class Is:
    """It is in this state."""

    state: State


@dataclass(frozen=True, slots=True)
class Has:
    """It has this kind of thing."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a month, a year, a time or a distance from now, in the person's own terms.

    One of: `2026-11-20`, `2026-11`, `2026`, `2026-w47`, `2026-11-20t14:30`, `now`, `today`, `yesterday`, `tomorrow`,
    a weekday (the last one, today included), `this-week`, `last-month` and the like, or a number and
    one of `min h d w m y` (`3d`: that long ago).
    """

    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Its date lies there; `low` alone but for `BETWEEN`."""

    field: DateField
    low: Moment
    compare: Compare = Compare.IS
    high: Moment | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """It is that long; `low` alone but for `BETWEEN`."""

    measure: Measure
    compare: Compare
    low: int
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Lang:
    """It is written in this language; `en` includes `en-GB`."""

    code: str
    """Lower case."""


@dataclass(frozen=True, slots=True)
class InStory:
    """It belongs to this story."""

    story: int


@dataclass(frozen=True, slots=True)
class Id:
    """It is this article of the library."""

    entry: int


@dataclass(frozen=True, slots=True)
class InSaved:
    """It matches what the smart folder of this name lists; `saved.expand` puts its query in its place."""

    name: str


Leaf = (
    Word
    | Phrase
    | Pattern
    | Tagged
    | TagPresence
    | InFeed
    | InFolder
    | Is
    | Has
    | Dated
    | Length
    | Lang
    | InStory
    | Id
    | InSaved
)
Node = And | Or | Not | Leaf

EVERY = And(())
"""Every article."""
