"""Endings of file names, in lower case; apart from the parsers, so that a folder is listed before they come in."""

from __future__ import annotations

from typing import Final

ARTICLE_SUFFIXES: Final = frozenset(
    {".txt", ".text", ".md", ".markdown", ".mkd", ".html", ".htm", ".xhtml"},
)
"""Files that are articles."""

FEED_SUFFIXES: Final = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})
"""Files that are saved feeds."""
