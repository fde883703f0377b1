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
_BALANCED = _BREAKING - {"br", "caption", "form", "hr", "p", "table", "tr"}
"""Elements that an end tag ends only where they are open."""
_NEEDY = {"li": ("ul", "ol", ""), "dd": ("dl",), "dt": ("dl",)}
"""What such elements have to stand in, lest they end others."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
))  # fmt: skip
_MARKS = {
    **dict.fromkeys((*_INLINE, *(f"/{name}" for name in _INLINE), "img", "wbr"), "\x01"),
    **dict.fromkeys((*_BALANCED, *(f"/{name}" for name in _BALANCED), "p", "/p", "br", "hr"), "\x00"),
}
"""What stands in the text for each tag of plain markup, so that no reference goes over it."""
_MARKS_ALONE = {name: mark.strip("\x01") for name, mark in _MARKS.items()}
"""The same for markup without any reference."""
_ODD_REFERENCE = re.compile(
    r"&#(?!0*(?:3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-6]|1[6-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3}|12[89][0-9]{3})(?![0-9])"
    r"|[xX]0*(?:[2-6][0-9a-fA-F]|7[0-9a-eA-E]|[a-fA-F][0-9a-fA-F]|[1-9a-fA-F][0-9a-fA-F]{2}|[1-9a-cA-C][0-9a-fA-F]{3}"
    r"|1[fF][0-9a-eA-E][0-9a-fA-F]{2})(?![0-9a-fA-F]))"
)
"""References by number to anything but common characters: the parser and `unescape` read some of them differently."""
_CONTAINERS = _BALANCED | {f"/{name}" for name in _BALANCED}
_B = r"[ \t\n\r\f]"
_PLAIN_TAG = re.compile(
    rf"""<(/?[a-z][a-z0-9]*)(?:{_B}+[A-Za-z_][A-Za-z0-9_:-]*+"""
    rf"""(?:{_B}*={_B}*(?:"[^"]*"|'[^']*'|[^ \t\n\r\f"'<>=`]++))?)*+{_B}*/?>"""
)
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
    plain_text = text_of_plain(markup)
    if plain_text is not None:
        return clean_text(plain_text).strip()
    return text_by_parser(markup)


def text_by_parser(markup: str) -> str:
    """Do the same through the parser, whatever the markup is like."""
    words = _Words()
    parse_events(f"<body>{markup}", words)
    text = _GAP.sub(" ", "".join(words.parts))
    return clean_text(_LINE.sub("\n", text)).strip()


def text_of_plain(markup: str) -> str | None:
    """Return the words of plain markup, not cleaned; None where only the parser knows what the tags amount to.

    Plain are tags of running text as nearly all feeds have them: no table, nothing hidden, every container ended where
    it is the innermost one. Then each tag breaks the line or means nothing, wherever the parser would end elements.
    """
    if "\0" in markup or "\x01" in markup or "hidden" in markup:
        return None
    parts = _PLAIN_TAG.split(markup)
    names = parts[1::2]
    marks = _MARKS if "&" in markup else _MARKS_ALONE
    try:
        parts[1::2] = [marks[name] for name in names]
    except KeyError:
        return None
    text = "".join(parts)
    if "<" in text or not _is_balanced([name for name in names if name in _CONTAINERS]):
        return None
    if "&" in text:
        if "&#" in text and _ODD_REFERENCE.search(text):
            return None
        text = turbohtml.unescape(text)
    return _lines_of(text.replace("\x01", "") if marks is _MARKS else text)


def _is_balanced(tags: list[str]) -> bool:
    """Tell whether every container ends where it is the innermost one, and none is ended by the start of another."""
    stack = [""]
    for tag in tags:
        if tag[0] == "/":
            if stack.pop() != tag[1:]:
                return False
            continue
        if tag in _NEEDY and stack[-1] not in _NEEDY[tag]:
            return False
        if tag in _HEADINGS and stack[-1] in _HEADINGS:
            return False
        stack.append(tag)
    return True


def _lines_of(text: str) -> str:
    """Return text with white space folded and a new line for each NUL, or several of them."""
    for gap in "\n\t\r\f":
        if gap in text:
            text = text.replace(gap, " ")
    lines = [line for part in text.split("\0") if (line := part.strip(" "))]
    if "  " in text:
        lines = [" ".join([word for word in line.split(" ") if word]) if "  " in line else line for line in lines]
    return "\n".join(lines)


def unescape(text: str) -> str:
    """Decode character references once; the result still has to be cleaned."""
    return turbohtml.unescape(text)
