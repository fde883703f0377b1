"""What a query means, in plain Python: the reference for the SQL, and what rules ask of arriving articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import lru_cache

from termnews.model.entry import UNLISTED, Enclosure, EntryFlags
from termnews.query.ast import (
    And,
    Dated,
    Field,
    Has,
    Id,
    InFeed,
    InFolder,
    InSaved,
    InStory,
    Is,
    Kind,
    Lang,
    Leaf,
    Length,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    State,
    Tagged,
    TagPresence,
    Word,
)
from termnews.query.dates import resolve
from termnews.query.lengths import word_bounds
from termnews.query.patterns import search
from termnews.query.saved import expand, unlisted_asked
from termnews.query.scopes import feed_matches, folder_matches
from termnews.query.tokens import folded, stand_in, tokens
from termnews.query.value import Query


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a query can ask about one article."""

    id: int = 0
    title: str = ""
    text: str = field(default="", repr=False)
    """Its words, without folded furniture."""
    authors: tuple[str, ...] = ()
    url: str = ""
    tags: tuple[str, ...] = ()
    """The article's own, in normal form; words are looked for in these, but not in the person's."""
    own_tags: tuple[str, ...] = ()
    """The person's, in normal form."""
    feed_url: str = ""
    feed_names: tuple[str, ...] = ()
    """The person's name for the feed, and the feed's own title."""
    folder: str = ""
    flags: EntryFlags = EntryFlags.NONE
    sort_at: int = 0
    """Epoch seconds: published, else the file's time or the time of arrival; when it came back, if it was snoozed."""
    opened_at: int | None = None
    """Epoch seconds at which it was last opened for reading."""
    words: int = 0
    language: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    image: bool = False
    """Whether it has a picture, in the text or beside it."""
    audio: bool = False
    """Whether it has sound, in the text or beside it."""
    video: bool = False
    comments: bool = False
    note: bool = False
    highlight: bool = False
    local: bool = False
    """Whether it comes from a file of this machine."""
    story: int | None = None
    copies: int = 1
    """In how many feeds the same article stands."""
    updated: bool = False
    """Whether its text changed after it was stored."""
    fulltext: bool = False
    """Whether the text was fetched from its page."""
    new: bool = False
    """Whether it came with the last refresh."""


def matches(
    query: Query, facts: Facts, now: int, zone: tzinfo | int = 0, saved: Mapping[str, Query] | None = None
) -> bool:
    """Whether an article matches; order and limit do not count.

    Hidden articles match only queries that ask about `is:hidden`, snoozed ones those about `is:snoozed`. Raises
    QueryError for smart folders that are missing or go round in a loop.
    """
    where = expand(query, saved or {}).where
    if facts.flags & UNLISTED & ~unlisted_asked(where):
        return False
    return Judge(facts, now, zone).holds(where)


