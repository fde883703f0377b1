"""The reader with a watch on its event loop: how long it could not answer while articles arrive and are indexed.

    python -m benchmarks.frames RESULT.json ARTICLES

Wall time counts what other programs took; the processor time of the loop's own thread does not.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.synthetic_library import Newsroom
from termnews.config import default_config_path, load
from termnews.model.entry import EntryIntent
from termnews.services.session import Session
from termnews.tui import app
from termnews.tui.app import TermnewsApp

TICK = 0.002
"""Seconds between two looks at the clock."""
CALM = 4.0
"""Seconds after which the start is over."""


@dataclass
class Gap:
    """The longest time between two looks."""

    wall: float = 0.0
    work: float = 0.0


async def watched(what: Awaitable[object]) -> Gap:
    """Look at the clock all the time until something is done."""
    waited = asyncio.ensure_future(what)
    longest = Gap()
    wall, work = time.perf_counter(), time.thread_time()
    while not waited.done():
        await asyncio.sleep(TICK)
        now, done = time.perf_counter(), time.thread_time()
        longest.wall, longest.work = max(longest.wall, now - wall - TICK), max(longest.work, done - work)
        wall, work = now, done
    return longest


class WatchedApp(TermnewsApp):
    """The reader, and somebody who lets articles arrive."""

    CSS_PATH: ClassVar[Any] = [Path(str(app.__file__)).parent / path for path in TermnewsApp.CSS_PATH]

    def __init__(self, session: Session, told: Path, articles: int) -> None:
        self._real = session
        super().__init__(session, session.config)
        self._told, self._articles = told, articles

    def on_mount(self) -> None:
        """Begin to watch."""
        self.run_worker(self._watch())

    async def _watch(self) -> None:
        await asyncio.sleep(CALM)
        idle = await watched(asyncio.sleep(1.5))
        gap = await watched(self._arrive())
        self._told.write_text(json.dumps({"idle": idle.wall, "longest": gap.wall, "work": gap.work}), encoding="utf-8")
        self.exit()

    async def _arrive(self) -> None:
        now = int(self._real.clock.now())
        feed = (await asyncio.wrap_future(self._real.feeds()))[0]
        newsroom = await asyncio.to_thread(Newsroom, 2, paragraphs=1_000)
        entries = [newsroom.entry(now + number, 0, now - number) for number in range(self._articles)]
        intents = [EntryIntent(entry, feed.id, None, now, now) for entry in entries]
        await asyncio.wrap_future(self._real.library.writer.store(feed.id, None, intents, None, now=now))
        await asyncio.sleep(3.0)


def main() -> None:
    """Open the reader on the library that the environment names."""
    config, _ = load(default_config_path())
    with Session(config) as session:
        WatchedApp(session, Path(sys.argv[1]), int(sys.argv[2])).run()


if __name__ == "__main__":
    main()
