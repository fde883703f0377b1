"""What can be asked of blocks: the words a person reads, how many, how long they take, the headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

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
    Media,
    Paragraph,
    Quote,
    Rule,
    Table,
)

WORDS_A_MINUTE = 230
"""What people read of plain prose on a screen."""

_UNSPACED = re.compile(
    "[\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_WORD = re.compile(r"\w")


def visible_text(blocks: Iterable[Block], *, furniture: bool = False) -> str:
    """Return the words that a person reads, one paragraph (item, table row, line of code) a line.

    What is folded under a summary is read too; furniture of a scraped page only if asked for.
    """
    return "\n".join(line for text in _texts(blocks, furniture) for line in text.split("\n") if line.strip())


def word_count(blocks: Iterable[Block]) -> int:
    """Count the words; of scripts without blanks between words, two characters count as one."""
    return count_words(visible_text(blocks))


def count_words(text: str) -> int:
    """Count the words of a text; of scripts without blanks between words, two characters count as one."""
    if text.isascii():
        return sum(map(bool, map(_WORD.search, text.split())))
    runs = _UNSPACED.findall(text)
    if runs:
        text = _UNSPACED.sub(" ", text)
    return sum(map(bool, map(_WORD.search, text.split()))) + (sum(map(len, runs)) + 1) // 2


def reading_minutes(words: int) -> int:
    """Return how long the words take to read: at least one minute, none for no words."""
    return max(1, round(words / WORDS_A_MINUTE)) if words > 0 else 0


def headings(blocks: Iterable[Block]) -> tuple[Heading, ...]:
    """Return all headings in the order of the text."""
    return tuple(_headings(blocks))


def _headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        else:
            yield from _headings(part for part in PARTS[type(block)](block) if not isinstance(part, str))


def _texts(blocks: Iterable[Block], furniture: bool) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Furniture) and not furniture:
            continue
        for part in PARTS[type(block)](block):
            if isinstance(part, str):
                yield part
            else:
                yield from _texts((part,), furniture)


def _flat(spans: Inline) -> str:
    return "".join(span.text for span in spans)


def _of_list(block: ListBlock) -> Iterator[str | Block]:
    for item in block.items:
        yield from item.blocks


def _of_definitions(block: DefinitionList) -> Iterator[str | Block]:
    for item in block.items:
        yield _flat(item.term)
        yield from item.blocks


def _of_image(block: Image) -> Iterator[str | Block]:
    caption = _flat(block.caption)
    if block.alt != caption:
        yield block.alt
    yield caption


def _of_table(block: Table) -> Iterator[str | Block]:
    yield _flat(block.caption)
    for row in block.rows:
        yield "\t".join(" ".join(_flat(cell.spans).split()) for cell in row)


PARTS: Mapping[type, Callable[[Any], Iterable[str | Block]]] = {
    Heading: lambda block: (_flat(block.spans),),
    Paragraph: lambda block: (_flat(block.spans),),
    Caption: lambda block: (_flat(block.spans),),
    Highlights: lambda block: map(_flat, block.items),
    ListBlock: _of_list,
    DefinitionList: _of_definitions,
    Quote: lambda block: (*block.blocks, _flat(block.source)),
    Code: lambda block: (block.text,),
    Image: _of_image,
    Media: lambda block: (block.title,),
    Table: _of_table,
    Rule: lambda _: (),
    Footnote: lambda block: block.blocks,
    Details: lambda block: (_flat(block.summary), *block.blocks),
    Furniture: lambda block: block.lines,
}
"""For each kind of block what it holds, in the order of reading: texts and blocks."""
