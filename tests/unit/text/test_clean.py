"""The one gate for untrusted text: what it takes out, what it leaves, and that a second time changes nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.text.clean import MARKS_KEPT, clean_line, clean_markup, clean_text, is_clean

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"
LOST = "\ufffd"

HOSTILE = (
    f"{ESC}]52;c;QQ=={BEL}",
    f"{ESC}]0;title{ST}",
    f"{ESC}]2;never closed",
    f"{ESC}P$qm{ST}",
    f"{ESC}_Ga=T{ST}",
    f"{ESC}[31;5m",
    f"{ESC}[2J",
    f"{ESC}[?1049l",
    f"{ESC}[",
    f"{ESC}c",
    "\x9b2J",
    "\x9d52;c;QQ==\x9c",
    "\x90$q\x9c",
    "\x00",
    "\r",
    "\x7f",
    "\u202e",
    "\u2066",
    "\u200e",
    "\u200b",
    "\u200d",
    "\ufe0f",
    "\u2028",
    "\U000e0041",
    "\ud83d",
    "\ufdd0",
    "\ufeff",
    "\u0301" * 9,
    "\u3164",
)
texts = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12)), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        pytest.param(f"a{ESC}]52;c;QQ=={BEL} after", "a after", id="clipboard"),
        pytest.param(f"a{ESC}]8;;http://evil/{ST}click{ESC}]8;;{ST}", "aclick", id="hyperlink"),
        pytest.param(
            f"{ESC}]2;never closed", f"{LOST}]2;never closed", id="a string that does not end swallows nothing"
        ),
        pytest.param(
            f"{ESC}]2;{'x' * 300}{BEL}end",
            f"{LOST}]2;{'x' * 300}{LOST}end",
            id="a string that ends too late swallows nothing",
        ),
        pytest.param(f"{ESC}Pq#0{ST}picture", "picture", id="device control"),
        pytest.param(f"{ESC}_Ga=T;x{ST}{ESC}^pm{ST}{ESC}Xsos{ST}{ESC}ktitle{ST}.", ".", id="other strings"),
        pytest.param(f"{ESC}[31;1mred{ESC}[0m", "red", id="colour"),
        pytest.param(f"{ESC}[mplain{ESC}[K", "plain", id="short sequences"),
        pytest.param(f"{ESC}[END", f"{LOST}[END", id="a word after a bare introducer stays"),
        pytest.param(f"{ESC}[?1049l{ESC}[2Jx", "x", id="screen"),
        pytest.param(f"{ESC}chapter", f"{LOST}chapter", id="a letter after ESC stays"),
        pytest.param("\x9b31mred\x9d0;t\x9c", "red", id="8-bit"),
        pytest.param("a\x00b\x08c\x7fd", f"a{LOST}b{LOST}c{LOST}d", id="controls"),
        pytest.param("It\x92s \x93so\x94", "It’s “so”", id="windows-1252 read as Latin-1"),
        pytest.param("abc\u202etxt.exe\u202c", "abctxt.exe", id="override"),
        pytest.param("\u2066a\u2069\u200e\u200f\u061c", "a", id="isolates and marks"),
        pytest.param("so\u00adft a\u200bb\u2060c\ufeff", "soft abc", id="invisible"),
        pytest.param("x\U000e0068\U000e0069", "x", id="tags"),
        pytest.param("\ud83d lone", f"{LOST} lone", id="lone surrogate"),
        pytest.param("\ud83d\ude00", "😀", id="a pair of surrogates is a character"),
        pytest.param("a\ufdd0\U0001ffff", f"a{LOST}{LOST}", id="noncharacters"),
        pytest.param("Z" + "\u0301" * 40 + "!", "Z" + "\u0301" * MARKS_KEPT + "!", id="too many marks"),
        pytest.param("a\u3164b", "a b", id="a letter that looks like nothing"),
    ],
)
def test_what_could_command_or_hide_goes_and_the_rest_stays(given_text: str, expected: str) -> None:
    assert clean_text(given_text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Plain English, 100 %",
        "Ünïcödé – “quotes” … € ①②③",
        "👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍🚀 🇫🇷 ❤️ 1️⃣",
        "می‌خواهم",
        "क्‍ष and র‍্য",
        "مرحبا بالعالم 123",
        "שָׁלוֹם עולם",
        "漢字\u3000かな 한국어 ภาษาไทย",
        "no\u00a0break",
        "line\none\tand two",
        "[/b] [@click=app.quit]x[/] \\[bold] {0} %s",
    ],
)
def test_text_that_people_write_is_left_alone(text: str) -> None:
    assert clean_text(text) == text
    assert is_clean(text)


def test_joiners_and_selectors_go_where_they_join_nothing() -> None:
    assert clean_text("a\u200db x\ufe0f 👩\u200d") == "ab x 👩"


def test_a_line_has_no_breaks_and_single_blanks() -> None:
    assert clean_line("  a\tb\r\nc\u2028d\x0be\u00a0 f\u3000g ") == "a b c d e f g"


def test_a_text_keeps_its_lines_whatever_ends_them() -> None:
    assert clean_text("a\r\nb\rc\x0cd\u2029e\x85f\tg") == "a\nb\nc\nd\ne\nf\tg"


def test_a_long_line_is_cut_and_says_so() -> None:
    assert clean_line("word " * 500, 20) == "word word word word…"
    assert len(clean_line("x" * 50_000)) == 1000
    assert clean_line(" " * 30_000 + "late", 100) == "late"


def test_a_cut_does_not_leave_half_a_picture() -> None:
    assert clean_text("ab👩\u200d🚀", 4) == "ab👩"


def test_markup_keeps_its_tags_and_references() -> None:
    source = f'<p class="a">x{ESC}]0;t{BEL} &#27; &amp;#27;</p>\r\n<b>{ESC}]y</b>{BEL}'
    assert clean_markup(source) == f'<p class="a">x &#27; &amp;#27;</p>\n<b>{LOST}]y</b>{LOST}'


@given(texts)
@settings(max_examples=400, deadline=None)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for clean in (clean_line, clean_text, clean_markup):
        once = clean(text)
        assert clean(once) == once
        assert is_clean(once)


@given(texts, st.integers(min_value=1, max_value=40))
@settings(max_examples=200, deadline=None)
def test_limits_hold(text: str, limit: int) -> None:
    for clean in (clean_line, clean_text, clean_markup):
        cut = clean(text, limit)
        assert len(cut) <= limit
        assert clean(cut, limit) == cut


@given(texts)
@settings(max_examples=400, deadline=None)
def test_nothing_that_a_terminal_obeys_comes_out(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", clean_text(text))
    assert not re.search("[\x00-\x1f\x7f-\x9f]", clean_line(text))
    clean_text(text).encode("utf-8")


@given(st.lists(st.sampled_from(HOSTILE), max_size=6).map("".join))
@settings(max_examples=300, deadline=None)
def test_hostile_text_swallows_no_word_behind_it(hostile: str) -> None:
    assert clean_line(f"{hostile} END").endswith("END")
