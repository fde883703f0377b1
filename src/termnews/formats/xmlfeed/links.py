"""Addresses in feeds: the page of an entry or of the whole feed, its files, its picture, its discussion."""

from __future__ import annotations

from collections.abc import Iterator

from termnews.formats.attachments import attachment, merged, seconds, with_duration
from termnews.formats.identity import link_of_id
from termnews.formats.xmlfeed.element import Element
from termnews.model.entry import Enclosure
from termnews.text.urls import clean_url

_PAGES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
_RELATIONS = "http://www.iana.org/assignments/relation/"
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def relation(link: Element) -> str:
    """Return how a link relates to what it stands in, by its short name; empty where it does not say."""
    return link.attribute("rel").lower().removeprefix(_RELATIONS)


def web(url: str, base: str | None) -> str | None:
    """Return an address of a page, resolved; None for anything that is not `http`, `https` or the like."""
    found = clean_url(url, base)
    return None if found is None or found.startswith("mailto:") else found


def page_of(entry: Element) -> str | None:
    """Return the page of an entry; where it names none, what comes nearest to it."""
    return next((url for url in _pages(entry) if url), None)


def _pages(entry: Element) -> Iterator[str | None]:
    """Yield addresses that may be the page of an entry, the surest first."""
    yield from _plain_links(entry)
    yield from _alternates(entry)
    guid = entry.first("guid")
    if guid is not None and guid.attribute("ispermalink").lower() != "false":
        yield link_of_id(guid.text)
    yield link_of_id(entry.attribute("rdf:about"))
    yield web(entry.attribute("href"), entry.base)
    for content in entry.all("content"):
        yield web(content.attribute("src"), content.base)
    for holder in (entry, *entry.all("media:group", "media:content")):
        for player in holder.all("media:player"):
            yield web(player.attribute("url", "href") or player.text, player.base)
    for kind in ("canonical", "via", "related", "self"):
        for link in entry.all("link"):
            if relation(link) == kind:
                yield web(link.attribute("href"), link.base)
    yield from (link_of_id(text) for text in entry.texts("id"))
    yield from (file.url for file in files_of(entry))


def _plain_links(holder: Element) -> Iterator[str | None]:
    """Yield links as RSS has them, the last one first: of several, parsers agree on that one."""
    for link in reversed(list(holder.all("link"))):
        if relation(link) in {"", "alternate"} and not (link.atom and link.attribute("href")):
            yield web(link.attribute("href") or link.text, link.base)


def _alternates(holder: Element) -> Iterator[str | None]:
    """Yield links to pages: those for people before others, then links of a kind nobody defined."""
    stated = [link for link in holder.all("link") if link.attribute("href")]
    pages = [link for link in stated if relation(link) in {"", "alternate"}]
    for readable in (True, False):
        for link in pages:
            if (link.attribute("type").lower() in _PAGES) is readable:
                yield web(link.attribute("href"), link.base)


def site_of(feed: Element) -> str | None:
    """Return the page that a feed belongs to."""
    sites = (web(link.attribute("href"), link.base) for link in _site_links(feed))
    found = (*_plain_links(feed), *sites, web(feed.attribute("href"), feed.base))
    return next((url for url in found if url), None)


def _site_links(feed: Element) -> Iterator[Element]:
    """Yield the links of a feed to pages for people."""
    links = [link for link in feed.all("link") if relation(link) in {"", "alternate"}]
    yield from (link for link in links if link.attribute("type").lower() in _PAGES)
    yield from (link for link in links if link.attribute("type").lower() not in (*_PAGES, *_FEED_TYPES))


def own_address(feed: Element) -> str | None:
    """Return the address that a feed says it is fetched from."""
    for link in feed.all("link"):
        if relation(link) == "self":
            url = link_of_id(link.attribute("href"))
            if url:
                return url
    return None


def files_of(entry: Element) -> tuple[Enclosure, ...]:
    """Return the files of an entry: enclosures, links to enclosures, media with and without a group."""
    found = [*_enclosures(entry), *_media(entry)]
    length = next((seconds(text) for text in entry.texts("itunes:duration", "duration")), None)
    return with_duration(merged(found), length)


def _enclosures(entry: Element) -> Iterator[Enclosure | None]:
    for each in entry.all("enclosure", "link", "enc:enclosure"):
        if each.name == "link" and relation(each) != "enclosure":
            continue
        yield attachment(
            each.attribute("url", "href", "resource", "rdf:resource") or (each.text if each.name != "link" else ""),
            each.base,
            media_type=each.attribute("type", "enc:type"),
            length=each.attribute("length", "enc:length"),
            title=each.attribute("title"),
        )


def _media(entry: Element) -> Iterator[Enclosure | None]:
    for holder in (entry, *entry.all("media:group")):
        for each in holder.all("media:content"):
            title = each.first("media:title")
            yield attachment(
                each.attribute("url", "href"),
                each.base,
                media_type=each.attribute("type") or _kind(each.attribute("medium")),
                length=each.attribute("filesize"),
                duration=each.attribute("duration"),
                title=title.text if title else "",
            )


def _kind(medium: str) -> str:
    """Return nothing: a medium such as `image` is not a media type, and a type is never made up."""
    return medium if "/" in medium else ""


def picture_of(entry: Element) -> str | None:
    """Return the picture that stands for an entry."""
    for url, where in _pictures(entry):
        picture = web(url, where)
        if picture:
            return picture
    return None


def _pictures(entry: Element) -> Iterator[tuple[str, str | None]]:
    holders = [entry, *entry.all("media:group", "media:content")]
    holders += [inner for group in entry.all("media:group") for inner in group.all("media:content")]
    for holder in holders:
        for each in holder.all("media:thumbnail", "itunes:image"):
            yield each.attribute("url", "href") or each.text, each.base
    for holder in holders:
        for each in holder.all("media:content", "enclosure"):
            if "image" in (each.attribute("medium").lower(), each.attribute("type").lower().partition("/")[0]):
                yield each.attribute("url", "href"), each.base
    for each in entry.all("image"):
        url = each.first("url")
        yield (url.text if url else each.attribute("href", "url") or each.text), each.base


def discussion_of(entry: Element) -> str | None:
    """Return the page with the comments on an entry."""
    for each in entry.all("comments"):
        url = web(each.text, each.base)
        if url:
            return url
    for link in entry.all("link"):
        if relation(link) == "replies" and link.attribute("type").lower() in _PAGES:
            url = web(link.attribute("href"), link.base)
            if url:
                return url
    return None
