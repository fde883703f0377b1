"""Rows with a cursor, drawn by lines: what the list of headlines, the side bar and the tag filter have in common."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from termnews.tui.cells import Piece
from termnews.tui.ink import Ink
from termnews.tui.rowmap import RowMap


class RowPane(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane of rows of equal height, some with a heading above them; subclasses draw one row at a time."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RowPane {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size: 1 1;
        scrollbar-gutter: stable;
    }
    """

    HEADING = 1
    """Lines of a heading; its text stands on the lowest."""

    def __init__(self, *, id: str | None = None, row_height: int = 1) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows = RowMap(row_height, self.HEADING)
        self.cursor = 0
        """Row under the cursor, counted from 0."""
        self.ink = Ink(self)
        self._empty: Sequence[list[Piece]] = ()
        self._strips: LRUCache[tuple[int, bool], list[Strip]] = LRUCache(512)

    # What subclasses say

    def draw_row(self, row: int, width: int, *, cursor: bool) -> tuple[list[list[Piece]], bool]:
        """Draw a row as one list of pieces for each of its lines; False if it must be drawn anew the next time."""
        raise NotImplementedError

    def draw_heading(self, row: int, width: int) -> list[Piece]:
        """Draw the line above a row."""
        raise NotImplementedError

    def ground(self, row: int) -> str:
        """Name the ground of a row: `cursor`, `cursor-blurred`, or empty for none."""
        if row != self.cursor:
            return ""
        return "cursor" if self.has_focus else "cursor-blurred"

    def came_to(self, row: int) -> None:
        """React to the cursor's new row."""

    def clicked(self, row: int, line: int, event: events.Click) -> None:
        """React to a click on line `line` of a row; the cursor is there already."""

    def clicked_heading(self, row: int, event: events.Click) -> None:
        """React to a click on the heading above a row."""

    def activate(self) -> None:
        """Do what Enter does."""

    # Drawing

    @property
    def count(self) -> int:
        """Rows."""
        return self.rows.rows

    @property
    def room(self) -> int:
        """Cells for a row."""
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.room
        if not self.count:
            return self._empty_line(y, width)
        row, part = self.rows.at(y + self.scroll_offset.y)
        if row >= self.count:
            return Strip.blank(width, self.rich_style)
        if part < -1:
            return Strip.blank(width, self.rich_style)
        if part < 0:
            return self.ink.strip(self.draw_heading(row, width), width)
        return self._row(row, width)[part]

    def _row(self, row: int, width: int) -> list[Strip]:
        cursor = row == self.cursor
        known = self._strips.get((row, cursor))
        if known is not None:
            return known
        lines, keep = self.draw_row(row, width, cursor=cursor and self.has_focus)
        ground = self.ground(row)
        strips = [self.ink.strip(line, width, ground) for line in lines]
        if keep:
            self._strips[row, cursor] = strips
        return strips

    def _empty_line(self, y: int, width: int) -> Strip:
        above = max(1, (self.size.height - len(self._empty)) // 3) if self.HEADING == 1 else 0
        if 0 <= y - above < len(self._empty):
            return self.ink.strip(self._empty[y - above], width)
        return Strip.blank(width, self.rich_style)

    def set_empty(self, told: Sequence[list[Piece]]) -> None:
        """Say what stands in place of rows when there are none."""
        self._empty = told
        if not self.count:
            self.repaint()

    def repaint(self) -> None:
        """Draw all rows anew."""
        self._strips.clear()
        self.refresh()

    def repaint_row(self, row: int) -> None:
        """Draw one row anew."""
        self._strips.discard((row, True))
        self._strips.discard((row, False))
        self.refresh_lines(self.rows.line_of(row), self.rows.height)

    def measure(self) -> None:
        """Tell the scroll bar how many lines there are."""
        self.virtual_size = Size(self.room, self.rows.lines)

    def notify_style_update(self) -> None:
        """Forget drawn lines: the theme or the focus changed."""
        super().notify_style_update()
        self.ink.clear()
        self._strips.clear()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Draw for another width."""
        self.measure()
        self._strips.clear()
        self.call_after_refresh(self.reveal)

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self.repaint()

    def on_blur(self) -> None:
        """Show the cursor as left behind."""
        self.repaint()

    # Moving

    def move(self, step: int) -> None:
        """Move the cursor by rows."""
        self.move_to(self.cursor + step)

    def page(self, pages: float) -> bool:
        """Move by pages; False when the cursor was at the end."""
        before = self.cursor
        rows = max(1, int(abs(pages) * (self.size.height - 1) / self.rows.height))
        self.move_to(self.cursor + (rows if pages > 0 else -rows))
        return self.cursor != before

    def first(self) -> None:
        """Go to the first row."""
        self.move_to(0)
        self.scroll_to(y=0, animate=False, force=True)

    def last(self) -> None:
        """Go to the last row."""
        self.move_to(self.count - 1)

    def move_to(self, row: int) -> None:
        """Put the cursor on a row; beyond the ends means the first or the last."""
        target = max(0, min(row, self.count - 1))
        if not self.count or target == self.cursor:
            return
        left, self.cursor = self.cursor, target
        self.repaint_row(left)
        self.repaint_row(target)
        self.reveal()
        self.came_to(target)

    def reveal(self) -> None:
        """Scroll as little as brings the cursor's row, and its heading, into view."""
        if self.count and self.size.height:
            extra = self.HEADING if self.rows.has_heading(self.cursor) else 0
            line = self.rows.line_of(self.cursor) - extra
            region = Region(0, line, 1, self.rows.height + extra)
            self.scroll_to_region(region, animate=False, force=True, x_axis=False)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row that was clicked."""
        row, part = self.rows.at(event.y + self.scroll_offset.y)
        if row < self.count and part < 0:
            self.clicked_heading(row, event)
        elif row < self.count:
            self.move_to(row)
            self.clicked(row, part, event)
