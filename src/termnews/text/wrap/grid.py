"""A table as a grid: spans unfolded, sizes capped, header rows and the ways of columns found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from termnews.model.article import Cell, Inline, Span, Table
from termnews.text.wrap.composer import Composer
from termnews.text.wrap.inline import Prepared

ROWS = 500
"""Rows of a table that are drawn."""
COLUMNS = 40
"""Columns of a table that are drawn, and that a cell may claim."""
_WIDEST = 1000
_LARGEST = 400_000
"""Columns and places of a table that is drawn whole: more than any has that people made."""

_FIGURE = re.compile(r"[-+−–±<>≈~]?\s?[$€£¥]?\s?[\d.,'’ \xa0\u202f]*\d[\d.,'’:/ \xa0\u202f]*\s?(?:%|‰|[$€£¥]|°[CF]?)?")
_NOTHING = re.compile(r"[-–—…./?*]*|n/?a", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in its place."""

    text: Prepared
    spans: Inline
    header: bool
    align: str
    width: int
    """Columns that it takes."""
    original: bool
    """False where a cell of an earlier row reaches down into this one."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with every place filled or empty."""

    rows: tuple[tuple[Placed | None, ...], ...]
    columns: int
    headers: int
    """Rows at the top that hold nothing but headers."""
    rest: int
    """Rows that are left out."""
    cut: int
    """Columns that are left out."""

    def align_of(self, column: int) -> str:
        """Return how a column stands: as its cells say, to the right if it holds figures, else to the left."""
        cells = [row[column] for row in self.rows[self.headers :]]
        body = [cell for cell in cells if cell is not None and cell.width == 1]
        stated = {cell.align for cell in body}
        if len(stated) == 1 and (align := stated.pop()):
            return align
        texts = [" ".join(cell.text.text.split()) for cell in body]
        figures = [text for text in texts if not _NOTHING.fullmatch(text)]
        return "right" if figures and all(_FIGURE.fullmatch(text) for text in figures) else "left"

    def header_of(self, column: int) -> Inline:
        """Return what stands over a column, from the top down; a title over all columns is left out."""
        found: list[Inline] = []
        for row in self.rows[: self.headers]:
            cell = _covering(row, column)
            if cell is None or cell.width >= self.columns or not cell.text.text.strip():
                continue
            if cell.spans not in found:
                found += [(Span(" "),), cell.spans] if found else [cell.spans]
        return tuple(span for spans in found for span in spans)


def _covering(row: Sequence[Placed | None], column: int) -> Placed | None:
    """Return the cell that covers a column of a row."""
    for place in range(column, -1, -1):
        cell = row[place]
        if cell is not None:
            return cell if place + cell.width > column else None
    return None


def unfold(table: Table, out: Composer) -> Grid:
    """Put every cell in its place; what exceeds the limits of a pane is left out and counted."""
    most_rows, most_columns = (_LARGEST, _WIDEST) if out.whole else (ROWS, COLUMNS)
    source = [row for row in table.rows if row]
    rows: list[list[Placed | None]] = []
    hanging: dict[int, tuple[int, Placed]] = {}
    columns = cut = 0
    for cells in source[:most_rows]:
        if columns * len(rows) > _LARGEST:
            break
        row, taken = _place(cells, hanging, most_columns, out)
        columns = max(columns, len(row))
        cut = max(cut, taken - most_columns)
        rows.append(row)
    filled = tuple(tuple(row + [None] * (columns - len(row))) for row in rows)
    headers = 0
    while headers < len(filled) and _is_header(filled[headers]):
        headers += 1
    if not any(_says_anything(row) for row in filled[headers:]):
        headers = 0
    return Grid(filled, columns, headers, len(source) - len(rows), cut)


def _says_anything(row: Sequence[Placed | None]) -> bool:
    return any(cell is not None and cell.original and cell.text.text.strip() for cell in row)


def _is_header(row: Sequence[Placed | None]) -> bool:
    """Tell whether a row holds headers and nothing else."""
    cells = [cell for cell in row if cell is not None]
    return bool(cells) and all(cell.header or not cell.text.text.strip() for cell in cells) and cells[-1].header


def _place(
    cells: Sequence[Cell], hanging: dict[int, tuple[int, Placed]], most: int, out: Composer
) -> tuple[list[Placed | None], int]:
    """Lay the cells of one row beside those that hang down from above."""
    row: list[Placed | None] = []
    covered = 0
    waiting = list(reversed(cells))
    while len(row) < most and (waiting or any(column >= len(row) for column in hanging)):
        column = len(row)
        if column in hanging:
            left, above = hanging.pop(column)
            row.append(above)
            covered = column + above.width
            if left > 1:
                hanging[column] = (left - 1, above)
        elif column < covered or not waiting:
            row.append(None)
        else:
            cell = waiting.pop()
            placed, below = _placed(cell, column, out)
            row.append(placed)
            covered = column + placed.width
            if cell.rowspan > 1:
                hanging[column] = (min(cell.rowspan, ROWS) - 1, below)
    taken = len(row) + sum(max(cell.colspan, 1) for cell in waiting)
    return row, taken


def _placed(cell: Cell, column: int, out: Composer) -> tuple[Placed, Placed]:
    """Return a cell as it stands, and as it reaches down into the rows below."""
    text = out.prepare(cell.spans, "table-header" if cell.header else None)
    width = max(1, min(cell.colspan, COLUMNS - column))
    return (
        Placed(text, cell.spans, cell.header, cell.align, width, True),
        Placed(text, cell.spans, cell.header, cell.align, width, False),
    )
