"""The walk over a document: each tag to the part that knows it, hidden things left out, all within limits."""

from __future__ import annotations

import re
from functools import partial
from typing import Final, NamedTuple

from termnews.text.html import figures, formulas, lists, media, phrasing, pictures, preformatted, sections, tables
from termnews.text.html.builder import Attributes, Builder, Start
from termnews.text.html.events import SaxHandler, parse_events
from termnews.text.rests import REST
from termnews.text.urls import clean_url

MOST_ELEMENTS = 250_000
"""Elements that are read of one document: far more than anybody wrote by hand."""

UNSEEN = frozenset((
    "area", "basefont", "bgsound", "canvas", "col", "colgroup", "datalist", "link", "map", "meta", "meter",
    "noembed", "optgroup", "option", "progress", "rp", "script", "select", "style", "svg", "template", "textarea",
    "title", "track",
))  # fmt: skip
"""Elements whose contents nobody reads in an article."""

_HIDING_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDING_CLASSES = frozenset({"mw-editsection", "mw-cite-backlink", "mathjax_preview", "lineno", "linenos", "linenodiv"})
_TELLING = frozenset({"aria-hidden", "class", "dir", "hidden", "id", "style"})
"""Attributes that may change how any element is read."""
_NO_ATTRIBUTES: Final[Attributes] = {}


class _Classes(NamedTuple):
    """What the classes of an element say."""

    hidden: bool
    caption: bool
    language: str | None


class _TooMuch(Exception):
    """The document has more elements than are read."""


def walk(markup: str, builder: Builder) -> None:
    """Parse markup and give all that is seen of it to the builder."""
    try:
        # An open body keeps scripts and frames at the start of a fragment where they stand.
        parse_events(f"<body>{markup}", _Walker(builder))
    except _TooMuch:
        builder.finish()
        builder.write(REST)
    builder.finish()


class _Walker(SaxHandler):
    """Receives the parser's events."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._left = MOST_ELEMENTS
        self._classes: dict[str, _Classes] = {}
        self._hiding: dict[str, bool] = {}

    def start_element(self, tag: str, attrs: tuple[tuple[str, str | None], ...]) -> None:
        """Begin an element."""
        builder = self._builder
        if builder.skipping:
            builder.skipping += 1
            return
        self._left -= 1
        if self._left < 0:
            raise _TooMuch
        start = STARTS.get(tag)
        attributes = dict(attrs) if attrs else _NO_ATTRIBUTES
        if attrs and not _TELLING.isdisjoint(attributes):
            self._start_with_attributes(start, tag, attributes)
        elif start is None:
            builder.ends.append(None)
        else:
            start(builder, tag, attributes)

    def end_element(self, tag: str) -> None:  # noqa: ARG002
        """End an element; every element ends, also one without an end tag."""
        builder = self._builder
        if builder.skipping:
            builder.skipping -= 1
            return
        action = builder.ends.pop()
        if action is not None:
            action()

    def characters(self, data: str) -> None:
        """Take text."""
        builder = self._builder
        if builder.skipping:
            return
        if builder.verbatim is not None:
            builder.verbatim.append(data)
        elif builder.pieces or not data.isspace():
            builder.pieces.append((data, builder.marks, builder.link))

    def _start_with_attributes(self, start: Start | None, tag: str, attributes: Attributes) -> None:
        """Begin an element whose attributes may hide it, turn its direction, name its place or say what it is."""
        builder = self._builder
        names = attributes.get("class")
        classes = self._read_classes(names) if names else None
        if self._is_hidden(attributes) or (classes is not None and classes.hidden):
            builder.skipping = 1
            return
        if "id" in attributes:
            builder.name_place(attributes["id"])
        direction = builder.direction
        if "dir" in attributes:
            builder.direction = (attributes["dir"] or "").lower()
        language = builder.surrounding_language
        if classes is not None:
            if classes.caption:
                start = figures.caption
            builder.surrounding_language = classes.language or language
        if start is None:
            builder.ends.append(None)
        else:
            start(builder, tag, attributes)
        changed = direction != builder.direction or language is not builder.surrounding_language
        if changed and not builder.skipping:
            builder.wrap_end(partial(_restore, builder, direction, language))

    def _is_hidden(self, attributes: Attributes) -> bool:
        """Tell whether attributes hide an element."""
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return True
        if "aria-hidden" in attributes and attributes["aria-hidden"] == "true" and not _shows(attributes):
            return True
        style = attributes.get("style")
        if not style:
            return False
        known = self._hiding.get(style)
        if known is None:
            known = self._hiding[style] = _HIDING_STYLE.search(style) is not None
        return known

    def _read_classes(self, names: str) -> _Classes:
        """Read classes, once for each combination."""
        known = self._classes.get(names)
        if known is None:
            tokens = names.lower().split()
            known = self._classes[names] = _Classes(
                not _HIDING_CLASSES.isdisjoint(tokens),
                not figures.CAPTIONS.isdisjoint(tokens),
                preformatted.surrounding_language(names),
            )
        return known


def _shows(attributes: Attributes) -> bool:
    """Tell whether something is only hidden from screen readers: a picture, or a formula drawn as one."""
    return "src" in attributes or "data-src" in attributes


def _restore(builder: Builder, direction: str, language: str | None) -> None:
    """Go back to what held before an element."""
    builder.direction = direction
    builder.surrounding_language = language


def _leave_out(builder: Builder, _tag: str, _attributes: Attributes) -> None:
    """Leave an element out."""
    builder.skipping = 1


def _base(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Resolve addresses against the base that the document names."""
    builder.base = clean_url(attributes.get("href"), builder.base) or builder.base
    builder.at_end(None)


STARTS: Final[dict[str, Start]] = {
    **dict.fromkeys(UNSEEN, _leave_out),
    **sections.STARTS,
    **phrasing.STARTS,
    **lists.STARTS,
    **tables.STARTS,
    **figures.STARTS,
    **pictures.STARTS,
    **media.STARTS,
    **preformatted.STARTS,
    **formulas.STARTS,
    "base": _base,
}
"""What each tag means; tags that are not here are passed over, their contents read."""
