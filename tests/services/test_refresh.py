"""A refresh from the outside: sources of every temper, a library in memory, a clock that stands still."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from termnews.config import RefreshConfig
from termnews.model.entry import EntryIntent, KnownEntry, ParsedEntry
from termnews.model.errors import FetchError, NotAFeedError, ParseError
from termnews.model.feed import Failed, Feed, FeedHealth, Fetched, FetchOutcome, NotModified, ParsedFeed
from termnews.model.feedsettings import FeedSettings
from termnews.model.ids import EntryId, FeedId
from termnews.net.caching import DAY, HOUR, Plan, body_hash, failed
from termnews.net.causes import failure
from termnews.services.jobs import DocumentJob, ParseJob
from termnews.services.parsing import ParserPool
from termnews.services.progress import Progress, RefreshReport
from termnews.services.refresh import Refresher
from termnews.services.round import LibraryDoors
from termnews.sources.base import Sources

NOW = 1_700_000_000
PLAN = Plan(HOUR)


class StillClock:
    """Time that moves when a test says so."""

    def __init__(self) -> None:
        self.time = float(NOW)

    def now(self) -> float:
        """Seconds since the epoch."""
        return self.time

    def monotonic(self) -> float:
        """The same."""
        return self.time


class FakePool(ParserPool):
    """Parse without processes: the body names the entries, one a line; `!` fails, `?` is a page."""

    def __init__(self) -> None:
        super().__init__(2)
        self.parsed = 0

    def submit(self, job: ParseJob) -> Future[ParsedFeed]:
        """Parse at once."""
        assert isinstance(job, DocumentJob)
        self.parsed += 1
        future: Future[ParsedFeed] = Future()
        text = job.body.decode()
        if text.startswith("!"):
            future.set_exception(ParseError("it took too long to parse and was stopped"))
        elif text.startswith("?"):
            error = NotAFeedError("this is a web page")
            error.feeds = tuple((line, "Feed") for line in text[1:].split())
            future.set_exception(error)
        else:
            entries = tuple(ParsedEntry(line, line, content_hash=line) for line in text.split())
            future.set_result(ParsedFeed("rss", "Parsed", entries=entries, ttl=3 * HOUR if "ttl" in text else None))
        return future


@dataclass
class FakeSource:
    """Answers by address: bytes, an error, an outcome, or something that happens first."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    closed: bool = False

    async def fetch(self, url: str, health: FeedHealth, now: int) -> FetchOutcome:
        """Give what was set."""
        self.asked.append(url)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(0)
            answer = self.answers[url]
            if callable(answer):
                answer = await answer()
        finally:
            self.at_once -= 1
        if isinstance(answer, FetchError):
            return Failed(answer, failed(health, answer, now, PLAN))
        if isinstance(answer, bytes):
            fresh = replace(health, body_hash=body_hash(answer), checked=now, succeeded=now, due=now + HOUR)
            return NotModified(fresh) if fresh.body_hash == health.body_hash else Fetched(answer, "", None, url, fresh)
        assert isinstance(answer, Failed | NotModified | Fetched)
        return answer

    def lane(self, url: str) -> str:
        """The host."""
        return url.split("/")[2]

    async def ready(self, url: str) -> None:
        """Always."""

    async def aclose(self) -> None:
        """Note it."""
        self.closed = True


class Shelf:
    """A library in memory."""

    def __init__(self, urls: Sequence[str]) -> None:
        self.feeds = [Feed(FeedId(n), url, f"Feed {n}") for n, url in enumerate(urls, 1)]
        self.healths: dict[FeedId, FeedHealth] = {}
        self.known: dict[FeedId, dict[str, KnownEntry]] = {}
        self.stored: list[tuple[FeedId, int]] = []
        self.broken: set[FeedId] = set()

    def store(
        self, feed_id: FeedId, parsed: ParsedFeed | None, intents: Sequence[EntryIntent], health: FeedHealth, now: int
    ) -> Future[None]:
        """Write at once."""
        done: Future[None] = Future()
        if feed_id in self.broken:
            done.set_exception(OSError("disk full"))
            return done
        self.stored.append((feed_id, len(intents)))
        self.healths[feed_id] = health
        rows = self.known.setdefault(feed_id, {})
        for intent in intents:
            made = intent.entry
            number = intent.known_id or EntryId(feed_id * 1000 + len(rows))
            rows[made.guid] = KnownEntry(
                number, made.guid, made.content_hash, made.url, made.title, None, intent.sort_at, intent.first_seen
            )
        done.set_result(None)
        return done

    @property
    def doors(self) -> LibraryDoors:
        """What a refresh gets to see."""
        return LibraryDoors(
            feeds=lambda: tuple(self.feeds),
            healths=self._healths,
            known_entries=lambda feed_id: self.known.get(feed_id, {}),
            retired=lambda feed_id, guids: (),
            store=self.store,
        )

    def _healths(self) -> Future[Mapping[FeedId, FeedHealth]]:
        done: Future[Mapping[FeedId, FeedHealth]] = Future()
        done.set_result(dict(self.healths))
        return done


