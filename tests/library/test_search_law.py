"""The SQL of a query lists exactly the entries that the query matches in plain Python, indexed or not yet."""

from __future__ import annotations

import tempfile
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.library import marks, search, snoozing
from termnews.library.bodies import count_words
from termnews.library.context import Context
from termnews.library.drivers import Driver
from termnews.library.facets import facets
from termnews.library.feeds import NewFeed
from termnews.library.regexes import Functions
from termnews.library.tagging import change_tags
from termnews.library.transactions import transaction
from termnews.model.entry import EntryFlags, EntryIntent, ParsedEntry, marked
from termnews.model.feed import Feed
from termnews.model.ids import EntryId
from termnews.model.tagkey import tag_key
from termnews.query import Query, TagChoice, tags_of, with_tags
from termnews.query.ast import And, Node, Not, SortBy, SortKey, Tagged
from termnews.query.match import Facts, matches
from termnews.query.normal import normal_sort
from tests.support.libraries import Bare, bare, broken_laws
from tests.support.queries import FEEDS, NOW, TAGS, conditions, facts, sort_keys


def entry_of(fact: Facts, number: int) -> ParsedEntry:
    return ParsedEntry(
        guid=f"guid-{number}",
        title=fact.title,
        text=fact.text,
        authors=fact.authors,
        url=fact.url or None,
        tags=fact.tags,
        language=fact.language or None,
        enclosures=fact.enclosures,
        image_url="https://media.example/picture" if fact.image else None,
        comments_url="https://news.example/comments" if fact.comments else None,
    )


def stored_as(fact: Facts, number: int, *, new: bool) -> Facts:
    """What the library knows of it: no stories and notes yet, and the words are counted."""
    return replace(
        fact,
        id=number,
        words=count_words(fact.text),
        story=None,
        copies=1,
        note=False,
        highlight=False,
        fulltext=False,
        new=new,
    )


def fill(library: Bare, given_facts: Sequence[Facts], indexed: int) -> list[Facts]:
    """Store the articles, half of them before the last refresh; index some; give what a query may find of them."""
    by_url: dict[str, Feed] = {}
    for url, names, folder in FEEDS:
        own = names[0] if len(names) > 1 else None
        (by_url[url],) = library.add(NewFeed(url, title=names[-1], user_title=own, folder=folder))
    found: list[Facts] = []
    half = len(given_facts) // 2
    for number, fact in enumerate(once_in_each_feed(given_facts), 1):
        if number == half + 1:
            with transaction(library.connection):
                search.begin_refresh(library.connection)
        feed = by_url[fact.feed_url]
        entry = entry_of(fact, number)
        ids = library.store(feed, [EntryIntent(entry, feed.id, None, fact.sort_at, NOW)])
        assert ids == [number]
        if fact.updated:
            library.store(feed, [EntryIntent(entry, feed.id, EntryId(number), fact.sort_at, NOW)])
        mark(library, number, fact)
        found.append(stored_as(fact, number, new=bool(number > half)))
    library.index(indexed)
    return joined(found)


def once_in_each_feed(given_facts: Sequence[Facts]) -> list[Facts]:
    """The same articles, without addresses that their feed gave to one before, which are not those of articles."""
    seen: set[tuple[str, str]] = set()
    found = []
    for fact in given_facts:
        key = (fact.feed_url, fact.url)
        found.append(replace(fact, url="") if key in seen else fact)
        seen.add(key)
    return found


def articles(known: Sequence[Facts]) -> list[list[Facts]]:
    """Those that share an address are one article."""
    by_url: dict[str, list[Facts]] = {}
    for fact in known:
        by_url.setdefault(fact.url or f"none {fact.id}", []).append(fact)
    return list(by_url.values())


def joined(known: Sequence[Facts]) -> list[Facts]:
    """The same articles as marks were given to them one after another, copies sharing what is shared."""
    found = list(known)
    for copies in articles(known):
        shared, hidden = EntryFlags.NONE, set[int]()
        for place, fact in enumerate(copies):
            for flag in EntryFlags:
                if flag in fact.flags and flag is EntryFlags.HIDDEN:
                    hidden |= {copy.id for copy in copies[: place + 1]}
                elif flag in fact.flags:
                    shared = marked(shared, flag, True)
        listed = 0 if EntryFlags.SNOOZED in shared else len(copies) - len(hidden)
        for fact in copies:
            others = {tag for copy in copies for tag in (*copy.own_tags, *(copy.tags if copy is not fact else ()))}
            flags = shared | (EntryFlags.HIDDEN if fact.id in hidden else EntryFlags.NONE)
            found[fact.id - 1] = replace(fact, flags=flags, own_tags=tuple(others), copies=max(1, listed))
    return found


def one_of_each(known: Sequence[Facts], matched: Sequence[Facts]) -> list[Facts]:
    """What a list shows of what matches: the first copy of each article; those that are listed apart count apart."""
    ids = {fact.id for fact in matched}
    first: dict[tuple[int, bool], Facts] = {}
    for number, copies in enumerate(articles(known)):
        for fact in copies:
            if fact.id in ids:
                first.setdefault((number, EntryFlags.HIDDEN in fact.flags), fact)
    return list(first.values())


def mark(library: Bare, number: int, fact: Facts) -> None:
    with transaction(library.connection):
        for flag in EntryFlags:
            if flag in fact.flags and flag is not EntryFlags.SNOOZED:
                marks.set_flag(library.connection, [EntryId(number)], flag, True, NOW)
        change_tags(library.connection, [EntryId(number)], fact.own_tags, (), NOW)
        if EntryFlags.SNOOZED in fact.flags:
            snoozing.snooze(Context(library.connection, NOW), [EntryId(number)], NOW + 60)
        if fact.opened_at is not None:
            marks.set_opened(library.connection, EntryId(number), fact.opened_at)


