"""An article as blocks (what it says), and as lines (what fits on a screen)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntFlag

from termnews.model.entry import Enclosure, Headline


class Mark(IntFlag):
    """How a span of text stands out; spans may carry several."""

    NONE = 0
    STRONG = 1
    EMPHASIS = 2
    CODE = 4
    STRIKE = 8
    INSERTED = 16
    MARKED = 32
    SUPERSCRIPT = 64
    SUBSCRIPT = 128
    KEYBOARD = 256
    SMALL = 512
    MATH = 1024


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look. A line break inside a paragraph is a newline in `text`."""

    text: str
    marks: Mark = Mark.NONE
    link: str | None = None
    """Absolute, cleaned address that may be opened (http, https, mailto, gemini, or `#name` inside the article)."""


Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the article; level 1 to 6."""

    level: int
    spans: Inline
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Inline
    rtl: bool = False
    """Whether its first strong character is written right to left."""


@dataclass(frozen=True, slots=True)
class Highlights:
    """The standfirst: short lines between headline and body."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; `marker` overrides the number or bullet (a check box, a given number)."""

    blocks: tuple[Block, ...]
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, ordered (from `start`) or not."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what is said of it."""

    term: Inline
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms with their descriptions."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted blocks and, where the page names it, their source."""

    blocks: tuple[Block, ...]
    source: Inline = ()


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text; never re-flowed."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its address, what it shows in words, its caption."""

    src: str | None
    alt: str = ""
    caption: Inline = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """Something that a terminal cannot show in place: audio, video, an embedded frame."""

    kind: str
    """`audio`, `video`, `frame`, `object`."""
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; its text may hold line breaks."""

    spans: Inline
    header: bool = False
    align: str = ""
    """`left`, `center`, `right` or empty."""
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as the page states them, spans not yet unfolded."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: Inline = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note with its label; `anchor` is what references point to."""

    label: str
    blocks: tuple[Block, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """Something folded under a summary; opens in place."""

    summary: Inline
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a scraped page carries around the story (teasers, share lines, comment forms): folded, never lost."""

    kind: str
    """`navigation`, `teaser`, `share`, `comments`, `advert`, `subscription`, `photo`, `copyright`, `other`; and what
    the header of the article says already, where it stood: `byline`, `tags`."""
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption or credit line that stands alone in a plain-text article."""

    spans: Inline


Block = (
    Heading
    | Paragraph
    | Highlights
    | ListBlock
    | DefinitionList
    | Quote
    | Code
    | Image
    | Media
    | Table
    | Rule
    | Footnote
    | Details
    | Furniture
    | Caption
)


@dataclass(frozen=True, slots=True)
class Article:
    """What the article pane draws."""

    headline: Headline
    url: str | None
    authors: tuple[str, ...]
    published: int | None
    updated: int | None
    blocks: tuple[Block, ...]
    enclosures: tuple[Enclosure, ...] = ()
    comments_url: str | None = None
    words: int = 0
    position: float = 0.0
    """Where reading stopped: a place in the text from 0.0 to 1.0."""
    folded: int = 0
    """How many lines of furniture are folded away."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line: text in one style."""

    text: str
    style: str = "text"
    """Name of a role that the theme colours: see `text.wrap.STYLES`."""
    link: int = -1
    """Index into `Page.links`, or -1."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as wide as the measure at most, in cells."""

    runs: tuple[Run, ...] = ()
    fold: int = -1
    """Number of the fold that this line opens and closes, or -1."""
    ground: tuple[int, int] = (0, 0)
    """Cells that lie on the ground of code: the first, and the one after the last; the text may end before it."""

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Page:
    """An article wrapped for one width."""

    lines: tuple[Line, ...] = field(repr=False)
    width: int
    """Cells that the lines were wrapped to."""
    links: tuple[str, ...] = ()
    outline: tuple[tuple[int, int, str], ...] = ()
    """Headings as (line number, level, text)."""
    offsets: tuple[int, ...] = field(default=(), repr=False)
    """For each line, how many characters of the text stand before it: keeps the place when wrapped anew."""
    length: int = 0
    """Characters of the whole text, shown or folded, counted as in `offsets`."""
    anchors: tuple[tuple[str, int], ...] = ()
    """Names that links to `#name` lead to, and the line where each begins."""