class Bench:
    """A refresher with everything around it."""

    def __init__(self, answers: dict[str, Any], **settings: Any) -> None:
        self.source = FakeSource(answers)
        self.shelf = Shelf(list(answers))
        self.clock = StillClock()
        self.pool = FakePool()
        sources = Sources({"http": self.source, "https": self.source})
        config = RefreshConfig(**settings)
        self.refresher = Refresher(config, self.clock, self.pool, self.shelf.doors, sources=sources)

    def run(self, *, force: bool = False, on_progress: Callable[[Progress], None] | None = None) -> RefreshReport:
        """Refresh everything and wait."""
        return self.refresher.refresh(force=force, on_progress=on_progress).done.result(30)

    def health(self, number: int) -> FeedHealth:
        """How feed `number` fares, counted from 1."""
        return self.shelf.healths[FeedId(number)]


@pytest.fixture
def bench() -> Iterator[Callable[..., Bench]]:
    """Make benches, and close them."""
    made: list[Bench] = []

    def make(answers: dict[str, Any], **settings: Any) -> Bench:
        made.append(Bench(answers, **settings))
        return made[-1]

    yield make
    for each in made:
        each.refresher.close()
        each.pool.close()
        assert each.source.closed or not each.source.asked


Bencher = Callable[..., Bench]


def test_what_is_due_is_fetched_parsed_and_stored(bench: Bencher) -> None:
    work = bench({"https://a/1": b"one two", "https://b/1": b"three"})
    steps: list[Progress] = []
    report = work.run(on_progress=steps.append)
    assert (report.checked, report.new, report.failures, report.cancelled) == (2, 3, (), False)
    assert sorted(work.shelf.known[FeedId(1)]) == ["one", "two"]
    assert [(step.done, step.total) for step in steps] == [(1, 2), (2, 2)]
    assert steps[-1].new == 3
    assert work.health(1).succeeded == NOW


def test_the_second_time_nothing_is_due_and_then_nothing_is_new(bench: Bencher) -> None:
    work = bench({"https://a/1": b"one two"})
    work.run()
    assert work.run() == RefreshReport()
    work.clock.time += 2 * HOUR
    report = work.run()
    assert (report.checked, report.not_modified, report.new) == (1, 1, 0)
    assert work.pool.parsed == 1


def test_a_person_may_ask_before_it_is_due(bench: Bencher) -> None:
    work = bench({"https://a/1": b"one"})
    work.run()
    work.source.answers["https://a/1"] = b"one two"
    report = work.run(force=True)
    assert (report.checked, report.new, report.updated) == (1, 1, 0)


def test_only_the_named_feeds_are_asked(bench: Bencher) -> None:
    work = bench({"https://a/1": b"one", "https://b/1": b"two"})
    report = work.refresher.refresh([FeedId(2)]).done.result(30)
    assert report.checked == 1 and work.source.asked == ["https://b/1"]


def test_a_paused_feed_is_asked_only_by_name(bench: Bencher) -> None:
    work = bench({"https://a/1": b"one", "https://b/1": b"two"})
    work.shelf.feeds[0] = replace(work.shelf.feeds[0], settings=FeedSettings(paused=True))
    assert work.run(force=True).checked == 1 and work.source.asked == ["https://b/1"]
    assert work.refresher.refresh([FeedId(1)], force=True).done.result(30).new == 1


def test_a_feed_may_have_an_interval_of_its_own(bench: Bencher) -> None:
    work = bench({"https://a/1": b"one", "https://b/1": b"two"}, interval=60)
    work.shelf.feeds[0] = replace(work.shelf.feeds[0], settings=FeedSettings(interval=24 * 60))
    work.run()
    work.clock.time += 2 * HOUR
    assert work.run().checked == 1
    work.clock.time += 23 * HOUR
    assert work.run().checked == 2


def test_a_feed_fails_alone_and_keeps_what_it_had(bench: Bencher) -> None:
    async def explode() -> bytes:
        raise LookupError("a mistake")

    work = bench(
        {
            "https://a/1": b"one",
            "https://b/1": failure("reset", "the server broke the connection off", hint="Later."),
            "https://c/1": b"!",
            "https://d/1": b"?",
            "https://e/1": explode,
            "https://f/1": b"two",
            "gopher://g/1": b"",
            "https://h/1": b"three",
        }
    )
    work.shelf.broken.add(FeedId(8))
    work.shelf.healths[FeedId(3)] = FeedHealth(etag='"old"', body_hash="old", due=0)
    report = work.run()
    told = dict(report.failures)
    assert set(told) == {"Feed 2", "Feed 3", "Feed 4", "Feed 5", "Feed 7", "Feed 8"}
    assert told["Feed 2"] == "the server broke the connection off. Later."
    assert "LookupError" in told["Feed 5"] and "gopher" in told["Feed 7"]
    assert (report.checked, report.new) == (8, 2)
    health = work.health(3)
    assert (health.etag, health.body_hash, health.failures) == ('"old"', "old", 1)
    assert health.error and health.due == NOW + PLAN.gap


