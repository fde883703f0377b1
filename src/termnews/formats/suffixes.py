"""Endings of file names, in lower case; apart from the parsers, so that a folder is listed before they come in."""

from __future__ import annotations

from typing import Final

MARKDOWN_SUFFIXES: Final = frozenset({".md", ".markdown", ".mkd"})
"""Files of Markdown."""

PAGE_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
"""Files that are web pages."""

ARTICLE_SUFFIXES: Final = frozenset({".txt", ".text"}) | MARKDOWN_SUFFIXES | PAGE_SUFFIXES
"""Files that are articles."""

FEED_SUFFIXES: Final = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})
"""Files that are saved feeds."""
