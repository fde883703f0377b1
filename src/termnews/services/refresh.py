"""Refreshing: feeds that are due, or that a person wants now, on the fetcher's thread; and reading one address."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from termnews.config import RefreshConfig
from termnews.model.clock import Clock
from termnews.model.errors import NotAFeedError, TermnewsError
from termnews.model.feed import Failed, Feed, FeedHealth, Fetched, NotModified, ParsedFeed
from termnews.model.ids import FeedId
from termnews.net import causes, discover, guesses, sites
from termnews.net.caching import Plan, read_well
from termnews.net.client import HttpClient
from termnews.services.fetching import FetchThread, Running
from termnews.services.jobs import ArticleJob
from termnews.services.parsing import ParserPool, job_for
from termnews.services.progress import Progress, RefreshReport
from termnews.services.round import LibraryDoors, RefreshRound, name_of, promised
from termnews.services.targets import public
from termnews.sources.base import Sources, is_local
from termnews.sources.files import FileSource
from termnews.sources.samples import SampleSource
from termnews.sources.web import WebSource

T = TypeVar("T")

_PAGE_NAME = "page.html"
"""Tells the parser what it gets; a page's identity is its address."""


class RefreshRun:
    """A refresh that is under way."""

    def __init__(self, running: Running[RefreshReport]) -> None:
        """Stand for a refresh on the fetcher's thread."""
        self._running = running

    @property
    def done(self) -> Future[RefreshReport]:
        """What it brought, also when it was cancelled on the way; cancelled itself when it never began."""
        return self._running.done

    def cancel(self) -> None:
        """Stop it soon: what was decided is stored, nothing more is asked."""
        self._running.cancel()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document that was fetched and parsed, and not stored."""

    url: str
    """The address of the feed itself, when discovery led to it from a page."""
    parsed: ParsedFeed
    health: FeedHealth
    """To be stored with a new subscription, so that its next check is a conditional one."""


def usual_sources(config: RefreshConfig, client: HttpClient) -> Sources:
    """The sources of a running program: the web, files, and the samples."""
    web = WebSource(client, Plan(config.interval * 60, config.learn))
    return Sources({"http": web, "https": web, "file": FileSource(), "samples": SampleSource()})


class Refresher:
    """Fetch, parse, decide, and hand over to the library. Every method may be called from any thread."""

    def __init__(
        self,
        config: RefreshConfig,
        clock: Clock,
        pool: ParserPool,
        doors: LibraryDoors,
        *,
        sources: Sources | None = None,
    ) -> None:
        """Take the means; the thread starts with the first wish. The pool stays the caller's to close."""
        self._config = config
        self._clock = clock
        self._pool = pool
        self._doors = doors
        self._client = HttpClient(config)
        self._sources = sources or usual_sources(config, self._client)
        self._thread = FetchThread(self._sources.aclose)
        self._busy: set[FeedId] = set()

    def transfer(self, work: Callable[[HttpClient], Coroutine[Any, Any, T]]) -> Running[T]:
        """Run something that asks web servers on the fetcher's loop, by the client that feeds are fetched by."""
        return self._thread.submit(work(self._client))

    def refresh(
        self,
        feed_ids: Sequence[FeedId] | None = None,
        *,
        force: bool = False,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> RefreshRun:
        """Check feeds (None: all); without `force` only those that are due.

        `on_progress` is called on the fetcher's thread after each feed.
        """
        return RefreshRun(self._thread.submit(self._refresh(feed_ids, force, on_progress)))

    def load_once(self, url: str, *, follow_page: bool = True) -> Future[Loaded]:
        """Fetch and parse one address without storing anything.

        With `follow_page`, a page leads to the one feed it offers, at the price of a second request. The future raises
        `FetchError`, `ParseError`, or `NotAFeedError` with the feeds to choose from.
        """
        return self._thread.submit(self._load(url, follow_page)).done

    def read_once(self, url: str) -> Future[Loaded]:
        """Fetch and parse one address as it is: a web page that is no feed is read as an article.

        The future raises `FetchError` or `ParseError`.
        """
        return self._thread.submit(self._read(url)).done

    def changed_on_disk(self) -> Future[tuple[FeedId, ...]]:
        """Feeds on this machine's disk that are not as they were read last; nothing is parsed or stored."""
        return self._thread.submit(self._changed()).done

    def close(self) -> None:
        """Stop what runs and close all connections; may be called again."""
        self._thread.close()

    async def _refresh(
        self, feed_ids: Sequence[FeedId] | None, force: bool, on_progress: Callable[[Progress], None] | None
    ) -> RefreshReport:
        """Run one round; feeds that another round is just asking are left to it."""
        wanted = None if feed_ids is None else frozenset(feed_ids)
        feeds = await promised(self._doors.feeds())
        healths = await promised(self._doors.healths())
        asked = (feed for feed in feeds if feed.id in wanted) if wanted is not None else _not_paused(feeds)
        chosen = [feed for feed in asked if feed.id not in self._busy]
        ours = {feed.id for feed in chosen}
        self._busy |= ours
        try:
            one = RefreshRound(self._doors, self._sources, self._pool, self._clock, self._config, on_progress)
            return await one.run(chosen, healths, force=force)
        finally:
            self._busy -= ours

    async def _changed(self) -> tuple[FeedId, ...]:
        feeds = await promised(self._doors.feeds())
        healths = await promised(self._doors.healths())
        changed: list[FeedId] = []
        for feed in feeds:
            if is_local(feed.url):
                health = healths.get(feed.id) or FeedHealth()
                outcome = await self._sources.of(feed.url).fetch(feed.url, health, int(self._clock.now()))
                known_trouble = isinstance(outcome, Failed) and health.error is not None
                if not isinstance(outcome, NotModified) and not known_trouble:
                    changed.append(feed.id)
        return tuple(changed)

    async def _load(self, url: str, follow_page: bool) -> Loaded:
        if not follow_page:
            return await self._parse(url, await self._fetch(url))
        address = sites.well_known(url) or await self._looked_up(url) or url
        fetched = await self._fetch(address)
        try:
            return await self._parse(address, fetched)
        except NotAFeedError as page:
            offered = discover.best(page.feeds)
            if offered is not None:
                return await self._parse(offered, await self._fetch(offered))
            guessed = None if page.feeds or is_local(address) else await self._guessed(fetched)
            if guessed is None:
                raise
            return guessed

    async def _looked_up(self, url: str) -> str | None:
        """The feed of a page of a directory, which says it when it is asked."""
        lookup = sites.directory(url)
        return sites.looked_up((await self._fetch(lookup)).body) if lookup is not None else None

    async def _guessed(self, page: Fetched) -> Loaded | None:
        """The feed of a page that names none, if it has one where such pages have theirs."""
        for address in guesses.guesses(page.final_url, page.body):
            with contextlib.suppress(TermnewsError):
                await self._sources.of(address).ready(address)
                loaded = await self._parse(address, await self._fetch(address))
                if loaded.parsed.entries:
                    return loaded
        return None

    async def _read(self, url: str) -> Loaded:
        fetched = await self._fetch(url)
        try:
            return await self._parse(url, fetched)
        except NotAFeedError as page:
            if is_local(url):
                raise
            return await self._parse_page(url, fetched, page)

    async def _fetch(self, url: str) -> Fetched:
        outcome = await self._sources.of(url).fetch(url, FeedHealth(), int(self._clock.now()))
        if isinstance(outcome, Failed):
            raise outcome.error
        if not isinstance(outcome, Fetched):
            raise causes.failure("protocol", "nothing came", where=causes.place(url))
        return outcome

    def _plan_of(self, url: str) -> Plan:
        """How often what stands at an address is checked: what lies on this disk always may be."""
        return Plan(self._config.interval * 60, self._config.learn and not is_local(url))

    async def _parse(self, url: str, fetched: Fetched) -> Loaded:
        now = int(self._clock.now())
        parsed = await asyncio.wrap_future(self._pool.submit(job_for(fetched, now, name=name_of(url))))
        return Loaded(url, parsed, read_well(fetched.health, parsed, now, self._plan_of(url)))

    async def _parse_page(self, url: str, fetched: Fetched, page: NotAFeedError) -> Loaded:
        """Read a web page as one article; what it offers as feeds is worth a note."""
        from termnews.text.html import decode  # only here: the parser of pages is slow to come in

        now = int(self._clock.now())
        body = decode(fetched.body, fetched.charset).encode("utf-8-sig")
        job = ArticleJob(body, _PAGE_NAME, now, now, fetched.final_url)
        parsed = await asyncio.wrap_future(self._pool.submit(job))
        entries = tuple(
            replace(entry, guid=url, url=entry.url or fetched.final_url, file_time=None) for entry in parsed.entries[:1]
        )
        notes = (*parsed.notes, *_offering(url, page.feeds))
        parsed = replace(parsed, link=parsed.link or fetched.final_url, entries=entries, notes=notes)
        return Loaded(url, parsed, read_well(fetched.health, parsed, now, self._plan_of(url)))


def _not_paused(feeds: Iterable[Feed]) -> Iterator[Feed]:
    """The feeds that are checked without being named."""
    return (feed for feed in feeds if not feed.settings.paused)


def _offering(url: str, feeds: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Say in a line how to subscribe to what a page offers; nothing when it offers nothing."""
    if not feeds:
        return ()
    if len(feeds) == 1:
        return (f"the page offers a feed; to subscribe, press a or use: termnews add {feeds[0][0]}",)
    return (f"the page offers {len(feeds)} feeds; to choose one, press a and give its address: {public(url)}",)
