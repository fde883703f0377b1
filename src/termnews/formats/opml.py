"""Lists of feeds as OPML, both ways.

Two thirds of real OPML files are not well-formed (bare `&` and `<` in attributes), so there is one tolerant way for
all: the file is read outline by outline with the same reader of tags that mends broken feeds. No XML parser is
involved, so nothing can be expanded, fetched or nested too deeply.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from termnews.formats.document import MAX_BODY, Document, open_text
from termnews.formats.xmlfeed.tags import StartTag, decoded, read_start
from termnews.model.errors import ParseError
from termnews.model.feed import ParsedFeed
from termnews.text.clean import clean_line
from termnews.text.html import decode
from termnews.text.urls import clean_url, comparable, fetchable

MAX_OUTLINES = 20_000
"""Feeds of one file; the first ones are taken."""
MAX_DEPTH = 10
"""Folders within folders; what lies deeper goes into the last of them."""
_LONGEST_NAME = 300
_EXAMPLES = 3

_ROOTS = frozenset({"opml", "outlinedocument"})
_FEED_TYPES = frozenset({"rss", "atom", "rss1", "feed", "json", "jsonfeed", "rdf", "podcast"})
_MARKUP = re.compile(r"<(?:!--|/?(?:outline|title|head)(?=[\s/>])|!\[CDATA\[)", re.IGNORECASE)
_SCHEME = re.compile(r"(?i)feed:(?://)?(?=https?://)|feed://")
_NEXT = re.compile(r"<(?:/?outline|/body|/opml)(?=[\s/>])", re.IGNORECASE)
_LOOSE = re.compile(r"""\b(text|title|xmlurl|htmlurl|type)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)
_QUOTED = re.compile(
    r"""\s(text|title|xmlUrl|htmlUrl)\s*=\s*(["'])((?:(?!\s[A-Za-z_][\w:.-]*\s*=\s*["'])[^<>])*?)\2"""
    r"""(?=\s+[A-Za-z_][\w:.-]*\s*=\s*["']|\s*/?>)""",
    re.IGNORECASE,
)
"""A value up to the quotation mark that the next attribute or the end of the tag follows."""
_OPENED = re.compile(r"""=\s*["']""")
_BARE_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?:[/?:]|$)", re.IGNORECASE)
_LONGEST_TAG = 20_000


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of the list."""

    url: str
    """An http or https address."""
    title: str = ""
    """Empty where the list gives none."""
    site_url: str | None = None
    folder: str = ""
    """Names of folders joined by `/`; empty at the top level."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpmlDocument:
    """A list of feeds."""

    title: str
    outlines: tuple[Outline, ...] = ()
    notes: tuple[str, ...] = ()
    """What was left out, in words for the person."""


class Opml:
    """Recognises lists of feeds where a feed was expected."""

    name = "opml"

    def recognises(self, document: Document) -> bool:
        """Tell whether the outermost element is that of a list of feeds."""
        return document.root in _ROOTS

    def parse(self, document: Document, now: int) -> ParsedFeed:  # noqa: ARG002  # part of the protocol
        """Refuse it, and say how such a list is brought in."""
        where = document.url.removeprefix("file://") if document.url.startswith("file://") else "FILE"
        raise ParseError("this is a list of feeds (OPML), not a feed", hint=f"termnews import {clean_line(where, 200)}")


FORMAT = Opml()


def parse_opml(body: bytes) -> OpmlDocument:
    """Read a list of feeds, well-formed or not. Raises ParseError when it is none."""
    if not body.strip():
        raise ParseError("the file is empty", hint="Export the list again from where it came.")
    text = decode(body[:MAX_BODY])
    root, start = open_text(text)
    if root not in _ROOTS and not re.search(r"<(?:outline|opml)[\s/>]", text[:MAX_BODY], re.IGNORECASE):
        raise ParseError("this is not an OPML file", hint="An OPML file holds <outline> elements, one for each feed.")
    reader = _Reader(text)
    reader.run(start if root in _ROOTS else 0)
    if len(body) > MAX_BODY:
        reader.note(f"only the first {MAX_BODY // 1_000_000} MB were read")
    return reader.document()


@dataclass(slots=True)
class _Open:
    """An outline that is not closed yet; `name` is None for one that is no folder."""

    name: str | None
    tag: StartTag
    used: bool = False


