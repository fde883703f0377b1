"""What a page says of its article: title, people, tags and the rest. What it does not say stays empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from termnews.text.clean import clean_line
from termnews.text.html.head import Head, is_beside
from termnews.text.plain import labelwords, read_byline, tags_in
from termnews.text.tagnames import tag_key
from termnews.text.urls import clean_url, display_host

_TITLES = ("dc:title", "dc.title", "dcterms.title", "og:title", "parsely-title", "twitter:title", "headline", "title")
_AUTHORS = (
    "dc:creator", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "author",
    "article:author", "og:article:author", "byl", "byline", "author_name",
)  # fmt: skip
_TAGS = ("article:tag", "og:article:tag", "parsely-tags", "sailthru.tags", "news_keywords")
_SUMMARIES = ("dc:description", "og:description", "description", "dc.description", "twitter:description", "excerpt")
_IMAGES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url")
_SEPARATOR = re.compile(r"\s+[|–—»·•«:/\\-]+\s+|\s*[|»«]\s*")
_BY = re.compile(
    r"^(?:(?:posted|written|published|words|text|story|reporting|article)\s+)?"
    r"(?:by|von|par|por|di|door|af|av|autore?|auteur|author|autor(?:in)?|verfasst von)\b[\s:]*|^(?:text|foto)\s*:\s*",
    re.IGNORECASE,
)
_BYLINE_CLASSES = """
author byline byline-name by-author author-name authorname post-author entry-author article-author fn article__author
post__author c-byline autor meta-author p-author author-link story-author username
"""
_BYLINES = frozenset(_BYLINE_CLASSES.split())
_BYLINE_PART = re.compile(
    r"(?:[a-z0-9]+[-_]+){0,4}(?:by-?line|author|autor|auteur|writer|reporter)(?:[-_]+(?:names?|link|title|url))?"
)
_TAG_LISTS = re.compile(
    r"(?:[a-z0-9]+[-_]+){0,3}(?:tags|tag[-_]?list|tag[-_]?links|keywords|topics)(?:[-_]+(?:list|links|items|container|wrapper))?"
)
_TAG_LINE = re.compile(rf"\W{{0,3}}(?:{labelwords.TAGS})\s*[:：]\s*", re.IGNORECASE)
_NAMELESS = "admin administrator root editor redaktion staff unknown none null website wordpress"
_NOBODY = frozenset(_NAMELESS.split())
_META = re.compile(r"submitted|meta|author|byline", re.IGNORECASE)
_MOST = 30
"""Tags or people that a page may name."""


def title_of(head: Head) -> str:
    """Return the title of the article, the name of the site taken off."""
    plain = _letters(head.title)
    names = [name for name in (clean_line(head.stated.title), clean_line(head.stated.name)) if name]
    stated = next((name for name in names if _letters(name) in plain), names[0] if names else "")
    stated = stated or head.first(*_TITLES)
    if stated:
        return _without_site(stated, head)
    if not head.title:
        return head.headings[0] if head.headings else ""
    return _likeliest(_without_site(head.title, head), head)


def _without_site(title: str, head: Head) -> str:
    """Take the name of the site off either end."""
    places = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
    if not places:
        return title
    (first_end, rest_start), (rest_end, last_start) = places[0], places[-1]
    names = {_letters(name) for name in (site_of(head), *_host_names(head)) if name}
    if _letters(title[last_start:]) in names:
        return title[:rest_end].strip()
    return title[rest_start:].strip() if _letters(title[:first_end]) in names else title


def _likeliest(title: str, head: Head) -> str:
    """Return the part of a page's title that is the article's: the one that is a heading, else the longest."""
    if title in head.headings:
        return title
    for heading in head.headings:
        if title.startswith(heading) and _SEPARATOR.match(title, len(heading)):
            return heading
    for heading in head.headings:
        rest = title.removesuffix(heading)
        parted = _SEPARATOR.search(rest[-4:]) or rest.endswith(": ")
        if rest != title and parted and len(rest.split()) <= len(heading.split()):
            return heading
    headings = {_letters(heading) for heading in head.headings}
    parts = [part.strip() for part in _SEPARATOR.split(title) if part.strip()]
    named = next((part for part in parts if _letters(part) in headings), None)
    return named or max(parts, key=lambda part: len(part.split()), default=title)


def _host_names(head: Head) -> Iterator[str]:
    """Yield what a site may call itself by its host: `example.org`, `example`."""
    host = display_host(head.base or "").removeprefix("www.")
    if host:
        yield host
        yield host.rpartition(".")[0].rpartition(".")[2]


def site_of(head: Head) -> str:
    """Return the name of the site or paper."""
    return (
        head.first("og:site_name")
        or clean_line(head.stated.site)
        or head.first("application-name", "parsely-site", "dc.publisher")
    )


def authors_of(head: Head) -> tuple[str, ...]:
    """Return the people who wrote the article, as stated, else as its byline names them."""
    sources: tuple[Iterable[str], ...] = (
        head.stated.authors,
        *(tuple(head.values(name)) for name in _AUTHORS),
        _marked_authors(head),
        _byline(head),
        _profile(head),
        _signed(head),
    )
    for source in sources:
        names = list(dict.fromkeys(name for text in source for name in _people(text)))[:_MOST]
        if names:
            return tuple(name for name in names if not any(other != name and other in name for other in names))
    return ()


def _marked_authors(head: Head) -> Iterator[str]:
    """Yield names from elements that are marked as the author by attribute."""
    for node in head.labelled:
        if "author" in node.get("itemprop").split() or "author" in node.get("rel").lower().split():
            name = node.find(lambda inner: inner.get("itemprop") == "name")
            yield (name or node).get("content") or (name or node).text()


def _byline(head: Head) -> Iterator[str]:
    """Yield the name in the first line whose class says that it names the author; comments have authors too."""
    for node in head.labelled:
        classes = node.get("class").lower().split()
        named = not _BYLINES.isdisjoint(classes) or any(map(_BYLINE_PART.fullmatch, classes))
        if not named or not 0 < node.size < 80 or is_beside(node):
            continue
        if "username" in classes and not _META.search(node.parent.get("class") if node.parent else ""):
            continue
        inner = node.find(lambda inside: "fn" in inside.get("class").split() or "author" in inside.get("rel"))
        yield (inner or node).text()
        return


def _profile(head: Head) -> Iterator[str]:
    """Yield the text of the first link to an author's page."""
    for node in head.people:
        if 0 < node.size < 60 and not is_beside(node):
            yield node.text()
            return


