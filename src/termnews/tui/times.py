"""Times as a reader says them: an age beside a headline, a day above a group of them. Local time, English words."""

from __future__ import annotations

import time
from functools import lru_cache

from termnews.model.times import DAY, calendar, has_clock

MINUTE, HOUR = 60, 3600
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS_APART = 7
"""Days that get a heading each; older articles are grouped by month."""


def age(then: int, now: int, *, year: bool = False) -> str:
    """Say how long ago `then` was, both in seconds since the epoch; in six cells unless the whole date is wanted.

    Of what is dated by the day alone, nobody knows how many hours it is old.
    """
    gone = now - then
    if -DAY < gone < 7 * DAY and _is_day(then):
        days = _day_number(now) - _day_number(then)
        return f"{days}d" if days > 0 else "today"
    if gone < 7 * DAY:
        return _short_age(gone)
    moment = time.localtime(then)
    day_and_month = f"{moment.tm_mday} {MONTHS[moment.tm_mon - 1][:3]}"
    if moment.tm_year == time.localtime(now).tm_year or gone < 180 * DAY:
        return day_and_month
    return f"{day_and_month} {moment.tm_year}" if year else str(moment.tm_year)


def _short_age(gone: int) -> str:
    if gone < MINUTE:
        return "now"
    if gone < HOUR:
        return f"{gone // MINUTE}m"
    return f"{gone // HOUR}h" if gone < DAY else f"{gone // DAY}d"


def ahead(then: int, now: int, *, year: bool = False) -> str:
    """Say when `then` will be, as `age` says when it was: `in 5m`, `in 3d`, `24 Dec`."""
    left = then - now
    if left < 7 * DAY:
        size, unit = next(((size, unit) for size, unit in ((DAY, "d"), (HOUR, "h")) if left >= size), (MINUTE, "m"))
        return f"in {max(1, left // size)}{unit}"
    moment = time.localtime(then)
    day_and_month = f"{moment.tm_mday} {MONTHS[moment.tm_mon - 1][:3]}"
    if moment.tm_year == time.localtime(now).tm_year or left < 180 * DAY:
        return day_and_month
    return f"{day_and_month} {moment.tm_year}" if year else str(moment.tm_year)


def clock(now: float) -> str:
    """Give the time of day."""
    moment = time.localtime(now)
    return f"{moment.tm_hour:02}:{moment.tm_min:02}"


def date(then: int) -> str:
    """Give a day in full, with the time of day where one was stated: `Tue 12 Sep 2023 09:41`."""
    moment = calendar(then)
    if moment is None:
        return "a day that no calendar has"
    weekday, month = WEEKDAYS[moment.tm_wday][:3], MONTHS[moment.tm_mon - 1][:3]
    day = f"{weekday} {moment.tm_mday} {month} {moment.tm_year}"
    return f"{day} {moment.tm_hour:02}:{moment.tm_min:02}" if has_clock(moment) else day


@lru_cache(maxsize=2048)
def _day(then: int, today: int) -> str:
    moment = time.localtime(then)
    gone = today - _day_number(then)
    if gone <= 0:
        return "Today"
    if gone == 1:
        return "Yesterday"
    month = MONTHS[moment.tm_mon - 1]
    this_year = time.localtime(today * DAY).tm_year
    if gone <= DAYS_APART:
        return f"{WEEKDAYS[moment.tm_wday]} {moment.tm_mday} {month}"
    return month if moment.tm_year == this_year else f"{month} {moment.tm_year}"


def _is_day(then: int) -> bool:
    """Whether a time is the beginning of a day here; every zone there is differs from UTC by quarters of an hour."""
    return then % (15 * MINUTE) == 0 and not has_clock(time.localtime(then))


def _day_number(then: float) -> int:
    """Days since the epoch by the local calendar."""
    moment = time.localtime(then)
    return (int(then) + moment.tm_gmtoff) // DAY


def day(then: int, now: int) -> str:
    """Name the group that an article of `then` stands in: Today, Yesterday, a weekday with its date, or a month."""
    return _day(then, _day_number(now))


def until(then: int, now: int) -> str:
    """Say how long it is until `then`: `in 5 minutes`, or `now`."""
    left = _span(then - now)
    return f"in {left}" if left else "now"


def ago(then: int, now: int) -> str:
    """Say how long ago `then` was: `5 minutes ago`, or `just now`."""
    gone = _span(now - then)
    return f"{gone} ago" if gone else "just now"


def _span(seconds: int) -> str:
    for size, word in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count:,} {word}{'s' if count != 1 else ''}"
    return ""
