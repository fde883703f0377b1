"""Elements to entries and feeds: which element says what, in which order of trust."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from termnews.formats.document import MAX_ENTRIES
from termnews.formats.identity import distinct, given_id, hash_of, stated_date
from termnews.formats.people import linked_names, name_of, names
from termnews.formats.rebase import rebase
from termnews.formats.xmlfeed.element import HTML, Element
from termnews.formats.xmlfeed.links import discussion_of, files_of, own_address, page_of, picture_of, site_of, web
from termnews.formats.xmlfeed.wording import Wording, line, texts_of, title_of
from termnews.model.entry import ParsedEntry
from termnews.model.feed import ParsedFeed
from termnews.text.clean import clean_line
from termnews.text.urls import display_host

MAX_TAGS = 100
"""Tags of one entry; further ones are not kept."""

_LABEL = 200
"""Characters of one tag."""
_ENTRIES = frozenset({"item", "entry"})
_PUBLISHED = (
    "pubdate",
    "published",
    "issued",
    "dc:date",
    "dcterms:issued",
    "created",
    "dcterms:created",
    "date",
    "prism:publicationdate",
)
_UPDATED = ("updated", "modified", "dcterms:modified", "lastmod", "lastbuilddate")
_PEOPLE = ("author", "dc:creator", "dc:author", "creator")
_WRITERS = frozenset({"author", "writer", "reporter"})
"""What a credit may say of somebody who wrote; without a word it is the photographer."""
_IDS = ("guid", "id", "dc:identifier")
_LISTED = ("itunes:keywords", "media:keywords", "keywords", "tags")
_LABELLED = ("category", "dc:subject", "media:category", "itunes:category")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_LONGEST_WAIT = 31_536_000


@dataclass(frozen=True, slots=True)
class _Context:
    """What an entry inherits from its feed."""

    atom: bool
    language: str | None
    authors: tuple[str, ...]


def feed_of(root: Element, kind: str, url: str, notes: Sequence[str] = ()) -> ParsedFeed:
    """Return the feed that a tree of elements is. `url` is where it was fetched."""
    entries = [each for each in root.walk() if each.name in _ENTRIES][: MAX_ENTRIES + 1]
    return assembled(Outline(root, _head(root), entries), kind, url, notes)


@dataclass(frozen=True, slots=True)
class Outline:
    """The main elements of a feed."""

    root: Element
    head: Element
    """The element that describes the feed: `channel`, or the root."""
    entries: Sequence[Element]
    one_base: bool = False
    """Whether it is known that all elements have the address of the feed for a base."""


def assembled(outline: Outline, kind: str, url: str, notes: Sequence[str] = ()) -> ParsedFeed:
    """Return the feed that an outline is."""
    feed = outline.head
    atom = kind == "atom"
    base = _base(feed, url, atom=atom)
    if base != url or not outline.one_base:
        for each in outline.root.walk():
            each.base = base if each.base in (None, "", url) else web(each.base or "", base) or base
    language = language_of(feed) or language_of(outline.root)
    context = _Context(atom, language, _inherited(feed) if atom else ())
    said = list(notes)
    if len(outline.entries) > MAX_ENTRIES:
        said.append(f"only the first {MAX_ENTRIES} entries were read")
    return ParsedFeed(
        kind=kind,
        title=title_of(feed, atom=atom),
        link=site_of(feed),
        language=language,
        entries=tuple(distinct([entry_of(each, context) for each in outline.entries[:MAX_ENTRIES]])),
        notes=tuple(said),
        ttl=_wait(feed),
        skip_hours=_hours(feed),
        skip_days=_days(feed),
    )


def _head(root: Element) -> Element:
    """Return the element that describes the feed."""
    return next((each for each in root.walk() if each.name in {"channel", "feed"}), root)


def _base(feed: Element, url: str, *, atom: bool) -> str | None:
    """Return what relative addresses refer to: where the feed was fetched, else where it says it is, else its site.

    RSS means its site, which matters only where a service on another host delivers the feed.
    """
    site = site_of(feed)
    if not url.startswith(("http://", "https://")):
        return own_address(feed) or site
    return site if site and not atom and display_host(site) != display_host(url) else url


def entry_of(element: Element, context: _Context) -> ParsedEntry:
    """Return the entry that an element is."""
    body, summary = texts_of(element, atom=context.atom)
    page = page_of(element)
    title = title_of(element, atom=context.atom)
    text = body.text if body else ""
    files = files_of(element)
    return ParsedEntry(
        guid=next((given_id(text) for text in _ids(element)), ""),
        title=title,
        url=page,
        authors=_authors(element) or context.authors,
        published=stated_date(element.texts(*_PUBLISHED)),
        updated=stated_date([*element.texts(*_UPDATED), element.attribute("lastmod")]),
        summary=summary,
        content=_resolved(body) if body else "",
        media_type=body.media_type if body else HTML,
        text=text,
        tags=_tags(element),
        enclosures=files,
        comments_url=discussion_of(element),
        image_url=picture_of(element),
        language=language_of(element) or (language_tag(body.language or "") if body else None) or context.language,
        base_url=(body.base if body else element.base) or page,
        content_hash=hash_of(title, text or summary, files),
    )


def _resolved(body: Wording) -> str:
    """Return a body whose addresses are absolute."""
    return rebase(body.markup, body.base) if body.media_type == HTML else body.markup


def _ids(element: Element) -> Iterator[str]:
    yield from element.texts(*_IDS[:2])
    about = element.attribute("rdf:about")
    if about:
        yield about
    yield from element.texts(*_IDS[2:])


def _authors(element: Element) -> tuple[str, ...]:
    """Return the authors that an entry names itself; its source's in their place."""
    source = element.first("source")
    return (
        _people(element.all(*_PEOPLE))
        or _people(element.all("itunes:author", "googleplay:author"))
        or _people(each for each in element.all("media:credit") if each.attribute("role").lower() in _WRITERS)
        or _people(source.all("author") if source else ())
    )


