"""Running text of Markdown: inline tokens to spans."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Protocol

from termnews.model.article import Inline, Mark, Span
from termnews.text.clean import clean_line, clean_text
from termnews.text.html import unescape
from termnews.text.urls import clean_url


class InlineToken(Protocol):
    """What this module needs to know of a parser's token."""

    type: str
    content: str

    @property
    def attrs(self) -> Mapping[str, str | int | float]:
        """Attributes by name."""

    @property
    def meta(self) -> Mapping[str, object]:
        """What plugins add."""


_OPENING = {"em_open": Mark.EMPHASIS, "strong_open": Mark.STRONG, "s_open": Mark.STRIKE}
_CLOSING = {"em_close": Mark.EMPHASIS, "strong_close": Mark.STRONG, "s_close": Mark.STRIKE}
_TAGS = {
    **dict.fromkeys(("b", "strong"), Mark.STRONG),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), Mark.EMPHASIS),
    **dict.fromkeys(("code", "samp", "tt"), Mark.CODE),
    **dict.fromkeys(("s", "del", "strike"), Mark.STRIKE),
    **dict.fromkeys(("ins", "u"), Mark.INSERTED),
    "kbd": Mark.KEYBOARD,
    "mark": Mark.MARKED,
    "sub": Mark.SUBSCRIPT,
    "sup": Mark.SUPERSCRIPT,
    "small": Mark.SMALL,
}
_NAMES = """
a abbr address area article aside audio base bdi bdo big blockquote body br button canvas caption center col
colgroup data datalist dd details dialog div dl dt embed fieldset figcaption figure font footer form frame h1 h2
h3 h4 h5 h6 head header hgroup hr html iframe img input label legend li link main map meta meter nav nobr noscript
object ol optgroup option output p param picture pre progress q rp rt ruby script section select slot source span
style summary svg table tbody td template textarea tfoot th thead time title tr track ul video wbr
"""
_SILENT = frozenset(_NAMES.split())
"""Elements whose tags are not shown; any other tag is something that a person typed (`list<int>`)."""
_UNSEEN = ("script", "style")
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_WIKI_LINK = re.compile(r"!?\[\[(?P<page>[^\[\]|\n]{1,200})(?:\|(?P<shown>[^\[\]\n]{1,200}))?\]\]")
"""A link of a note-taking program: its address means nothing outside, its words are shown."""
_BARE_ADDRESS = re.compile(r"(?<![\w/@])https?://[^\s<>\"`\\^{|}]+", re.IGNORECASE)
_UNSPACED = re.compile("[\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]")


def spans_of(tokens: Sequence[InlineToken], base_url: str | None) -> Inline:
    """Return the spans of one paragraph."""
    reader = _Spans(base_url)
    for token in tokens:
        reader.read(token)
    spans = reader.spans
    if spans and spans[0].text.startswith(" "):
        spans[0] = Span(spans[0].text.lstrip(), spans[0].marks, spans[0].link)
    return tuple(span for span in spans if span.text)


def picture_of(
    tokens: Sequence[InlineToken], base_url: str | None
) -> list[tuple[str | None, str, str, str | None]] | None:
    """Return (address, words, title, link) of every picture, or None when the paragraph holds anything else."""
    found: list[tuple[str | None, str, str, str | None]] = []
    link: str | None = None
    for token in tokens:
        if token.type == "image":
            alt, title = clean_line(token.content), clean_line(str(token.attrs.get("title") or ""))
            found.append((clean_url(str(token.attrs.get("src", "")), base_url), alt, title, link))
        elif token.type == "link_open":
            link = _address(str(token.attrs.get("href", "")), base_url)
        elif token.type == "link_close":
            link = None
        elif token.content.strip() or token.type not in ("text", "softbreak", "hardbreak"):
            return None
    return found or None


def anchor_of(text: str) -> str:
    """Return the name that links within Markdown texts use for a heading."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.strip().lower()))[:200]


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction is written right to left."""
    if text.isascii():
        return False
    kinds = (unicodedata.bidirectional(char) for char in text[:400])
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _address(href: str, base_url: str | None) -> str | None:
    """Return a cleaned address; one within the article stays a bare `#name`."""
    if href.startswith("#"):
        return clean_line(href) if len(href) > 1 else None
    return clean_url(href, base_url)