@dataclass(slots=True)
class _Reader:
    """Goes through a text once and collects the feeds in it."""

    text: str
    title: str = ""
    feeds: dict[str, Outline] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    links: int = 0
    repeated: int = 0
    notes: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    """Closing signs that do not come any more."""

    def run(self, at: int) -> None:
        """Read from `at` to the end."""
        while len(self.feeds) < MAX_OUTLINES:
            found = _MARKUP.search(self.text, at)
            if found is None:
                break
            at = self._read(found)
        else:
            self.note(f"only the first {MAX_OUTLINES} feeds were read")
        while self.stack:
            self._close()

    def note(self, text: str) -> None:
        """Add a remark for the person."""
        self.notes.append(text)

    def document(self) -> OpmlDocument:
        """Return what was found."""
        if self.refused:
            examples = ", ".join(self.refused[:_EXAMPLES])
            self.note(f"{len(self.refused)} left out that are not http or https addresses: {examples}")
        if self.links:
            self.note(f"{self.links} left out that name no feed")
        if self.repeated:
            self.note(f"{self.repeated} listed more than once")
        if not self.feeds:
            self.note("no feed is in this file")
        return OpmlDocument(self.title, tuple(self.feeds.values()), tuple(self.notes))

    def _read(self, found: re.Match[str]) -> int:
        """Read one piece of markup; return where it ends."""
        at, word = found.start(), found[0].lower()
        if word in {"<!--", "<![cdata["}:
            return self._past("-->" if word == "<!--" else "]]>", found.end())
        if word == "</outline":
            self._close()
            return found.end()
        tag = None if word.startswith("</") else read_start(self.text, at)
        if tag is None and word == "<outline" and self.text.find(">", at) != -1:
            tag = StartTag("outline", {}, closed=False, end=found.end())
        if tag is None:
            if word.startswith("</"):
                return found.end()
            self.note(f"cut off after {len(self.feeds)} {'feed' if len(self.feeds) == 1 else 'feeds'}")
            return len(self.text)
        if word == "<outline":
            tag = self._rescued(tag, at)
            self._outline(tag)
        elif word == "<title" and not self.title and not tag.closed:
            self.title = _label(self.text[tag.end : tag.end + 4 * _LONGEST_NAME].partition("</")[0])
        return tag.end

    def _past(self, closing: str, at: int) -> int:
        """Return where a comment or raw text ends; one that never does is no such thing, nor are all that follow."""
        end = -1 if closing in self.missing else self.text.find(closing, at)
        if end != -1:
            return end + len(closing)
        self.missing.add(closing)
        return at

    def _rescued(self, tag: StartTag, at: int) -> StartTag:
        """Return a tag with the address that stands behind an unescaped quote or tag, where reading broke off early."""
        if any(name.lower() == "xmlurl" for name in tag.attributes):
            return self._requoted(tag, at)
        following = _NEXT.search(self.text, tag.end)
        end = following.start() if following else min(len(self.text), tag.end + _LONGEST_TAG)
        piece = self.text[at : min(end, at + _LONGEST_TAG)]
        if "xmlurl" not in piece.lower():
            return tag
        found = {match[1].lower(): match[2] or match[3] for match in _LOOSE.finditer(piece)}
        return StartTag(tag.name, {**tag.attributes, **found}, piece.rstrip().endswith("/>"), max(tag.end, end))

    def _requoted(self, tag: StartTag, at: int) -> StartTag:
        """Return a tag whose values may hold quotation marks of the kind that encloses them."""
        raw = self.text[at : min(tag.end, at + _LONGEST_TAG)]
        if raw.count('"') + raw.count("'") == 2 * len(_OPENED.findall(raw)):
            return tag
        found = {match[1]: match[3] for match in _QUOTED.finditer(raw)}
        return replace(tag, attributes={**tag.attributes, **found})

    def _close(self) -> None:
        """Close the innermost outline."""
        if not self.stack:
            return
        closed = self.stack.pop()
        if closed.used and self.stack:
            self.stack[-1].used = True
        if closed.name is not None and not closed.used and _values(closed.tag).keys() & {"url", "htmlurl"}:
            self.links += 1

    def _outline(self, tag: StartTag) -> None:
        """Take in one outline: a feed, a folder, or neither."""
        values = _values(tag)
        address = values.get("xmlurl", "")
        if not address and values.get("type", "").lower() in _FEED_TYPES:
            address = values.get("url", "")
        if address:
            self._feed(values, address)
            name = None
        else:
            name = _label(values.get("text") or values.get("title") or "")
        opened = _Open(name, tag, used=bool(address))
        self.stack.append(opened)
        if tag.closed:
            self._close()

    def _feed(self, values: dict[str, str], address: str) -> None:
        """Take in a feed."""
        written = _SCHEME.sub(_web_scheme, address.strip()).replace("&amp;", "&")
        if _BARE_HOST.match(written):
            written = f"https://{written}"
        url = clean_url(written, keep_userinfo=True)
        if url is None or not fetchable(url):
            self.refused.append(clean_line(address, 60))
            return
        folder, tags = self._place(values.get("category", ""))
        titles = (_label(values.get(key, "")) for key in ("text", "title"))
        title = next((title for title in titles if title and title not in {url, address.strip()}), "")
        # Another login is another feed, though nothing else of the address differs.
        login = urlsplit(url).netloc.rpartition("@")[0]
        key = f"{login}@{comparable(url)}"
        if key in self.feeds:
            self.repeated += 1
            known = self.feeds[key]
            self.feeds[key] = replace(known, folder=known.folder or folder, title=known.title or title)
            return
        site = clean_url(values.get("htmlurl", ""))
        self.feeds[key] = Outline(url, title, site if site and fetchable(site) else None, folder, tags)

    def _place(self, category: str) -> tuple[str, tuple[str, ...]]:
        """Return folder and tags of a feed: by nesting, and by its categories (`/a/b` is a path, `a` a tag)."""
        names = [each.name for each in self.stack[: MAX_DEPTH * 4] if each.name]
        paths = [part.strip() for part in category.split(",") if part.strip()]
        tags = [_label(part) for part in paths if not part.startswith("/")]
        if not names:
            names = next((part.split("/") for part in paths if part.startswith("/")), [])
        folder = "/".join(part for part in map(_label, "/".join(names).split("/")) if part)
        return "/".join(folder.split("/")[:MAX_DEPTH]), tuple(dict.fromkeys(tag for tag in tags if tag))


