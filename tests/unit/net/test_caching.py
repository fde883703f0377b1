"""The manners of checking: what is sent, what an answer means, when to come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.model.entry import ParsedEntry
from termnews.model.feed import Failed, FeedHealth, Fetched, NotModified, ParsedFeed
from termnews.net.answer import Answer
from termnews.net.caching import (
    DAY,
    FLOOR,
    HOUR,
    LOGGED,
    LONGEST_WAIT,
    SLACK,
    SOON,
    Plan,
    accepted_move,
    body_hash,
    conditions,
    failed,
    judge,
    lifetime,
    logged,
    may_ask,
    pace,
    read_well,
    retry_after,
    why_due,
)
from termnews.net.causes import failure

NOW = 1_700_000_000
URL = "https://example.org/feed"
PLAN = Plan(HOUR)
GAP = HOUR - SLACK
BODY = b"<rss/>"


def date(moment: int) -> str:
    """A time as HTTP writes it."""
    return format_datetime(datetime.fromtimestamp(moment, UTC), usegmt=True)


def answer(status: int = 200, body: bytes = BODY, moved_to: str | None = None, **headers: str) -> Answer:
    """An answer; header names with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, body if status == 200 else b"", URL, moved_to, moved_to is not None)


def checked(health: FeedHealth, given_answer: Answer, now: int = NOW) -> FeedHealth:
    """The health after an answer."""
    return judge(health, given_answer, now, PLAN).health


KNOWN = FeedHealth(etag='W/"\xe9 1"', last_modified="whenever it was", validators_url=URL, body_hash=body_hash(BODY))


def test_both_validators_go_back_as_they_came() -> None:
    assert conditions(KNOWN, URL) == {"If-None-Match": 'W/"\xe9 1"', "If-Modified-Since": "whenever it was"}
    assert conditions(KNOWN, URL + "?x") == {}
    assert conditions(FeedHealth(), URL) == {}


def test_only_what_was_given_goes_back() -> None:
    assert conditions(replace(KNOWN, last_modified=None), URL) == {"If-None-Match": 'W/"\xe9 1"'}


def test_a_document_brings_its_validators() -> None:
    outcome = judge(KNOWN, answer(body=b"<rss>new</rss>", etag='"2"'), NOW, PLAN)
    assert isinstance(outcome, Fetched)
    health = outcome.health
    assert (health.etag, health.last_modified, health.validators_url) == ('"2"', None, URL)
    assert (health.checked, health.succeeded, health.due) == (NOW, NOW, NOW + GAP)


@pytest.mark.parametrize("etag", ["", "x" * 20_000, '"a\x1b]52;c;QQ=="', '"a\nb"'])
def test_monstrous_validators_are_dropped(etag: str) -> None:
    assert checked(FeedHealth(), answer(etag=etag)).etag is None


def test_a_long_validator_is_kept_whole() -> None:
    etag = f'W/"{"e" * 8000}"'
    assert checked(FeedHealth(), answer(etag=etag)).etag == etag


def test_not_modified_may_renew_a_validator() -> None:
    told = replace(answer(304, etag='"2"'), conditional=True)
    outcome = judge(KNOWN, told, NOW, PLAN)
    assert isinstance(outcome, NotModified)
    assert (outcome.health.etag, outcome.health.last_modified) == ('"2"', "whenever it was")
    assert outcome.health.body_hash == KNOWN.body_hash


def test_not_modified_without_validators_keeps_them() -> None:
    outcome = judge(KNOWN, replace(answer(304), conditional=True), NOW, PLAN)
    assert conditions(outcome.health, URL) == conditions(KNOWN, URL)


def test_not_modified_unasked_is_an_error_and_the_next_request_is_plain() -> None:
    outcome = judge(KNOWN, answer(304), NOW, PLAN)
    assert isinstance(outcome, Failed)
    assert conditions(outcome.health, URL) == {}


def test_the_same_bytes_are_no_news() -> None:
    outcome = judge(KNOWN, answer(etag='"other"'), NOW, PLAN)
    assert isinstance(outcome, NotModified)
    assert outcome.health.etag == '"other"'


