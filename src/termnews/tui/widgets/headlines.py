"""The list of headlines: lines drawn from a window over ids, never a widget or an object for each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual import events
from textual.message import Message
from textual.reactive import var

from termnews.model.entry import EntryFlags, Headline
from termnews.model.ids import EntryId
from termnews.services.window import PAGE, EntryWindow
from termnews.tui import headline_rows, times
from termnews.tui.cells import Piece
from termnews.tui.headline_rows import UNICODE, RowLook, Signs
from termnews.tui.rowmap import RowMap
from termnews.tui.selection import Selection
from termnews.tui.tagink import Colours
from termnews.tui.widgets.rows import RowPane

Group = Literal["day", "feed", "none"]
"""What the rows are grouped by, each group under a heading."""

_MARKS: dict[int, EntryFlags] = {1: EntryFlags.READ, 2: EntryFlags.STARRED}
"""The cells of a row that hold a mark."""

AHEAD = 32
"""Rows before and behind the cursor that are asked for before they are needed."""


class HeadlineList(RowPane):
    """Rows of a window, one or two lines each, with a heading above each day."""

    row_height: var[int] = var(2, init=False)
    """Lines of a row."""
    compact: var[bool] = var(False, init=False)
    """Whether rows of one line leave the source out, for longer titles."""
    words: var[tuple[str, ...]] = var((), init=False)
    """Searched words, shown in the titles."""
    colours: var[Colours] = var(dict, init=False)
    """Colours of tags."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to an entry; None: the list is empty."""

        entry_id: EntryId | None

    @dataclass
    class Opened(Message):
        """An entry was double-clicked or entered."""

        entry_id: EntryId

    @dataclass
    class MarkClicked(Message):
        """The place of a mark was clicked."""

        entry_id: EntryId
        flag: EntryFlags

    @dataclass
    class Jumped(Message):
        """The cursor is to go to a row that has not arrived."""

        row: int

    @dataclass
    class TagClicked(Message):
        """A tag of a row was clicked."""

        tag: str

    class Wanted(Message):
        """Rows came into view that are not loaded; the window knows which."""

    def __init__(self, *, id: str | None = None, signs: Signs = UNICODE) -> None:  # noqa: A002
        super().__init__(id=id, row_height=2)
        self.signs = signs
        self.window: EntryWindow | None = None
        self.grouped: Group = "day"
        """What gets headings."""
        self.selected = Selection()
        self._now = 0
        self._anchor: int | None = None
        self._waits = False

    # What is shown

    @property
    def cursor_id(self) -> EntryId | None:
        """The entry under the cursor."""
        return self.window.id_at(self.cursor) if self.window and self.count else None

    def show(self, window: EntryWindow, *, now: int, grouped: Group, keep: EntryId | None = None) -> None:
        """Show another window; with `keep` the cursor goes to that entry and stays on its line of the screen."""
        offset = self.rows.line_of(self.cursor) - self.scroll_offset.y if self.count else self.size.height // 3
        self.window, self._now, self.grouped = window, now, grouped
        self.selected.list_changed(window.ids)
        kept = window.index_of(keep) if keep is not None else None
        self.rows = RowMap(self.row_height, self.HEADING)
        self.rows.rows = len(window)
        self._waits = False
        self.cursor = kept or 0
        self._group()
        self._settle(offset if kept is not None else None)
        self.came_to(self.cursor)

    def arrived(self) -> None:
        """Draw rows that were waited for; headings found above the view do not move it."""
        top = self.rows.at(self.scroll_offset.y)[0]
        anchor = self.cursor if self._on_screen(self.cursor) else min(top, max(0, self.count - 1))
        before = self.rows.line_of(anchor)
        self._group()
        moved = self.rows.line_of(anchor) - before
        self.measure()
        if moved and self.scroll_offset.y:
            self.scroll_to(y=self.scroll_offset.y + moved, animate=False, force=True)
        self._waits = False
        self.repaint()

    def tick(self, now: int) -> None:
        """Let the ages follow the clock."""
        if now // times.MINUTE != self._now // times.MINUTE:
            self._now = now
            self.repaint()

    def _settle(self, offset: int | None) -> None:
        """Scroll so that the cursor stands `offset` lines below the top; None: to the beginning."""
        self.measure()
        top = 0 if offset is None else max(0, self.rows.line_of(self.cursor) - offset)
        self.scroll_to(y=top, animate=False, force=True)
        if offset is not None:
            self.reveal()
        self.repaint()

    def _group(self, target: int = 0) -> None:
        """Give headings to the rows around the view, the cursor and `target` with which a day begins."""
        if self.grouped == "none" or self.window is None or not self.count:
            return
        view = self.rows.at(self.scroll_offset.y)[0]
        for around in {self.cursor // PAGE, target // PAGE, view // PAGE, (view + self.size.height) // PAGE}:
            self._group_rows(self.window, around * PAGE, (around + 1) * PAGE)

    def _group_rows(self, window: EntryWindow, first: int, last: int) -> None:
        before: str | None = None
        for row in range(max(0, first - 1), min(last + 1, self.count)):
            headline = window.held(window.id_at(row))
            here = self._label(headline) if headline else None
            if here is not None and (row == 0 or (before is not None and before != here)):
                self.rows.add_heading(row)
            before = here

    def _label(self, headline: Headline) -> str:
        return headline.feed_title if self.grouped == "feed" else times.day(headline.sort_at, self._now)

    def _on_screen(self, row: int) -> bool:
        return 0 <= self.rows.line_of(row) - self.scroll_offset.y < self.size.height

    # Drawing

    def draw_row(self, row: int, width: int, *, cursor: bool) -> tuple[list[list[Piece]], bool]:
        """Draw a headline, or a row of dots until it arrives."""
        assert self.window is not None
        look = self._look(width)
        headline = self.window.headline(row)
        if headline is None:
            self._miss()
            return headline_rows.waiting(look, cursor=cursor), False
        selected = bool(self.selected) and headline.id in self.selected
        return headline_rows.row(headline, look, cursor=cursor, selected=selected), True

    def draw_heading(self, row: int, width: int) -> list[Piece]:
        """Name the day that begins with a row."""
        headline = self.window.headline(row) if self.window else None
        label = self._label(headline) if headline else ""
        return headline_rows.heading(label, self._look(width))

    def _look(self, width: int) -> RowLook:
        return RowLook(width, self.row_height, self._now, self.signs, self.words, self.compact, self.colours)

    def _miss(self) -> None:
        if not self._waits:
            self._waits = True
            self.post_message(self.Wanted())

    def watch_row_height(self, height: int) -> None:
        """Keep the cursor on its line of the screen when the rows grow or shrink."""
        offset = self.rows.line_of(self.cursor) - self.scroll_offset.y
        old, self.rows = self.rows, RowMap(height, self.HEADING)
        self.rows.rows, self.rows.headings = old.rows, old.headings
        self._settle(offset)

    # What changes the look of every row draws them all anew.
    watch_compact = watch_words = watch_colours = RowPane.repaint

    # Moving

    def move_to(self, row: int) -> None:
        """Put the cursor on a row; one that has not arrived is waited for, so that no row of dots is painted."""
        target = max(0, min(row, self.count - 1))
        if self.window and self.count and self.window.held(self.window.id_at(target)) is None:
            self.post_message(self.Jumped(target))
        else:
            self.land(target)

    def land(self, row: int) -> None:
        """Put the cursor on a row, whether it has arrived or not."""
        self._group(row)
        self.measure()
        super().move_to(row)

    def came_to(self, row: int) -> None:
        """Tell which entry the cursor is on, and look ahead of it."""
        self.post_message(self.Highlighted(self.cursor_id))
        if self.window and self.count:
            ahead = [self.window.headline(near) for near in (max(0, row - AHEAD), min(row + AHEAD, self.count - 1))]
            if None in ahead:
                self._miss()

    def next_day(self, step: int) -> None:
        """Go to the first row of the next group, or of this one, then of the one before."""
        self.move_to(_head_from(self.rows.headings, self.cursor, step, self.count - 1))

    def activate(self) -> None:
        """Open the entry under the cursor."""
        if self.cursor_id is not None:
            self.post_message(self.Opened(self.cursor_id))

    def clicked(self, row: int, line: int, event: events.Click) -> None:
        """Open with a double click; set a mark by its place."""
        assert self.window is not None
        headline = self.window.headline(row)
        tag = headline_rows.tag_at(headline, self._look(self.room), event.x) if headline and line == 1 else ""
        if tag:
            self.post_message(self.TagClicked(tag))
        elif line == 0 and event.x in _MARKS:
            self.post_message(self.MarkClicked(self.window.id_at(row), _MARKS[event.x]))
        elif event.chain == 2:
            self.activate()

    # Selecting

    def toggle_selected(self) -> None:
        """Select the row under the cursor, or no longer, and go on to the next."""
        if self.cursor_id is None:
            return
        self.selected.toggle(self.cursor_id)
        self._anchor = self.cursor
        self.repaint_row(self.cursor)
        self.move(1)

    def select_range(self) -> None:
        """Select all rows from the last one selected to the cursor."""
        if self.window is None or not self.count:
            return
        start, end = sorted((self.cursor if self._anchor is None else self._anchor, self.cursor))
        self.selected.add(self.window.ids[start : end + 1])
        self.repaint()

    def select_all(self) -> int:
        """Select every row."""
        if self.window is not None:
            self.selected.everything(self.window.ids)
            self.repaint()
        return len(self.selected)

    def clear_selection(self) -> bool:
        """Select nothing; False when nothing was selected."""
        had = bool(self.selected)
        self.selected.clear()
        self._anchor = None
        if had:
            self.repaint()
        return had


def _head_from(heads: Sequence[int], row: int, step: int, last: int) -> int:
    """The first row of the group `step` groups after (or before) a row; the last or the first row beyond them."""
    if step > 0:
        after = [head for head in heads if head > row][:step]
        return after[-1] if after else last
    before = [head for head in heads if head < row][step:]
    return before[0] if before else 0
