"""Feeds come and go: subscribing, reading aside, the samples, refreshing, and OPML both ways.

Compound work (fetch, then decide, then store) runs on threads of its own that may wait for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from termnews import query as queries
from termnews.config import Config
from termnews.formats.opml import OpmlDocument, Outline, parse_opml, write_opml
from termnews.library import Library, LibraryReader, NewFeed
from termnews.model.clock import Clock
from termnews.model.errors import FetchError, ParseError, TermnewsError
from termnews.model.feed import Feed, Shelf
from termnews.model.ids import FeedId
from termnews.net.client import HttpClient
from termnews.query import Query
from termnews.query.ast import InFeed, Or
from termnews.services.asking import Ask
from termnews.services.clock import LocalZone
from termnews.services.decide import decide
from termnews.services.fetching import Running
from termnews.services.parsing import ParserPool
from termnews.services.progress import Progress
from termnews.services.refresh import Loaded, Refresher, RefreshRun
from termnews.services.reports import ImportReport, OpenedAside, Preview, Subscribed
from termnews.services.round import LibraryDoors
from termnews.services.targets import feed_address, shown
from termnews.sources import samples
from termnews.sources.base import is_local
from termnews.sources.folder import read_regular

T = TypeVar("T")

OPML_BYTES = 32 << 20
"""Largest OPML file that is read."""


PREVIEWED = 12
"""Headlines that a preview names."""
PREVIEW_SECONDS = 900
"""How long a previewed document may be subscribed to without asking for it again."""


class Subscriptions:
    """Everything that is done with feeds. Methods may be called from any thread; futures come from its own."""

    def __init__(self, library: Library, read: Ask, config: Config, clock: Clock) -> None:
        """Take the means; nothing is fetched and no process starts before it is needed."""
        self._library = library
        self._read = read
        self._clock = clock
        self._pool = ParserPool()
        doors = LibraryDoors(
            feeds=lambda: read(self._followed),
            healths=lambda: read(lambda reader: reader.healths()),
            known_entries=lambda feed_id: read(lambda reader: reader.known_entries(feed_id)),
            retired=lambda feed_id, guids: read(lambda reader: reader.retired_guids(feed_id, guids)),
            store=lambda feed_id, parsed, intents, health, now: library.writer.store(
                feed_id, parsed, intents, health, now=now
            ),
        )
        self._refresher = Refresher(config.refresh, clock, self._pool, doors)
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="subscriptions")
        self._previewed: tuple[str, int, Loaded] | None = None
        self.aside: tuple[FeedId, ...] = ()
        """Feeds that were opened without subscribing, in this session."""

    def close(self) -> None:
        """Stop what runs; what was decided is stored."""
        self._refresher.close()
        self._pool.close()
        self._threads.shutdown(cancel_futures=True)

    def warm(self) -> None:
        """Start a parser process before it is needed."""
        self._pool.warm()

    def transfer(self, work: Callable[[HttpClient], Coroutine[Any, Any, T]]) -> Running[T]:
        """Run something that asks web servers on the fetcher's loop, among what feeds ask."""
        return self._refresher.transfer(work)

    def subscribe(self, target: str, *, folder: str, tags: Sequence[str], title: str | None) -> Future[Subscribed]:
        """Read a target and make it a feed of the library."""
        return self._threads.submit(self._subscribe, target, folder, tuple(tags), title)

    def preview(self, target: str) -> Future[Preview]:
        """Read a target and say what subscribing to it would bring; subscribing then does not ask for it again."""
        return self._threads.submit(self._preview, target)

    def open_aside(self, targets: Sequence[str]) -> Future[OpenedAside]:
        """Read targets without making them feeds of the library."""
        return self._threads.submit(self._open_aside, tuple(targets))

    def offer_samples(self) -> Future[bool]:
        """Put in the samples where there is no feed at all."""
        return self._threads.submit(self._offer_samples)

    def refresh(
        self, feed_ids: Sequence[FeedId] | None, *, force: bool, on_progress: Callable[[Progress], None] | None
    ) -> RefreshRun:
        """Check feeds for new articles."""
        self._library.writer.begin_refresh()
        return self._refresher.refresh(feed_ids, force=force, on_progress=on_progress)

    def refresh_local(self) -> Future[bool]:
        """Read again what changed on this machine's disk; whether anything had."""
        return self._threads.submit(self._refresh_local)

    def import_opml(self, path: Path) -> Future[ImportReport]:
        """Add what an OPML file names."""
        return self._threads.submit(self._import_opml, path)

    def export_opml(self) -> Future[bytes]:
        """Write the subscriptions as OPML."""
        return self._threads.submit(self._export_opml)

    # On the threads

    @property
    def _now(self) -> int:
        return int(self._clock.now())

    def _subscribe(self, target: str, folder: str, tags: tuple[str, ...], title: str | None) -> Subscribed:
        address = feed_address(target)
        present = self._feed_at(address)
        if present is not None and present.shelf is Shelf.LIBRARY:
            return Subscribed(present, 0, known=True)
        loaded = self._loaded(address, target)
        present = self._feed_at(loaded.url)
        if present is not None and present.shelf is Shelf.LIBRARY:
            return Subscribed(present, 0, known=True)
        self._withdraw_samples()
        feed, new = self._keep(loaded, NewFeed(loaded.url, "", title, folder.strip("/ "), tags))
        return Subscribed(feed, new, notes=loaded.parsed.notes)

    def _preview(self, target: str) -> Preview:
        address = feed_address(target)
        loaded = self._told(self._refresher.load_once(address), shown(target))
        self._previewed = (address, self._now, loaded)
        present = self._feed_at(loaded.url)
        dated = [(entry.title or entry.summary, entry.published or entry.updated) for entry in loaded.parsed.entries]
        dated.sort(key=lambda pair: -(pair[1] or 0))
        return Preview(
            loaded.url,
            loaded.parsed.title or loaded.url,
            len(dated),
            tuple(dated[:PREVIEWED]),
            known=present is not None and present.shelf is Shelf.LIBRARY,
            notes=loaded.parsed.notes,
        )

    def _loaded(self, address: str, target: str) -> Loaded:
        """A document to subscribe to: the one that was just previewed, else read now."""
        before, self._previewed = self._previewed, None
        if before is not None and before[0] == address and self._now - before[1] <= PREVIEW_SECONDS:
            return before[2]
        return self._told(self._refresher.load_once(address), shown(target))

    def _open_aside(self, targets: tuple[str, ...]) -> OpenedAside:
        opened: list[Feed] = []
        problems: list[str] = []
        # All are asked for before the first is waited for, so that one slow server holds up no other.
        for target, loading in [(target, self._begin(target)) for target in targets]:
            try:
                loaded = self._told(loading, shown(target))
                feed, _ = self._keep(loaded, NewFeed(loaded.url, shelf=Shelf.ASIDE))
            except TermnewsError as error:
                problems.append(str(error))
            else:
                opened.append(feed)
                problems.extend(f"{feed.name}: {note}" for note in loaded.parsed.notes)
        ids = tuple(dict.fromkeys(feed.id for feed in opened))
        self.aside = tuple(dict.fromkeys((*self.aside, *ids)))
        return OpenedAside(ids, _scope_of(opened), ", ".join(feed.name for feed in opened), tuple(problems))

    def _begin(self, target: str) -> Future[Loaded]:
        """Begin to read a target; a target that cannot be read at all is told in the same way as one that fails."""
        try:
            return self._refresher.read_once(feed_address(target))
        except TermnewsError as error:
            refused: Future[Loaded] = Future()
            refused.set_exception(error)
            return refused

    def _offer_samples(self) -> bool:
        if self._read(lambda reader: bool(reader.feeds())).result():
            return False
        loaded = self._told(self._refresher.load_once(samples.ADDRESS), samples.TITLE)
        self._keep(loaded, NewFeed(samples.ADDRESS, samples.TITLE, asked_for=False))
        return True

    def _withdraw_samples(self) -> None:
        """The samples make room for the first real feed, unless the person starred one of them."""
        present = self._feed_at(samples.ADDRESS)
        if present is None or present.shelf is not Shelf.LIBRARY:
            return
        starred = queries.both(queries.feed_is(samples.ADDRESS), queries.parse("is:starred"))
        if not self._read(lambda reader: reader.entry_ids(starred, self._now, limit=1)).result():
            self._library.writer.remove_feeds([present.id], now=self._now).result()

    def _followed(self, reader: LibraryReader) -> tuple[Feed, ...]:
        """The subscriptions, and what lies on this disk and was opened without subscribing in this session."""
        aside = (reader.feed(feed_id) for feed_id in self.aside)
        return (*reader.feeds(), *(feed for feed in aside if feed is not None and is_local(feed.url)))

    def _refresh_local(self) -> bool:
        changed = self._refresher.changed_on_disk().result()
        if changed:
            self._refresher.refresh(changed, force=True).done.result()
        return bool(changed)

    @staticmethod
    def _told(loading: Future[Loaded], where: str) -> Loaded:
        """Wait for a document; an error that does not say where gets the words of the person."""
        try:
            return loading.result()
        except TermnewsError as error:
            error.where = error.where or where
            raise

    def _keep(self, loaded: Loaded, new: NewFeed) -> tuple[Feed, int]:
        """Store what was loaded, as the feed `new`; gives the feed and how many articles were added."""
        writer, now = self._library.writer, self._now
        named = replace(new, title=loaded.parsed.title or new.title, site_url=loaded.parsed.link)
        (feed,) = writer.add_feeds([named], now=now).result()
        guids = [entry.guid for entry in loaded.parsed.entries]
        known, retired = self._read(
            lambda reader: (reader.known_entries(feed.id), reader.retired_guids(feed.id, guids))
        ).result()
        decision = decide(known, loaded.parsed, feed.id, now, LocalZone(), retired)
        writer.store(feed.id, loaded.parsed, decision.intents, loaded.health, now=now).result()
        return feed, decision.new

    def _feed_at(self, address: str) -> Feed | None:
        return self._read(lambda reader: reader.feed_by_url(address)).result()

    def _import_opml(self, path: Path) -> ImportReport:
        document = _opml_at(path)
        present = {feed.url for feed in self._read(lambda reader: reader.feeds()).result()}
        wanted = {outline.url: outline for outline in reversed(document.outlines)}
        new = [_new_feed(outline) for url, outline in reversed(wanted.items()) if url not in present]
        if new:
            self._withdraw_samples()
            self._library.writer.add_feeds(new, now=self._now).result()
        return ImportReport(len(new), len(wanted) - len(new), document.notes)

    def _export_opml(self) -> bytes:
        feeds = self._read(lambda reader: reader.feeds()).result()
        outlines = tuple(
            Outline(url=feed.url, title=feed.name, site_url=feed.site_url, folder=feed.folder, tags=feed.tags)
            for feed in feeds
            if not is_local(feed.url)
        )
        return write_opml("termnews", outlines, self._now)


def _new_feed(outline: Outline) -> NewFeed:
    return NewFeed(outline.url, outline.title, None, outline.folder, outline.tags, outline.site_url)


def _scope_of(feeds: Sequence[Feed]) -> Query:
    """A query for just these feeds."""
    named = tuple(InFeed(feed.url, exact=True) for feed in feeds)
    return Query(named[0] if len(named) == 1 else Or(named))


def _opml_at(path: Path) -> OpmlDocument:
    try:
        return parse_opml(_read_document(path))
    except ParseError as error:
        error.where = error.where or shown(path.name)
        raise


def _read_document(path: Path) -> bytes:
    try:
        data, _ = read_regular(path, OPML_BYTES)
    except ValueError as error:
        raise FetchError(str(error), where=shown(str(path)), hint="Pipe it in with `termnews import -`.") from error
    except OSError as error:
        raise FetchError(
            f"cannot be read ({error.strerror or error})", where=shown(str(path)), hint="Check the path."
        ) from error
    return data