def _values(tag: StartTag) -> dict[str, str]:
    """Return the attributes of an outline, decoded, by their names in lower case."""
    return {name.lower(): decoded(value[:20_000]) for name, value in tag.attributes.items()}


def _web_scheme(match: re.Match[str]) -> str:
    """Return what replaces the scheme `feed:`."""
    return "http://" if match[0].endswith("//") and len(match[0]) == len("feed://") and not match[0][7:] else ""


def _label(text: str) -> str:
    """Return a name in one clean line."""
    return clean_line(decoded(text), _LONGEST_NAME)


def write_opml(title: str, outlines: Sequence[Outline], now: int) -> bytes:
    """Return a list of feeds as OPML 2.0, folders nested, without names and passwords in addresses."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        f"    <title>{escape(clean_line(title))}</title>",
        f"    <dateCreated>{formatdate(now, usegmt=True)}</dateCreated>",
        "  </head>",
        "  <body>",
        *_write_folder(_tree(outlines), 2),
        "  </body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode("utf-8", "replace")


@dataclass(slots=True)
class _Folder:
    """A folder to be written."""

    folders: dict[str, _Folder] = field(default_factory=dict)
    outlines: list[Outline] = field(default_factory=list)


def _tree(outlines: Iterable[Outline]) -> _Folder:
    """Sort feeds into their folders, in order of appearance."""
    root = _Folder()
    for outline in outlines:
        folder = root
        for name in [part for part in outline.folder.split("/") if part][:MAX_DEPTH]:
            folder = folder.folders.setdefault(name, _Folder())
        folder.outlines.append(outline)
    return root


def _write_folder(folder: _Folder, depth: int) -> Iterator[str]:
    """Yield the lines of a folder's content."""
    indent = "  " * depth
    for outline in folder.outlines:
        line = _write_outline(outline)
        if line:
            yield indent + line
    for name, inner in folder.folders.items():
        yield f"{indent}<outline{_attribute('text', name)}{_attribute('title', name)}>"
        yield from _write_folder(inner, depth + 1)
        yield f"{indent}</outline>"


def _write_outline(outline: Outline) -> str:
    """Return the line of a feed; nothing for what is no web address, such as a folder of files."""
    url = clean_url(outline.url)
    if url is None or not fetchable(url):
        return ""
    title = clean_line(outline.title, _LONGEST_NAME) or url
    site = clean_url(outline.site_url)
    tags = ",".join(" ".join(tag.replace(",", " ").split()).lstrip("/") for tag in outline.tags)
    return (
        f'<outline type="rss"{_attribute("text", title)}{_attribute("title", title)}{_attribute("xmlUrl", url)}'
        f"{_attribute('htmlUrl', site or '')}{_attribute('category', tags)}/>"
    )


def _attribute(name: str, value: str) -> str:
    """Return an attribute, or nothing for an empty one."""
    value = clean_line(value, 10_000)
    return f' {name}="{escape(value, {chr(34): "&quot;"})}"' if value else ""
