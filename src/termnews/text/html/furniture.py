"""What surrounds an article on a page and is not part of it: navigation, share buttons, comments, banners, forms."""

from __future__ import annotations

import re
from itertools import pairwise

from termnews.text.html.dom import Node, measure
from termnews.text.html.furniturewords import COMMENTS, FURNITURE

_ROLE_NAMES = "alert alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar"
_ROLES = frozenset(_ROLE_NAMES.split())
_TAGS = """
button canvas dialog fieldset input label link menu meta nav option script select style svg template textarea title
"""
_ALWAYS = frozenset(_TAGS.split())
_IN_PLACES = frozenset(("aside", "embed", "footer", "form", "header", "iframe", "noscript", "object"))
"""Tags that are furniture in some places only."""
_JUDGED = _ALWAYS | _IN_PLACES
_NEVER = frozenset(
    ("body", "html", "main", "#document", "p", "h1", "pre", "code", "em", "strong", "b", "i", "td", "tr", "tbody")
)
_IGNORED = (
    "tag-",
    "category-",
    "format-",
    "status-",
    "type-",
    "author-",
    "elementor",
    "wp-block-",
    "menu-item-",
    "theme-",
    "page-id-",
)
"""Beginnings of names that systems give to every article: `tag-cookies` is a subject, `elementor-widget` any box."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PART = re.compile(r"[a-z]+")
_HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FILM = re.compile(
    r"youtube|vimeo|dailymotion|soundcloud|podcast|spotify|bandcamp|mixcloud|ted\.com|archive\.org|audio|video|player|twitch|peertube",
    re.IGNORECASE,
)
_GREATEST = 0.4
"""Part of the page's text that furniture may hold before its name is doubted."""


class FurnitureFinder:
    """Judges the elements of one page."""

    def __init__(self, page: Node, *, by_name: bool = True) -> None:
        self._limit = max(page.size, 1) * _GREATEST
        self._by_name = by_name
        self._known: dict[str, frozenset[str]] = {}

    def strip(self, root: Node) -> bool:
        """Take everything out of a page that by its tag, role or name is not part of the article; False for nothing."""
        stripped = False
        waiting = [(root, False, False)]
        while waiting:
            node, in_article, in_quote = waiting.pop()
            inner = node.inner()
            if not inner:
                continue
            in_article = in_article or node.tag in ("article", "main")
            in_quote = in_quote or node.tag == "blockquote"
            out = {
                child
                for child in inner
                if (child.attributes or child.tag in _JUDGED) and self._is_furniture(child, in_article, in_quote)
            }
            if out:
                stripped = True
                node.children = [child for child in node.children if child not in out]
            waiting += [(child, in_article, in_quote) for child in inner if child.children and child not in out]
        if stripped:
            measure(root)
        return stripped

    def _is_furniture(self, node: Node, in_article: bool, in_quote: bool) -> bool:
        """Tell whether an element is furniture."""
        tag = node.tag
        if tag in _ALWAYS or is_hidden(node):
            return True
        small = node.size < self._limit
        if small and node.get("role") in _ROLES:
            return True
        if tag in _NEVER:
            return False
        return self._is_named_so(node, small) or _is_tagged_so(node, small, in_article, in_quote)

    def _is_named_so(self, node: Node, small: bool) -> bool:
        """Tell whether its class or id calls an element furniture."""
        words = self._names(node)
        if not words & FURNITURE:
            return False
        if words & COMMENTS:
            return not _holds_article(node)
        return small and self._by_name and not _holds_article(node)

    def _names(self, node: Node) -> frozenset[str]:
        """Return the words that the class and the id of an element are made of: single, and any two neighbours."""
        attributes = node.attributes
        label = f"{attributes.get('class', '')} {attributes.get('id', '')}" if attributes else " "
        words = self._known.get(label)
        if words is None:
            words = self._known[label] = frozenset(_parts(label))
        return words


def _is_tagged_so(node: Node, small: bool, in_article: bool, in_quote: bool) -> bool:
    """Judge the tags of `_IN_PLACES`."""
    match node.tag:
        case "aside":
            found = "footnote" not in node.get("role") + node.get("epub:type") + node.get("class")
        case "footer":
            found = not in_quote and node.find(_is_note) is None
        case "header":
            found = small and not in_article
        case "form":
            found = small
        case "iframe" | "embed" | "object":
            found = not _FILM.search(node.get("src") + node.get("data-src") + node.get("data"))
        case "noscript":
            found = next(node.named("img"), None) is None
        case _:
            found = False
    return found


def _is_note(node: Node) -> bool:
    """Tell whether an element holds footnotes."""
    return "footnote" in node.get("class") or "footnote" in node.get("id")


def is_hidden(node: Node) -> bool:
    """Tell whether an element is not shown."""
    attributes = node.attributes
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or ("style" in attributes and _HIDING.search(attributes["style"]) is not None)
        or (attributes.get("aria-hidden") == "true" and node.tag not in ("img", "figure", "picture"))
    )


def _holds_article(node: Node) -> bool:
    """Tell whether the article itself is within, whatever the name around it says."""
    if node.size < 200:
        return False
    return (
        node.find(
            lambda inner: (
                inner.get("itemprop") == "articleBody"
                or (inner.tag in ("article", "main") and "comment" not in inner.get("class").lower())
            )
        )
        is not None
    )


def _parts(label: str) -> set[str]:
    """Divide names such as `relatedPosts` and `post-meta_top` into words and pairs of words."""
    words: set[str] = set()
    for token in label.split()[:40]:
        if token.startswith(_IGNORED):
            continue
        parts = _PART.findall(_CAMEL.sub("-", token).lower())
        words.update(parts)
        words.update(f"{first}-{second}" for first, second in pairwise(parts))
        words.add("".join(parts))
    return words
