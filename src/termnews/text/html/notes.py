"""Footnotes: how pages mark them, and how their labels and places are found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from termnews.model.article import Block, Footnote, Inline, Paragraph, Span
from termnews.text.html.inline import stripped, text_of

NOTE_LISTS = frozenset({"footnotes", "footnote-list", "footnotes-list", "endnotes", "references", "simple-footnotes"})
"""Classes of what holds footnotes."""

NOTES = frozenset({"footnote", "footnote-definition", "endnote"})
"""Classes of what is one."""

_WAY_BACK = re.compile(
    r"#(?:user-content-)?_?(?:(?:ftn|edn|fn|footnote|endnote|note)[-_:]?(?:ref|anchor|back|source)|fnr|rfn|ref-?fn|cite_ref"
    r"|sd(?:foot|end)note\d+anc|easy-footnote-(?!bottom)|f\d+-?ref|back)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[\s\[(^]*(\w{1,5}|[*†‡§¶]{1,4})[\s\]).:^]*")
_NUMBER = re.compile(r"(\d{1,5})\D*$")


def note_of(spans: Inline, anchor: str | None) -> Footnote | None:
    """Read a paragraph that opens with a link back to its reference as a footnote."""
    first = spans[0]
    label = _LABEL.fullmatch(first.text)
    if not label or not first.link or not _WAY_BACK.match(first.link):
        return None
    rest = stripped(spans[1:])
    if rest and rest[0].text[0] in "])." and (shorter := rest[0].text.lstrip("]). ")):
        rest = (Span(shorter, rest[0].marks, rest[0].link), *rest[1:])
    return Footnote(label[1], (Paragraph(rest),) if rest else (), anchor)


def joined_note(blocks: Sequence[Block], place: str | None) -> Footnote | None:
    """Make one footnote of the blocks of an element that is one, its label from the first or from its name."""
    if not blocks:
        return None
    first = blocks[0]
    if isinstance(first, Footnote):
        return Footnote(first.label, (*first.blocks, *blocks[1:]), first.anchor or place)
    if isinstance(first, Paragraph) and len(blocks) > 1 and (label := _LABEL.fullmatch(text_of(first.spans))):
        return Footnote(label[1], tuple(blocks[1:]), place)
    if place is None:
        return None
    number = _NUMBER.search(place)
    return Footnote(number[1] if number else "*", tuple(blocks), place)