def test_hosts_are_asked_side_by_side_and_their_feeds_in_turn(bench: Bencher) -> None:
    work = bench({f"https://host{n % 10}/{n}": b"x" for n in range(50)}, hosts=4)
    report = work.run()
    assert report.checked == 50 and work.source.most_at_once <= 4
    for host in range(10):
        mine = [url for url in work.source.asked if f"host{host}/" in url]
        assert mine == [f"https://host{host}/{n}" for n in range(host, 50, 10)]


def test_waiting_documents_are_bounded(bench: Bencher, monkeypatch: pytest.MonkeyPatch) -> None:
    """While no parser answers, fetching stops instead of piling up bodies."""
    work = bench({f"https://host{n}/1": f"body{n}".encode() for n in range(40)}, hosts=3)
    gate: list[Future[ParsedFeed]] = []
    enough = threading.Event()

    def hold(_job: ParseJob) -> Future[ParsedFeed]:
        gate.append(Future())
        if len(gate) == 2 * work.pool.workers:
            enough.set()
        return gate[-1]

    monkeypatch.setattr(work.pool, "submit", hold)
    run = work.refresher.refresh()
    assert enough.wait(20)
    asyncio.run(asyncio.sleep(0.05))
    assert len(gate) == 2 * work.pool.workers
    assert len(work.source.asked) <= 2 * work.pool.workers + 3
    run.cancel()
    assert run.done.result(20).cancelled


def test_offline_is_said_once_and_counts_against_nobody(bench: Bencher) -> None:
    work = bench({f"https://host{n}/1": failure("dns", "no server has this name") for n in range(60)}, hosts=2)
    report = work.run()
    assert report.offline and len(report.failures) == 1 and report.failures[0][0] == ""
    assert work.shelf.stored == []
    assert len(work.source.asked) < 20


def test_a_name_that_is_gone_is_a_failure_when_others_answer(bench: Bencher) -> None:
    work = bench(
        {
            "https://a/1": failure("dns", "no server has this name"),
            "https://b/1": failure("unreachable", "away"),
            "https://c/1": b"one",
        },
        hosts=1,
    )
    report = work.run()
    assert not report.offline
    assert {name for name, _ in report.failures} == {"Feed 1", "Feed 2"}
    assert work.health(1).failures == 1


def test_a_single_feed_that_cannot_be_reached_is_its_own_failure(bench: Bencher) -> None:
    work = bench({"https://a/1": failure("dns", "no server has this name")})
    report = work.run()
    assert not report.offline and report.failures[0][0] == "Feed 1"


def test_a_login_page_in_place_of_several_feeds_stops_the_refresh(bench: Bencher) -> None:
    work = bench({f"https://host{n}/1": b"? login" for n in range(30)}, hosts=1)
    report = work.run()
    assert report.offline and len(report.failures) == 1
    assert work.shelf.stored == [] and len(work.source.asked) <= 10


def test_pages_of_their_own_are_failures_of_their_feeds(bench: Bencher) -> None:
    work = bench({f"https://host{n}/1": f"? page{n}".encode() for n in range(4)})
    report = work.run()
    assert not report.offline and len(report.failures) == 4 and work.health(1).failures == 1


def test_a_host_that_asks_two_feeds_to_wait_is_left_alone(bench: Bencher) -> None:
    def busy() -> Failed:
        error = failure("wait", "too many requests")
        return Failed(error, FeedHealth(error="wait", retry_after=NOW + 2 * HOUR, due=NOW + 2 * HOUR))

    work = bench({f"https://a/{n}": busy() for n in range(6)} | {"https://b/1": b"one"})
    report = work.run()
    assert [url for url in work.source.asked if "//a/" in url] == ["https://a/0", "https://a/1"]
    assert report.checked == 3 and report.new == 1
    assert work.health(6).due == NOW + 2 * HOUR and work.health(6).failures == 0


def test_a_wish_to_wait_holds_for_a_person_too(bench: Bencher) -> None:
    work = bench({"https://a/1": b"one"})
    work.shelf.healths[FeedId(1)] = FeedHealth(retry_after=NOW + HOUR)
    assert work.run(force=True).checked == 0
    work.shelf.healths[FeedId(1)] = FeedHealth(retry_after=NOW + 2 * DAY)
    assert work.run(force=True).checked == 1


