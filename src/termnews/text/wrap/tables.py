"""Tables to lines: columns as wide as their content asks for, or one record a row where they do not fit."""

from __future__ import annotations

from collections.abc import Sequence

from termnews.model.article import Run, Table
from termnews.text.wrap.composer import Composer, Runs
from termnews.text.wrap.grid import Grid, Placed, unfold
from termnews.text.wrap.inline import TextLine, plain
from termnews.text.wrap.records import draw_records

GAP = 2
"""Cells between two columns."""
_LONGEST = 24
"""A longer word may be cut to make a column fit."""
_NARROW = 8
"""A column of longer text is not made narrower than this."""
_TALLEST = 12
"""Lines that a row may take before records are easier to read."""

_Drawn = tuple[int, str, int, list[TextLine]]
"""A cell as first column in cells, alignment, width in cells, lines."""


def draw_table(block: Table, out: Composer) -> None:
    """Add a table."""
    grid = unfold(block, out)
    if block.caption:
        out.text(block.caption, "caption")
    if not grid.rows:
        return
    if grid.columns == 1:
        _draw_column(grid, out)
    else:
        widths = _widths(grid, out.width) or _widths(grid, out.width + out.room)
        if widths is None or _too_tall(grid, widths):
            draw_records(grid, out)
        else:
            _draw_grid(grid, widths, out)
    _tell_rest(grid, out)


def _draw_column(grid: Grid, out: Composer) -> None:
    """Draw a table of one column, which holds no more than its cells."""
    for index, row in enumerate(grid.rows):
        cell = row[0]
        if cell is None or not cell.original:
            continue
        lines = cell.text.lines(out.width)
        if index and len(lines) > 1:
            out.gap()
        out.put_lines(lines)


def _tell_rest(grid: Grid, out: Composer) -> None:
    """Say what was left out."""
    counts = ((grid.rest, "row"), (grid.cut, "column"))
    left = [f"{count} more {name}{'s' * (count != 1)}" for count, name in counts if count > 0]
    if left:
        for line in plain(f"{out.signs.more} {' and '.join(left)}", "muted").lines(out.width):
            out.put(line.runs)


def _widths(grid: Grid, room: int) -> list[int] | None:
    """Return how wide each column is to be, or None where they do not fit."""
    if grid.columns * (1 + GAP) - GAP > room:
        return None
    least = [1] * grid.columns
    most = [1] * grid.columns
    wide: list[tuple[int, Placed]] = []
    for row in grid.rows:
        for column, cell in enumerate(row):
            if cell is None or not cell.original:
                continue
            if cell.width > 1:
                wide.append((column, cell))
                continue
            whole = cell.text.cells
            if whole > least[column]:
                word = min(cell.text.longest_word, _LONGEST)
                least[column] = max(least[column], word, min(whole, _NARROW))
            most[column] = max(most[column], whole)
    for column, cell in wide:
        _widen(least, column, cell.width, min(cell.text.longest_word, _LONGEST))
        _widen(most, column, cell.width, cell.text.cells)
    most = [max(pair) for pair in zip(least, most, strict=True)]
    return _fitted(least, most, room - GAP * (grid.columns - 1))


def _widen(widths: list[int], column: int, count: int, needed: int) -> None:
    """Give columns under a cell that covers several what it needs beyond their own widths."""
    covered = range(column, min(column + count, len(widths)))
    missing = needed - sum(widths[index] for index in covered) - GAP * (len(covered) - 1)
    for turn, index in enumerate(covered):
        if missing > 0:
            share = -(-missing // (len(covered) - turn))
            widths[index] += share
            missing -= share


def _fitted(least: Sequence[int], most: Sequence[int], room: int) -> list[int] | None:
    """Divide the room: every column gets what it needs, the rest goes where most is wanted."""
    if sum(most) <= room:
        return list(most)
    if sum(least) > room:
        return None
    widths = list(least)
    wanted = [min(most[index], room) - least[index] for index in range(len(least))]
    spare = room - sum(least)
    total = max(sum(wanted), 1)
    for index, want in enumerate(wanted):
        widths[index] += min(want, spare * want // total)
    for index in sorted(range(len(widths)), key=lambda index: most[index] - widths[index]):
        widths[index] += min(most[index] - widths[index], room - sum(widths))
    return widths


def _too_tall(grid: Grid, widths: Sequence[int]) -> bool:
    """Tell whether some row would be taller than anybody follows across."""
    return grid.columns > 2 and any(
        cell is not None and cell.text.cells > _TALLEST * _covered(widths, column, cell)
        for row in grid.rows
        for column, cell in enumerate(row)
    )


def _covered(widths: Sequence[int], column: int, cell: Placed) -> int:
    """Return the cells that are there for one cell of the table."""
    covered = widths[column : column + cell.width]
    return sum(covered) + GAP * (len(covered) - 1)


def _draw_grid(grid: Grid, widths: Sequence[int], out: Composer) -> None:
    """Draw rows beside columns, with a rule below the header."""
    aligns = [grid.align_of(column) for column in range(grid.columns)]
    body: list[list[_Drawn]] = []
    for row in grid.rows:
        body.append([])
        for column, cell in enumerate(row):
            if cell is not None and cell.original:
                width = _covered(widths, column, cell)
                align = cell.align or ("center" if cell.width > 1 else aligns[column])
                start = sum(widths[:column]) + GAP * column
                body[-1].append((start, align, width, cell.text.lines(width)))
    spread = any(len(lines) > 1 for row in body[grid.headers :] for _, _, _, lines in row)
    for index, drawn in enumerate(body):
        if spread and index > grid.headers:
            out.gap()
        _draw_row(drawn, out)
        if index + 1 == grid.headers and index + 1 < len(body):
            _draw_header_rule(widths, out)


def _draw_row(cells: Sequence[_Drawn], out: Composer) -> None:
    """Draw one row."""
    height = max((len(lines) for _, _, _, lines in cells), default=0)
    for number in range(height):
        runs: list[Run] = []
        place = weight = 0
        for start, align, width, lines in cells:
            if number >= len(lines) or not lines[number].runs:
                continue
            line = lines[number]
            pad = start - place + _indent(align, width - line.cells)
            if pad:
                runs.append(Run(" " * pad))
            runs += line.runs
            place += pad + line.cells
            weight += line.weight
        out.put(tuple(runs), weight)


def _indent(align: str, free: int) -> int:
    """Return the blanks before a text that leaves so many cells free."""
    return free if align == "right" else free // 2 if align == "center" else 0


def _draw_header_rule(widths: Sequence[int], out: Composer) -> None:
    """Draw a rule over every column."""
    rule: Runs = ()
    for index, width in enumerate(widths):
        rule += (*((Run(" " * GAP),) if index else ()), Run(out.signs.line * width, "table-rule"))
    out.put(rule)
