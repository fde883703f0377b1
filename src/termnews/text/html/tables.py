"""Tables: those that hold data stay tables, those that only lay a page out give their contents one after the other."""

from __future__ import annotations

import re
from functools import partial

from termnews.model.article import (
    Cell,
    Code,
    Details,
    Heading,
    Image,
    Inline,
    Media,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from termnews.text.html.builder import Attributes, Builder, Frame, Start
from termnews.text.html.flatten import inline_of
from termnews.text.html.lists import number_in
from termnews.text.html.sections import divide
from termnews.text.rests import REST_OF_TABLE

_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center)", re.IGNORECASE)
_HEAVY = (Heading, Table, Media, Quote, Rule, Details, Code, Image)
MOST_CELLS = 40_000
"""Cells that are read of one document."""

_WIDEST = 1000
"""Columns or rows that a cell may claim to cover."""


class CellFrame(Frame):
    """A cell with its blocks, before it is known whether the table holds data."""

    __slots__ = ("align", "colspan", "header", "rowspan")

    def __init__(self, tag: str, attributes: Attributes, header: bool, align: str) -> None:
        super().__init__(tag, attributes)
        self.header = header
        self.align = (_alignment(attributes) if attributes else "") or align
        self.colspan = _span(attributes, "colspan") if attributes else 1
        self.rowspan = _span(attributes, "rowspan") if attributes else 1


class TableFrame(Frame):
    """A table: its rows so far."""

    __slots__ = ("align", "caption", "has_headers", "in_head", "is_cut", "rows")

    def __init__(self, tag: str, attributes: Attributes) -> None:
        super().__init__(tag, attributes)
        self.rows: list[list[CellFrame]] = []
        self.caption: Inline = ()
        self.in_head = False
        self.has_headers = False
        self.is_cut = False
        self.align = ""


def _table(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open a table."""
    if builder.too_deep():
        return divide(builder, tag, attributes)
    builder.open(TableFrame(tag, attributes))
    return builder.at_end(partial(_end_table, builder))


def _end_table(builder: Builder) -> None:
    """Add the table, or what it only laid out."""
    frame = builder.close()
    assert isinstance(frame, TableFrame)
    builder.extend(frame.blocks)
    rows = [row for row in frame.rows if any(cell.blocks for cell in row)]
    if _lays_out(frame, rows):
        for row in rows:
            for cell in row:
                builder.extend(cell.blocks)
        if frame.caption:
            builder.add(Table((), frame.caption))
    elif rows or frame.caption:
        builder.add(Table(tuple([tuple([_finished(cell) for cell in row]) for row in rows]), frame.caption))
    if frame.is_cut:
        builder.add(Paragraph((Span(REST_OF_TABLE),)))


def _lays_out(frame: TableFrame, rows: list[list[CellFrame]]) -> bool:
    """Tell whether a table is there for its layout, not for data."""
    if not rows:
        return False
    if (frame.attributes.get("role") or "").lower() in ("presentation", "none"):
        return True
    width = max(len(row) for row in rows)
    if frame.has_headers or frame.caption:
        return width == 1 and not frame.caption and any(_is_large(cell) for row in rows for cell in row)
    return width == 1 or (len(rows) == 1 and width <= 3) or any(_is_large(cell) for row in rows for cell in row)


def _is_large(cell: CellFrame) -> bool:
    """Tell whether a cell holds what no cell of data would."""
    blocks = cell.blocks
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return False
    return len(blocks) > 8 or any(isinstance(block, _HEAVY) for block in blocks)


def _finished(cell: CellFrame) -> Cell:
    """Turn the blocks of a cell into its text."""
    blocks = cell.blocks
    if len(blocks) == 1 and isinstance(only := blocks[0], Paragraph):
        return Cell(only.spans, cell.header, cell.align, cell.colspan, cell.rowspan)
    return Cell(inline_of(cell.blocks), cell.header, cell.align, cell.colspan, cell.rowspan)


def _part(builder: Builder, tag: str, _attributes: Attributes) -> None:
    """Begin the head, the body or the foot of a table."""
    table = builder.top
    if isinstance(table, TableFrame):
        table.in_head = tag == "thead"
        table.align = ""
    builder.at_end(None)


def _row(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Begin a row."""
    table = builder.top
    if isinstance(table, TableFrame):
        table.rows.append([])
        table.align = _alignment(attributes)
        builder.at_end(None)
    else:
        divide(builder, tag, attributes)


def _cell(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open a cell."""
    table = builder.top
    if not isinstance(table, TableFrame):
        return divide(builder, tag, attributes)
    builder.cells += 1
    if builder.cells > MOST_CELLS:
        table.is_cut = True
        return builder.skip()
    if not table.rows:
        table.rows.append([])
    header = tag == "th" or table.in_head
    table.has_headers = table.has_headers or header
    cell = CellFrame(tag, attributes, header, table.align)
    table.rows[-1].append(cell)
    builder.open(cell)
    builder.ends.append(builder.leave)
    return None


def _span(attributes: Attributes, name: str) -> int:
    """Read how many columns or rows a cell claims."""
    return min(max(number_in(attributes.get(name), 1), 1), _WIDEST)


def _alignment(attributes: Attributes) -> str:
    """Read how a row or cell is aligned."""
    align = (attributes.get("align") or "").lower()
    if align in ("left", "right", "center"):
        return align
    style = attributes.get("style")
    found = _ALIGN.search(style) if style else None
    return found[1].lower() if found else ""


def _caption(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Take the caption of a table."""
    table = builder.top
    if not isinstance(table, TableFrame) or table.caption:
        return divide(builder, tag, attributes)
    builder.open(Frame(tag, attributes))
    return builder.at_end(partial(_end_caption, builder, table))


def _end_caption(builder: Builder, table: TableFrame) -> None:
    """Close a caption."""
    table.caption = inline_of(builder.close().blocks)


STARTS: dict[str, Start] = {
    "caption": _caption,
    "table": _table,
    "tbody": _part,
    "td": _cell,
    "tfoot": _part,
    "th": _cell,
    "thead": _part,
    "tr": _row,
}
