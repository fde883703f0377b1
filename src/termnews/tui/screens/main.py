"""The reader's screen: it routes messages and keys to whoever answers them, and says what goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from textual import events, on

from termnews.model.entry import OPPOSITE, EntryFlags
from termnews.model.feedsettings import MarkRead
from termnews.model.ids import EntryId
from termnews.query import EVERYTHING, Query, with_tags
from termnews.query.ast import SortBy
from termnews.tui import hyperlinks, times
from termnews.tui.commands.registry import REGISTRY
from termnews.tui.screens import goingon, overlays, starting
from termnews.tui.screens.desk import Desk
from termnews.tui.screens.emptiness import Emptiness
from termnews.tui.screens.linking import Linking
from termnews.tui.screens.listing import Listing
from termnews.tui.screens.places import Place, kept, of_row
from termnews.tui.screens.reading import Reader
from termnews.tui.screens.searching import Search, words_of
from termnews.tui.screens.smartfolders import SmartFolderRows
from termnews.tui.screens.tagging import Tagging
from termnews.tui.screens.trail import Trail
from termnews.tui.screens.watching import TICK, Watching
from termnews.tui.widgets.article import ArticlePane
from termnews.tui.widgets.bar import Bar
from termnews.tui.widgets.headlines import HeadlineList
from termnews.tui.widgets.querybar import QueryBar
from termnews.tui.widgets.sidebar import SideBar, SideRow
from termnews.tui.widgets.tags import TagFilter

PREVIEW_PAUSE = 0.05
"""Seconds that the cursor rests on a headline before its article is fetched."""


class MainScreen(Watching):
    """Owns what is listed and what is read; commands act through its desk."""

    def on_mount(self) -> None:
        """Begin: the frame stands, everything else comes behind it."""
        self.listing = Listing(self, self.headlines, self.tags)
        self.reader = Reader(self, self.pane)
        self.linking = Linking(self)
        self.desk = Desk(self)
        self.search = Search(self)
        self.trail = Trail()
        self.emptiness = Emptiness(self)
        self.folders = SmartFolderRows(self)
        self.tagging = Tagging(self)
        stop = self.keymap.label(REGISTRY["feed.refresh-all"])
        self.status.update(clock=times.clock(self.now), ascii=self.config.reader.ascii, stop=stop)
        self.pane.hyperlinks = self.config.open.hyperlinks and hyperlinks.understood()
        self.say_notice()
        self.set_interval(TICK, self.tick)
        self.start(partial(starting.begin, self), "begin")
        self.start(self.tagging.colour, "tag names")

    # What the parts ask of the screen

    @property
    def measure(self) -> int:
        """Longest line of an article, in cells."""
        return self.config.reader.measure

    @property
    def marking(self) -> MarkRead:
        """When an opened article counts as read, unless its feed says otherwise."""
        return self.config.reader.marking

    @property
    def attentive(self) -> bool:
        """Whether the article has the keyboard, and nothing lies above it."""
        return self.focused is self.pane and self.app.screen is self

    def mark_quietly(self, entry_id: EntryId, flag: EntryFlags) -> None:
        """Mark without a toast, unless it is marked, or the person marked the opposite."""
        held = self.listing.window.held(entry_id)
        spare = OPPOSITE.get(flag, EntryFlags.NONE)
        if held is None or not held.flags & (flag | spare):
            self.desk.mark((entry_id,), flag, True, "", spare=spare)

    def note_opened(self, entry_id: EntryId) -> None:
        """Remember that an article was opened for reading, here and for good."""
        self.trail.visit(entry_id)
        self.session.set_opened(entry_id)

    def listed(self) -> None:
        """Say anew what is listed and how many."""
        listing = self.listing
        usual = not listing.order.sort or listing.order.sort[0].by is SortBy.NEW
        narrowed = " ".join(filter(None, (str(listing.refinement), "" if usual else str(listing.order))))
        unread = self.side.unread_of(listing.place.kind, listing.place.key)
        self.status.update(title=listing.place.title, query=narrowed, count=listing.count, unread=unread)
        self.querybar.matches(listing.count if str(listing.refinement) else None)
        self.new_line.set_class(bool(listing.waiting), "-shown")
        self.new_line.say([(f" {listing.waiting:,} new", "good"), (" · press + to show", "muted")])
        if not listing.count:
            self.emptiness.show()
            if listing.count == 0 and listing.refinement != EVERYTHING:
                self.start(self.emptiness.explain, "explain")

    def show_screen(self, name: str) -> None:
        """Open one of the screens above the panes."""
        self.start(partial(overlays.show, self, name), "overlay", exclusive=False)

    def side_rows(self) -> Sequence[SideRow]:
        """Places, folders and feeds."""
        return self.side.all_rows

    # What is listed

    def list_place(self, place: Place, refinement: Query | None = None) -> None:
        """List another place; tags stay chosen, searched words do not."""
        listing = self.listing
        if refinement is None:
            refinement = with_tags(EVERYTHING, self.tags.choice)
        listing.place, listing.refinement = place, refinement
        self.headlines.clear_selection()
        self.side.mark(place.kind, place.key)
        self._relist()

    def refine(self, query: Query) -> None:
        """Narrow the place by other tags and words."""
        self.listing.refinement = query
        self._relist()

    def _relist(self) -> None:
        listing = self.listing
        self.headlines.words = words_of(listing.refinement)
        self.querybar.mistake()
        self.querybar.show(str(listing.refinement))
        self.session.set_preference("scope", kept(listing.place, listing.refinement))
        self.start(listing.load, "list")

    def choose_row(self, row: SideRow) -> None:
        """List a row of the side bar."""
        self.start(partial(self._choose_row, row), "place")

    async def _choose_row(self, row: SideRow) -> None:
        feeds = await asyncio.wrap_future(self.session.feeds())
        place = of_row(row, feeds, self.folders.all, self.opened)
        if place is not None:
            self.list_place(place)
            self.desk.focus("headlines")

    @on(SideBar.Chosen)
    def _side_chosen(self, message: SideBar.Chosen) -> None:
        self.choose_row(message.row)

    @on(TagFilter.Changed)
    def _tags_changed(self, message: TagFilter.Changed) -> None:
        self.refine(with_tags(self.listing.refinement, message.choice))

    @on(QueryBar.Typed)
    def _query_typed(self, message: QueryBar.Typed) -> None:
        self.start(partial(self.search.typed, message.text), "search")

    @on(QueryBar.Done)
    def _query_done(self, message: QueryBar.Done) -> None:
        self.headlines.focus()
        self.start(partial(self.search.done, message.text, kept=message.kept), "search")

    # The list and the article

    @on(HeadlineList.Highlighted)
    def _highlighted(self, message: HeadlineList.Highlighted) -> None:
        self.cursor = message.entry_id
        self.moved()
        if self.layout_of.previews and self.focused is not self.pane:
            self.start(partial(self._preview, message.entry_id), "article")

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Show the article under the cursor where there is room for it by now; the base class shares out the room."""
        self.call_later(self._preview_missing)

    def _preview_missing(self) -> None:
        if self.layout_of.previews and self.reader.article is None and self.cursor is not None:
            self.start(partial(self._preview, self.cursor), "article")

    async def _preview(self, entry_id: EntryId | None) -> None:
        await asyncio.sleep(PREVIEW_PAUSE)
        if entry_id is None:
            self.reader.close()
        else:
            await self.reader.show(entry_id, reading=False)

    @on(HeadlineList.Opened)
    def _opened_entry(self) -> None:
        self.desk.open()

    @on(HeadlineList.MarkClicked)
    def _mark_clicked(self, message: HeadlineList.MarkClicked) -> None:
        held = self.listing.window.held(message.entry_id)
        if held is not None:
            self.desk.mark((message.entry_id,), message.flag, message.flag not in held.flags, "")

    @on(HeadlineList.Wanted)
    def _wanted(self) -> None:
        self.start(self.listing.fill, "rows", exclusive=False)

    @on(HeadlineList.Jumped)
    def _jumped(self, message: HeadlineList.Jumped) -> None:
        self.start(partial(self._jump, message.row), "jump")

    async def _jump(self, row: int) -> None:
        await goingon.reach(self.listing, row)
        self.headlines.land(row)

    @on(ArticlePane.Reflow)
    def _reflow(self) -> None:
        self.linking.leave()
        self.start(self.reader.reflow, "reflow")

    @on(ArticlePane.Moved)
    def _article_moved(self, message: ArticlePane.Moved) -> None:
        self.linking.leave()
        self.reader.moved(message.entry_id, message.position, at_end=message.at_end)
        self.moved()

    @on(HeadlineList.TagClicked)
    @on(ArticlePane.TagClicked)
    def _tag_clicked(self, message: HeadlineList.TagClicked | ArticlePane.TagClicked) -> None:
        self.press_tag(message.tag)

    def press_tag(self, tag: str) -> None:
        """Include, exclude or leave a tag that was clicked."""
        self.tagging.press(tag)

    @on(ArticlePane.LinkClicked)
    def _link_clicked(self, message: ArticlePane.LinkClicked) -> None:
        self.desk.follow(message.url)

    @on(Bar.Clicked, "#new")
    def _new_clicked(self) -> None:
        self.desk.show_new()

    @on(events.DescendantFocus)
    def _focus_changed(self) -> None:
        if self.focused is not None and self.focused not in self.finder.walk_children(with_self=True):
            self.reader.marks.went_away()
        self.reader.marks.look()
        self.moved()

    @on(events.DescendantBlur)
    @on(events.ScreenSuspend)
    @on(events.ScreenResume)
    def _attention_changed(self) -> None:
        self.reader.marks.look()