def test_the_same_bytes_without_validators_lengthen_the_gap_up_to_a_day() -> None:
    health, waits, now = FeedHealth(), [], NOW
    for _ in range(8):
        health = checked(health, answer(), now)
        waits.append(health.due - now)
        now = health.due
    assert waits == [GAP, 2 * GAP, 4 * GAP, 8 * GAP, 16 * GAP, DAY, DAY, DAY]
    assert checked(health, answer(body=b"<rss>new</rss>"), now).due - now == GAP


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf\n"])
def test_an_empty_answer_is_an_error(body: bytes) -> None:
    outcome = judge(KNOWN, answer(body=body), NOW, PLAN)
    assert isinstance(outcome, Failed) and outcome.health.body_hash == KNOWN.body_hash


RETRY = {
    "seconds": ({"retry_after": "7200"}, 7200),
    "zero": ({"retry_after": "0"}, 0),
    "date": ({"retry_after": date(NOW + 7200)}, 7200),
    "date by the server's clock": ({"retry_after": date(NOW + 9000), "date": date(NOW + 1800)}, 7200),
    "date gone by": ({"retry_after": date(NOW - 7200)}, 0),
    "silly": ({"retry_after": "99999999999"}, LONGEST_WAIT),
    "far date": ({"retry_after": date(NOW + 400 * DAY)}, LONGEST_WAIT),
    "junk": ({"retry_after": "soon"}, None),
    "negative": ({"retry_after": "-5"}, None),
    "broken": ({"retry_after": "7.5"}, None),
    "none": ({}, None),
}


@pytest.mark.parametrize("name", RETRY)
def test_retry_after_is_understood(name: str) -> None:
    headers, wait = RETRY[name]
    told = {key.replace("_", "-"): value for key, value in headers.items()}
    assert retry_after(told, NOW) == (None if wait is None else NOW + wait)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_is_obeyed(status: int) -> None:
    health = checked(KNOWN, answer(status, retry_after="7200"))
    assert (health.retry_after, health.due) == (NOW + 7200, NOW + 7200)
    assert not may_ask(health, NOW + 7199, force=True)
    assert may_ask(health, NOW + 7200, force=False)
    assert conditions(health, URL) == conditions(KNOWN, URL)


@pytest.mark.parametrize("told", [None, "soon"])
def test_too_many_requests_without_a_time_wait_an_hour(told: str | None) -> None:
    health = checked(KNOWN, answer(429, retry_after=told) if told else answer(429))
    assert health.due >= NOW + HOUR
    assert health.failures == 0


def test_a_person_may_override_only_a_long_wait() -> None:
    health = checked(KNOWN, answer(429, retry_after=str(3 * DAY)))
    assert may_ask(health, NOW + 1, force=True)
    assert not may_ask(health, NOW + 1, force=False)
    assert not may_ask(health, NOW + 2 * DAY + 1, force=True)


def test_a_wait_survives_another_failure() -> None:
    waiting = checked(KNOWN, answer(429, retry_after=str(3 * DAY)))
    again = failed(waiting, failure("reset", "it broke"), NOW + 60, PLAN)
    assert again.due == again.retry_after == NOW + 3 * DAY


def test_gone_is_gone_until_a_person_asks() -> None:
    outcome = judge(KNOWN, answer(410), NOW, PLAN)
    assert isinstance(outcome, Failed) and outcome.health.gone
    assert not may_ask(outcome.health, NOW + 400 * DAY, force=False)
    assert may_ask(outcome.health, NOW, force=True)
    assert not checked(outcome.health, answer(body=b"<rss>back</rss>")).gone


@pytest.mark.parametrize("status", [401, 403, 404, 418, 500, 502, 999, 204, 300, 302])
def test_failures_back_off_to_a_day_and_end_with_a_success(status: int) -> None:
    health, waits, now = KNOWN, [], NOW
    for _ in range(7):
        health = checked(health, answer(status), now)
        waits.append(health.due - now)
        now = health.due
    assert waits == [GAP, 2 * GAP, 4 * GAP, 8 * GAP, 16 * GAP, DAY, DAY]
    assert health.failures == 7 and health.error and health.body_hash == KNOWN.body_hash
    health = checked(health, answer(body=b"<rss>new</rss>"), now)
    assert (health.failures, health.error, health.due) == (0, None, now + GAP)


