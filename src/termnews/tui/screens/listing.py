"""What is listed: the place, what narrows it, the window of rows, and what waits to be shown.

Every answer of the library carries a generation; one that comes after the question changed is dropped.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol, cast

from termnews.model.changes import ChangeSet
from termnews.model.entry import UNLISTED, EntryFlags, Headline, marked
from termnews.model.ids import EntryId
from termnews.query import EVERYTHING, Query, TagChoice, both, tags_of
from termnews.query.ast import SortBy, SortKey
from termnews.query.saved import unlisted_asked
from termnews.services.rowset import landing, merge_ids, rows_of, with_beginning
from termnews.services.window import PAGE, EntryWindow
from termnews.tui.ports import SessionPort
from termnews.tui.screens.latest import Latest
from termnews.tui.screens.places import Place, named
from termnews.tui.widgets.headlines import Group, HeadlineList
from termnews.tui.widgets.tags import TagFilter

FIRST = 4 * PAGE
"""Rows that are shown before the whole list has arrived."""

_FEED = SortKey(SortBy.FEED)


class ListingHost(Protocol):
    """What the listing needs of its screen."""

    @property
    def session(self) -> SessionPort:
        """The application."""
        ...

    @property
    def now(self) -> int:
        """Epoch seconds."""
        ...

    def listed(self) -> None:
        """Say anew what is listed and how many."""
        ...


class Listing:
    """Fills the list and the tag filter; lives on the event loop and never waits on it."""

    def __init__(self, host: ListingHost, headlines: HeadlineList, tags: TagFilter) -> None:
        self._host = host
        self._list = headlines
        self._tags = tags
        self.place: Place = named("unread")
        self.refinement: Query = EVERYTHING
        self.order: Query = EVERYTHING
        """The usual order."""
        self.group: Group = "day"
        """What is to be grouped by."""
        self.window = EntryWindow(self._rows)
        self.count: int | None = None
        """Rows; None while the library is being asked."""
        self._generation = 0
        self._listed, self._counted = Latest(), Latest()

    @property
    def query(self) -> Query:
        """All that decides what is listed; an order that is asked for here wins over the usual one."""
        asked = both(self.place.query, self.refinement)
        query = asked if asked.sort else both(asked, self.order)
        if self.group == "feed" and not _by_feed(query.sort):
            return replace(query, sort=(_FEED, *query.sort))
        return query

    @property
    def current(self) -> Headline | None:
        """The headline under the cursor, if it has arrived."""
        return self.window.headline(self._list.cursor) if self._list.cursor < len(self.window) else None

    @property
    def waiting(self) -> int:
        """New articles that match and are not shown yet."""
        return self.window.pending

    # Asking

    async def ask(self, query: Query) -> array[int]:
        """What matches a query, in its order."""
        return await asyncio.wrap_future(self._host.session.entry_ids(query))

    async def _ask_list(self, limit: int | None = None) -> array[int] | None:
        """What is to be listed; None when something else is by then."""
        return await self._listed.answer(self._host.session.entry_ids(self.query, limit))

    async def load(self, keep: EntryId | None = None) -> None:
        """List what the query says: the first rows at once, the rest behind them."""
        self._generation += 1
        generation = self._generation
        ids = await self._ask_list(None if keep is not None else FIRST)
        whole = keep is not None or ids is None or len(ids) < FIRST
        if ids is not None:
            await self._show(EntryWindow(self._rows, ids), keep, generation, whole=whole)
        if not whole and generation == self._generation and (ids := await self._ask_list()) is not None:
            await self._show(EntryWindow(self._rows, ids), self._list.cursor_id, generation, whole=True)
        if generation == self._generation:
            await self.count_tags()

    async def reload(self) -> None:
        """List everything anew without losing the cursor or the rows that were just marked."""
        self._generation += 1
        generation = self._generation
        old, cursor = self.window, self._list.cursor_id
        if old.stays:
            await self._show(old.again(), cursor, generation, whole=True)
            await self.count_tags()
            return
        if (ids := await self._ask_list()) is None:
            return
        keep = await self._still_there(old.kept if cursor is None else old.kept | {cursor})
        window = EntryWindow(self._rows, await asyncio.to_thread(merge_ids, old.ids, ids, keep))
        window.keep(old.kept & keep)
        await self._show(window, cursor, generation, whole=True)
        await self.count_tags()

    async def _still_there(self, ids: frozenset[int]) -> frozenset[int]:
        """Leave out the rows of feeds that are not subscribed to any more."""
        feeds = {feed.id for feed in await asyncio.wrap_future(self._host.session.feeds())}
        known = {entry_id: self.window.held(EntryId(entry_id)) for entry_id in ids}
        return frozenset(number for number, row in known.items() if row is None or row.feed_id in feeds)

    async def _show(self, window: EntryWindow, keep: EntryId | None, generation: int, *, whole: bool) -> None:
        around = (window.index_of(keep, self._list.cursor) if keep is not None else None) or 0
        await window.ensure(around - PAGE // 2, around + PAGE // 2)
        if generation != self._generation:
            return
        self.window = window
        self.count = len(window) if whole else None
        self._draw(keep)

    def _draw(self, keep: EntryId | None) -> None:
        self._list.show(self.window, now=self._host.now, grouped=self.grouped, keep=keep)
        self._host.listed()

    @property
    def grouped(self) -> Group:
        """What gets headings: what is to be grouped by, as far as the order allows it."""
        sort = self.query.sort
        if self.group == "none":
            return "none"
        if _by_feed(sort):
            return "feed"
        return "day" if not sort or sort[0].by in (SortBy.NEW, SortBy.OLD) else "none"

    async def _rows(self, ids: Sequence[int]) -> list[Headline]:
        return await asyncio.wrap_future(self._host.session.headlines(ids))

    async def fill(self) -> None:
        """Get the rows that came into view."""
        window = self.window
        if await window.fill() and window is self.window:
            self._list.arrived()

    async def count_tags(self) -> None:
        """Count the tags under what is listed."""
        choice = tags_of(self.refinement)
        every = choice.every if len(choice.included) > 1 else self._tags.choice.every
        query = both(self.place.query, self.refinement)
        tags = await self._counted.answer(self._host.session.facets(query, together=every))
        if tags is not None:
            self._tags.update(tags, TagChoice(choice.included, choice.excluded, every))

    # Changes

    async def absorb(self, changes: ChangeSet) -> None:
        """Follow the library without moving what is on the screen."""
        if changes.everything:
            await self.reload()
            return
        if self.window.patch(changes.flags):
            self._list.repaint()
        if changes.updated:
            self.window.forget(changes.updated)
            self._list.repaint()
        if gone := changes.removed | self._put_away(changes):
            self._without(gone)
        if self._brought_back(changes):
            await self.reload()
            return
        if changes.added:
            await self._look_for_new(changes.added)
        if changes.added or changes.removed or changes.updated:
            await self.count_tags()

    def _put_away(self, changes: ChangeSet) -> frozenset[EntryId]:
        """What goes from the list because it was hidden or snoozed; where such are asked for, they stay."""
        away = int(UNLISTED & ~unlisted_asked(self.query.where))
        return frozenset(number for number, flags in changes.flags.items() if int(flags) & away)

    def _brought_back(self, changes: ChangeSet) -> bool:
        """Whether something is no longer hidden or snoozed that may be missing from the list."""
        moved = changes.updated & changes.flags.keys()
        shown = [number for number in moved if not changes.flags[number] & UNLISTED]
        return len(shown) > PAGE or any(self.window.index_of(number) is None for number in shown)

    def _without(self, removed: Collection[EntryId]) -> None:
        old = self.window.ids
        if self.window.remove(removed):
            row = landing(old, self.window.ids, self._list.cursor)
            self.count = len(self.window)
            self._draw(self.window.id_at(row) if len(self.window) else None)

    async def _look_for_new(self, added: Collection[EntryId]) -> None:
        """Let those that match wait; nothing but the new ones is asked for, however long the list is."""
        generation, window = self._generation, None
        found = await asyncio.wrap_future(self._host.session.entry_ids(self.query, among=list(added)))
        while window is not self.window:
            window = self.window
            known = await asyncio.to_thread(rows_of, window.ids, frozenset(found))
        fresh = [number for number in found if number not in known]
        if generation != self._generation or not self.window.offer(fresh):
            return
        if len(self.window):
            self.window.put(await self._rows(fresh[:PAGE]))
            self._host.listed()
        else:
            await self.load()

    async def show_new(self) -> None:
        """Fold what waits into the list; the cursor stays on its entry."""
        window, cursor = self.window, self._list.cursor_id
        if not window.pending or self.count is None:
            return
        self._generation += 1
        generation = self._generation
        ids = None
        if self.query.limit is None:
            head = await self._ask_list(FIRST + window.pending)
            if head is not None:
                ids = await asyncio.to_thread(with_beginning, window.ids, head, window.fresh, window.kept)
        if ids is None and (every := await self._ask_list()) is not None:
            ids = await asyncio.to_thread(merge_ids, window.ids, every, window.kept)
        if ids is not None and generation == self._generation:
            window.adopt(ids)
            self.count = len(window)
            self._draw(cursor)

    @property
    def whole(self) -> Sequence[EntryId] | None:
        """All rows; None while the library is still being asked."""
        return cast(Sequence[EntryId], self.window.ids) if self.count is not None else None

    def mark(
        self, ids: Sequence[EntryId], flag: EntryFlags, on: bool, spare: EntryFlags = EntryFlags.NONE
    ) -> dict[EntryId, EntryFlags]:
        """Show a mark before the library has it, where there is no mark of `spare`; give the flags to go back to."""
        if ids is self.window.ids:
            before = self.window.patch_all(flag, on, spare)
            self._list.repaint()
            return before
        self.window.keep(ids)
        now = {headline.id: headline.flags for entry_id in ids if (headline := self.window.held(entry_id))}
        return self.restore({entry_id: marked(flags, flag, on) for entry_id, flags in now.items() if not flags & spare})

    def restore(self, flags: dict[EntryId, EntryFlags]) -> dict[EntryId, EntryFlags]:
        """Show these flags; give those that were shown before."""
        before = self.window.patch(flags)
        if before:
            self._list.repaint()
        return before


def _by_feed(sort: Sequence[SortKey]) -> bool:
    return bool(sort) and sort[0].by is SortBy.FEED
