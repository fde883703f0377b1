"""The door to the parser: markup in, events of the finished tree out."""

from __future__ import annotations

from turbohtml.saxparse import SaxHandler, sax_parse

__all__ = ["SaxHandler", "parse_events"]


def parse_events(markup: str, handler: SaxHandler) -> None:
    """Parse markup and give its events to the handler; an exception of the handler ends the parsing.

    Halves of characters are joined or replaced before: the parser fails on them in the names of tags and attributes.
    """
    if not _is_whole(markup):
        markup = markup.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    sax_parse(markup, handler)


def _is_whole(text: str) -> bool:
    """Tell whether a text holds no half of a character."""
    try:
        return text.isascii() or bool(text.encode("utf-8"))
    except UnicodeEncodeError:
        return False