def test_gone_feeds_are_left_alone(bench: Bencher) -> None:
    work = bench({"https://a/1": b"one"})
    work.shelf.healths[FeedId(1)] = FeedHealth(gone=True)
    assert work.run().checked == 0
    assert work.run(force=True).checked == 1


def test_what_a_feed_asks_for_is_kept(bench: Bencher) -> None:
    work = bench({"https://a/1": b"ttl"})
    work.run()
    assert work.health(1).due == NOW + 3 * HOUR and work.health(1).ttl == 3 * HOUR


def test_a_move_is_reported_from_the_second_day(bench: Bencher) -> None:
    work = bench({"https://a/1": b"one"})
    fresh = FeedHealth(moved_to="https://b/1", moved_days=2, moved_seen=NOW)
    work.source.answers["https://a/1"] = Fetched(b"one", "", None, "https://b/1", fresh)
    assert work.run().moved == ((FeedId(1), "https://b/1"),)
    work.source.answers["https://a/1"] = NotModified(fresh)
    assert work.run(force=True).moved == ((FeedId(1), "https://b/1"),)


def test_cancelling_reports_what_was_done(bench: Bencher) -> None:
    stuck = asyncio.Event

    async def never() -> bytes:
        await stuck().wait()
        return b""

    work = bench({"https://a/1": b"one", "https://b/1": never, "https://c/1": never})
    seen = threading.Event()
    run = work.refresher.refresh(on_progress=lambda _: seen.set())
    assert seen.wait(20)
    run.cancel()
    report = run.done.result(20)
    assert report.cancelled and report.new == 1
    run.cancel()
    assert work.refresher.refresh([FeedId(1)], force=True).done.result(20).checked == 1


def test_two_refreshes_do_not_ask_the_same_feed_at_once(bench: Bencher) -> None:
    release = threading.Event()

    async def slow() -> bytes:
        await asyncio.to_thread(release.wait, 20)
        return b"one"

    work = bench({"https://a/1": slow, "https://b/1": b"two"})
    first = work.refresher.refresh()
    while "https://a/1" not in work.source.asked:
        threading.Event().wait(0.01)
    second = work.refresher.refresh(force=True).done.result(20)
    release.set()
    assert first.done.result(20).checked == 2
    assert second.checked == 0
    assert work.source.asked.count("https://a/1") == 1


def test_closing_in_the_middle_does_not_hang(bench: Bencher) -> None:
    async def never() -> bytes:
        await asyncio.Event().wait()
        return b""

    work = bench({"https://a/1": never})
    run = work.refresher.refresh()
    while not work.source.asked:
        threading.Event().wait(0.01)
    work.refresher.close()
    assert run.done.result(10).cancelled
    assert work.refresher.refresh().done.cancelled()
    assert not [each for each in threading.enumerate() if each.name == "fetcher"]


def test_loading_one_address_stores_nothing(bench: Bencher) -> None:
    work = bench({"https://a/1": b"one two"})
    loaded = work.refresher.load_once("https://a/1").result(20)
    assert loaded.url == "https://a/1" and len(loaded.parsed.entries) == 2
    assert loaded.health.body_hash == body_hash(b"one two")
    assert work.shelf.stored == []


def test_a_page_leads_to_its_feed_with_one_more_request(bench: Bencher) -> None:
    work = bench({"https://a/": b"?https://a/feed", "https://a/feed": b"one"})
    loaded = work.refresher.load_once("https://a/").result(20)
    assert loaded.url == "https://a/feed" and work.source.asked == ["https://a/", "https://a/feed"]
    with pytest.raises(NotAFeedError):
        work.refresher.load_once("https://a/", follow_page=False).result(20)


def test_pages_that_lead_in_circles_end(bench: Bencher) -> None:
    work = bench({"https://a/": b"?https://a/"})
    with pytest.raises(NotAFeedError):
        work.refresher.load_once("https://a/").result(20)
    assert len(work.source.asked) == 2


def test_a_choice_of_feeds_is_left_to_the_person(bench: Bencher) -> None:
    work = bench({"https://a/": b"?https://a/news https://a/sport"})
    work.source.answers["https://a/"] = Fetched(b"?https://a/1 https://a/2", "", None, "https://a/", FeedHealth())
    with pytest.raises(NotAFeedError) as caught:
        work.refresher.load_once("https://a/").result(20)
    assert len(caught.value.feeds) == 2


def test_loading_fails_with_the_reason(bench: Bencher) -> None:
    work = bench({"https://a/1": failure("dns", "no server has this name")})
    with pytest.raises(FetchError, match="no server has this name"):
        work.refresher.load_once("https://a/1").result(20)
    with pytest.raises(FetchError, match="gopher"):
        work.refresher.load_once("gopher://a/1").result(20)