def test_a_server_that_was_not_met_is_tried_once_more_soon() -> None:
    once = failed(KNOWN, failure("refused", "nobody there"), NOW, PLAN)
    twice = failed(once, failure("refused", "nobody there"), NOW + SOON, PLAN)
    assert (once.due, twice.due) == (NOW + SOON, NOW + SOON + 2 * GAP)


LIFETIMES = {
    "max-age": ({"cache_control": "public, max-age=7200"}, 7200),
    "quoted": ({"cache_control": 'Max-Age="7200"'}, 7200),
    "aged": ({"cache_control": "max-age=7200", "age": "3600"}, 3600),
    "older than it may be": ({"cache_control": "max-age=60", "age": "3600"}, 0),
    "not to be cached": ({"cache_control": "no-cache, max-age=7200"}, 0),
    "shared only": ({"cache_control": "s-maxage=9999"}, 0),
    "expires": ({"expires": date(NOW + 7200), "date": date(NOW)}, 7200),
    "expired": ({"expires": "0", "date": date(NOW)}, 0),
    "max-age first": ({"cache_control": "max-age=60", "expires": date(NOW + 7200), "date": date(NOW)}, 60),
    "junk": ({"cache_control": "max-age=soon", "expires": "never"}, 0),
    "nothing": ({}, 0),
}


@pytest.mark.parametrize("name", LIFETIMES)
def test_lifetimes_are_understood(name: str) -> None:
    headers, seconds = LIFETIMES[name]
    assert lifetime({key.replace("_", "-"): value for key, value in headers.items()}) == seconds


@pytest.mark.parametrize(("age", "wait"), [(60, GAP), (7200, 7200), (31_536_000, DAY)])
def test_a_lifetime_lengthens_the_gap_up_to_a_day(age: int, wait: int) -> None:
    assert checked(FeedHealth(), answer(cache_control=f"max-age={age}")).due == NOW + wait


def test_the_floor_holds_whatever_is_configured() -> None:
    outcome = judge(FeedHealth(), answer(), NOW, Plan(60))
    assert outcome.health.due == NOW + FLOOR - SLACK


def test_a_feed_may_ask_for_longer_gaps() -> None:
    fresh = checked(FeedHealth(), answer(etag='"1"'))
    health = read_well(fresh, ParsedFeed("rss", "f", ttl=720 * 60), NOW, PLAN)
    assert health.due == NOW + 720 * 60
    later = judge(health, replace(answer(304), conditional=True), NOW + DAY, PLAN).health
    assert later.due == NOW + DAY + 720 * 60
    assert read_well(fresh, ParsedFeed("rss", "f", ttl=10**9), NOW, PLAN).due == NOW + DAY


def test_hours_and_days_to_skip_are_skipped() -> None:
    friday_22 = int(datetime(2024, 1, 5, 22, 30, tzinfo=UTC).timestamp())
    fresh = checked(FeedHealth(), answer(), friday_22)
    asks = ParsedFeed("rss", "f", skip_hours=(23, 0, 1), skip_days=("saturday", "sunday"))
    due = datetime.fromtimestamp(read_well(fresh, asks, friday_22, PLAN).due, UTC)
    assert (due.strftime("%A"), due.hour) == ("Monday", 2)


def weekly() -> ParsedFeed:
    """A feed that brings an article a week."""
    entries = (ParsedEntry(str(number), published=NOW - number * 7 * DAY) for number in range(1, 41))
    return ParsedFeed("rss", "f", entries=tuple(entries))


def test_it_can_be_told_why_a_feed_waits() -> None:
    fresh = checked(FeedHealth(), answer(etag='"1"'))
    lasting = checked(FeedHealth(), answer(etag='"1"', cache_control="max-age=7200"))
    patient = read_well(fresh, ParsedFeed("rss", "f", ttl=720 * 60), NOW, PLAN)
    friday_22 = int(datetime(2024, 1, 5, 22, 30, tzinfo=UTC).timestamp())
    asks = ParsedFeed("rss", "f", skip_hours=(23,))
    shy = read_well(checked(FeedHealth(), answer(), friday_22), asks, friday_22, PLAN)
    seldom = read_well(fresh, weekly(), NOW, PLAN)
    reasons = [
        (fresh, "the usual interval"),
        (lasting, "its answer stays fresh for 2 hours"),
        (patient, "the feed asks to be checked every 12 hours"),
        (shy, "hours or days in which it wants no visits"),
        (seldom, "it brings something every 7 days"),
        (checked(KNOWN, answer(500)), "it failed once"),
        (checked(checked(KNOWN, answer(500)), answer(500)), "it failed 2 times in a row"),
        (checked(KNOWN, answer(429, retry_after="7200")), "the server asked to wait"),
        (checked(KNOWN, answer(410)), "gone for good"),
        (checked(checked(FeedHealth(), answer()), answer()), "it keeps sending the same"),
    ]
    assert [told in why_due(health, PLAN) for health, told in reasons] == [True] * len(reasons)


