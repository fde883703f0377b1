"""The page while it is being made: lines with what stands before them, blank lines, links, folds, and places.

Drawers add lines here one by one; nothing is looked at twice, so a long article may be made block by block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from termnews.model.article import Inline, Line, Page, Run
from termnews.text.wrap.cells import cell_width
from termnews.text.wrap.inline import Prepared, TextLine, plain, prepare
from termnews.text.wrap.styles import UNICODE, Signs

NARROWEST = 16
"""Cells (or half the page, if that is less) that must remain for text: an indent that would leave fewer is left out."""
COLOURED = 100_000
"""Characters of code on a page that are coloured; the rest stays plain."""

_BLANK = Line()
Runs = tuple[Run, ...]


@dataclass(slots=True)
class _Level:
    """What stands before each line of a nested part, and before its first one."""

    first: Runs
    rest: Runs
    used: bool = False
    blank: Line = _BLANK


@dataclass(slots=True)
class Composer:
    """Collects the lines of one page. One thread; `width` is what is left for text within the present nesting."""

    width: int
    """Cells, 2 at least."""
    room: int = 0
    """Cells right of the measure that code and tables may use."""
    opened: frozenset[int] = frozenset()
    signs: Signs = UNICODE
    whole: bool = False
    """Whether tables are drawn to their last row and column, which no pane has room for."""
    place: str = "text"
    """The role of running text within the present nesting."""
    bullets: int = 0
    """How many lists without numbers the present place is in."""
    lines: list[Line] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)
    outline: list[tuple[int, int, str]] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    folds: int = 0
    """How many folds have been met, open or not."""
    coloured: int = 0
    """Characters of code that were coloured so far."""
    count: int = 0
    """Visible characters so far, shown or folded."""
    _levels: list[_Level] = field(default_factory=lambda: [_Level((), ())])
    _rest: Runs = ()
    _narrowest: int = 0
    _gap: int = 0
    """Depth of the nesting that a blank line is due in; 0 for none."""

    def __post_init__(self) -> None:
        self._narrowest = max(2, min(NARROWEST, self.width // 2))

    def link(self, address: str) -> int:
        """Return the number of an address on this page."""
        return self.links.setdefault(address, len(self.links))

    def prepare(self, spans: Inline, place: str | None = None) -> Prepared:
        """Make spans ready for breaking, in the present role or another one."""
        return prepare(spans, place or self.place, self.link, ascii_only=self.signs is not UNICODE)

    def gap(self) -> None:
        """Ask for one blank line before the next line, if anything stands before it in the present nesting."""
        depth = len(self._levels)
        if self._levels[-1].used and (not self._gap or depth < self._gap):
            self._gap = depth

    def put(self, runs: Runs, weight: int = 0, fold: int = -1, *, ground: int = 0) -> None:
        """Add a line that holds `weight` characters of the article, on a ground of code that is so many cells wide."""
        if self._gap:
            self.lines.append(self._levels[self._gap - 1].blank)
            self.offsets.append(self.count)
            self._gap = 0
        level = self._levels[-1]
        if level.used:
            before = self._rest
        else:
            before = _joined([run for each in self._levels for run in (each.rest if each.used else each.first)])
            for each in self._levels:
                each.used = True
        left = _cells(before) if ground else 0
        self.lines.append(Line(before + runs if runs else _stripped(before), fold, (left, left + ground)))
        self.offsets.append(self.count)
        self.count += weight

    def put_lines(self, lines: Iterable[TextLine], fold: int = -1) -> None:
        """Add broken lines; a fold opens by the first of them and by all others as well."""
        for line in lines:
            self.put(line.runs, line.weight, fold)

    def text(self, spans: Inline, place: str | None = None) -> None:
        """Add running text."""
        self.put_lines(self.prepare(spans, place).lines(self.width))

    def skip(self, weight: int) -> None:
        """Count characters that are not shown."""
        self.count += weight

    def anchor(self, name: str | None) -> None:
        """Remember that a part with this name begins with the next line."""
        if name:
            self.anchors.setdefault(name, len(self.lines) + bool(self._gap))

    @contextmanager
    def nested(self, first: Runs, rest: Runs, place: str | None = None) -> Iterator[None]:
        """Put runs before all lines made within: `first` before the first one, `rest` (as wide) before the others."""
        taken = max(_cells(first), _cells(rest))
        kept = (self.width, self._rest, self.place)
        marker = first
        if self.width - taken < self._narrowest:
            first, rest, taken = (), (), 0
        if place is not None:
            self.place = place
        self._levels.append(_Level(first, rest))
        self._rest = _joined([run for level in self._levels for run in level.rest])
        self._levels[-1].blank = Line(_stripped(self._rest))
        self.width -= taken
        if not first and marker != rest and marker:
            self._alone(marker)
        try:
            yield
        finally:
            level = self._levels[-1]
            if not level.used and first and first != rest:
                self._levels[-1] = _Level((), ())
                self._alone(first)
            self._levels.pop()
            if self._gap > len(self._levels):
                self._gap = 0
            self.width, self._rest, self.place = kept

    def margin(self, indent: int, width: int) -> None:
        """Put blanks before all lines from here on, and leave them `width` cells; only before the first line."""
        blanks = (Run(" " * indent),) if indent else ()
        self._levels = [_Level(blanks, blanks)]
        self._rest = blanks
        self.width = width
        self._narrowest = max(2, min(NARROWEST, width // 2))

    def _alone(self, marker: Runs) -> None:
        """Put a marker on a line of its own, if it says anything (a number, a label, a check box)."""
        text = "".join(run.text for run in marker).strip()
        if text in (self.signs.done, self.signs.open) or any(map(str.isalnum, text)):
            for line in plain(text, marker[-1].style).lines(self.width):
                self.put(line.runs)

    def hidden(self, draw: Callable[[Composer], None]) -> None:
        """Count the folds and characters of something that stays folded; names within it lead to the last line."""
        scratch = Composer(self.width, coloured=COLOURED, folds=self.folds)
        draw(scratch)
        self.folds = scratch.folds
        self.count += scratch.count
        for name in scratch.anchors:
            self.anchors.setdefault(name, max(len(self.lines) - 1, 0))

    def page(self, width: int) -> Page:
        """Return what was made, as a page of `width` cells."""
        return Page(
            tuple(self.lines),
            width,
            tuple(self.links),
            tuple(self.outline),
            tuple(self.offsets),
            self.count,
            tuple(self.anchors.items()),
        )


def _cells(runs: Runs) -> int:
    return cell_width(runs[0].text) if len(runs) == 1 else sum(cell_width(run.text) for run in runs)


def _joined(runs: Sequence[Run]) -> Runs:
    """Merge neighbours of one style."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].style == run.style and merged[-1].link == run.link:
            merged[-1] = Run(merged[-1].text + run.text, run.style, run.link)
        elif run.text:
            merged.append(run)
    return tuple(merged)


def _stripped(runs: Runs) -> Runs:
    """Leave out blanks at the end."""
    kept = list(runs)
    while kept:
        text = kept[-1].text.rstrip()
        if text:
            kept[-1] = Run(text, kept[-1].style, kept[-1].link)
            break
        kept.pop()
    return tuple(kept)
