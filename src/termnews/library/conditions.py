"""Terms of a query as conditions on one entry; each is true or false, never NULL, and says what `query.match` says.

No stories, notes, highlights and fetched full texts are stored yet: their terms match nothing.
"""

from __future__ import annotations

from typing import assert_never

from termnews.library.bodies import Media
from termnews.library.context import Context, as_list
from termnews.library.regexes import pattern_condition
from termnews.library.sqltext import FALSE, TRUE, Sql, joined, negated
from termnews.library.textterms import expression, numbers
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
from termnews.query.tokens import tokens

_STATES = {
    State.UNREAD: "e.flags & 1 = 0",
    State.READ: "e.flags & 1 <> 0",
    State.STARRED: "e.flags & 2 <> 0",
    State.HIDDEN: "e.flags & 4 <> 0",
    State.STARTED: "e.flags & 8 <> 0",
    State.KEPT: "e.flags & 16 <> 0",
    State.SNOOZED: "e.flags & 32 <> 0",
    State.UPDATED: "e.revised IS NOT NULL",
    State.DUPLICATE: "e.copies > 1",
}
_KINDS = {
    Kind.IMAGE: Media.IMAGE,
    Kind.AUDIO: Media.AUDIO,
    Kind.VIDEO: Media.VIDEO,
    Kind.ENCLOSURE: Media.ENCLOSURE,
    Kind.COMMENTS: Media.COMMENTS,
}
_LANGUAGE = "replace(lower(coalesce(e.language, '')), '_', '-')"
_TAGGED = "EXISTS (SELECT 1 FROM entry_tag AS x WHERE x.id = {id} AND x.tag_id = ?)"
_HAS_TAGS = "EXISTS (SELECT 1 FROM entry_tag AS x WHERE x.id = {id})"
_PROBE = "EXISTS (SELECT 1 FROM entry_fts WHERE entry_fts MATCH ? AND rowid = {id})"


def condition(context: Context, node: Node, *, few: bool = False) -> Sql:
    """Turn a condition into SQL; `few`: it is asked of so few entries that each may look into the index by itself."""
    match node:
        case And(operands):
            return joined((condition(context, part, few=few) for part in operands), " AND ", empty=TRUE)
        case Or(operands):
            return joined((condition(context, part, few=few) for part in operands), " OR ", empty=FALSE)
        case Not(operand):
            return negated(condition(context, operand, few=few))
        case _:
            return _leaf(context, node, few)


def _leaf(context: Context, leaf: Leaf, few: bool) -> Sql:
    match leaf:
        case Word() | Phrase() | Pattern():
            return _reads(context, leaf, few)
        case Tagged() | TagPresence():
            return _tags(context, leaf)
        case InFeed() | InFolder():
            return in_feeds([feed.id for feed in context.feeds_in(leaf)])
        case Is(state):
            return _is(context, state)
        case Dated() | Length():
            return _measure(context, leaf)
        case Has() | Lang() | InStory() | Id() | InSaved():
            return _has(leaf)
        case _:
            assert_never(leaf)


def _reads(context: Context, leaf: Word | Phrase | Pattern, few: bool) -> Sql:
    if isinstance(leaf, Pattern):
        return pattern_condition(leaf)
    if leaf.field is Field.URL:
        return _address(leaf)
    found = numbers(context, leaf)
    if few:
        probes = [Sql(_PROBE, (expression(leaf),))]
        probes += [Sql("{id} IN (SELECT value FROM json_each(?))", (waiting,)) for waiting in found.params[1:]]
        return joined(probes, " OR ", empty=FALSE)
    return Sql(f"{{id}} IN (SELECT id FROM ({found.text}))", found.params)  # noqa: S608


def _address(leaf: Word | Phrase) -> Sql:
    """Words of an address: the words between its punctuation, next to each other."""
    wanted = tokens(leaf.text)
    # The quick look first: an address of nothing but ASCII that lacks a word cannot match.
    quick = "(instr(lower(e.url), ?) > 0 OR e.url GLOB '*[^ -~]*')"
    whole = Sql("reads_address(?, e.url)", ("\n".join((str(int(leaf.prefix)), *wanted)),), entry=True)
    return joined((*(Sql(quick, (word,), entry=True) for word in wanted), whole), " AND ", empty=TRUE)


def _tags(context: Context, leaf: Tagged | TagPresence) -> Sql:
    if isinstance(leaf, TagPresence):
        return Sql(_HAS_TAGS) if leaf.present else negated(Sql(_HAS_TAGS))
    found = context.tag(leaf.tag)
    return FALSE if found is None else Sql(_TAGGED, (found[0],))


def in_feeds(ids: list[int]) -> Sql:
    """The entry stands in one of these feeds."""
    if len(ids) == 1:
        return Sql("e.feed_id = ?", (ids[0],), entry=True)
    return Sql("e.feed_id IN (SELECT value FROM json_each(?))", (as_list(ids),), entry=True) if ids else FALSE


def _is(context: Context, state: State) -> Sql:
    if state in _STATES:
        return Sql(_STATES[state], entry=True)
    if state is State.OPENED:
        return Sql("EXISTS (SELECT 1 FROM entry_state AS o WHERE o.id = {id} AND o.opened_at IS NOT NULL)")
    if state is State.LOCAL:
        return in_feeds([feed.id for feed in context.feeds if feed.local])
    if state is State.NEW and (before := context.arrivals_before()) is not None:
        return Sql("{id} > ?", (before,))
    return FALSE


def _measure(context: Context, leaf: Dated | Length) -> Sql:
    if isinstance(leaf, Dated):
        column, (low, high) = "{at}", resolve(leaf, context.now, context.zone)
    else:
        column, (low, high) = "e.words", word_bounds(leaf)
    bounds = []
    if low is not None:
        bounds.append(Sql(f"{column} >= ?", (low,), entry=isinstance(leaf, Length)))
    if high is not None:
        bounds.append(Sql(f"{column} < ?", (high,), entry=isinstance(leaf, Length)))
    return joined(bounds, " AND ", empty=TRUE)


def _has(leaf: Has | Lang | InStory | Id | InSaved) -> Sql:
    match leaf:
        case Has(kind):
            bit = _KINDS.get(kind)
            return FALSE if bit is None else Sql("e.media & ? <> 0", (int(bit),), entry=True)
        case Lang(code):
            start = code + "-"
            text = f"({_LANGUAGE} = ? OR substr({_LANGUAGE}, 1, ?) = ?)"
            return Sql(text, (code, len(start), start), entry=True)
        case Id(number):
            return Sql("{id} = ?", (number,)) if abs(number) < 1 << 63 else FALSE
        case _:
            return FALSE
