"""Dates in the person's own terms, and the seconds that they stand for once it is known what time it is."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from termnews.query.ast import Compare, Dated, DateField, Moment

Span = tuple[int | None, int | None]
"""Epoch seconds from the first on and below the second; None: no end on that side."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = ("now", "today", "yesterday", "tomorrow")
PERIODS = ("this-week", "last-week", "this-month", "last-month", "this-year", "last-year")

_UNITS = {
    "min": ("min", "mins", "minute", "minutes"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "d": ("d", "day", "days"),
    "w": ("w", "wk", "week", "weeks"),
    "m": ("m", "mo", "month", "months"),
    "y": ("y", "yr", "year", "years"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_SECONDS = {"min": 60, "h": 3600, "d": 86_400, "w": 604_800}

_DURATION = re.compile(r"(\d{1,4}|an?)[ -]?([a-z]+)(?:[ -]ago)?")
_CANONICAL = re.compile(r"(\d{1,4})(min|h|d|w|m|y)")
_DATE = re.compile(r"([1-8]\d{3})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[t ](\d{1,2}):(\d{2})(?::\d{2})?)?)?)?")
_WEEK = re.compile(r"([1-8]\d{3})-?w(\d{1,2})")


def read_moment(text: str) -> Moment | None:
    """Read a date as a person writes it; None if it is none."""
    written = " ".join(text.lower().split())
    for read in (_read_name, _read_duration, _read_date, _read_week):
        canonical = read(written)
        if canonical is not None:
            return Moment(canonical)
    return None


def _read_name(text: str) -> str | None:
    dashed = text.replace(" ", "-")
    if dashed in DAYS or dashed in PERIODS or dashed in WEEKDAYS:
        return dashed
    short = [day for day in WEEKDAYS if len(text) == 3 and day.startswith(text)]
    return short[0] if short else None


def _read_duration(text: str) -> str | None:
    found = _DURATION.fullmatch(text)
    if found is None or found[2] not in _UNIT_OF:
        return None
    count = 1 if found[1] in ("a", "an") else int(found[1])
    return f"{count}{_UNIT_OF[found[2]]}"


def _read_date(text: str) -> str | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) if part else None for part in found.groups())
    try:
        datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, tzinfo=UTC)
    except ValueError:
        return None
    parts = f"{year:04}" + "".join(f"-{part:02}" for part in (month, day) if part is not None)
    return parts if hour is None else f"{parts}t{hour:02}:{minute:02}"


def _read_week(text: str) -> str | None:
    found = _WEEK.fullmatch(text)
    if found is None:
        return None
    try:
        datetime.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None
    return f"{int(found[1]):04}-w{int(found[2]):02}"


def is_duration(moment: Moment) -> bool:
    """Whether it is a distance from now, such as `3d`."""
    return _CANONICAL.fullmatch(moment.text) is not None


def resolve(dated: Dated, now: int, zone: tzinfo | int = 0) -> Span:
    """Give the seconds that a date term asks for.

    `zone` is where the person's days begin and end: a time zone, or its offset in seconds east of UTC.
    """
    place = timezone(timedelta(seconds=zone)) if isinstance(zone, int) else zone
    match dated.field:
        case DateField.AFTER | DateField.NEWER:
            return instant(dated.low, now, place), None
        case DateField.BEFORE | DateField.OLDER:
            return None, instant(dated.low, now, place)
        case DateField.ON:
            return _resolve_on(dated, now, place)
        case DateField.AGE:
            return _resolve_age(dated, now, place)


def _resolve_on(dated: Dated, now: int, zone: tzinfo) -> Span:
    start, end = period(dated.low, now, zone)
    match dated.compare:
        case Compare.IS:
            return start, end
        case Compare.BELOW:
            return None, start
        case Compare.AT_MOST:
            return None, end
        case Compare.ABOVE:
            return end, None
        case Compare.AT_LEAST:
            return start, None
        case Compare.BETWEEN:
            first, last = sorted(((start, end), period(dated.high or dated.low, now, zone)))
            return first[0], last[1]


def _resolve_age(dated: Dated, now: int, zone: tzinfo) -> Span:
    """Ages grow as time goes back, so that less than an age means after a moment."""
    edge = instant(dated.low, now, zone)
    match dated.compare:
        case Compare.BELOW | Compare.AT_MOST:
            return edge, None
        case Compare.ABOVE | Compare.AT_LEAST:
            return None, edge
        case Compare.IS:
            return instant(_one_more(dated.low), now, zone), edge
        case Compare.BETWEEN:
            first, last = sorted((edge, instant(dated.high or dated.low, now, zone)))
            return first, last


def _one_more(moment: Moment) -> Moment:
    """The next age in the same unit: `2d` ends where `3d` begins."""
    count, unit = _parts(moment)
    return Moment(f"{count + 1}{unit}")


def _parts(duration: Moment) -> tuple[int, str]:
    found = _CANONICAL.fullmatch(duration.text)
    if found is None:
        raise ValueError(f"not a duration: {duration.text!r}")
    return int(found[1]), found[2]


def instant(moment: Moment, now: int, zone: tzinfo) -> int:
    """Give the second at which a moment begins; a distance counts from this very second."""
    if not is_duration(moment):
        return period(moment, now, zone)[0]
    count, unit = _parts(moment)
    if unit in _SECONDS:
        return now - count * _SECONDS[unit]
    months = count * (12 if unit == "y" else 1)
    return _seconds(_months_earlier(datetime.fromtimestamp(now, zone), months))