def _signed(head: Head) -> Iterator[str]:
    """Yield the names in the first line that is a byline by its words."""
    for line in head.lines:
        byline = read_byline(line)
        if byline is not None and byline.sure and byline.authors:
            yield from byline.authors
            return


def _people(text: str) -> Iterator[str]:
    """Yield the names in a byline."""
    line = clean_line(text)
    if not line or len(line) > 200 or "://" in line:
        return
    for part in re.split(r"\s*;\s*|\s+(?:and|und|et|&)\s+|\s+[|·•]\s+", _BY.sub("", line)):
        for name in _names(part.strip(" ,.|·•–-:/@")):
            if name and len(name) <= 80 and name.lower() not in _NOBODY and any(map(str.isalpha, name)):
                yield name


def _names(text: str) -> Iterator[str]:
    """Yield names that commas part; what follows a whole name is a role or a paper; `Quist, Nora` is turned round."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 2 and " " not in parts[0] and parts[1][0].isupper() and len(parts[1].split()) <= 2:
        yield f"{parts[1]} {parts[0]}"
    elif len(parts) > 1 and " " in parts[0]:
        byline = read_byline(f"By {text}")
        yield from byline.authors if byline is not None and byline.sure else parts[:1]
    else:
        yield text


def tags_of(head: Head) -> tuple[str, ...]:
    """Return the tags that the page gives its article: stated ones, linked ones, else its keywords."""
    linked = [
        node
        for node in head.labelled
        if "tag" in node.get("rel").lower().split() and 0 < node.size < 60 and not is_beside(node)
    ]
    sources: tuple[Iterable[str], ...] = (
        (node.text() for node in linked if "category" not in node.get("rel").lower().split()),
        head.stated.tags,
        *((part for value in head.values(name) for part in value.split(",")) for name in _TAGS),
        _listed_tags(head),
        next((tags for line in head.lines if (tags := tags_in(line))), ()),
        (node.text() for node in linked),
        (part for value in head.values("keywords") for part in re.split(r"[,;]", value)),
    )
    for source in sources:
        found: dict[str, str] = {}
        for text in source:
            label = clean_line(text, 100).lstrip("#").strip()
            if label and len(label) <= 60:
                found.setdefault(tag_key(label), label)
        if found:
            return tuple(list(found.values())[:_MOST])
    return ()


def _listed_tags(head: Head) -> Iterator[str]:
    """Yield the links in the first list whose class, or whose first words, call it a list of tags."""
    for node in head.labelled:
        if not 0 < node.size < 400 or is_beside(node):
            continue
        named = any(map(_TAG_LISTS.fullmatch, node.get("class").lower().split()))
        links = [link for link in node.named("a") if 0 < link.size < 60]
        if links and (named or _TAG_LINE.match(node.words())) and 2 * node.linked >= node.size - 20:
            yield from (link.text() for link in links)
            return


def summary_of(head: Head) -> str:
    """Return what the page says the article is about."""
    return head.first(*_SUMMARIES) or clean_line(head.stated.summary)


def language_of(head: Head) -> str | None:
    """Return the language of the page as a tag such as `en` or `pt-BR`."""
    stated = head.language or head.first("content-language", "og:locale", "dc.language") or head.stated.language
    found = re.match(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", stated.strip())
    return found[0].replace("_", "-") if found else None


def image_of(head: Head) -> str | None:
    """Return the address of the picture that stands for the article."""
    for address in (*head.values(*_IMAGES), head.stated.image):
        cleaned = clean_url(address, head.base)
        if cleaned:
            return cleaned
    return head.linked("image_src")


def link_of(head: Head) -> str | None:
    """Return the address that the page calls its own; a front page is not believed to be the address of an article."""
    for address in (head.linked("canonical"), clean_url(head.first("og:url"), head.base)):
        if address and not (head.url and _is_front(address) and not _is_front(head.url)):
            return address
    return head.url


def _is_front(address: str) -> bool:
    """Tell whether an address is that of a whole site."""
    return address.partition("://")[2].partition("/")[2] == ""


def _letters(text: str) -> str:
    """Only the letters and digits of a text, without case."""
    return "".join(filter(str.isalnum, text.casefold()))
