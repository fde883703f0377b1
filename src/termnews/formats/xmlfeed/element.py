"""An element of a feed as the parser hands it over: plain values, whatever dialect it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termnews.formats.document import MAX_CONTENT

HTML = "text/html"
PLAIN = "text/plain"
MARKUP = "application/xhtml+xml"
"""What the parser calls content that stands in the document as elements, not as escaped text."""

CONTROL_BASE = 0xFDD0
"""XML forbids control characters: they travel through the parser as these 32 characters that mean nothing."""
_RESTORED = {CONTROL_BASE + code: code for code in range(32)}
_CARRIED = re.compile("[\ufdd0-\ufdef]")
_NOTHING: list[Element] = []


class Element:
    """A name such as `title` or `media:content` (the prefix that is usual for its namespace), and what it holds.

    Thousands of them are made for one feed, so they are plain and remember what was asked of them: once it has been
    read, an element no longer changes, but for its base.
    """

    __slots__ = (
        "_by_name",
        "_text",
        "atom",
        "attributes",
        "base",
        "children",
        "language",
        "media_type",
        "name",
        "pieces",
        "value",
    )

    def __init__(
        self,
        name: str,
        attributes: dict[str, str] | None = None,
        text: str = "",
        *,
        base: str | None = None,
        language: str | None = None,
        atom: bool = False,
    ) -> None:
        """Make an element; `atom` says whether its namespace is that of Atom: tells `link` of RSS from `atom:link`."""
        self.name = name
        self.attributes = {} if attributes is None else attributes
        self.atom = atom
        self.base = base
        """What relative addresses in it refer to, by xml:base and the address of the document."""
        self.language = language
        self.pieces = [text] if text else []
        """Its own text as it came."""
        self.value = ""
        """Its content, inner elements written out as markup, transport encodings undone."""
        self.media_type = ""
        """Of `value`, as stated or as it turned out: MARKUP when elements stood in it."""
        self.children: list[Element] = []
        self._text: str | None = None
        self._by_name: dict[str, list[Element]] | None = None

    def all(self, *names: str) -> Iterator[Element]:
        """Yield the children of these names: all of the first name, then all of the second, and so on."""
        if self.children:
            index = self._by_name or self._index()
            for name in names:
                yield from index.get(name, _NOTHING)

    def first(self, *names: str) -> Element | None:
        """Return the first child by the order of the names."""
        return next(self.all(*names), None)

    def has(self, names: frozenset[str]) -> bool:
        """Tell whether there is any child of these names."""
        return bool(self.children) and not names.isdisjoint(self._by_name or self._index())

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
        if self._text is None:
            self._text = self._read_text()
        return self._text

    def attribute(self, *names: str) -> str:
        """Return the first of these attributes that is not blank."""
        attributes = self.attributes
        if attributes:
            for name in names:
                if name in attributes and (value := attributes[name].strip()):
                    return restored(value)
        return ""

    def _index(self) -> dict[str, list[Element]]:
        """Sort the children by name."""
        index: dict[str, list[Element]] = {}
        for child in self.children:
            name = child.name
            if name in index:
                index[name].append(child)
            else:
                index[name] = [child]
        self._by_name = index
        return index

    def _read_text(self) -> str:
        text = restored(self.value or "".join(self.pieces)).strip()
        if text.startswith("<![CDATA[") and text.endswith("]]>"):
            text = text[9:-3].strip()
        if text or not self.children:
            return text
        return " ".join("".join("".join(child.pieces) for child in self.walk()).split())


def restored(text: str) -> str:
    """Give the control characters back, so that the cleaning sees what was really sent; overlong text is cut."""
    if len(text) > 2 * MAX_CONTENT:
        text = text[: 2 * MAX_CONTENT]
    return text if text.isascii() or _CARRIED.search(text) is None else text.translate(_RESTORED)