def answer(library: Bare, query: Query, among: Sequence[int] | None = None) -> array[int]:
    with transaction(library.connection):
        return search.matching(Context(library.connection, NOW), Functions(library.connection), query, among=among)


def place(fact: Facts, keys: tuple[SortKey, ...]) -> list[object]:
    """Where an article stands in a list: what the keys leave undecided, date and number decide."""
    parts: list[object] = []
    newest = -1
    for key in keys:
        sign = -1 if key.reverse else 1
        match key.by:
            case SortBy.NEW | SortBy.OLD:
                newest = -sign if key.by is SortBy.NEW else sign
                parts.append(newest * fact.sort_at)
            case SortBy.FEED:
                names = sorted((names[0].casefold(), number) for number, (_, names, _) in enumerate(FEEDS))
                parts.append(sign * names.index((fact.feed_names[0].casefold(), FEED_NUMBERS[fact.feed_url])))
            case SortBy.LENGTH:
                parts.append(-sign * fact.words)
            case SortBy.OPENED:
                parts.append(-sign * (fact.opened_at or 0))
            case SortBy.SOURCES:
                parts.append(-sign * fact.copies)
            case _:
                pass
    return [*parts, newest * fact.sort_at, newest * fact.id]


FEED_NUMBERS = {url: number for number, (url, _, _) in enumerate(FEEDS)}

many_facts = st.lists(facts, min_size=1, max_size=12)
roads = st.integers(0, 9)
"""Which way into the library is taken, whatever it costs."""


@contextmanager
def forced(road: int) -> Iterator[None]:
    """Let a query begin at an index that it would not choose; half of the time with the full-text index first."""

    def chosen(options: Sequence[Driver], *_rest: object, **_more: object) -> Driver:
        return options[road // 2 % len(options)]

    few = 2_000 if road % 2 else -1
    with (
        patch.object(search, "cheapest", chosen),
        patch.object(search, "FEW", few),
        patch.object(search, "PRICE", 0 if road % 3 else 8),
    ):
        yield


@settings(max_examples=15, deadline=None)
@given(many_facts, st.lists(st.tuples(conditions, roads), min_size=5, max_size=25), st.integers(0, 12))
def test_sql_and_python_agree(given_facts: list[Facts], asked: list[tuple[Node, int]], indexed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with bare(Path(folder) / "library.db") as library:
            known = fill(library, given_facts, indexed)
            for where, road in asked:
                matched = [fact for fact in known if matches(Query(where), fact, NOW)]
                expected = {fact.id for fact in one_of_each(known, matched)}
                with forced(road):
                    found = answer(library, Query(where))
                    few = answer(library, Query(where), [1, 3, 4, 8, 99])
                assert sorted(found) == sorted(expected), (where, road)
                assert few == array("q", [number for number in found if number in (1, 3, 4, 8)]), (where, road)
        assert broken_laws(Path(folder) / "library.db") == []


@settings(max_examples=10, deadline=None)
@given(many_facts, st.lists(st.tuples(conditions, sort_keys, st.integers(0, 13)), min_size=5, max_size=15), roads)
def test_order_and_limit_hold(
    given_facts: list[Facts], asked: list[tuple[Node, tuple[SortKey, ...], int]], road: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, bare(Path(folder) / "library.db") as library:
        known = fill(library, given_facts, 6)
        for where, keys, limit in asked:
            keys = tuple(key for key in keys if key.by not in (SortBy.TITLE, SortBy.RELEVANCE))
            matched = one_of_each(known, [fact for fact in known if matches(Query(where), fact, NOW)])
            expected = [fact.id for fact in sorted(matched, key=lambda fact: place(fact, normal_sort(keys)))]
            with forced(road):
                assert list(answer(library, Query(where, keys))) == expected, (where, keys)
                assert list(answer(library, Query(where, keys, limit))) == expected[:limit]


several_tags: st.SearchStrategy[Node] = st.builds(
    lambda tags, taken, rest: And((*map(Tagged, tags), *map(Not, map(Tagged, taken)), *rest)),
    st.lists(st.sampled_from(TAGS).map(tag_key), min_size=2, max_size=3, unique=True),
    st.lists(st.sampled_from(TAGS).map(tag_key), max_size=2, unique=True),
    st.lists(conditions, max_size=1),
)


def under(query: Query, tag: str) -> Query:
    """What a tag is counted under: the query without the tag's own term, or without those it would be one of."""
    choice = tags_of(query)
    if not choice.every:
        return with_tags(query, TagChoice())
    return with_tags(query, replace(choice, excluded=tuple(other for other in choice.excluded if other != tag)))


@settings(max_examples=10, deadline=None)
@given(many_facts, st.lists(st.tuples(conditions | several_tags, roads), min_size=5, max_size=15))
def test_facets_count_what_is_listed(given_facts: list[Facts], asked: list[tuple[Node, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, bare(Path(folder) / "library.db") as library:
        known = fill(library, given_facts, 6)
        for where, road in asked:
            query = Query(where)
            carried = []
            for tag in {tag for fact in known for tag in (*fact.tags, *fact.own_tags)}:
                matched = [fact for fact in known if matches(under(query, tag), fact, NOW)]
                shown = one_of_each(known, matched)
                carried += [tag for fact in shown if tag in (*fact.tags, *fact.own_tags)]
            with forced(road), transaction(library.connection):
                counted = facets(Context(library.connection, NOW), Functions(library.connection), query)
            assert {one.key: one.count for one in counted} == Counter(carried), where
            assert [one.count for one in counted] == sorted((one.count for one in counted), reverse=True)
