"""Changing what is the person's: marks at once on the screen, undo, and refreshing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from termnews.model.changes import Marked
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId, FeedId
from termnews.text.numbers import counted, spared
from termnews.tui.screens.asking import Asking


class Changing(Asking):
    """What commands may change."""

    def mark(
        self,
        ids: Sequence[EntryId],
        flag: EntryFlags,
        on: bool,
        told: str,
        where: str = "",
        *,
        spare: EntryFlags = EntryFlags.NONE,
        rest: str = "",
    ) -> None:
        """Mark on the screen, then in the library."""
        if (flag, on) in ((EntryFlags.READ, False), (EntryFlags.KEPT, True)):
            self._host.reader.marks.kept_unread(ids)
        if ids:
            say = partial(self._say_marked, told, where, rest) if told else None
            self._host.start(partial(self._mark, ids, flag, on, spare, say), "mark", exclusive=False)

    async def _mark(
        self,
        ids: Sequence[EntryId],
        flag: EntryFlags,
        on: bool,
        spare: EntryFlags,
        say: Callable[[Marked], None] | None,
    ) -> None:
        listing = self._host.listing
        before = listing.mark(ids, flag, on, spare)
        done = None
        try:
            done = await asyncio.wrap_future(self.session.bulk.mark_these(ids, flag, on, spare=spare))
        finally:
            if done is None:
                listing.restore(before)
        if say is not None:
            say(done)

    def _say_marked(self, told: str, where: str, rest: str, done: Marked) -> None:
        self.say_changed(done.changed, f"{told}{spared(done.spared)}{rest}", where)

    def say_changed(self, changed: int, told: str, where: str = "") -> None:
        """Say how many articles became what is told, where, and how to take it back if any did."""
        place = f"{where}: " if where else ""
        self.say(f"{place}{counted(changed, 'article')} {told}{' · u undoes' if changed else ''}")

    def change(self, change: Future[Any], told: str) -> None:
        """Wait for a change."""
        self._host.start(partial(self._change, asyncio.wrap_future(change), told), "change", exclusive=False)

    async def _change(self, change: Awaitable[object], told: str) -> None:
        await change
        self.say(f"{told} · u undoes")

    def undo(self, times: int = 1, *, redo: bool = False) -> None:
        """Take back or do again."""
        history = self.session.history
        self.replay(history.redo(times) if redo else history.undo(times), redo=redo)

    def replay(self, steps: Future[tuple[str, ...]], *, redo: bool) -> None:
        """Wait for steps that are taken back or done again."""
        self._host.start(partial(self._replay, asyncio.wrap_future(steps), redo=redo), "change", exclusive=False)

    async def _replay(self, steps: Awaitable[tuple[str, ...]], *, redo: bool) -> None:
        labels = await steps
        told = labels[0] if len(labels) == 1 else counted(len(labels), "step")
        if labels:
            self.say(f"{'Done again' if redo else 'Undone'}: {told}")
        else:
            self.say("Nothing to redo" if redo else "Nothing to undo")

    def repeat(self) -> None:
        """Run the last changing command again."""
        if self._host.last is not None:
            self._host.run_command(self._host.last)

    def refresh(self, feed_ids: Sequence[FeedId] | None) -> None:
        """Check feeds; while a refresh runs, stop it."""
        if self._host.running is not None and feed_ids is None:
            self._host.running.cancel()
            self.say("Stopping the refresh")
        else:
            self._host.begin_refresh(feed_ids, force=True)

    def refresh_due(self) -> None:
        """Check what is due."""
        self._host.begin_refresh(None, force=False)
