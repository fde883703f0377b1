"""The screens that open above the panes, and what comes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from textual.app import App

from termnews.config import Config
from termnews.model.facets import Tally
from termnews.tui.commands.keymap import Keymap
from termnews.tui.commands.registry import Command
from termnews.tui.ports import SessionPort
from termnews.tui.screens import about, line
from termnews.tui.screens.desk import Desk
from termnews.tui.screens.finder import FinderScreen
from termnews.tui.screens.help import for_help, for_palette
from termnews.tui.screens.prompt import ChooseScreen
from termnews.tui.screens.themes import ThemeScreen, names
from termnews.tui.screens.work import Work
from termnews.tui.widgets.sidebar import SideRow


class OverlayHost(Protocol):
    """What opening a screen needs."""

    session: SessionPort
    config: Config
    desk: Desk
    keymap: Keymap
    commands: tuple[Command, ...]

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

    def run_command(self, command: Command, argument: str = "") -> None:
        """Run a command."""
        ...

    def side_rows(self) -> Sequence[SideRow]:
        """Places, folders and feeds."""
        ...

    def press_tag(self, tag: str) -> None:
        """Do what a click on a tag does."""
        ...

    def choose_row(self, row: SideRow) -> None:
        """List one of them."""
        ...


async def show(host: OverlayHost, name: str) -> None:
    """Open one of the screens by its name and act on what it gives. Runs in a worker."""
    await OVERLAYS[name](host)


async def _help(host: OverlayHost) -> None:
    rows = for_help(host.commands, host.keymap, host.desk.pane)
    items = [found for found, _ in rows]
    screen = FinderScreen("Keys", items, hint="type to search: a key, a word", keys_first=True)
    chosen = await host.app.push_screen_wait(screen)
    if chosen is not None:
        host.run_command(rows[chosen][1])


async def _palette(host: OverlayHost) -> None:
    usable = (command for command in host.commands if command.when(host.desk) and command.id != "app.palette")
    rows = for_palette(usable, host.keymap, host.side_rows())
    screen = FinderScreen("Commands", [found for found, _ in rows], hint="type a command, or where to go")
    chosen = await host.app.push_screen_wait(screen)
    if chosen is None:
        return
    meant = rows[chosen][1]
    if isinstance(meant, Command):
        host.run_command(meant)
    else:
        host.choose_row(meant)


async def _command_line(host: OverlayHost) -> None:
    usable = [command for command in host.commands if command.when(host.desk)]
    typed = await host.app.push_screen_wait(line.LineScreen(usable, host.desk, host.desk.learn_names))
    if typed is None or not typed.strip():
        return
    command, argument = line.read(typed)
    if command is None:
        host.desk.say(f"There is no command “{typed.strip()}”", problem=True)
    else:
        host.run_command(command, argument)


async def _failing(host: OverlayHost) -> None:
    feeds = {feed.id: feed for feed in await asyncio.wrap_future(host.session.feeds())}
    healths = await asyncio.wrap_future(host.session.healths())
    sick = [(feeds[feed_id], health) for feed_id, health in healths.items() if health.error and feed_id in feeds]
    if not sick:
        host.desk.say("All feeds could be read")
        return
    sick.sort(key=lambda pair: pair[0].name.casefold())
    options = [(feed.name, about.trouble(health, host.now)) for feed, health in sick]
    chosen = await host.app.push_screen_wait(ChooseScreen("Feeds that failed", options))
    if chosen is not None:
        feed = sick[chosen][0]
        host.choose_row(SideRow("feed", str(feed.id), feed.name))


async def _about_article(host: OverlayHost) -> None:
    headline = host.desk.current
    article = await asyncio.wrap_future(host.session.article(headline.id)) if headline else None
    if article is not None:
        deeds = await asyncio.wrap_future(host.session.rules.deeds(article.headline.id))
        copies = await asyncio.wrap_future(host.session.copies.of(article.headline.id))
        also = [("Also in", copy.feed_title) for copy in copies]
        facts = [*about.of_article(article), *also, *about.of_deeds(deeds, host.now)]
        tag = await host.app.push_screen_wait(about.AboutScreen(article.headline.title, facts))
        if tag is not None:
            host.press_tag(tag)


async def _about_feed(host: OverlayHost) -> None:
    ids = host.desk.sources.feed_ids
    feeds = {feed.id: feed for feed in await asyncio.wrap_future(host.session.feeds())}
    healths = await asyncio.wrap_future(host.session.healths())
    counts = await asyncio.wrap_future(host.session.counts())
    if len(ids) == 1 and ids[0] in feeds:
        feed = feeds[ids[0]]
        facts = about.of_feed(
            feed, healths.get(feed.id), counts.feeds.get(feed.id, Tally()), host.now, host.desk.config
        )
        await host.app.push_screen_wait(about.AboutScreen(feed.name, facts))
        return
    failing = [(feeds[feed_id].name, healths[feed_id].error or "") for feed_id in ids if feed_id in healths]
    facts = [("Feeds", str(len(ids))), *((name, error) for name, error in failing if error)]
    await host.app.push_screen_wait(about.AboutScreen("Folder", facts))


async def _feeds(host: OverlayHost) -> None:
    from termnews.tui.screens import feedsview  # with what it reports: the first list must not wait for it

    await feedsview.show(host)


async def _rules(host: OverlayHost) -> None:
    from termnews.tui.screens import rules

    await rules.show(host)


async def _themes(host: OverlayHost) -> None:
    name = host.desk.argument.strip()
    if name and name not in names(host.app):
        host.desk.say(f"There is no theme “{name}” · T shows all", problem=True)
        return
    if name:
        host.app.theme = name
    if name or await host.app.push_screen_wait(ThemeScreen(host.app)) is not None:
        host.session.set_preference("theme", host.app.theme)


OVERLAYS: Mapping[str, Callable[[OverlayHost], Awaitable[None]]] = {
    "palette": _palette,
    "help": _help,
    "line": _command_line,
    "themes": _themes,
    "failing": _failing,
    "feeds": _feeds,
    "rules": _rules,
    "about-article": _about_article,
    "about-feed": _about_feed,
}
"""Every screen that opens above the panes, by the name that commands give it."""
