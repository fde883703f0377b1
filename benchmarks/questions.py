"""What the screen asks of a library, timed without it: searches, tags and their counts, the reads of a start."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, spread
from benchmarks.libraries import forget_cached
from benchmarks.synthetic_library import END, Newsroom
from termnews.library import Library, LibraryReader
from termnews.model.ids import EntryId
from termnews.query import EVERYTHING, Query, TagChoice, both, parse, with_tags

NOW = END + 3_600
FIRST = 256
"""Rows that a list shows at first."""
HITS = 100
"""Hits of a search that are fetched at first."""


def words(newsroom: Newsroom, count: int, seed: int = 7) -> dict[str, list[str]]:
    """Searches of each kind, none of them twice; phrases are taken from articles."""
    chance = random.Random(seed)
    texts = [chance.choice(chance.choice(newsroom.topics).paragraphs).text for _ in range(4 * count)]
    phrases = {f'"{" ".join(text.split()[2:4]).rstrip(".")}"': None for text in texts}
    prefixes = {word[:3]: None for word in chance.sample(newsroom.words[50:10_000], 4 * count) if len(word) > 3}
    return {
        "a common word": chance.sample(newsroom.words[3:150], min(count, 140)),
        "a word": chance.sample(newsroom.words[150:5_000], count),
        "a rare word": chance.sample(newsroom.words[-8_000:], count),
        "a phrase": list(phrases)[:count],
        "three letters": [f"{prefix}*" for prefix in list(prefixes)[:count]],
        "nothing": [f"qz{number}xq" for number in range(count)],
    }


def searches(reader: LibraryReader, newsroom: Newsroom, count: int) -> Iterator[tuple[str, Figure]]:
    """The first hits of searches of each kind, newest first and by relevance."""
    for kind, texts in words(newsroom, count).items():
        yield f"search {kind}", timed(_hits(reader, parse(text)) for text in texts)
    for kind, texts in words(newsroom, count, seed=8).items():
        yield f"search {kind}, by relevance", timed(_hits(reader, parse(f"{text} sort:relevance")) for text in texts)


def _hits(reader: LibraryReader, query: Query) -> Callable[[], object]:
    return lambda: reader.headlines(reader.entry_ids(query, NOW, limit=HITS))


def tag_choices(newsroom: Newsroom, count: int, seed: int = 9) -> Iterator[Query]:
    """Places with tags of every degree of use, included and excluded."""
    chance = random.Random(seed)
    feed = 'feed:="https://site7.example/feed.xml"'
    places = ("", "is:unread", 'folder:="Folder 3"', feed, 'is:unread folder:="Folder 7"', "is:starred")
    for number in range(count):
        tags = [newsroom.tags[int(len(newsroom.tags) ** chance.random()) - 1] for _ in range(chance.randint(1, 3))]
        keys = list(dict.fromkeys(tag.replace(" ", "-") for tag in tags))
        cut = chance.randint(0, len(keys))
        choice = TagChoice(tuple(keys[:cut]), tuple(keys[cut:]), every=True)
        yield with_tags(both(parse(places[number % len(places)]), EVERYTHING), choice)


def tags(reader: LibraryReader, newsroom: Newsroom, count: int) -> Iterator[tuple[str, Figure]]:
    """A tag is included or excluded: the list, and the counts of all tags."""
    chosen = list(tag_choices(newsroom, count))
    yield "tag toggled, list", timed(_page(reader, query) for query in chosen)
    yield "tag toggled, all counts", timed(_facets(reader, query) for query in chosen)


def _page(reader: LibraryReader, query: Query) -> Callable[[], object]:
    return lambda: reader.headlines(reader.entry_ids(query, NOW, limit=FIRST)[:64])


def _facets(reader: LibraryReader, query: Query) -> Callable[[], object]:
    return lambda: reader.facets(query, NOW)


def article(reader: LibraryReader, articles: int, count: int) -> tuple[str, Figure]:
    """Whole articles from all over the library."""
    chance = random.Random(3)
    numbers = [EntryId(chance.randint(1, articles)) for _ in range(count)]
    return "read an article", timed(partial(reader.entry, number) for number in numbers)


def cold_start(path: Path, runs: int) -> tuple[str, Figure]:
    """Everything that is read before the first headlines stand, from a disk that nothing was read from before."""

    def start() -> None:
        with Library.open(path, now=NOW) as library:
            reader = library.reader
            for name in ("panes", "scope", "cursor", "order", "closed"):
                reader.preference(name)
            reader.headlines(reader.entry_ids(parse("is:unread"), NOW, limit=FIRST)[:64])

    times = []
    for _ in range(runs):
        forget_cached(path)
        before = time.perf_counter()
        start()
        times.append(time.perf_counter() - before)
    return "reads of the start, cold", spread(times)


def timed(calls: Iterable[Callable[[], object]]) -> Figure:
    """Run each call once; wall time, with processor time beside it, which a busy machine does not stretch as much."""
    walls, works = [], []
    for call in calls:
        wall, work = time.perf_counter(), time.thread_time()
        call()
        walls.append(time.perf_counter() - wall)
        works.append(time.thread_time() - work)
    return spread(walls, note=f"(cpu p95 {spread(works).p95_ms})")
