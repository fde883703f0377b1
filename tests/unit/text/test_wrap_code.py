"""Code: never re-flowed, coloured where its language is known."""

from __future__ import annotations

import pytest

from termnews.model.article import Code, Page, Paragraph, Span
from termnews.text.wrap import wrap
from tests.support.pages import drawn, lines_of


def styles(page: Page) -> dict[str, str]:
    """Role of each word of a page."""
    return {run.text.strip(): run.style for line in page.lines for run in line.runs}


def test_code_is_indented_and_kept() -> None:
    text = "\n\nif x:\n\ty = 1\n\n\n    z\t= 2   \n"
    assert drawn([Code(text)]) == ["  if x:", "      y = 1", "", "", "      z   = 2"]


def test_long_lines_continue_behind_a_mark() -> None:
    assert drawn([Code("a" * 21 + " " + "b" * 20)], 24) == ["  " + "a" * 21, "  ↪ " + "b" * 20]
    assert drawn([Code("x" * 45)], 24) == ["  " + "x" * 22, "  ↪ " + "x" * 20, "  ↪ xxx"]
    assert drawn([Code("x" * 6)], 4) == ["xxxx", "xx"]
    assert drawn([Code("中文" * 6)], 9) == ["中文中文", "↪ 中文中", "↪ 文中文", "↪ 中文"]


def test_tabs_stand_by_cells() -> None:
    assert drawn([Code("中\tx\nab\tx")]) == ["  中  x", "  ab  x"]


def test_stated_languages_are_coloured() -> None:
    page = wrap([Code('def f(x):\n    # note\n    return "s" + 1', "python")], 40)
    assert lines_of(page) == ["  def f(x):", "      # note", '      return "s" + 1']
    found = styles(page)
    assert found["def"] == found["return"] == "code-keyword"
    assert found["f"] == "code-name"
    assert found["# note"] == "code-comment"
    assert found['"s"'] == "code-string"
    assert found["1"] == "code-number"


@pytest.mark.parametrize(
    ("text", "word", "role"),
    [
        ("#!/usr/bin/env python3\nimport os", "import", "code-keyword"),
        ("def reopen(tunnel):\n    return 1", "def", "code-keyword"),
        ('{"a": [1, 2]}', "1", "code-number"),
        ("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new", "+new", "code-inserted"),
        ("fn main() {\n    let x = 1;\n}", "fn", "code-keyword"),
        ("#include <stdio.h>\nint main(void) { return 0; }", "return", "code-keyword"),
        ("SELECT a FROM b WHERE c = 'd'", "SELECT", "code-keyword"),
        ("const x = 1;\nfunction f() {}", "const", "code-keyword"),
        ("#!/bin/sh\necho hi", "echo", "code-name"),
    ],
)
def test_plain_signs_of_a_language_are_taken(text: str, word: str, role: str) -> None:
    assert styles(wrap([Code(text)], 60))[word] == role


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Some words, and: more = words (in brackets)", None),
        ("+---+---+\n| a | b |\n+---+---+", None),
        ("def f(): pass", "text"),
        ("def f(): pass", "no-such-language"),
        ("def f(): pass", "../../etc"),
        ("{not json}", None),
    ],
)
def test_nothing_is_coloured_by_chance(text: str, language: str | None) -> None:
    page = wrap([Code(text, language)], 60)
    assert {run.style for line in page.lines for run in line.runs if run.text.strip()} == {"code"}


@pytest.mark.parametrize("text", ["x = 1\n" * 5000, "x = " + "1" * 3000, "x" + "\n" * 300 + "x = 1"])
def test_large_or_machine_made_code_stays_plain(text: str) -> None:
    page = wrap([Code(text, "python")], 80)
    assert {run.style for line in page.lines for run in line.runs if run.text.strip()} <= {"code", "muted"}
    assert page.length == len("".join(text.split()))


def test_a_page_has_a_budget_of_colours() -> None:
    block = Code("x = 1\n" * 3000, "python")
    page = wrap([block] * 8, 80)
    coloured = [any(run.style == "code-number" for run in line.runs) for line in page.lines if line.runs]
    assert coloured[0]
    assert not coloured[-1]


def test_code_may_use_the_right_margin_only_on_a_page() -> None:
    assert max(map(len, drawn([Code("x" * 100)], 60))) <= 60


def test_code_stands_on_a_ground_of_one_width_its_empty_lines_too() -> None:
    page = wrap((Code("short\n\na longer line", None),), 40)
    assert [line.ground for line in page.lines] == [(2, 40)] * 3
    assert [line.text for line in page.lines] == ["  short", "", "  a longer line"]
    beside = wrap((Paragraph((Span("text"),)), Code("x", None)), 40)
    assert [line.ground[1] > 0 for line in beside.lines] == [False, False, True]
