"""Texts of a feed: titles and summaries as plain text, bodies in their own markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from itertools import islice

from termnews.formats.document import MAX_CONTENT, MAX_TITLE
from termnews.formats.xmlfeed.element import HTML, MARKUP, PLAIN, Element
from termnews.text.clean import clean_line, clean_text
from termnews.text.cutting import clean_content
from termnews.text.html import text_from_html, unescape

_TITLES = ("title", "dc:title", "media:title", "itunes:title")
_BODIES = ("content:encoded", "content", "encoded", "fullitem", "xhtml:body", "body", "xhtml:div")
_ABSTRACTS = ("description", "summary", "abstract", "dc:description", "dcterms:abstract")
_EXTRAS = ("itunes:summary", "googleplay:description", "media:description", "media:text", "itunes:subtitle")
_GROUPS = ("media:group", "media:content")

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ABOUT_REFERENCES = re.compile(
    r"&(?:amp|lt|gt|quot|nbsp);\s+(?:entit(?:y|ies)|(?:HTML |character )reference)\b", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,9})(?:\s[^<>]{0,2000}+)?/?>")
_VOID = frozenset({"br", "img", "hr", "wbr"})
_INLINE = _VOID | {
    *["a", "abbr", "acronym", "address", "article", "b", "bdi", "bdo", "big", "blink", "blockquote", "center", "cite"],
    *["code", "del", "dfn", "div", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i"],
    *["ins", "kbd", "label", "li", "mark", "nobr", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span"],
    *["strike", "strong", "sub", "sup", "time", "tt", "u", "ul", "var"],
}
_MARKUP_IN_TEXT = re.compile(
    r"</(?:p|a|b|i|em|strong|div|span|ul|ol|li|h[1-6]|blockquote|pre|code|table|figure)\s?>|<br\s?/?>|<p>|<img\s"
)
_SHOWN = re.compile(r"(?i)<(?:img|picture|video|audio|iframe|object|embed|svg)[\s>]")
_MARKUP_TYPES = frozenset({"html", "xhtml", HTML, MARKUP, "application/xml", "text/xml"})
_UNREADABLE = re.compile(r"(?:image|audio|video|font|multipart)/")
_PLAIN_SPACES = ("itunes:", "media:", "googleplay:")
"""Beginnings of the names of elements that hold plain text unless they say otherwise."""
_ENCODED = "application/octet-stream"
_TEASER = 400
"""Characters by which an abstract must exceed three times the body to be the true body."""
_CDATA_SIGNS = re.compile(r"<!\[CDATA\[|\]\]>")
_TAG_SIGN = re.compile(r"<[A-Za-z/!]")
_BLANK_LINE = re.compile(r"\S[ \t]*\r?\n[ \t]*\r?\n\s*\S")
_ESCAPED_LOOK = 8000
"""Characters in which two pairs of escaped tags show that a body was escaped twice; a single one is an example."""
_ESCAPED_PAIR = re.compile(
    r"&lt;(a|b|blockquote|div|em|figure|h[1-6]|i|li|ol|p|pre|span|strong|table|ul)\b(?:(?!&gt;).)*?&gt;"
    r"(?=(?:(?!&lt;/?\1\b).){0,2000}&lt;/\1&gt;)",
    re.DOTALL | re.IGNORECASE,
)
_VOID_END = re.compile(r"</(?:area|br|col|embed|hr|img|input|source|track|wbr)>", re.IGNORECASE)
_WRAPPED = re.compile(r"<div(?:\s[^<>]*)?>((?:(?!</?div\b).)*+)</div>", re.DOTALL | re.IGNORECASE)


class Wording:
    """A text with the element that it stood in and the type of its markup."""

    __slots__ = ("_text", "base", "language", "markup", "media_type", "name")

    def __init__(
        self, name: str, markup: str, media_type: str, base: str | None = None, language: str | None = None
    ) -> None:
        self.name = name
        self.markup = markup
        self.media_type = media_type
        self.base = base
        self.language = language
        self._text: str | None = None

    @property
    def text(self) -> str:
        """The words in it, one paragraph a line."""
        if self._text is None:
            self._text = plain(self.markup, self.media_type)
        return self._text


def plain(markup: str, media_type: str) -> str:
    """Return the words of a text, one paragraph a line."""
    if media_type == PLAIN:
        return clean_text(markup.strip(), MAX_CONTENT)
    return text_from_html(markup[:MAX_CONTENT])[:MAX_CONTENT].strip()


def line(text: str, limit: int = MAX_TITLE) -> str:
    """Return a name or label in one clean line, whatever markup and references it holds."""
    return clean_line(_without_tags(text[: limit * 20]), limit)


def title_of(element: Element, *, atom: bool) -> str:
    """Return the title of a feed or entry as plain text; the entry's own one before those of its media."""
    for holder in (element, *element.all(*_GROUPS)):
        for child in holder.all(*_TITLES):
            title = _title(child, atom=atom)
            if title:
                return title
    return ""


def _title(element: Element, *, atom: bool) -> str:
    """Return one title. RSS does not say whether a title is markup: tags that come in pairs are, others are text."""
    text = element.text[: MAX_TITLE * 20]
    kind = type_of(element, atom=atom)
    if element.media_type == MARKUP or (kind == HTML and (atom or "type" in element.attributes)):
        return clean_line(text_from_html(text), MAX_TITLE)
    if kind == PLAIN and atom:
        return clean_line(text, MAX_TITLE)
    return line(text)


def _without_tags(text: str) -> str:
    """Take tags that are markup out of a text, then decode references once, unless the text is about them."""
    if "<" in text:
        text = _drop_tags(text)
    if "&" not in text or _ABOUT_REFERENCES.search(text):
        return text
    return _REFERENCE.sub(_decoded, text)


