"""Figures and captions: which words belong to which picture, table or quotation."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from termnews.model.article import Block, Caption, Image, Inline, Media, Paragraph, Quote, Table
from termnews.text.html.builder import Attributes, Builder, Frame, Start
from termnews.text.html.flatten import inline_of
from termnews.text.html.inline import text_of
from termnews.text.html.sections import divide

CAPTIONS = frozenset(
    {"wp-caption-text", "image-caption", "img-caption", "photo-caption", "gallery-caption", "figcaption"}
)
"""Classes of captions that pages set without `figcaption`."""


class FigureFrame(Frame):
    """A figure and the words under it."""

    __slots__ = ("caption",)

    def __init__(self, tag: str, attributes: Attributes) -> None:
        super().__init__(tag, attributes)
        self.caption: Inline = ()


def _figure(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open a figure."""
    if builder.too_deep():
        return divide(builder, tag, attributes)
    builder.open(FigureFrame(tag, attributes))
    return builder.at_end(partial(_end_figure, builder))


def _end_figure(builder: Builder) -> None:
    """Add what a figure shows, captioned."""
    frame = builder.close()
    assert isinstance(frame, FigureFrame)
    builder.extend(captioned(frame.blocks, frame.caption) if frame.caption else frame.blocks)


def captioned(blocks: list[Block], caption: Inline) -> list[Block]:
    """Give a caption to the one block that can carry it; otherwise it follows them."""
    match blocks:
        case [Image(caption=()) as image]:
            return [replace(image, caption=caption, alt="" if image.alt == text_of(caption) else image.alt)]
        case [Table(caption=()) as table]:
            return [replace(table, caption=caption)]
        case [Quote(source=()) as quote]:
            return [replace(quote, source=caption)]
        case [Media(title="") as media] if "\n" not in text_of(caption):
            return [replace(media, title=text_of(caption))]
        case _:
            return [*blocks, Caption(caption)]


def caption(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open a caption: of the figure around it, or of the picture before it."""
    if builder.too_deep():
        return divide(builder, tag, attributes)
    builder.open(Frame(tag, attributes))
    return builder.at_end(partial(_end_caption, builder))


def _end_caption(builder: Builder) -> None:
    """Give the caption to its picture; what holds more than words is no caption."""
    frame = builder.close()
    words = all(isinstance(block, Paragraph) for block in frame.blocks)
    if not frame.blocks:
        return
    if not words and frame.tag != "figcaption":
        builder.extend(frame.blocks)
        return
    spans = inline_of(block for block in frame.blocks if not isinstance(block, Image | Media))
    builder.extend(block for block in frame.blocks if isinstance(block, Image | Media))
    if not spans:
        return
    figure = next((open_ for open_ in reversed(builder.frames) if isinstance(open_, FigureFrame)), None)
    if figure is not None and not figure.caption:
        figure.caption = spans
        return
    last = builder.blocks[-1] if builder.blocks else None
    if isinstance(last, Image) and not last.caption:
        builder.blocks[-1] = captioned([last], spans)[0]
    else:
        builder.add(Caption(spans))


STARTS: dict[str, Start] = {"figcaption": caption, "figure": _figure}
