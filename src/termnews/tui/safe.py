"""The only way text becomes visible: from an untrusted string to what the toolkit may draw.

Text is cleaned when it is parsed; this is the second wall, at drawing time, because an old library, an import or
a sync account may have got round the first. Nothing here ever reads text as markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

JOINERS = "\u200c\u200d"
REPLACEMENT = "\ufffd"
LONGEST_TOAST = 300


def visible(text: str) -> str:
    """Give `text` without anything that a terminal could obey: one line, printable characters only."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    if character.isprintable() or character in JOINERS:
        return character
    kind = unicodedata.category(character)
    if kind == "Zs" or character in "\t\n\r\x0b\x0c\x85":
        return " "
    if kind in ("Zl", "Zp"):
        return " "
    if kind == "Co":
        return character
    if kind == "Cn" and (ord(character) & 0xFFFE) != 0xFFFE and not 0xFDD0 <= ord(character) <= 0xFDEF:
        return character  # assigned after this Python was made: new emoji
    return "" if kind == "Cf" else REPLACEMENT


def content(text: str, style: str = "") -> Content:
    """Make drawable text of one style from an untrusted string; brackets stay brackets."""
    return Content.styled(visible(text), style) if style else Content(visible(text))


def assemble(*pieces: str | tuple[str, str]) -> Content:
    """Join untrusted strings, each with or without a style, into drawable text."""
    return Content.assemble(
        *(visible(piece) if isinstance(piece, str) else (visible(piece[0]), piece[1]) for piece in pieces)
    )


def lines(text: str, style: str = "") -> Content:
    """Make drawable text that keeps its line breaks."""
    return Content("\n").join([content(line, style) for line in text.split("\n")])


def toast(text: str) -> str:
    """Shorten and clean what a toast says; the caller passes it with markup off."""
    shown = visible(text)
    return shown if len(shown) <= LONGEST_TOAST else f"{shown[: LONGEST_TOAST - 1]}…"


class ControlFilter(LineFilter):
    """The last wall: whatever drew it, no control character passes from here to the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Replace what is not printable; lines without it pass unchanged."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return _filtered(segments)


def _filtered(segments: Sequence[Segment]) -> list[Segment]:
    return [
        segment if segment.text.isprintable() else Segment(visible(segment.text), segment.style, segment.control)
        for segment in segments
    ]