def coming(moment: Moment, now: int, zone: tzinfo | int = 0) -> int:
    """Give the second at which a moment begins, looking ahead: `monday` is the next one, `3d` is in three days.

    It may lie in the past where a date is written out.
    """
    place = timezone(timedelta(seconds=zone)) if isinstance(zone, int) else zone
    here = datetime.fromtimestamp(now, place)
    if moment.text in WEEKDAYS:
        ahead = (WEEKDAYS.index(moment.text) - here.weekday() - 1) % 7 + 1
        return _seconds(_midnight(here + timedelta(days=ahead)))
    if not is_duration(moment):
        return instant(moment, now, place)
    count, unit = _parts(moment)
    if unit in _SECONDS:
        return now + count * _SECONDS[unit]
    return _seconds(_months_earlier(here, -count * (12 if unit == "y" else 1)))


def period(moment: Moment, now: int, zone: tzinfo) -> tuple[int, int]:
    """Give the seconds from the beginning of a moment to its end; a distance stands for the day it leads to.

    Raises ValueError for text that `read_moment` would not give.
    """
    here = datetime.fromtimestamp(now, zone)
    if is_duration(moment):
        begin = datetime.fromtimestamp(instant(moment, now, zone), zone)
        return _days(begin, 1)
    if moment.text == "now":
        return now, now + 1
    if moment.text in PERIODS:
        return _named_period(moment.text, here)
    if moment.text in DAYS or moment.text in WEEKDAYS:
        return _days(here - timedelta(days=_days_back(moment.text, here)), 1)
    return _written_period(moment.text, zone)


MORNING = 8
"""The hour at which what comes back on a day comes back."""
COMING = ("next-week", "next-month")
"""Periods that only a moment to come can name."""


def read_coming(text: str, now: int, zone: tzinfo | int = 0) -> int | None:
    """Read a date as a moment to come, and give its second; None if it is no date, or is not to come.

    `3d` and `2 weeks` are that far ahead, a weekday is the next one after today. Days, weeks and months begin at
    `MORNING`; hours and minutes count from now.
    """
    place = timezone(timedelta(seconds=zone)) if isinstance(zone, int) else zone
    here = datetime.fromtimestamp(now, place)
    try:
        second = _coming(" ".join(text.lower().split()), here)
    except (OverflowError, ValueError):
        return None
    return second if second is not None and second > now else None


def _coming(text: str, here: datetime) -> int | None:
    if text.replace(" ", "-") in COMING:
        week = "week" in text
        return _morning(here + timedelta(days=7 - here.weekday()) if week else _months_earlier(here.replace(day=1), -1))
    moment = read_moment(text.removeprefix("in "))
    if moment is None or moment.text in PERIODS:
        return None
    unit = _parts(moment)[1] if is_duration(moment) else ""
    if unit in ("d", "w"):
        return _morning(here + timedelta(days=_parts(moment)[0] * (7 if unit == "w" else 1)))
    second = coming(moment, _seconds(here), here.tzinfo or UTC)
    timed = unit in ("min", "h") or moment.text == "now" or (moment.text[0].isdigit() and "t" in moment.text)
    return second if timed else _morning(datetime.fromtimestamp(second, here.tzinfo))


def _morning(day: datetime) -> int:
    return _seconds(_midnight(day).replace(hour=MORNING))


def _days_back(name: str, here: datetime) -> int:
    if name in WEEKDAYS:
        return (here.weekday() - WEEKDAYS.index(name)) % 7
    return {"yesterday": 1, "tomorrow": -1}.get(name, 0)


def _named_period(name: str, here: datetime) -> tuple[int, int]:
    which, _, unit = name.partition("-")
    back = 1 if which == "last" else 0
    if unit == "week":
        return _days(here - timedelta(days=here.weekday() + 7 * back), 7)
    if unit == "month":
        return _months(_months_earlier(here.replace(day=1), back), 1)
    return _months(here.replace(year=here.year - back, month=1, day=1), 12)


def _written_period(text: str, zone: tzinfo) -> tuple[int, int]:
    week = _WEEK.fullmatch(text)
    if week is not None:
        monday = datetime.fromisocalendar(int(week[1]), int(week[2]), 1)
        return _days(monday.replace(tzinfo=zone), 7)
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"not a moment: {text!r}")
    year, month, day, hour, minute = (None if part is None else int(part) for part in found.groups())
    begin = datetime(year or 1, month or 1, day or 1, hour or 0, minute or 0, tzinfo=zone)
    if hour is not None:
        return _seconds(begin), _seconds(begin) + 60
    if day is not None:
        return _days(begin, 1)
    return _months(begin, 12 if month is None else 1)


def _days(begin: datetime, count: int) -> tuple[int, int]:
    day = _midnight(begin)
    return _seconds(day), _seconds(day + timedelta(days=count))


def _months(begin: datetime, count: int) -> tuple[int, int]:
    first = _midnight(begin.replace(day=1))
    return _seconds(first), _seconds(_months_earlier(first, -count))


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def _months_earlier(moment: datetime, months: int) -> datetime:
    """The same day and time so many months before, or the last day of a shorter month."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    first = moment.replace(year=max(years, 1000), month=month + 1, day=1)
    days = ((first + timedelta(days=31)).replace(day=1) - first).days
    return first.replace(day=min(moment.day, days))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
