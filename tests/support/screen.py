"""The reader on a screen in memory: started, driven by keys, read back as text."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from termnews.config import Config, RefreshConfig
from termnews.library import Library
from termnews.query import Query
from termnews.services.session import Session
from termnews.tui.app import TermnewsApp
from termnews.tui.screens import finding, main, queryprompt, searching, smartfolders
from termnews.tui.screens.main import MainScreen
from tests.support.fake_session import FakeSession, FixedClock
from tests.support.libraries import NOW

PAUSES = (
    (main, "PREVIEW_PAUSE"),
    (searching, "PAUSE"),
    (finding, "PAUSE"),
    (smartfolders, "PAUSE"),
    (queryprompt, "PAUSE"),
)
"""Pauses of the reader that tests do without."""

QUIET = Config(refresh=RefreshConfig(automatic=False))


@dataclass
class Reader:
    """A running reader."""

    app: TermnewsApp
    session: FakeSession
    pilot: Pilot[None]

    @property
    def main(self) -> MainScreen:
        """The screen at the bottom."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    async def press(self, *keys: str) -> Reader:
        """Press keys one after another, each once all that the last one began is done."""
        for key in keys:
            driver = self.app._driver
            assert driver is not None
            event = _key_event(key)
            event.set_sender(self.app)
            driver.send_message(event)
            await self.settle()
        return self

    async def write(self, text: str) -> Reader:
        """Type text."""
        return await self.press(*("space" if character == " " else character for character in text))

    async def settle(self) -> Reader:
        """Wait until nothing is left to do but what waits for the person, here and at the writer of a real library."""
        await self._quiet()
        library = getattr(self.session, "_library", None)
        if library is not None and not library.read_only and not self.app._exit:
            await asyncio.wrap_future(library.writer.checkpoint())
            await self._quiet()
        return self

    async def _quiet(self) -> None:
        quiet = 0
        for _ in range(4000):
            await asyncio.sleep(0)
            if self.app._exit:
                break
            if self._pending():
                quiet = 0
            elif self._busy():
                quiet = 0
                await asyncio.sleep(0.001)
            else:
                quiet += 1
            if quiet == 3:
                self.app.screen._on_timer_update()
            if quiet == 6:
                break

    def _pending(self) -> bool:
        """Whether messages wait to be handled."""
        nodes = [self.app, *(node for screen in self.app.screen_stack for node in screen.walk_children(with_self=True))]
        waiting = [node._message_queue.qsize() + len(node._next_callbacks) for node in nodes]
        return max(waiting) > 0

    def _busy(self) -> bool:
        """Whether work goes on that does not wait for the person, or a screen has not been drawn."""
        asking = len(self.app.screen_stack) > 1
        waiting = {"command", "overlay"} if asking else set()
        if any(not refresh.done.done() for refresh in getattr(self.session, "refreshes", ())):
            waiting.add("refresh")
        working = any(not worker.is_finished and worker.group not in waiting for worker in self.app.workers)
        return working or not self.app.screen._compositor.size

    @property
    def lines(self) -> list[str]:
        """What is painted, line by line."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """What is painted."""
        return "\n".join(self.lines)

    @property
    def toasts(self) -> list[str]:
        """What the toasts say."""
        return [notification.message for notification in self.app._notifications]

    @property
    def title(self) -> str:
        """The headline under the cursor."""
        current = self.main.listing.current
        return current.title if current else ""

    async def click(self, x: int, y: int, times: int = 1) -> Reader:
        """Click on a cell."""
        for _ in range(times):
            for kind, button in ((events.MouseMove, 0), (events.MouseDown, 1), (events.MouseUp, 1)):
                self._mouse(kind, x, y, button)
        return await self.settle()

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> Reader:
        """Press the button on one cell, move, and let it go on another."""
        self._mouse(events.MouseDown, *start, 1)
        await self.settle()
        for x, y in ((start[0] + 1, start[1]), end):
            self._mouse(events.MouseMove, x, y, 1)
            await self.settle()
        self._mouse(events.MouseUp, *end, 1)
        return await self.settle()

    def _mouse(self, kind: type[events.MouseEvent], x: int, y: int, button: int) -> None:
        driver = self.app._driver
        assert driver is not None
        event = kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)
        event.set_sender(self.app)
        driver.send_message(event)


@asynccontextmanager
async def library_reader(
    path: Path,
    fill: Callable[[Library], object],
    size: tuple[int, int] = (120, 36),
    config: Config = QUIET,
) -> AsyncIterator[Reader]:
    """Run the reader in memory on a real library, which `fill` fills first unless it is there already."""
    clock = FixedClock(NOW)
    if not path.exists():  # noqa: ASYNC240 - before the reader starts
        with Library.open(path, now=NOW) as library:
            fill(library)
            library.writer.index_waiting().result(30)
    with Session(Config(library=str(path)), clock=clock) as session:
        async with reader(size, session=cast(FakeSession, session), config=config) as it:
            yield it


def _key_event(key: str) -> events.Key:
    """A key press as the driver would send it."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(key, character)


@asynccontextmanager
async def reader(
    size: tuple[int, int] = (120, 36),
    *,
    session: FakeSession | None = None,
    config: Config = QUIET,
    scope: Query | None = None,
    title: str = "Opened",
    notice: str | None = None,
    **options: Any,
) -> AsyncIterator[Reader]:
    """Run the reader in memory, without its pauses."""
    known = session or FakeSession()
    app = TermnewsApp(known, config, scope=scope, title=title, notice=notice)
    with ExitStack() as stack:
        for module, name in PAUSES:
            stack.enter_context(patch.object(module, name, 0))
        async with app.run_test(size=size, notifications=True, **options) as pilot:
            yield await Reader(app, known, pilot).settle()
