"""Suggestions at the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.model.errors import QueryError
from termnews.query import Names, parse, suggest
from termnews.query.complete import MOST
from termnews.query.fields import FIELDS

NAMES = Names(
    tags=("north-korea", "linux", "any", "a,b"),
    feeds=("Khasan Wire", "BBC, News"),
    folders=("World/Asia", "World"),
    saved=("My news",),
    languages=("en", "de"),
)


def completed(text: str, cursor: int | None = None) -> list[str]:
    at = len(text) if cursor is None else cursor
    return [suggestion.applied_to(text)[0] for suggestion in suggest(text, at, NAMES)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ti", "title:"),
        ("a -ta", "a -tag:"),
        ("(fe", "(feed:"),
        ("tag:nor", "tag:north-korea"),
        ("tag:kor", "tag:north-korea"),
        ("-tag:li", "-tag:linux"),
        ("#nor", "#north-korea"),
        ("tag:linux,nor", "tag:linux,north-korea"),
        ('tag:"nor', "tag:north-korea"),
        ("tag:a", "tag:any"),
        ("tag:a,", "tag:a,north-korea"),
        ("feed:kha", 'feed:"Khasan Wire"'),
        ("feed:wire", 'feed:"Khasan Wire"'),
        ("feed:=kha", 'feed:="Khasan Wire"'),
        ("feed:bbc", 'feed:"BBC, News"'),
        ("folder:as", "folder:World/Asia"),
        ("in:", 'in:"My news"'),
        ('in:"my', 'in:"My news"'),
        ("is:un", "is:unread"),
        ("is:unread,st", "is:unread,starred"),
        ("has:v", "has:video"),
        ("lang:d", "lang:de"),
        ("sort:r", "sort:relevance"),
        ("sort:-l", "sort:-length"),
        ("sort:new,t", "sort:new,title"),
        ("after:y", "after:yesterday"),
        ("after:3", "after:3d"),
        ("age:<2", "age:<2d"),
        ("on:2026-01..y", "on:2026-01..yesterday"),
        ("older:", "older:now"),
        ("age:", "age:1d"),
        ("words:", "words:<300"),
        ("time:>", "time:>10"),
        ("tilte:x", "title:x"),
        ("unr", "is:unread"),
        ("vid", "has:video"),
        ("linu", "tag:linux"),
        ("khas", 'feed:"Khasan Wire"'),
        ("news", 'feed:"BBC, News"'),
    ],
)
def test_first_suggestion(text: str, first: str) -> None:
    assert completed(text)[0] == first


@pytest.mark.parametrize("text", ["", "a ", "(", "-", "a OR ", "a |", 'feed:"bbc" '])
def test_all_fields_are_offered_where_a_term_begins(text: str) -> None:
    labels = [suggestion.label for suggestion in suggest(text, len(text), NAMES)]
    assert labels == [f"{name}:" for name in FIELDS]


@pytest.mark.parametrize("text", ['"a phrase', "title:/x", "title:x", "zzz", "limit:", 'feed:"Khasan Wire"'])
def test_nothing_to_offer(text: str) -> None:
    assert completed(text) == []


def test_cursor_within_the_text_replaces_the_whole_name() -> None:
    assert completed("tag:north foo", 6)[0] == "tag:north-korea foo"
    assert completed('feed:"kha" x', 8)[0] == 'feed:"Khasan Wire" x'
    assert completed("is:unread a", 5)[0] == "is:unread a"
    assert suggest("tag:nor foo", 7, NAMES)[0].applied_to("tag:nor foo") == ("tag:north-korea foo", 15)


def test_names_chosen_already_are_not_offered_again() -> None:
    assert "is:unread,unread" not in completed("is:unread,")


def test_suggestions_say_what_they_are() -> None:
    found = {suggestion.label: suggestion for suggestion in suggest("after:3", 7, NAMES)}
    assert (found["3w"].kind, found["3w"].summary) == ("date", "weeks ago")
    assert suggest("tag:li", 6, NAMES)[0].kind == "tag"
    assert suggest("ti", 2, NAMES)[0].summary == FIELDS["title"].summary


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from('ab tagnewsortfd:,-#"()|.<>=/*123'), max_size=24),
    st.integers(0, 26),
)
def test_suggestions_fit_anywhere(text: str, cursor: int) -> None:
    for suggestion in suggest(text, min(cursor, len(text)), NAMES):
        assert 0 <= suggestion.start <= min(cursor, len(text)) <= suggestion.end <= len(text)
        after, place = suggestion.applied_to(text)
        assert after[suggestion.start : place] == suggestion.text


@pytest.mark.parametrize(
    "text",
    ["tag:", "feed:", "folder:", "is:", "has:", "lang:", "in:", "sort:", "after:", "on:", "age:<", "words:", "time:"],
)
def test_suggested_values_are_right(text: str) -> None:
    options = completed(text)
    assert 0 < len(options) <= MOST
    for option in options:
        try:
            parse(option)
        except QueryError as error:
            pytest.fail(f"{option}: {error}")
