"""A document on its way to a parser: its bytes, its text, where it came from, and the limits that all parsers share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAX_BODY = 16_000_000
"""Bytes of a document; what lies beyond is not read."""
MAX_ENTRIES = 2000
"""Entries of one document; the first ones are taken."""
MAX_CONTENT = 1_000_000
"""Characters of one body of text."""
MAX_TITLE = 1000
"""Characters of a title, name or tag."""

_SPACE = re.compile(r"[\s\ufeff\x00]*")
_SKIPPED = (("<!--", "-->"), ("<?", "?>"))
_NAME = re.compile(r"<([A-Za-z_][^\s/>:<]*(?::[A-Za-z_][^\s/>:<]*)?)(?=[\s/>]|$)")
_FEED_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:rss|rdf|feed)(?=[\s>])[^<]{0,4000}>", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_LOOK_AHEAD = 100_000
"""Characters in which a feed may begin behind something else, such as a warning of the program that made it."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a feed's address gave, decoded."""

    body: bytes = field(repr=False)
    text: str = field(repr=False)
    url: str
    """Where it came from, for relative addresses."""
    media_type: str = ""
    charset: str | None = None
    """As the server said."""
    notes: tuple[str, ...] = ()
    """What was odd so far."""
    root: str = ""
    """Local name of the outermost element in lower case; empty when there is no markup."""
    start: int = 0
    """Where in the text the document really begins."""


def open_text(text: str) -> tuple[str, int]:
    """Find what a text is made of: the name of its outermost element, and where the document begins.

    A feed that follows junk (a warning, a stray tag) counts as one, unless a web page stands around it.
    """
    start = _SPACE.match(text)
    at = start.end() if start else 0
    if text.startswith(("{", "["), at):
        return "", at
    name = root_name(text, at)
    if name in _ROOTS:
        return name, text.index("<", at)
    late = _FEED_ROOT.search(text, at, at + _LOOK_AHEAD)
    if late is None or _PAGE.search(text, at, late.start()):
        return name, at
    return _local(re.split(r"[\s>]", late[0][1:], maxsplit=1)[0]), late.start()


def root_name(text: str, at: int = 0) -> str:
    """Return the local name of the first element, in lower case; text before it is passed over."""
    while (at := text.find("<", at)) != -1:
        end = _past_declaration(text, at)
        if end == -1:
            return ""
        if end == at:
            name = _NAME.match(text, at)
            if name is not None:
                return _local(name[1])
            end = at + 1
        at = end
    return ""


def _past_declaration(text: str, at: int) -> int:
    """Return where a comment, instruction or document type ends; `at` itself when none begins there; -1 when cut."""
    for opening, closing in _SKIPPED:
        if text.startswith(opening, at):
            end = text.find(closing, at + len(opening))
            return end if end == -1 else end + len(closing)
    return doctype_end(text, at) if text.startswith("<!", at) else at


def doctype_end(text: str, at: int) -> int:
    """Return where a document type that begins at `at` ends, its internal subset included; -1 when it does not end."""
    end = text.find(">", at)
    if end == -1:
        return -1
    subset = text.find("[", at, end)
    if subset == -1:
        return end + 1
    closing = re.compile(r"\]\s*>").search(text, subset)
    return closing.end() if closing else -1


def _local(name: str) -> str:
    """Return a name without its prefix, in lower case."""
    return name.rpartition(":")[2].lower()


_ROOTS = frozenset({"rss", "rdf", "feed", "channel", "entry", "item", "opml", "html"})
