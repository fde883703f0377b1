"""What happens behind the first frame, and what an empty list has to say."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Collection
from concurrent.futures import Future
from functools import partial
from typing import Any, Protocol, cast, get_args

from textual.app import App

from termnews.config import Config
from termnews.model.feed import Feed
from termnews.model.ids import EntryId, FeedId
from termnews.query import EVERYTHING, Query, parse
from termnews.tui.commands.faces import Density
from termnews.tui.commands.keymap import Keymap
from termnews.tui.commands.registry import REGISTRY
from termnews.tui.ports import RefreshPort, SessionPort
from termnews.tui.screens import notices
from termnews.tui.screens.desk import Desk
from termnews.tui.screens.layout import Layout
from termnews.tui.screens.listing import Listing
from termnews.tui.screens.places import Place, named, stored
from termnews.tui.screens.reading import Reader
from termnews.tui.screens.searching import Search, words_of
from termnews.tui.screens.smartfolders import SmartFolderRows
from termnews.tui.screens.work import Work
from termnews.tui.widgets.headlines import Group, HeadlineList
from termnews.tui.widgets.querybar import QueryBar
from termnews.tui.widgets.sidebar import SideBar
from termnews.tui.widgets.status import StatusBar

AUTOMATIC = 300.0
"""Seconds between two looks for feeds that are due."""
CALM = 2.0
"""Seconds before the first look: the person's first keys come before anything that is fetched."""
TIDY = 3600.0
"""Seconds between two looks at what is due behind the screen, such as today's copy of the library."""
DISK = 5.0
"""Seconds between two looks at files and folders that are subscribed to."""
SAMPLES = "samples:"
"""Where the sample articles come from."""


class StartHost(Protocol):
    """What starting needs of the screen."""

    session: SessionPort
    config: Config
    listing: Listing
    reader: Reader
    search: Search
    folders: SmartFolderRows
    desk: Desk
    layout_of: Layout
    opened: Place | None
    running: RefreshPort | None
    notice: str | None
    told_problem: str
    """The last problem of tidying that was told, so that it is told once."""
    introducing: bool

    @property
    def keymap(self) -> Keymap:
        """The keys as they are."""
        ...

    def set_density(self, density: Density) -> None:
        """Give rows so much room."""
        ...

    def say_notice(self) -> None:
        """Show the notice."""
        ...

    @property
    def app(self) -> App[Any]:
        """The program."""
        ...

    @property
    def side(self) -> SideBar:
        """The side bar."""
        ...

    @property
    def headlines(self) -> HeadlineList:
        """The list."""
        ...

    @property
    def querybar(self) -> QueryBar:
        """The line for searching."""
        ...

    @property
    def status(self) -> StatusBar:
        """The line at the top."""
        ...

    def start(self, work: Work, group: str, *, exclusive: bool = True) -> None:
        """Do something behind the screen."""
        ...

    def begin_refresh(self, feed_ids: list[FeedId] | None, *, force: bool) -> None:
        """Check feeds."""
        ...

    def set_interval(self, interval: float, callback: Any) -> object:
        """Do something again and again."""
        ...


async def begin(host: StartHost) -> None:
    """Bring back what was left, list it, count, and look for feeds that are due."""
    wanted = ("panes", "scope", "cursor", "order", "closed", "group", "density")
    kept = dict(zip(wanted, await asyncio.gather(*(_preference(host, name) for name in wanted)), strict=True))
    host.layout_of.load(kept["panes"])
    before = stored(kept["scope"])
    listing = host.listing
    if host.opened is not None:
        listing.place = host.opened
    elif before is not None:
        listing.place, listing.refinement = before
    listing.order = _order(kept["order"])
    group, density = kept["group"], kept["density"]
    listing.group = cast(Group, group) if group in get_args(Group) else listing.group
    if density in get_args(Density):
        host.set_density(cast(Density, density))
    host.headlines.words = words_of(listing.refinement)
    host.querybar.show(str(listing.refinement))
    cursor = kept["cursor"]
    keep = EntryId(cursor) if isinstance(cursor, int) and host.opened is None else None
    if host.opened is None and not await asyncio.wrap_future(host.session.feeds()):
        await asyncio.to_thread(host.session.prepare)
        await asyncio.wrap_future(host.session.offer_samples())
    if listing.place.kind == "smart":
        await host.folders.learn()
        if listing.place.key not in (folder.name for folder in host.folders.all):
            listing.place = named("unread")
    await listing.load(keep)
    await count(host, feeds=True, closed=kept["closed"])
    await host.folders.learn()
    host.side.mark(listing.place.kind, listing.place.key)
    await host.search.learn()
    await asyncio.sleep(CALM)
    gc.freeze()  # all that stands by now stays; looking through it for garbage would be a frame of 30 ms
    await tidy(host)
    host.set_interval(TIDY, partial(host.start, partial(tidy, host), "tidy"))
    if host.config.refresh.automatic:
        await asyncio.to_thread(host.session.prepare)
        host.begin_refresh(None, force=False)
        host.set_interval(AUTOMATIC, lambda: host.begin_refresh(None, force=False))
        host.set_interval(DISK, DiskWatch(host.session).look)


