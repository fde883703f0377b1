"""Widths in cells agree with what the screen's toolkit takes for them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from termnews.text.wrap import cell_width
from termnews.text.wrap.cells import clusters, is_narrow

PIECES = [
    *"aé中ノ한ก",
    "\u0301",
    "\u200d",
    "\ufe0f",
    "⚠",
    "☎",
    "#",
    "\u20e3",
    "👩",
    "👍",
    "\U0001f3fb",
    "🇩",
    "🇪",
    "\u1161",
]


def test_every_character_is_as_wide_as_on_the_screen() -> None:
    """When this fails after an update of the toolkit: run `python -m tests.support.cell_tables`."""
    codes = [*range(1, 0xD800), *range(0xE000, 0x20000), *range(0x20000, 0x110000, 89)]
    differing = [hex(code) for code in codes if cell_width(chr(code)) != cell_len(chr(code), "latest")]
    assert not differing


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
@example("👩‍👩‍👧‍👦 family")
@example("⚠️ and ☎️")
@example("🇩🇪🇫🇷")
@example("한국어 テキスト 中文")
def test_strings_are_as_wide_as_on_the_screen(text: str) -> None:
    assert cell_width(text) == cell_len(text, "latest")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_clusters_lose_nothing_and_add_up(text: str) -> None:
    found = clusters(text)
    assert "".join(cluster for cluster, _ in found) == text
    assert sum(width for _, width in found) == cell_len(text, "latest")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", [("a", 1), ("b", 1), ("c", 1)]),
        ("e\u0301x", [("e\u0301", 1), ("x", 1)]),
        ("👩‍🚀!", [("👩‍🚀", 2), ("!", 1)]),
        ("⚠️!", [("⚠️", 2), ("!", 1)]),
        ("🇩🇪🇫🇷", [("🇩🇪", 2), ("🇫🇷", 2)]),
        ("👍🏽", [("👍🏽", 2)]),
    ],
)
def test_what_a_reader_takes_for_one_character_stays_whole(text: str, expected: list[tuple[str, int]]) -> None:
    assert clusters(text) == expected


@pytest.mark.parametrize("text", ["plain words", "Größe, “quoted” – naïve…", "Русский текст", "Ελληνικά", "שלום"])
def test_common_scripts_take_the_short_way(text: str) -> None:
    assert is_narrow(text)
    assert cell_width(text) == len(text)


@pytest.mark.parametrize("text", ["中", "a\u0301", "a\u00a0b", "a\tb", "😀", "\u3000"])
def test_everything_else_is_measured(text: str) -> None:
    assert not is_narrow(text)