def _decoded(reference: re.Match[str]) -> str:
    """Return what a reference stands for; a name that no entity has stays, whatever shorter name it begins with."""
    written = reference[0]
    return unescape(written) if written[1] == "#" or written[1:] in html5 else written


def _drop_tags(text: str) -> str:
    """Take out HTML tags that come in pairs, and those that never do; `<blink>` alone is what somebody writes about."""
    tags = list(_TAG.finditer(text))
    opened: dict[str, list[int]] = {}
    dropped = set()
    for number, tag in enumerate(tags):
        name = tag[2].lower()
        if name not in _INLINE:
            continue
        if name in _VOID:
            dropped.add(number)
        elif not tag[1]:
            opened.setdefault(name, []).append(number)
        elif opened.get(name):
            dropped |= {number, opened[name].pop()}
    pieces, at = [], 0
    for number in sorted(dropped):
        tag = tags[number]
        pieces += [text[at : tag.start()], " " if tag[2].lower() in _BREAKING else ""]
        at = tag.end()
    return "".join(pieces) + text[at:]


_BREAKING = frozenset({"br", "hr", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})


def type_of(element: Element, *, atom: bool) -> str:
    """Return how the content of an element is to be read: HTML, PLAIN, or empty where it is no text."""
    if element.media_type == MARKUP:
        return HTML
    stated = element.attribute("type").lower().partition(";")[0].strip() if element.attributes else ""
    if not stated:
        return PLAIN if atom or element.name.startswith(_PLAIN_SPACES) else HTML
    return _type_stated(stated, element, atom=atom)


def _type_stated(stated: str, element: Element, *, atom: bool) -> str:
    """Return what the type that an element states comes to."""
    if stated in _MARKUP_TYPES or stated.endswith("+xml"):
        return HTML
    if stated == _ENCODED:
        return HTML if re.search(r"[<&]", element.value) else PLAIN
    if stated in {"text", "plain"} or stated.startswith("text/"):
        return PLAIN
    if _UNREADABLE.match(stated):
        return ""
    return PLAIN if atom else HTML


def texts_of(element: Element, *, atom: bool) -> tuple[Wording | None, str]:
    """Return the fullest body of an entry, and the abstract that the feed gives, as plain text."""
    whole = list(_wordings(element, _BODIES, atom=atom))
    abstracts = list(_wordings(element, _ABSTRACTS, atom=atom))
    extras = list(_extras(element, atom=atom))
    summary = next((each.text for each in (*abstracts, *extras) if each.text), "")
    best = _body(_fullest(whole), _fullest(abstracts))
    if best is None or not (best.text or _SHOWN.search(best.markup)):
        return _fullest([*whole, *abstracts, *extras]), summary
    notes = [each for each in extras if each.name == "itunes:summary" and len(each.text) > 2 * len(best.text)]
    return _fullest(notes) or best, summary


def _body(whole: Wording | None, abstract: Wording | None) -> Wording | None:
    """Return what an entry calls its body; its abstract where that has words and the body little more than a teaser."""
    if whole is None or abstract is None:
        return whole or abstract
    if not (whole.text or _SHOWN.search(whole.markup)):
        return abstract
    return abstract if len(abstract.text) > 3 * len(whole.text) + _TEASER else whole


def _extras(element: Element, *, atom: bool) -> Iterator[Wording]:
    """Yield texts that stand in for a body where there is none."""
    for holder in (element, *element.all(*_GROUPS)):
        yield from _wordings(holder, _EXTRAS, atom=atom)
        for inner in holder.all("media:content"):
            yield from _wordings(inner, _EXTRAS, atom=atom)


def _wordings(element: Element, names: tuple[str, ...], *, atom: bool) -> Iterator[Wording]:
    for child in element.all(*names):
        kind = type_of(child, atom=atom and child.name in {"content", "summary"})
        text = child.text
        if not text or not kind:
            continue
        if "type" not in child.attributes and child.media_type != MARKUP:
            text, kind = _as_meant(text, kind)
        markup = _tidy(text) if child.media_type == MARKUP else text
        yield Wording(child.name, clean_content(markup, kind, MAX_CONTENT), kind, child.base, child.language)


def _as_meant(text: str, kind: str) -> tuple[str, str]:
    """Return a text that states no type, and its likely one: markup, markup escaped twice, or plain paragraphs."""
    if kind == PLAIN:
        return text, HTML if _MARKUP_IN_TEXT.search(text) else PLAIN
    if "<![CDATA[" in text:
        text = _CDATA_SIGNS.sub("", text).strip()
    if _TAG_SIGN.search(text):
        return text, HTML
    if text.startswith("&lt;") and text.endswith("&gt;"):
        pairs = _ESCAPED_PAIR.finditer(text, 0, _ESCAPED_LOOK)
        if len(list(islice(pairs, 2))) == 2:
            return unescape(text), HTML
    return (unescape(text), PLAIN) if _BLANK_LINE.search(text) else (text, HTML)


def _tidy(markup: str) -> str:
    """Return markup that stood as elements without the one `div` around it, and as HTML writes empty elements."""
    wrapped = _WRAPPED.fullmatch(markup)
    return _VOID_END.sub("", wrapped[1].strip() if wrapped else markup)


def _fullest(candidates: list[Wording]) -> Wording | None:
    """Return the body with the most words; where there is little in it markup, and what came first."""
    best: Wording | None = None
    size = 0
    for each in candidates:
        length = len(each.text)
        margin = 1.2 if best and best.media_type == HTML else 1.02
        richer = best is not None and best.media_type == PLAIN != each.media_type
        if best is None or length > size * margin or (richer and length > size * 0.9):
            best, size = each, length
    return best
