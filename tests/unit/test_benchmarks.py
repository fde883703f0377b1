"""What the benchmark computes: percentiles, ratios, the table; and that its libraries are the same each time."""

from __future__ import annotations

import pytest

from benchmarks.figures import Figure, Goal, nearest_rank, ratio, spread, table
from benchmarks.synthetic_library import Newsroom, deliveries, number_of, numbered_feeds


@pytest.mark.parametrize(("count", "share", "index"), [(1, 0.95, 0), (20, 0.95, 18), (100, 0.95, 94), (3, 0.5, 1)])
def test_percentiles_are_values_that_were_measured(count: int, share: float, index: int) -> None:
    assert nearest_rank(count, share) == index


def test_a_spread_keeps_median_and_percentile() -> None:
    figure = spread([0.004, 0.001, 0.002, 0.003, 0.100])
    assert (figure.middle, figure.p95) == (0.003, 0.100)
    assert str(figure) == "3.0 ms, p95 100 ms"


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (Figure(0.00012), "0.12 ms"),
        (Figure(12.34), "12.3 s"),
        (Figure(1234.5, unit="MB"), "1,234 MB"),
        (Figure(0.02, note="(least 3 ms)"), "20.0 ms (least 3 ms)"),
    ],
)
def test_figures_are_told_in_fitting_units(figure: Figure, told: str) -> None:
    assert str(figure) == told


def test_ratios_say_how_much_more_the_other_program_takes() -> None:
    assert ratio(Figure(0.01), Figure(0.05)) == "5x"
    assert ratio(Figure(0.01), Figure(5.0)) == "500x"
    assert ratio(Figure(0.01), None) == ratio(None, Figure(0.01)) == ""


def test_the_table_judges_by_the_goals_and_leaves_nothing_out() -> None:
    ours = {"start": Figure(0.2), "search": Figure(0.01, 0.03)}
    goals = {"start": Goal("300 ms", lambda figure: figure.middle < 0.3), "search": Goal("20 ms", lambda f: f.p95 == 0)}
    lines = table(ours, {"start": Figure(0.4), "disk": Figure(7, unit="MB")}, goals, "peer")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[0] == ["", "termnews", "peer", "peer : termnews", "goal"]
    assert cells[2] == ["start", "200 ms", "400 ms", "2x", "300 ms: yes"]
    assert cells[3] == ["search", "10.0 ms, p95 30.0 ms", "-", "", "20 ms: no"]
    assert cells[4] == ["disk", "-", "7.0 MB", "", ""]
    assert len({len(line) for line in lines}) == 1


def test_sizes_are_read_as_people_write_them() -> None:
    assert [number_of(text) for text in ("7", "10k", "1M")] == [7, 10_000, 1_000_000]
    for wrong in ("", "k", "0", "-1k", "many"):
        with pytest.raises(ValueError, match=r".*"):
            number_of(wrong)


def test_the_same_seed_writes_the_same_articles() -> None:
    def written() -> list[tuple[str, str]]:
        newsroom = Newsroom(3, words=4_000, paragraphs=400)
        feeds = numbered_feeds(newsroom, 5)
        found = deliveries(newsroom, feeds, 40)
        return [(intent.entry.guid, intent.entry.content) for one in found for intent in one.intents]

    assert len(written()) == 40
    assert written() == written()