def _inherited(feed: Element) -> tuple[str, ...]:
    """Return the authors of a feed, for entries that name none."""
    return _people(feed.all(*_PEOPLE)) or _people(feed.all("itunes:author"))


def _people(elements: Iterable[Element]) -> tuple[str, ...]:
    """Return the names in some elements, each once."""
    return names(name for each in elements for name in linked_names(each.text) or (_person(each),))


def _person(element: Element) -> str:
    """Return a person's name, from an element of parts or from a line."""
    mail = element.first_text("email")
    name = element.first_text("name")
    if name or mail:
        return name_of(name, mail)
    if element.children and not "".join(element.pieces).strip():
        inner = [child for child in element.children if child.name not in {"uri", "url", "homepage", "href"}]
        return name_of(" ".join(child.text for child in inner))
    return name_of(element.text)


def _tags(element: Element) -> tuple[str, ...]:
    """Return the tags of an entry as written, each once."""
    kept: dict[str, str] = {}
    for text in _labels(element):
        label = _short_label(text) if len(text) <= _LABEL else line(text, _LABEL).lstrip("#").strip()
        if label:
            kept.setdefault(label.casefold(), label)
    return tuple(kept.values())[:MAX_TAGS]


@lru_cache(maxsize=2048)
def _short_label(text: str) -> str:
    """Return a tag in one clean line; the entries of a feed share most of theirs."""
    return line(text, _LABEL).lstrip("#").strip()


def _labels(element: Element) -> Iterator[str]:
    for holder in (element, *element.all("media:group", "media:content")):
        for each in holder.all(*_LABELLED):
            yield from _label(each)
        for each in holder.all(*_LISTED):
            yield from each.text.split(",")


def _label(element: Element) -> Iterator[str]:
    """Yield the words of a category; marks for machines, such as a kind of record, are none."""
    if element.attribute("scheme", "domain").endswith("#kind"):
        return
    yield element.attribute("label", "text") or element.text or element.attribute("term")
    if element.name == "itunes:category":
        for inner in element.all("itunes:category"):
            yield from _label(inner)


def language_of(element: Element) -> str | None:
    """Return the language that an element states, as a tag such as `en-GB`."""
    stated = element.first_text("language", "dc:language")
    for text in (stated, element.attribute("xml:lang", "lang"), element.language):
        language = language_tag(text) if text else None
        if language:
            return language
    return None


def language_tag(text: str) -> str | None:
    """Return a language tag in its usual form, or None for what is none."""
    return _language_tag(text[:1000])


@lru_cache(maxsize=256)
def _language_tag(text: str) -> str | None:
    tidy = clean_line(text, 40)
    return tidy.replace("_", "-") if _LANGUAGE.fullmatch(tidy) else None


def _wait(feed: Element) -> int | None:
    """Return the seconds that a publisher asks to wait between two checks."""
    minutes = next((int(text) for text in feed.texts("ttl") if text.isascii() and text.isdigit() and len(text) < 9), 0)
    if minutes:
        return min(minutes * 60, _LONGEST_WAIT)
    period = _PERIODS.get(feed.first_text("sy:updateperiod").lower())
    if period is None:
        return None
    often = feed.first_text("sy:updatefrequency") or "1"
    return period // max(int(often), 1) if often.isascii() and often.isdigit() and len(often) < 6 else period


def _hours(feed: Element) -> tuple[int, ...]:
    """Return the hours in which not to ask."""
    stated = [hour.text for skip in feed.all("skiphours") for hour in skip.all("hour")]
    return tuple(sorted({int(text) % 24 for text in stated if text in _HOURS}))


def _days(feed: Element) -> tuple[str, ...]:
    """Return the days on which not to ask."""
    stated = {day.text.lower() for skip in feed.all("skipdays") for day in skip.all("day")}
    return tuple(day for day in _DAYS if day in stated)


_HOURS = frozenset(f"{hour:0{width}}" for hour in range(25) for width in (1, 2))
