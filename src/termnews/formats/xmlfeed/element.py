"""An element of a feed as the parser hands it over: plain values, whatever dialect it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from termnews.formats.document import MAX_CONTENT

HTML = "text/html"
PLAIN = "text/plain"
MARKUP = "application/xhtml+xml"
"""What the parser calls content that stands in the document as elements, not as escaped text."""

CONTROL_BASE = 0xFDD0
"""XML forbids control characters: they travel through the parser as these 32 characters that mean nothing."""
_RESTORED = {CONTROL_BASE + code: code for code in range(32)}


@dataclass(slots=True)
class Element:
    """A name such as `title` or `media:content` (the prefix that is usual for its namespace), and what it holds."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    base: str | None = None
    """What relative addresses in it refer to, by xml:base and the address of the document."""
    language: str | None = None
    pieces: list[str] = field(default_factory=list)
    """Its own text as it came."""
    value: str = ""
    """Its content, inner elements written out as markup, transport encodings undone."""
    media_type: str = ""
    """Of `value`, as stated or as it turned out: MARKUP when elements stood in it."""
    children: list[Element] = field(default_factory=list)
    atom: bool = False
    """Whether its namespace is that of Atom: tells `link` of RSS from `atom:link`."""

    def all(self, *names: str) -> Iterator[Element]:
        """Yield the children of these names: all of the first name, then all of the second, and so on."""
        for name in names:
            for child in self.children:
                if child.name == name:
                    yield child

    def first(self, *names: str) -> Element | None:
        """Return the first child by the order of the names."""
        return next(self.all(*names), None)

    def texts(self, *names: str) -> Iterator[str]:
        """Yield what stands in the children of these names, where there is anything."""
        for child in self.all(*names):
            text = child.text
            if text:
                yield text

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    @property
    def text(self) -> str:
        """What stands in it, without blanks around; text of inner elements if it has none itself."""
        text = restored(self.value or "".join(self.pieces)).strip()
        if text.startswith("<![CDATA[") and text.endswith("]]>"):
            text = text[9:-3].strip()
        if text or not self.children:
            return text
        return " ".join("".join("".join(child.pieces) for child in self.walk()).split())

    def attribute(self, *names: str) -> str:
        """Return the first of these attributes that is not blank."""
        for name in names:
            value = self.attributes.get(name, "").strip()
            if value:
                return restored(value)
        return ""


def restored(text: str) -> str:
    """Give the control characters back, so that the cleaning sees what was really sent; overlong text is cut."""
    return text[: 2 * MAX_CONTENT].translate(_RESTORED) if not text.isascii() else text[: 2 * MAX_CONTENT]
