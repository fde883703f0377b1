"""Laws that hold for every query: it reads back as printed, and equal queries match the same articles."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings

from termnews.model.entry import EntryFlags
from termnews.query import EVERYTHING, Query, both, parse
from termnews.query.ast import (
    And,
    Compare,
    Dated,
    DateField,
    Field,
    InFeed,
    Moment,
    Node,
    Not,
    Or,
    SortBy,
    SortKey,
    Tagged,
    Word,
)
from termnews.query.match import Facts, Judge, matches
from termnews.query.normal import normal_node, normal_sort
from termnews.query.saved import nodes
from tests.support.queries import NOW, conditions, facts, queries, sort_keys

ZONE = 9 * 3600


def holds(node: Node, article: Facts) -> bool:
    return Judge(article, NOW, ZONE).holds(node)


@settings(max_examples=100, deadline=None)
@given(queries)
def test_printed_reads_back(query: Query) -> None:
    again = parse(str(query))
    assert again == query
    assert hash(again) == hash(query)
    assert str(parse(str(again))) == str(again)


@settings(max_examples=100, deadline=None)
@given(queries, facts)
def test_printed_means_the_same(query: Query, article: Facts) -> None:
    again = parse(str(query))
    assert holds(again.where, article) == holds(query.where, article)
    assert (again.limit, normal_sort(again.sort)) == (query.limit, normal_sort(query.sort))


@settings(max_examples=100, deadline=None)
@given(conditions, facts)
def test_normal_form_means_the_same(node: Node, article: Facts) -> None:
    assert holds(normal_node(node), article) == holds(node, article)


@settings(max_examples=100, deadline=None)
@given(conditions)
def test_normal_form_is_final(node: Node) -> None:
    normal = normal_node(node)
    assert normal_node(normal) == normal
    assert all(not isinstance(part.operand, And | Or | Not) for part in nodes(normal) if isinstance(part, Not))
    assert parse(str(Query(normal))) == Query(node)


@settings(max_examples=100, deadline=None)
@given(conditions, conditions, conditions)
def test_equal_when_they_mean_the_same(a: Node, b: Node, c: Node) -> None:
    def same(one: Node, other: Node) -> bool:
        return Query(one) == Query(other) and hash(Query(one)) == hash(Query(other))

    assert same(And((a, b)), And((b, a)))
    assert same(Or((a, b)), Or((b, a, b)))
    assert same(And((a, And((b, c)))), And((And((a, b)), c)))
    assert same(Not(Not(a)), a)
    assert same(Not(And((a, b))), Or((Not(a), Not(b))))


@settings(max_examples=100, deadline=None)
@given(queries, queries, facts)
def test_both_is_what_both_match(first: Query, second: Query, article: Facts) -> None:
    joined = both(first, second)
    assert holds(joined.where, article) == (holds(first.where, article) and holds(second.where, article))
    assert joined.sort == (second.sort or first.sort)
    assert joined.limit == (first.limit if second.limit is None else second.limit)


@settings(max_examples=100, deadline=None)
@given(sort_keys)
def test_normal_order_keeps_what_decides(keys: tuple[SortKey, ...]) -> None:
    normal = normal_sort(keys)
    assert normal_sort(normal) == normal
    assert len({key.by for key in normal}) == len(normal)
    assert SortBy.OLD not in {key.by for key in normal}


@settings(max_examples=100, deadline=None)
@given(queries, facts)
def test_hidden_articles_match_only_when_asked_for(query: Query, article: Facts) -> None:
    written = f"{query} {query.normal()}"
    left_out = False
    for flag in (EntryFlags.HIDDEN, EntryFlags.SNOOZED):
        name = str(flag.name).lower()
        assume(name not in written or f"is:{name}" in written)
        left_out = left_out or (flag in article.flags and f"is:{name}" not in written)
    assert matches(query, article, NOW, ZONE) == (holds(query.where, article) and not left_out)


def test_both_with_everything_changes_nothing() -> None:
    query = parse("a OR b sort:old limit:3")
    assert both(query, EVERYTHING) == query == both(EVERYTHING, query)
    assert str(both(query, parse("tag:x"))) == "(a OR b) tag:x sort:old limit:3"


@pytest.mark.parametrize(
    ("node", "printed"),
    [
        (And(()), ""),
        (Or(()), "words:<0"),
        (Not(And(())), "-words:>=0"),
        (And((And(()), Word("a"))), "words:>=0 a"),
        (Or((Or(()), Word("a"))), "words:<0 OR a"),
        (And((Word("a"),)), "a"),
        (Not(Or((Word("a"),))), "-(a)"),
        (Word("&"), "&"),
        (Word("two words"), '"two words"'),
        (Word("x:y", Field.TITLE), "title:x:y"),
        (Tagged("none"), 'tag:"none"'),
        (InFeed("a,b"), 'feed:"a,b"'),
        (InFeed(""), 'feed:""'),
        (Dated(DateField.AGE, Moment("2d"), Compare.BETWEEN), "age:2d.."),
    ],
)
def test_odd_conditions_made_by_hand_are_printed(node: Node, printed: str) -> None:
    assert str(Query(node)) == printed


@pytest.mark.parametrize(
    ("node", "normal"),
    [
        (Not(And(())), Or(())),
        (Not(Or(())), And(())),
        (And((Or(()), Word("a"))), Or(())),
        (Or((And(()), Word("a"))), And(())),
        (Or((Or(()), Word("a"))), Word("a")),
        (Word("&"), And(())),
        (parse("words:5..").where, parse("words:>4").where),
        (parse("-words:<5").where, parse("words:>=5").where),
        (parse("-words:>=5").where, parse("words:<5").where),
        (parse("words:>=0").where, And(())),
        (Dated(DateField.ON, Moment("2026"), Compare.BETWEEN, Moment("2026")), parse("on:2026").where),
        (parse("-on:>2026").where, parse("on:<=2026").where),
        (parse("-on:>=2026").where, parse("before:2026").where),
        (parse("-on:2026").where, Not(parse("on:2026").where)),
        (parse("age:<=2d").where, parse("newer:2d").where),
    ],
)
def test_normal_form_of_odd_conditions(node: Node, normal: Node) -> None:
    assert normal_node(node) == normal_node(normal)
    assert Query(node) == Query(normal)
