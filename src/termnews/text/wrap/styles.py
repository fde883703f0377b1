"""Names of what text is for, which the theme colours, and how several of them combine.

The style of a run is one role, or several joined by `+` in the order of `STYLES`: `quote+strong+link`. The theme
applies them from left to right, so that what comes later wins where both say something. `text` never has company.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from termnews.model.article import Mark

HEADINGS = tuple(f"heading-{level}" for level in range(1, 7))

PLACES = (
    *("text", "title", "meta", "tag", "own-tag", "highlight", "highlight-bar", *HEADINGS, "quote", "quote-bar"),
    *("quote-source", "list-marker", "term", "table-header", "table-rule", "caption", "footnote-label", "media"),
    *("furniture", "fold", "rule", "muted"),
)
"""Roles by place in the page: one in each style at most, and first."""

SYNTAX = (
    *("code-keyword", "code-name", "code-string", "code-number", "code-comment", "code-operator"),
    *("code-inserted", "code-deleted"),
)
"""Roles within a block of code; the rest of it has the role `code`."""

_MARKS = (
    *((Mark.SMALL, "small"), (Mark.STRONG, "strong"), (Mark.EMPHASIS, "emphasis"), (Mark.MATH, "math")),
    *((Mark.CODE, "code"), (Mark.KEYBOARD, "kbd"), (Mark.SUPERSCRIPT, "superscript")),
    *((Mark.SUBSCRIPT, "subscript"), (Mark.INSERTED, "inserted"), (Mark.STRIKE, "strike"), (Mark.MARKED, "mark")),
)

STYLES = (*PLACES, *(name for _, name in _MARKS), "link", *SYNTAX)
"""Every role."""


@lru_cache(maxsize=1024)
def style_of(place: str, marks: int, linked: bool) -> str:
    """Join the roles of a span that stands in some place; `marks` are the bits of its `Mark`."""
    names = [] if place == "text" else [place]
    names += [name for mark, name in _MARKS if marks & mark]
    if linked:
        names.append("link")
    return "+".join(names) or place


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters that the page draws with."""

    bar: str = "▍ "
    bullets: tuple[str, ...] = ("•", "◦", "▪")
    done: str = "☑"
    open: str = "☐"
    folded: str = "▸ "
    unfolded: str = "▾ "
    media: str = "▶ "
    continued: str = "↪ "
    line: str = "─"
    dot: str = " · "
    dash: str = "— "
    more: str = "…"
    times: str = "×"


UNICODE = Signs()
ASCII = Signs(
    bar="| ",
    bullets=("*", "-", "+"),
    done="[x]",
    open="[ ]",
    folded="> ",
    unfolded="v ",
    media="> ",
    continued="\\ ",
    line="-",
    dot=" - ",
    dash="-- ",
    more="...",
    times="x",
)