WEEK = 7 * DAY


@pytest.mark.parametrize(
    ("every", "wait"), [(HOUR // 2, GAP), (DAY, 4 * HOUR), (WEEK, 12 * HOUR), (52 * WEEK, 12 * HOUR)]
)
def test_a_feed_that_seldom_brings_anything_is_asked_less_often(every: int, wait: int) -> None:
    entries = tuple(ParsedEntry(str(number), published=NOW - number * every) for number in range(1, 41))
    fresh = checked(FeedHealth(), answer(etag='"1"'))
    health = read_well(fresh, ParsedFeed("rss", "f", entries=entries), NOW, PLAN)
    assert health.due == NOW + wait
    later = judge(health, replace(answer(304), conditional=True), NOW + DAY, PLAN).health
    assert later.due == NOW + DAY + wait, "it is remembered"
    assert read_well(fresh, ParsedFeed("rss", "f", entries=entries), NOW, Plan(HOUR, learn=False)).due == NOW + GAP


def test_dates_that_tell_nothing_teach_nothing() -> None:
    few = tuple(ParsedEntry(str(number), published=NOW - number * DAY) for number in range(2))
    odd = tuple(ParsedEntry(str(number), published=NOW + DAY) for number in range(9))
    for entries in ((), few, odd, (ParsedEntry("undated"),) * 9):
        assert pace(ParsedFeed("rss", "f", entries=entries), NOW) is None


def test_the_log_keeps_the_last_checks_newest_first() -> None:
    health = FeedHealth()
    for number in range(LOGGED + 5):
        health = logged(health, NOW + number, f"check {number}")
    assert health.log[0] == f"{NOW + LOGGED + 4} check {LOGGED + 4}"
    assert len(health.log) == LOGGED


def test_a_feed_that_skips_everything_is_not_believed() -> None:
    fresh = checked(FeedHealth(), answer())
    assert read_well(fresh, ParsedFeed("rss", "f", skip_hours=tuple(range(24))), NOW, PLAN).due == fresh.due


def test_a_permanent_move_counts_from_the_second_day() -> None:
    health = FeedHealth()
    target = "https://example.org/new"
    for now, accepted in ((NOW, None), (NOW + HOUR, None), (NOW + DAY, target), (NOW + 2 * DAY, target)):
        health = checked(health, answer(moved_to=target), now)
        assert accepted_move(health) == accepted
        assert health.moved_to == target


def test_a_move_that_ends_or_changes_is_forgotten() -> None:
    once = checked(FeedHealth(), answer(moved_to="https://portal.example/login"))
    assert checked(once, answer(), NOW + DAY).moved_to is None
    other = checked(once, answer(moved_to="https://example.org/new"), NOW + DAY)
    assert (other.moved_days, accepted_move(other)) == (1, None)


def test_a_new_feed_is_due_at_once() -> None:
    assert may_ask(FeedHealth(), NOW, force=False)


HEADERS = st.dictionaries(
    st.sampled_from(["etag", "retry-after", "date", "cache-control", "expires", "age", "last-modified"]),
    st.one_of(st.text(max_size=30), st.integers().map(str), st.just("max-age=99999999999999"), st.just(date(NOW))),
)


@settings(max_examples=150, deadline=None)
@given(status=st.integers(0, 1000), headers=HEADERS, body=st.binary(max_size=8), conditional=st.booleans())
def test_whatever_comes_the_next_check_lies_ahead(
    status: int, headers: dict[str, str], body: bytes, conditional: bool
) -> None:
    given_answer = Answer(status, headers, body, URL, None, conditional)
    health = judge(KNOWN, given_answer, NOW, PLAN).health
    assert NOW + FLOOR - SLACK <= health.due <= NOW + LONGEST_WAIT
    assert health.checked == NOW
