"""Bodies that stand in a feed as elements (XHTML), written out as feedparser writes them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from termnews.formats.xmlfeed.fast.elements import ElementMaker, Unsure
from termnews.formats.xmlfeed.mending import MAX_ATTRIBUTES

DEEPEST: Final = 60
"""Elements within elements; a feed of known shape has a tenth of it."""


def written_out(source: ET.Element, maker: ElementMaker, *, unwrap: bool) -> str:
    """Return what stands in an element as markup; with `unwrap` without the one `div` around it all."""
    pieces = [escape(source.text)] if source.text else []
    pieces += _written(source, DEEPEST, maker)
    return "".join(_unwrapped(pieces) if unwrap else pieces).strip()


def _written(source: ET.Element, left: int, maker: ElementMaker) -> Iterator[str]:
    """Yield the inner elements of an element as markup."""
    if left <= 0:
        raise Unsure
    for child in source:
        prefix, _, tag = maker.name(child.tag)[0].rpartition(":")
        attributes = child.attrib
        if prefix != "xhtml" or tag == "body" or len(attributes) > MAX_ATTRIBUTES:
            raise Unsure
        yield f"<{tag}{_attributes(attributes) if attributes else ''}>"
        if child.text:
            yield escape(child.text)
        yield from _written(child, left - 1, maker)
        yield f"</{tag}>"
        if child.tail:
            yield escape(child.tail)


def _unwrapped(pieces: list[str]) -> list[str]:
    """Return the pieces of a body without the one `div` around them all."""
    while len(pieces) > 1 and not pieces[-1].strip():
        pieces.pop()
    while len(pieces) > 1 and not pieces[0].strip():
        del pieces[0]
    if (pieces[0] == "<div>" or pieces[0].startswith("<div ")) and pieces[-1] == "</div>" and _is_one(pieces):
        return pieces[1:-1]
    return pieces


def _is_one(pieces: list[str]) -> bool:
    """Tell whether the first element holds all the others."""
    depth = 0
    for piece in pieces[:-1]:
        if piece.startswith("</"):
            depth -= 1
            if depth == 0:
                return False
        elif piece.startswith("<") and not piece.endswith("/>"):
            depth += 1
    return True


def _attributes(written: dict[str, str]) -> str:
    """Return the attributes of an element inside a body as markup."""
    parts = []
    for name, value in written.items():
        lower = name.lower()
        if name[0] == "{" or lower == "base":
            raise Unsure
        kept = value.lower() if lower in ("rel", "type") else value
        parts.append(f' {lower}="{escape(kept, {chr(34): "&quot;"})}"')
    return "".join(parts)
