"""One refresh: feeds asked host by host, documents parsed elsewhere, decisions handed to the library.

What is in the air is bounded: so many hosts at a time, so many documents waiting for a parser. A feed that fails,
whatever the reason, fails alone. Everything runs on the fetcher's event loop.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, TypeVar

from termnews.config import RefreshConfig
from termnews.model.changes import NOTHING, ChangeSet
from termnews.model.clock import Clock
from termnews.model.entry import EntryFlags, EntryIntent, KnownEntry
from termnews.model.errors import FetchError, NotAFeedError, ParseError, TermnewsError
from termnews.model.feed import Failed, Feed, FeedHealth, Fetched, FetchOutcome, NotModified, ParsedFeed
from termnews.model.ids import FeedId
from termnews.net.caching import Plan, accepted_move, failed, logged, may_ask, read_well, rescheduled
from termnews.services.clock import LocalZone
from termnews.services.decide import Decision, decide
from termnews.services.doubts import Doubts
from termnews.services.parsing import ParserPool, job_for
from termnews.services.progress import Progress, RefreshReport
from termnews.sources.base import Sources, is_local, scheme_of
from termnews.sources.files import path_of

_Value = TypeVar("_Value")
Promised: TypeAlias = Future[_Value] | _Value
"""A value, or the future that will bring it."""

log = logging.getLogger("termnews.refresh")

OFFLINE: Final = "no server can be reached: offline?"
PORTAL: Final = "the same web page stands in place of several feeds: does the network want a login?"
_PATIENCE: Final = 2
"""Feeds of one host that may be told to wait before the others of it are not asked at all."""


@dataclass(frozen=True, slots=True)
class LibraryDoors:
    """What a refresh needs of the library, and nothing more; called on the fetcher's thread."""

    feeds: Callable[[], Promised[Iterable[Feed]]]
    """The subscriptions."""
    healths: Callable[[], Promised[Mapping[FeedId, FeedHealth]]]
    known_entries: Callable[[FeedId], Promised[Mapping[str, KnownEntry]]]
    """What is stored of a feed, by guid."""
    retired: Callable[[FeedId, Sequence[str]], Promised[Collection[str]]]
    """Those of the guids whose articles had their time."""
    store: Callable[[FeedId, ParsedFeed | None, Sequence[EntryIntent], FeedHealth, int], Promised[object]]
    """Write what one check of a feed brought, in one transaction; without a document only its health.

    Gives a `ChangeSet` with what the rules did.
    """


async def promised(value: Promised[_Value]) -> _Value:
    """Wait for a value that may be a future."""
    return await asyncio.wrap_future(value) if isinstance(value, Future) else value


