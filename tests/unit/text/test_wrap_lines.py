"""Where lines of running text end."""

from __future__ import annotations

import pytest

from termnews.model.article import Heading, Mark, Page, Paragraph, Run, Span
from termnews.text.wrap import wrap
from tests.support.pages import drawn, lines_of, paragraph


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one  two\tthree", 40, ["one two three"]),
        ("exactly ten", 11, ["exactly ten"]),
        ("a\nb\n\n\nc", 10, ["a", "b", "", "c"]),
        ("\n\n  padded  \n", 10, ["padded"]),
        ("no\u00a0break here", 9, ["no break", "here"]),
        ("12\u202f000 km", 6, ["12 000", "km"]),
        ("\u3000\u3000中文\u3000段落", 20, ["中文 段落"]),
        ("a\u00a0\u00a0 b", 10, ["a b"]),
        ("well-known name", 6, ["well-", "known", "name"]),
        (
            "see https://example.org/some/path?query=long now",
            16,
            ["see", "https://example.", "org/some/path?", "query=long now"],
        ),
        ("x" * 12, 5, ["xxxxx", "xxxxx", "xx"]),
        ("word—word again", 7, ["word—", "word", "again"]),
        ("end — dash", 6, ["end —", "dash"]),
        ("", 10, []),
        ("   \n ", 10, []),
    ],
)
def test_plain_text_breaks_at_blanks(text: str, width: int, expected: list[str]) -> None:
    assert drawn([paragraph(text)], width) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("日本語の文章", 6, ["日本語", "の文章"]),
        ("文章です。次", 8, ["文章で", "す。次"]),
        ("彼は「はい」と", 6, ["彼は", "「は", "い」と"]),
        ("長いーです", 4, ["長", "いー", "です"]),
        ("小さいっす", 6, ["小さ", "いっす"]),
        ("中文Python编程", 8, ["中文", "Python编", "程"]),
        ("价格（元）是", 6, ["价格", "（元）", "是"]),
        ("한국어 신문 기사", 7, ["한국어", "신문", "기사"]),
        ("가나다라마바사", 6, ["가나다", "라마바", "사"]),
    ],
)
def test_scripts_without_blanks_break_between_characters(text: str, width: int, expected: list[str]) -> None:
    """What closes never starts a line, what opens never ends one; Korean breaks at its blanks."""
    assert drawn([paragraph(text)], width) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("👩‍🚀👩‍🚀👩‍🚀", 4, ["👩‍🚀👩‍🚀", "👩‍🚀"]),
        ("🇩🇪🇫🇷🇮🇹", 3, ["🇩🇪", "🇫🇷", "🇮🇹"]),
        ("e\u0301" * 5, 2, ["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"]),
        ("⚠️⚠️", 3, ["⚠️", "⚠️"]),
        ("हिन्दी भाषा", 5, ["हिन्दी", "भाषा"]),
    ],
)
def test_characters_stay_whole(text: str, width: int, expected: list[str]) -> None:
    assert drawn([paragraph(text)], width) == expected


def _page(*spans: Span, width: int = 40) -> Page:
    return wrap([Paragraph(spans)], width)


def test_runs_carry_marks_and_links() -> None:
    page = _page(
        Span("see "),
        Span("this", Mark.STRONG | Mark.EMPHASIS, "https://example.org/"),
        Span(" and "),
        Span("that", link="https://example.org/b"),
        Span(", once more "),
        Span("this", link="https://example.org/"),
    )
    assert page.links == ("https://example.org/", "https://example.org/b")
    assert [run for run in page.lines[0].runs if run.link >= 0] == [
        Run("this", "strong+emphasis+link", 0),
        Run("that", "link", 1),
        Run("this", "link", 0),
    ]


def test_a_link_that_is_broken_keeps_its_number_on_both_lines() -> None:
    page = _page(Span("a linked sentence", link="https://example.org/"), width=9)
    assert [[(run.text, run.link) for run in line.runs] for line in page.lines] == [
        [("a linked", 0)],
        [("sentence", 0)],
    ]


def test_blanks_between_spans_are_folded() -> None:
    assert lines_of(_page(Span("one "), Span(" two", Mark.STRONG), Span("\n three"))) == ["one two", "three"]


def test_a_mark_that_belongs_to_the_span_before_stays_with_its_letter() -> None:
    page = _page(Span("⚠"), Span("\ufe0f!", Mark.STRONG))
    assert [run.text for run in page.lines[0].runs] == ["⚠\ufe0f", "!"]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((Span("10"), Span("6", Mark.SUPERSCRIPT)), "10⁶"),
        ((Span("x"), Span("n+1", Mark.SUPERSCRIPT)), "xⁿ⁺¹"),
        ((Span("x"), Span("2k", Mark.SUPERSCRIPT)), "x^2k"),
        ((Span("1"), Span("st", Mark.SUPERSCRIPT)), "1st"),
        ((Span("word"), Span("[4]", Mark.SUPERSCRIPT)), "word[4]"),
        ((Span("H"), Span("2", Mark.SUBSCRIPT), Span("O")), "H₂O"),
        ((Span("n"), Span("max", Mark.SUBSCRIPT)), "nmax"),
    ],
)
def test_powers_and_indices_cannot_be_misread(spans: tuple[Span, ...], expected: str) -> None:
    assert _page(*spans).lines[0].text == expected


def test_powers_in_ascii() -> None:
    page = wrap([Paragraph((Span("10"), Span("6", Mark.SUPERSCRIPT)))], 20, ascii=True)
    assert page.lines[0].text == "10^6"


def test_right_to_left_stands_at_the_right_edge() -> None:
    page = wrap([Paragraph((Span("שלום עולם טוב"),), rtl=True)], 10)
    assert lines_of(page) == [" שלום עולם", "       טוב"]


def test_headings_are_balanced() -> None:
    assert drawn([Heading(2, (Span("A heading that would leave one word"),))], 32) == [
        "A heading that would",
        "leave one word",
    ]
