"""The tag filter and the query line as two views of one query."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.query import Query, TagChoice, parse, tags_of, with_tags
from tests.support.queries import queries


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("", TagChoice()),
        ("a b", TagChoice()),
        ("tag:a", TagChoice(("a",))),
        ("tag:a tag:b", TagChoice(("a", "b"), (), every=True)),
        ("tag:a,b", TagChoice(("a", "b"))),
        ("-tag:c", TagChoice((), ("c",))),
        ("-tag:c,d -tag:e", TagChoice((), ("c", "d", "e"))),
        ("x tag:a,b -tag:c is:unread", TagChoice(("a", "b"), ("c",))),
        ("(tag:a tag:b)", TagChoice(("a", "b"), (), every=True)),
        ("tag:a tag:b,c", TagChoice(("a",))),
        ("tag:a,b tag:c,d", TagChoice(("a", "b"))),
        ("tag:a OR x", TagChoice()),
        ("tag:any -tag:none", TagChoice()),
        ("--tag:a", TagChoice()),
        ("tag:a,any", TagChoice()),
    ],
)
def test_tags_of(text: str, choice: TagChoice) -> None:
    assert tags_of(parse(text)) == choice


@pytest.mark.parametrize(
    ("text", "choice", "after"),
    [
        ("", TagChoice(("a",)), "tag:a"),
        ("x sort:old limit:3", TagChoice(("a", "b")), "x tag:a,b sort:old limit:3"),
        ("x tag:a y", TagChoice(("a", "b"), (), every=True), "x tag:a tag:b y"),
        ("x tag:a,b y -tag:c", TagChoice(("b",), ("d", "e")), "x tag:b -tag:d -tag:e y"),
        ("x tag:a y", TagChoice(), "x y"),
        ("tag:a", TagChoice(), ""),
        ("a OR tag:b", TagChoice(("c",)), "(a OR tag:b) tag:c"),
        ("tag:any x", TagChoice((), ("c",)), "tag:any x -tag:c"),
    ],
)
def test_with_tags(text: str, choice: TagChoice, after: str) -> None:
    assert str(with_tags(parse(text), choice)) == after


tag_lists = st.lists(st.sampled_from(("linux", "russia", "any", "a,b", "c++")), max_size=4, unique=True)


@st.composite
def choices(draw: st.DrawFn) -> TagChoice:
    included, excluded = draw(tag_lists), draw(tag_lists)
    return TagChoice(tuple(included), tuple(excluded), every=len(included) > 1 and draw(st.booleans()))


@settings(max_examples=100, deadline=None)
@given(queries, choices(), choices())
def test_what_is_put_in_is_found_again(query: Query, choice: TagChoice, other: TagChoice) -> None:
    bare = query
    while tags_of(bare) != TagChoice():
        bare = with_tags(bare, TagChoice())
    put = with_tags(bare, choice)
    assert tags_of(put) == choice
    assert tags_of(parse(str(put))) == choice
    assert with_tags(put, other) == with_tags(bare, other)
    assert with_tags(put, TagChoice()) == bare


@settings(max_examples=100, deadline=None)
@given(queries)
def test_putting_back_what_is_there_changes_nothing(query: Query) -> None:
    assert with_tags(query, tags_of(query)) == query
