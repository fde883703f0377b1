"""Dates as people and programs write them, to epoch seconds. A date is read whole or not at all: leftovers mean None.

Rules where a date leaves room: no zone means UTC; no time means midnight; `a/b/year` is read as the weekday beside it
says, else in the only possible order, else in the order that is given, else month first; `a.b.year` and `a-b-year` are
day first; two-digit years 00 to 49 are 20xx, the rest 19xx; a month or a year alone is its first day.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from termnews.text import datenames
from termnews.text.dayorder import DayOrder
from termnews.text.relativedates import parse_relative

EARLIEST_YEAR = 1400
LATEST_YEAR = 2999
LONGEST = 160
"""Characters of the longest text that may be a date."""

_ZONE_WORD = r"[A-Za-z]+(?:_[A-Za-z]+)*(?:/[A-Za-z_+\-]+){0,2}|МСК"
_OFFSET = (
    r"(?:GMT|UTC|UT|Z)?\s?[+\-]\d{1,2}:\d{2}|(?:GMT|UTC|UT|Z)?\s?[+\-]\d{4}"
    r"|(?:GMT|UTC|UT)\s?[+\-]\d{1,2}|[+\-]\d{3}(?!\d)|[+\-]\d{1,2}$"
)
_MERIDIEM = r"a\.?\s?m\b\.?|p\.?\s?m\b\.?"
_CLOCK = re.compile(
    rf"""(?<![\d:.,/+\-])(?P<hour>\d{{1,2}})
    (?: :(?P<minute>\d{{2}}) (?: :(?P<second>\d{{2}}) (?:[.,]\d{{1,9}})? )?
      | \s?h\s?(?P<minute_h>\d{{2}})? (?:\s?min)?\b
      | \.(?P<minute_dot>\d{{2}}) (?=\s?(?:Uhr|{_MERIDIEM})|\s[A-Z]{{2,4}}$|$)
      | (?=\s?(?:Uhr|{_MERIDIEM}))
    ) (?![\d:])
    (?:\s?(?P<half>{_MERIDIEM}))?
    (?:\s?(?:Uhr|hrs|hours)\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ZONE = re.compile(rf"\s?(?:(?P<offset>{_OFFSET})(?![\d:])|\(?(?P<name>{_ZONE_WORD})(?![^\W_])\)?)", re.IGNORECASE)
_REPEATED_ZONE = re.compile(r"\s?\(?([A-Z]{3,5})\)?(?![^\W_])")
_LONG_ZONE = re.compile(r"\b([ECMP])(?:astern|entral|ountain|acific)\s([SD])(?:tandard|aylight)\sTime\b", re.IGNORECASE)
"""As Windows writes the zones of North America."""
_ISO = re.compile(
    r"""(?P<year>\d{4})
    (?: -(?P<month>\d{1,2})-(?P<day>\d{1,2}) | (?P<month_c>\d{2})(?P<day_c>\d{2})
      | -(?P<ordinal>\d{3}) | -?W(?P<week>\d{2})(?:-?(?P<weekday>[1-7]))? | -(?P<month_only>\d{2}) )?
    (?: \s?[Tt\ ]\s?(?P<hour>\d{2}|\d(?=:)) (?: :?(?P<minute>\d{2}) (?: :?(?P<second>\d{2}) (?:[.,]\d{1,12})? )? )?
      \s?(?P<zone>[Zz]|[+\-]\d{2}:?\d{2}|[+\-]\d{2})? (?:\[[A-Za-z_/+\-]+\])? )?""",
    re.VERBOSE | re.ASCII,
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s?([./\-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)\.?")
_MARKS = r"[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd]*"
"""Signs that belong to the letter before them (Devanagari, Bengali, Latin), which no class of letters holds."""
_TOKEN = re.compile(
    rf"(\d+)(st|nd|rd|th|er|e|o|a|º|ª)?(?![^\W_])|(\d+)|((?:[^\W\d_]{_MARKS})+(?:['’][^\W\d_]+)?)\.?|([\s,./|·•–—\-'’()]+)|(.)",
    re.DOTALL,
)
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_EAST_ASIAN_CLOCK = re.compile(
    r"(午前|午後|上午|下午|오전|오후)?\s?(\d{1,2})\s?(?:[時时시点]|:)\s?(\d{2})\s?[分분]?(?:\s?(\d{2})\s?[秒초])?"
)
_HALVES = {"午後": "pm", "下午": "pm", "오후": "pm", "午前": "am", "上午": "am", "오전": "am"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MAIL = re.compile(
    rf"""(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),\ )?
    (?P<day>[0-9]{{1,2}})\ (?P<month>{"|".join(_MONTHS)})\ (?P<year>[0-9]{{4}})
    \ (?P<hour>[0-9]{{2}}):(?P<minute>[0-9]{{2}}):(?P<second>[0-9]{{2}})
    \ (?:GMT|(?P<sign>[+-])(?P<hours>[0-9]{{2}})(?P<minutes>[0-9]{{2}}))""",
    re.VERBOSE,
)
_EPOCH = date(1970, 1, 1).toordinal()
_VIETNAMESE = re.compile(r"\btháng\s(\d{1,2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day; `zone` is seconds east, or a place whose offset depends on the date."""

    seconds: int
    zone: int | ZoneInfo = 0


def parse_date(text: str, *, now: int | None = None, order: DayOrder = DayOrder.MONTH_FIRST) -> int | None:
    """Epoch seconds of the date that the whole text states, or None.

    Relative words (`2 hours ago`, `yesterday`) count only when `now`, in epoch seconds, is given. `order` is that of
    numbers with slashes.
    """
    mail = _MAIL.fullmatch(text)
    if mail is not None:
        return _read_mail(mail)
    if len(text) > 4 * LONGEST:
        return None
    tidy = _tidy(text)
    if not tidy or len(tidy) > LONGEST:
        return None
    iso = _ISO.fullmatch(tidy)
    if iso is not None:
        return _read_iso(iso)
    if now is not None:
        relative = parse_relative(tidy, now)
        if relative is not None:
            return relative
    return _read_written(re.sub(r"(?<=\d)[Tt](?=\d\d:)", " ", tidy), order)


def _read_mail(match: re.Match[str]) -> int | None:
    """RFC 822 as nearly all feeds write it; the general way gives the same, ten times slower."""
    day = _day(int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"]))
    seconds = _seconds(int(match["hour"]), int(match["minute"]), int(match["second"]))
    sign, hours, minutes = match["sign"], int(match["hours"] or 0), int(match["minutes"] or 0)
    if day is None or seconds is None or hours > 15 or minutes > 59:
        return None
    offset = hours * 3600 + minutes * 60
    return _epoch(day, _Clock(seconds, -offset if sign == "-" else offset))


def _tidy(text: str) -> str:
    """One line with plain digits, signs and spaces; comments of RFC 822 gone, Asian dates rewritten."""
    line = text if text.isascii() else _plain_letters(text)
    line = " ".join(line.split())
    if "ime" in line or "IME" in line:
        line = _LONG_ZONE.sub(r"\1\2T", line)
    if "(" in line:
        line = " ".join(_without_comments(line).split())
    if line.isascii():
        return line.strip(" ,;|")
    line = _EAST_ASIAN.sub(r"\1-\2-\3 ", line)
    line = _EAST_ASIAN_CLOCK.sub(_latin_clock, line) if re.search(r"[\u3040-\u9fff\uac00-\ud7af]", line) else line
    line = _VIETNAMESE.sub(_named_month, line)
    return " ".join(line.split()).strip(" ,;|·•")


def _plain_letters(text: str) -> str:
    line = unicodedata.normalize("NFKC", text).replace("−", "-")
    return "".join(char for char in line if unicodedata.category(char) not in {"Cf", "Co", "Cs"})


def _latin_clock(match: re.Match[str]) -> str:
    half, hour, minute, second = match.groups()
    meridiem = _HALVES.get(half or "", "")
    return f" {hour}:{minute}:{second or '00'} {meridiem} "


def _named_month(match: re.Match[str]) -> str:
    return datenames.english_month(int(match[1])) or match[0]


def _without_comments(line: str) -> str:
    """Take out what stands in (nested) brackets, but for a zone name behind the time."""
    zone = re.search(rf"(?:\d|{_MERIDIEM})\s?\(({_ZONE_WORD}|{_OFFSET})\)$", line, re.IGNORECASE)
    if zone is not None and re.search(r"[+\-]\d{2}:?\d{2}\s?\(", line) is None:
        return f"{line[: line.rindex('(')]} {zone[1]}"
    kept: list[str] = []
    depth, escaped = 0, False
    for char in line:
        if depth and escaped:
            escaped = False
        elif depth and char == "\\":
            escaped = True
        elif char == "(":
            depth += 1
            kept.append(" ")
        elif char == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(char)
    return "".join(kept) if depth == 0 else line


def _read_iso(match: re.Match[str]) -> int | None:
    """ISO 8601 and W3C-DTF, basic and extended, calendar, week and ordinal dates."""
    day = _iso_day(match)
    if day is None:
        return None
    if match["hour"] is None:
        return _epoch(day, _Clock(0))
    seconds = _seconds(int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0))
    offset = _offset(match["zone"]) if match["zone"] else 0
    return None if seconds is None or offset is None else _epoch(day, _Clock(seconds, offset))


def _iso_day(match: re.Match[str]) -> date | None:
    year = int(match["year"])
    if match["week"]:
        try:
            return date.fromisocalendar(year, int(match["week"]), int(match["weekday"] or 1))
        except ValueError:
            return None
    if match["ordinal"]:
        start = _day(year, 1, 1)
        days = int(match["ordinal"])
        return start + timedelta(days - 1) if start and 1 <= days <= 366 - (_day(year, 2, 29) is None) else None
    month = match["month"] or match["month_c"] or match["month_only"] or "1"
    return _day(year, int(month), int(match["day"] or match["day_c"] or 1))


def _read_written(line: str, order: DayOrder) -> int | None:
    """RFC 822, asctime and what people write: at most one time of day, one date, and filler."""
    clocks = list(_CLOCK.finditer(line))
    if len(clocks) > 1:
        return None
    clock: _Clock | None = _Clock(0)
    if clocks:
        clock, end = _read_clock(clocks[0], line)
        line = f"{line[: clocks[0].start()]} {line[end:]}"
        clock, line = _zone_at_end(clock, line)
    day = None if clock is None else _read_day(line, order)
    return None if day is None or clock is None else _epoch(day, clock)


def _zone_at_end(clock: _Clock | None, line: str) -> tuple[_Clock | None, str]:
    """The zone behind the date where none stands behind the time: `10:15, 4 March 2031 IST`."""
    found = re.search(r"(?<=\d)\s\(?([A-Z]{3,5})\)?$", line.rstrip(" ,"))
    offset = datenames.zone_offset(found[1]) if found else None
    if found is None or offset is None or clock is None or clock.zone != 0 or datenames.month_number(found[1]):
        return clock, line
    return _Clock(clock.seconds, offset), line[: found.start()]


def _read_clock(match: re.Match[str], line: str) -> tuple[_Clock | None, int]:
    """The time of day with its zone, and where it ends in the line."""
    hour = int(match["hour"])
    minute = int(match["minute"] or match["minute_h"] or match["minute_dot"] or 0)
    if match["half"]:
        if hour > 12 and match["half"][0] in "aA":
            return None, match.end()
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0) if hour <= 12 else hour
    seconds = _seconds(hour, minute, int(match["second"] or 0))
    zone, end = _read_zone(line, match.end())
    if seconds is None or zone is None:
        return None, end
    return _Clock(seconds, zone), end


def _read_zone(line: str, start: int) -> tuple[int | ZoneInfo | None, int]:
    """The zone that follows the time, 0 when none does, None when it cannot be."""
    found = _ZONE.match(line, start)
    if found is None:
        return 0, start
    if found["offset"]:
        repeated = _REPEATED_ZONE.match(line, found.end())
        named = repeated is not None and datenames.zone_offset(repeated[1]) is not None
        return _offset(found["offset"]), repeated.end() if repeated and named else found.end()
    name = found["name"]
    if datenames.month_number(name) or name.casefold() in datenames.FILLER:
        return 0, start
    offset = datenames.zone_offset(name)
    if offset is not None:
        return offset, found.end()
    place = name if "/" in name else datenames.zone_place(name)
    zone = _place(place) if place else None
    if zone is None and datenames.weekday_number(name) is not None:
        return 0, start
    return zone, found.end()


def _place(name: str) -> ZoneInfo | None:
    """A zone of the tz database; None where it has no such zone, or where there is no database."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


def _offset(text: str) -> int | None:
    """Seconds east for `Z`, `+02`, `+0200`, `+02:00`, `GMT+2`; None beyond a day's reach."""
    found = re.search(r"([+\-])(\d{1,2}?):?(\d{2})?$", text)
    if found is None:
        return 0
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 15 or minutes > 59:
        return None
    seconds = hours * 3600 + minutes * 60
    return -seconds if found[1] == "-" else seconds


def _read_day(line: str, order: DayOrder) -> date | None:
    numeric = _NUMERIC.search(line)
    if numeric is not None:
        words = _words(f"{line[: numeric.start()]} {line[numeric.end() :]}")
        if words is None or words.numbers or words.months:
            return None
        return _numeric_day(numeric, words.weekday, order)
    words = _words(line)
    if words is None or len(words.months) != 1:
        return None
    return _day_of_month(words)


@dataclass(frozen=True, slots=True)
class _Words:
    """What the words of a date say; `numbers` as written."""

    numbers: tuple[str, ...]
    months: tuple[int, ...]
    weekday: int | None


def _words(line: str) -> _Words | None:
    """Sort the words; None when one of them does not belong to a date."""
    numbers: list[str] = []
    months: list[int] = []
    weekdays: list[int] = []
    for ordinal, _, plain, word, _, other in _TOKEN.findall(line):
        if ordinal or plain:
            numbers.append(ordinal or plain)
        elif other or (word and not _sort_word(word, months, weekdays)):
            return None
    if len(months) > 1 and not weekdays:
        # `mar` is March in most languages and Tuesday in French, Spanish and Italian; a weekday comes first.
        weekdays.append(months.pop(0))
        return _Words(tuple(numbers), tuple(months), None)
    return _Words(tuple(numbers), tuple(months), weekdays[0] if weekdays else None)


def _sort_word(word: str, months: list[int], weekdays: list[int]) -> bool:
    month, weekday = datenames.month_number(word), datenames.weekday_number(word)
    if month is not None:
        months.append(month)
    elif weekday is not None:
        weekdays.append(weekday)
    else:
        return word.casefold() in datenames.FILLER
    return True


def _day_of_month(words: _Words) -> date | None:
    """A day from one month word and its numbers: day and year in either order; a year alone is its first day."""
    (month,) = words.months
    years = [number for number in words.numbers if len(number) == 4]
    days = [number for number in words.numbers if len(number) <= 2]
    if len(years) + len(days) != len(words.numbers):
        return None
    if len(years) == 1 and len(days) <= 1:
        return _day(int(years[0]), month, int(days[0]) if days else 1)
    if not years and len(days) == 2 and len(days[1]) == 2:
        return _day(_full_year(days[1]), month, int(days[0]))
    return None


def _numeric_day(match: re.Match[str], weekday: int | None, order: DayOrder) -> date | None:
    first, sign, second, third = match.groups()
    if len(first) == 4:
        return _day(int(first), int(second), int(third)) if len(third) <= 2 else None
    if len(first) > 2 or len(third) not in (2, 4) or (sign == "-" and len(third) == 2):
        return None
    year = int(third) if len(third) == 4 else _full_year(third)
    month_first, day_first = _day(year, int(first), int(second)), _day(year, int(second), int(first))
    if sign != "/":
        return day_first or (month_first if sign == "-" else None)
    fitting = [day for day in (month_first, day_first) if day and day.weekday() == weekday]
    if fitting:
        return fitting[0]
    if order is DayOrder.UNKNOWN and month_first and day_first and month_first != day_first:
        return None
    return (day_first or month_first) if order is DayOrder.DAY_FIRST else (month_first or day_first)


def _full_year(digits: str) -> int:
    number = int(digits)
    return number + (2000 if number < 50 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _seconds(hour: int, minute: int, second: int) -> int | None:
    """Seconds since midnight; 24:00 is the next midnight, a leap second counts as the one before."""
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second)):
        return None
    return hour * 3600 + minute * 60 + min(second, 59)


def _epoch(day: date, clock: _Clock) -> int:
    if isinstance(clock.zone, ZoneInfo):
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=clock.seconds)
        return int(moment.replace(tzinfo=clock.zone).timestamp())
    return (day.toordinal() - _EPOCH) * 86_400 + clock.seconds - clock.zone
