"""The one place that runs feedparser: well-formed XML in, a tree of elements out.

feedparser's own handler reads the document: it knows the dialects, their namespaces, xml:base and xml:lang, markup that
stands in content as elements, and text sent as base64. What it makes of these elements in the end (one title, one
date, one list of links) is not used, because different elements overwrite each other there: see
`docs/decisions/0009-identity.md`. Its sanitiser and its resolver of addresses are off.
"""

from __future__ import annotations

import io
import xml.sax
import xml.sax.handler
import xml.sax.xmlreader
from contextlib import suppress
from typing import ClassVar
from urllib.parse import urljoin
from xml.sax.expatreader import create_parser

from feedparser.api import StrictFeedParser

from termnews.formats.xmlfeed.element import MARKUP, Element

_MISSPELT = {
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://video.search.yahoo.com/mrss": "media",
    "http://video.search.yahoo.com/mrss/": "media",
    "http://www.rssboard.org/media-rss": "media",
    "http://www.w3.org/2005/Atom/": "",
    "https://search.yahoo.com/mrss/": "media",
    "https://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "https://www.w3.org/2005/Atom": "",
    "https://purl.org/dc/elements/1.1/": "dc",
    "https://purl.org/rss/1.0/modules/content/": "content",
}
"""Addresses of namespaces that feeds use and feedparser does not know, with their usual prefixes."""
_SLIPS = (LookupError, TypeError, ValueError, AttributeError)
"""What feedparser's handlers raise when elements stand where they did not expect them."""
_ATOM = "://www.w3.org/2005/Atom"


_ADDRESSES = frozenset({"href", "src", "poster", "cite"})


def _moves(name: str, value: str) -> bool:
    """Tell whether an attribute is an address that a base changes."""
    return name.lower() in _ADDRESSES and not value.lstrip().startswith("#")


class _Reader(StrictFeedParser):  # type: ignore[misc]  # feedparser has no types
    """feedparser's handler, which also keeps every element that it meets outside of content."""

    can_be_relative_uri = frozenset[str]()
    namespaces: ClassVar = {**StrictFeedParser.namespaces, **_MISSPELT}
    _matchnamespaces: ClassVar[dict[str, str]] = {}
    _start_encoded = StrictFeedParser._start_content_encoded
    _end_encoded = StrictFeedParser._end_content
    depth: int
    baseuri: str
    lang: str | None

    def __init__(self, base: str, language: str | None) -> None:
        super().__init__(base, language, "utf-8")
        self.resolve_relative_uris = False
        self.sanitize_html = False
        self.root: Element | None = None
        self._open: list[Element | None] = []
        self._namespace = ""

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: object) -> None:
        """Note the namespace of an element before feedparser makes one name of both."""
        self._namespace = name[0] or ""
        super().startElementNS(name, qname, attrs)

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        """Keep an element, unless it is part of content."""
        element = None
        if self.incontent:
            attrs = self._in_content(attrs)
        else:
            attributes = {name.lower(): value for name, value in attrs}
            element = Element(tag, attributes, atom=self._namespace.rstrip("/").endswith(_ATOM))
            self._attach(element)
        self._open.append(element)
        with suppress(*_SLIPS):
            super().unknown_starttag(tag, attrs)
        if element is not None:
            element.base, element.language = self.baseuri or None, self.lang

    def unknown_endtag(self, tag: str) -> None:
        """Leave an element."""
        depth = self.depth
        try:
            super().unknown_endtag(tag)
        except _SLIPS:
            self._leave(depth)
        if self._open:
            self._open.pop()

    def characters(self, text: str) -> None:
        """Keep text that is not part of content."""
        if self._open and self._open[-1] is not None:
            self._open[-1].pieces.append(text)
        super().characters(text)

    def pop(self, element: str, strip_whitespace: int = 1) -> str | None:
        """Keep what feedparser makes of an element's content."""
        value: str | None = super().pop(element, strip_whitespace)
        kept = self._open[-1] if self._open else None
        if kept is not None and value and not kept.value:
            kept.value = value
            kept.media_type = str(self.contentparams.get("type") or "") if self.incontent else ""
        return value

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        """Let feedparser know the last tag only: for each it would look through all."""
        self._get_context().pop("tags", None)
        super()._add_tag(term, scheme, label)

    def resolve_uri(self, uri: str) -> str:
        """Leave addresses alone; they are resolved and cleaned together, later."""
        return uri

    def _in_content(self, attrs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Take an inner element for markup, whatever XML the content is said to be; heed a base of its own."""
        if str(self.contentparams.get("type")).endswith("xml"):
            self.contentparams["type"] = MARKUP
        holder = next((kept for kept in reversed(self._open) if kept is not None), None)
        own = dict(attrs).get("xml:base")
        if holder is None or (own is None and (self.baseuri or None) == holder.base):
            return attrs
        with suppress(ValueError):
            base = urljoin(self.baseuri or "", own or "")
            return [(name, urljoin(base, value) if _moves(name, value) else value) for name, value in attrs]
        return attrs

    def _leave(self, depth: int) -> None:
        """Do what feedparser does behind an element's end, where the element's own handler broke it off."""
        if self.depth == depth:
            del self.basestack[-1:], self.langstack[-1:]
            self.baseuri = self.basestack[-1] if self.basestack else self.baseuri
            self.lang = self.langstack[-1] if self.langstack else self.lang
            self.depth = depth - 1

    def _attach(self, element: Element) -> None:
        """Hang an element under the one that is open."""
        parent = next((kept for kept in reversed(self._open) if kept is not None), None)
        if parent is not None:
            parent.children.append(element)
        elif self.root is None:
            self.root = element


def read_elements(markup: bytes, base: str, language: str | None = None) -> tuple[Element | None, str]:
    """Read well-formed UTF-8 XML without a document type; return its root and, if it broke off, why.

    Whatever feedparser raises on odd input ends here: what was read until then is returned.
    """
    reader = _Reader(base, language)
    parser = create_parser()  # noqa: S315  # the markup has neither a document type nor entities any more
    parser.setFeature(xml.sax.handler.feature_namespaces, True)
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    parser.setContentHandler(reader)
    parser.setErrorHandler(reader)
    source = xml.sax.xmlreader.InputSource()
    source.setByteStream(io.BytesIO(markup))
    source.setEncoding("utf-8")
    try:
        parser.parse(source)
    except Exception as error:  # noqa: BLE001  # boundary: feedparser's handlers raise many things on odd input
        return reader.root, _first_words(error)
    return reader.root, ""


def _first_words(error: Exception) -> str:
    """Return the message of an error in one short line."""
    if isinstance(error, xml.sax.SAXParseException):
        return f"{error.getMessage()} in line {error.getLineNumber()}"
    return f"{type(error).__name__}: {error}"[:200]
