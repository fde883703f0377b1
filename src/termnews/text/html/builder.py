"""The state of a walk over a document: open containers, the look of the text, the paragraph that is being gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from termnews.model.article import Block, Image, Inline, Media, Paragraph
from termnews.text.html.inline import BREAK, Piece, is_blank, is_rtl, paragraphs_of
from termnews.text.html.notes import note_of
from termnews.text.urls import clean_url

DEEPEST = 40
"""Containers within each other that keep their shape; what is deeper still is read as plain paragraphs."""

Attributes = Mapping[str, str | None]


class Frame:
    """An open container: the blocks gathered for it so far."""

    __slots__ = ("attributes", "blocks", "place", "tag")

    def __init__(self, tag: str, attributes: Attributes) -> None:
        self.tag = tag
        self.attributes = attributes
        self.place: str | None = attributes.get("id")
        """Name that links may lead to."""
        self.blocks: list[Block] = []


class Builder:
    """Gathers text and blocks while start tags, text and end tags come by."""

    def __init__(self, base: str | None) -> None:
        self.base = clean_url(base)
        self.marks = 0
        self.link: str | None = None
        self.direction = ""
        self.anchor: str | None = None
        """Name of the place just opened: a heading that follows takes it."""
        self.notes_depth = 0
        """How many open elements say that they hold footnotes."""
        self.skipping = 0
        """Open elements of a subtree that nobody sees."""
        self.verbatim: list[str] | None = None
        """Where text goes as it is: inside `pre`."""
        self.language: str | None = None
        """Language of the preformatted text that is open."""
        self.surrounding_language: str | None = None
        """Language that an element around code names."""
        self.formula: str | None = None
        """Source of the formula that is open; None outside formulas."""
        self.pending_source: str | None = None
        """Address of a picture, from the choice that is open."""
        self.in_fallback = False
        """Whether what comes stands in for a script's work."""
        self.frames: list[Frame] = [Frame("body", {})]
        self.blocks = self.frames[0].blocks
        self.pieces: list[Piece] = []
        self.cells = 0
        """Table cells so far."""
        self.loose: Block | None = None
        """The list made last for items that stood outside any list."""
        self.explained: set[str] = set()
        """Abbreviations that were spelt out already."""
        self.fragments: set[str] = set()
        """Places inside the document that links lead to."""
        self.anchors: set[str] = set()
        """Places that exist as headings and footnotes."""
        self.ends: list[Callable[[], None] | None] = []
        """What happens at the end of each open element."""
        self.pictures: list[Block] = []
        """Pictures that wait for the end of the paragraph they stand in."""

    @property
    def top(self) -> Frame:
        """The innermost open container."""
        return self.frames[-1]

    def at_end(self, action: Callable[[], None] | None) -> None:
        """Say what happens when the element that has just begun ends; to be called once for each element."""
        self.ends.append(action)

    def end(self) -> None:
        """End the innermost element."""
        action = self.ends.pop()
        if action is not None:
            action()

    def finish(self) -> None:
        """End whatever is still open."""
        while self.ends:
            self.end()
        self.flush()

    def wrap_end(self, extra: Callable[[], None]) -> None:
        """Do something more when the element that has just begun ends."""
        inner = self.ends.pop()

        def both() -> None:
            if inner is not None:
                inner()
            extra()

        self.ends.append(both)

    def skip(self) -> None:
        """Leave out the element that has just begun, and all in it."""
        self.skipping = 1

    def write(self, text: str) -> None:
        """Add text in the present look."""
        if self.verbatim is not None:
            self.verbatim.append(text)
        elif self.pieces or not text.isspace():
            self.pieces.append((text, self.marks, self.link))

    def break_line(self) -> None:
        """Begin a new line within the paragraph; two of them begin a new paragraph."""
        if self.verbatim is not None:
            self.verbatim.append("\n")
        else:
            self.pieces.append(BREAK)

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        pieces = self.pieces
        if pieces:
            self.pieces = []
            for spans in paragraphs_of(pieces):
                self.add(self._paragraph(spans))
        if self.pictures:
            pictures, self.pictures = self.pictures, []
            for picture in pictures:
                self.add(picture)

    def _paragraph(self, spans: Inline) -> Block:
        """Make a paragraph, or a footnote when it opens with the way back to its reference."""
        if spans[0].link and spans[0].link[0] == "#" and (note := note_of(spans, self.anchor)):
            if note.anchor:
                self.anchors.add(note.anchor)
            return note
        return Paragraph(spans, is_rtl(spans, self.direction))

    def add(self, block: Block) -> None:
        """Add a finished block to the innermost container."""
        self.blocks.append(block)
        self.anchor = None

    def extend(self, blocks: Iterable[Block]) -> None:
        """Add several finished blocks."""
        for block in blocks:
            self.add(block)

    def place(self, picture: Image | Media) -> None:
        """Add a picture where it stands, or after the paragraph whose sentence it would tear apart."""
        if is_blank(self.pieces) or self.pieces[-1] is BREAK:
            self.flush()
            self.add(picture)
        else:
            self.pictures.append(picture)

    def open(self, frame: Frame) -> None:
        """Open a container."""
        if self.pieces or self.pictures:
            self.flush()
        self.frames.append(frame)
        self.blocks = frame.blocks

    def close(self) -> Frame:
        """Close the innermost container and return it with its blocks."""
        if self.pieces or self.pictures:
            self.flush()
        frame = self.frames.pop()
        self.blocks = self.frames[-1].blocks
        return frame

    def leave(self) -> None:
        """Close the innermost container, which is kept elsewhere."""
        self.close()

    def too_deep(self) -> bool:
        """Tell whether no more containers are opened."""
        return len(self.frames) > DEEPEST

    def within(self, kind: type[Any]) -> bool:
        """Tell whether a container of this class is open."""
        return any(isinstance(frame, kind) for frame in self.frames)

    def resolve(self, address: str | None) -> str | None:
        """Return an address that may be opened, or `#name` for a place in this document, or None."""
        if not address:
            return None
        text = address.strip()
        if text.startswith("#"):
            return self._fragment(text[1:])
        cleaned = clean_url(text, self.base)
        if cleaned and "#" in cleaned and self.base and cleaned.partition("#")[0] == self.base.partition("#")[0]:
            return self._fragment(cleaned.partition("#")[2])
        return cleaned

    def name_place(self, name: str | None) -> None:
        """Remember the name of the place where the walk is: what begins here may be led to by it."""
        if name:
            if self.anchor is None:
                self.anchor = name
            if self.top.place is None and not self.blocks:
                self.top.place = name

    def _fragment(self, name: str) -> str | None:
        """Note a place that a link leads to; names with anything odd in them lead nowhere."""
        name = unquote(name) if "%" in name else name
        if not name or len(name) > 200 or not name.isprintable() or " " in name:
            return None
        self.fragments.add(name)
        return f"#{name}"


Start = Callable[[Builder, str, Attributes], None]
"""What to do at a start tag; it calls `at_end` once, or `skip`."""
