"""Rows are exactly as wide as wanted, and say what matters first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.model.entry import EntryFlags, Headline
from termnews.model.ids import EntryId, FeedId
from termnews.tui import cells, headline_rows, times
from termnews.tui.headline_rows import ASCII, RowLook
from tests.support.fake_news import NOW

PLAIN = Headline(EntryId(1), FeedId(1), "Pacific Desk", "Night ferry opens", NOW - 720, True, EntryFlags.NONE)
LETTERS = (*"abc defgh北方のשלום[]{}%  ", "e\u0301", "\U0001f469\u200d\U0001f680", "\u2764\ufe0f")
WORDS = st.lists(st.sampled_from(LETTERS), max_size=60).map("".join)


def text(pieces: list[cells.Piece]) -> str:
    return "".join(piece for piece, _ in pieces)


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS, st.lists(WORDS, max_size=4), st.integers(1, 120), st.sampled_from([1, 2]), st.booleans())
def test_every_line_fills_its_width(title: str, feed: str, tags: list[str], width: int, height: int, on: bool) -> None:
    headline = replace(PLAIN, title=title or "-", feed_title=feed, tags=tuple(tags), copies=3 if on else 1)
    look = RowLook(width, height, NOW, words=("de",) if on else ())
    lines = headline_rows.row(headline, look, cursor=on, selected=not on)
    assert len(lines) == height
    for line in [*lines, *headline_rows.waiting(look, cursor=on)]:
        assert sum(cells.width(piece) for piece, _ in line) == width
    assert cells.width(text(headline_rows.heading("Yesterday", look))) <= max(width, 2)


def test_a_row_says_what_it_is_without_colour() -> None:
    starred = replace(PLAIN, flags=EntryFlags.STARRED, own_tags=("to cite",), tags=("ferries",), copies=2)
    first, second = headline_rows.row(starred, RowLook(70, 2, NOW), cursor=False, selected=False)
    assert text(first).startswith(" ●★ Night ferry opens")
    assert text(second).strip() == "Pacific Desk · 12m · #to-cite #ferries" + " " * 25 + "×2"
    assert ("#to-cite", "own-tag") in second
    assert ("#ferries", "tag") in second


def test_read_is_muted_and_has_no_dot() -> None:
    (line,) = headline_rows.row(replace(PLAIN, flags=EntryFlags.READ), RowLook(80, 1, NOW), cursor=False, selected=True)
    assert text(line).startswith("✓   Night ferry opens")
    assert ("Night ferry opens", "muted") in line
    assert text(line).endswith("12m ")


def test_a_row_without_date_says_so() -> None:
    _, second = headline_rows.row(replace(PLAIN, dated=False), RowLook(60, 2, NOW), cursor=False, selected=False)
    assert "~12m" in text(second)


def test_ascii_signs_are_ascii() -> None:
    starred = replace(PLAIN, flags=EntryFlags.STARRED, copies=2)
    lines = headline_rows.row(starred, RowLook(60, 2, NOW, ASCII), cursor=True, selected=False)
    assert all(text(line).isascii() for line in lines)
    assert text(headline_rows.heading("Today", RowLook(40, 2, NOW, ASCII))).isascii()


def test_searched_words_are_set_off_in_the_title() -> None:
    lines = headline_rows.row(PLAIN, RowLook(60, 2, NOW, words=("FERRY",)), cursor=False, selected=False)
    assert ("ferry", "hit") in lines[0]


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (5, "now"),
        (60, "1m"),
        (3599, "59m"),
        (3600, "1h"),
        (86400 * 3, "3d"),
        (86400 * 20, "30 Oct"),
        (86400 * 700, "2024"),
        (-500, "now"),
    ],
)
def test_ages(gone: int, told: str) -> None:
    assert times.age(NOW - gone, NOW) == told


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (0, "Today"),
        (9 * 3600, "Today"),
        (10 * 3600, "Yesterday"),
        (3 * 86400, "Monday 16 November"),
        (16 * 86400, "November"),
        (40 * 86400, "October"),
        (400 * 86400, "October 2025"),
        (-86400, "Today"),
    ],
)
def test_days(gone: int, told: str) -> None:
    assert times.day(NOW - gone, NOW) == told


def test_whole_dates_and_waits() -> None:
    assert times.date(NOW) == "Thu 19 Nov 2026 09:41"
    assert times.age(NOW - 700 * 86400, NOW, year=True) == "19 Dec 2024"
    assert [times.until(NOW + wait, NOW) for wait in (0, 60, 7300, 90000)] == [
        "now",
        "in 1 minute",
        "in 2 hours",
        "in 1 day",
    ]


@settings(max_examples=100, deadline=None)
@given(WORDS, st.integers(0, 40))
def test_clipping_never_exceeds_its_room(word: str, room: int) -> None:
    assert cells.width(cells.clip(word, room)) <= room
    assert cells.width(cells.pad(word, room)) == room
