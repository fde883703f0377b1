"""Queries as text that reads back to the same query."""

from __future__ import annotations

import re
from collections.abc import Sequence

from termnews.query.ast import (
    And,
    Compare,
    Dated,
    Field,
    Has,
    Id,
    InFeed,
    InFolder,
    InSaved,
    InStory,
    Is,
    Lang,
    Leaf,
    Length,
    Moment,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    SortKey,
    Tagged,
    TagPresence,
    Word,
)
from termnews.query.patterns import escaped

_EVERYTHING = "words:>=0"
_NOTHING = "words:<0"

_BARE_WORD = re.compile(r"""(?!(?:AND|OR|NOT)$)(?![A-Za-z][A-Za-z_-]*:)[^\s"“”()|~#*-][^\s"“”()|*]*(?<!:)""")
_BARE_VALUE = re.compile(r"""[^\s"“”()|,<>=/*][^\s"“”()|,*]*""")


def print_query(where: Node, sort: Sequence[SortKey], limit: int | None) -> str:
    """Print a whole query; the empty text when it asks for nothing."""
    parts = [] if where == And(()) else [_print(where)]
    if sort:
        parts.append("sort:" + ",".join(_print_key(key) for key in sort))
    if limit is not None:
        parts.append(f"limit:{limit}")
    return " ".join(parts)


def quoted(text: str) -> str:
    """Put text in quotes, with escapes where it has quotes of its own."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def print_value(text: str) -> str:
    """Print the value of a field, in quotes when it needs them."""
    return text if _BARE_VALUE.fullmatch(text) and ".." not in text else quoted(text)


def _print_key(key: SortKey) -> str:
    return f"-{key.by}" if key.reverse else key.by


def _print(node: Node) -> str:
    match node:
        case And(()):
            return _EVERYTHING
        case Or(()):
            return _NOTHING
        case And(operands):
            return " ".join(_print_operand(operand) for operand in operands)
        case Or(operands):
            return _print_list(operands) or " OR ".join(_print_operand(operand) for operand in operands)
        case Not(operand):
            return "-" + _print_operand(operand)
        case _:
            return _print_leaf(node)


def _print_operand(node: Node) -> str:
    """Print what stands within a group, in brackets where it is a group itself."""
    printed = _print(node)
    if not isinstance(node, And | Or) or not node.operands:
        return printed
    return printed if isinstance(node, Or) and _print_list(node.operands) else f"({printed})"


def _print_list(operands: Sequence[Node]) -> str | None:
    """Print alternatives of one field as `field:a,b`; None when they are not that."""
    if len(operands) < 2:
        return None
    terms = [_field_and_value(operand) for operand in operands]
    names = {term[0] for term in terms if term is not None}
    if None in terms or len(names) != 1 or names == {Field.ANY.value}:
        return None
    return f"{names.pop()}:" + ",".join(term[1] for term in terms if term is not None)


def _print_leaf(leaf: Leaf) -> str:
    if isinstance(leaf, Word | Phrase) and leaf.field is Field.ANY:
        bare = isinstance(leaf, Word) and _BARE_WORD.fullmatch(leaf.text)
        return _starred(leaf.text if bare else quoted(leaf.text), leaf.prefix)
    term = _field_and_value(leaf)
    assert term is not None
    return f"{term[0]}:{term[1]}"


def _starred(printed: str, prefix: bool) -> str:
    return printed + "*" if prefix else printed


def _field_and_value(node: Node) -> tuple[str, str] | None:
    """Give the two sides of the colon; None for what is not a single term."""
    term: tuple[str, str] | None = None
    match node:
        case Word() | Phrase() | Pattern():
            term = node.field.value, _print_text(node)
        case Tagged() | TagPresence():
            term = "tag", _print_tag(node)
        case InFeed() | InFolder() | InSaved():
            term = _print_scope(node)
        case Dated():
            term = node.field.value, _print_dates(node)
        case Length():
            term = node.measure.value, _print_range(node.compare, str(node.low), str(node.high))
        case Is() | Has() | Lang() | InStory() | Id():
            term = _print_plain(node)
        case And() | Or() | Not():
            pass
    return term


def _print_plain(leaf: Is | Has | Lang | InStory | Id) -> tuple[str, str]:
    match leaf:
        case Is(state):
            return "is", state.value
        case Has(kind):
            return "has", kind.value
        case Lang(code):
            return "lang", print_value(code)
        case InStory(number):
            return "story", str(number)
        case Id(number):
            return "id", str(number)


def _print_text(leaf: Word | Phrase | Pattern) -> str:
    if isinstance(leaf, Pattern):
        return f"/{escaped(leaf.source)}/{leaf.flags}"
    return _starred(print_value(leaf.text) if isinstance(leaf, Word) else quoted(leaf.text), leaf.prefix)


def _print_tag(leaf: Tagged | TagPresence) -> str:
    if isinstance(leaf, TagPresence):
        return "any" if leaf.present else "none"
    return quoted(leaf.tag) if leaf.tag in ("any", "none") else print_value(leaf.tag)


def _print_scope(leaf: InFeed | InFolder | InSaved) -> tuple[str, str]:
    match leaf:
        case InFeed(name, exact):
            return "feed", ("=" if exact else "") + print_value(name)
        case InFolder(path, exact):
            return "folder", ("=" if exact else "") + print_value(path)
        case InSaved(name):
            return "in", quoted(name)


def _print_dates(date: Dated) -> str:
    high = "" if date.high is None else _print_moment(date.high)
    return _print_range(date.compare, _print_moment(date.low), high)


def _print_moment(moment: Moment) -> str:
    return moment.text.upper() if moment.text[:1].isdigit() and len(moment.text) > 6 else moment.text


def _print_range(compare: Compare, low: str, high: str) -> str:
    match compare:
        case Compare.IS:
            return low
        case Compare.BETWEEN:
            return f"{low}..{high}"
        case _:
            return compare.value + low
