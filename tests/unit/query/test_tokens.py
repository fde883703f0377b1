"""Words as the full-text index sees them: checked against the index itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.query.tokens import contains, folded, stand_in, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trains crossed", ["trains", "crossed"]),
        ("north-korea, don't", ["north", "korea", "don", "t"]),
        ("Müller naïve Ærø Łódź ÅNGSTRÖM", ["muller", "naive", "ærø", "łodz", "angstrom"]),
        ("nai\u0308ve", ["naive"]),
        ("Ёлка Άρης ΟΔΟΣ", ["ёлка", "άρησ", "οδοσ"]),
        ("東京 대한민국", ["東京", "대한민국"]),
        ("İstanbul ſo µm", ["istanbul", "so", "μm"]),
        ("c++ #tag 12:30 a_b", ["c", "tag", "12", "30", "a", "b"]),
        ("– & …", []),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    """An index like the library's, with a view of its words."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
    yield connection
    connection.close()


_LETTERS = (
    st.characters(min_codepoint=1, max_codepoint=0x17F)
    | st.characters(min_codepoint=0x3A3, max_codepoint=0x481)
    | st.characters(min_codepoint=0x5D0, max_codepoint=0x5EA)
    | st.sampled_from("東京가나あ —“’\u0301\u0308\u0327٣")
)
"""Letters that every version of the index's tables knows; of later ones each makes what it will."""


@settings(max_examples=150, deadline=None)
@given(text=st.text(_LETTERS, max_size=40))
def test_index_cuts_the_same_words(index: sqlite3.Connection, text: str) -> None:
    index.execute("DELETE FROM t")
    index.execute("INSERT INTO t VALUES (?)", (text,))
    stored = [term for (term,) in index.execute("SELECT term FROM v ORDER BY offset")]
    assert tokens(text) == stored


@pytest.mark.parametrize(
    ("there", "wanted", "prefix", "found"),
    [
        ("a b c", "b c", False, True),
        ("a b c", "a c", False, False),
        ("a b c", "c", False, True),
        ("a b cde", "b c", True, True),
        ("a b cde", "b c", False, False),
        ("a b a b c", "a b c", False, True),
        ("", "a", True, False),
        ("a", "a b", False, False),
        ("a", "", False, True),
    ],
)
def test_contains(there: str, wanted: str, prefix: bool, found: bool) -> None:
    assert contains(there.split(), wanted.split(), prefix=prefix) is found


@settings(max_examples=300, deadline=None)
@given(st.text(_LETTERS, max_size=40), st.text(_LETTERS, max_size=4), st.data())
def test_words_are_found_in_folded_text_as_among_its_tokens(text: str, other: str, data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from([*(tokens(text)[at : at + 2] for at in range(3)), tokens(other)]))
    cut = bool(wanted) and data.draw(st.booleans())
    needle = [*wanted[:-1], wanted[-1][: data.draw(st.integers(1, 3))]] if cut else wanted
    for prefix in (False, True):
        expected = contains(tokens(text), needle, prefix=prefix)
        assert stand_in(folded(text), needle, prefix=prefix) is expected
