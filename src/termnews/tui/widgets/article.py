"""The article: lines of a wrapped page, scrolled as they are; links, folds and the place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from termnews.model.article import Line, Page, Run
from termnews.model.ids import EntryId
from termnews.text.wrap import line_at, position_of
from termnews.tui.cells import Piece, width
from termnews.tui.ink import ARTICLE, Ink
from termnews.tui.safe import visible


class ArticlePane(ScrollView, can_focus=True, inherit_bindings=False):
    """One article, wrapped elsewhere for the width that this pane asks for."""

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    ArticlePane {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size: 1 1;
        scrollbar-gutter: stable;
    }
    """

    @dataclass
    class Reflow(Message):
        """The room changed: the page is wanted for another width, or with other folds open."""

    @dataclass
    class Moved(Message):
        """Another part of the article is shown."""

        entry_id: EntryId
        position: float
        """0.0 to 1.0."""
        at_end: bool

    @dataclass
    class LinkClicked(Message):
        """A link was clicked."""

        url: str

    @dataclass
    class TagClicked(Message):
        """A tag was clicked."""

        tag: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.entry_id: EntryId | None = None
        self.opened: frozenset[int] = frozenset()
        """Numbers of the folds that are open."""
        self._page: Page | None = None
        self._place = 0.0
        self._told: Sequence[list[Piece]] = ()
        self._ink = Ink(self, ARTICLE)
        self._row_ink = Ink(self)
        self._strips: LRUCache[int, Strip] = LRUCache(512)

    # What is shown

    @property
    def page_shown(self) -> Page | None:
        """The page on the screen."""
        return self._page

    @property
    def room(self) -> int:
        """Cells that a page may take."""
        return max(10, self.scrollable_content_region.width - 2)

    @property
    def links(self) -> Sequence[str]:
        """Addresses in the text, in order."""
        return self._page.links if self._page else ()

    @property
    def position(self) -> float:
        """The place in the text that stands at the top, 0.0 to 1.0."""
        return self._place

    @property
    def percent(self) -> int:
        """How much of the article has come into view."""
        if self._page is None or not self._page.lines:
            return 0
        seen = self.scroll_offset.y + self.size.height
        return min(100, round(100 * seen / len(self._page.lines)))

    @property
    def at_end(self) -> bool:
        """Whether the last line is in view."""
        return self._page is not None and self.scroll_offset.y + self.size.height >= len(self._page.lines)

    def show(self, entry_id: EntryId, page: Page, *, position: float) -> None:
        """Show a page of an article, beginning at a place in its text."""
        self.entry_id, self._page, self._place = entry_id, page, position
        self._strips.clear()
        self._resize()
        line = line_at(page, position) if position > 0 else 0
        self.scroll_to(y=line, animate=False, force=True)
        self.refresh()
        self.call_after_refresh(self._moved)

    def clear(self, told: Sequence[list[Piece]] = ()) -> None:
        """Show no article, but what `told` says."""
        self.entry_id, self._page, self._place, self.opened = None, None, 0.0, frozenset()
        self._told = told
        self._strips.clear()
        self._resize()
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        room = self.scrollable_content_region.width
        if self._page is None:
            return self._told_line(y, room)
        number = y + self.scroll_offset.y
        if number >= len(self._page.lines):
            return Strip.blank(room, self.rich_style)
        selection = self.text_selection
        if selection is None:
            known = self._strips.get(number)
            if known is None:
                known = self._strips[number] = self._draw(self._page, number, room, None)
            return known
        return self._draw(self._page, number, room, selection.get_span(number))

    def _draw(self, page: Page, number: int, room: int, span: tuple[int, int] | None) -> Strip:
        line = page.lines[number]
        segments = [Segment(visible(run.text), self._ink.style(run.style)) for run in line.runs]
        if span is not None:
            segments = _selected(
                segments, span, self.screen.get_component_rich_style("screen--selection", partial=True)
            )
        left = self._margin(page, room)
        body = Strip(segments).apply_offsets(0, number)
        margin = Strip([Segment(" " * left, self.rich_style)], left)
        return Strip.join([margin, body]).adjust_cell_length(room, self.rich_style)

    def _margin(self, page: Page, room: int) -> int:
        return max(1, (room - page.width) // 2)

    def _told_line(self, y: int, room: int) -> Strip:
        above = max(1, (self.size.height - len(self._told)) // 3)
        if 0 <= y - above < len(self._told):
            return self._row_ink.strip([("  ", "ink"), *self._told[y - above]], room)
        return Strip.blank(room, self.rich_style)

    def _resize(self) -> None:
        lines = len(self._page.lines) if self._page else 0
        self.virtual_size = Size(self.scrollable_content_region.width, lines)

    def notify_style_update(self) -> None:
        """Forget drawn lines: the theme or the focus changed."""
        super().notify_style_update()
        self._ink.clear()
        self._row_ink.clear()
        self._strips.clear()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Ask for lines that fit."""
        self._strips.clear()
        self._resize()
        self.post_message(self.Reflow())

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the text that the mouse selected."""
        if self._page is None:
            return None
        lines = [line.text for line in self._page.lines]
        margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        first, *rest = selection.extract("\n".join(lines)).split("\n")
        return "\n".join([first.lstrip(), *(_without_margin(line, margin) for line in rest)]), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Draw the selection."""
        self._strips.clear()
        self.refresh()

    def text_select_all(self) -> None:
        """Do not select everything on a double click: it is too easily done while reading."""

    # Moving

    def move(self, step: int) -> None:
        """Scroll by lines."""
        self._scroll(self.scroll_offset.y + step)

    def page(self, pages: float) -> bool:
        """Scroll by pages, two lines kept in sight; False at the end."""
        before = self.scroll_offset.y
        self._scroll(before + round(pages * max(1, self.size.height - 2)))
        return self.scroll_offset.y != before

    def first(self) -> None:
        """Go to the beginning."""
        self._scroll(0)

    def last(self) -> None:
        """Go to the end."""
        self._scroll(self.virtual_size.height)

    def activate(self) -> None:
        """Open the first fold in view, or all of them."""
        self.toggle_folds()

    def next_heading(self, step: int) -> None:
        """Go to the next heading, or to the one before."""
        lines = [line for line, _, _ in self._page.outline] if self._page else []
        here = self.scroll_offset.y
        ahead = [line for line in lines if line > here] if step > 0 else [line for line in lines if line < here][::-1]
        if ahead:
            self._scroll(ahead[min(abs(step), len(ahead)) - 1])

    def toggle_folds(self) -> None:
        """Open every fold, or close them all."""
        folds = frozenset(line.fold for line in self._page.lines if line.fold >= 0) if self._page else frozenset()
        if folds or self.opened:
            self.opened = frozenset() if self.opened else folds
            self.post_message(self.Reflow())

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=max(0, min(line, self.max_scroll_y)), animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place whenever the view moves, by key or by wheel."""
        super().watch_scroll_y(old_value, new_value)
        if self._page is not None and round(old_value) != round(new_value):
            self._place = position_of(self._page, round(new_value))
            self._moved()

    def _moved(self) -> None:
        if self.entry_id is not None:
            self.post_message(self.Moved(self.entry_id, self._place, self.at_end))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Open the link or the fold under the pointer."""
        page = self._page
        number = event.y + self.scroll_offset.y
        if page is None or number >= len(page.lines) or self.text_selection is not None:
            return
        line = page.lines[number]
        run = _run_at(line, event.x - self._margin(page, self.scrollable_content_region.width))
        if run is not None and run.style in ("tag", "own-tag"):
            self.post_message(self.TagClicked(run.text.strip()))
        elif run is not None and 0 <= run.link < len(page.links):
            self.post_message(self.LinkClicked(page.links[run.link]))
        elif line.fold >= 0:
            self.opened ^= {line.fold}
            self.post_message(self.Reflow())


def _selected(segments: list[Segment], span: tuple[int, int], mark: Style) -> list[Segment]:
    """Set off the characters of a span; -1 as its end means the end of the line."""
    start, end = span
    out: list[Segment] = []
    at = 0
    for text, style, _ in segments:
        cuts = sorted({0, len(text), *(cut - at for cut in (start, end) if 0 < cut - at < len(text))})
        for low, high in pairwise(cuts):
            inside = start <= at + low and (end == -1 or at + high <= end)
            out.append(Segment(text[low:high], (style or Style()) + mark if inside else style))
        at += len(text)
    return out


def _without_margin(line: str, margin: int) -> str:
    """Take away the blanks that only centre the text."""
    return line[margin:] if not line[:margin].strip() else line.lstrip()


def _run_at(line: Line, cell: int) -> Run | None:
    """The run under a cell, counted from the left edge of the text."""
    at = 0
    for run in line.runs:
        size = width(run.text)
        if at <= cell < at + size:
            return run
        at += size
    return None
