"""JSON Feed 1.0 and 1.1, and RSS written as JSON: patient with wrong types, missing parts and odd versions."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from termnews.formats.attachments import attachment, merged
from termnews.formats.document import MAX_CONTENT, MAX_ENTRIES, MAX_TITLE, Document
from termnews.formats.identity import content_hash, distinct, given_id, link_of_id, stated_date
from termnews.formats.jsonmending import without_end, without_spare_commas
from termnews.formats.people import name_of, names
from termnews.formats.rebase import rebase
from termnews.formats.xmlfeed.element import HTML, PLAIN, Element
from termnews.formats.xmlfeed.entries import MAX_TAGS, feed_of, language_tag
from termnews.formats.xmlfeed.wording import plain
from termnews.model.entry import Enclosure, ParsedEntry
from termnews.model.errors import ParseError
from termnews.model.feed import ParsedFeed
from termnews.text.clean import clean_line, clean_text
from termnews.text.cutting import clean_content
from termnews.text.html import text_from_html, unescape
from termnews.text.urls import clean_url

_CUT = "the document is cut off: its JSON does not end"
_AGAIN = "try again later"
_DEEPEST = 60
"""Levels of RSS as JSON that are looked at."""
_VALUE_KEYS = ("#value", "#text", "$t", "_", "__text", "__cdata")
_NUMBERED = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});")
_LONGEST_NUMBER = 40
"""Digits that a number may have before it is taken as text."""


class JsonFeed:
    """The parser for feeds in JSON."""

    name = "jsonfeed"

    def recognises(self, document: Document) -> bool:
        """Tell whether the document is JSON at all: what it holds, `parse` says."""
        return document.text.startswith(("{", "["), document.start)

    def parse(self, document: Document, now: int) -> ParsedFeed:  # noqa: ARG002  # part of the protocol
        """Read JSON; what is no feed in it is named in the error."""
        value, notes = _load(document.text, document.start)
        said = (*document.notes, *notes)
        if isinstance(value, list) and any(isinstance(each, dict) for each in value):
            value = {"items": value} if _are_items(value) else value
        if not isinstance(value, dict):
            raise ParseError("this is JSON, but not a feed", hint="A JSON feed is an object with a list of items")
        channel = _channel(value)
        if channel is not None:
            return feed_of(_element("channel", channel, 0), "rss-in-json", document.url, said)
        if not isinstance(value.get("items"), list) and "jsonfeed.org" not in _text(value.get("version")):
            raise _other_json(value)
        return _feed(value, document.url, said)


def _load(text: str, start: int) -> tuple[object, tuple[str, ...]]:
    """Read the JSON that begins at `start`; what follows it is passed over, and what is broken mended."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        return _load_mended(text, start, error)
    except RecursionError:
        raise ParseError("not a feed: its JSON is nested too deeply") from None
    rest = text[end : end + 1000].strip(" \t\r\n\0;")
    return value, (("something else stood after the feed",) if rest else ())


def _load_mended(text: str, start: int, error: json.JSONDecodeError) -> tuple[object, tuple[str, ...]]:
    """Read JSON that is cut off, as far as its entries are whole, or that has a comma too many."""
    cut = error.pos >= len(text.rstrip(" \t\r\n\0")) or error.msg.startswith(("Unterminated", "Invalid \\"))
    mended = without_end(text[start:]) if cut else without_spare_commas(text[start:])
    if mended:
        with suppress(json.JSONDecodeError, RecursionError):
            return _DECODER.raw_decode(mended)[0], (
                "cut off: the last entries are missing" if cut else "not valid JSON",
            )
    if cut:
        raise ParseError(_CUT, hint=_AGAIN)
    what = f"not valid JSON: {error.msg[0].lower()}{error.msg[1:]} in line {error.lineno}, column {error.colno}"
    raise ParseError(what, hint=_AGAIN)


def _integer(digits: str) -> int | str:
    """Return a number, or its digits where it is longer than any number means something."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


_DECODER = json.JSONDecoder(strict=False, parse_int=_integer, parse_constant=lambda _: None)


def _other_json(value: dict[str, object]) -> ParseError:
    """Return the error for JSON that is no feed; the server's own words if it reports an error."""
    for key in ("error", "message", "detail", "errors", "error_description"):
        told = value.get(key)
        if isinstance(told, dict):
            told = told.get("message") or told.get("description")
        if isinstance(told, str) and told.strip():
            return ParseError(f"the server sent an error instead of a feed: {clean_line(told, 200)}", hint=_AGAIN)
    return ParseError("this is JSON, but not a feed", hint="A JSON feed has a list of items")


def _are_items(value: list[object]) -> bool:
    """Tell whether a bare list is one of entries."""
    return any(isinstance(each, dict) and ("content_html" in each or "content_text" in each) for each in value)


def _text(value: object) -> str:
    """Return a string or number as text; anything else is none."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _string(value: object) -> str:
    """Return a string as it is; a number or anything else is a mistake, and none."""
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    """Return a list; one thing that stands alone counts as a list of it."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


@dataclass(frozen=True, slots=True)
class _Context:
    """What an item inherits from its feed."""

    base: str | None
    language: str | None
    authors: tuple[str, ...]


