"""Queries that are still being typed."""

from __future__ import annotations

import pytest

from termnews.query import Names, parse, parse_lenient, parse_typing

NAMES = Names(tags=("linux", "north-korea"), feeds=("Khasan Wire",), saved=("My news",))


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("trump tag:", "trump"),
        ("trump OR", "trump"),
        ("trump OR (", "trump"),
        ("trump AND", "trump"),
        ("trump -(", "trump"),
        ("trump NOT", "trump"),
        ("trump (a OR b", "trump (a OR b)"),
        ("a) b", "a b"),
        ("a () b", "a b"),
        ('trump "north kor', 'trump "north kor"'),
        ("is:unread,sta", "is:unread"),
        ("is:unr trump", "trump"),
        ("trump tilte:x", "trump"),
        ("trump title:/a(", "trump"),
        ("after:2026-1x trump", "trump"),
        ("trump sort:ne limit:", "trump"),
        ("sort:-new,x limit:3 a", "a limit:3"),
        ("-sort:new a", "a"),
        ("(a sort:new) b", "a b"),
        ("tag:a,,b", "tag:a,b"),
    ],
)
def test_lenient_keeps_what_is_good(text: str, good: str) -> None:
    query, error = parse_lenient(text)
    assert str(query) == good
    assert error is not None


def test_lenient_has_nothing_to_say_of_a_good_query() -> None:
    assert parse_lenient("a tag:b sort:old") == (parse("a tag:b sort:old"), None)
    assert parse_lenient("trump -") == (parse("trump"), None)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("tru", "tru*"),
        ("tru ", "tru"),
        ("north kor", "north kor*"),
        ("a OR b", "a OR b*"),
        ("(a b", "a b*"),
        ("-fo", "-fo"),
        ("a -fo ", "a -fo"),
        ('"new yor', '"new yor"*'),
        ('"new york"', '"new york"'),
        ("title:tru", "title:tru*"),
        ("title:a,b", "title:a,b*"),
        ("title:/tru/", "title:/tru/"),
        ("https://exa", "url:https://exa*"),
        ("tag:lin", "tag:lin"),
        ("trump tilte:x", "trump"),
        ("tru*", "tru*"),
        ("-", ""),
        ("", ""),
    ],
)
def test_typing_takes_the_last_word_for_its_beginning(text: str, query: str) -> None:
    assert str(parse_typing(text)) == query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("a tag:lin", "a"),
        ("a tag:linux", "a tag:linux"),
        ("a tag:linux,nor", "a tag:linux"),
        ("a tag:lin ", "a tag:lin"),
        ("a -#North_Ko", "a"),
        ("a tag:any", "a tag:any"),
        ('a in:"My', "a"),
        ('a in:"my news"', 'a in:"my news"'),
        ("a feed:kha", "a feed:kha"),
        ("a is:unr", "a"),
    ],
)
def test_half_typed_names_wait_until_they_exist(text: str, query: str) -> None:
    assert str(parse_typing(text, NAMES)) == query


def test_no_key_on_the_way_to_a_query_empties_the_list() -> None:
    """Typing `train tag:linux (is:unread OR "a b")` letter by letter never asks for a tag or state that is none."""
    text = 'train -tag:linux (is:unread OR "a b") after:3d'
    for end in range(len(text) + 1):
        query = str(parse_typing(text[:end], NAMES))
        assert "tag:" not in query or "-tag:linux" in query
        assert "is:" not in query or "is:unread" in query
