"""No list, facet or count reads all entries: what SQLite plans to do, for every kind of term and order."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterator
from typing import cast
from unittest.mock import patch

import pytest

from termnews.library import Library, facets, newest, search
from termnews.library.conditions import condition
from termnews.library.context import Context
from termnews.library.regexes import Functions
from termnews.model.entry import EntryFlags
from termnews.query import parse
from termnews.query.ast import SortBy
from tests.support.libraries import NOW, put

CONDITIONS = [
    "",
    "is:unread",
    "is:read",
    "is:starred",
    "is:started",
    "is:hidden",
    "is:kept",
    "is:snoozed",
    "is:opened",
    "is:updated",
    "is:local",
    "is:new",
    "is:story",
    "has:image",
    "has:enclosure",
    "tag:world",
    "tag:world,climate-change",
    "tag:world tag:climate-change",
    "tag:world -tag:climate-change is:unread",
    "tag:world is:read",
    "tag:none",
    "tag:any",
    "feed:a.example",
    "feed:example",
    "feed:example is:unread",
    "folder:News",
    "after:2020-01-01",
    "on:today",
    "older:3d is:unread",
    "words:>3",
    "time:<5",
    "lang:en",
    "id:2",
    "number1",
    '"body of"',
    "wor*",
    "title:title is:unread",
    "number1 OR tag:world",
    "-number1",
    "author:ada tag:world",
]
SORTS = ["", *(f"sort:{key.value}" for key in SortBy), "sort:feed,-length", "sort:old limit:5"]

_WHOLE = re.compile(r"^SCAN (?:e|t|b|s|entry|entry_body|entry_state|entry_tag|state_tag)(?: (?!USING)|$)")
"""A walk through a table without an index of its own order; along an index in order it says USING."""


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A library with a little of everything, read only."""
    path = tmp_path_factory.mktemp("plans") / "library.db"
    with Library.open(path, now=NOW) as library:
        _, ids = put(library, "https://a.example/feed", range(20))
        put(library, "https://b.example/feed", range(20, 40))
        library.writer.set_flag(ids[:5], EntryFlags.STARRED, True, now=NOW)
        library.writer.set_flag(ids[:7], EntryFlags.READ, True, now=NOW)
        library.writer.set_flag(ids[9:], EntryFlags.KEPT, True, now=NOW)
        library.writer.set_opened(ids[0], now=NOW)
        library.writer.begin_refresh()
        library.writer.index_waiting().result(10)
    opened = sqlite3.connect(path, isolation_level=None)
    yield opened
    opened.close()


def plan(connection: sqlite3.Connection, sql: str, params: tuple[object, ...]) -> list[str]:
    """What SQLite says that it will do."""
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", params)]


@pytest.mark.parametrize("where", CONDITIONS)
def test_lists_walk_an_index(connection: sqlite3.Connection, where: str) -> None:
    Functions(connection)
    for sort, road in itertools.product(SORTS, range(3)):
        with (
            patch.object(search, "cheapest", lambda options, *_, road=road, **__: options[road % len(options)]),
            patch.object(search, "FEW", -1 if road == 2 else 2_000),
            patch.object(search, "PRICE", 0),
        ):
            statement = search.select(Context(connection, NOW), parse(f"{where} {sort}"))
        steps = plan(connection, statement.text, statement.params)
        assert not [step for step in steps if _WHOLE.match(step) or "AUTOMATIC" in step], (sort, steps)


