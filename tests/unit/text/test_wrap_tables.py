"""Tables: columns that fit, records where they do not."""

from __future__ import annotations

import pytest

from termnews.model.article import Cell, Span, Table
from termnews.text.wrap import wrap
from tests.support.pages import drawn, lines_of


def cell(text: str, *, header: bool = False, align: str = "", colspan: int = 1, rowspan: int = 1) -> Cell:
    """A cell of plain text."""
    return Cell((Span(text),), header, align, colspan, rowspan)


def table(text: str, *, headers: int = 1) -> Table:
    """A table from lines of cells divided by `|`."""
    lines = [line.strip().split("|") for line in text.strip().splitlines()]
    rows = tuple(
        tuple(cell(part.strip(), header=number < headers) for part in line) for number, line in enumerate(lines)
    )
    return Table(rows)


SMALL = table("Route|Fare\nRing|3.50\nNorth pier|12")


def test_columns_are_as_wide_as_their_content() -> None:
    assert drawn([SMALL]) == [
        "Route       Fare",
        "──────────  ────",
        "Ring        3.50",
        "North pier    12",
    ]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (("1,200", "−3.5 %", "€ 4"), "right"),
        (("12:30", "9:05", "–"), "right"),
        (("1", "two", "3"), "left"),
        (("", "", ""), "left"),
    ],
)
def test_figures_stand_to_the_right(figures: tuple[str, ...], expected: str) -> None:
    rows = "\n".join(f"a|{figure}" for figure in figures)
    shown = drawn([table(f"x|a long header\n{rows}")])
    place = shown[2].index(figures[0]) if figures[0] else 3
    assert (place == 3) is (expected == "left")


def test_stated_alignment_holds() -> None:
    rows = (
        (cell("wide one", header=True), cell("wide two", header=True)),
        (cell("c", align="center"), cell("1", align="left")),
    )
    assert drawn([Table(rows)])[2] == "   c      1"


def test_wide_characters_keep_columns_straight() -> None:
    assert drawn([table("名前|値\n東京タワー|x\nab|y")]) == [
        "名前        値",
        "──────────  ──",
        "東京タワー  x",
        "ab          y",
    ]


def test_long_cells_wrap_within_their_column_and_rows_are_set_apart() -> None:
    shown = drawn([table("A|B\none|some words that wrap here\ntwo|short")], 20)
    assert shown == [
        "A    B",
        "───  ───────────────",
        "one  some words that",
        "     wrap here",
        "",
        "two  short",
    ]


def test_a_table_that_does_not_fit_becomes_records() -> None:
    wide = table(
        "Name|First very long header|Second very long header|Third\nAda|enormous quantity|considerable|x\nBob|few||y"
    )
    assert drawn([wide], 30) == [
        "Name: Ada",
        "First very long header:",
        "  enormous quantity",
        "Second very long header:",
        "  considerable",
        "Third: x",
        "────────────",
        "Name: Bob",
        "First very long header: few",
        "Third: y",
    ]


def test_twelve_columns_at_eighty() -> None:
    header = "|".join(f"Indicator {n}" for n in range(12))
    row = "|".join(f"value {n}" for n in range(12))
    shown = drawn([table(f"{header}\n{row}")], 80)
    assert shown == [f"Indicator {n}: value {n}" for n in range(12)]


def test_spans_are_unfolded() -> None:
    rows = (
        (cell("Pier", header=True, rowspan=2), cell("Fares", header=True, colspan=2)),
        (cell("low", header=True), cell("high", header=True)),
        (cell("North", rowspan=2), cell("1"), cell("2")),
        (cell("3"), cell("4")),
    )
    assert drawn([Table(rows)]) == [
        "Pier     Fares",
        "       low  high",
        "─────  ───  ────",
        "North    1     2",
        "         3     4",
    ]
    assert drawn([Table(rows)], 10) == [
        *("Pier:", "  North", "Fares", "  low: 1", "Fares", "  high: 2", "──────────"),
        *("Pier:", "  North", "Fares", "  low: 3", "Fares", "  high: 4"),
    ]


def test_a_title_over_all_columns_is_said_once() -> None:
    rows = (
        (cell("Fares of the year", header=True, colspan=2),),
        (cell("Route", header=True), cell("Fare", header=True)),
        (cell("lighthousesnorth"), cell("12.75")),
    )
    assert drawn([Table(rows)], 20) == ["Fares of the year", "Route:", "  lighthousesnorth", "Fare: 12.75"]


def test_one_column_is_no_table() -> None:
    assert drawn([table("one\ntwo words that are long", headers=0)], 12) == ["one", "", "two words", "that are", "long"]


def test_headers_alone_are_not_lost() -> None:
    assert drawn([table("a|b")]) == ["a  b"]
    assert drawn([Table(())]) == []


def test_caption_stands_above() -> None:
    page = wrap([Table(SMALL.rows, (Span("Fares of the ring"),))], 40)
    assert page.lines[0].text == "Fares of the ring"
    assert page.lines[0].runs[0].style == "caption"
    assert [run.style for run in page.lines[1].runs if run.text.strip()] == ["table-header", "table-header"]


def test_large_tables_are_capped_and_say_so() -> None:
    rows = tuple(tuple(cell("ab") for _ in range(200)) for _ in range(2000))
    shown = drawn([Table(rows)], 200)
    assert shown[-1] == "… 1500 more rows and 160 more columns"
    assert len(shown) == 501


def test_absurd_spans_end() -> None:
    rows = ((cell("a", colspan=10**9, rowspan=10**9), cell("b")), (cell("c", rowspan=10**6),))
    assert "a" in drawn([Table(rows)], 60)[0]


def test_places_in_a_table_hold_when_it_becomes_records() -> None:
    wide, narrow = wrap([SMALL], 40), wrap([SMALL], 8)
    assert wide.length == narrow.length
    ring = [page.offsets[next(n for n, line in enumerate(lines_of(page)) if "Ring" in line)] for page in (wide, narrow)]
    assert ring[0] == len("RouteFare") == ring[1]
