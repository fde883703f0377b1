"""Feeds in XML: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, well-formed or not.

Bytes become sound XML (`wellformed`), that becomes elements (`reading`, by feedparser), those become entries
(`entries`). feedparser is imported when the first feed is read, not before.
"""

from __future__ import annotations

from termnews.formats.document import Document
from termnews.formats.xmlfeed.element import Element
from termnews.formats.xmlfeed.entries import feed_of
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
        from termnews.formats.xmlfeed.reading import read_elements

        base = document.url if document.url.startswith(("http://", "https://")) else ""
        sound = make_sound(document.text, document.start)
        root, broken = read_elements(sound.markup, base)
        feed = _feed_element(root) if root else None
        if feed is None:
            raise ParseError("no feed could be made out in this document", hint="Open the address in a browser.")
        notes = [*document.notes, *sound.notes]
        if broken and not sound.notes:
            notes.append(f"not well-formed: {broken}")
        return feed_of(feed, _KINDS[feed.name], document.url, notes)


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
