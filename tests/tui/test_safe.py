"""Text becomes visible, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from termnews.tui import safe
from tests.support.fake_news import HOSTILE

CONTROLS = st.text(st.characters(max_codepoint=0x9F) | st.sampled_from("\u202e\u2066\u200b\u2028\ufeff\x9b[]@\u200d"))


@settings(max_examples=300, deadline=None)
@given(CONTROLS | st.text())
def test_visible_text_commands_nothing_and_stays_as_it_is_when_shown_again(text: str) -> None:
    shown = safe.visible(text)
    kinds = {unicodedata.category(character) for character in shown if character not in safe.JOINERS}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert all(character == " " for character in shown if unicodedata.category(character) == "Zs")
    assert safe.visible(shown) == shown


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("[]/@=abc red$'\"\\ click(app.quit)"), max_size=40))
def test_brackets_are_text(text: str) -> None:
    assert safe.content(text).plain == text
    assert not safe.content(text).spans
    assert safe.assemble((text, "$ink")).plain == text


@pytest.mark.parametrize("title", HOSTILE)
def test_the_last_wall_keeps_controls_from_the_terminal(title: str) -> None:
    style = Style(bold=True)
    segments = safe.ControlFilter().apply([Segment("plain "), Segment(title, style)], Color(0, 0, 0))
    assert all(segment.text.isprintable() for segment in segments)
    assert segments[1].style == style


def test_the_last_wall_hands_on_what_is_harmless() -> None:
    segments = [Segment("plain"), Segment("北方")]
    assert safe.ControlFilter().apply(segments, Color(0, 0, 0)) is segments


def test_a_toast_is_short() -> None:
    assert len(safe.toast("x" * 5000)) == safe.LONGEST_TOAST
    assert safe.toast("[/b]\x1b]52;c;\x07") == "[/b]\ufffd]52;c;\ufffd"


def test_lines_keep_their_breaks() -> None:
    assert safe.lines("a\nb\x07").plain == "a\nb\ufffd"
