"""Times as numbers and as programs write them. A date without a time of day is a day of the calendar everywhere.

Such a day is held as its midnight in UTC: whoever shows it says that day, in whatever zone the machine stands.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, tzinfo
from typing import Final

DAY: Final = 86_400
"""Seconds."""


def moment(seconds: int | None) -> datetime | None:
    """Epoch seconds as a time in UTC; None for none, and for one that no calendar has."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def stamp(seconds: int | None) -> str | None:
    """RFC 3339 in UTC, or None where `moment` gives none."""
    told = moment(seconds)
    return told.isoformat().replace("+00:00", "Z") if told is not None else None


def is_whole_day(seconds: int) -> bool:
    """Whether a stated time is just a day; who states midnight in UTC to the second hardly means the time of day."""
    return seconds % DAY == 0


def day_begin(seconds: int, zone: tzinfo) -> int:
    """When a day of the calendar begins in a zone, in epoch seconds; any other time as it is.

    By this number a day stands among the times of other articles as the people of that zone count them.
    """
    told = moment(seconds) if is_whole_day(seconds) else None
    try:
        return seconds if told is None else int(told.replace(tzinfo=zone).timestamp())
    except (OverflowError, OSError, ValueError):
        return seconds


def calendar(seconds: int) -> time.struct_time | None:
    """The parts of a stated time as a person here reads them, a whole day in every zone as itself; None for none."""
    try:
        return time.gmtime(seconds) if is_whole_day(seconds) else time.localtime(seconds)
    except (OverflowError, OSError, ValueError):
        return None


def has_clock(parts: time.struct_time) -> bool:
    """Whether the time of day is worth telling: midnight to the second stands for a day alone."""
    return (parts.tm_hour, parts.tm_min, parts.tm_sec) != (0, 0, 0)
