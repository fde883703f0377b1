"""A small tree of a whole page, for what needs to look back and forth: finding the main content and what a page says.

Nesting beyond a limit is flattened while the tree is built, so that nothing here can exhaust the stack or take
more than linear time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import turbohtml

from termnews.text.html.events import SaxHandler, parse_events

DEEPEST = 200
"""Levels that keep their shape."""

MOST_NODES = 100_000
"""Elements that are read of one page."""

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
        waiting = [child for child in reversed(self.children) if isinstance(child, Node)]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting.extend([child for child in reversed(node.children) if isinstance(child, Node)])

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


class _TreeBuilder(SaxHandler):
    """Builds the tree from the parser's events."""

    def __init__(self) -> None:
        self.root = Node("#document", _NO_ATTRIBUTES, None)
        self._open = self.root
        self._depth = 0
        self._left = MOST_NODES
        self._ignored = 0

    def start_element(self, tag: str, attrs: tuple[tuple[str, str | None], ...]) -> None:
        """Begin an element."""
        if self._ignored or self._depth >= DEEPEST or self._left <= 0:
            self._ignored += 1
            return
        self._depth += 1
        self._left -= 1
        attributes = {name: value or "" for name, value in attrs} if attrs else _NO_ATTRIBUTES
        node = Node(tag, attributes, self._open)
        self._open.children.append(node)
        self._open = node

    def end_element(self, tag: str) -> None:  # noqa: ARG002
        """End an element."""
        if self._ignored:
            self._ignored -= 1
        elif self._open.parent is not None:
            self._open = self._open.parent
            self._depth -= 1

    def characters(self, data: str) -> None:
        """Take text."""
        self._open.children.append(data)


def tree_of(markup: str) -> Node:
    """Parse a page into a measured tree."""
    builder = _TreeBuilder()
    parse_events(markup, builder)
    measure(builder.root)
    return builder.root


def measure(root: Node) -> None:
    """Count the visible characters of every element, innermost first; to be done again after parts were taken out."""
    order = [root, *root.elements()]
    for node in reversed(order):
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


def markup_of(node: Node) -> str:
    """Write an element as HTML again."""
    parts: list[str] = []
    waiting: list[Node | str] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item if item.startswith("\0") else turbohtml.escape(item, False))
            continue
        attributes = "".join(f' {name}="{turbohtml.escape(value)}"' for name, value in item.attributes.items())
        parts.append(f"<{item.tag}{attributes}>")
        if item.tag not in VOID:
            waiting.append(f"\0</{item.tag}>")
            waiting.extend(reversed(item.children))
    return "".join(parts).replace("\0", "")
