"""What could be typed next: fields, the values of fields, names out of the library, dates, orders."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from termnews.query.ast import Kind as Thing
from termnews.query.ast import State
from termnews.query.dates import DAYS, PERIODS, WEEKDAYS
from termnews.query.errors import nearest
from termnews.query.fields import FIELDS, FieldSpec, Shape
from termnews.query.lexer import Kind, Token, Value, lex
from termnews.query.names import Names
from termnews.query.parser import MAX_LENGTH
from termnews.query.printer import print_value, quoted

MOST = 12
"""Suggestions at once."""

_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years", "h": "hours", "min": "minutes"}
_DISTANCES = ("1d", "3d", "1w", "2w", "1m", "1y")
_LENGTHS = {"words": ("<300", ">1000", ">2000"), "time": ("<3", "<5", ">10")}
_REST = re.compile(r"""[^\s"“”()|,]*""")
_QUOTED_REST = re.compile(r'[^"”]*["”]|[^\s"“”()|,]*')
_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to go on: `text` put in the place of the characters from `start` to `end`."""

    text: str
    start: int
    end: int
    kind: str
    """`field`, `value`, `tag`, `feed`, `folder`, `saved`, `language`, `date`."""
    label: str
    """What to show: the name without quotes or field."""
    summary: str = ""
    """A few words on it."""

    def applied_to(self, text: str) -> tuple[str, int]:
        """Give the text with it put in, and where the cursor then stands."""
        return text[: self.start] + self.text + text[self.end :], self.start + len(self.text)


def suggest(text: str, cursor: int, names: Names) -> list[Suggestion]:
    """Give what could be meant at the cursor, the likeliest first."""
    before = text[: min(cursor, MAX_LENGTH)]
    last = next(iter(deque(lex(before), maxlen=1)), None)
    if last is None or last.end < len(before) or last.kind in (Kind.OPEN, Kind.CLOSE, Kind.OR, Kind.NOT):
        return _beginnings("", len(before), len(before), names)
    if last.field is not None:
        return _values(last, last.field, text, len(before), names)
    if last.kind is Kind.UNKNOWN:
        return _corrected(last, before)
    written = before[last.start :].lstrip("-~")
    if last.kind is Kind.WORDS and last.values[0].quoted:
        return []
    end = _rest(text, len(before), _REST)
    return _beginnings(written, len(before) - len(written), end, names)


def _corrected(token: Token, before: str) -> list[Suggestion]:
    """Put a known field in the place of an unknown one, and keep what follows it."""
    near = nearest(token.text, FIELDS)
    if near is None:
        return []
    value = before[token.start + len(token.text) + 1 :]
    return [Suggestion(f"{near}:{value}", token.start, len(before), "field", f"{near}:", FIELDS[near].summary)]


def _rest(text: str, cursor: int, pattern: re.Pattern[str]) -> int:
    found = pattern.match(text, cursor)
    return cursor if found is None else found.end()


def _beginnings(written: str, start: int, end: int, names: Names) -> list[Suggestion]:
    """Fields that begin so, and whole terms that contain the word."""
    fields = [
        Suggestion(f"{spec.name}:", start, end, "field", f"{spec.name}:", spec.summary)
        for spec in (FIELDS[name] for name in _matching(written.rstrip(":"), FIELDS))
    ]
    if not written:
        return fields
    terms = [
        *_terms("is", "value", _matching(written, State, begin=True), start, end),
        *_terms("has", "value", _matching(written, Thing, begin=True), start, end),
        *_terms("tag", "tag", _matching(written, names.tags), start, end),
        *_terms("feed", "feed", _matching(written, names.feeds), start, end),
        *_terms("folder", "folder", _matching(written, names.folders), start, end),
        *_terms("in", "saved", _matching(written, names.saved), start, end),
    ]
    return (fields + terms)[:MOST]


def _terms(field: str, kind: str, values: Sequence[str], start: int, end: int) -> list[Suggestion]:
    summary = FIELDS[field].summary
    return [Suggestion(f"{field}:{_printed(field, name)}", start, end, kind, name, summary) for name in values[:4]]


def _printed(field: str, name: str) -> str:
    spec = FIELDS[field]
    if name in spec.values or spec.shape is Shape.ORDER:
        return name
    return quoted(name) if field == "in" else print_value(name)


def _values(token: Token, spec: FieldSpec, text: str, cursor: int, names: Names) -> list[Suggestion]:
    """Complete the last value of a term."""
    last = token.values[-1]
    value = last.until or last
    if value.flags is not None or (value.quoted and value.closed):
        return []
    start = cursor if not value.text and not value.quoted else value.end - _width(value, text, cursor)
    end = _rest(text, cursor, _QUOTED_REST if value.quoted else _REST)
    written = value.text
    if spec.name in _LENGTHS:
        start, written = last.start, text[last.start : cursor]
    elif spec.name == "sort" and written.startswith("-"):
        written, start = written[1:], start + 1
    chosen = {other.text.casefold() for other in token.values[:-1]}
    found = [name for name in _matching(written, _candidates(spec, written, names)) if name.casefold() not in chosen]
    kind = _KINDS.get(spec.name, "date" if spec.shape is Shape.ORDER else "value")
    return [
        Suggestion(_printed(spec.name, name), start, end, kind, name, _summary(spec, name)) for name in found[:MOST]
    ]


_KINDS = {"tag": "tag", "feed": "feed", "folder": "folder", "in": "saved", "lang": "language", "words": "value"}


def _width(value: Value, text: str, cursor: int) -> int:
    """How many characters of the text the value takes, without the sign of comparison in front of it."""
    raw = text[value.start : cursor]
    return len(raw.lstrip("<>=")) if value.stated else len(raw)


def _summary(spec: FieldSpec, name: str) -> str:
    if spec.shape is Shape.ORDER and name[:1].isdigit():
        unit = name.lstrip("0123456789")
        return f"{_UNITS[unit]} ago" if unit in _UNITS else ""
    return spec.summary if spec.name in ("tag", "feed", "folder", "in") else ""


def _candidates(spec: FieldSpec, written: str, names: Names) -> Iterable[str]:
    """Everything that a field could hold here, before it is compared with what is written."""
    by_field: dict[str, Sequence[str]] = {
        "tag": tuple(dict.fromkeys((*names.tags, *spec.values))),
        "feed": names.feeds,
        "folder": names.folders,
        "in": names.saved,
        "lang": names.languages,
        **_LENGTHS,
    }
    if spec.name in by_field:
        return by_field[spec.name]
    if spec.shape is not Shape.ORDER:
        return spec.values
    if _NUMBER.fullmatch(written):
        return [f"{written}{unit}" for unit in _UNITS]
    return _DISTANCES if spec.name == "age" else (*DAYS, *_DISTANCES, *WEEKDAYS, *PERIODS)


def _matching(written: str, names: Iterable[str], *, begin: bool = False) -> list[str]:
    """Names that begin so, then names with a word that begins so, then names that contain it."""
    wanted = written.casefold()
    ranked: list[tuple[int, str]] = []
    for name in names:
        folded = name.casefold()
        place = folded.find(wanted)
        if place == 0:
            ranked.append((0, name))
        elif place > 0 and not begin:
            ranked.append((2 if folded[place - 1].isalnum() else 1, name))
    return [name for _, name in sorted(ranked, key=lambda pair: pair[0])]
