"""A whole article as a page: header, measure, footer, places; and stored pages that were looked at."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from termnews.model.article import Article, Block, Cell, Code, Furniture, Heading, Highlights, Page, Rule, Span, Table
from termnews.model.entry import Enclosure, EntryFlags, Headline
from termnews.model.ids import EntryId, FeedId
from termnews.text.markdown import blocks_from_markdown
from termnews.text.wrap import lay_out, line_at, position_of
from tests.support.pages import DATA, compare, lines_of, paragraph

MOMENT = 1694520000
"""Tuesday, 12 September 2023, 12:00 UTC."""
NOW = MOMENT + 90 * 86_400


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell times in UTC wherever the tests run."""
    monkeypatch.setattr("termnews.text.wrap.header.time.localtime", time.gmtime)


def article(*blocks: Block, title: str = "Harbour tunnel to reopen", **changes: Any) -> Article:
    """An article about a tunnel."""
    headline = Headline(EntryId(1), FeedId(1), "Pier Gazette", title, MOMENT, True, EntryFlags.NONE)
    made = Article(
        headline,
        "https://example.org/tunnel",
        ("Nora Quist",),
        MOMENT,
        None,
        blocks or (paragraph("Text."),),
        words=920,
    )
    return replace(made, **changes)


def shown(made: Article, width: int = 60, measure: int = 72) -> list[str]:
    """The lines of a page."""
    return lines_of(lay_out(made, width, now=NOW, measure=measure))


def test_header_and_margin() -> None:
    page = lay_out(article(), 60, measure=40, now=NOW)
    assert lines_of(page) == [
        "          Harbour tunnel to reopen",
        "          Pier Gazette · Nora Quist",
        "          Tue 12 Sep 2023 · 4 min",
        "",
        "          Text.",
    ]
    assert [line.runs[0].text for line in page.lines if line.runs] == [" " * 10] * 4
    assert [line.runs[1].style for line in page.lines if line.runs] == ["title", "meta", "meta", "text"]
    assert page.width == 60


def test_measure_is_kept_and_centred() -> None:
    words = article(paragraph("word " * 100))
    for width, indent, longest in ((120, 24, 72), (80, 4, 72), (60, 1, 58), (40, 1, 38)):
        lines = [line for line in shown(words, width) if line]
        assert all(line.startswith(" " * indent) and not line.startswith(" " * (indent + 1)) for line in lines)
        assert all(len(line) - indent <= longest for line in lines)


@pytest.mark.parametrize("width", range(1, 16))
def test_any_width_gives_a_page(width: int) -> None:
    page = lay_out(article(Code("x = 1"), Rule()), width, now=NOW)
    assert all(cell_len(line.text) <= max(width, 2) for line in page.lines)


def test_titles_leave_no_widow() -> None:
    title = "Armoured train crosses into Primorye ahead of the first summit since 2019"
    lines = shown(article(title=title), 72)
    assert [line.strip() for line in lines[:2]] == [
        "Armoured train crosses into Primorye",
        "ahead of the first summit since 2019",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Pier Gazette · Nora Quist · Tue 12 Sep 2023 · 4 min"),
        ({"authors": ()}, "Pier Gazette · Tue 12 Sep 2023 · 4 min"),
        ({"authors": ("pier gazette",)}, "Pier Gazette · Tue 12 Sep 2023 · 4 min"),
        ({"authors": ("A", "B", "C")}, "Pier Gazette · A, B and C · Tue 12 Sep 2023 · 4 min"),
        ({"authors": tuple("ABCDEF")}, "Pier Gazette · A, B, C and 3 others · Tue 12 Sep 2023 · 4 min"),
        ({"published": NOW - 3600}, "Pier Gazette · Nora Quist · Mon 11 Dec 2023 11:00 · 4 min"),
        ({"updated": MOMENT + 60}, "Pier Gazette · Nora Quist · Tue 12 Sep 2023 · 4 min"),
        ({"updated": MOMENT - 86_400}, "Pier Gazette · Nora Quist · Tue 12 Sep 2023 · 4 min"),
        ({"updated": MOMENT + 86_400}, "Pier Gazette · Nora Quist · Tue 12 Sep 2023 · updated Wed 13 Sep 2023 · 4 min"),
        ({"published": None}, "Pier Gazette · Nora Quist · arrived 12 Sep 2023 · 4 min"),
        ({"published": None, "url": None}, "Pier Gazette · Nora Quist · file of 12 Sep 2023 · 4 min"),
        ({"published": None, "url": "file:///a.txt"}, "Pier Gazette · Nora Quist · file of 12 Sep 2023 · 4 min"),
        ({"published": 10**18}, "Pier Gazette · Nora Quist · 4 min"),
        ({"words": 0}, "Pier Gazette · Nora Quist · Tue 12 Sep 2023 · 1 min"),
    ],
)
def test_meta_line(changes: dict[str, Any], expected: str) -> None:
    assert shown(article(**changes), 100, measure=98)[1].strip() == expected


def test_tags_are_chips_the_persons_own_first() -> None:
    made = article()
    headline = replace(made.headline, tags=("North Korea", "Rail"), own_tags=("to read", "rail"))
    page = lay_out(replace(made, headline=headline), 60, now=NOW)
    chips = [(run.text, run.style) for run in page.lines[2].runs if "tag" in run.style]
    assert chips == [("#to-read", "own-tag"), ("#rail", "own-tag"), ("#north-korea", "tag")]
    assert page.lines[2].text == " #to-read  #rail  #north-korea"


