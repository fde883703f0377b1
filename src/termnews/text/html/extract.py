"""The main content of a page: the part that holds the article, without what surrounds it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from termnews.text.html.dom import Node, markup_of, measure, tree_of
from termnews.text.html.furniture import FurnitureFinder
from termnews.text.html.furniturewords import LINE

_BODIES = re.compile(
    r"(?:^|[\s_-])(?:(?:entry|post|article|artikel|story|blog|news|single|td-post|field-body)[_-]*(?:content|body|text|copy|inner)"
    r"|articlebody|storybody|e-content|mw-parser-output|body-copy|bodycopy|markdown-body)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|introduction|standfirst|stand-first|subtitle|subtitel|subheadline|subhead|dek|deck|summary|abstract"
    r"|excerpt|vorspann|chapo|sapo|kicker-text|einleitung|description)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTAINERS = frozenset(
    ("article", "body", "center", "div", "font", "form", "main", "section", "span", "table", "tbody", "td", "tr")
)
_INLINE_TAGS = """
a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd mark q s samp small span strike strong sub sup
time tt u var wbr
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_LISTS = frozenset(("div", "dl", "ol", "section", "table", "ul"))
_LINES = frozenset(("div", "h2", "h3", "h4", "h5", "h6", "li", "p", "span", "strong"))
_PICTURES = frozenset(("audio", "figure", "iframe", "img", "picture", "video"))
_SHORT = 250
"""Characters of running text that are hardly an article."""
_LEAST = 25
"""Characters of running text that make a paragraph."""


def main_content(root: Node, markup: str, title: str = "", limit: int = sys.maxsize) -> tuple[str, bool]:
    """Return the HTML of the main content of a page, a headline that repeats `title` left out.

    `root` is the tree of `markup`; it is taken apart. What begins after `limit` characters is left out; also tell
    whether anything was.
    """
    body = _body_of(root)
    FurnitureFinder(body, by_name=False).strip(body)
    weights = _weights(body)
    before = weights[body]
    if FurnitureFinder(body).strip(body):
        weights = _weights(body)
    if weights[body] * 6 < before or (weights[body] < _SHORT and weights[body] * 3 < before):
        body = _body_of(tree_of(markup)[0])
        FurnitureFinder(body, by_name=False).strip(body)
        weights = _weights(body)
    if not weights[body]:
        return markup_of(body, limit) if body.size else ("", False)
    named = _named_body(body, weights)
    article = _heaviest(named, weights, 0.95) if named else _heaviest(body, weights, 0.85)
    content = _with_neighbours(article, weights)
    _tidy(content, title)
    return markup_of(content, limit)


def _body_of(root: Node) -> Node:
    """Return the body of a page."""
    return next(root.named("body"), root)


def _weights(body: Node) -> dict[Node, int]:
    """Weigh each element by the running text in it: characters of paragraphs, links left out."""
    weights: dict[Node, int] = {}
    for node in reversed(body.outside_in()):
        own = 0 if node.tag in _INLINE else _own_text(node)
        if own < _LEAST:
            own = 0
        weights[node] = own + sum([weights[child] for child in node.inner()])
    return weights


def _own_text(node: Node) -> int:
    """Characters of text that stand in the element itself or in its inline children, links left out."""
    own = 0
    for child in node.children:
        if isinstance(child, str):
            own += len(child.strip())
        elif child.tag in _INLINE:
            own += child.size - child.linked
    return own


def _named_body(body: Node, weights: dict[Node, int]) -> Node | None:
    """Return the element that names itself the article's body, if it holds enough of the page's text."""
    enough = weights[body] / (10 if _is_only_article(body) else 3)
    best: Node | None = None
    rank = 0
    for node in body.elements():
        if (
            weights[node] >= enough
            and (found := _rank(node))
            and (found, weights[node]) >= (rank, weights[best] if best else 0)
        ):
            best, rank = node, found
    return best


def _is_only_article(body: Node) -> bool:
    """Tell whether the page has one `article` with its only main heading in it: comments may outweigh it then."""
    articles = [node for node in body.named("article") if "comment" not in node.get("class").lower()]
    if len(articles) != 1:
        return False
    return sum(1 for _ in articles[0].named("h1")) == 1 == sum(1 for _ in body.named("h1"))


def _rank(node: Node) -> int:
    """Say how surely an element claims to be the article's body."""
    if node.get("itemprop") == "articleBody":
        return 4
    if node.attributes and _BODIES.search(f"{node.get('class')} {node.get('id')}"):
        return 3
    if node.tag == "article":
        return 2
    return 1 if node.tag == "main" or node.get("role") == "main" else 0


