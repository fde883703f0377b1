"""Feeds in XML: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, well-formed or not.

A feed of known shape becomes elements at once (`fastlane`). Any other becomes sound XML (`wellformed`), and that
elements (`reading`, by feedparser). Elements become entries (`entries`) either way. feedparser is imported when the
first feed needs it, not before.
"""

from __future__ import annotations

from termnews.formats.document import Document
from termnews.formats.xmlfeed.element import Element
from termnews.formats.xmlfeed.entries import assembled, feed_of
from termnews.formats.xmlfeed.fast.outline import read_outline
from termnews.formats.xmlfeed.wellformed import make_sound
from termnews.model.errors import ParseError
from termnews.model.feed import ParsedFeed

_KINDS = {"rss": "rss", "channel": "rss", "item": "rss", "rdf:rdf": "rdf", "feed": "atom", "entry": "atom"}
_ROOTS = frozenset(name.rpartition(":")[2] for name in _KINDS)
_WRAPPED = 4
"""Elements that may stand around a feed, as in an envelope of SOAP."""


class XmlFeed:
    """The parser for RSS, RDF and Atom."""

    name = "xmlfeed"

    def recognises(self, document: Document) -> bool:
        """Tell whether the outermost element is one of a feed."""
        return document.root in _ROOTS

    def parse(self, document: Document, now: int) -> ParsedFeed:  # noqa: ARG002  # part of the protocol
        """Read a feed; what is broken in it is mended and noted."""
        return parse_fast(document) or self.parse_slow(document)

    def parse_slow(self, document: Document) -> ParsedFeed:
        """Read a feed by feedparser, the reference for everything odd."""
        from termnews.formats.xmlfeed.reading import read_elements

        base = _base_of(document)
        sound = make_sound(document.text, document.start)
        root, broken = read_elements(sound.markup, base)
        feed = _feed_element(root) if root else None
        if feed is None:
            raise ParseError("no feed could be made out in this document", hint="Open the address in a browser.")
        notes = [*document.notes, *sound.notes]
        if broken and not sound.notes:
            notes.append(f"not well-formed: {broken}")
        return feed_of(feed, _KINDS[feed.name], document.url, notes)


def parse_fast(document: Document) -> ParsedFeed | None:
    """Read a feed by the fast lane; None when only the slow one can tell what it means."""
    read = read_outline(document.text[document.start :], _base_of(document))
    if read is None:
        return None
    kind, outline = read
    return assembled(outline, kind, document.url, document.notes)


def _base_of(document: Document) -> str:
    """Return what relative addresses in a document refer to at first."""
    return document.url if document.url.startswith(("http://", "https://")) else ""


def _feed_element(root: Element) -> Element | None:
    """Return the element that is a feed: the root, or one close below it."""
    level = [root]
    for _ in range(_WRAPPED):
        for element in level:
            if element.name in _KINDS:
                return element
        level = [child for element in level for child in element.children]
    return None


FORMAT = XmlFeed()
