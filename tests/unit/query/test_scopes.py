"""What `feed:` and `folder:` mean, smart folders, lengths."""

from __future__ import annotations

import pytest

from termnews.model.errors import QueryError
from termnews.query import (
    EVERYTHING,
    Query,
    expand,
    feed_is,
    feed_matches,
    folder_is,
    folder_matches,
    parse,
    unlisted_asked,
    words,
)
from termnews.query.ast import InFeed, InFolder, Length
from termnews.query.lengths import WORDS_PER_MINUTE, minutes, word_bounds
from termnews.query.saved import MAX_DEPTH, MAX_NODES

URL = "https://www.khasan.example/feed.xml?a=1,2"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("khasan", True),
        ("Khasan Wi", True),
        ("wire", True),
        ("san", False),
        ("wire khasan", False),
        ("paper", True),
        ("khasan.example", True),
        ("https://khasan.example/feed", True),
        ("http://www.khasan.example", True),
        ("example", False),
        ("&", False),
    ],
)
def test_feed_by_name_or_address(value: str, found: bool) -> None:
    assert feed_matches(InFeed(value), URL, "Khasan Wire", "The Paper") is found


def test_feed_is_exactly_one_address() -> None:
    query = feed_is(URL)
    assert parse(str(query)) == query
    assert isinstance(query.where, InFeed)
    assert feed_matches(query.where, URL, "x")
    assert not feed_matches(query.where, URL + "3", "x")


@pytest.mark.parametrize(
    ("value", "path", "found"),
    [
        ("World", "World", True),
        ("world", "World/Asia/North", True),
        ("asia", "World/Asia/North", True),
        ("World/As", "World/Asia", True),
        ("tech", "Technology", True),
        ("orld", "World", False),
        ("Asia/World", "World/Asia", False),
        ("World", "", False),
        ("/", "World", False),
    ],
)
def test_folder_by_name(value: str, path: str, found: bool) -> None:
    assert folder_matches(InFolder(value), path) is found


@pytest.mark.parametrize(
    ("value", "path", "found"),
    [
        ("World", "World", True),
        ("World", "World/Asia", True),
        ("World", "Worlds", False),
        ("Asia", "World/Asia", False),
        ("world", "World", False),
        ("", "", True),
        ("", "World", False),
    ],
)
def test_folder_is_one_path(value: str, path: str, found: bool) -> None:
    query = folder_is(value)
    assert parse(str(query)) == query
    assert isinstance(query.where, InFolder)
    assert folder_matches(query.where, path) is found


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("two words", "two words"),
        ("OR tag:x (a) -b", '"OR" "tag:x" "(a)" "-b"'),
        ("– 5* &", '"5*"'),
        ("", ""),
    ],
)
def test_words_are_nothing_but_words(text: str, printed: str) -> None:
    assert str(words(text)) == printed
    assert parse(str(words(text))) == words(text)


SAVED = {
    "My news": parse("tag:linux OR in:other sort:old limit:3"),
    "Other": parse('title:x -in:"deep  er"'),
    "Deep er": parse("is:hidden"),
    "Loop": parse("a in:knot"),
    "Knot": parse("in:loop"),
}


def test_saved_queries_take_the_place_of_their_names() -> None:
    query = expand(parse('is:unread in:"my NEWS" sort:feed'), SAVED)
    assert str(query) == "is:unread (tag:linux OR (title:x -is:hidden)) sort:feed"
    assert unlisted_asked(query.where)
    assert not unlisted_asked(parse('in:"my news"').where)


def test_loops_are_told() -> None:
    with pytest.raises(QueryError, match=r"refers to itself.*Loop → Knot → Loop"):
        expand(parse("in:Loop"), SAVED)


def test_unknown_names_are_told_with_the_nearest() -> None:
    with pytest.raises(QueryError) as caught:
        expand(parse('in:"my new"'), SAVED)
    assert caught.value.nearest == "My news"
    with pytest.raises(QueryError, match="no smart folder"):
        expand(parse("in:zzz"), {})


def test_doubling_again_and_again_is_refused() -> None:
    doubled = {f"q{level}": parse(f"in:q{level + 1} OR in:q{level + 1}") for level in range(40)} | {"q40": parse("a")}
    with pytest.raises(QueryError, match="too many"):
        expand(parse("in:q0"), doubled)
    assert MAX_NODES < 2**40


def test_depth_stays_within_bounds_through_saved_queries() -> None:
    """What may be expanded may also be printed, compared and judged, however it is nested."""
    deep = {f"q{level}": parse("(a OR (b " * 20 + f"in:q{level + 1}" + "))" * 20) for level in range(9)}
    deep["q9"] = parse("a")
    with pytest.raises(QueryError, match="too many"):
        expand(parse("in:q0"), deep)
    query = expand(parse("in:q7"), deep)
    assert query == query.normal()
    assert str(query).count("(") == 79
    assert MAX_DEPTH > 80


def test_expanding_what_refers_to_nothing_changes_nothing() -> None:
    assert expand(EVERYTHING, {}) == EVERYTHING
    assert expand(parse("a -(b OR c) limit:2"), {}) == parse("a -(b OR c) limit:2")


@pytest.mark.parametrize(
    ("term", "low", "high"),
    [
        ("words:100", 100, 101),
        ("words:<100", 0, 100),
        ("words:<=100", 0, 101),
        ("words:>100", 101, None),
        ("words:>=100", 100, None),
        ("words:100..200", 100, 201),
        ("words:..200", 0, 201),
        ("time:<5", 0, 4 * WORDS_PER_MINUTE + 1),
        ("time:>5", 5 * WORDS_PER_MINUTE + 1, None),
        ("time:1", 1, WORDS_PER_MINUTE + 1),
        ("time:0", 0, 1),
        ("time:1..2", 1, 2 * WORDS_PER_MINUTE + 1),
    ],
)
def test_word_bounds(term: str, low: int, high: int | None) -> None:
    length = parse(term).where
    assert isinstance(length, Length)
    assert word_bounds(length) == (low, high)


def test_minutes_agree_with_bounds() -> None:
    for count in (0, 1, WORDS_PER_MINUTE, WORDS_PER_MINUTE + 1, 5_000):
        length = parse(f"time:{minutes(count)}").where
        assert isinstance(length, Length)
        low, high = word_bounds(length)
        assert low <= count < (high or 0)


def test_queries_are_keys() -> None:
    assert len({parse("a b"), parse("b a"), parse("A  B"), Query(parse("a b").where), parse("a")}) == 2
