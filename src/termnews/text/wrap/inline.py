"""Running text to lines: spans of any look, broken to a number of cells.

Text of plain characters is cut by searching blanks backwards; only text with wide, joined or invisible characters is
measured word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from termnews.model.article import Inline, Mark, Run, Span
from termnews.text.wrap.breaks import break_text, plain_blanks, units
from termnews.text.wrap.cells import attached, cell_width, is_narrow
from termnews.text.wrap.styles import style_of

_BLANKS = re.compile(r"[ \t]+")
_BREAKS = re.compile(r"\n{3,}")
_GLUE = re.compile(r" [ \xa0]+|\xa0+ [ \xa0]*")

_SHIFTED = int(Mark.SUPERSCRIPT | Mark.SUBSCRIPT)
_RAISED = str.maketrans("0123456789+-−=()noia", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿºⁱª")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISABLE = re.compile(r"[0-9+\-−=()n]+|[oia]")
_LOWERABLE = re.compile(r"[0-9+\-−=()]+")
_POWER = re.compile(r"[A-Za-z]|(?=.*[0-9+*/=])[\w+\-−=()*/^.,]+")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A broken line: its runs, its width in cells, and how many visible characters it holds."""

    runs: tuple[Run, ...]
    cells: int
    weight: int


@dataclass(slots=True)
class Prepared:
    """Spans made ready for breaking: one text, and the looks of its stretches."""

    text: str
    ends: list[int]
    looks: list[tuple[str, int]]
    narrow: bool

    def lines(self, width: int) -> list[TextLine]:
        """Break to `width` cells (2 at least)."""
        return [self._line(*place) for place in self.breaks(width)]

    def breaks(self, width: int) -> list[tuple[int, int, int]]:
        """Return where lines start and end, as places in the text, and their cells."""
        return break_text(self.text, max(width, 2), self.narrow)

    def balanced(self, width: int) -> list[TextLine]:
        """Break to as many lines as `width` asks for, all about equally long."""
        count = len(self.breaks(width))
        low, high = 2, width
        while low < high:
            middle = (low + high) // 2
            if len(self.breaks(middle)) <= count:
                high = middle
            else:
                low = middle + 1
        return self.lines(high)

    def followed_by(self, other: Prepared) -> Prepared:
        """Return both as one text."""
        length = len(self.text)
        return Prepared(
            self.text + other.text,
            self.ends + [length + end for end in other.ends],
            self.looks + other.looks,
            self.narrow and other.narrow,
        )

    @property
    def cells(self) -> int:
        """Width of the longest line when nothing is broken."""
        if self.narrow and "\n" not in self.text:
            return len(self.text)
        return max((cell_width(line.strip(" \xa0")) for line in self.text.split("\n")), default=0)

    @property
    def longest_word(self) -> int:
        """Width of the longest stretch that is not broken unless it must be."""
        if self.narrow:
            return max(map(len, self.text.split()), default=0)
        return max((cells for _, _, cells in units(self.text, 0, len(self.text))), default=0)

    @property
    def weight(self) -> int:
        """Count the visible characters."""
        return len(self.text) - sum(map(self.text.count, " \n\xa0"))

    def _line(self, start: int, end: int, cells: int) -> TextLine:
        text = self.text
        weight = end - start - text.count(" ", start, end)
        if not self.narrow:
            weight -= text.count("\xa0", start, end)
        if len(self.looks) > 1:
            return TextLine(tuple(self._runs(start, end)), cells, weight)
        style, link = self.looks[0]
        shown = text[start:end] if self.narrow else text[start:end].replace("\xa0", " ")
        return TextLine((Run(shown, style, link),) if shown else (), cells, weight)

    def _runs(self, start: int, end: int) -> Iterator[Run]:
        index = bisect_right(self.ends, start)
        while start < end:
            stop = min(self.ends[index], end)
            style, link = self.looks[index]
            shown = self.text[start:stop]
            yield Run(shown if self.narrow else shown.replace("\xa0", " "), style, link)
            start = stop
            index += 1


def prepare(spans: Inline, place: str, link_of: Callable[[str], int], *, ascii_only: bool = False) -> Prepared:
    """Make spans ready for breaking: white space folded, looks named, small figures written as such.

    `link_of` gives an address its number on the page.
    """
    texts: list[str] = []
    ends: list[int] = []
    looks: list[tuple[str, int]] = []
    length = 0
    last = "\n"
    for span in spans:
        marks = int(span.marks)
        text = _tidy(_figures(span, last, ascii_only) if marks & _SHIFTED else span.text, last)
        if not text:
            continue
        if texts and (head := attached(texts[-1], text)):
            texts[-1] += text[:head]
            length += head
            ends[-1] = length
            text = text[head:]
            if not text:
                continue
        last = text[-1]
        length += len(text)
        link = -1 if span.link is None else link_of(span.link)
        look = (style_of(place, marks, link >= 0) if marks or link >= 0 else place, link)
        texts.append(text)
        if looks and looks[-1] == look:
            ends[-1] = length
        else:
            ends.append(length)
            looks.append(look)
    joined = "".join(texts)
    narrow = is_narrow(joined.replace("\n", " "))
    return Prepared(joined if narrow else plain_blanks(joined), ends, looks, narrow)


def plain(text: str, style: str) -> Prepared:
    """Make text of one style ready for breaking."""
    return prepare((Span(text),), style, lambda _: -1)


def weigh(texts: Sequence[str]) -> int:
    """Count the visible characters of some texts, as lines made of them would."""
    return sum(len("".join(text.split())) for text in texts)


def _tidy(text: str, last: str) -> str:
    """Fold blanks; `last` is the character before."""
    if "  " in text or "\t" in text or "\n\n\n" in text:
        text = _BREAKS.sub("\n\n", _BLANKS.sub(" ", text))
    if "\xa0" in text:
        text = _GLUE.sub(" ", text)
    return text.lstrip(" \xa0") if last in " \n\xa0" else text


def _figures(span: Span, last: str, ascii_only: bool) -> str:
    """Write powers and indices so that `10` with a raised `6` is not read as 106."""
    text = span.text
    if Mark.SUBSCRIPT in span.marks:
        return text.translate(_LOWERED) if not ascii_only and _LOWERABLE.fullmatch(text) else text
    if not ascii_only and _RAISABLE.fullmatch(text):
        return text.translate(_RAISED)
    return f"^{text}" if last.isalnum() and _POWER.fullmatch(text) and not _ordinal(text, last) else text


def _ordinal(text: str, last: str) -> bool:
    """Tell whether letters after a figure make it an ordinal (1st, 2e)."""
    return last.isdigit() and text.isalpha()