async def tidy(host: StartHost) -> None:
    """Have done what is due behind the screen, and tell what went wrong."""
    problems = await asyncio.wrap_future(await asyncio.to_thread(lambda: host.session.keeping.tidy()))
    if problems and problems[0] != host.told_problem:
        host.told_problem = problems[0]
        host.desk.say(problems[0], problem=True)


class DiskWatch:
    """Looks at local files again and again, never twice at a time."""

    def __init__(self, session: SessionPort) -> None:
        """Look through this session."""
        self._session = session
        self._looking: Future[bool] | None = None

    def look(self) -> None:
        """Look, unless the last look is not over yet."""
        if self._looking is None or self._looking.done():
            self._looking = self._session.refresh_local()


def introduce(host: StartHost, feeds: Collection[Feed]) -> None:
    """While there is nothing but samples, say how to bring one's own news; not longer."""
    samples = host.opened is None and bool(feeds) and all(feed.url == SAMPLES for feed in feeds)
    if samples is host.introducing:
        return
    host.introducing, host.notice = samples, None
    if samples:
        ways = (
            ("feed.add", "add a feed, file or folder"),
            ("feed.import", "import OPML"),
            ("app.help", "all keys"),
        )
        told = [f"{host.keymap.label(REGISTRY[command_id])} {way}" for command_id, way in ways]
        host.notice = " · ".join(["Samples", *told])
    host.say_notice()


async def _preference(host: StartHost, name: str) -> object:
    return await asyncio.wrap_future(host.session.preference(name))


def _order(value: object) -> Query:
    return parse(value) if isinstance(value, str) and value.startswith("sort:") else EVERYTHING


async def count(host: StartHost, *, feeds: bool, closed: object = None) -> None:
    """Bring the side bar up to date; bursts of changes are counted once."""
    await asyncio.sleep(0.03)
    counts = await asyncio.wrap_future(host.session.counts())
    if feeds:
        known, healths = await asyncio.gather(
            asyncio.wrap_future(host.session.feeds()), asyncio.wrap_future(host.session.healths())
        )
        paths = [path for path in closed if isinstance(path, str)] if isinstance(closed, list) else None
        host.side.update(feeds=known, counts=counts, healths=healths, closed=paths)
        host.reader.marks.learn(known)
        introduce(host, known)
        host.status.update(failed=sum(bool(health.error) for health in healths.values()))
    else:
        host.side.update(counts=counts)
    place = host.listing.place
    host.status.update(unread=host.side.unread_of(place.kind, place.key))


async def follow(host: StartHost, run: RefreshPort, *, quiet: bool) -> None:
    """Wait for a refresh and say what it brought."""
    try:
        report = await asyncio.wrap_future(run.done)
    finally:
        host.running = None
        host.status.update(progress=None)
    failed = len(report.failures)
    await count(host, feeds=True)
    if quiet and not report.new:
        return
    parts = [f"{report.new:,} new" if report.new else "Nothing new"]
    if report.hidden:
        parts.append(f"{report.hidden:,} of them hidden by rules")
    if report.notices:
        parts.append(notices.told(report.notices))
    if report.cancelled:
        parts.append("stopped")
    if failed:
        name, why = report.failures[0]
        parts.append(f"{failed} failed ({name}: {why})" if failed == 1 else f"{failed} failed, the first {name}: {why}")
    host.desk.say(" · ".join(parts), problem=bool(failed) and not quiet)
