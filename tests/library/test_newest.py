"""The first hits of a search are the newest ones, whatever order they arrived in and whichever way they are found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from termnews.library import Library, newest, search
from termnews.model.entry import EntryFlags, EntryIntent
from termnews.model.feed import FeedHealth
from termnews.model.ids import EntryId, FeedId
from termnews.query import parse
from tests.support.libraries import NOW, parsed

ARTICLES = 5_000
DAY = 86_400
SEARCHES = (
    "every",
    "half",
    "tenth",
    '"half word"',
    "hal*",
    "every half",
    "half OR tenth",
    "every -half",
    "tenth is:unread",
    "every is:starred",
    "every tag:world",
    "title:tenth",
    "half feed:=a.example",
)


def words(number: int) -> str:
    return " ".join(
        ("every", *(name for name, step in (("half", 2), ("tenth", 10)) if number % step == 0), "word", str(number))
    )


def store(library: Library, feed: FeedId, dated: dict[int, int]) -> None:
    """Store articles that are dated as given, ten at a time: those are put in the order of their dates."""
    intents = [
        EntryIntent(parsed(number, title=words(number), text=words(number), published=date), feed, None, date, NOW)
        for number, date in dated.items()
    ]
    for start in range(0, len(intents), 10):
        library.writer.store(feed, None, intents[start : start + 10], None, now=NOW)
    library.writer.store(feed, None, [], FeedHealth(), now=NOW).result(60)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Articles dated days before they arrived, one in a hundred long after it, some not indexed yet."""
    chance = random.Random(5)
    path = tmp_path_factory.mktemp("newest") / "library.db"
    with Library.open(path, now=NOW) as opened:
        feed = opened.writer.add_feed("https://a.example/feed", title="a.example", now=NOW).result(10)
        dated = {}
        for number in range(1, ARTICLES + 1):
            late = chance.randrange(90 * DAY) if chance.random() < 0.01 else -chance.randrange(3 * DAY)
            dated[number] = NOW - 100 * DAY + number * 1_000 + late
        store(opened, feed.id, {number: date for number, date in dated.items() if number <= ARTICLES - 30})
        opened.writer.index_waiting().result(60)
        opened.writer.set_flag([EntryId(number) for number in range(1, 4_000, 3)], EntryFlags.READ, True, now=NOW)
        opened.writer.set_flag([EntryId(number) for number in range(1, 4_900, 2)], EntryFlags.STARRED, True, now=NOW)
        opened.writer.checkpoint().result(10)
        yield opened


@pytest.mark.parametrize("text", SEARCHES)
@pytest.mark.parametrize("price", [0, 8, 1_000])
def test_the_first_hits_begin_the_whole_list(
    library: Library, monkeypatch: pytest.MonkeyPatch, text: str, price: int
) -> None:
    """Given up at once, after a while or never."""
    monkeypatch.setattr(search, "PRICE", price)
    whole = list(library.reader.entry_ids(parse(text), NOW))
    for limit in (1, 10, 100, 4_000):
        assert list(library.reader.entry_ids(parse(text), NOW, limit=limit)) == whole[:limit]


@pytest.mark.parametrize("searched", SEARCHES)
def test_no_hits_can_be_asked_for(library: Library, searched: str) -> None:
    assert not library.reader.entry_ids(parse(f"{searched} limit:0"), NOW)


def test_few_hits_are_looked_at_when_many_are_there(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    real = newest._rows

    def counted(*given: object) -> Iterator[tuple[int, int, int]]:
        for row in real(*given):  # type: ignore[arg-type]
            looked_at.append(row[0])
            yield row

    monkeypatch.setattr(newest, "_rows", counted)
    assert len(library.reader.entry_ids(parse("every after:2000"), NOW, limit=10)) == 10
    assert 0 < len(looked_at) < ARTICLES


def test_an_article_that_gets_a_later_date_comes_first(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        feed = library.writer.add_feed("https://a.example/feed", now=NOW).result(10)
        store(library, feed.id, {number: NOW - 10_000 + number for number in range(2_500)})
        moved = EntryIntent(parsed(3, title="every word", text="every"), feed.id, EntryId(4), NOW, NOW)
        library.writer.store(feed.id, None, [moved], None, now=NOW).result(10)
        library.writer.index_waiting().result(60)
        assert library.reader.entry_ids(parse("every"), NOW, limit=1)[0] == 4