class RefreshRound:
    """Ask a number of feeds once."""

    def __init__(
        self,
        doors: LibraryDoors,
        sources: Sources,
        pool: ParserPool,
        clock: Clock,
        config: RefreshConfig,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        """Take the means; nothing happens yet."""
        self._doors = doors
        self._sources = sources
        self._pool = pool
        self._clock = clock
        self._plan = Plan(config.interval * 60, config.learn)
        self._on_progress = on_progress
        self._hosts = asyncio.Semaphore(config.hosts)
        self._parsing = asyncio.Semaphore(pool.workers * 2)
        self._doubts = Doubts()
        self._report = RefreshReport()
        self._total = self._done = 0
        self._healths: Mapping[FeedId, FeedHealth] = {}

    async def run(self, feeds: Sequence[Feed], healths: Mapping[FeedId, FeedHealth], *, force: bool) -> RefreshReport:
        """Check those that may be asked now; being cancelled ends it early, with a report of what was done."""
        now = self._now()
        self._healths = healths
        chosen = [feed for feed in feeds if may_ask(self._health(feed), now, force=force)]
        self._total = len(chosen)
        lanes: dict[str, list[Feed]] = {}
        for feed in chosen:
            lanes.setdefault(self._lane_of(feed), []).append(feed)
        try:
            async with asyncio.TaskGroup() as group:
                for name, members in lanes.items():
                    group.create_task(self._walk(name, members))
        except asyncio.CancelledError:
            if (task := asyncio.current_task()) is not None:
                task.uncancel()
            self._report = replace(self._report, cancelled=True)
        await self._settle()
        return self._report

    async def _walk(self, lane: str, feeds: Sequence[Feed]) -> None:
        """Check the feeds of one host, one after another; parsing and storing overlap with the next request."""
        told_to_wait: list[int] = []
        async with asyncio.TaskGroup() as group:
            for feed in feeds:
                if len(told_to_wait) >= _PATIENCE:
                    await self._guard(feed, self._put_off(feed, min(told_to_wait)))
                    continue
                outcome = await self._guard(feed, self._fetch(feed))
                if isinstance(outcome, Fetched):
                    group.create_task(self._finish(feed, lane, outcome))
                elif outcome is not None:
                    await self._guard(feed, self._note(feed, lane, outcome))
                if isinstance(outcome, Failed) and outcome.health.retry_after is not None:
                    told_to_wait.append(outcome.health.retry_after)

    async def _fetch(self, feed: Feed) -> FetchOutcome | None:
        """Ask; None when the refresh is given up.

        A document comes with the right to be parsed, so that only few wait for it in memory.
        """
        now = self._now()
        try:
            source = self._sources.of(feed.url)
            await source.ready(feed.url)
        except FetchError as error:
            return Failed(error, failed(self._health(feed), error, now, self._plan))
        async with self._hosts:
            if not is_local(feed.url) and (self._doubts.offline() or self._doubts.portal()):
                return None
            outcome = self._on_time(feed, await source.fetch(feed.url, self._health(feed), now))
            if isinstance(outcome, Fetched):
                await self._parsing.acquire()
        return outcome

    def _on_time(self, feed: Feed, outcome: FetchOutcome) -> FetchOutcome:
        """An outcome with the next check as the person wants it for this feed."""
        if feed.settings.interval is None or isinstance(outcome, Failed) or is_local(feed.url):
            return outcome
        return replace(outcome, health=rescheduled(outcome.health, self._plan_of(feed)))

    def _plan_of(self, feed: Feed) -> Plan:
        """How often a feed is checked: as the person wants it for this feed, else as for all."""
        minutes = feed.settings.interval
        if is_local(feed.url) or minutes is not None:
            return Plan(self._plan.interval if minutes is None else minutes * 60, learn=False)
        return self._plan

    async def _finish(self, feed: Feed, lane: str, fetched: Fetched) -> None:
        try:
            await self._guard(feed, self._read(feed, lane, fetched))
        finally:
            self._parsing.release()

    async def _read(self, feed: Feed, lane: str, fetched: Fetched) -> None:
        """Parse a document, decide what it means, and have it stored."""
        now = self._now()
        await self._met(feed)
        try:
            parsed = await asyncio.wrap_future(self._pool.submit(job_for(fetched, now, name=name_of(feed.url))))
        except ParseError as error:
            await self._unread(feed, lane, fetched, error)
            return
        health = read_well(fetched.health, parsed, now, self._plan_of(feed))
        known = await promised(self._doors.known_entries(feed.id))
        strange = [entry.guid for entry in parsed.entries if entry.guid not in known]
        retired = await promised(self._doors.retired(feed.id, strange)) if strange else ()
        decision = decide(known, parsed, feed.id, now, LocalZone(), retired)
        health = logged(health, now, _brought(decision))
        changes = await self._store(feed, parsed, decision, health)
        report = self._report
        self._report = replace(
            report,
            new=report.new + decision.new,
            updated=report.updated + decision.updated,
            hidden=report.hidden
            + sum(EntryFlags.HIDDEN in changes.flags.get(one, EntryFlags.NONE) for one in changes.added),
            notices=report.notices + changes.notices,
        )
        self._succeed(feed, health)

    async def _unread(self, feed: Feed, lane: str, fetched: Fetched, error: ParseError) -> None:
        outcome = Failed(error, failed(self._health(feed), error, self._now(), self._plan))
        if isinstance(error, NotAFeedError) and not is_local(feed.url):
            self._doubts.hold_page(feed, lane, outcome, fetched.health.body_hash or "")
        else:
            await self._count_failure(feed, outcome)

    async def _note(self, feed: Feed, lane: str, outcome: NotModified | Failed) -> None:
        """Take an answer that brought no document."""
        if isinstance(outcome, Failed):
            if is_local(feed.url) or not self._doubts.hold(feed, lane, outcome):
                await self._met(feed)
                await self._count_failure(feed, outcome)
            return
        await self._met(feed)
        await self._store(feed, None, Decision(), logged(outcome.health, self._now(), "unchanged"))
        self._report = replace(self._report, not_modified=self._report.not_modified + 1)
        self._succeed(feed, outcome.health)

    def _succeed(self, feed: Feed, health: FeedHealth) -> None:
        if (moved := accepted_move(health)) is not None:
            self._report = replace(self._report, moved=(*self._report.moved, (feed.id, moved)))
        self._step(feed)

    async def _met(self, feed: Feed) -> None:
        """A server answered, so this machine is not offline: earlier failures to reach others were theirs."""
        if is_local(feed.url):
            return
        for other, failure in self._doubts.meet():
            await self._count_failure(other, failure)

    async def _count_failure(self, feed: Feed, outcome: Failed) -> None:
        error = outcome.error
        told = f"{error.what.rstrip('.')}. {error.hint}" if error.hint else error.what
        await self._store(feed, None, Decision(), logged(outcome.health, self._now(), told))
        self._report = replace(self._report, failures=(*self._report.failures, (feed.name, told)))
        self._step(feed)

    async def _put_off(self, feed: Feed, until: int) -> None:
        """Leave a feed for later because its host asked two others to wait."""
        health = self._health(feed)
        await self._store(feed, None, Decision(), replace(health, due=max(health.due, until)))
        self._step(feed, asked=False)

    async def _settle(self) -> None:
        """Judge what was held back, now that everybody was asked."""
        over = not self._report.cancelled
        offline, portal = self._doubts.offline(over=over), self._doubts.portal()
        for feed, failure in self._doubts.settle(over=over):
            await self._guard(feed, self._count_failure(feed, failure))
        if offline or portal:
            line = ("", OFFLINE if offline else PORTAL)
            self._report = replace(self._report, failures=(*self._report.failures, line), offline=True)

    async def _store(self, feed: Feed, parsed: ParsedFeed | None, decision: Decision, health: FeedHealth) -> ChangeSet:
        """Have it written; once begun it is not broken off."""
        written = self._doors.store(feed.id, parsed, decision.intents, health, self._now())
        done = await asyncio.shield(asyncio.wrap_future(written)) if isinstance(written, Future) else written
        return done if isinstance(done, ChangeSet) else NOTHING

    async def _guard(self, feed: Feed, work: Awaitable[_Value]) -> _Value | None:
        """Do one step of one feed; whatever goes wrong in it is that feed's failure alone."""
        try:
            return await work
        except Exception as error:  # boundary: one feed, whatever it is, never ends the refresh of the others
            log.exception("a step of a refresh failed")
            told = str(error) if isinstance(error, TermnewsError) else f"a mistake in termnews ({type(error).__name__})"
            self._report = replace(self._report, failures=(*self._report.failures, (feed.name, told)))
            self._step(feed)
            return None

    def _step(self, feed: Feed, *, asked: bool = True) -> None:
        self._done += 1
        report = self._report = replace(self._report, checked=self._report.checked + asked)
        if self._on_progress is not None:
            failures = len(report.failures)
            self._on_progress(Progress(self._done, self._total, feed.name, failures, report.new))

    def _lane_of(self, feed: Feed) -> str:
        try:
            return self._sources.of(feed.url).lane(feed.url)
        except FetchError:
            return feed.url

    def _health(self, feed: Feed) -> FeedHealth:
        return self._healths.get(feed.id) or FeedHealth()

    def _now(self) -> int:
        return int(self._clock.now())


def _brought(decision: Decision) -> str:
    parts = [
        f"{decision.new:,} new" if decision.new else "",
        f"{decision.updated:,} updated" if decision.updated else "",
    ]
    return ", ".join(filter(None, parts)) or "read, nothing new"


def name_of(url: str) -> str:
    """The file name of a local address; empty for all others."""
    return path_of(url).name if scheme_of(url) == "file" else ""
