"""The door for feeds: look at the content, not at its label, choose the parser, and say plainly what cannot be read.

A new format is one module with a `FORMAT`, and its name in `FORMATS`.
"""

from __future__ import annotations

from typing import Protocol

from termnews.formats import jsonfeed, magic, opml, xmlfeed
from termnews.formats.document import MAX_BODY, Document, open_text
from termnews.model.errors import NotAFeedError, ParseError
from termnews.model.feed import ParsedFeed
from termnews.text.clean import clean_line
from termnews.text.html import decode, read_page


class FormatParser(Protocol):
    """What a format has to offer."""

    @property
    def name(self) -> str:
        """A short name, for messages and tests."""
        ...

    def recognises(self, document: Document) -> bool:
        """Tell by its content whether a document is of this format; quick."""
        ...

    def parse(self, document: Document, now: int) -> ParsedFeed:
        """Read a document that it recognises. Raises ParseError, and nothing else."""
        ...


FORMATS: tuple[FormatParser, ...] = (jsonfeed.FORMAT, xmlfeed.FORMAT, opml.FORMAT)
"""All formats; the first that recognises a document reads it."""

_BROWSE = "Open the address in a browser to see what it is."


def parse(body: bytes, *, url: str, media_type: str = "", charset: str | None = None, now: int) -> ParsedFeed:
    """Read a feed, whatever it is labelled as. `url` is where the bytes came from, `now` seconds since the epoch.

    Raises NotAFeedError for a web page (with the feeds that it advertises), ParseError for anything else that is no
    feed; nothing else.
    """
    document = _open(body, url, media_type, charset)
    for each in FORMATS:
        if each.recognises(document):
            return each.parse(document, now)
    if _is_page(document):
        raise _not_a_feed(document)
    raise ParseError(_what_it_is(document), hint=_BROWSE)


AT_ONCE = 65_536
"""Bytes up to which a document may be parsed outside of a parser process."""


def parse_at_once(body: bytes, *, url: str, media_type: str = "", charset: str | None = None) -> ParsedFeed | None:
    """Read a small, well-formed feed of known shape in a few milliseconds, as `parse` would; None for all others.

    It needs no limits around it: time and memory are in proportion to the length, which is bounded, and neither
    feedparser nor the detection of encodings is asked. Raises nothing.
    """
    if len(body) > AT_ONCE or b"\0" in body:
        return None
    try:
        body.decode("utf-8")
        document = _open(body, url, media_type, charset)
    except (UnicodeDecodeError, ParseError):
        return None
    chosen = next((each for each in FORMATS if each.recognises(document)), None)
    return xmlfeed.parse_fast(document) if chosen is xmlfeed.FORMAT else None


def _open(body: bytes, url: str, media_type: str, charset: str | None) -> Document:
    """Decode the bytes and look at how they begin."""
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf\xfe\xff"):
        raise ParseError("the document is empty", hint="Try again later; the publisher may be at work on it.")
    if (kind := magic.kind_of(body)) is not None:
        raise ParseError(f"this is {kind}, not a feed", hint=_BROWSE)
    notes: list[str] = []
    if len(body) > MAX_BODY:
        body = body[:MAX_BODY]
        notes.append(f"only the first {MAX_BODY // 1_000_000} MB were read")
    text = decode(body, charset)
    root, start = open_text(text)
    if root and text[:start].strip(" \t\r\n\ufeff\0"):
        notes.append("something else stood before the feed")
    return Document(body, text, url, media_type, charset, tuple(notes), root, start)


def _is_page(document: Document) -> bool:
    """Tell whether a document is a web page, or a piece of one."""
    return document.root in _PAGE_ROOTS or (
        document.media_type in {"text/html", "application/xhtml+xml"} and bool(document.root)
    )


_PAGE_ROOTS = frozenset(
    [
        *["html", "head", "body", "title", "meta", "link", "script", "style", "base", "div", "p", "a", "span", "h1"],
        *["h2", "h3", "table", "form", "center", "font", "br", "b", "i", "img", "ul", "ol", "nav", "header", "main"],
        *["section", "article", "footer", "noscript", "iframe", "pre", "strong", "em", "svg"],
    ]
)


def _not_a_feed(document: Document) -> NotAFeedError:
    """Return the error for a web page, with its advertised feeds."""
    page = read_page(document.text, document.url)
    feeds = tuple((address, clean_line(title)) for address, title in page.feeds)
    title = clean_line(page.title, 80)
    what = f"this is a web page ({title}), not a feed" if title else "this is a web page, not a feed"
    hint = f"termnews add {feeds[0][0]}" if feeds else "It advertises no feed; look for one on the page itself."
    error = NotAFeedError(what, hint=hint)
    error.feeds = feeds
    return error


def _what_it_is(document: Document) -> str:
    """Return in words what a document is that no format recognises."""
    if "\0" in document.text[:1000] or document.text[:1000].count("\ufffd") > 20:
        return "these are not text but bytes of some other kind"
    if document.root:
        return f"this is XML, but not a feed: its outermost element is <{clean_line(document.root, 40)}>"
    first = clean_line(document.text[:500], 60)
    return f"this is not a feed; it begins with “{first}”"
