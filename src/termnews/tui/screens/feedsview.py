"""What comes of the feeds view: feeds listed, asked again, moved, set, removed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from textual.app import App

from termnews.config import Config
from termnews.model.feed import Feed
from termnews.net.caching import Plan
from termnews.services.feedreport import FeedLine, report
from termnews.tui.feedsetup import set_up
from termnews.tui.ports import SessionPort
from termnews.tui.screens.desk import Desk
from termnews.tui.screens.feeds import FeedsScreen, Wish
from termnews.tui.screens.work import Work
from termnews.tui.widgets.sidebar import SideRow

ORDER = "feeds-order"
"""Name of the preference that keeps the order."""


class FeedsHost(Protocol):
    """What the feeds view needs of the screen below."""

    session: SessionPort
    config: Config
    desk: Desk

    @property
    def app(self) -> App[Any]:
        """The program."""
        ...

    @property
    def now(self) -> int:
        """Epoch seconds."""
        ...

    def start(self, work: Work, group: str, *, exclusive: bool = True) -> None:
        """Do something behind the screen."""
        ...

    def choose_row(self, row: SideRow) -> None:
        """List a row of the side bar."""
        ...


async def show(host: FeedsHost) -> None:
    """Show the view until a feed is listed or it is left; what asks something of the person comes back to it."""
    at: FeedLine | None = None
    order = await asyncio.wrap_future(host.session.preference(ORDER))
    while True:
        screen = FeedsScreen(partial(_report, host), partial(_act, host), order=str(order or ""), at=at)
        wish = await host.app.push_screen_wait(screen)
        if screen.order != order:
            order = screen.order
            host.session.set_preference(ORDER, order)
        if wish is None:
            return
        at = wish.line
        if wish.act == "list":
            host.choose_row(SideRow("feed", str(at.feed.id), at.feed.name))
            return
        if wish.act == "remove":
            await _remove(host, at.feed)
        elif wish.act == "settings":
            await set_up(host.desk, [at.feed])


async def _report(host: FeedsHost) -> tuple[list[FeedLine], int]:
    session = host.session
    feeds, healths, stats = await asyncio.gather(
        asyncio.wrap_future(session.feeds()),
        asyncio.wrap_future(session.healths()),
        asyncio.wrap_future(session.feed_stats()),
    )
    plan = Plan(host.config.refresh.interval * 60, host.config.refresh.learn)
    return await asyncio.to_thread(report, feeds, healths, stats, host.now, plan), host.now


def _act(host: FeedsHost, wish: Wish) -> None:
    feed, health = wish.line.feed, wish.line.health
    if wish.act == "retry":
        host.desk.refresh((feed.id,))
        host.desk.say(f"Asking {feed.name}")
    elif wish.act == "accept" and not health.moved_to:
        host.desk.say(f"{feed.name} has not moved")
    elif wish.act == "accept":
        host.start(partial(_accept, host, feed, str(health.moved_to)), "move", exclusive=False)
    elif wish.act == "pause":
        paused = not feed.settings.paused
        change = host.session.configure([feed.id], partial(replace, paused=paused or None))
        host.desk.change(change, f"{feed.name} {'is paused' if paused else 'goes on'}")
    elif wish.act == "browser":
        host.desk.open_address(feed.site_url or feed.url)
    elif wish.act == "copy":
        host.desk.copy(feed.url, "Address copied")


async def _accept(host: FeedsHost, feed: Feed, url: str) -> None:
    await asyncio.wrap_future(host.session.move_feed(feed.id, url))
    host.desk.say(f"{feed.name} is fetched from {url} now · u undoes")


async def _remove(host: FeedsHost, feed: Feed) -> None:
    if await host.desk.confirm(f"Remove {feed.name}?", "Remove"):
        await asyncio.wrap_future(host.session.unsubscribe((feed.id,)))
        host.desk.say(f"Removed {feed.name} · u undoes")
