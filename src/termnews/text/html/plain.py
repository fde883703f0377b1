"""Markup to plain text, for titles, summaries and search."""

from __future__ import annotations

import re

import turbohtml

from termnews.text.clean import clean_text
from termnews.text.html.events import SaxHandler, parse_events
from termnews.text.html.walk import UNSEEN

_BREAKING = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
))  # fmt: skip
_UNREAD = UNSEEN | {"iframe", "noframes", "object", "video", "audio"}
_GAP = re.compile("[ \t\n\r\f]+")
_LINE = re.compile(r" *\x00[\x00 ]*")


class _Words(SaxHandler):
    """Gathers text; a NUL, which no markup can bring, stands for a new line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._skipping = 0

    def start_element(self, tag: str, attrs: tuple[tuple[str, str | None], ...]) -> None:
        """Begin an element."""
        if self._skipping or tag in _UNREAD or (attrs and any(name == "hidden" for name, _ in attrs)):
            self._skipping += 1
        elif tag in _BREAKING:
            self.parts.append("\x00")
        elif tag in ("td", "th"):
            self.parts.append(" ")

    def end_element(self, tag: str) -> None:
        """End an element."""
        if self._skipping:
            self._skipping -= 1
        elif tag in _BREAKING:
            self.parts.append("\x00")

    def characters(self, data: str) -> None:
        """Take text."""
        if not self._skipping:
            self.parts.append(data)


def text_from_html(markup: str) -> str:
    """Return the words of some markup, one line for each paragraph; clean, links and pictures left out."""
    if "<" not in markup:
        plain = turbohtml.unescape(markup) if "&" in markup else markup
        return _GAP.sub(" ", clean_text(plain)).strip()
    words = _Words()
    parse_events(f"<body>{markup}", words)
    text = _GAP.sub(" ", "".join(words.parts))
    return clean_text(_LINE.sub("\n", text)).strip()


def unescape(text: str) -> str:
    """Decode character references once; the result still has to be cleaned."""
    return turbohtml.unescape(text)
