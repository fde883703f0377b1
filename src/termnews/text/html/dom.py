"""A small tree of a whole page, for what needs to look back and forth: finding the main content and what a page says.

Nesting beyond a limit is flattened while the tree is built, so that nothing here can exhaust the stack or take
more than linear time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Final

import turbohtml

from termnews.text.html.events import SaxHandler, parse_events

DEEPEST = 200
"""Levels that keep their shape."""

MOST_NODES = 100_000
"""Elements that are read of one page."""

MOST_ATTRIBUTES = 100
"""Attributes that are read of one element."""

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_UNREAD = frozenset(
    ("script", "style", "template", "noscript", "head", "select", "textarea", "svg", "math", "iframe", "object")
)
_NO_ATTRIBUTES: Final[dict[str, str]] = {}


class Node:
    """An element with its children; strings among them are text."""

    __slots__ = ("attributes", "children", "linked", "parent", "size", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Node | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Node | str] = []
        self.size = 0
        """Characters of visible text in it, once measured."""
        self.linked = 0
        """How many of them are in links."""

    def get(self, name: str) -> str:
        """An attribute, empty when there is none."""
        return self.attributes.get(name, "")

    def elements(self) -> Iterator[Node]:
        """Yield the elements within, in document order."""
        waiting = self.inner()[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            if inner := node.inner():
                waiting.extend(inner[::-1])

    def inner(self) -> list[Node]:
        """Return the elements that are its children."""
        return [child for child in self.children if isinstance(child, Node)]

    def outside_in(self) -> list[Node]:
        """Return itself and all elements within, each before those that are within it."""
        order = [self]
        for node in order:
            if node.children:
                order += node.inner()
        return order

    def find(self, accept: Callable[[Node], bool]) -> Node | None:
        """Return the first element within that is accepted."""
        return next((node for node in self.elements() if accept(node)), None)

    def named(self, *tags: str) -> Iterator[Node]:
        """Yield the elements within that have one of these tags."""
        return (node for node in self.elements() if node.tag in tags)

    def ancestors(self) -> Iterator[Node]:
        """Yield the elements around it, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def text(self) -> str:
        """All text within, as the source has it."""
        parts: list[str] = []
        waiting: list[Node | str] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                parts.append(node)
            else:
                waiting.extend(reversed(node.children))
        return "".join(parts)

    def words(self) -> str:
        """All text within on one line."""
        return " ".join(self.text().split())


class _TooMuch(Exception):
    """The page has more elements than are read."""


class _TreeBuilder(SaxHandler):
    """Builds the tree from the parser's events."""

    def __init__(self) -> None:
        self.root = Node("#document", _NO_ATTRIBUTES, None)
        self._open = self.root
        self._depth = 0
        self._left = MOST_NODES
        self._ignored = 0
        """Open elements that only leave their text, being too deep."""
        self._skipped = 0
        """Open elements among them that nobody reads, and all within."""

    def start_element(self, tag: str, attrs: tuple[tuple[str, str | None], ...]) -> None:
        """Begin an element."""
        if self._skipped or (self._depth >= DEEPEST and tag in _UNREAD):
            self._skipped += 1
            return
        if self._depth >= DEEPEST:
            self._ignored += 1
            return
        self._left -= 1
        if self._left < 0:
            raise _TooMuch
        self._depth += 1
        attributes = {name: value or "" for name, value in attrs[:MOST_ATTRIBUTES]} if attrs else _NO_ATTRIBUTES
        node = Node(tag, attributes, self._open)
        self._open.children.append(node)
        self._open = node

    def end_element(self, tag: str) -> None:  # noqa: ARG002
        """End an element."""
        if self._skipped:
            self._skipped -= 1
        elif self._ignored:
            self._ignored -= 1
        elif self._open.parent is not None:
            self._open = self._open.parent
            self._depth -= 1

    def characters(self, data: str) -> None:
        """Take text."""
        if not self._skipped:
            self._open.children.append(data)


def tree_of(markup: str) -> tuple[Node, bool]:
    """Parse a page into a measured tree; also tell whether the page goes on after the last element that was read."""
    builder = _TreeBuilder()
    try:
        parse_events(markup, builder)
        is_cut = False
    except _TooMuch:
        is_cut = True
    measure(builder.root)
    return builder.root, is_cut


def measure(root: Node) -> None:
    """Count the visible characters of every element, innermost first; to be done again after parts were taken out."""
    for node in reversed(root.outside_in()):
        if node.tag in _UNREAD:
            continue
        size = linked = 0
        for child in node.children:
            if isinstance(child, str):
                size += len(" ".join(child.split()))
            else:
                size += child.size
                linked += child.linked
        node.size = size
        node.linked = size if node.tag == "a" else linked


def markup_of(node: Node, limit: int = sys.maxsize) -> tuple[str, bool]:
    """Write an element as HTML again, closed properly; what begins after `limit` characters is left out.

    Also tell whether anything was.
    """
    parts: list[str] = []
    waiting: list[Node | str] = [node]
    left, is_cut = limit, False
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if item.startswith("\0"):
                part = item[1:]
            elif left > 0:
                part = turbohtml.escape(item[:left], False)
                is_cut = is_cut or len(item) > left
            else:
                is_cut = is_cut or not item.isspace()
                continue
        elif left > 0:
            part = f"<{item.tag}{_written(item.attributes)}>" if item.attributes else f"<{item.tag}>"
            if item.tag not in VOID:
                waiting.append(f"\0</{item.tag}>")
                waiting += item.children[::-1]
        else:
            is_cut = is_cut or bool(item.size)
            continue
        parts.append(part)
        left -= len(part)
    return "".join(parts), is_cut


def beginning_of(markup: str, limit: int) -> str:
    """Return about the first `limit` characters of some markup, closed properly."""
    root, _ = tree_of(markup)
    body = next(root.named("body"), root)
    body.tag, body.attributes = "div", _NO_ATTRIBUTES
    return markup_of(body, limit)[0]


def _written(attributes: dict[str, str]) -> str:
    return "".join([f' {name}="{turbohtml.escape(value)}"' for name, value in attributes.items()])
