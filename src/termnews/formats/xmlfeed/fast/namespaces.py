"""Namespaces that feeds use: what the fast lane has to know to give elements the names that the slow one gives them.

`tests/unit/formats/test_fastlane.py` holds this against feedparser's own table.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_USUAL: Final[dict[str, tuple[str, ...]]] = {
    "": (
        "http://backend.userland.com/rss",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://example.com/necho",
        "http://example.com/newformat#",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://purl.org/atom/ns#",
        "http://purl.org/echo/",
        "http://purl.org/pie/",
        "http://purl.org/rss/1.0/",
        "http://purl.org/rss/1.0/modules/rss091#",
        "http://www.w3.org/2005/atom",
        "http://www.w3.org/2005/atom/",
        "https://www.w3.org/2005/atom",
        "uri/of/echo/namespace#",
    ),
    "content": ("http://purl.org/rss/1.0/modules/content/", "https://purl.org/rss/1.0/modules/content/"),
    "dc": (
        "http://purl.org/dc/elements/1.0/",
        "http://purl.org/dc/elements/1.1/",
        "https://purl.org/dc/elements/1.1/",
    ),
    "dcterms": ("http://purl.org/dc/terms/",),
    "itunes": (
        "http://example.com/dtds/podcast-1.0.dtd",
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "https://www.itunes.com/dtds/podcast-1.0.dtd",
    ),
    "media": (
        "http://search.yahoo.com/mrss",
        "http://search.yahoo.com/mrss/",
        "http://video.search.yahoo.com/mrss",
        "http://video.search.yahoo.com/mrss/",
        "http://www.rssboard.org/media-rss",
        "https://search.yahoo.com/mrss/",
    ),
    "prism": ("http://prismstandard.org/namespaces/1.2/basic/",),
    "rdf": ("http://www.w3.org/1999/02/22-rdf-syntax-ns#",),
    "sy": ("http://purl.org/rss/1.0/modules/syndication/",),
    "xhtml": ("http://www.w3.org/1999/xhtml",),
    "xml": ("http://www.w3.org/xml/1998/namespace",),
}
PREFIXES: Final = {address: prefix for prefix, addresses in _USUAL.items() for address in addresses}
"""The usual prefix of each namespace that is read, by its address in lower case; empty for the feed's own elements."""
_LOOSE: Final = {"enc": "rss_2.0/enc", "googleplay": "play-podcasts", "prism": "prism"}
"""Prefixes that the slow lane takes from the document, and what the address of their namespace has in it."""
READ: Final = frozenset(PREFIXES.values()) | frozenset(_LOOSE)


def usual_prefix(address: str) -> str | None:
    """Return the usual prefix of a namespace; None for those of which nothing is read."""
    lower = address.lower()
    return "" if "backend.userland.com/rss" in lower else PREFIXES.get(lower)


def other_prefixes(declarations: Iterable[tuple[str, str]]) -> dict[str, str] | None:
    """Return the prefixes of namespaces that are not in the table, by their addresses as written.

    None when names depend on the order of the declarations: one prefix for two namespaces, or two for one, or a
    well-known prefix for something else.
    """
    others: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for prefix, address in declarations:
        usual = usual_prefix(address)
        prefix = prefix.lower()
        if usual is None:
            loose = _LOOSE.get(prefix, "")
            odd = prefix in READ and not (loose and loose in address.lower())
            if odd or not address.strip() or others.setdefault(address, prefix) != prefix:
                return None
        if address != address.strip() or (usual is not None and prefix in READ and prefix not in ("", usual)):
            return None
        if prefix and addresses.setdefault(prefix, address) != address:
            return None
    return others
