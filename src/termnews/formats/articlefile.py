"""A file of .txt, .md or .html as entries: what it states of itself, and its text. Raises ParseError only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from termnews.formats import magic
from termnews.formats.document import MAX_BODY, MAX_CONTENT
from termnews.formats.frontmatter import FrontMatter, read_front_matter
from termnews.formats.identity import content_hash, is_future
from termnews.formats.markdownfile import SIGNED_WITHIN, read_markdown
from termnews.formats.people import name_of
from termnews.formats.suffixes import MARKDOWN_SUFFIXES, PAGE_SUFFIXES
from termnews.model.entry import ParsedEntry
from termnews.model.errors import ParseError
from termnews.model.feed import ParsedFeed
from termnews.text.blocks import visible_text
from termnews.text.clean import clean_line, clean_markup, clean_text
from termnews.text.cutting import REST_OF_PAGE, clean_content, cut_text
from termnews.text.dayorder import DayOrder, spelt
from termnews.text.html import blocks_from_html, decode, read_page
from termnews.text.plain import (
    PlainArticle,
    read_article,
    read_byline,
    read_date,
    read_stamp,
    split_articles,
    split_names,
)
from termnews.text.tagnames import tag_key
from termnews.text.urls import clean_url

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL
)
_SAMPLE = 200_000
_HARMLESS = frozenset("\t\n\r\f\v\x1b\x08\x85")


def parse_article(body: bytes, *, name: str, modified: int, now: int, base_url: str | None = None) -> ParsedFeed:
    """Read an article file. `name` is its path within its folder, `modified` the file's own time; times in seconds.

    Raises ParseError for what is no text: empty, binary, too large, in no known encoding.
    """
    text = _text_of(body, name)
    suffix = PurePosixPath(name).suffix.lower()
    notes: list[str] = []
    is_page = suffix in PAGE_SUFFIXES or (suffix not in MARKDOWN_SUFFIXES and _PAGE.match(text))
    if not is_page and len(text) > MAX_CONTENT:
        text = cut_text(text, MAX_CONTENT)
        notes.append(f"longer than {MAX_CONTENT:,} characters; the rest is not read")
    if is_page:
        found = [_page_entry(text, base_url, notes)]
    elif suffix in MARKDOWN_SUFFIXES:
        found = [_markdown_entry(text, base_url, notes)]
    else:
        found = _plain_entries(text, name, base_url, notes)
    entries = _finished(found, name, modified)
    if any(entry.published is not None and is_future(entry.published, now) for entry in entries):
        notes.append("its date lies in the future")
    title = (entries[0].title if len(entries) == 1 else "") or clean_line(PurePosixPath(name).name)
    language = entries[0].language if len(entries) == 1 else None
    return ParsedFeed("article", title, language=language, entries=entries, notes=tuple(notes))


def _text_of(body: bytes, name: str) -> str:
    """The decoded text, or the reason why there is none."""
    if not body.strip():
        raise ParseError("the file is empty", where=name, hint="There is nothing to read in it.")
    if len(body) > MAX_BODY:
        raise ParseError(
            f"the file is larger than {MAX_BODY // 1_000_000} MB", where=name, hint="Split it, or open it elsewhere."
        )
    if (what := magic.kind_of(body)) is not None:
        raise ParseError(f"this is {what}, not a text", where=name, hint="Texts, Markdown and web pages can be read.")
    text = decode(body).replace("\r\n", "\n").replace("\r", "\n")
    _check_readable(text, name)
    return text


def _check_readable(text: str, name: str) -> None:
    sample = text[:_SAMPLE]
    if not sample.strip("\ufeff \t\n\f"):
        raise ParseError("the file is empty", where=name, hint="There is nothing to read in it.")
    nulls = sample.count("\x00")
    controls = sum(unicodedata.category(char) == "Cc" and char not in _HARMLESS for char in sample)
    unknown = sample.count("\ufffd")
    if nulls * 100 > len(sample) or controls * 12 > len(sample):
        raise ParseError(
            "this is a binary file, not a text", where=name, hint="Texts, Markdown and web pages can be read."
        )
    if unknown * 10 > len(sample):
        raise ParseError("the encoding of the text is not known", where=name, hint="Save it as UTF-8 and try again.")


def _page_entry(text: str, base_url: str | None, notes: list[str]) -> ParsedEntry:
    page = read_page(text, url=base_url, limit=MAX_CONTENT)
    content = clean_content(page.content if page.content.strip() else text, "text/html", 2 * MAX_CONTENT)
    if page.is_cut:
        content += f"\n{REST_OF_PAGE}"
        notes.append("the page is too long to be read whole; the article says where it was cut")
    link = page.link if page.link != base_url else None
    text = visible_text(blocks_from_html(content, base_url))
    authors, published = _signature(text, page.day_order) if not (page.authors and page.published) else ((), None)
    return ParsedEntry(
        guid="",
        title=clean_line(page.title),
        url=clean_url(link, base_url),
        authors=page.authors or authors,
        published=page.published if page.published is not None else published,
        updated=page.updated,
        summary=page.summary,
        content=content,
        media_type="text/html",
        text=text,
        tags=_distinct(page.tags),
        image_url=page.image_url,
        language=page.language,
        base_url=link or base_url,
    )


def _signature(text: str, order: DayOrder) -> tuple[tuple[str, ...], int | None]:
    """Who and when, as the first lines of a page's text say where its markup says nothing."""
    authors: tuple[str, ...] = ()
    published: int | None = None
    for written in text.split("\n", SIGNED_WITHIN)[:SIGNED_WITHIN]:
        line = spelt(written, order)
        stamp, byline = read_stamp(line), read_byline(line)
        if byline is not None and byline.sure:
            authors = authors or byline.authors
            stamp = stamp or byline.stamp
        if stamp is not None and published is None:
            published = stamp.published
    return authors, published


