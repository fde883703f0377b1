"""Which elements the fast lane knows, and what feedparser does with each kind of them."""

from __future__ import annotations

from typing import Final

from termnews.formats.xmlfeed.element import MARKUP


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


CONTENT: Final = _names("""
    abstract content content:encoded dc:description dc:title description encoded itunes:subtitle itunes:summary
    media:description media:title summary title
""")
"""Elements whose `type` and `mode` say how their text is written."""
TEXTS: Final = _names("""
    category comments created date dc:date dc:identifier dc:language dc:subject dcterms:abstract dcterms:created
    dcterms:issued dcterms:modified duration enc:enclosure enclosure googleplay:author googleplay:description guid
    id issued itunes:author itunes:duration itunes:image itunes:keywords itunes:title keywords language
    lastbuilddate lastmod link media:category media:credit media:keywords media:player media:text media:thumbnail
    modified prism:publicationdate pubdate published sy:updatefrequency sy:updateperiod tags ttl updated
""")
"""Elements that hold text or attributes and nothing else."""
PEOPLE: Final = frozenset({"author", "creator", "dc:author", "dc:creator"})
HOLDERS: Final = frozenset({"image", "media:content", "media:group", "skipdays", "skiphours", "source"})
"""Elements that hold others, of which some are read."""
WITHIN: Final = frozenset({"day", "hour", "url"})
"""Elements that are read within these."""
DOUBTFUL: Final = _names("""
    authors body channel contributors entry feed fullitem item links xhtml:body xhtml:div
""")
"""Elements that change how feedparser reads others, where the fast lane does not expect them."""
UNREAD_CONTENT: Final = frozenset({"browserfriendly", "copyright", "info", "rights", "subtitle", "tagline"})
"""Elements of which nothing is read, and in which feedparser sees no elements but their ends."""
READ: Final = CONTENT | TEXTS | PEOPLE | HOLDERS | WITHIN | {"itunes:category"}
OF_PEOPLE: Final = frozenset({"email", "homepage", "name", "uri", "url"})
PLAIN_TYPES: Final = frozenset({"text", "plain", "html", "xhtml", MARKUP})
MODES: Final = frozenset({"escaped", "xml"})
RAW: Final = frozenset({"email", "itunes:image", "media:player", "name"})
"""Elements whose text feedparser leaves as it is."""
ENTRY_ATTRIBUTES: Final = frozenset({"href", "lastmod"})
ADDRESSING: Final = _names("""
    base domain duration filesize href ispermalink label lang lastmod length medium mode rel resource role scheme
    src term text title type url
""")
"""Attributes that are read; feedparser takes those of a foreign namespace for the element's own."""
