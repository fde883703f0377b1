"""Rows of a table as records: one line a cell, `Header: value`, for tables that are wider than the page."""

from __future__ import annotations

from collections.abc import Sequence

from termnews.model.article import Inline, Run, Span
from termnews.text.wrap.composer import Composer
from termnews.text.wrap.grid import Grid, Placed
from termnews.text.wrap.inline import Prepared

_LINE = 12
_HANGING = (Run("  "),)


def draw_records(grid: Grid, out: Composer) -> None:
    """Add one record a row; the words of the header count once, before the first."""
    labels = [out.prepare(_label(grid.header_of(column)), "table-header") for column in range(grid.columns)]
    for row in grid.rows[: grid.headers]:
        if (title := row[0]) is not None and title.original and title.width >= grid.columns:
            out.put_lines(title.text.lines(out.width))
        else:
            out.skip(sum(cell.text.weight for cell in row if cell is not None and cell.original))
    drawn = False
    for row in grid.rows[grid.headers :]:
        if not any(cell is not None and cell.text.text.strip() for cell in row):
            continue
        if drawn:
            out.put((Run(out.signs.line * min(_LINE, out.width), "table-rule"),))
        drawn = True
        _draw_record(row, labels, out)


def _draw_record(row: Sequence[Placed | None], labels: Sequence[Prepared], out: Composer) -> None:
    """Draw the cells of one row below one another; a cell that hangs down from above is said again."""
    for cell, label in zip(row, labels, strict=True):
        if cell is None or not cell.text.text.strip():
            continue
        uncounted = label.weight if cell.original else label.weight + cell.text.weight
        with out.nested((), _HANGING):
            for line in label.followed_by(cell.text).lines(out.width):
                out.put(line.runs, max(line.weight - uncounted, 0))
                uncounted = max(uncounted - line.weight, 0)


def _label(header: Inline) -> Inline:
    """Return a header as a label; a colon of its own is enough."""
    if not any(span.text.strip() for span in header):
        return ()
    last = header[-1].text.rstrip()
    return (*header[:-1], Span(last + (" " if last.endswith(":") else ": "), header[-1].marks, header[-1].link))
