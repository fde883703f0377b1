"""Pieces of running text to spans: white space folded, line breaks kept, each span cleaned after the last decoding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from termnews.model.article import Inline, Mark, Span
from termnews.text.clean import clean_run

_GAP = re.compile("[ \t\n\r\f]+")
_BLANK = " \n\u00a0"
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


Piece = tuple[str | None, int, str | None]
"""Text as the parser gave it, its marks and its link; no text means a line break."""

BREAK: Piece = (None, 0, None)


class _Run:
    """A span in the making."""

    __slots__ = ("last", "link", "marks", "parts")

    def __init__(self, text: str, marks: int, link: str | None) -> None:
        self.parts = [text]
        self.marks = marks
        self.link = link
        self.last = text[-1]
        """The character that it ends with."""


def paragraphs_of(pieces: Sequence[Piece]) -> list[Inline]:
    """Fold white space across the pieces; two line breaks in a row begin a new paragraph."""
    if len(pieces) == 1:
        return _only_paragraph(*pieces[0])
    done: list[Inline] = []
    runs: list[_Run] = []
    breaks = 0
    for text, marks, link in pieces:
        if text is None:
            breaks += 1
            continue
        folded = _folded(text)
        if breaks or not runs or runs[-1].last in " \n":
            folded = folded.lstrip(" ")
        if not folded:
            continue
        if breaks and runs:
            if breaks > 1:
                done.append(_spans(runs))
                runs = []
            else:
                runs[-1].parts[-1] = runs[-1].parts[-1].rstrip(" ")
                _append(runs, "\n", 0, None)
        breaks = 0
        _append(runs, folded, marks, link)
    done.append(_spans(runs))
    return [spans for spans in done if spans]


def _only_paragraph(text: str | None, marks: int, link: str | None) -> list[Inline]:
    """Do the same for text in one look: the most common case."""
    folded = _folded(text).strip(" \n") if text else ""
    return [(Span(folded, mark(marks), link),)] if folded and folded.strip(_BLANK) else []


def is_blank(pieces: Iterable[Piece]) -> bool:
    """Tell whether nothing of the pieces would be seen."""
    return all(text is None or not text or text.isspace() for text, _, _ in pieces)


def text_of(spans: Iterable[Span]) -> str:
    """The characters of some spans."""
    return "".join(span.text for span in spans)


def stripped(spans: Inline) -> Inline:
    """Take blanks and line breaks off both ends."""
    kept = [span for span in spans if span.text]
    while kept and not (head := kept[0].text.lstrip(" \n")):
        kept.pop(0)
    if kept and head != kept[0].text:
        kept[0] = Span(head, kept[0].marks, kept[0].link)
    while kept and not (tail := kept[-1].text.rstrip(" \n")):
        kept.pop()
    if kept and tail != kept[-1].text:
        kept[-1] = Span(tail, kept[-1].marks, kept[-1].link)
    return tuple(kept)


def is_rtl(spans: Inline, direction: str) -> bool:
    """Tell whether a paragraph runs right to left: by its first strong character, or as `dir=rtl` says if any is so."""
    for span in spans:
        if not span.text.isascii() and _RTL.search(span.text):
            return direction == "rtl" or _first_strong(text_of(spans)) in ("R", "AL")
    return False


def _first_strong(text: str) -> str:
    """The class of the first character that has a direction."""
    return next((kind for char in text if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL")), "")


def _folded(text: str) -> str:
    """Fold white space (never the no-break space) and clean."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        text = _GAP.sub(" ", text)
    cleaned = clean_run(text)
    return cleaned if cleaned is text else _GAP.sub(" ", cleaned)


def _append(runs: list[_Run], text: str, marks: int, link: str | None) -> None:
    """Add text, joining it to the last run when they look the same."""
    last = runs[-1] if runs else None
    if last is not None and last.marks == marks and last.link == link:
        last.parts.append(text)
        last.last = text[-1]
    else:
        runs.append(_Run(text, marks, link))


def _spans(runs: list[_Run]) -> Inline:
    """Freeze the runs of a paragraph, blank ends off; empty when nothing would be seen."""
    texts = ["".join(run.parts) for run in runs]
    while texts and not texts[-1].strip(_BLANK):
        texts.pop()
    if not texts:
        return ()
    texts[-1] = texts[-1].rstrip(" \n")
    if "\n" in texts:
        texts = [
            text.rstrip(" ") if after == "\n" else text for text, after in zip(texts, [*texts[1:], ""], strict=True)
        ]
    return tuple([Span(text, mark(run.marks), run.link) for text, run in zip(texts, runs, strict=False) if text])


@cache
def mark(value: int) -> Mark:
    """The flags of a number: arithmetic on plain numbers is ten times faster than on flags."""
    return Mark(value)
