"""The fields of the language: their names, how their values are written, and what each expects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from termnews.query.ast import DateField, Field, Kind, Measure, SortBy, State


class Shape(Enum):
    """How the values of a field are written."""

    TEXT = auto()
    """Words, phrases, regular expressions."""
    NAME = auto()
    """Names out of the library or a fixed list."""
    SCOPE = auto()
    """Names, or exactly one after `=`."""
    ORDER = auto()
    """Values with comparisons and ranges."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What is known of a field."""

    name: str
    shape: Shape
    summary: str
    """What it asks for, in a few words."""
    expected: str
    """What may follow the colon, in words."""
    values: tuple[str, ...] = ()
    """All of them, where the list is fixed."""


_DATE = 'a date such as 2026-11-20, 2026-11, yesterday, monday, 3d or "2 weeks ago"'
_DURATION = "a duration such as <2d, >3w or 1w..2w"
_WORDS = 'a word, a "phrase" or /a regular expression/'
_NUMBER = "a number such as >2000, <5 or 3..10"
_TEXTS = {
    Field.ANY: "anywhere in the text",
    Field.TITLE: "in the headline",
    Field.BODY: "in the body",
    Field.AUTHOR: "in the names of the authors",
    Field.URL: "in the address",
}
_DATES = {
    DateField.AFTER: "from a date on",
    DateField.BEFORE: "until a date begins",
    DateField.ON: "on a day, in a month or a range",
    DateField.AGE: "so old, or younger (<) or older (>)",
    DateField.OLDER: "older than that",
    DateField.NEWER: "newer than that",
}

FIELDS: dict[str, FieldSpec] = {
    spec.name: spec
    for spec in (
        FieldSpec("tag", Shape.NAME, "with a tag", "a tag, any or none", ("any", "none")),
        FieldSpec("feed", Shape.SCOPE, "of a feed", "the name or address of a feed"),
        FieldSpec("folder", Shape.SCOPE, "in a folder", "the name of a folder"),
        FieldSpec("is", Shape.NAME, "in a state", "one of " + ", ".join(State), tuple(State)),
        FieldSpec("has", Shape.NAME, "with something", "one of " + ", ".join(Kind), tuple(Kind)),
        *(FieldSpec(field.value, Shape.TEXT, _TEXTS[field], _WORDS) for field in Field),
        *(
            FieldSpec(field.value, Shape.ORDER, _DATES[field], _DURATION if field is DateField.AGE else _DATE)
            for field in DateField
        ),
        FieldSpec(Measure.WORDS.value, Shape.ORDER, "so many words long", _NUMBER),
        FieldSpec(Measure.TIME.value, Shape.ORDER, "so many minutes to read", _NUMBER),
        FieldSpec("lang", Shape.NAME, "in a language", "a language code such as en or pt-BR"),
        FieldSpec("story", Shape.NAME, "of a story", "the number of a story"),
        FieldSpec("id", Shape.NAME, "this article", "the number of an article"),
        FieldSpec("in", Shape.NAME, "what a smart folder lists", "the name of a smart folder"),
        FieldSpec(
            "sort",
            Shape.NAME,
            "order of the list",
            "one of " + ", ".join(SortBy) + ", with - in front to reverse",
            tuple(SortBy),
        ),
        FieldSpec("limit", Shape.NAME, "at most so many", "a number of articles"),
    )
}
"""Every field by its name; fixed when the program starts."""

_ALIASES = {"date": "on"}


def field_named(name: str) -> FieldSpec | None:
    """Give the field of this name, whatever its case."""
    folded = name.lower()
    return FIELDS.get(_ALIASES.get(folded, folded))
