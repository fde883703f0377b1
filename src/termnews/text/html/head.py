"""What is gathered from one look over a page: named values, links, headings, elements that say what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from termnews.text.clean import clean_line
from termnews.text.dayorder import DayOrder, order_of
from termnews.text.html.dom import Node
from termnews.text.html.jsonld import StatedArticle, stated_article
from termnews.text.plain import labelwords, namewords, wording
from termnews.text.urls import clean_url, display_host

_TYPES = """
application/rss+xml application/atom+xml application/rdf+xml application/feed+json application/json application/xml
text/xml application/x-rss+xml application/x.atom+xml text/rss+xml text/rss text/atom+xml
"""
_FEED_TYPES = frozenset(_TYPES.split())
_TITLED = re.compile(
    r"(?:^|[\s_-])(?:entry|post|page|article|story|main)[_-]?(?:title|headline)(?:$|[\s_-])|(?:^|\s)headline(?:$|\s)"
)
_PEOPLE = re.compile(r"/(?:author|authors|autor|autoren|auteur|profile|people)/[^/]+/?$")
_SILENT = ("script", "style", "template", "textarea")
_SAMPLE = 6000
"""Characters that tell whether a text is English."""
_MOST_HEADINGS = 50
_MOST = 5000
"""Elements of one kind that are looked at."""
_LINES = frozenset(("address", "div", "em", "h4", "h5", "h6", "i", "li", "p", "small", "span"))
_LONGEST_LINE = 300
_LONGEST_LABEL = 40
_SIGNING = re.compile(
    rf"\W{{0,3}}(?:{namewords.BY}|{labelwords.PUBLISHED}|{labelwords.TAGS})(?![^\W\d_])", re.IGNORECASE
)
_MOST_BESIDE = 0.5
"""Part of a page that may stand beside the article; what holds more is named after its layout (`content-sidebar`)."""
_BESIDE = ("sidebar", "related", "widget", "menu")
_ENTRIES = frozenset(("hentry", "h-entry", "post", "entry", "blog-post"))
_FEED_PLACE = re.compile(
    r"(?i)(?:^|[/.])(?:feeds?|rss2?|atom)(?:\.(?:xml|json|php))?/?$|/(?:index|news|blog)\.(?:xml|rdf)$|\.(?:rss|atom|rdf)$"
    r"|\?(?:[^#]*&)?feed=(?:rss2?|atom|rdf)\b"
)
"""How the address ends that a page gives people who want to subscribe."""
_FEED_SCHEME = re.compile(r"(?i)\s*feed:(?://)?(?=https?:)")
_NOT_FEEDS = ("/wp-json", "oembed", "/api/", "opensearch", "wlwmanifest", "manifest.json")


class Head:
    """The parts of a page that tell about it; `root` is the untouched tree."""

    def __init__(self, root: Node, url: str | None) -> None:
        self._root = root
        self.url = clean_url(url)
        self.base = self.url
        """Address that relative ones are resolved against."""
        self.title = ""
        """The text of the `title` element."""
        self.language = ""
        self.headings: list[str] = []
        """Headings and titles in the text, in order; not the name of the site over every page."""
        self.labelled: list[Node] = []
        """Elements that have a class, `itemprop` or `rel`, times and addresses: they may name people, dates, tags."""
        self.people: list[Node] = []
        """Links to the pages of authors."""
        self.lines: list[str] = []
        """Short lines that by their first word may name people, a date or tags."""
        self._properties: dict[str, list[str]] = {}
        self._named: dict[str, list[str]] = {}
        self._links: list[Node] = []
        self._subscribing: list[Node] = []
        scripts: list[str] = []
        for node in root.elements():
            self._gather(node, scripts)
        self.stated: StatedArticle = stated_article(scripts)

    @cached_property
    def day_order(self) -> DayOrder:
        """The order of the numbers in the page's dates; to be asked for while the tree is whole."""
        tags = [self.language, *self.values("content-language", "og:locale", "dc.language"), self.stated.language]
        text = " ".join(
            child
            for node in self._root.elements()
            if node.tag not in _SILENT
            for child in node.children
            if isinstance(child, str)
        )
        order = order_of(tags, self.linked("canonical") or self.url, text)
        if order is DayOrder.UNKNOWN and not any(tags) and not wording.is_english(text[:_SAMPLE]):
            return DayOrder.DAY_FIRST
        return order

    def values(self, *names: str) -> Iterator[str]:
        """Yield what the page gives under these names, in the order of the names; properties before plain names."""
        for name in names:
            yield from self._properties.get(name, ())
            yield from self._named.get(name, ())

    def first(self, *names: str) -> str:
        """Return the first value under these names, or nothing."""
        return next(self.values(*names), "")

    def linked(self, relation: str) -> str | None:
        """Return the address of the first link of this relation."""
        for node in self._links:
            if relation in node.get("rel").lower().split():
                return clean_url(node.get("href"), self.base)
        return None

    def feeds(self) -> tuple[tuple[str, str], ...]:
        """Return the feeds that a page advertises, as (address, title), each once; else those in its text."""
        return tuple((self._advertised() or self._linked_feeds()).items())

    def _advertised(self) -> dict[str, str]:
        """Return the feeds that the page names to programs."""
        found: dict[str, str] = {}
        for node in self._links:
            relations = node.get("rel").lower().split()
            kind = node.get("type").partition(";")[0].strip().lower()
            if "alternate" not in relations and "feed" not in relations:
                continue
            if kind not in _FEED_TYPES and not ("feed" in relations and not kind):
                continue
            address = self._feed_address(node)
            if address and not (kind == "application/json" and any(part in address for part in _NOT_FEEDS)):
                found.setdefault(address, clean_line(node.get("title")))
        return found

    def _linked_feeds(self) -> dict[str, str]:
        """Return the feeds of the site itself that the page names to people only."""
        host = display_host(self.base or "").removeprefix("www.")
        found: dict[str, str] = {}
        for node in self._subscribing:
            address = self._feed_address(node)
            if address and host and f".{display_host(address)}".endswith(f".{host}"):
                found.setdefault(address, clean_line(node.get("title") or node.text(), 200))
        return found

    def _feed_address(self, node: Node) -> str | None:
        """Return where a link to a feed leads; `feed:` before an address only says what it is."""
        written = _FEED_SCHEME.sub("", node.get("href"))
        return clean_url(re.sub(r"(?i)^\s*feed://", "http://", written), self.base)

    def _gather(self, node: Node, scripts: list[str]) -> None:
        """Take what an element tells."""
        tag = node.tag
        if tag == "meta":
            self._take_meta(node)
        elif tag == "link":
            if len(self._links) < _MOST:
                self._links.append(node)
        elif tag == "script":
            if "ld+json" in node.get("type").lower():
                scripts.append(node.text())
        elif tag == "title":
            self.title = self.title or clean_line(node.text())
        elif tag == "base":
            self.base = clean_url(node.get("href"), self.url) or self.base
        elif tag == "html":
            self.language = node.get("lang") or node.get("xml:lang")
        else:
            self._take_element(node)

    def _take_meta(self, node: Node) -> None:
        """Take a named value."""
        value = clean_line(node.get("content") or node.get("value"))
        if not value:
            return
        for name in node.get("property").lower().split():
            self._properties.setdefault(name, []).append(value)
        plain = node.get("name") or node.get("itemprop") or node.get("http-equiv")
        for name in plain.lower().split():
            self._named.setdefault(name, []).append(value)

    def _take_element(self, node: Node) -> None:
        """Take a heading, or an element that says what it holds."""
        attributes = node.attributes
        labelled = "class" in attributes or "itemprop" in attributes or "rel" in attributes
        if (labelled or node.tag in ("time", "address")) and len(self.labelled) < _MOST:
            self.labelled.append(node)
        if node.tag in _LINES and 4 < node.size < _LONGEST_LINE and len(self.lines) < _MOST_HEADINGS and _speaks(node):
            self.lines.append(node.words())
        if node.tag == "a" and len(self.people) < _MOST_HEADINGS and _PEOPLE.search(node.get("href")):
            self.people.append(node)
        if node.tag == "a" and len(self._subscribing) < _MOST_HEADINGS and _FEED_PLACE.search(node.get("href").strip()):
            self._subscribing.append(node)
        titled = node.tag in ("h1", "h2", "h3") or (
            attributes and _TITLED.search(f"{node.get('class')} {node.get('id')}")
        )
        if titled and 0 < node.size < 400 and len(self.headings) < _MOST_HEADINGS and not self._names_site(node):
            self.headings.append(clean_line(node.text()))

    def _names_site(self, node: Node) -> bool:
        """Tell whether a heading is the name of the site, linked to its front page, or belongs to something beside."""
        link = next(node.named("a"), None)
        if link is not None and link.size >= node.size:
            target = clean_url(link.get("href"), self.base) or ""
            if link.get("rel") == "home" or target.partition("://")[2].rstrip("/").count("/") == 0:
                return True
        return is_beside(node)


def _speaks(node: Node) -> bool:
    """Tell whether the text of a line begins as those do that name people, a date or tags."""
    first = next((child for child in node.children if not isinstance(child, str) or child.strip()), "")
    text = first if isinstance(first, str) else first.text() if first.size < _LONGEST_LABEL else ""
    return _SIGNING.match(text) is not None and not is_beside(node)


def is_beside(node: Node) -> bool:
    """Tell whether an element belongs to comments or to what stands beside the article."""
    chain = [node, *node.ancestors()]
    most = chain[-1].size * _MOST_BESIDE
    in_footer = False
    for around in chain:
        if around.tag in ("aside", "nav"):
            return True
        in_footer = in_footer or around.tag == "footer"
        if around.attributes and around.tag not in ("body", "html"):
            names = f"{around.get('class')} {around.get('id')}".lower().replace("elementor-widget", "")
            if "comment" in names:
                return True
            if around.size <= most and any(word in names for word in _BESIDE):
                return True
            in_footer = in_footer or "footer" in names
        if around.tag == "article" or not _ENTRIES.isdisjoint(around.get("class").split()):
            # An article's own footer names its tags and its author.
            in_footer = False
    return in_footer