def _heaviest(node: Node, weights: dict[Node, int], part: float) -> Node:
    """Go down to the innermost element that still holds nearly all running text, `part` of it at each step.

    Half of it is enough for an element that holds the page's only main heading as well.
    """
    while True:
        inner = node.inner()
        heir = max(inner, key=weights.__getitem__, default=None)
        if heir is None or heir.tag not in _CONTAINERS:
            return node
        if weights[heir] < weights[node] * part and not _is_headed(node, heir, weights):
            return node
        node = heir


def _is_headed(node: Node, heir: Node, weights: dict[Node, int]) -> bool:
    """Tell whether half of the text and the only main heading are in one child, and many links in the others."""
    if weights[heir] * 2 < weights[node] or weights[heir] < _SHORT:
        return False
    if (node.linked - heir.linked) * 4 < node.size - heir.size:
        return False
    heading = next(heir.named("h1"), None)
    return heading is not None and sum(1 for _ in node.named("h1")) == 1


def _with_neighbours(article: Node, weights: dict[Node, int]) -> Node:
    """Add what belongs to the article beside its body: the lead before it, further parts after it."""
    parts: list[Node | str] = [article]
    node = article
    for _ in range(4):
        parent = node.parent
        if parent is None or node.tag in ("article", "body"):
            break
        place = next(number for number, child in enumerate(parent.children) if child is node)
        leads = [
            part for child in parent.children[:place] if isinstance(child, Node) for part in _leads(child, weights)
        ]
        more = [
            child
            for child in parent.children[place + 1 :]
            if isinstance(child, Node) and _continues(child, node, weights)
        ]
        parts = [*leads, *parts, *more]
        node = parent
    if len(parts) == 1:
        return article
    whole = Node("div", {}, None)
    whole.children = parts
    measure(whole)
    return whole


def _leads(node: Node, weights: dict[Node, int]) -> Iterator[Node]:
    """Yield the leads in an element that stands before the body."""
    for inner in [node, *node.elements()]:
        named = inner.attributes and _LEADS.search(f"{inner.get('class')} {inner.get('id')} {inner.get('itemprop')}")
        if named and 30 <= inner.size <= 1500 and inner.linked * 3 < inner.size and weights[inner]:
            yield inner
            return


def _continues(node: Node, article: Node, weights: dict[Node, int]) -> bool:
    """Tell whether an element behind the body goes on with the article."""
    if node.linked * 3 > node.size or not weights[node]:
        return False
    if node.tag == "p":
        return node.size > 80
    return node.tag == article.tag and bool(node.get("class")) and node.get("class") == article.get("class")


def _tidy(content: Node, title: str) -> None:
    """Take lists of links, stray lines of furniture and a repeated headline out of the article."""
    headline = _letters(title)
    waiting = [(content, False)]
    while waiting:
        node, in_data = waiting.pop()
        in_data = in_data or (node.tag == "table" and next(node.named("th"), None) is not None)
        node.children = [
            child for child in node.children if isinstance(child, str) or not _is_clutter(child, headline, in_data)
        ]
        waiting += [(child, in_data) for child in node.inner() if child.children]


def _is_clutter(node: Node, headline: str, in_data: bool) -> bool:
    """Tell whether an element within the article is no part of it; cells of data may hold nothing but links."""
    if not node.size:
        return False
    if node.tag in ("h1", "h2") and node.size < 400 and _letters(node.words()) == headline:
        return bool(headline)
    if node.tag in _LINES and node.size < 100 and LINE.fullmatch(node.words()):
        return not any(inner.tag in _PICTURES for inner in node.elements())
    if in_data or (node.tag not in _LISTS and node.tag != "td"):
        return False
    if node.tag != "td" and node.linked > node.size * 0.75 and sum(1 for _ in node.named("a")) > 1:
        return not any(inner.tag in _PICTURES for inner in node.elements())
    return _is_teasers(node)


def _is_teasers(node: Node) -> bool:
    """Tell whether an element is a row of teasers: three or more alike, each a linked heading with little text."""
    inner = [child for child in node.children if isinstance(child, Node) and child.size]
    kinds = {(child.tag, child.get("class").partition(" ")[0]) for child in inner}
    if len(inner) < 3 or len(kinds) != 1 or inner[0].tag not in ("article", "div", "li", "section"):
        return False
    return all(child.size < 500 and _has_linked_heading(child) for child in inner)


def _has_linked_heading(node: Node) -> bool:
    """Tell whether a heading in an element is a link."""
    return any(heading.linked * 2 > heading.size for heading in node.named("h2", "h3", "h4", "h5"))


def _letters(text: str) -> str:
    """Only the letters and digits of a text, in lower case."""
    return "".join(filter(str.isalnum, text.casefold()))
