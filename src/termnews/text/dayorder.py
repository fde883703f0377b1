"""Whether `3/4/2023` is in April or in March: by where a text comes from, and by what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from termnews.text.datenames import weekday_number

_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?,?\s+$")
_REGION = re.compile(r"[-_]([A-Z]{2})(?![A-Z0-9])")
_TOP_LEVEL = re.compile(r"^(?:https?://)?[^/?#]*\.([a-z]{2})(?=[:/?#]|$)", re.IGNORECASE)
_MONTH_FIRST_REGIONS = frozenset(("US", "PH", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW"))
_MIXED_REGIONS = frozenset(("CA", "CN", "HK", "HU", "JP", "KE", "KR", "LT", "MN", "TW", "ZA"))
"""Where both orders are met, or where the year stands first and an order with the year at the end is anybody's."""
_MIXED_LANGUAGES = frozenset(("en", "hu", "ja", "ko", "lt", "mn", "zh"))
_ENGLISH_DOMAINS = frozenset(("uk", "ie", "au", "nz", "in", "pk", "lk", "sg", "my", "ng", "gh", "mt", "jm"))
"""Ends of addresses that are a country's where English is written and the day stands first."""


class DayOrder(Enum):
    """Which of two numbers with slashes is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"
    """A date that may be read either way is none."""


def order_of(languages: Iterable[str], address: str | None, text: str) -> DayOrder:
    """Find the order of a page's dates.

    By dates in its text that leave no room, if they agree; else by the country that one of the tags of its language
    names (`en-GB`, `de_AT`); else by the country of its address, and last by the language itself.
    """
    tags = [tag.strip() for tag in languages if tag.strip()]
    regions = [found[1].upper() for tag in tags if (found := _REGION.search(tag))]
    return (
        _by_neighbours(text)
        or next((order for region in regions if (order := _of_region(region))), None)
        or _by_address(address)
        or next((order for tag in tags if (order := _of_language(tag))), None)
        or DayOrder.UNKNOWN
    )


def spelt(line: str, order: DayOrder) -> str:
    """Return a line whose dates with slashes can be read one way only: `3.4.2023`; taken out where nobody can tell.

    A weekday beside it tells.
    """
    if order is DayOrder.DAY_FIRST:
        return _SLASHED.sub(r"\1.\2.\3", line)
    return line if order is DayOrder.MONTH_FIRST else _SLASHED.sub(_if_sure, line)


def _by_neighbours(text: str) -> DayOrder | None:
    found = {_sure(int(match[1]), int(match[2])) for match in _SLASHED.finditer(text)} - {None}
    return found.pop() if len(found) == 1 else None


def _sure(first: int, second: int) -> DayOrder | None:
    """The only order in which two different numbers are a day and a month."""
    if first > 12 >= second > 0 and first <= 31:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if 0 < first <= 12 < second <= 31 else None


def _if_sure(match: re.Match[str]) -> str:
    first, second = int(match[1]), int(match[2])
    named = _WORD_BEFORE.search(match.string, max(0, match.start() - 20), match.start())
    by_weekday = named is not None and weekday_number(named[1]) is not None
    return match[0] if first == second or by_weekday or _sure(first, second) else " "


def _of_region(region: str) -> DayOrder | None:
    if region in _MIXED_REGIONS:
        return None
    return DayOrder.MONTH_FIRST if region in _MONTH_FIRST_REGIONS else DayOrder.DAY_FIRST


def _of_language(tag: str) -> DayOrder | None:
    language = re.split(r"[-_]", tag.lower(), maxsplit=1)[0]
    return None if language in _MIXED_LANGUAGES or not language.isalpha() else DayOrder.DAY_FIRST


def _by_address(address: str | None) -> DayOrder | None:
    found = _TOP_LEVEL.match(address) if address else None
    return DayOrder.DAY_FIRST if found and found[1].lower() in _ENGLISH_DOMAINS else None
