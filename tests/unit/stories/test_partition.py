"""Which articles make one: the same whatever the order, and never against the person's word."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from termnews.stories.partition import Links, partition

numbers = st.integers(1, 9)
pairs = st.lists(st.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1]), max_size=6)
links = st.builds(
    Links[int],
    feeds=st.dictionaries(numbers, st.sampled_from("ABCDE"), min_size=1),
    same=st.lists(st.lists(numbers, min_size=2, max_size=4, unique=True), max_size=4),
    alike=pairs,
    joined=st.lists(st.tuples(numbers, numbers), max_size=2),
    parted=pairs,
)


def groups(given_links: Links[int]) -> set[frozenset[int]]:
    return {frozenset(group) for group in partition(given_links) if len(group) > 1}


def test_shared_addresses_and_texts_join_across_feeds() -> None:
    feeds = {1: "A", 2: "B", 3: "C", 4: "D"}
    assert groups(Links(feeds, same=[(1, 2)], alike=[(2, 3)])) == {frozenset({1, 2, 3})}


def test_an_address_that_one_feed_uses_twice_joins_nothing() -> None:
    assert groups(Links({1: "A", 2: "A", 3: "B"}, same=[(1, 2, 3)])) == set()


def test_texts_never_join_two_articles_of_one_feed() -> None:
    """1 and 2 are issues of one letter, 3 is like both: nobody knows of which it is the copy."""
    assert groups(Links({1: "A", 2: "A", 3: "B"}, alike=[(1, 3), (2, 3)])) == set()
    by_address = Links({1: "A", 2: "A", 3: "B"}, same=[(1, 3)], alike=[(2, 3)])
    assert groups(by_address) == {frozenset({1, 3})}


def test_what_was_taken_apart_stays_apart_by_way_of_others_too() -> None:
    feeds = {1: "A", 2: "B", 3: "C"}
    assert groups(Links(feeds, same=[(1, 2, 3)], parted=[(1, 2), (3, 2)])) == {frozenset({1, 3})}
    assert groups(Links(feeds, same=[(1, 3)], alike=[(3, 2)], parted=[(2, 1)])) == {frozenset({1, 3})}


def test_what_the_person_joined_is_one() -> None:
    assert groups(Links({1: "A", 2: "A"}, joined=[(1, 2)], parted=[(1, 2)])) == {frozenset({1, 2})}


@given(links, st.randoms())
def test_the_order_of_arrival_does_not_matter(given_links: Links[int], chance: random.Random) -> None:
    def shuffled(values: list) -> list:  # type: ignore[type-arg]
        return chance.sample(values, len(values))

    other = Links(
        feeds=dict(shuffled(list(given_links.feeds.items()))),
        same=shuffled([shuffled(list(group)) for group in given_links.same]),
        alike=shuffled([tuple(shuffled(list(pair))) for pair in given_links.alike]),
        joined=shuffled(list(given_links.joined)),
        parted=shuffled([tuple(shuffled(list(pair))) for pair in given_links.parted]),
    )
    assert groups(other) == groups(given_links)


@given(links)
def test_the_laws_of_partitions(given_links: Links[int]) -> None:
    found = partition(given_links)
    assert sorted(member for group in found for member in group) == sorted(given_links.feeds)
    own = {frozenset(group) for group in partition(Links(given_links.feeds, joined=given_links.joined))}
    unit = {member: group for group in own for member in group}
    for group in found:
        assert all(unit[member] <= set(group) for member in group), "what the person joined is torn"
        units = {(given_links.feeds[member], unit[member]) for member in group}
        assert max(Counter(feed for feed, _ in units).values()) == 1, "two articles of one feed"
        assert not any(
            one in group and other in group and unit[one] != unit[other] for one, other in given_links.parted
        ), "what was taken apart is together"


@given(links)
def test_nothing_joins_without_a_reason(given_links: Links[int]) -> None:
    reasons = replace(given_links, same=(), alike=(), joined=())
    assert groups(reasons) == set()
