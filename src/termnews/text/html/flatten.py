"""Blocks to one run of text, for places that hold no blocks: captions, headings, table cells, terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from termnews.model.article import (
    Block,
    Caption,
    Code,
    DefinitionList,
    Details,
    Footnote,
    Furniture,
    Heading,
    Highlights,
    Image,
    Inline,
    ListBlock,
    Mark,
    Media,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from termnews.text.html.inline import text_of

_NEWLINE = Span("\n")


def inline_of(blocks: Iterable[Block]) -> Inline:
    """Return the text of some blocks, one line for each paragraph."""
    spans: list[Span] = []
    for line in lines_of(blocks):
        if spans:
            spans.append(_NEWLINE)
        spans.extend(line)
    return tuple(spans)


def lines_of(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Yield the paragraphs within some blocks; pictures give what they show in words."""
    for block in blocks:
        match block:
            case Paragraph() | Heading() | Caption():
                yield block.spans
            case ListBlock():
                yield from _lines_of_list(block)
            case Quote():
                yield from lines_of(block.blocks)
                if block.source:
                    yield block.source
            case Details():
                yield block.summary
                yield from lines_of(block.blocks)
            case Table():
                yield from _lines_of_table(block)
            case Rule():
                pass
            case _:
                yield from _lines_of_rest(block)


def _lines_of_rest(
    block: Highlights | DefinitionList | Code | Image | Media | Footnote | Furniture,
) -> Iterator[Inline]:
    """Yield the lines of the rarer blocks."""
    match block:
        case Code():
            yield (Span(block.text, Mark.CODE),)
        case Image():
            yield from picture_in_words(block)
        case Media():
            yield (Span(block.title or block.kind, link=block.url),)
        case Highlights():
            yield from block.items
        case DefinitionList():
            for definition in block.items:
                yield definition.term
                yield from lines_of(definition.blocks)
        case Footnote():
            yield (Span(f"{block.label} "), *inline_of(block.blocks))
        case Furniture():
            yield from ((Span(line),) for line in block.lines)


def picture_in_words(image: Image) -> Iterator[Inline]:
    """Yield what a picture shows, where only words can stand."""
    if image.alt:
        yield (Span(image.alt, link=image.link or image.src),)
    if image.caption:
        yield image.caption


def _lines_of_list(block: ListBlock) -> Iterator[Inline]:
    """Yield the items of a list, each behind its marker."""
    for number, item in enumerate(block.items, block.start):
        marker = item.marker or (f"{number}." if block.ordered else "•")
        for place, line in enumerate(lines_of(item.blocks)):
            yield (Span(f"{marker} "), *line) if place == 0 else line


def _lines_of_table(block: Table) -> Iterator[Inline]:
    """Yield the rows of a table, cells divided by bars."""
    if block.caption:
        yield block.caption
    for row in block.rows:
        filled = [cell.spans for cell in row if text_of(cell.spans).strip()]
        if filled:
            yield tuple(
                span for place, spans in enumerate(filled) for span in ((Span(" | "),) if place else ()) + spans
            )
