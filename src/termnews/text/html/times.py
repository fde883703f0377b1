"""When a page says that its article was published and changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termnews.text.clean import clean_line
from termnews.text.dates import parse_date
from termnews.text.html.dom import Node
from termnews.text.html.head import Head, is_beside
from termnews.text.plain import read_stamp

_PUBLISHED_NAMES = """
article:published_time og:article:published_time og:published_time datepublished parsely-pub-date sailthru.date
citation_publication_date citation_date dc.date.issued dcterms.issued dc.date.created dcterms.created dcterms.date
dc.date dc:date pubdate publishdate publish-date publish_date publication_date article.published date
"""
_PUBLISHED = tuple(_PUBLISHED_NAMES.split())
_UPDATED_NAMES = """
article:modified_time og:updated_time og:article:modified_time datemodified dcterms.modified last-modified lastmod
dc.date.modified revised
"""
_UPDATED = tuple(_UPDATED_NAMES.split())
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:date|datum|published|publish|pubdate|posted|timestamp|time|created|fecha|data|submitted|meta|byline|dateline|info"
    r"|postinfo|(?:post|entry|article)?meta(?:data)?|singleinfo|details)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|\d{1,2}\s?[./]\s?\d{1,2}\s?[./]\s?(?:19|20)\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th|er|º)?[.\s]\s?(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?(?:19|20)\d{2}"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
)
_CITED = re.compile(r"rft\.date=(\d{4}-\d\d-\d\d)")
"""In the title of a citation for library software (COinS)."""
_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)")


def published_of(head: Head) -> int | None:
    """Return when the article was published, in epoch seconds: as stated, as marked, as shown, as in its address."""
    for text in _publications(head):
        moment = parse_date(clean_line(text), order=head.day_order)
        if moment is not None:
            return moment
    return None


def updated_of(head: Head) -> int | None:
    """Return when the article was changed last, in epoch seconds."""
    marked = (_stamp(node) for node in head.labelled if "dateModified" in node.get("itemprop").split())
    for text in (head.stated.updated, *head.values(*_UPDATED), *marked):
        moment = parse_date(clean_line(text), order=head.day_order)
        if moment is not None:
            return moment
    return None


def _publications(head: Head) -> Iterator[str]:
    """Yield texts that may be the date of publication, surest first."""
    yield head.stated.published
    yield from head.values(*_PUBLISHED)
    stamps = [node for node in head.labelled if not is_beside(node)]
    yield from (_stamp(node) for node in stamps if "datePublished" in node.get("itemprop").split())
    marked = [node for node in stamps if node.tag in ("time", "abbr") and _stamp(node)]
    yield from (
        _stamp(node) for node in marked if "pubdate" in node.attributes or "publish" in node.get("class").lower()
    )
    yield from (_stamp(node) for node in marked if "update" not in node.get("class").lower())
    yield from _shown(stamps)
    for line in head.lines:
        stamp = read_stamp(line)
        yield from _WRITTEN.findall(line) if stamp is not None and stamp.published is not None else ()
    yield from (found[1] for node in stamps if (found := _CITED.search(node.get("title"))))
    for address in filter(
        None, map(_ADDRESS.search, (head.url or "", head.linked("canonical") or "", head.first("og:url")))
    ):
        yield f"{address[1]}-{int(address[2]):02}-{int(address[3]):02}"


def _shown(nodes: list[Node]) -> Iterator[str]:
    """Yield dates in short lines whose class says that they hold one."""
    for node in nodes:
        if 4 < node.size < 200 and _NAMES.search(f"{node.get('class')} {node.get('itemprop')}"):
            yield from _WRITTEN.findall(clean_line(node.text()))


def _stamp(node: Node) -> str:
    """The time that an element states for machines, else its text."""
    stated = node.get("datetime") or node.get("content") or node.get("title")
    return stated or (node.text() if node.size < 60 else "")