@pytest.mark.parametrize("where", CONDITIONS)
def test_of_a_few_entries_nothing_else_is_read(connection: sqlite3.Connection, where: str) -> None:
    """Which of those that arrived are listed does not depend on how many there are in all, but for those set aside."""
    Functions(connection)
    statement = search.select(Context(connection, NOW), parse(where), among=[1, 2, 3])
    steps = [step for step in plan(connection, statement.text, statement.params) if "VIRTUAL TABLE" not in step]
    walks = [step for step in steps if step.startswith("SCAN ") and not step.startswith("SCAN CONSTANT")]
    assert not [step for step in walks if not step.endswith(("entry_hidden", "entry_snoozed"))], steps


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("", "entry_by_date"),
        ("is:unread", "entry_unread"),
        ("sort:old is:unread after:2020-01-01", "entry_unread"),
        ("is:starred", "entry_starred"),
        ("feed:a.example", "entry_by_feed"),
        ("feed:a.example is:unread", "entry_feed_unread"),
        ("tag:world", "PRIMARY KEY"),
        ("tag:world is:unread", "PRIMARY KEY"),
    ],
)
def test_first_pages_come_in_the_order_of_an_index(connection: sqlite3.Connection, query: str, index: str) -> None:
    """The screen's first page: nothing is sorted, nothing but the index is read."""
    Functions(connection)
    statement = search.select(Context(connection, NOW), parse(f"{query} limit:64"))
    steps = plan(connection, statement.text, statement.params)
    assert any(f"COVERING INDEX {index}" in step or f"USING {index}" in step for step in steps), steps
    assert not [step for step in steps if "TEMP B-TREE" in step], steps


@pytest.mark.parametrize("where", ["is:unread", "tag:world", "-tag:world", "feed:a.example", "has:image", "-number1"])
def test_hits_come_as_the_index_has_them(connection: sqlite3.Connection, where: str) -> None:
    """Nothing is sorted, so that the first hits come without those behind them."""
    (node,) = search._conjuncts(parse(where).normal())
    asked = condition(Context(connection, NOW), node).about("e.id", "e.sort_at")
    steps = plan(connection, newest._HITS.format(listed="= 1", asked=asked.text), (*asked.params, '"body"'))
    assert steps[0].startswith("SCAN f VIRTUAL TABLE"), steps
    assert not [step for step in steps if "TEMP B-TREE" in step or _WHOLE.match(step)], steps


class Noted:
    """A connection that remembers what it was asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.asked: list[tuple[str, tuple[object, ...]]] = []

    def execute(self, sql: str, params: tuple[object, ...] = ()) -> sqlite3.Cursor:
        self.asked.append((sql, params))
        return self.connection.execute(sql, params)


def asked_for_facets(connection: sqlite3.Connection, where: str) -> list[tuple[str, tuple[object, ...]]]:
    """All statements that answer it."""
    noted = Noted(connection)
    facets.facets(Context(cast(sqlite3.Connection, noted), NOW), Functions(connection), parse(where))
    return noted.asked


@pytest.mark.parametrize("where", [*CONDITIONS, "feed:a.example OR folder:News", "-feed:a.example is:unread"])
def test_facets_walk_an_index(connection: sqlite3.Connection, where: str) -> None:
    for sql, params in asked_for_facets(connection, where):
        steps = plan(connection, sql, params)
        assert not [step for step in steps if _WHOLE.match(step)], (sql, steps)


PLACES = ["", "is:unread", "is:read", "feed:a.example", "folder:News is:unread", "-folder:News", "is:local"]


@pytest.mark.parametrize("where", PLACES)
def test_facets_of_a_place_are_added_up(connection: sqlite3.Connection, where: str) -> None:
    """Places are feeds, read or not: no entry and no tag of an entry is looked at."""
    asked = asked_for_facets(connection, where)
    assert len(asked) >= 2
    assert not [sql for sql, _ in asked if "entry" in sql], asked


@pytest.mark.parametrize("sql", [facets._TODAY, facets._STARRED])
def test_counts_walk_an_index(connection: sqlite3.Connection, sql: str) -> None:
    steps = plan(connection, sql, (NOW,) if "?1" in sql else ())
    assert all("COVERING INDEX" in step for step in steps if step.startswith(("SCAN entry", "SEARCH entry"))), steps
