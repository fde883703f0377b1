"""What a page states of its article as linked data (schema.org in JSON)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

LONGEST = 500_000
"""Characters of one script that are read."""

_WRAPPING = re.compile(r"^(?:\s|//|/\*|\*/|<!--|<!\[CDATA\[)+|(?:\s|//|/\*|\*/|-->|\]\]>|;)+$")
_LAST_COMMA = re.compile(r",\s*([}\]])")
_MOST = 2000
"""Values that are looked at."""
_ARTICLE_NAMES = """
article newsarticle blogposting report reportagenewsarticle analysisnewsarticle opinionnewsarticle reviewnewsarticle
backgroundnewsarticle liveblogposting socialmediaposting techarticle scholarlyarticle advertisercontentarticle
satiricalarticle review recipe podcastepisode videoobject discussionforumposting
"""
_ARTICLES = frozenset(_ARTICLE_NAMES.split())
_PAGES = frozenset(("webpage", "itempage", "aboutpage", "creativework"))


@dataclass(frozen=True, slots=True)
class StatedArticle:
    """An article as linked data describes it; empty where it does not."""

    title: str = ""
    name: str = ""
    """Another title: what the thing is called, where `title` is its headline."""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    site: str = ""
    language: str = ""
    image: str = ""


def stated_article(scripts: Iterable[str]) -> StatedArticle:
    """Read the article out of the linked data of a page; one that is no sound JSON says nothing."""
    things = [thing for script in scripts for thing in _things(script)]
    known = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 1}
    chosen = next(
        (thing for thing in things if _kinds(thing) & _ARTICLES and (thing.get("headline") or thing.get("name"))), None
    )
    chosen = chosen or next((thing for thing in things if _kinds(thing) & _PAGES and thing.get("datePublished")), None)
    if chosen is None:
        return StatedArticle()
    publisher = next(_names(chosen.get("publisher"), known), "") or next(_names(chosen.get("isPartOf"), known), "")
    return StatedArticle(
        title=_text(chosen.get("headline")),
        name=_text(chosen.get("name")),
        authors=tuple(_names(chosen.get("author") or chosen.get("creator"), known)),
        published=_text(chosen.get("datePublished")) or _text(chosen.get("dateCreated")),
        updated=_text(chosen.get("dateModified")),
        tags=tuple(_words(chosen.get("keywords"))),
        summary=_text(chosen.get("description")),
        site=publisher,
        language=_text(chosen.get("inLanguage")),
        image=next(_addresses(chosen.get("image"), known), ""),
    )


def _things(script: str) -> Iterator[dict[str, Any]]:
    """Yield every object in a script that is described, outermost first."""
    text = _WRAPPING.sub("", script)
    if len(text) > LONGEST:
        return
    try:
        waiting: list[Any] = [_loaded(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:_MOST]
        elif isinstance(value, dict):
            if value.get("@type"):
                yield value
            waiting.extend(inner for inner in value.values() if isinstance(inner, dict | list))


def _loaded(text: str) -> Any:
    """Read JSON; commas before a closing bracket, as hand-written templates leave them, are forgiven."""
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_LAST_COMMA.sub(r"\1", text), strict=False)


def _kinds(thing: dict[str, Any]) -> set[str]:
    """The types of an object, without their vocabulary."""
    kinds = thing.get("@type")
    return {
        kind.rpartition("/")[2].lower()
        for kind in (kinds if isinstance(kinds, list) else [kinds])
        if isinstance(kind, str)
    }


def _text(value: object) -> str:
    """A text, or the first of several."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return html.unescape(value) if isinstance(value, str) else ""


def _names(value: object, known: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield the names of persons or organisations, given whole or by reference."""
    for item in value[:20] if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            name = _text(item.get("name")) or _text(known.get(str(item.get("@id")), {}).get("name"))
        else:
            name = html.unescape(item) if isinstance(item, str) else ""
        if name.strip():
            yield name


def _words(value: object) -> Iterator[str]:
    """Yield keywords, from a list or from text with commas."""
    for item in value[:100] if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield from html.unescape(item).split(",")
        elif isinstance(item, dict):
            yield _text(item.get("name"))


def _addresses(value: object, known: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield the addresses of pictures."""
    for item in value[:5] if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("url") or item.get("contentUrl") or known.get(str(item.get("@id")), {}).get("url")
        if isinstance(item, str) and item:
            yield item
