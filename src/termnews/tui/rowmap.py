"""Rows of equal height with headings between them: which line belongs to which row, without a list of lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort


class RowMap:
    """Say on which line a row stands and which row stands on a line; a heading stands above its row."""

    def __init__(self, height: int = 1, heading: int = 1) -> None:
        """Start empty, with rows of `height` lines and headings of `heading` lines."""
        self.height = height
        self.heading = heading
        self.rows = 0
        self.headings: list[int] = []
        """Rows that have a heading above them, in order."""

    @property
    def lines(self) -> int:
        """Lines altogether."""
        return self.rows * self.height + len(self.headings) * self.heading

    def add_heading(self, row: int) -> bool:
        """Give a row its heading; False when it has one."""
        if self.has_heading(row):
            return False
        insort(self.headings, row)
        return True

    def has_heading(self, row: int) -> bool:
        """Whether a heading stands above the row."""
        at = bisect_left(self.headings, row)
        return at < len(self.headings) and self.headings[at] == row

    def line_of(self, row: int) -> int:
        """First line of the row itself, below its heading."""
        return row * self.height + bisect_right(self.headings, row) * self.heading

    def at(self, line: int) -> tuple[int, int]:
        """Row on this line, and which of its lines it is; negative for its heading, -1 being the line next to the row.

        Beyond the end: (rows, 0).
        """
        if line >= self.lines:
            return self.rows, 0
        low, high = 0, len(self.headings)
        while low < high:
            middle = (low + high) // 2
            if self.headings[middle] * self.height + middle * self.heading <= line:
                low = middle + 1
            else:
                high = middle
        if low:
            row = self.headings[low - 1]
            part = line - self.line_of(row)
            if part < 0:
                return row, part
        return divmod(line - low * self.heading, self.height)
