"""Which texts are the same article, and that such texts find each other."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import duplicates
from termnews.stories.likeness import LEAST_WORDS, alike, likeness, print_of

ARTICLES = duplicates.articles([Path(__file__).parents[2] / "data" / "articles"])
LONG = " ".join(f"word{number}" for number in range(200))


@pytest.mark.parametrize("telling", ["other quotation marks, lines", "1 word of 100 changed", "3 words of 100 changed"])
def test_what_is_told_again_is_the_same_article(telling: str) -> None:
    chance = random.Random(1)
    for text in ARTICLES:
        assert alike(print_of(text), print_of(duplicates.COPIES[telling](chance, text))), text[:60]


def test_what_is_another_article_never_is() -> None:
    for _, prints in duplicates.strangers(random.Random(2), ARTICLES, 40):
        for place, one in enumerate(prints):
            assert not any(alike(one, other) for other in prints[:place])


def test_numbers_that_differ_tell_reports_apart() -> None:
    frame = LONG + " magnitude {} at a depth of {} km, {} km from the coast"
    assert likeness(print_of(frame.format(3, 10, 40)), print_of(frame.format(4, 12, 90))) > 0.9
    assert not alike(print_of(frame.format(3, 10, 40)), print_of(frame.format(4, 12, 90)))


def test_half_an_article_is_not_the_article() -> None:
    assert not alike(print_of(LONG), print_of(LONG[: len(LONG) // 2]))


@pytest.mark.parametrize("text", ["", "Comments", "Read more on our site. " * 5, "word " * (LEAST_WORDS - 1)])
def test_short_texts_are_like_nothing(text: str) -> None:
    assert not print_of(text).bands
    assert not alike(print_of(text), print_of(text))


def test_texts_without_blanks_are_compared_too() -> None:
    chance = random.Random(3)
    text = "".join(chance.choice("東京大阪京都名古屋札幌福岡神戸川崎広島仙台") for _ in range(200))
    assert alike(print_of(text), print_of(text[:100] + "新" + text[100:]))
    assert not alike(print_of(text), print_of(text[::-1]))


def test_a_print_is_the_same_in_another_process() -> None:
    """Bands are stored: hashes that differ from start to start would find nothing."""
    code = f"from termnews.stories.likeness import print_of; print(print_of({LONG!r}).bands)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found.strip() == str(print_of(LONG).bands)


@given(st.lists(st.sampled_from("abcdefghij"), min_size=LEAST_WORDS, max_size=300), st.randoms())
def test_likeness_is_a_share_and_has_no_direction(words: list[str], chance: random.Random) -> None:
    text = " ".join(words)
    other = duplicates.edited(0.1)(chance, text)
    one, two = print_of(text), print_of(other)
    assert 0.0 <= likeness(one, two) == likeness(two, one) <= 1.0
    assert alike(one, two) == alike(two, one)
    assert alike(one, one)
    assert len(set(one.bands)) == len(one.bands)
    assert all(0 <= band < 1 << 47 for band in one.bands)
