"""What a headline looks like as a row: pieces of text with the names of roles, no toolkit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from termnews.model.entry import Headline
from termnews.tui import times
from termnews.tui.cells import Piece, between, clip, fill, pad, width
from termnews.tui.tagink import Colours, tag_role

INDENT = 4
"""Cells before the title: cursor or selection, unread, star, a blank."""

LONGEST_TAG = 28
"""Cells of a tag in a row."""

SHORTEST_SOURCE = 60
"""Cells of a one-line row from which the source is shown beside the age."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters that carry a meaning."""

    unread: str = "●"
    kept: str = "◆"
    """Kept unread."""
    starred: str = "★"
    selected: str = "✓"
    cursor: str = "▌"
    copies: str = "×"
    dot: str = " · "
    rule: str = "─"


UNICODE = Signs()
ASCII = Signs(unread="*", kept="+", starred="!", selected="x", cursor=">", copies="x", dot=" - ", rule="-")


@dataclass(frozen=True, slots=True)
class RowLook:
    """All that a row's look depends on, besides the headline itself."""

    width: int
    height: int
    """1 or 2 lines."""
    now: int
    """Epoch seconds, in steps of a minute."""
    signs: Signs = UNICODE
    words: tuple[str, ...] = ()
    """Searched words, shown in the title."""
    compact: bool = False
    """Whether a row of one line leaves the source out."""
    colours: Colours = field(default_factory=dict)
    """Colours of tags."""


def heading(label: str, look: RowLook) -> list[Piece]:
    """Draw the line above the first row of a day."""
    text = f" {clip(label.upper(), look.width - 2)} "
    return [(text, "heading"), (look.signs.rule * max(0, look.width - width(text) - 1), "rule"), (" ", "ink")][
        : 3 if look.width > width(text) else 1
    ]


def row(headline: Headline, look: RowLook, *, cursor: bool, selected: bool) -> list[list[Piece]]:
    """Draw one headline as one or two lines, each exactly as wide as wanted."""
    marks = _marks(headline, look.signs, cursor=cursor, selected=selected)
    if look.height == 1:
        return [_single(headline, look, marks)]
    title = fill([*marks, *_title(headline, look, look.width - INDENT - 1)], look.width)
    edge: Piece = (look.signs.cursor if cursor else " ", "cursor-bar")
    return [title, [edge, *_meta(headline, look, look.width - 1)]]


def waiting(look: RowLook, *, cursor: bool) -> list[list[Piece]]:
    """Draw a row whose headline has not arrived."""
    edge: Piece = (look.signs.cursor if cursor else " ", "cursor-bar")
    return [fill([edge, ("   …", "muted")], look.width), *[fill([edge], look.width)] * (look.height - 1)]


def _marks(headline: Headline, signs: Signs, *, cursor: bool, selected: bool) -> list[Piece]:
    first: Piece = (signs.cursor, "cursor-bar") if cursor else (" ", "ink")
    if selected:
        first = (signs.selected, "good")
    return [
        first,
        (" " if headline.is_read else signs.kept if headline.is_kept else signs.unread, "dot"),
        (signs.starred if headline.is_starred else " ", "starred"),
        (" ", "ink"),
    ]


def _title(headline: Headline, look: RowLook, room: int) -> list[Piece]:
    role = "muted" if headline.is_read else "unread"
    text = clip(headline.title, room)
    return [(text, role)] if not look.words else _with_hits(text, role, look.words)


def _with_hits(text: str, role: str, words: tuple[str, ...]) -> list[Piece]:
    """Set off the places where searched words stand."""
    folded = text.casefold()
    if len(folded) != len(text):
        return [(text, role)]
    found = sorted((at, at + len(word)) for word in words if word and (at := folded.find(word.casefold())) >= 0)
    pieces: list[Piece] = []
    done = 0
    for start, end in found:
        if start >= done:
            pieces += [(text[done:start], role), (text[start:end], "hit")]
            done = end
    return [piece for piece in [*pieces, (text[done:], role)] if piece[0]]


def _age(headline: Headline, now: int, *, year: bool = False) -> str:
    if headline.snoozed_until is not None:
        return times.ahead(headline.snoozed_until, now, year=year)
    told = times.age(headline.sort_at, now, year=year)
    return told if headline.dated else f"~{told}"


def _single(headline: Headline, look: RowLook, marks: list[Piece]) -> list[Piece]:
    age = _age(headline, look.now).rjust(7)
    right: list[Piece] = [(f"{age} ", "muted")]
    if look.width >= SHORTEST_SOURCE and not look.compact:
        right.insert(0, (f"  {pad(headline.feed_title, min(24, look.width // 5))}", "muted"))
    room = look.width - INDENT - sum(width(text) for text, _ in right)
    return between([*marks, *_title(headline, look, room)], right, look.width)


def _meta(headline: Headline, look: RowLook, room: int) -> list[Piece]:
    left, right = _origin(headline, look, room)
    for before, text, role, _ in _chips(headline, look, room):
        left += [(before, "muted"), (text, role)]
    return between(left, right, room)


def _origin(headline: Headline, look: RowLook, room: int) -> tuple[list[Piece], list[Piece]]:
    """What stands left and right of the tags: source and age, and how often it was published."""
    source = clip(headline.feed_title, max(8, room - INDENT - 16))
    told = f"{source}{look.signs.dot}{_age(headline, look.now, year=True)}"
    copies = f"  {look.signs.copies}{headline.copies} "
    return [(" " * (INDENT - 1), "ink"), (told, "muted")], [(copies, "muted")] if headline.copies > 1 else []


def _chips(headline: Headline, look: RowLook, room: int) -> Iterator[tuple[str, str, str, str]]:
    """The tags that there is room for, the person's first: what stands before, the text, its role, and the tag."""
    tags = [*((tag, "own-tag") for tag in headline.own_tags), *((tag, "tag") for tag in headline.other_tags)]
    left = room - sum(width(text) for pieces in _origin(headline, look, room) for text, _ in pieces) - 1
    before = look.signs.dot
    for tag, role in tags:
        text = clip(f"#{tag.replace(' ', '-')}", LONGEST_TAG)
        if width(before) + width(text) > left:
            return
        yield before, text, tag_role(look.colours, tag, role), tag
        left -= width(before) + width(text)
        before = " "


def tag_at(headline: Headline, look: RowLook, cell: int) -> str:
    """The tag that is drawn on a cell of the second line; empty if there is none."""
    room = look.width - 1
    at = 1 + sum(width(text) for text, _ in _origin(headline, look, room)[0])
    for before, text, _, tag in _chips(headline, look, room):
        at += width(before)
        if at <= cell < at + width(text):
            return tag
        at += width(text)
    return ""