def test_many_tags_wrap_between_chips() -> None:
    made = article()
    tags = (*(f"tag number {n}" for n in range(6)), "x" * 90)
    lines = shown(replace(made, headline=replace(made.headline, tags=tags)), 42)
    chips = " ".join(lines[3:-2]).split()
    assert "".join(chips) == "".join(f"#{tag}".replace(" ", "-") for tag in tags)
    assert chips[:6] == [f"#tag-number-{n}" for n in range(6)]


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    blocks = (Heading(1, (Span("Harbour Tunnel to Reopen!"),)), Heading(2, (Span("Costs"),)), paragraph("Text."))
    assert [line.strip() for line in shown(article(*blocks))[2:]] == ["", "Costs", "", "Text."]


def test_enclosures_and_comments_stand_below() -> None:
    files = (
        Enclosure("https://e.org/a/ep%201.mp3", "audio/mpeg", 12_300_000, 3723),
        Enclosure("https://e.org/", None, 900, 59, "Notes"),
        Enclosure("https://e.org/x%1b%0a.bin", None, 123_456_789_012),
    )
    made = article(enclosures=files, comments_url="https://talk.example.org/1")
    page = lay_out(made, 80, now=NOW)
    assert [line.text.strip() for line in page.lines[-7:]] == [
        *("Text.", "", "▶ ep 1.mp3 · audio/mpeg · 12.3 MB · 1:02:03", "▶ Notes · 900 B · 0:59"),
        *("▶ x\ufffd .bin · 123 GB", "", "Comments · talk.example.org"),
    ]
    assert page.links == (*(file.url for file in files), "https://talk.example.org/1")


def test_code_and_tables_may_run_into_the_right_margin() -> None:
    rows = (tuple(Cell((Span("x" * 20),)) for _ in range(4)),) * 2
    made = article(Code("y" * 90), Table(rows), paragraph("word " * 40))
    lines = shown(made, 120)
    assert " " * 26 + "y" * 90 in lines
    assert " " * 24 + "  ".join(["x" * 20] * 4) in lines
    assert all(len(line) <= 119 for line in lines)


def test_places_survive_a_change_of_width() -> None:
    words = [f"w{number}" for number in range(3000)]
    made = article(*(paragraph(" ".join(words[start : start + 60])) for start in range(0, 3000, 60)))
    first = lay_out(made, 100, now=NOW)
    line = lines_of(first).index(next(text for text in lines_of(first) if "w1500 " in text))
    position = position_of(first, line)
    for width in (30, 60, 80, 200):
        again = lay_out(made, width, now=NOW)
        word = first.lines[line].text.split()[0]
        assert word in again.lines[line_at(again, position)].text.split()
        assert position_of(again, line_at(again, position)) <= position


def test_places_at_both_ends_and_beyond() -> None:
    page = lay_out(article(paragraph("a " * 500)), 60, now=NOW)
    assert line_at(page, 0.0) == line_at(page, -3.0) == 0
    assert line_at(page, 1.0) == line_at(page, 9.0) == len(page.lines) - 1
    assert position_of(page, 0) == position_of(page, -1) == 0.0
    assert position_of(page, 10**6) == position_of(page, len(page.lines) - 1) < 1.0
    nothing = Page((), 60)
    assert (line_at(nothing, 0.5), position_of(nothing, 3)) == (0, 0.0)


GALLERY = sorted(path.stem for path in DATA.glob("*.md"))


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", GALLERY)
def test_gallery(name: str, width: int) -> None:
    """Pages of our own, one a construct, at three widths: to be looked at whenever they change."""
    source = (DATA / f"{name}.md").read_text(encoding="utf-8")
    title = name.replace("-", " ").capitalize()
    made = article(*blocks_from_markdown(source, "https://example.org/"), title=title, words=0)
    page = lay_out(made, width, now=NOW, opened=frozenset({1}))
    compare(f"{name}.{width}", "\n".join(lines_of(page)) + "\n")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_gallery_of_a_scraped_article(width: int) -> None:
    blocks: tuple[Block, ...] = (
        Highlights(((Span("Seoul says the train crossed early on Tuesday"),), (Span("A second meeting since 2019"),))),
        paragraph("Moscow. The train reached the border station at Khasan before dawn, railway workers said."),
        Furniture("teaser", ("PHOTOS: Inside the armoured train",)),
        paragraph("Officials declined to name the place of the meeting. " * 4),
        Furniture("share", ("Share this:", "X", "Mail")),
        Furniture("comments", ("Leave a comment", "Your address will not be published.")),
    )
    made = article(
        *blocks, title="Armoured train crosses into Primorye ahead of summit", published=None, url=None, words=0
    )
    headline = replace(made.headline, tags=("North Korea", "Russia", "Defence"), own_tags=("to read",))
    page = lay_out(replace(made, headline=headline), width, now=NOW, opened=frozenset({1}))
    compare(f"scraped.{width}", "\n".join(lines_of(page)) + "\n")


def test_gallery_is_complete() -> None:
    assert {Path(name).stem for name in GALLERY} >= {"everything", "tables", "scripts", "code"}
