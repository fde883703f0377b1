"""A whole document, from its text to the elements of its feed; anything unusual ends the attempt."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final
from xml.sax.saxutils import escape

from termnews.formats.document import MAX_ENTRIES
from termnews.formats.xmlfeed.element import MARKUP, Element, leaf
from termnews.formats.xmlfeed.entries import Outline
from termnews.formats.xmlfeed.fast.elements import ElementMaker, Unsure
from termnews.formats.xmlfeed.fast.markup import DEEPEST, written_out
from termnews.formats.xmlfeed.fast.namespaces import other_prefixes
from termnews.formats.xmlfeed.fast.rules import (
    CONTENT,
    DOUBTFUL,
    ENTRY_ATTRIBUTES,
    HOLDERS,
    MODES,
    OF_PEOPLE,
    PEOPLE,
    PLAIN_TYPES,
    RAW,
    READ,
    TEXTS,
    UNREAD_CONTENT,
)
from termnews.formats.xmlfeed.mending import MAX_PREFIXES

_IN_ENTRY: Final = 3
"""How deep the elements of an entry stand."""
_SLICE: Final = 1 << 17
"""Characters that are given to the parser at a time: between two slices other threads may run."""
_ATOM_10: Final = "atom10"
_ROOTS: Final = {"rss": "rss", "rdf:rdf": "rdf", "feed": "atom"}

_TELLING: Final = frozenset(
    {"http://www.w3.org/2005/atom", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"}
)
"""Namespaces by which feedparser tells versions."""

_SIMPLE: Final = (CONTENT | TEXTS | PEOPLE) - {"link"}
"""Elements of which text without attributes is all there is to read, if it is ASCII."""

_CARRIED_REFERENCE = re.compile(
    r"&#(?:0{0,8}(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0{0,8}(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
"""References to control characters, which the slow lane carries through the parser."""
_LATE_REFERENCE = re.compile(r"&#(?:0{0,8}1[2-5][0-9]|[xX]0{0,8}[89][0-9a-fA-F]);")
_C1 = re.compile("[\x80-\x9f]")
_C1_BYTES = re.compile(b"\xc2[\x80-\x9f]")
_ESCAPED_AMPERSAND = re.compile("&([A-Za-z0-9_]+);")


class _Target:
    """Builds the tree in C, and keeps the namespaces that are declared."""

    def __init__(self) -> None:
        builder = ET.TreeBuilder()
        self.start = builder.start
        self.end = builder.end
        self.data = builder.data
        self.close = builder.close
        self.declarations: list[tuple[str, str]] = []

    def start_ns(self, prefix: str | None, address: str) -> None:
        """Keep a declaration."""
        self.declarations.append((prefix or "", address))
        if len(self.declarations) > MAX_PREFIXES:
            raise Unsure


def read_outline(text: str, base: str) -> tuple[str, Outline] | None:
    """Read a document at once: its kind and its main elements; None when the slow lane has to.

    `base` is the address that relative ones refer to; empty for none. Takes time and memory in proportion to the
    length of the text, and raises nothing.
    """
    if "<!DOCTYPE" in text or text.count("<![CDATA[") > text.count("]]>"):
        return None
    late = False
    if "&#" in text:
        if _CARRIED_REFERENCE.search(text):
            return None
        late = _LATE_REFERENCE.search(text) is not None
    try:
        data = text.encode("utf-8")
        target = _Target()
        parser = ET.XMLParser(target=target, encoding="utf-8")  # noqa: S314  # no document type, so no entities
        for at in range(0, len(data), _SLICE):
            parser.feed(data[at : at + _SLICE])
        root: ET.Element = parser.close()
        others = other_prefixes(target.declarations)
        if others is None:
            return None
        late = late or (not text.isascii() and _C1_BYTES.search(data) is not None)
        return _Reader(others, base, late).outline(root, target.declarations)
    except (ET.ParseError, UnicodeEncodeError, Unsure):
        return None


class _Reader:
    """Turns the parser's tree into elements, as far as they are read."""

    def __init__(self, others: dict[str, str], base: str, late: bool) -> None:
        self._maker = ElementMaker(others, base)
        self._name = self._maker.name
        self._element = self._maker.element
        self._late = late
        """Whether there may be characters that feedparser takes for windows-1252."""
        self._version = ""
        """As feedparser tells it; empty where it could take the document for another one."""
        self._entries: list[Element] = []

    def outline(self, root: ET.Element, declarations: list[tuple[str, str]]) -> tuple[str, Outline]:
        """Return what kind of feed it is, and its main elements."""
        name, atom = self._name(root.tag)
        kind = _ROOTS.get(name)
        if kind is None:
            raise Unsure
        self._version = _version(root.tag, kind, declarations)
        top = self._element(name, atom, root, self._maker.base, None)
        head = top
        if kind == "atom":
            self._fill_feed(top, root, frozenset({"entry"}))
        else:
            head = self._channel(top, root, frozenset({"item"}) if kind == "rdf" else frozenset())
        return kind, Outline(top, head, self._entries, self._maker.one_base)

    def _channel(self, top: Element, root: ET.Element, beside: frozenset[str]) -> Element:
        """Read the one channel of a document, and the entries that stand beside it."""
        head: Element | None = None
        for child in root:
            name, atom = self._name(child.tag)
            if name == "channel" and head is None:
                head = self._element(name, atom, child, top.base, top.language)
                if not ENTRY_ATTRIBUTES.isdisjoint(head.attributes):
                    raise Unsure
                top.children.append(head)
                self._fill_feed(head, child, frozenset({"item"}))
            elif name in beside and head is not None:
                self._add_entry(top, name, atom, child)
            elif name in ("language", "dc:language"):
                raise Unsure
            else:
                self._pass(name, child, 1)
        if head is None and len(root):
            raise Unsure
        return head or top

    def _fill_feed(self, head: Element, source: ET.Element, entries: frozenset[str]) -> None:
        """Read what a feed says of itself, and its entries."""
        for child in source:
            tag = child.tag
            name, atom = self._maker.names.get(tag) or self._name(tag)
            if name in entries:
                self._add_entry(head, name, atom, child)
            elif name in ("image", "source", "media:content") or name not in READ:
                self._pass(name, child, 2)
            else:
                self._add(head, name, atom, child, 2)

    def _add_entry(self, parent: Element, name: str, atom: bool, source: ET.Element) -> None:
        """Read an entry."""
        entry = self._element(name, atom, source, parent.base, parent.language)
        if not ENTRY_ATTRIBUTES.isdisjoint(entry.attributes) or len(self._entries) >= MAX_ENTRIES:
            raise Unsure
        parent.children.append(entry)
        self._entries.append(entry)
        names, add, base, language = self._maker.names, entry.children.append, entry.base, entry.language
        for child in source:
            tag = child.tag
            inner, of_atom = names[tag] if tag in names else self._name(tag)
            if inner in READ:
                if not child.attrib and not len(child) and inner in _SIMPLE and (text := child.text or "").isascii():
                    add(leaf(inner, text, base, language, of_atom))
                    continue
                self._add(entry, inner, of_atom, child, _IN_ENTRY)
            elif inner in DOUBTFUL or child.attrib or len(child):
                self._pass(inner, child, _IN_ENTRY)

    def _add(self, parent: Element, name: str, atom: bool, source: ET.Element, depth: int) -> None:
        """Read an element that may say something."""
        element = self._element(name, atom, source, parent.base, parent.language)
        parent.children.append(element)
        if name in CONTENT:
            self._read_content(element, source)
        elif not len(source):
            self._read_text(element, in_entry=depth == _IN_ENTRY)
        elif name in PEOPLE:
            self._read_person(element, source)
        elif name in HOLDERS or name == "itunes:category":
            self._read_holder(element, source, depth)
        else:
            raise Unsure

    def _read_text(self, element: Element, *, in_entry: bool) -> None:
        """Do to the text of an element what feedparser does."""
        text = element.pieces[0] if element.pieces else ""
        if not text.isascii():
            self._check_letters(text, element)
        if "&" in text and element.name == "link" and "&" in (value := text.strip()):
            if in_entry:
                value = value.replace("&amp;", "&")
            element.value = _ESCAPED_AMPERSAND.sub(r"&\1", value)

    def _check_letters(self, text: str, element: Element) -> None:
        """Leave it to feedparser to recode text that looks as if it had been decoded wrongly."""
        if element.name in RAW:
            return
        if self._late and _C1.search(text):
            raise Unsure
        try:
            text.strip().encode("iso-8859-1").decode("utf-8")
        except UnicodeError:
            return
        raise Unsure

    def _read_content(self, element: Element, source: ET.Element) -> None:
        """Read a title or body, by what it says it is."""
        attributes = element.attributes
        stated = attributes["type"].lower() if "type" in attributes else ""
        if attributes.get("mode", "xml") not in MODES or (
            "type" in attributes and stated not in PLAIN_TYPES and not stated.startswith("text/")
        ):
            raise Unsure
        markup = stated in ("xhtml", MARKUP)
        if len(source):
            if not (markup and self._version):
                raise Unsure
            self._read_markup(element, source)
        elif markup:
            element.value = escape("".join(element.pieces)).strip()
            element.media_type = MARKUP
            if not element.value.isascii():
                self._check_letters(element.value, element)
        elif element.pieces and not element.pieces[0].isascii():
            self._check_letters(element.pieces[0], element)

    def _read_markup(self, element: Element, source: ET.Element) -> None:
        """Write out the elements that a body is made of, without the one `div` around them."""
        element.value = written_out(source, self._maker, unwrap=self._version == _ATOM_10)
        element.media_type = MARKUP
        if not element.value.isascii():
            self._check_letters(element.value, element)

    def _read_person(self, element: Element, source: ET.Element) -> None:
        """Read an author made of name, mail and address."""
        self._expect_blank(source)
        for child in source:
            name, atom = self._name(child.tag)
            inner = self._element(name, atom, child, element.base, element.language)
            if len(child) or (inner.attributes and name not in OF_PEOPLE) or name in DOUBTFUL:
                raise Unsure
            self._read_text(inner, in_entry=False)
            element.children.append(inner)

    def _read_holder(self, element: Element, source: ET.Element, depth: int) -> None:
        """Read an element that holds others."""
        if depth > DEEPEST:
            raise Unsure
        self._expect_blank(source)
        for child in source:
            name, atom = self._name(child.tag)
            if name in READ:
                self._add(element, name, atom, child, depth + 1)
            else:
                self._pass(name, child, depth + 1)
        if element.name == "image" and element.first("url") is None:
            raise Unsure

    def _expect_blank(self, source: ET.Element) -> None:
        """Make sure that an element of elements has no text of its own."""
        for text in (source.text, *(child.tail for child in source)):
            if text and not text.isspace():
                raise Unsure

    def _pass(self, name: str, source: ET.Element, depth: int) -> None:
        """Pass over an element of which nothing is read, unless it has something in it that changes how others are."""
        if name in DOUBTFUL or depth > DEEPEST or (source.attrib and not self._maker.is_harmless(source.attrib)):
            raise Unsure
        foreign = len(source) and name.rpartition(":")[2] in UNREAD_CONTENT
        for child in source:
            inner = self._name(child.tag)[0]
            if foreign and not inner.startswith("xhtml:"):
                raise Unsure
            self._pass("div" if inner == "xhtml:div" else inner, child, depth + 1)


def _version(root: str, kind: str, declarations: list[tuple[str, str]]) -> str:
    """Return the version that feedparser makes out for a feed of Atom, by the namespaces in their order."""
    if kind != "atom":
        return ""
    told = [address.lower() for _, address in declarations if address.lower() in _TELLING]
    if root.lower().startswith("{http://www.w3.org/2005/atom}"):
        return _ATOM_10 if told[0] == "http://www.w3.org/2005/atom" else ""
    return "" if told else kind