def _markdown_entry(text: str, base_url: str | None, notes: list[str]) -> ParsedEntry:
    header = read_front_matter(text)
    notes.extend(header.notes)
    read = read_markdown(header.body, header.first("title"), base_url)
    entry = ParsedEntry(
        guid="",
        title=read.title,
        authors=read.authors,
        published=read.published,
        updated=read.updated,
        content=clean_markup(read.body, MAX_CONTENT),
        media_type="text/markdown",
        text=read.text,
        tags=read.tags,
        base_url=base_url,
    )
    return _with_header(entry, header, base_url)


def _plain_entries(text: str, name: str, base_url: str | None, notes: list[str]) -> list[ParsedEntry]:
    header = read_front_matter(text)
    notes.extend(header.notes)
    parts = split_articles(header.body)
    if len(parts) > 1:
        notes.append(f"{len(parts)} articles in one file")
    stem = PurePosixPath(name).name if len(parts) == 1 else ""
    entries = [
        _plain_entry(part, stem, header.first("title") if not index else "", base_url)
        for index, part in enumerate(parts)
    ]
    entries[0] = _with_header(entries[0], header, base_url)
    return entries


def _plain_entry(part: str, stem: str, title: str, base_url: str | None) -> ParsedEntry:
    """One article; its text is stored so that reading it again, without the file's name, finds the same headline."""
    source = clean_text(part.strip("\n"), MAX_CONTENT)
    if title:
        source = f"Title: {title}\n\n{source}"
    read = read_article(source, name=stem)
    if stem and not title and read_article(source).title != read.title:
        source = f"Title: {read.title}\n\n{source}"
        read = read_article(source)
    return _of_plain(read, source, base_url)


def _of_plain(read: PlainArticle, source: str, base_url: str | None) -> ParsedEntry:
    return ParsedEntry(
        guid="",
        title=read.title,
        url=read.link,
        authors=read.authors,
        published=read.published,
        updated=read.updated,
        content=source,
        media_type="text/x-article",
        text=read.text,
        tags=read.tags,
        language=read.language,
        base_url=base_url,
    )


def _with_header(entry: ParsedEntry, header: FrontMatter, base_url: str | None) -> ParsedEntry:
    """What a header states wins over what the text seems to say."""
    if not header.values:
        return entry
    authors = [name for told in header.values.get("authors", ()) for name in split_names(told)]
    tags = [told.lstrip("#") for told in header.values.get("tags", ())]
    return replace(
        entry,
        title=header.first("title") or entry.title,
        url=clean_url(header.first("url") or None, base_url) or entry.url,
        authors=tuple(dict.fromkeys(name for told in authors if (name := name_of(told)))) or entry.authors,
        published=_date(header, "date", entry.published),
        updated=_date(header, "updated", entry.updated),
        summary=header.first("summary") or entry.summary,
        tags=_distinct(tags) or entry.tags,
        language=header.first("language") or entry.language,
        image_url=clean_url(header.first("image") or None, base_url),
    )


def _date(header: FrontMatter, key: str, otherwise: int | None) -> int | None:
    moments = (read_date(told.strip("<>[]")) for told in header.values.get(key, ()))
    return next((moment for moment in moments if moment is not None), otherwise)


def _distinct(tags: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for tag in tags:
        if key := tag_key(tag):
            found.setdefault(key, clean_line(tag, 100))
    return tuple(found.values())


def _finished(entries: Sequence[ParsedEntry], name: str, modified: int) -> tuple[ParsedEntry, ...]:
    """Give each entry its id, the file's time and its hash."""
    taken: set[str] = set()
    finished: list[ParsedEntry] = []
    for index, entry in enumerate(entries):
        guid = name
        if len(entries) > 1:
            slug = base = f"{name}#{_slug(entry.title) or index + 1}"
            count = 2
            while slug in taken:
                slug, count = f"{base}-{count}", count + 1
            guid = slug
        taken.add(guid)
        complete = replace(entry, guid=guid, file_time=modified)
        finished.append(replace(complete, content_hash=content_hash(complete)))
    return tuple(finished)


def _slug(title: str) -> str:
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold())
    return "-".join(words)[:80].strip("-")
