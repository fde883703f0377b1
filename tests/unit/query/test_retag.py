"""Queries follow a tag that gets another name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termnews.query import Query, parse
from termnews.query.ast import Tagged
from termnews.query.match import Facts, matches
from termnews.query.retag import retagged
from termnews.query.saved import nodes
from tests.support.queries import NOW, facts, queries


@pytest.mark.parametrize(
    ("before", "others", "after"),
    [
        ("tag:a sort:old limit:3", ("b",), "tag:b sort:old limit:3"),
        ("x -tag:a", ("b c",), 'x -tag:"b c"'),
        ("tag:a,b is:unread", ("b",), "tag:b is:unread"),
        ("tag:a tag:b", ("b",), "tag:b"),
        ("tag:a,c", ("b", "a"), "tag:b,a,c"),
        ("tag:a tag:c", ("b", "a"), "tag:b,a tag:c"),
        ("-tag:a", ("b", "a"), "-tag:b,a"),
        ("(tag:a OR x) -(y tag:a)", ("b",), "(tag:b OR x) -(y tag:b)"),
        ('in:"a" "a" a title:a', ("b",), 'in:"a" "a" a title:a'),
    ],
)
def test_another_tag_is_asked_for(before: str, others: tuple[str, ...], after: str) -> None:
    assert str(retagged(parse(before), "a", others)) == after


@given(queries)
def test_a_query_that_does_not_name_the_tag_stays_the_very_same(query: Query) -> None:
    assert retagged(query, "never-named", ("x",)) is query


@given(queries, facts, st.sampled_from(("linux", "russia", "東京")))
def test_what_it_matches_stays(query: Query, article: Facts, key: str) -> None:
    """However the article came by its tag, and whether or not others carry the old one by themselves."""
    own = replace(article, tags=tuple(tag for tag in article.tags if tag != key))
    for before, others in ((own, ("fresh",)), (article, ("fresh", key))):
        after = replace(before, own_tags=tuple("fresh" if tag == key else tag for tag in before.own_tags))
        assert matches(retagged(query, key, others), after, NOW) == matches(query, before, NOW)


@given(queries)
def test_nothing_asks_for_the_old_name_any_more(query: Query) -> None:
    after = retagged(query, "linux", ("fresh",))
    assert Tagged("linux") not in list(nodes(after.where))
    assert parse(str(after)) == after
