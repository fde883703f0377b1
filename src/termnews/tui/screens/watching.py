"""What happens by itself: changes in the library, a refresh under way, and time going on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from textual import on

from termnews.config import Config
from termnews.model.clock import Clock
from termnews.model.ids import EntryId, FeedId
from termnews.services.progress import Progress
from termnews.text.numbers import counted
from termnews.tui import times
from termnews.tui.messages import LibraryChanged, Progressed
from termnews.tui.ports import RefreshPort, SessionPort
from termnews.tui.screens import notices, starting
from termnews.tui.screens.desk import Desk
from termnews.tui.screens.keyed import Keyed
from termnews.tui.screens.listing import Listing
from termnews.tui.screens.places import Place
from termnews.tui.screens.searching import Search
from termnews.tui.screens.smartfolders import SmartFolderRows
from termnews.tui.screens.tagging import Tagging

TICK = 5.0
"""Seconds between two looks at the clock."""


class Watching(Keyed):
    """Follows the library and the clock, and keeps what the person would miss after an end of any kind."""

    listing: Listing
    search: Search
    folders: SmartFolderRows
    tagging: Tagging
    desk: Desk

    def __init__(self, session: SessionPort, config: Config, *, opened: Place | None, notice: str | None) -> None:
        super().__init__(session, config, opened=opened)
        self.notice = notice
        self.introducing = False
        """Whether the notice says how to bring one's own news."""
        self.running: RefreshPort | None = None
        self.told_problem = ""
        self.cursor: EntryId | None = None
        """The article under the cursor."""
        self._kept_cursor: EntryId | None = None

    @property
    def clock(self) -> Clock:
        """Where time comes from."""
        return self.session.clock

    @property
    def now(self) -> int:
        """Epoch seconds."""
        return int(self.session.clock.now())

    @on(LibraryChanged)
    def _library_changed(self) -> None:
        changes = self.session.take_changes()
        if changes:
            self.start(partial(self.listing.absorb, changes), "absorb", exclusive=False)
            feeds = bool(changes.feeds or changes.everything)
            self.start(partial(starting.count, self, feeds=feeds), "count")
            self.folders.absorb(changes)
            if changes.tags or changes.everything:
                self.start(self.tagging.follow, "tag names")
            if changes.notices:
                self.desk.say(notices.told(changes.notices))
            article = self.reader.article
            if article is not None and (changes.everything or article.headline.id in changes.updated):
                self.start(self.reader.reload, "article")

    def begin_refresh(self, feed_ids: Sequence[FeedId] | None, *, force: bool) -> None:
        """Check feeds and show how far it has come."""
        if self.running is None:
            self.running = self.session.refresh(feed_ids, force=force, on_progress=self._on_progress)
            self.start(partial(starting.follow, self, self.running, quiet=not force), "refresh")

    def _on_progress(self, progress: Progress) -> None:
        self.post_message(Progressed(progress.done, progress.total, progress.failed))

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        if self.running is not None:
            self.status.update(progress=(message.done, message.total, message.failed))

    def tick(self) -> None:
        """Follow the clock, and keep the place in the article."""
        self.status.update(clock=times.clock(self.now))
        self.headlines.tick(self.now)
        self.folders.tick(self.now)
        self.save()
        if not self.session.read_only:
            self.start(self._wake, "wake")

    async def _wake(self) -> None:
        """Bring back what was snoozed until now."""
        if await asyncio.wrap_future(self.session.snoozing.is_due()):
            woken = await asyncio.wrap_future(self.session.snoozing.wake())
            self.desk.say(f"{counted(woken, 'snoozed article')} came back")

    def save(self) -> None:
        """Keep the place in the article and the cursor; not at each key, for each is a write."""
        self.reader.save()
        if self.cursor is not None and self.cursor != self._kept_cursor:
            self._kept_cursor = self.cursor
            self.session.set_preference("cursor", self.cursor)

    def on_unmount(self) -> None:
        """Keep what has not been kept, however the reader ends."""
        self.save()

    def say_notice(self) -> None:
        """Show the line of the start: what the caller says, mistakes in the keys, and whether nothing can be saved."""
        frozen = f"read only: {self.session.read_only}" if self.session.read_only else ""
        told = " · ".join(part for part in (self.notice, frozen, *self.keymap.problems) if part)
        words = [[(f"{word} ", "ink")] for word in told.split()]
        self.notice_line.show(words, [("Esc hides ", "muted")])
