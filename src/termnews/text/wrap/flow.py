"""Blocks to lines: every kind of block has a drawer here, found by its type."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
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
    ListBlock,
    ListItem,
    Media,
    Paragraph,
    Quote,
    Rule,
    Run,
    Span,
    Table,
)
from termnews.text.wrap.cells import cell_width
from termnews.text.wrap.code import draw_code
from termnews.text.wrap.composer import Composer
from termnews.text.wrap.inline import plain, weigh
from termnews.text.wrap.tables import draw_table

LONG_ITEM = 200
"""Characters from which the items of a list are set apart by blank lines."""
_CLOSE = (Caption, Footnote, Media, Details)
"""Kinds that follow one another without a blank line."""


def draw_blocks(blocks: Sequence[Block], out: Composer) -> None:
    """Add blocks one below the other."""
    before: Block | None = None
    for furniture, group in groupby(blocks, lambda block: isinstance(block, Furniture)):
        for block in [_gathered(list(group))] if furniture else group:
            if before is not None and not _belongs(block, before):
                out.gap()
            draw_block(block, out)
            before = block


def draw_block(block: Block, out: Composer) -> None:
    """Add one block."""
    DRAWERS[type(block)](block, out)


def _belongs(block: Block, before: Block) -> bool:
    """Tell whether a block stands directly below the one before it."""
    if isinstance(block, Caption):
        return isinstance(before, Caption | Image | Media)
    return isinstance(block, _CLOSE) and type(block) is type(before)


def _gathered(group: Sequence[Block]) -> Furniture:
    """Make one piece of furniture of neighbours; its kinds stand in `kind`, divided by commas, those with a name."""
    pieces = [block for block in group if isinstance(block, Furniture)]
    kinds = dict.fromkeys(piece.kind for piece in pieces if piece.kind != "other")
    return Furniture(", ".join(kinds), tuple(line for piece in pieces for line in piece.lines))


def _paragraph(block: Paragraph, out: Composer) -> None:
    lines = out.prepare(block.spans).lines(out.width)
    if not block.rtl:
        out.put_lines(lines)
        return
    for line in lines:
        pad = out.width - line.cells
        out.put((Run(" " * pad), *line.runs) if pad and line.runs else line.runs, line.weight)


def _heading(block: Heading, out: Composer) -> None:
    level = min(max(block.level, 1), 6)
    lines = out.prepare(block.spans, f"heading-{level}").balanced(out.width)
    if not lines:
        return
    out.anchor(block.anchor)
    out.put(lines[0].runs, lines[0].weight)
    text = " ".join("".join(run.text for run in line.runs) for line in lines)
    out.outline.append((len(out.lines) - 1, level, text))
    out.put_lines(lines[1:])


def _highlights(block: Highlights, out: Composer) -> None:
    bar = Run(out.signs.bar, "highlight-bar")
    hanging = (bar, Run("  ")) if len(block.items) > 1 else (bar,)
    for item in block.items:
        with out.nested((bar,), hanging, "highlight"):
            out.text(item)


def _caption(block: Caption, out: Composer) -> None:
    out.text(block.spans, "caption")


def _quote(block: Quote, out: Composer) -> None:
    bar = (Run(out.signs.bar, "quote-bar"),)
    with out.nested(bar, bar, "quote"):
        draw_blocks(block.blocks, out)
        if block.source:
            dash = out.signs.dash
            with out.nested((Run(dash, "quote-source"),), (Run(" " * cell_width(dash)),)):
                out.text(block.source, "quote-source")


def _list(block: ListBlock, out: Composer) -> None:
    signs = out.signs
    if block.ordered:
        start = block.start if abs(block.start) < 10**6 else 1
        marks = [f"{start + index}." for index in range(len(block.items))]
    else:
        marks = [signs.bullets[min(out.bullets, len(signs.bullets) - 1)]] * len(block.items)
    boxes = {"☑": signs.done, "☐": signs.open}
    marks = [
        mark if item.marker is None else boxes.get(item.marker, item.marker)
        for item, mark in zip(block.items, marks, strict=True)
    ]
    taken = max(map(cell_width, marks), default=0)
    loose = any(_is_loose(item) for item in block.items)
    out.bullets += not block.ordered
    for index, (item, mark) in enumerate(zip(block.items, marks, strict=True)):
        if loose and index:
            out.gap()
        first = Run(" " * (taken - cell_width(mark)) + mark + " ", "list-marker")
        with out.nested((first,), (Run(" " * (taken + 1)),)):
            _item(item, loose, out)
    out.bullets -= not block.ordered


def _is_loose(item: ListItem) -> bool:
    """Tell whether an item needs blank lines around it: several paragraphs, or one as long as a paragraph."""
    others = [block for block in item.blocks if not isinstance(block, ListBlock)]
    if len(others) > 1:
        return True
    first = others[0] if others else None
    return isinstance(first, Paragraph) and sum(len(span.text) for span in first.spans) > LONG_ITEM


def _item(item: ListItem, loose: bool, out: Composer) -> None:
    for index, block in enumerate(item.blocks):
        if index and loose and not isinstance(block, ListBlock):
            out.gap()
        draw_block(block, out)


def _definitions(block: DefinitionList, out: Composer) -> None:
    indent = (Run("  "),)
    for index, item in enumerate(block.items):
        if index and block.items[index - 1].blocks:
            out.gap()
        out.text(item.term, "term")
        with out.nested(indent, indent):
            draw_blocks(item.blocks, out)


def _image(block: Image, out: Composer) -> None:
    alt = " ".join(block.alt.split())
    if alt == " ".join("".join(span.text for span in block.caption).split()):
        alt = ""
    label = f"[picture: {alt}]" if alt else "[picture]"
    address = block.link or block.src
    lines = out.prepare((Span(label, link=address),), "media").lines(out.width)
    for line in lines:
        out.put(line.runs)
    out.skip(weigh([alt]))
    if block.caption:
        out.text(block.caption, "caption")


def _media(block: Media, out: Composer) -> None:
    sign = Run(out.signs.media, "media")
    title = block.title.strip() or block.kind
    with out.nested((sign,), (Run("  "),)):
        out.text((Span(title, link=block.url),), "media")


def _rule(_: Rule, out: Composer) -> None:
    taken = min(out.width, 12)
    pad = (out.width - taken) // 2
    line = Run(out.signs.line * taken, "rule")
    out.put((Run(" " * pad), line) if pad else (line,), 1)


def _footnote(block: Footnote, out: Composer) -> None:
    out.anchor(block.anchor)
    label = f"[{block.label}] "
    with out.nested((Run(label, "footnote-label"),), (Run(" " * cell_width(label)),)):
        draw_blocks(block.blocks, out)


def _details(block: Details, out: Composer) -> None:
    number = out.folds
    out.folds += 1
    is_open = number in out.opened
    sign = Run(out.signs.unfolded if is_open else out.signs.folded, "fold")
    summary = block.summary if any(span.text.strip() for span in block.summary) else (Span("Details"),)
    with out.nested((sign,), (Run("  "),)):
        out.put_lines(out.prepare(summary, "fold").lines(out.width), number)
        if is_open:
            out.gap()
            draw_blocks(block.blocks, out)
    if not is_open:
        out.hidden(lambda scratch: draw_blocks(block.blocks, scratch))


def _furniture(block: Furniture, out: Composer) -> None:
    number = out.folds
    out.folds += 1
    lines = [line for line in block.lines if line.strip()]
    if not lines:
        return
    is_open = number in out.opened
    count = f"{len(lines)} line" + "s" * (len(lines) != 1)
    label = (count if is_open else f"{count} folded") + (f": {block.kind}" if block.kind else "")
    sign = Run(out.signs.unfolded if is_open else out.signs.folded, "fold")
    with out.nested((sign,), (Run("  "),)):
        for broken in plain(label, "furniture").lines(out.width):
            out.put(broken.runs, 0, number)
        for line in lines if is_open else ():
            out.text((Span(line),), "furniture")
    if not is_open:
        out.skip(weigh(lines))


DRAWERS: Mapping[type, Callable[[Any, Composer], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Highlights: _highlights,
    ListBlock: _list,
    DefinitionList: _definitions,
    Quote: _quote,
    Code: draw_code,
    Image: _image,
    Media: _media,
    Table: draw_table,
    Rule: _rule,
    Footnote: _footnote,
    Details: _details,
    Furniture: _furniture,
    Caption: _caption,
}
"""How each kind of block is drawn."""
