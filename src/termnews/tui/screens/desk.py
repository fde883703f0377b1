"""What commands may do, done: the `Ui` of the real screen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Literal, TypeVar

from termnews.model.errors import QueryError
from termnews.query import EVERYTHING, Query, parts_of
from termnews.query.smartfolders import find
from termnews.tui.commands.faces import Density
from termnews.tui.screens import goingon
from termnews.tui.screens.changing import Changing
from termnews.tui.screens.places import asked, named, smart
from termnews.tui.screens.trail import EARLIER
from termnews.tui.widgets.headlines import Group

T = TypeVar("T")


class Desk(Changing):
    """The reader, as commands see it."""

    def open(self) -> None:
        """Read the article under the cursor."""
        entry_id = self._host.headlines.cursor_id
        if entry_id is not None:
            self.focus("article")
            self._host.start(partial(self._host.reader.show, entry_id, reading=True), "article")

    async def pick_link(self) -> str | None:
        """Let choose a link by letters."""
        url = await self._host.linking.pick()
        if url == "":
            self.say("No link is in view")
        return url or None

    def follow(self, url: str) -> None:
        """Go where a link leads: within the article, or to the program for it."""
        if not url.startswith("#"):
            self.open_address(url)
        elif not self._host.pane.jump(url[1:]):
            self.say("The place that this link means is not in the article", problem=True)

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
        row = await goingon.next_row(listing, self._host.headlines.cursor, step, unread=unread)
        if row is None and unread and step > 0 and listing.place.kind != "place":
            self.say(f"Nothing more unread in {self.title}")
            self._host.list_place(named("unread"))
            return
        if row is None:
            self.say(f"No {'unread ' if unread else ''}article {'after' if step > 0 else 'before'} this one")
            return
        await goingon.reach(listing, row)
        self._host.headlines.land(row)
        if self.pane == "article":
            self.open()

    def go_visited(self, step: int) -> None:
        """Go back or forward among the articles that were opened."""
        self._host.start(partial(self._go_visited, step), "go")

    async def _go_visited(self, step: int) -> None:
        trail, article = self._host.trail, self._host.reader.article
        shown = article.headline.id if article is not None and self._host.reader.reading else None
        if not trail.whole:
            trail.begin_with(await self._host.listing.ask(EARLIER))
        entry_id = trail.step(step, shown)
        if entry_id is None:
            self.say(f"No article was opened {'before' if step < 0 else 'after'} this one")
            return
        row = self._host.listing.window.index_of(entry_id, self._host.headlines.cursor)
        if row is not None:
            await goingon.reach(self._host.listing, row)
            self._host.headlines.land(row)
        self.focus("article")
        self._host.start(partial(self._host.reader.show, entry_id, reading=True), "article")

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

    def list_query(self, query: Query, title: str) -> None:
        """List what a query matches."""
        self._host.list_place(asked(query, title))
        self.focus("headlines")

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
        self._host.start(self._host.listing.show_new, "new")

    # The look

    def show(self, screen: str) -> None:
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
