"""Dates: how they are written, and which seconds they stand for."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.query import parse
from termnews.query.ast import Dated, DateField, Moment
from termnews.query.dates import coming, is_duration, period, read_coming, read_moment, resolve
from tests.support.queries import NOW, dates, moments

HOUR, DAY = 3600, 86_400


def at(text: str, offset: int = 0) -> int:
    """Epoch seconds of a local time that is so many hours ahead of Greenwich."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) - offset * HOUR


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-1-2", "2026-01-02"),
        ("2026/11/20", "2026-11-20"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
        ("2026-W47", "2026-w47"),
        ("2026-11-20T14:30", "2026-11-20t14:30"),
        ("2026-11-20 9:05:33", "2026-11-20t09:05"),
        ("Today", "today"),
        ("  LAST   week ", "last-week"),
        ("mon", "monday"),
        ("Sunday", "sunday"),
        ("3d", "3d"),
        ("3 days", "3d"),
        ("2 weeks ago", "2w"),
        ("a week ago", "1w"),
        ("an hour", "1h"),
        ("6-months-ago", "6m"),
        ("90min", "90min"),
        ("1y", "1y"),
        ("2026-13", None),
        ("2026-02-30", None),
        ("2026-w54", None),
        ("0999", None),
        ("9999", None),
        ("3x", None),
        ("12345d", None),
        ("soon", None),
        ("", None),
        ("2026-11-20T25:00", None),
        ("３d", "3d"),
    ],
)
def test_read_moment(text: str, canonical: str | None) -> None:
    found = read_moment(text)
    assert (found.text if found else None) == canonical


@pytest.mark.parametrize(
    ("term", "start", "end"),
    [
        # Now is Tuesday 14 November 2023, 22:13:20 in Greenwich, and already the 15th, 07:13:20, in Tokyo (+9).
        ("on:today", at("2023-11-15", 9), at("2023-11-16", 9)),
        ("on:yesterday", at("2023-11-14", 9), at("2023-11-15", 9)),
        ("on:tomorrow", at("2023-11-16", 9), at("2023-11-17", 9)),
        ("on:wednesday", at("2023-11-15", 9), at("2023-11-16", 9)),
        ("on:thursday", at("2023-11-09", 9), at("2023-11-10", 9)),
        ("on:this-week", at("2023-11-13", 9), at("2023-11-20", 9)),
        ('on:"last week"', at("2023-11-06", 9), at("2023-11-13", 9)),
        ("on:this-month", at("2023-11-01", 9), at("2023-12-01", 9)),
        ("on:last-month", at("2023-10-01", 9), at("2023-11-01", 9)),
        ("on:last-year", at("2022-01-01", 9), at("2023-01-01", 9)),
        ("on:2023-11-20", at("2023-11-20", 9), at("2023-11-21", 9)),
        ("on:2023-12", at("2023-12-01", 9), at("2024-01-01", 9)),
        ("on:2024", at("2024-01-01", 9), at("2025-01-01", 9)),
        ("on:2020-W53", at("2020-12-28", 9), at("2021-01-04", 9)),
        ("on:2023-11-20T14:30", at("2023-11-20T14:30", 9), at("2023-11-20T14:31", 9)),
        ("on:3d", at("2023-11-12", 9), at("2023-11-13", 9)),
        ("on:2023-10..2023-11-05", at("2023-10-01", 9), at("2023-11-06", 9)),
        ("on:2023-11-05..2023-10", at("2023-10-01", 9), at("2023-11-06", 9)),
        ("on:>2023-10", at("2023-11-01", 9), None),
        ("on:>=2023-10", at("2023-10-01", 9), None),
        ("on:<2023-10", None, at("2023-10-01", 9)),
        ("on:<=2023-10", None, at("2023-11-01", 9)),
        ("after:2023-10", at("2023-10-01", 9), None),
        ("before:2023-10", None, at("2023-10-01", 9)),
        ("after:3d", NOW - 3 * DAY, None),
        ("newer:36h", NOW - 36 * HOUR, None),
        ('older:"2 weeks"', None, NOW - 14 * DAY),
        ("older:yesterday", None, at("2023-11-14", 9)),
        ("age:<90min", NOW - 90 * 60, None),
        ("age:<=2d", NOW - 2 * DAY, None),
        ("age:>2w", None, NOW - 14 * DAY),
        ("age:>=2w", None, NOW - 14 * DAY),
        ("age:2d", NOW - 3 * DAY, NOW - 2 * DAY),
        ("age:2d..5d", NOW - 5 * DAY, NOW - 2 * DAY),
        ("age:5d..2d", NOW - 5 * DAY, NOW - 2 * DAY),
        ("after:1m", at("2023-10-15T07:13:20", 9), None),
        ("after:1y", at("2022-11-15T07:13:20", 9), None),
        ("after:9m", at("2023-02-15T07:13:20", 9), None),
        ("after:now", NOW, None),
        ("on:now", NOW, NOW + 1),
    ],
)
def test_resolve_in_tokyo(term: str, start: int | None, end: int | None) -> None:
    dated = parse(term).where
    assert isinstance(dated, Dated)
    assert resolve(dated, NOW, 9 * HOUR) == (start, end)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("tuesday", "2023-11-21T00:00"),
        ("wed", "2023-11-15T00:00"),
        ("monday", "2023-11-20T00:00"),
        ("tomorrow", "2023-11-15T00:00"),
        ("3d", "2023-11-17T22:13"),
        ("2 weeks", "2023-11-28T22:13"),
        ("3 months", "2024-02-14T22:13"),
        ("2023-12-24", "2023-12-24T00:00"),
        ("2024-01", "2024-01-01T00:00"),
        ("2023-11-14 23:30", "2023-11-14T23:30"),
        ("yesterday", "2023-11-13T00:00"),
    ],
)
def test_moments_to_come(text: str, begins: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert datetime.fromtimestamp(coming(moment, NOW, 0), UTC).isoformat()[:16] == begins


def test_months_end_where_the_shorter_month_ends() -> None:
    leap_day = at("2024-02-29T12:00")
    assert resolve(Dated(DateField.AFTER, Moment("1y")), leap_day) == (at("2023-02-28T12:00"), None)
    assert resolve(Dated(DateField.AFTER, Moment("1m")), at("2023-03-31T12:00")) == (at("2023-02-28T12:00"), None)


def test_days_follow_the_zone_through_a_change_of_clocks() -> None:
    """On 29 October 2023 a day in Berlin had 25 hours."""
    berlin = ZoneInfo("Europe/Berlin")
    start, end = period(Moment("2023-10-29"), NOW, berlin)
    assert (start, end - start) == (at("2023-10-28T22:00"), 25 * HOUR)


@settings(max_examples=100, deadline=None)
@given(dates, st.integers(0, 4_000_000_000), st.integers(-12, 14))
def test_every_date_resolves(dated: Dated, now: int, hours: int) -> None:
    start, end = resolve(dated, now, hours * HOUR)
    assert start is not None or end is not None
    assert start is None or end is None or start <= end


@settings(max_examples=100, deadline=None)
@given(moments, st.integers(0, 4_000_000_000), st.integers(-12, 14))
def test_after_and_before_share_nothing_and_leave_nothing_out(moment: Moment, now: int, hours: int) -> None:
    after, _ = resolve(Dated(DateField.AFTER, moment), now, hours * HOUR)
    _, before = resolve(Dated(DateField.BEFORE, moment), now, hours * HOUR)
    assert after == before is not None


@settings(max_examples=100, deadline=None)
@given(moments)
def test_canonical_moments_read_as_themselves(moment: Moment) -> None:
    assert read_moment(moment.text) == moment


@pytest.mark.parametrize("text", ["", "soon", "3x", "d"])
def test_nonsense_made_by_hand_is_refused(text: str) -> None:
    assert not is_duration(Moment(text))
    with pytest.raises(ValueError, match="not a moment"):
        resolve(Dated(DateField.ON, Moment(text)), NOW)


@pytest.mark.parametrize("count", [1, 1000, 9999])
def test_long_ago_stays_within_the_calendar(count: int) -> None:
    for unit in ("y", "m", "w", "d", "h", "min"):
        start, _ = resolve(Dated(DateField.ON, Moment(f"{count}{unit}")), NOW, -12 * HOUR)
        assert start is not None
        assert start < NOW


TUESDAY = at("2023-11-14T22:13:20")


@pytest.mark.parametrize(
    ("written", "coming"),
    [
        ("tomorrow", "2023-11-15T08:00"),
        ("  Tuesday", "2023-11-21T08:00"),
        ("wed", "2023-11-15T08:00"),
        ("next week", "2023-11-20T08:00"),
        ("next-month", "2023-12-01T08:00"),
        ("3d", "2023-11-17T08:00"),
        ("in 2 weeks", "2023-11-28T08:00"),
        ("4m", "2024-03-14T08:00"),
        ("a year", "2024-11-14T08:00"),
        ("2023-12-24", "2023-12-24T08:00"),
        ("2023-12-24 18:30", "2023-12-24T18:30"),
        ("2024-01", "2024-01-01T08:00"),
        ("2024-W02", "2024-01-08T08:00"),
        ("36h", "2023-11-16T10:13:20"),
        ("90 minutes", "2023-11-14T23:43:20"),
        ("today", None),
        ("now", None),
        ("yesterday", None),
        ("this-week", None),
        ("last-year", None),
        ("2023-11-14", None),
        ("2023", None),
        ("9999y", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_moment_to_come(written: str, coming: str | None) -> None:
    assert read_coming(written, TUESDAY) == (None if coming is None else at(coming))


def test_a_moment_to_come_is_where_the_person_is() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    early = at("2023-11-15T06:30", 1)
    assert read_coming("today", early, berlin) == at("2023-11-15T08:00", 1)
    saturday = at("2024-03-30T12:00", 1)
    assert read_coming("tomorrow", saturday, berlin) == at("2024-03-31T08:00", 2), "eight o'clock in summer time"
    assert read_coming("24h", saturday, berlin) == saturday + DAY


@given(st.text(max_size=12) | st.sampled_from(("1d", "2-week", "next", "in in 3d", "1000m")), st.integers(0, 1 << 34))
def test_a_moment_to_come_is_one(written: str, now: int) -> None:
    found = read_coming(written, now)
    assert found is None or found > now
