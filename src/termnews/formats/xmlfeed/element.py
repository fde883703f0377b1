"""An element of a feed as the parser hands it over: plain values, whatever dialect it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from termnews.formats.document import MAX_CONTENT

HTML = "text/html"
PLAIN = "text/plain"
MARKUP = "application/xhtml+xml"
"""What the parser calls content that stands in the document as elements, not as escaped text."""

CONTROL_BASE = 0xFDD0
"""XML forbids control characters: they travel through the parser as these 32 characters that mean nothing."""
_RESTORED = {CONTROL_BASE + code: code for code in range(32)}
_NEAR = b"\xef\xb7"
"""How these characters and few others begin in UTF-8."""


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

    def all(self, *names: str) -> Sequence[Element]:
        """Return the children of these names: all of the first name, then all of the second, and so on."""
        if not self.children:
            return ()
        index = self._by_name or self._index()
        if len(names) == 1:
            return index.get(names[0], ())
        if index.keys().isdisjoint(names):
            return ()
        return [child for name in names if name in index for child in index[name]]

    def first(self, *names: str) -> Element | None:
        """Return the first child by the order of the names."""
        found = self.all(*names)
        return found[0] if found else None

    def texts(self, *names: str) -> list[str]:
        """Return what stands in the children of these names, where there is anything."""
        return [text for child in self.all(*names) if (text := child.text)]

    def first_text(self, *names: str) -> str:
        """Return the first of these texts; empty where there is none."""
        return next((text for child in self.all(*names) if (text := child.text)), "")

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
                    return value if value.isascii() and len(value) <= MAX_CONTENT else restored(value)
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
        text = self.value or "".join(self.pieces)
        text = (text if text.isascii() and len(text) <= MAX_CONTENT else restored(text)).strip()
        if text.startswith("<![CDATA[") and text.endswith("]]>"):
            text = text[9:-3].strip()
        if text or not self.children:
            return text
        return " ".join("".join("".join(child.pieces) for child in self.walk()).split())


def leaf(name: str, text: str, base: str | None, language: str | None, atom: bool) -> Element:
    """Return an element that holds text alone; most are of this kind, and this is the fastest way to make one."""
    element: Element = _new(Element)
    element.name = name
    element.attributes = _NO_ATTRIBUTES
    element.atom = atom
    element.base = base
    element.language = language
    element.pieces = _NO_PIECES
    element.value = text
    element.media_type = ""
    element.children = _NO_CHILDREN
    element._text = None
    element._by_name = None
    return element


_new = object.__new__
_NO_ATTRIBUTES: dict[str, str] = {}
_NO_PIECES: list[str] = []
_NO_CHILDREN: list[Element] = []
"""Shared by all leaves, to which nothing is ever added."""


def restored(text: str) -> str:
    """Give the control characters back, so that the cleaning sees what was really sent; overlong text is cut."""
    if len(text) > 2 * MAX_CONTENT:
        text = text[: 2 * MAX_CONTENT]
    if text.isascii() or _NEAR not in text.encode("utf-8", "surrogatepass"):
        return text
    return text.translate(_RESTORED)
