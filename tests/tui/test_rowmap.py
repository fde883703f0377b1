"""Lines and rows agree, whatever the headings."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.tui.rowmap import RowMap


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 3), st.integers(1, 2), st.integers(0, 40), st.sets(st.integers(0, 39)))
def test_it_agrees_with_a_list_of_lines(height: int, heading: int, rows: int, heads: set[int]) -> None:
    found = RowMap(height, heading)
    found.rows = rows
    lines: list[tuple[int, int]] = []
    for row in range(rows):
        if row in heads:
            assert found.add_heading(row)
            assert not found.add_heading(row)
            lines += [(row, part) for part in range(-heading, 0)]
        assert found.has_heading(row) == (row in heads)
        lines += [(row, part) for part in range(height)]
    assert found.lines == len(lines)
    assert [found.at(line) for line in range(len(lines))] == lines
    assert found.at(len(lines) + 3) == (rows, 0)
    assert all(lines[found.line_of(row)] == (row, 0) for row in range(rows))
