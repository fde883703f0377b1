"""A page of wrapped lines, scrolled as it is: drawn, selected with the mouse, and with what was found in it marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from termnews.model.article import Page, Run
from termnews.tui.cells import Piece
from termnews.tui.hyperlinks import LinkStyles
from termnews.tui.ink import PAGE, Ink
from termnews.tui.safe import visible
from termnews.tui.tagink import Colours, tag_role

Spans = Sequence[tuple[int, int, str]]
"""Parts of a line that stand out: first character, the one after the last (-1: the end of the line), role."""

Label = tuple[int, str, str]
"""Letters laid over a line: the cell where they begin, those typed already, those still to be typed."""


class PagePane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one `Page`, or, without one, what is told in its place."""

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    PagePane {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size: 1 1;
        scrollbar-gutter: stable;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._page: Page | None = None
        self._told: Sequence[list[Piece]] = ()
        self._marked: Mapping[int, Spans] = {}
        self._labels: Mapping[int, Sequence[Label]] = {}
        self._ink = Ink(self, PAGE)
        self._row_ink = Ink(self)
        self._links = LinkStyles()
        self.hyperlinks = False
        """Whether links are sent to the terminal as such (OSC 8)."""
        self._colours: Colours = {}
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
    def percent(self) -> int:
        """How much of the page has come into view."""
        if self._page is None or not self._page.lines:
            return 0
        seen = self.scroll_offset.y + self.size.height
        return min(100, round(100 * seen / len(self._page.lines)))

    @property
    def view(self) -> tuple[int, int]:
        """The lines in view: the first, and the one after the last."""
        return self.scroll_offset.y, self.scroll_offset.y + self.size.height

    @property
    def at_end(self) -> bool:
        """Whether the last line is in view."""
        return self._page is not None and self.scroll_offset.y + self.size.height >= len(self._page.lines)

    def lay(self, page: Page | None, told: Sequence[list[Piece]] = ()) -> None:
        """Put another page in place, or what is told instead of one; nothing of it is marked."""
        self._page, self._told, self._marked, self._labels = page, told, {}, {}
        self._strips.clear()
        self._resize()
        self.refresh()

    def colour(self, colours: Colours) -> None:
        """Give tags their colours."""
        self._colours = colours
        self._strips.clear()
        self.refresh()

    def mark(self, marked: Mapping[int, Spans]) -> None:
        """Set off parts of lines, by line number; the marks that were there go."""
        self._marked = marked
        self._strips.clear()
        self.refresh()

    def label(self, labels: Mapping[int, Sequence[Label]]) -> None:
        """Lay letters over lines, by line number; those that were there go."""
        self._labels = labels
        self._strips.clear()
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

    def _draw(self, page: Page, number: int, room: int, selected: tuple[int, int] | None) -> Strip:
        line = page.lines[number]
        segments = [Segment(visible(run.text), self._style_of(page, run)) for run in line.runs]
        for start, end, role in self._marked.get(number, ()):
            segments = _set_off(segments, (start, end), self._ink.style(role))
        if selected is not None:
            look = self.screen.get_component_rich_style("screen--selection", partial=True)
            segments = _set_off(segments, selected, look)
        left = self.margin(page, room)
        body = Strip(segments).apply_offsets(0, number)
        start, end = line.ground
        if body.cell_length < end:
            bare = Segment(" " * max(0, start - body.cell_length), self.rich_style)
            filled = Segment(" " * (end - max(start, body.cell_length)), self._ink.style("code"))
            body = Strip.join([body, Strip([bare, filled])])
        for cell, typed, letters in self._labels.get(number, ()):
            body = self._labelled(body, cell, typed, letters)
        margin = Strip([Segment(" " * left, self.rich_style)], left)
        return Strip.join([margin, body]).adjust_cell_length(room, self.rich_style)

    def _style_of(self, page: Page, run: Run) -> Style:
        """The look of a run; a link carries its address, for terminals that open what is clicked."""
        role = tag_role(self._colours, run.text, run.style) if run.style in ("tag", "own-tag") else run.style
        style = self._ink.style(role)
        if self.hyperlinks and 0 <= run.link < len(page.links):
            return style + self._links.get(page.links[run.link])
        return style

    def _labelled(self, body: Strip, cell: int, typed: str, letters: str) -> Strip:
        """Lay letters over the cells from `cell` on."""
        length = len(typed) + len(letters)
        label = Strip(
            [Segment(typed, self._ink.style("label-typed")), Segment(letters, self._ink.style("label"))], length
        )
        return Strip.join([body.crop(0, cell), label, body.crop(cell + length)])

    def margin(self, page: Page, room: int) -> int:
        """Cells left of the page."""
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
        """Draw for the new room."""
        self._strips.clear()
        self._resize()

    # The selection

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
        self.go_to_line(self.scroll_offset.y + step)

    def page(self, pages: float) -> bool:
        """Scroll by pages, two lines kept in sight; False at the end."""
        before = self.scroll_offset.y
        self.go_to_line(before + round(pages * max(1, self.size.height - 2)))
        return self.scroll_offset.y != before

    def first(self) -> None:
        """Go to the beginning."""
        self.go_to_line(0)

    def last(self) -> None:
        """Go to the end."""
        self.go_to_line(self.virtual_size.height)

    def go_to_line(self, line: int) -> None:
        """Put a line at the top, as far as the page allows."""
        self.scroll_to(y=max(0, min(line, self.max_scroll_y)), animate=False, force=True)

    def bring_into_view(self, line: int) -> None:
        """Scroll only if the line is out of sight, and then put a third of the pane above it."""
        top, height = self.scroll_offset.y, self.size.height
        if not top <= line < top + height:
            self.go_to_line(line - height // 3)


def _set_off(segments: list[Segment], span: tuple[int, int], mark: Style) -> list[Segment]:
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
