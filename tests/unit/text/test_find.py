"""Finding in a page: what was typed, wherever it stands in the lines, however they are broken."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termnews.model.article import Highlights, Line, Page, Paragraph, Quote, Run, Span
from termnews.text.find import LONGEST, MOST, Hit, find
from termnews.text.wrap import wrap


def page_of(*texts: str) -> Page:
    """A page with these lines."""
    return Page(tuple(Line((Run(text),)) for text in texts), 80)


def shown(page: Page, hit: Hit) -> str:
    """The characters that a hit covers, its lines joined by a blank."""
    return " ".join(page.lines[line].text[start:end] for line, start, end in hit.parts)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ferry", ["Ferry", "ferry", "ferry"]),
        ("Ferry", ["Ferry"]),
        ("the  ferry", ["the ferry"]),
        ("quay ferry", ["quay ferry"]),
        ("a.", ["a."]),
        ("straße", ["STRASSE"]),
        ("/f.rr./", ["ferry", "ferry"]),
        ("/f.rr./i", ["Ferry", "ferry", "ferry"]),
        ("/^at the/", []),
        ("/^at the/m", ["at the"]),
        ("/b*/", []),
        ("zeppelin", []),
        ("  ", []),
        ("", []),
    ],
)
def test_words_and_expressions(typed: str, found: list[str]) -> None:
    page = page_of("  Ferry to the island", "  at the ferry quay", "  ferry na.na", "  STRASSE")
    found_there = find(page, typed, seconds=60)
    assert [shown(page, hit) for hit in found_there.hits] == found
    assert found_there.complete


def test_a_phrase_is_found_over_the_end_of_a_line_and_beside_bars() -> None:
    spans = (Span("one two three four five six seven eight nine ten"),)
    page = wrap((Quote((Paragraph(spans),)), Highlights((spans,))), 24)
    hits = find(page, "two three four five six seven eight").hits
    assert len(hits) == 2
    for hit in hits:
        assert len(hit.parts) > 1
        assert shown(page, hit) == "two three four five six seven eight"
    assert len({hit.line for hit in hits}) == 2


@pytest.mark.parametrize("typed", ["/(/", "/[a/", "/(?P<a/", "x" * (LONGEST + 1)])
def test_what_is_no_expression_is_told_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        find(page_of("a"), typed)


def test_an_expression_that_takes_for_ever_is_given_up() -> None:
    began = time.monotonic()
    found = find(page_of("a" * 5000 + "!"), "/(a|a)*b|(a+)+$/", seconds=0.05)
    assert not found.complete
    assert time.monotonic() - began < 60, "it must end at all; how soon is not for a test to say"


def test_there_is_an_end_to_hits() -> None:
    found = find(page_of("e" * (MOST + 5)), "e")
    assert len(found.hits) == MOST
    assert not found.complete


WORDS = st.lists(st.text("abcäöÅ日本. ()[]*", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=30)


@given(WORDS, st.integers(20, 60), st.data())
def test_every_phrase_of_a_text_is_found_at_every_width(words: list[str], width: int, data: st.DataObject) -> None:
    text = " ".join(" ".join(words).split())
    tokens = text.split()
    first = data.draw(st.integers(0, len(tokens) - 1))
    phrase = " ".join(tokens[first : first + 3])
    page = wrap((Paragraph((Span(text),)),), width)
    hits = find(page, phrase).hits
    if all(len(token) * 2 <= width for token in tokens) and not any("日" in token or "本" in token for token in tokens):
        assert hits
    for hit in hits:
        assert " ".join(shown(page, hit).split()).casefold() == phrase.casefold()