def _feed(value: dict[str, object], url: str, notes: tuple[str, ...]) -> ParsedFeed:
    """Return the feed of a JSON Feed object."""
    fetched = clean_url(url)
    own = clean_url(_string(value.get("feed_url")), fetched) or fetched
    site = clean_url(_string(value.get("home_page_url")), own)
    language = language_tag(_text(value.get("language")))
    context = _Context(site or own, language, _authors(value))
    items = [item for item in _list(value.get("items")) if isinstance(item, dict)]
    said = list(notes)
    if len(items) > MAX_ENTRIES:
        said.append(f"only the first {MAX_ENTRIES} entries were read")
    if value.get("expired") is True:
        said.append("the publisher says that this feed is finished")
    return ParsedFeed(
        kind="jsonfeed",
        title=_title(value.get("title")),
        link=site,
        language=language,
        entries=tuple(distinct([_entry(item, context) for item in items[:MAX_ENTRIES]])),
        notes=tuple(said),
    )


def _entry(item: dict[str, object], context: _Context) -> ParsedEntry:
    """Return the entry of one item."""
    guid = given_id(_text(item.get("id")))
    markup, media_type = _body(item)
    page = clean_url(_string(item.get("url")), context.base) or clean_url(
        _string(item.get("external_url")), context.base
    )
    page = page or link_of_id(guid)
    pictures = (clean_url(_string(item.get(key)), context.base) for key in ("image", "banner_image"))
    entry = ParsedEntry(
        guid=guid,
        title=_title(item.get("title")),
        url=page,
        authors=_authors(item) or context.authors,
        published=stated_date([_text(item.get("date_published"))]),
        updated=stated_date([_text(item.get("date_modified"))]),
        summary=_summary(item),
        content=clean_content(rebase(markup, context.base) if media_type == HTML else markup, media_type, MAX_CONTENT),
        media_type=media_type,
        text=plain(markup, media_type),
        tags=_tags(item),
        enclosures=merged(_attachments(item, context.base)),
        image_url=next((picture for picture in pictures if picture), None),
        language=language_tag(_text(item.get("language"))) or context.language,
        base_url=context.base or page,
    )
    return replace(entry, content_hash=content_hash(entry))


def _body(item: dict[str, object]) -> tuple[str, str]:
    """Return the body of an item with its media type."""
    for key, media_type in (("content_html", HTML), ("content_text", PLAIN), ("summary", PLAIN)):
        text = _string(item.get(key)).strip()
        if text:
            return text, media_type
    return "", HTML


def _title(value: object) -> str:
    """Return a title: plain text by the specification; references by number, which nobody means to show, are undone."""
    text = _text(value)[: MAX_TITLE * 20]
    return clean_line(_NUMBERED.sub(lambda match: unescape(match[0]), text), MAX_TITLE)


def _summary(item: dict[str, object]) -> str:
    """Return the summary: plain text by the specification, markup by mistake."""
    text = _string(item.get("summary"))[:MAX_CONTENT].strip()
    return clean_text(text_from_html(text) if "</" in text else text, MAX_CONTENT)


def _authors(holder: dict[str, object]) -> tuple[str, ...]:
    """Return the authors of a feed or item: the list of version 1.1 before the single one of 1.0."""
    for key in ("authors", "author"):
        people = _list(holder.get(key))
        found = names(_person_name(person) for person in people)
        if not found:
            addresses = (_string(person.get("url")) for person in people if isinstance(person, dict))
            found = names(name_of(address.strip().removeprefix("mailto:")) for address in addresses)
        if found:
            return found
    return ()


def _person_name(person: object) -> str:
    """Return the name of a person; a bare string, by mistake, is one too."""
    return name_of(_string(person.get("name")) if isinstance(person, dict) else _string(person))


def _tags(item: dict[str, object]) -> tuple[str, ...]:
    """Return the tags of an item, each once."""
    stated = item.get("tags")
    labels = stated.split(",") if isinstance(stated, str) else [_text(each) for each in _list(stated)]
    kept: dict[str, str] = {}
    for each in labels:
        label = clean_line(each, 200).lstrip("#").strip()
        if label:
            kept.setdefault(label.casefold(), label)
    return tuple(kept.values())[:MAX_TAGS]


def _attachments(item: dict[str, object], base: str | None) -> Iterator[Enclosure | None]:
    for each in _list(item.get("attachments")):
        if isinstance(each, dict):
            yield attachment(
                _string(each.get("url")),
                base,
                media_type=_string(each.get("mime_type")),
                length=_whole(each.get("size_in_bytes")),
                duration=_whole(each.get("duration_in_seconds")),
                title=_string(each.get("title")),
            )


def _whole(value: object) -> str:
    """Return a number as text, without its fraction."""
    text = _text(value)
    return text.partition(".")[0] if isinstance(value, float) else text


def _channel(value: dict[str, object]) -> dict[str, object] | None:
    """Return the channel of RSS as JSON."""
    outer = value.get("rss")
    inner = outer.get("channel") if isinstance(outer, dict) else value.get("channel")
    inner = inner[0] if isinstance(inner, list) and inner else inner
    if not isinstance(inner, dict):
        return None
    if isinstance(outer, dict) and "item" in outer and "item" not in inner:
        return {**inner, "item": outer["item"]}
    return inner


def _element(name: str, value: object, depth: int) -> Element:
    """Return a JSON value as the element that it stands for: members are attributes and children at once."""
    element = Element(name)
    if not isinstance(value, dict):
        element.value = value if isinstance(value, str) else _text(value)
        if isinstance(value, bool):
            element.value = str(value).lower()
        return element
    for key, member in value.items():
        tag = key.lstrip("@").lower()
        if key in _VALUE_KEYS:
            element.value = _text(member)
        elif depth < _DEEPEST:
            children = [_element(tag, each, depth + 1) for each in _list(member)[: MAX_ENTRIES + 1]]
            element.children += children
            if children and isinstance(member, str | int | float):
                element.attributes.setdefault(tag, children[0].value)
    return element


FORMAT = JsonFeed()
