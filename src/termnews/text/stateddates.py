"""Dates in a place that holds nothing else, such as `pubDate`: what stands around the date there is passed over.

Elsewhere `dates.parse_date` rules, which reads a text whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from termnews.text.dates import LONGEST, parse_date

_MOMENT = re.compile(r"1[0-9]{9}(?:[0-9]{3})?(?:\.[0-9]{1,9})?")
"""Seconds or milliseconds of a clock, from September 2001 on."""
_RUN = re.compile(r"(?P<date>(?:19|20)[0-9]{6})(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})")
_MOST_WORDS = 4
_TAIL = re.compile(r"(?<=\d)\s+\(?[A-Za-z][A-Za-z /_-]{0,40}\)?$")
"""A zone that nobody knows, or one behind a date without a time."""


def parse_stated(text: str) -> int | None:
    """Epoch seconds of the date that a text states, beside what else stands in it; None when there is none."""
    tidy = " ".join(text[: 4 * LONGEST].split())
    moment = parse_date(tidy)
    if moment is not None or not any(char.isdigit() for char in tidy):
        return moment
    if _MOMENT.fullmatch(tidy):
        whole = tidy.partition(".")[0]
        return int(whole[:10])
    run = _RUN.fullmatch(tidy)
    if run is not None:
        return parse_date(f"{run['date']}T{run['hour']}{run['minute']}{run['second']}")
    return next((found for each in _within(tidy) if (found := parse_date(each)) is not None), None)


def _within(line: str) -> Iterator[str]:
    """Yield a line without what may stand around a date: words before it, such as a weekday in any language, a zone."""
    bare = _TAIL.sub("", line)
    yield bare
    for _ in range(_MOST_WORDS):
        word, blank, line = line.partition(" ")
        bare = bare.partition(" ")[2]
        if not blank or any(char.isdigit() for char in word):
            return
        yield line
        yield bare
