"""Query text cut into tokens that know where they stand. Never fails: what is wrong is noted on the token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from termnews.query.ast import Compare
from termnews.query.fields import FieldSpec, Shape, field_named


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    WORDS = auto()
    """A bare word or phrase."""
    TERM = auto()
    """A field with its values, or a tag after `#`."""
    UNKNOWN = auto()
    """A field that does not exist, with its value."""


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values of a term."""

    text: str
    start: int
    end: int
    quoted: bool = False
    prefix: bool = False
    """Followed by `*`."""
    flags: str | None = None
    """Letters after a regular expression; None for what is none."""
    closed: bool = True
    """False when the closing quote or slash is missing."""
    compare: Compare = Compare.IS
    """What stands in front of it."""
    stated: bool = False
    """Whether anything stands in front of it."""
    until: Value | None = None
    """The upper end of a range."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text from `start` to `end`."""

    kind: Kind
    start: int
    end: int
    text: str = ""
    """Of an unknown field, its name."""
    field: FieldSpec | None = None
    values: tuple[Value, ...] = ()


_SPACE = re.compile(r"\s*")
_FIELD = re.compile(r"([A-Za-z][A-Za-z_-]*):")
_ADDRESS = re.compile(r"(?:https?|file|gemini|ftp)://[^\s\"“”()|]+", re.IGNORECASE)
_BARE = re.compile(r"""[^\s"“”()|]*""")
_LISTED = re.compile(r"""[^\s"“”()|,]*""")
_ORDERED = re.compile(r"""(?:(?!\.\.)[^\s"“”()|,])*""")
_COMPARE = re.compile(r"<=|>=|<|>|=")
_PLAIN_QUOTED = re.compile(r'([^"\\]*(?:\\.[^"\\]*)*)("?)', re.DOTALL)
_CURLY_QUOTED = re.compile(r"([^”\\]*(?:\\.[^”\\]*)*)(”?)", re.DOTALL)
_QUOTED = {'"': _PLAIN_QUOTED, "“": _CURLY_QUOTED, "”": _CURLY_QUOTED}
_REGEX = re.compile(r"([^/\\]*(?:\\.[^/\\]*)*\\?)(?:/([A-Za-z]*))?", re.DOTALL)
_ESCAPE = re.compile(r'\\([\\"“”])')
_SIGNS = {"(": Kind.OPEN, ")": Kind.CLOSE, "|": Kind.OR}
_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


def lex(text: str) -> Iterator[Token]:
    """Cut the text into tokens, in one pass."""
    position = _SPACE.match(text, 0).end()  # type: ignore[union-attr]
    while position < len(text):
        token = _token(text, position)
        yield token
        position = _SPACE.match(text, token.end).end()  # type: ignore[union-attr]


def _token(text: str, start: int) -> Token:
    first = text[start]
    if first in _SIGNS:
        return Token(_SIGNS[first], start, start + 1)
    follows = start + 1 < len(text) and not text[start + 1].isspace()
    if first in "-~" and follows:
        return Token(Kind.NOT, start, start + 1)
    if first == "#" and follows:
        values, end = _values(text, start + 1, Shape.NAME)
        return Token(Kind.TERM, start, end, "#", field_named("tag"), values)
    return _field_token(text, start) or _word_token(text, start)


def _field_token(text: str, start: int) -> Token | None:
    address = _ADDRESS.match(text, start)
    if address is not None:
        value = Value(address[0], start, address.end())
        return Token(Kind.TERM, start, address.end(), "", field_named("url"), (value,))
    found = _FIELD.match(text, start)
    if found is None:
        return None
    spec = field_named(found[1])
    if spec is not None:
        values, end = _values(text, found.end(), spec.shape)
        return Token(Kind.TERM, start, end, found[1], spec, values)
    values, end = _values(text, found.end(), Shape.NAME)
    return Token(Kind.UNKNOWN, start, end, found[1]) if values[0].text or values[0].quoted else None


def _word_token(text: str, start: int) -> Token:
    value, end = _atom(text, start, _BARE)
    if not value.quoted:
        value = replace(value, text=value.text.rstrip(":"))
    kind = Kind.WORDS if value.quoted else _OPERATORS.get(text[start:end], Kind.WORDS)
    return Token(kind, start, end, text[start:end], None, (value,))


def _values(text: str, start: int, shape: Shape) -> tuple[tuple[Value, ...], int]:
    """Read the values after a colon: at least one, though it may be empty."""
    values: list[Value] = []
    end = start - 1
    while not values or text[end : end + 1] == ",":
        value, end = _value(text, end + 1, shape)
        values.append(value)
    return tuple(values), end


def _value(text: str, start: int, shape: Shape) -> tuple[Value, int]:
    if shape is Shape.TEXT and text[start : start + 1] == "/":
        return _regex(text, start)
    if shape is Shape.ORDER:
        return _ordered(text, start)
    if shape is Shape.SCOPE and text[start : start + 1] == "=":
        value, end = _atom(text, start + 1, _LISTED)
        return _restated(value, start, Compare.IS), end
    return _atom(text, start, _LISTED)


def _restated(value: Value, start: int, compare: Compare) -> Value:
    return replace(value, start=start, compare=compare, stated=True)


def _ordered(text: str, start: int) -> tuple[Value, int]:
    """Read a comparison or a range; a range may be open on one side, then it is a comparison."""
    sign = _COMPARE.match(text, start)
    low, end = _atom(text, start if sign is None else sign.end(), _ORDERED)
    if sign is not None:
        return _restated(low, start, Compare(sign[0])), end
    if not text.startswith("..", end):
        return low, end
    high, end = _atom(text, end + 2, _ORDERED)
    if not high.text:
        return replace(low, end=end, compare=Compare.AT_LEAST), end
    if not low.text:
        return replace(high, start=start, compare=Compare.AT_MOST), end
    closed = low.closed and high.closed
    return replace(low, end=end, closed=closed, compare=Compare.BETWEEN, until=high), end


def _regex(text: str, start: int) -> tuple[Value, int]:
    found = _REGEX.match(text, start + 1)
    assert found is not None
    return Value(found[1], start, found.end(), flags=found[2] or "", closed=found[2] is not None), found.end()


def _atom(text: str, start: int, bare: re.Pattern[str]) -> tuple[Value, int]:
    """Read a quoted text or a bare one, with the star after it."""
    closing = _QUOTED.get(text[start : start + 1])
    if closing is not None:
        found = closing.match(text, start + 1)
        assert found is not None
        end = found.end()
        starred = text[end : end + 1] == "*"
        content = " ".join(_ESCAPE.sub(r"\1", found[1]).split())
        return Value(content, start, end + starred, True, starred, closed=bool(found[2])), end + starred
    found = bare.match(text, start)
    assert found is not None
    content = found[0].rstrip("*")
    return Value(content, start, found.end(), prefix=content != found[0]), found.end()