class _Spans:
    """Collects spans while marks and links open and close."""

    def __init__(self, base_url: str | None) -> None:
        self.spans: list[Span] = []
        self._base = base_url
        self._marks: list[Mark] = []
        self._links: list[str | None] = []
        self._unseen = ""

    def read(self, token: InlineToken) -> None:
        """Take one token."""
        kind = token.type
        if kind in _OPENING:
            self._marks.append(_OPENING[kind])
        elif kind in _CLOSING:
            self._close(_CLOSING[kind])
        elif kind == "link_open":
            self._links.append(_address(str(token.attrs.get("href", "")), self._base))
        elif kind == "link_close":
            self._end_link()
        elif kind == "html_inline":
            self._tag(token.content)
        else:
            self._content(token)

    def _content(self, token: InlineToken) -> None:
        kind = token.type
        if kind == "softbreak":
            self._soft_break()
        elif kind == "hardbreak":
            self._add("\n")
        elif kind == "code_inline":
            self._add(token.content, Mark.CODE)
        elif kind == "image":
            self._picture(token.content, str(token.attrs.get("src", "")))
        elif kind == "footnote_ref":
            number = int(str(token.meta.get("id", 0))) + 1
            self._add(str(number), Mark.SUPERSCRIPT, f"#fn-{number}")
        elif kind != "footnote_anchor":
            self._text(token.content)

    def _picture(self, alt: str, src: str) -> None:
        words = clean_line(alt)
        self._add(f"[picture: {words}]" if words else "[picture]", link=clean_url(src, self._base))

    def _soft_break(self) -> None:
        """A line end is a blank, but not between two characters of a script without blanks."""
        last = self.spans[-1].text[-1:] if self.spans else ""
        self._add("" if _UNSPACED.match(last) else " ")

    def _text(self, text: str) -> None:
        """Add text; bare addresses in it become links."""
        if "[[" in text:
            text = _WIKI_LINK.sub(lambda found: found["shown"] or found["page"].replace("#", " › "), text)
        if self._links or "://" not in text:
            self._add(text)
            return
        start = 0
        for match in _BARE_ADDRESS.finditer(text):
            found = _without_tail(match[0])
            self._add(text[start : match.start()])
            self._add(found, link=clean_url(found))
            start = match.start() + len(found)
        self._add(text[start:])

    def _tag(self, markup: str) -> None:
        """Take an HTML tag for the mark it stands for."""
        match = _TAG.match(markup)
        if match is None:
            return
        closing, name = bool(match[1]), match[2].lower()
        if self._unseen:
            self._unseen = "" if closing and name == self._unseen else self._unseen
        elif name in _UNSEEN:
            self._unseen = "" if closing else name
        elif name in _TAGS:
            self._close(_TAGS[name]) if closing else self._marks.append(_TAGS[name])
        elif name in ("a", "br", "img"):
            self._element(name, closing, match[3])
        elif name not in _SILENT:
            self._add(markup)

    def _element(self, name: str, closing: bool, attributes: str) -> None:
        """Take one of the tags that need their attributes."""
        found = {key.lower(): unescape(one or two or three) for key, one, two, three in _ATTRIBUTE.findall(attributes)}
        if name == "br":
            self._add("\n")
        elif name == "img":
            self._picture(found.get("alt", ""), found.get("src", ""))
        elif closing:
            self._end_link()
        else:
            self._links.append(_address(found.get("href", ""), self._base))

    def _close(self, mark: Mark) -> None:
        if mark in self._marks:
            self._marks.reverse()
            self._marks.remove(mark)
            self._marks.reverse()

    def _end_link(self) -> None:
        if self._links:
            self._links.pop()

    def _add(self, text: str, extra: Mark = Mark.NONE, link: str | None = None) -> None:
        text = clean_text(text)
        if not text or self._unseen:
            return
        marks = extra
        for mark in self._marks:
            marks |= mark
        target = self._links[-1] if self._links else link
        last = self.spans[-1] if self.spans else None
        if last is not None and last.marks == marks and last.link == target:
            self.spans[-1] = Span(last.text + text, marks, target)
        else:
            self.spans.append(Span(text, marks, target))


def _without_tail(address: str) -> str:
    """Leave out punctuation that belongs to the sentence, and closing brackets that nothing opened."""
    surplus = {")": address.count(")") - address.count("("), "]": address.count("]") - address.count("[")}
    end = len(address)
    while end:
        last = address[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in ".,:;!?'\"*_~…»”’":
            break
        end -= 1
    return address[:end]
