"""The meaning of one term: a field and its values become a condition, or an error that says what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from termnews.model.errors import QueryError
from termnews.model.tagkey import tag_key
from termnews.query.ast import (
    Compare,
    Dated,
    DateField,
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
    Measure,
    Moment,
    Node,
    Or,
    Pattern,
    Phrase,
    SortBy,
    SortKey,
    State,
    Tagged,
    TagPresence,
    Word,
)
from termnews.query.dates import DAYS, PERIODS, WEEKDAYS, is_duration, read_moment
from termnews.query.errors import problem
from termnews.query.fields import FieldSpec, Shape
from termnews.query.lexer import Token, Value
from termnews.query.patterns import FLAGS, MAX_LENGTH, compiled, unescaped
from termnews.query.tokens import tokens

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_MAX_DIGITS = 18
_Choice = TypeVar("_Choice", bound=StrEnum)


def read_term(token: Token) -> Node:
    """Give the condition of a term; several values are alternatives. Raises QueryError."""
    spec = token.field
    assert spec is not None
    read = _READERS[spec.name]
    leaves = [read(spec, _closed(_stated(value, spec))) for value in token.values]
    return leaves[0] if len(leaves) == 1 else Or(tuple(leaves))


def read_words(value: Value) -> Node | None:
    """Give the condition of a bare word or phrase; None when it has nothing to look for."""
    _closed(value)
    if not tokens(value.text):
        return None
    return _text_leaf(value, Field.ANY)


def read_sort(token: Token) -> tuple[SortKey, ...]:
    """Give the keys of a `sort:` term. Raises QueryError."""
    spec = token.field
    assert spec is not None
    return tuple(_sort_key(spec, _stated(value, spec)) for value in token.values)


def read_limit(token: Token) -> int:
    """Give the number of a `limit:` term. Raises QueryError."""
    spec = token.field
    assert spec is not None
    return _number(spec, _stated(token.values[-1], spec))


def _sort_key(spec: FieldSpec, value: Value) -> SortKey:
    name = value.text.removeprefix("-")
    return SortKey(_choice(SortBy, name, spec, value), name != value.text)


def _stated(value: Value, spec: FieldSpec) -> Value:
    top_level = spec.name == "folder" and value.stated and value.quoted
    if not value.text and not top_level:
        raise problem(f"a value is missing after {spec.name}:", value.start, length=0, expected=spec.expected)
    if value.prefix and spec.shape in (Shape.NAME, Shape.ORDER):
        raise problem(f"{spec.name}: takes no *", value.end - 1, expected=spec.expected)
    return value


def _closed(value: Value) -> Value:
    if not value.closed:
        sign = "quote" if value.flags is None else "slash"
        raise problem(f"the closing {sign} is missing", value.start, length=value.end - value.start)
    return value


def _unknown(what: str, spec: FieldSpec, value: Value, known: tuple[str, ...] = ()) -> QueryError:
    return problem(
        f"{spec.name}: {what} “{value.text[:40]}”",
        value.start,
        length=value.end - value.start,
        expected=spec.expected,
        written=value.text,
        known=known,
    )


def _choice(kinds: type[_Choice], name: str, spec: FieldSpec, value: Value) -> _Choice:
    try:
        return kinds(name.lower())
    except ValueError:
        raise _unknown("does not know", spec, value, spec.values) from None


def _number(spec: FieldSpec, value: Value) -> int:
    if not (value.text.isascii() and value.text.isdigit() and len(value.text) <= _MAX_DIGITS):
        raise _unknown("cannot use", spec, value)
    return int(value.text)


def _read_text(spec: FieldSpec, value: Value) -> Leaf:
    field = Field(spec.name)
    if value.flags is not None:
        return _read_pattern(field, value)
    if not tokens(value.text):
        raise _unknown("finds no letter or digit in", spec, value)
    return _text_leaf(value, field)


def _text_leaf(value: Value, field: Field) -> Word | Phrase:
    return (Phrase if value.quoted else Word)(value.text, field, value.prefix)


def _read_pattern(field: Field, value: Value) -> Pattern:
    source, flags = unescaped(value.text), "".join(sorted(set(value.flags or "")))
    length = value.end - value.start
    if set(flags) - set(FLAGS):
        what = "unknown flag after the regular expression"
        raise problem(what, value.end - 1, expected="i (ignore case), m (lines) or s (dot matches line ends)")
    try:
        compiled(source, flags)
    except ValueError as error:
        expected = f"a regular expression of at most {MAX_LENGTH} characters"
        raise problem(
            f"the regular expression is wrong: {error}", value.start, length=length, expected=expected
        ) from None
    return Pattern(source, field, flags)


def _read_tag(spec: FieldSpec, value: Value) -> Leaf:
    if not value.quoted and value.text.lower() in spec.values:
        return TagPresence(value.text.lower() == "any")
    key = tag_key(value.text)
    if not key:
        raise _unknown("cannot use", spec, value)
    return Tagged(key)


def _read_feed(_spec: FieldSpec, value: Value) -> Leaf:
    return InFeed(value.text, value.stated)


def _read_folder(_spec: FieldSpec, value: Value) -> Leaf:
    return InFolder(value.text, value.stated)


def _read_saved(_spec: FieldSpec, value: Value) -> Leaf:
    return InSaved(value.text)


def _read_is(spec: FieldSpec, value: Value) -> Leaf:
    return Is(_choice(State, value.text, spec, value))


def _read_has(spec: FieldSpec, value: Value) -> Leaf:
    return Has(_choice(Kind, value.text, spec, value))


def _read_lang(spec: FieldSpec, value: Value) -> Leaf:
    code = value.text.lower().replace("_", "-")
    if not _LANGUAGE.fullmatch(code):
        raise _unknown("does not know", spec, value)
    return Lang(code)


def _read_story(spec: FieldSpec, value: Value) -> Leaf:
    return InStory(_number(spec, value))


def _read_id(spec: FieldSpec, value: Value) -> Leaf:
    return Id(_number(spec, value))


def _read_length(spec: FieldSpec, value: Value) -> Leaf:
    low = _number(spec, value)
    high = None if value.until is None else _number(spec, value.until)
    if high is not None and high < low:
        low, high = high, low
    return Length(Measure(spec.name), value.compare, low, high)


def _read_date(spec: FieldSpec, value: Value) -> Leaf:
    field = DateField(spec.name)
    if field in (DateField.AFTER, DateField.BEFORE, DateField.OLDER, DateField.NEWER) and (
        value.stated or value.compare is not Compare.IS
    ):
        what = f"{spec.name}: takes no comparison and no range"
        raise problem(what, value.start, length=value.end - value.start, expected="on: or age: for these")
    low = _moment(spec, value)
    high = None if value.until is None else _moment(spec, value.until)
    if field is DateField.AGE and not all(is_duration(moment) for moment in (low, high or low)):
        raise _unknown("cannot use", spec, value)
    return Dated(field, low, value.compare, high)


def _moment(spec: FieldSpec, value: Value) -> Moment:
    moment = read_moment(value.text)
    if moment is None:
        raise _unknown("cannot read the date", spec, value, (*DAYS, *WEEKDAYS, *PERIODS))
    return moment


_READERS: dict[str, Callable[[FieldSpec, Value], Leaf]] = {
    **{field.value: _read_text for field in Field},
    **{field.value: _read_date for field in DateField},
    **{measure.value: _read_length for measure in Measure},
    "tag": _read_tag,
    "feed": _read_feed,
    "folder": _read_folder,
    "in": _read_saved,
    "is": _read_is,
    "has": _read_has,
    "lang": _read_lang,
    "story": _read_story,
    "id": _read_id,
}
