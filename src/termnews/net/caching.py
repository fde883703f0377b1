"""What to ask with, what an answer means for the next check, and when that is. Pure: values in, values out.

The manners of the project live here: validators come back byte for byte and only to the address that gave them, a
server's own word on when to return is obeyed, failures back off, and nothing is asked more often than every half hour.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from termnews.model.errors import FetchError, TermnewsError
from termnews.model.feed import Failed, FeedHealth, Fetched, FetchOutcome, NotModified, ParsedFeed
from termnews.net import causes
from termnews.net.answer import Answer

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86_400
FLOOR: Final = 30 * MINUTE
"""No feed is checked by itself more often than this, whatever is configured."""
SLACK: Final = 30
"""Seconds that an interval may fall short, so that an hourly timer does not miss every second check."""
RAREST: Final = 12 * HOUR
"""Longest gap that is learnt from how seldom a feed brings anything."""
LOOKS: Final = 6
"""Checks between two articles of a feed, about."""
LONGEST_WAIT: Final = 7 * DAY
"""Longest Retry-After that is believed."""
DEFAULT_WAIT: Final = HOUR
"""Wait after a 429 that names no time, or none that can be read."""
PACED: Final = 20
"""Newest articles that tell how often a feed brings something."""
FEWEST: Final = 3
"""Dated articles without which nothing is learnt."""
LOGGED: Final = 20
"""Checks that are remembered of a feed."""
SOON: Final = MINUTE
"""Wait before the one early retry of a server that was not met at all."""
READING: Final = "1"
"""Raised when reading learns something new, so that documents read before are read once more."""
_LONGEST_VALIDATOR: Final = 16_384
_DIGITS: Final = re.compile(r"\d{1,20}")
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Plan:
    """How often a feed is checked."""

    interval: int = HOUR
    """Seconds between two checks, at the least."""
    learn: bool = True
    """Whether a feed that seldom brings anything is asked less often."""

    @property
    def gap(self) -> int:
        """Seconds to the next check when nobody asks for more."""
        return max(FLOOR, self.interval) - SLACK


def conditions(health: FeedHealth, url: str) -> dict[str, str]:
    """The validators to send to `url`, exactly as they came; none to any other address than the one that gave them."""
    if health.validators_url != url:
        return {}
    given = {"If-None-Match": health.etag, "If-Modified-Since": health.last_modified}
    return {name: value for name, value in given.items() if value is not None}


def may_ask(health: FeedHealth, now: int, *, force: bool) -> bool:
    """Whether a feed may be asked now, by itself or by a person's word (`force`).

    A person may shorten an interval, and may try a feed that is gone; a server's wish to wait holds for both as long
    as it is under a day.
    """
    if force:
        wish = health.retry_after
        return wish is None or now >= wish or wish - now >= DAY
    return not health.gone and now >= health.due


def judge(health: FeedHealth, answer: Answer, now: int, plan: Plan) -> FetchOutcome:
    """Turn an answer into an outcome with the health that follows from it.

    The document of a `Fetched` still has to be read: see `read_well` and `failed`.
    """
    if answer.status == 304:
        return _not_modified(health, answer, now, plan)
    if answer.status not in (200, 203, 226):
        return _refused(health, answer, now, plan)
    if not answer.body.strip(b"\0\t\n\r \xef\xbb\xbf"):
        error = causes.failure("empty", "the answer is empty", where=causes.place(answer.final_url))
        return Failed(error, failed(health, error, now, plan))
    fresh = _succeeded(_with_move(health, answer, now), now)
    fresh = replace(_with_validators(fresh, answer), body_hash=body_hash(answer.body), size=len(answer.body))
    same = fresh.body_hash == health.body_hash
    named = fresh.etag is not None or fresh.last_modified is not None
    fresh = replace(fresh, unchanged=health.unchanged + 1 if same and not named else 0)
    fresh = replace(fresh, fresh_for=lifetime(answer.headers))
    fresh = replace(fresh, due=_next_due(fresh, now, plan))
    if same:
        return NotModified(fresh)
    return Fetched(answer.body, answer.media_type, answer.charset, answer.final_url, fresh)


def read_well(health: FeedHealth, parsed: ParsedFeed, now: int, plan: Plan) -> FeedHealth:
    """Note what a document that could be read asks for: how often, and when not."""
    wished = replace(
        health, ttl=parsed.ttl, skip_hours=parsed.skip_hours, skip_days=parsed.skip_days, pace=pace(parsed, now)
    )
    wait = max(_told_ttl(wished), _learnt(wished, plan))
    return replace(wished, due=_beyond_skipped(wished, max(wished.due, now + wait)))


def pace(parsed: ParsedFeed, now: int) -> int | None:
    """Seconds between two articles of a feed, on average over its newest ones; None when their dates do not tell."""
    dates = sorted(
        (date for entry in parsed.entries if (date := entry.published) is not None and date <= now), reverse=True
    )
    newest = dates[:PACED]
    return (now - newest[-1]) // len(newest) if len(newest) >= FEWEST else None


def failed(health: FeedHealth, error: TermnewsError, now: int, plan: Plan) -> FeedHealth:
    """The health after a failure: what was stored stays, the next check moves away by doubling, a day at the most.

    `health` is that of before the check, so that validators and hash still belong to the last document that was stored.
    """
    cause = error.cause if isinstance(error, FetchError) else ""
    failures = health.failures + 1
    wait = min(DAY, plan.gap << min(failures - 1, 10))
    if cause in causes.UNHEARD and health.failures == 0:
        wait = SOON
    told = f"{error.what.rstrip('.')}. {error.hint}" if error.hint else error.what
    wish = health.retry_after if health.retry_after is not None and health.retry_after > now else None
    due = max(now + wait, wish or 0)
    return replace(health, checked=now, error=told, failures=failures, due=due, retry_after=wish, gone=cause == "gone")


def rescheduled(health: FeedHealth, plan: Plan) -> FeedHealth:
    """The health after a success, with the next check as another plan has it."""
    return replace(health, due=_next_due(health, health.checked or 0, plan))


def why_due(health: FeedHealth, plan: Plan) -> str:
    """Why a feed is asked again just when it is, in words for the person."""
    ttl, fresh = _told_ttl(health), min(health.fresh_for, DAY)
    waits = health.due - health.checked if health.checked is not None else 0
    reasons = (
        (health.gone, "the server says it is gone for good"),
        (health.retry_after is not None, "the server asked to wait"),
        (health.failures, f"it failed {_times(health.failures)}, so it is left alone for longer"),
        (health.unchanged, "it keeps sending the same, without a way to ask for changes only"),
        (ttl > max(plan.gap, fresh), f"the feed asks to be checked every {_span(ttl)}"),
        (fresh > plan.gap, f"its answer stays fresh for {_span(fresh)}"),
        (_learnt(health, plan) > max(plan.gap, ttl, fresh), f"it brings something every {_span(health.pace or 0)}"),
        (waits > max(plan.gap, ttl) + MINUTE, "the feed names hours or days in which it wants no visits"),
    )
    return next((told for holds, told in reasons if holds), "the usual interval")


def logged(health: FeedHealth, now: int, told: str) -> FeedHealth:
    """The health with one more line in the log of checks; the oldest are forgotten."""
    return replace(health, log=(f"{now} {told}", *health.log)[:LOGGED])


def accepted_move(health: FeedHealth) -> str | None:
    """The address that the feed has moved to for good: a permanent redirect seen on two days at least."""
    return health.moved_to if health.moved_days >= 2 else None


def body_hash(body: bytes) -> str:
    """Name the bytes of a document, and the way of reading them."""
    return f"{READING}:{hashlib.blake2b(body, digest_size=16).hexdigest()}"


def retry_after(headers: Mapping[str, str], now: int) -> int | None:
    """When a server wants to be asked again, in epoch seconds; None when it does not say or says something unreadable.

    A date counts against the server's own clock, as far as it tells it.
    """
    told = headers.get("retry-after", "").strip()
    if _DIGITS.fullmatch(told):
        return now + min(int(told), LONGEST_WAIT)
    until = _http_date(told)
    if until is None:
        return None
    server_now = _http_date(headers.get("date", ""))
    return now + min(max(until - (now if server_now is None else server_now), 0), LONGEST_WAIT)


def lifetime(headers: Mapping[str, str]) -> int:
    """Seconds that the answer says it stays fresh, 0 when it does not say: max-age before Expires."""
    control = headers.get("cache-control", "").lower()
    if re.search(r"\bno-(?:cache|store)\b", control):
        return 0
    if found := re.search(r"\bmax-age\s*=\s*\"?(\d{1,12})", control):
        age = headers.get("age", "").strip()
        return max(0, int(found.group(1)) - (int(age) if _DIGITS.fullmatch(age) else 0))
    expires, date = _http_date(headers.get("expires", "")), _http_date(headers.get("date", ""))
    return max(0, expires - date) if expires is not None and date is not None else 0


def _not_modified(health: FeedHealth, answer: Answer, now: int, plan: Plan) -> FetchOutcome:
    if not answer.conditional:
        what = "the server says that nothing changed, though it was not asked that"
        error = causes.failure("protocol", what, where=causes.place(answer.final_url))
        forgotten = replace(health, etag=None, last_modified=None, validators_url=None)
        return Failed(error, failed(forgotten, error, now, plan))
    renewed = _with_validators(_succeeded(_with_move(health, answer, now), now), answer)
    etag, modified = renewed.etag or health.etag, renewed.last_modified or health.last_modified
    kept = replace(renewed, etag=etag, last_modified=modified, unchanged=0, fresh_for=lifetime(answer.headers))
    return NotModified(replace(kept, due=_next_due(kept, now, plan)))


def _refused(health: FeedHealth, answer: Answer, now: int, plan: Plan) -> Failed:
    error = causes.from_status(answer.status, answer.headers)
    error.where = causes.place(answer.final_url)
    worse = failed(health, error, now, plan)
    if answer.status not in (429, 503):
        return Failed(error, worse)
    until = retry_after(answer.headers, now)
    if answer.status == 503 and until is None:
        return Failed(error, worse)
    until = until if until is not None else now + DEFAULT_WAIT
    error.hint = f"It is asked again in {_span(until - now)}."
    waiting = failed(health, error, now, plan)
    failures = health.failures if answer.status == 429 else waiting.failures
    return Failed(error, replace(waiting, retry_after=until, due=max(until, now + plan.gap), failures=failures))


def _succeeded(health: FeedHealth, now: int) -> FeedHealth:
    return replace(health, checked=now, succeeded=now, error=None, failures=0, retry_after=None, gone=False)


def _with_validators(health: FeedHealth, answer: Answer) -> FeedHealth:
    etag, modified = _opaque(answer.headers.get("etag")), _opaque(answer.headers.get("last-modified"))
    named = answer.final_url if etag is not None or modified is not None else None
    if answer.status == 304 and named is None:
        named = health.validators_url
    return replace(health, etag=etag, last_modified=modified, validators_url=named)


def _opaque(value: str | None) -> str | None:
    """A validator as it came; None for one that no server should send (empty, monstrous, with control characters)."""
    if value is None or not value or len(value) > _LONGEST_VALIDATOR:
        return None
    return None if any(ord(character) < 32 or ord(character) == 127 for character in value) else value


def _with_move(health: FeedHealth, answer: Answer, now: int) -> FeedHealth:
    """Note a permanent redirect; it counts once a day, and one that points elsewhere starts anew."""
    if answer.moved_to is None:
        return replace(health, moved_to=None, moved_days=0, moved_seen=None)
    if answer.moved_to != health.moved_to:
        return replace(health, moved_to=answer.moved_to, moved_days=1, moved_seen=now)
    if health.moved_seen is not None and now // DAY <= health.moved_seen // DAY:
        return health
    return replace(health, moved_days=health.moved_days + 1, moved_seen=now)


def _next_due(health: FeedHealth, now: int, plan: Plan) -> int:
    wait = max(plan.gap, min(health.fresh_for, DAY), _told_ttl(health), _learnt(health, plan))
    if health.unchanged:
        wait = max(wait, min(DAY, plan.gap << min(health.unchanged, 10)))
    return _beyond_skipped(health, now + wait)


def _learnt(health: FeedHealth, plan: Plan) -> int:
    """The gap that follows from how often a feed brings something; 0 when it is not to be learnt."""
    return min(RAREST, health.pace // LOOKS) if plan.learn and health.pace is not None else 0


def _told_ttl(health: FeedHealth) -> int:
    return min(max(health.ttl or 0, 0), DAY)


def _beyond_skipped(health: FeedHealth, due: int) -> int:
    """Move a time out of the hours and days in which the feed does not want to be asked, if it leaves any."""
    hours = frozenset(health.skip_hours)
    days = frozenset(health.skip_days)
    for step in range(7 * 24):
        moment = due if step == 0 else (due // HOUR + step) * HOUR
        when = datetime.fromtimestamp(moment, UTC)
        if when.hour not in hours and _WEEKDAYS[when.weekday()] not in days:
            return moment
    return due


def _http_date(text: str) -> int | None:
    try:
        when = parsedate_to_datetime(text.strip())
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times in a row"


def _span(seconds: int) -> str:
    """A wait in words, rounded up."""
    for size, name in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= size:
            count = -(-seconds // size)
            return f"{count} {name}{'s' if count != 1 else ''}"
    return "a minute"
