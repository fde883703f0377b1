"""What commands may do, done: the `Ui` of the real screen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any, Literal, TypeVar

from textual.screen import Screen

from termnews.model.entry import EntryFlags
from termnews.model.errors import QueryError
from termnews.model.ids import EntryId, FeedId
from termnews.query import EVERYTHING, Names, Query, parts_of
from termnews.query.smartfolders import find
from termnews.tui.commands.ui import Density
from termnews.tui.screens.outside import Outside
from termnews.tui.screens.places import named, smart
from termnews.tui.screens.prompt import AskScreen, ChooseScreen, ConfirmScreen
from termnews.tui.screens.queryprompt import QueryScreen
from termnews.tui.widgets.headlines import Group

T = TypeVar("T")


class Desk(Outside):
    """The reader, as commands see it."""

    def open(self) -> None:
        """Read the article under the cursor."""
        entry_id = self._host.headlines.cursor_id
        if entry_id is not None:
            self.focus("article")
            self._host.start(partial(self._host.reader.show, entry_id, reading=True), "article")

    def back(self) -> bool:
        """Close what lies uppermost: a find, zen, article, selection, search, side bar."""
        host = self._host
        if self.pane == "article":
            if not host.finder.clear() and not host.layout_of.leave_zen():
                host.reader.save()
                self.focus("headlines")
            return True
        if host.layout_of.leave_zen():
            return True
        if self.pane != "headlines":
            if not (self.pane == "sources" and self.sources.fold(closed=True)):
                self.focus("headlines")
            return True
        if host.headlines.clear_selection():
            return True
        if host.listing.refinement != EVERYTHING:
            self._host.refine(EVERYTHING)
            return True
        return False

    def hide_notice(self) -> bool:
        """Take the line of the start away."""
        return self._host.hide_notice()

    def go_to(self, step: int, *, unread: bool) -> None:
        """Go on by articles; where no unread one is left, to the unread ones of all feeds."""
        self._host.start(partial(self._go_to, step, unread=unread), "go")

    async def _go_to(self, step: int, *, unread: bool) -> None:
        listing = self._host.listing
        row = await listing.next_row(step, unread=unread)
        if row is None and unread and step > 0 and listing.place.kind != "place":
            self.say(f"Nothing more unread in {self.title}")
            self._host.list_place(named("unread"))
            return
        if row is None:
            self.say(f"No {'unread ' if unread else ''}article {'after' if step > 0 else 'before'} this one")
            return
        await listing.reach(row)
        self._host.headlines.land(row)
        if self.pane == "article":
            self.open()

    def show_place(self, key: str) -> None:
        """List a place of the side bar."""
        self._host.list_place(named(key))

    def list_smart_folder(self, name: str) -> None:
        """List a smart folder."""
        try:
            place = smart(find(self.smart_folders, name))
        except QueryError as error:
            self.say(str(error), problem=True)
        else:
            self._host.list_place(place)

    def set_order(self, order: Query) -> None:
        """Order the list."""
        listing = self._host.listing
        if listing.place.query.sort or listing.refinement.sort:
            self._host.refine(replace(listing.refinement, sort=order.sort))
            return
        listing.order = order
        self._host.session.set_preference("order", str(order))
        self._host.start(partial(listing.load, self._host.headlines.cursor_id), "list")

    def group_by(self, group: Group) -> None:
        """Group the list."""
        self._host.listing.group = group
        self._host.session.set_preference("group", group)
        self._host.start(partial(self._host.listing.load, self._host.headlines.cursor_id), "list")

    def set_density(self, density: Density) -> None:
        """Give rows so much room."""
        self._host.session.set_preference("density", density)
        self._host.set_density(density)

    def search(self) -> None:
        """Start typing: in the tags it narrows them, elsewhere it searches."""
        if self.pane == "tags":
            self._host.tags.begin()
            return
        self.focus("headlines")
        self._host.querybar.begin()
        self._host.start(self._host.search.learn, "names")

    def search_everywhere(self) -> None:
        """List what matches in all articles."""
        self._host.list_place(named("all"), self._host.listing.refinement)

    def drop_term(self) -> None:
        """Drop the term that excludes most where nothing is listed, else the last one."""
        listing = self._host.listing
        parts = parts_of(listing.refinement)
        blamed = self._host.emptiness.reason.part if listing.count == 0 else None
        if parts:
            self._host.refine((blamed or parts[-1]).rest)

    def show_new(self) -> None:
        """Fold in what waits."""
        self._host.listing.show_new()

    # Changing

    def mark(self, ids: Sequence[EntryId], flag: EntryFlags, on: bool, told: str) -> None:
        """Mark on the screen, then in the library."""
        if ids:
            self._host.start(partial(self._mark, ids, flag, on, told), "mark", exclusive=False)

    async def _mark(self, ids: Sequence[EntryId], flag: EntryFlags, on: bool, told: str) -> None:
        listing = self._host.listing
        before = listing.mark(ids, flag, on)
        saved = False
        try:
            await asyncio.wrap_future(self.session.set_flag(ids, flag, on))
            saved = True
        finally:
            if not saved:
                listing.restore(before)
        if told:
            self.say(f"{told} · u undoes")

    def change(self, change: Future[Any], told: str) -> None:
        """Wait for a change."""
        self._host.start(partial(self._change, asyncio.wrap_future(change), told), "change", exclusive=False)

    async def _change(self, change: Awaitable[object], told: str) -> None:
        await change
        self.say(f"{told} · u undoes")

    def undo(self, *, redo: bool = False) -> None:
        """Take back or do again."""
        self._host.start(partial(self._undo, redo=redo), "change", exclusive=False)

    async def _undo(self, *, redo: bool) -> None:
        told = await asyncio.wrap_future(self.session.redo() if redo else self.session.undo())
        if told is None:
            self.say("Nothing to redo" if redo else "Nothing to undo")
        else:
            self.say(f"{'Done again' if redo else 'Undone'}: {told}")

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

    # Talking

    async def ask(self, question: str, *, value: str = "", hint: str = "", known: Sequence[str] = ()) -> str | None:
        """Ask for a line."""
        return await self._answer(AskScreen(question, value=value, hint=hint, known=known))

    async def ask_query(
        self,
        question: str,
        *,
        value: str = "",
        hint: str = "",
        rehearse: Callable[[str], Awaitable[str]] | None = None,
        tagging: bool = False,
    ) -> str | None:
        """Ask for a query."""
        return await self._answer(
            QueryScreen(question, value=value, hint=hint, learn=self.learn_names, rehearse=rehearse, tagging=tagging)
        )

    async def learn_names(self) -> Names:
        """Everything that a query may name."""
        return await asyncio.wrap_future(self.session.names())

    async def confirm(self, question: str, yes: str) -> bool:
        """Ask yes or no."""
        answer: bool | None = await self._answer(ConfirmScreen(question, yes))
        return bool(answer)

    async def choose(self, title: str, options: Sequence[tuple[str, str]], *, chosen: int = 0) -> int | None:
        """Let choose."""
        return await self._answer(ChooseScreen(title, options, chosen=chosen))

    async def _answer(self, screen: Screen[T]) -> T | None:
        return await self._host.app.push_screen_wait(screen)

    async def tag_names(self) -> Sequence[str]:
        """Known tags."""
        return (await asyncio.wrap_future(self.session.names())).tags

    # The look

    def show(
        self, screen: Literal["help", "palette", "line", "themes", "failing", "about-feed", "about-article"]
    ) -> None:
        """Open a screen."""
        self._host.show_screen(screen)

    def resize(self, which: Literal["side", "list"], step: int) -> None:
        """Change the sizes of panes."""
        self._host.layout_of.resize(which, step)

    def toggle(self, what: Literal["zen", "side"]) -> None:
        """Zen, or the side bar."""
        if what == "zen":
            self._host.layout_of.toggle_zen()
            if self._host.layout_of.zen:
                self.open()
        elif self._host.layout_of.toggle_side():
            self.focus("sources")
        elif self.pane in ("sources", "tags"):
            self.focus("headlines")

    def quit(self) -> None:
        """Leave."""
        self._host.app.exit()
