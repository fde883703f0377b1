"""Markdown to blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.model.article import (
    Block,
    Cell,
    Code,
    Definition,
    DefinitionList,
    Details,
    Footnote,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from termnews.text.blocks import visible_text
from termnews.text.clean import is_clean
from termnews.text.markdown import blocks_from_markdown

BASE = "https://example.org/a/post.html"


def read(text: str) -> tuple[Block, ...]:
    """Blocks of a text found at `BASE`."""
    return blocks_from_markdown(text, BASE)


def spans(text: str) -> tuple[Span, ...]:
    """Spans of the only paragraph of a text."""
    (block,) = read(text)
    assert isinstance(block, Paragraph)
    return block.spans


def p(text: str) -> Paragraph:
    """A plain paragraph."""
    return Paragraph((Span(text),))


INLINE: dict[str, tuple[Span, ...]] = {
    "plain": (Span("plain"),),
    "a *b* **c** ***d***": (
        *(Span("a "), Span("b", Mark.EMPHASIS), Span(" "), Span("c", Mark.STRONG), Span(" ")),
        Span("d", Mark.STRONG | Mark.EMPHASIS),
    ),
    "~~gone~~ `x < y`": (Span("gone", Mark.STRIKE), Span(" "), Span("x < y", Mark.CODE)),
    "one\ntwo": (Span("one two"),),
    "one\\\ntwo": (Span("one\ntwo"),),
    "one  \ntwo": (Span("one\ntwo"),),
    "一行\n二行": (Span("一行二行"),),
    "[t](b.html 'title')": (Span("t", link="https://example.org/a/b.html"),),
    "[**t** u](/x)": (Span("t", Mark.STRONG, "https://example.org/x"), Span(" u", link="https://example.org/x")),
    "[t](javascript:alert(1))": (Span("[t](javascript:alert(1))"),),
    "[t](#part)": (Span("t", link="#part"),),
    "<https://e.org/x>": (Span("https://e.org/x", link="https://e.org/x"),),
    "see https://e.org/a_b(c). Then": (
        Span("see "),
        Span("https://e.org/a_b(c)", link="https://e.org/a_b(c)"),
        Span(". Then"),
    ),
    "(https://e.org/x)": (Span("("), Span("https://e.org/x", link="https://e.org/x"), Span(")")),
    "[https://e.org](https://f.org/)": (Span("https://e.org", link="https://f.org/"),),
    "`https://e.org`": (Span("https://e.org", Mark.CODE),),
    "a &amp; b &mdash; c": (Span("a & b — c"),),
    "a&#27;[31mb": (Span("a�[31mb"),),
    "text ![alt](i.png) more": (
        Span("text "),
        Span("[picture: alt]", link="https://example.org/a/i.png"),
        Span(" more"),
    ),
    "a<br>b": (Span("a\nb"),),
    "<kbd>x</kbd> H<sub>2</sub>O": (Span("x", Mark.KEYBOARD), Span(" H"), Span("2", Mark.SUBSCRIPT), Span("O")),
    '<a href="/y?a=1&amp;b=2">t</a>': (Span("t", link="https://example.org/y?a=1&b=2"),),
    "std::vector<int> and List<String>": (Span("std::vector<int> and List<String>"),),
    "a <span class='x'>b</span> c": (Span("a b c"),),
    "a <script>alert(1)</script>b": (Span("a b"),),
    "a <!-- hidden --> b": (Span("a  b"),),
    "*a <b>b*": (Span("a ", Mark.EMPHASIS), Span("b", Mark.EMPHASIS | Mark.STRONG)),
    "\\*literal\\*": (Span("*literal*"),),
}


@pytest.mark.parametrize("text", INLINE)
def test_running_text(text: str) -> None:
    assert spans(text) == INLINE[text]


BLOCKS: dict[str, tuple[Block, ...]] = {
    "# One *two*\n\nThree\n===": (
        Heading(1, (Span("One "), Span("two", Mark.EMPHASIS)), "one-two"),
        Heading(1, (Span("Three"),), "three"),
    ),
    "- a\n- b\n  - c": (ListBlock((ListItem((p("a"),)), ListItem((p("b"), ListBlock((ListItem((p("c"),)),)))))),),
    "3. a\n4. b": (ListBlock((ListItem((p("a"),)), ListItem((p("b"),))), ordered=True, start=3),),
    "- [x] a\n- [ ] b": (ListBlock((ListItem((p("a"),), "☑"), ListItem((p("b"),), "☐"))),),
    "> a\n>\n> > b": (Quote((p("a"), Quote((p("b"),)))),),
    "```py title=x\na  = 1\n\n```": (Code("a  = 1", "py"),),
    "``` {.rust .numberLines}\nx\n```": (Code("x", "rust"),),
    "    indented": (Code("indented"),),
    "***": (Rule(),),
    "![alt](a.png 'cap')": (Image("https://example.org/a/a.png", "alt", (Span("cap"),)),),
    "[![alt](a.png)](/big)": (Image("https://example.org/a/a.png", "alt", (), "https://example.org/big"),),
    "|a|b|\n|:-|-:|\n|1|*2*|\n|3|": (
        Table(
            (
                (Cell((Span("a"),), True, "left"), Cell((Span("b"),), True, "right")),
                (Cell((Span("1"),), False, "left"), Cell((Span("2", Mark.EMPHASIS),), False, "right")),
                (Cell((Span("3"),), False, "left"), Cell((), False, "right")),
            )
        ),
    ),
    "t\n: d\n: e": (DefinitionList((Definition((Span("t"),), (p("d"), p("e"))),)),),
    "x[^n]\n\n[^n]: note": (
        Paragraph((Span("x"), Span("1", Mark.SUPERSCRIPT, "#fn-1"))),
        Footnote("1", (p("note"),), "fn-1"),
    ),
    "<details><summary>S <b>s</b></summary>\n\n- a\n\n</details>\n\nafter": (
        Details((Span("S s"),), (ListBlock((ListItem((p("a"),)),)),)),
        p("after"),
    ),
    "- <details>\n\n  in\n\nout": (ListBlock((ListItem((Details((Span("Details"),), (p("in"),)),)),)), p("out")),
    "<!-- more -->": (),
    "": (),
    "שלום": (Paragraph((Span("שלום"),), rtl=True),),
}


@pytest.mark.parametrize("text", BLOCKS)
def test_blocks(text: str) -> None:
    assert read(text) == BLOCKS[text]


def test_html_blocks_are_read_by_the_html_reader() -> None:
    text = visible_text(read("before\n\n<div><p>one</p><p>two</p></div>\n\nafter"))
    assert text.split() == ["before", "one", "two", "after"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: x\ntags: [a]\n---\n\nbody", "body"),
        ("+++\ntitle = 'x'\n+++\nbody", "body"),
        ("---\r\ntitle: x\r\n---\r\nbody", "body"),
        ("---\n\nbody", "body"),
        ("---\nnot front matter\n---\nbody", "not front matter\nbody"),
        ("title: x\n\nbody", "title: x\nbody"),
    ],
)
def test_front_matter_is_left_out(text: str, expected: str) -> None:
    assert visible_text(read(text)) == expected


HOSTILE = {
    "quotes": ">" * 100_000,
    "spaced quotes": "> " * 100_000,
    "brackets": "[" * 100_000,
    "pictures": "![" * 100_000,
    "links": "[a](" * 100_000,
    "lists in a line": "- " * 100_000,
    "lists": "".join("  " * depth + "- a\n" for depth in range(500)),
    "emphasis": "*a **b " * 50_000,
    "ticks": "".join("`" * (number % 300) + "a" for number in range(2000)),
    "tags": "<a " * 100_000,
    "cells": "|a" * 100_000,
    "brackets after an address": "http://a" + ")" * 100_000,
    "notes": "".join(f"[^{number}]: a\n\n" for number in range(20_000)),
    "details": "<details>\n\n" * 5_000,
    "entities": "&#27;&" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(60)
def test_hostile_texts_end(name: str) -> None:
    blocks = read(HOSTILE[name])
    assert is_clean(visible_text(blocks))


@pytest.mark.parametrize("depth", [5, 200])
def test_words_at_any_depth_are_kept(depth: int) -> None:
    assert "bottom" in visible_text(read("> " * depth + "bottom"))
    assert "leaf" in visible_text(
        read("".join("  " * level + "- x\n" for level in range(depth)) + "  " * depth + "leaf")
    )


PIECES = st.sampled_from(
    [
        *"*_`~[]()<>!#|-:\\&+=^",
        *("\n", "\n\n", "  ", "    ", "- ", "1. ", "> ", "word", "http://e.org/x", "<b>", "</div>", "```", "|-|"),
        *("\x1b[31m", "\u202e", "é", "中", "[^1]", "[^1]: ", "&#x9b;"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60)))
def test_anything_gives_clean_blocks(text: str) -> None:
    assert is_clean(visible_text(read(text), furniture=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["harbour", "tunnel", "*pumps*", "`gate`", "- ", "\n\n", "> ", "## "]), max_size=30))
def test_no_word_is_lost(parts: list[str]) -> None:
    text = " ".join(parts)
    found, source = visible_text(read(text)).split(), text.replace("*", "").replace("`", "").split()
    for word in ("harbour", "tunnel", "pumps", "gate"):
        assert found.count(word) == source.count(word)


def test_notes_that_nothing_refers_to_are_kept() -> None:
    blocks = read("text[^b]\n\n[^a]: first\n[^b]: second")
    assert [block for block in blocks if isinstance(block, Footnote)] == [
        Footnote("1", (p("second"),), "fn-1"),
        Footnote("2", (p("first"),), "fn-2"),
    ]
    assert len(blocks) == 3
