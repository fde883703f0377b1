"""A date without a time of day is a day of the calendar in every zone; any other time is told in that of the person."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termnews.cli.columns import COLUMNS
from termnews.model.entry import EntryFlags, Headline, ParsedEntry
from termnews.model.feed import ParsedFeed
from termnews.model.ids import EntryId, FeedId
from termnews.model.times import DAY, day_begin, is_whole_day, moment, stamp
from termnews.services.clock import LocalZone
from termnews.services.decide import decide
from termnews.text.dates import parse_date
from termnews.text.wrap.header import local_date
from termnews.tui import times

ZONES = ("America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "UTC")


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        times._day.cache_clear()
        yield request.param
    time.tzset()
    times._day.cache_clear()


def seconds(text: str) -> int:
    found = parse_date(text)
    assert found is not None
    return found


def place_in_lists(text: str, now: int) -> int:
    parsed = ParsedFeed("rss", "Feed", entries=(ParsedEntry("1", "Title", published=seconds(text)),))
    return decide({}, parsed, FeedId(1), now, LocalZone()).intents[0].sort_at


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize("day", ["2026-03-08", "2026-07-14", "2026-11-01"])
def test_a_day_is_that_day_wherever_it_is_told(day: str) -> None:
    now = seconds(f"{day} 18:00") + 2 * DAY
    sort_at = place_in_lists(day, now)
    written = f"{datetime.fromisoformat(day):%a %-d %b %Y}"
    assert times.date(sort_at) == times.date(seconds(day)) == written
    assert local_date(seconds(day)) == written
    headline = Headline(EntryId(1), FeedId(1), "Feed", "Title", sort_at, True, EntryFlags.NONE)
    assert COLUMNS["date"](headline) == day
    assert times.day(sort_at, sort_at + DAY // 2) == "Today"
    assert times.age(sort_at, sort_at + DAY // 2) == "today"
    assert times.age(sort_at, sort_at + 3 * DAY + DAY // 4) == "3d"
    assert stamp(seconds(day)) == f"{day}T00:00:00Z"


@pytest.mark.usefixtures("zone")
def test_groups_by_day_follow_the_order_of_the_list() -> None:
    now = seconds("2026-07-20")
    start = seconds("2026-07-10 00:30")
    rows = [start + step * 5 * 3600 for step in range(20)] + [
        place_in_lists(f"2026-07-{number}", now) for number in range(10, 15)
    ]
    days = [times.day(row, now) for row in sorted(rows, reverse=True)]
    headings = [day for day, _ in groupby(days)]
    assert len(headings) == len(set(headings)) > 2


def test_a_time_of_day_is_told_where_one_was_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    assert times.date(seconds("2026-07-14 09:41 UTC")) == "Tue 14 Jul 2026 05:41"
    monkeypatch.undo()
    time.tzset()


@given(st.integers(-(2**40), 2**40), st.integers(-14 * 4, 14 * 4))
def test_the_beginning_of_a_day_is_within_a_day_of_it(second: int, quarters: int) -> None:
    here = timezone(timedelta(minutes=15 * quarters))
    begins = day_begin(second, here)
    assert abs(begins - second) < DAY
    if not is_whole_day(second):
        assert begins == second
    elif (told := moment(second)) is not None and moment(begins) is not None:
        assert datetime.fromtimestamp(begins, here).replace(tzinfo=UTC) == told
