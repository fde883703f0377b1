"""One form for all queries that mean the same: negations at the leaves, groups flat, sorted and without doubles."""

from __future__ import annotations

from termnews.query.ast import (
    EVERY,
    And,
    Compare,
    Dated,
    DateField,
    InFeed,
    InFolder,
    InSaved,
    Is,
    Leaf,
    Length,
    Measure,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    SortBy,
    SortKey,
    State,
    TagPresence,
    Word,
)
from termnews.query.dates import is_duration
from termnews.query.lengths import word_bounds
from termnews.query.patterns import unescaped
from termnews.query.tokens import tokens

NOTHING = Or(())
"""No article."""


def normal_node(node: Node, *, negated: bool = False) -> Node:
    """Give the normal form of a condition, or of its opposite."""
    match node:
        case Not(operand):
            return normal_node(operand, negated=not negated)
        case And(operands) | Or(operands):
            joined = isinstance(node, And) is not negated
            return _group([normal_node(operand, negated=negated) for operand in operands], every=joined)
        case _:
            leaf = _normal_leaf(node)
            return _opposite(leaf) if negated else leaf


def _group(operands: list[Node], *, every: bool) -> Node:
    """Join normal operands: `every` of them must hold, or at least one."""
    kind = And if every else Or
    absorbing = NOTHING if every else EVERY
    parts: dict[Node, None] = {}
    for operand in operands:
        if operand == absorbing:
            return absorbing
        parts.update(dict.fromkeys(operand.operands if isinstance(operand, kind) else (operand,)))
    if len(parts) == 1:
        return next(iter(parts))
    return kind(tuple(sorted(parts, key=repr)))


def _opposite(node: Node) -> Node:
    match node:
        case And(()) | Or(()):
            return NOTHING if node == EVERY else EVERY
        case Is(State.UNREAD | State.READ as state):
            return Is(State.READ if state is State.UNREAD else State.UNREAD)
        case TagPresence(present):
            return TagPresence(not present)
        case Dated():
            return _opposite_date(node)
        case Length(compare=Compare.AT_LEAST | Compare.BELOW as compare):
            return Length(node.measure, _OPPOSITE_COMPARE[compare], node.low)
        case _:
            return Not(node)


_OPPOSITE_FIELD = {DateField.AFTER: DateField.BEFORE, DateField.BEFORE: DateField.AFTER}
_OPPOSITE_COMPARE = {
    Compare.ABOVE: Compare.AT_MOST,
    Compare.AT_MOST: Compare.ABOVE,
    Compare.BELOW: Compare.AT_LEAST,
    Compare.AT_LEAST: Compare.BELOW,
}


def _opposite_date(date: Dated) -> Node:
    if date.field in _OPPOSITE_FIELD:
        return Dated(_OPPOSITE_FIELD[date.field], date.low)
    if date.compare in _OPPOSITE_COMPARE:
        return Dated(date.field, date.low, _OPPOSITE_COMPARE[date.compare])
    return Not(date)


def _normal_leaf(leaf: Leaf) -> Node:
    normal: Node = leaf
    match leaf:
        case Word() | Phrase():
            normal = _normal_text(leaf)
        case Dated():
            normal = _normal_date(leaf)
        case Length():
            normal = _normal_length(leaf)
        case Pattern():
            normal = Pattern(unescaped(leaf.source), leaf.field, "".join(sorted(set(leaf.flags))))
        case InFeed(exact=False):
            normal = InFeed(_folded(leaf.name))
        case InFolder(exact=False):
            normal = InFolder(_folded(leaf.path.strip("/ ")))
        case InSaved(name):
            normal = InSaved(_folded(name))
        case _:
            pass
    return normal


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _normal_text(leaf: Word | Phrase) -> Node:
    parts = tokens(leaf.text)
    if not parts:
        return EVERY
    kind = Word if len(parts) == 1 else Phrase
    return kind(" ".join(parts), leaf.field, leaf.prefix)


def _normal_date(date: Dated) -> Dated:
    exact = not is_duration(date.low)
    match date.field, date.compare:
        case (DateField.NEWER | DateField.AFTER, _) | (DateField.AGE, Compare.BELOW | Compare.AT_MOST):
            return Dated(DateField.AFTER, date.low)
        case (DateField.OLDER | DateField.BEFORE, _) | (DateField.AGE, Compare.ABOVE | Compare.AT_LEAST):
            return Dated(DateField.BEFORE, date.low)
        case DateField.ON, Compare.AT_LEAST | Compare.BELOW if exact:
            return Dated(DateField.AFTER if date.compare is Compare.AT_LEAST else DateField.BEFORE, date.low)
        case _, Compare.BETWEEN:
            return _normal_range(date)
        case _:
            return date


def _normal_range(date: Dated) -> Dated:
    """Ranges mean the same in both directions."""
    high = date.high or date.low
    if high == date.low and date.field is DateField.ON:
        return Dated(DateField.ON, date.low)
    first, last = sorted((date.low, high), key=repr)
    return Dated(date.field, first, Compare.BETWEEN, last)


def _normal_length(length: Length) -> Node:
    low, high = word_bounds(length)
    if high is None:
        return Length(Measure.WORDS, Compare.AT_LEAST, low) if low > 0 else EVERY
    if high <= low:
        return NOTHING
    if low <= 0:
        return Length(Measure.WORDS, Compare.BELOW, high)
    return Length(Measure.WORDS, Compare.BETWEEN, low, high - 1)


_AXIS = {SortBy.OLD: SortBy.NEW}


def normal_sort(keys: tuple[SortKey, ...]) -> tuple[SortKey, ...]:
    """Drop keys that cannot decide any more, and say `old` only as the opposite of `new`."""
    kept: dict[SortBy, SortKey] = {}
    for key in keys:
        axis = _AXIS.get(key.by, key.by)
        kept.setdefault(axis, SortKey(axis, key.reverse is not (key.by is SortBy.OLD)))
    return tuple(kept.values())
