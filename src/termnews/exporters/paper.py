"""Blocks for places where nothing can be opened: books, letters, plain text. Folds stand open, furniture is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from termnews.model.article import (
    Block,
    DefinitionList,
    Details,
    Footnote,
    Furniture,
    ListBlock,
    Mark,
    Paragraph,
    Quote,
    Span,
)


def on_paper(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks with what is folded under a summary in the open, and without what stood around the story."""
    return tuple(_opened(blocks))


def _opened(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Furniture():
                pass
            case Details():
                summary = tuple(Span(span.text, span.marks | Mark.STRONG, span.link) for span in block.summary)
                if any(span.text.strip() for span in summary):
                    yield Paragraph(summary)
                yield from _opened(block.blocks)
            case Quote() | Footnote():
                yield replace(block, blocks=on_paper(block.blocks))
            case ListBlock():
                yield replace(block, items=tuple(replace(item, blocks=on_paper(item.blocks)) for item in block.items))
            case DefinitionList():
                yield replace(block, items=tuple(replace(item, blocks=on_paper(item.blocks)) for item in block.items))
            case _:
                yield block