class Judge:
    """One article before the law: its words are folded only once, and only if a query asks for them."""

    def __init__(self, facts: Facts, now: int, zone: tzinfo | int = 0) -> None:
        self._facts = facts
        self._now = now
        self._zone = zone
        self._folded: dict[Field, str] = {}
        self._all: str | None = None

    def change_marks(self, flags: EntryFlags, own_tags: tuple[str, ...]) -> None:
        """Go on with other marks and tags of the person's on the same article."""
        self._facts = replace(self._facts, flags=flags, own_tags=own_tags)

    def holds(self, node: Node) -> bool:
        """Whether a condition holds; smart folders must have been put in place."""
        match node:
            case And(operands):
                return all(self.holds(operand) for operand in operands)
            case Or(operands):
                return any(self.holds(operand) for operand in operands)
            case Not(operand):
                return not self.holds(operand)
            case _:
                return self._leaf(node)

    def _leaf(self, leaf: Leaf) -> bool:
        match leaf:
            case Word() | Phrase() | Pattern():
                return self._reads(leaf)
            case Tagged() | TagPresence():
                return self._tagged(leaf)
            case InFeed() | InFolder() | InSaved():
                return self._stands_in(leaf)
            case Is(state):
                return _is(self._facts, state)
            case Dated() | Length():
                return self._measures(leaf)
            case _:
                return self._has(leaf)

    def _reads(self, leaf: Word | Phrase | Pattern) -> bool:
        fields = [leaf.field] if leaf.field is not Field.ANY else [Field.TITLE, Field.BODY, Field.AUTHOR]
        tags = ["\n".join(self._facts.tags)] if leaf.field is Field.ANY else []
        if isinstance(leaf, Pattern):
            return any(search(leaf, text) for text in (*map(self._text, fields), *tags))
        wanted = _wanted(leaf.text)
        return any(stand_in(self._fold(name), wanted, prefix=leaf.prefix) for name in fields) or any(
            stand_in(folded(text), wanted, prefix=leaf.prefix) for text in tags
        )

    def lacks(self, groups: Sequence[Sequence[str]]) -> bool:
        """Whether of one of these groups no word stands in the title, body, authors or tags, not even within another.

        Words are given as `tokens` gives them. A quick look at everything at once, which mostly settles it.
        """
        if not groups:
            return False
        if self._all is None:
            fields = (self._fold(name) for name in (Field.TITLE, Field.BODY, Field.AUTHOR))
            self._all = "\n".join((*fields, folded("\n".join(self._facts.tags))))
        for group in groups:
            for word in group:
                if word in self._all:
                    break
            else:
                return True
        return False

    def _text(self, name: Field) -> str:
        facts = self._facts
        return {
            Field.TITLE: facts.title,
            Field.BODY: facts.text,
            Field.AUTHOR: "\n".join(facts.authors),
            Field.URL: facts.url,
        }.get(name, "")

    def _fold(self, name: Field) -> str:
        if name not in self._folded:
            self._folded[name] = folded(self._text(name))
        return self._folded[name]

    def _tagged(self, leaf: Tagged | TagPresence) -> bool:
        carried = {*self._facts.tags, *self._facts.own_tags}
        return leaf.tag in carried if isinstance(leaf, Tagged) else bool(carried) is leaf.present

    def _stands_in(self, leaf: InFeed | InFolder | InSaved) -> bool:
        match leaf:
            case InFeed():
                return feed_matches(leaf, self._facts.feed_url, *self._facts.feed_names)
            case InFolder():
                return folder_matches(leaf, self._facts.folder)
            case InSaved(name):
                raise ValueError(f"in:{name} was not put in place")

    def _measures(self, leaf: Dated | Length) -> bool:
        if isinstance(leaf, Dated):
            start, end = _resolved(leaf, self._now, self._zone)
            value = self._facts.sort_at
        else:
            start, end = word_bounds(leaf)
            value = self._facts.words
        return (start is None or value >= start) and (end is None or value < end)

    def _has(self, leaf: Has | Lang | InStory | Id) -> bool:
        match leaf:
            case Has(kind):
                return _has_kind(self._facts, kind)
            case Lang(code):
                language = self._facts.language.lower().replace("_", "-")
                return language == code or language.startswith(code + "-")
            case InStory(number):
                return self._facts.story == number
            case Id(number):
                return self._facts.id == number


_resolved = lru_cache(maxsize=256)(resolve)


@lru_cache(maxsize=1024)
def _wanted(text: str) -> tuple[str, ...]:
    """The tokens of a term, which is asked of one article after another."""
    return tuple(tokens(text))


def _is(facts: Facts, state: State) -> bool:
    """Judge a state; flags first, since they are asked for most."""
    return {
        State.UNREAD: EntryFlags.READ not in facts.flags,
        State.READ: EntryFlags.READ in facts.flags,
        State.STARRED: EntryFlags.STARRED in facts.flags,
        State.HIDDEN: EntryFlags.HIDDEN in facts.flags,
        State.STARTED: EntryFlags.STARTED in facts.flags,
        State.KEPT: EntryFlags.KEPT in facts.flags,
        State.SNOOZED: EntryFlags.SNOOZED in facts.flags,
        State.OPENED: facts.opened_at is not None,
        State.LOCAL: facts.local,
        State.STORY: facts.story is not None,
        State.DUPLICATE: facts.copies > 1,
        State.UPDATED: facts.updated,
        State.FULLTEXT: facts.fulltext,
        State.NEW: facts.new,
    }[state]


def _has_kind(facts: Facts, kind: Kind) -> bool:
    types = [(enclosure.type or "").partition("/")[0] for enclosure in facts.enclosures]
    return {
        Kind.IMAGE: facts.image or "image" in types,
        Kind.AUDIO: facts.audio or "audio" in types,
        Kind.VIDEO: facts.video or "video" in types,
        Kind.ENCLOSURE: bool(types),
        Kind.NOTE: facts.note,
        Kind.HIGHLIGHT: facts.highlight,
        Kind.COMMENTS: facts.comments,
    }[kind]
