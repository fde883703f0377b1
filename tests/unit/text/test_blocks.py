"""Dispatch by media type, and what is asked of blocks."""

from __future__ import annotations

from typing import get_args

import pytest

from termnews.model.article import (
    Block,
    Caption,
    Cell,
    Code,
    Definition,
    DefinitionList,
    Details,
    Footnote,
    Furniture,
    Heading,
    Highlights,
    Image,
    ListBlock,
    ListItem,
    Mark,
    Media,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from termnews.text import measures
from termnews.text.blocks import blocks_of, count_words, headings, reading_minutes, visible_text, word_count


def p(text: str) -> Paragraph:
    """A plain paragraph."""
    return Paragraph((Span(text),))


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("text/html", "<p>a <b>b</b></p>"),
        ("TEXT/HTML; charset=utf-8", "<p>a <b>b</b></p>"),
        ("application/xhtml+xml", "<p>a <b>b</b></p>"),
        ("", "<p>a <b>b</b></p>"),
        ("text/markdown", "a **b**"),
        ("text/x-markdown; variant=GFM", "a **b**"),
    ],
)
def test_marked_up_content_is_read_as_such(media_type: str, content: str) -> None:
    assert blocks_of(content, media_type, None) == (Paragraph((Span("a "), Span("b", Mark.STRONG))),)


@pytest.mark.parametrize("media_type", ["text/plain", "text/x-article", "application/octet-stream", "nonsense"])
def test_everything_else_is_plain_text(media_type: str) -> None:
    text = "A first paragraph with <b>no</b> markup and **none** of the other kind, long enough to be one."
    assert visible_text(blocks_of(text, media_type, None)) == text


def test_addresses_follow_the_base() -> None:
    (block,) = blocks_of("[a](b)", "text/markdown", "https://example.org/x/")
    assert isinstance(block, Paragraph)
    assert block.spans[0].link == "https://example.org/x/b"


EVERYTHING: tuple[Block, ...] = (
    Heading(1, (Span("Title "), Span("two", Mark.EMPHASIS))),
    Highlights(((Span("h1"),), (Span("h2"),))),
    Paragraph((Span("line one\nline two"),)),
    ListBlock((ListItem((p("i1"), ListBlock((ListItem((p("i2"),)),)))),)),
    DefinitionList((Definition((Span("term"),), (p("meaning"),)),)),
    Quote((p("quoted"),), (Span("source"),)),
    Code("x = 1\n\ny = 2"),
    Image("https://e.org/a.png", "alt", (Span("caption"),)),
    Image(None, "same", (Span("same"),)),
    Media("video", "film"),
    Table(((Cell((Span("a\nb"),)), Cell((Span("c"),))),), (Span("table"),)),
    Rule(),
    Footnote("1", (p("note"),)),
    Details((Span("summary"),), (Heading(3, (Span("Inner"),)), Furniture("share", ("inner share",)))),
    Furniture("share", ("share this",)),
    Caption((Span("credit"),)),
)


def test_visible_text_is_all_that_is_read() -> None:
    assert visible_text(EVERYTHING).split("\n") == [
        *("Title two", "h1", "h2", "line one", "line two", "i1", "i2", "term", "meaning", "quoted", "source"),
        *("x = 1", "y = 2", "alt", "caption", "same", "film", "table", "a b\tc", "note", "summary", "Inner", "credit"),
    ]


def test_furniture_is_read_only_if_asked_for() -> None:
    text = visible_text(EVERYTHING, furniture=True)
    assert "inner share" in text
    assert "share this" in text
    assert "share this" not in visible_text(EVERYTHING)


def test_every_kind_of_block_can_be_read() -> None:
    assert set(measures.PARTS) == set(get_args(Block))


def test_headings_come_in_the_order_of_the_text() -> None:
    blocks = (*EVERYTHING, Quote((Heading(2, (Span("Quoted"),)),)))
    assert [(heading.level, heading.spans[0].text) for heading in headings(blocks)] == [
        (1, "Title "),
        (3, "Inner"),
        (2, "Quoted"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("one two  three\nfour", 4),
        ("a — b - c … !", 3),
        ("naïve “words” – zwölf", 3),
        ("中文字符四个字", 4),
        ("日本語 and English", 4),
        ("한국어 신문 기사", 3),
        ("Python语言", 2),
    ],
)
def test_words_are_counted(text: str, expected: int) -> None:
    assert count_words(text) == expected
    assert word_count((p(text),)) == expected


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (230, 1), (460, 2), (920, 4), (20_000, 87)])
def test_minutes(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes
