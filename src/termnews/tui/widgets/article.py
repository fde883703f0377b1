"""The article: its page, its links and folds, and the place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from termnews.model.article import Line, Page, Run
from termnews.model.ids import EntryId
from termnews.text.wrap import line_at, position_of
from termnews.tui.cells import Piece, width
from termnews.tui.widgets.pages import PagePane


class ArticlePane(PagePane):
    """One article, wrapped elsewhere for the width that this pane asks for."""

    @dataclass
    class Reflow(Message):
        """The room changed: the page is wanted for another width, or with other folds open."""

    @dataclass
    class Shown(Message):
        """Another page is shown: of another article, or the same one wrapped anew."""

        entry_id: EntryId

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
        self._place = 0.0
        self._jumps: list[int] = []
        """Lines at the top of the view before links within the article were followed."""

    # What is shown

    @property
    def links(self) -> Sequence[str]:
        """Addresses in the text, in order."""
        return self._page.links if self._page else ()

    @property
    def position(self) -> float:
        """The place in the text that stands at the top, 0.0 to 1.0."""
        return self._place

    def show(self, entry_id: EntryId, page: Page, *, position: float) -> None:
        """Show a page of an article, beginning at a place in its text."""
        self.entry_id, self._place = entry_id, position
        self._jumps.clear()
        self.lay(page)
        line = line_at(page, position) if position > 0 else 0
        self.scroll_to(y=line, animate=False, force=True)
        self.post_message(self.Shown(entry_id))
        self.call_after_refresh(self._moved)

    def clear(self, told: Sequence[list[Piece]] = ()) -> None:
        """Show no article, but what `told` says."""
        self.entry_id, self._place, self.opened = None, 0.0, frozenset()
        self.lay(None, told)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Ask for lines that fit; the toolkit calls the base class's own as well."""
        self.post_message(self.Reflow())

    # Headings and folds

    def activate(self) -> None:
        """Open the first fold in view, or all of them."""
        self.toggle_folds()

    @property
    def outline(self) -> Sequence[tuple[int, int, str]]:
        """Its headings: line, level, text."""
        return self._page.outline if self._page else ()

    @property
    def heading(self) -> int:
        """Which of them one is under, -1 before the first."""
        return sum(line <= self.scroll_offset.y for line, _, _ in self.outline) - 1

    def next_heading(self, step: int) -> None:
        """Go to the next heading, or to the one before."""
        lines = [line for line, _, _ in self.outline]
        here = self.scroll_offset.y
        ahead = [line for line in lines if line > here] if step > 0 else [line for line in lines if line < here][::-1]
        if ahead:
            self.go_to_line(ahead[min(abs(step), len(ahead)) - 1])

    def jump(self, name: str) -> bool:
        """Go to the place that links to `#name` mean; False when there is none."""
        line = next((line for known, line in self._page.anchors if known == name), None) if self._page else None
        if line is None:
            return False
        self._jumps.append(self.scroll_offset.y)
        self.go_to_line(line)
        return True

    @property
    def jumped(self) -> bool:
        """Whether there is a jump to return from."""
        return bool(self._jumps)

    def return_from_jump(self) -> None:
        """Go back to where the link stood."""
        if self._jumps:
            self.go_to_line(self._jumps.pop())

    def toggle_folds(self) -> None:
        """Open every fold, or close them all."""
        folds = frozenset(line.fold for line in self._page.lines if line.fold >= 0) if self._page else frozenset()
        if folds or self.opened:
            self.opened = frozenset() if self.opened else folds
            self.post_message(self.Reflow())

    # The place

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
        run = _run_at(line, event.x - self.margin(page, self.scrollable_content_region.width))
        if run is not None and run.style in ("tag", "own-tag"):
            self.post_message(self.TagClicked(run.text.strip()))
        elif run is not None and 0 <= run.link < len(page.links):
            self.post_message(self.LinkClicked(page.links[run.link]))
        elif line.fold >= 0:
            self.opened ^= {line.fold}
            self.post_message(self.Reflow())


def _run_at(line: Line, cell: int) -> Run | None:
    """The run under a cell, counted from the left edge of the text."""
    at = 0
    for run in line.runs:
        size = width(run.text)
        if at <= cell < at + size:
            return run
        at += size
    return None
