"""Libraries of any size to measure on: made-up words, bodies of 2 to 8 kB, many feeds, few tags used often.

    python -m benchmarks.synthetic_library FILE ARTICLES [--feeds 1000] [--tags 2000] [--seed 1]

The same numbers give the same library. Words are spread as in a language: the n-th most used one about 1/n as often,
short ones more often than long ones, and each article keeps coming back to the words of its topic. Markup is as
long-winded as that of the web: in saved articles of this size 60 to 65 % of the bytes are text. Articles arrive feed by
feed over two and a half years, three in ten of them are unread, one in a hundred is starred.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from termnews.library import Library, NewFeed
from termnews.model.entry import EntryFlags, EntryIntent, ParsedEntry
from termnews.model.feed import Feed, FeedHealth
from termnews.model.ids import EntryId, FeedId

END = 1_790_000_000
"""When the last article arrived, in epoch seconds."""
SPAN = 900 * 86_400
"""Seconds over which they arrived."""
FEEDS = 1_000
TAGS = 2_000
TOPICS = 100
INDEXED_AT_ONCE = 1_000
"""Articles that wait for the full-text index at most, as after one round through the feeds."""

_STARTS = (*"bcdfghklmnprstvw", "br", "ch", "cl", "dr", "fl", "gr", "pl", "pr", "sh", "sk", "sp", "st", "tr")
_VOWELS = (*"aeiou", "ai", "ea", "io", "ou")
_ENDS = ("", "", "n", "r", "s", "t", "l", "m", "nd", "st", "ck")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in both of its forms."""

    markup: str
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What articles are about."""

    words: Sequence[str]
    paragraphs: Sequence[Paragraph]


_TOPIC_WEIGHTS = list(itertools.accumulate(1.0 / (rank + 4.0) for rank in range(60)))


class Newsroom:
    """Writes articles; deterministic for a seed."""

    def __init__(self, seed: int = 1, *, words: int = 30_000, paragraphs: int = 16_000, tags: int = TAGS) -> None:
        """Make up a language, and a stock of paragraphs about some topics."""
        self.random = random.Random(seed)
        found: dict[str, None] = {}
        while len(found) < words:
            syllables = self.random.choice((1, 2, 2, 3, 3, 4))
            found["".join(self._syllable() for _ in range(syllables))] = None
        self.words = sorted(found, key=lambda word: len(word) + self.random.gauss(0, 1.5))
        self._weights = list(itertools.accumulate(1.0 / (rank + 2.7) for rank in range(words)))
        self.tags = [
            f"{self.words[(rank * 13 + 200) % words]} {rank}" if rank % 3 else self.words[(rank * 13 + 200) % words]
            for rank in range(tags)
        ]
        self._tag_weights = list(itertools.accumulate(1.0 / (rank + 8.0) for rank in range(tags)))
        self.topics = [self._topic(paragraphs // TOPICS) for _ in range(TOPICS)]

    def pick(self, count: int) -> list[str]:
        """Words as often as a language uses them."""
        return self.random.choices(self.words, cum_weights=self._weights, k=count)

    def pick_tags(self) -> tuple[str, ...]:
        """One to five tags, some of them far more often than others."""
        chosen = self.random.choices(self.tags, cum_weights=self._tag_weights, k=self.random.randint(1, 5))
        return tuple(dict.fromkeys(chosen))

    def entry(self, number: int, feed: int, date: int) -> ParsedEntry:
        """Write one article."""
        topic = self.random.choice(self.topics)
        size = self.random.randint(2_000, 8_000)
        markup: list[str] = []
        text: list[str] = []
        while size > 0:
            paragraph = self.random.choice(topic.paragraphs)
            markup.append(paragraph.markup)
            text.append(paragraph.text)
            size -= len(paragraph.markup)
        return ParsedEntry(
            guid=f"https://site{feed}.example/?p={number}",
            title=" ".join(self._about(topic.words, self.random.randint(4, 11))).capitalize(),
            url=f"https://site{feed}.example/{date // 86_400}/{number}.html",
            authors=(" ".join(self.pick(2)).title(),),
            published=date,
            content="".join(markup),
            text="\n".join(text),
            tags=self.pick_tags(),
            language="en",
            content_hash=f"{self.random.getrandbits(128):032x}",
        )

    def _syllable(self) -> str:
        return "".join(map(self.random.choice, (_STARTS, _VOWELS, _ENDS)))

    def _topic(self, paragraphs: int) -> Topic:
        words = self.random.sample(self.words[50:6_000], 60)
        hosts = self.random.sample(self.words, 3)
        return Topic(words, [self._paragraph(words, hosts) for _ in range(paragraphs)])

    def _about(self, topic: Sequence[str], count: int) -> list[str]:
        """Words of the language, with the topic's own among them."""
        own = self.random.choices(topic, cum_weights=_TOPIC_WEIGHTS, k=count)
        return [mine if self.random.random() < 0.3 else word for mine, word in zip(own, self.pick(count), strict=True)]

    def _paragraph(self, topic: Sequence[str], hosts: Sequence[str]) -> Paragraph:
        sentences = []
        for _ in range(self.random.randint(2, 6)):
            words = self._about(topic, self.random.randint(6, 22))
            words[0] = words[0].capitalize()
            sentences.append(words)
        text = " ".join(" ".join(words) + "." for words in sentences)
        linked = max(sentences[0], key=len)
        markup = f'<p class="wp-block-paragraph">{text.replace(linked, self._link(linked, hosts), 1)}</p>\n'
        if self.random.random() < 0.2:
            caption = " ".join(self.pick(6))
            markup += self._picture(caption, hosts)
            text += f"\n{caption}"
        return Paragraph(markup, text)

    def _link(self, words: str, hosts: Sequence[str]) -> str:
        slug = "-".join(self.pick(5))
        day = f"{self.random.randint(2015, 2026)}/{self.random.randint(1, 12):02d}"
        address = f"https://www.{self.random.choice(hosts)}.example/{day}/{slug}/"
        return f'<a href="{address}" target="_blank" rel="noopener">{words}</a>'

    def _picture(self, caption: str, hosts: Sequence[str]) -> str:
        name = f"https://cdn.{self.random.choice(hosts)}.example/uploads/{'-'.join(self.pick(3))}"
        sources = ", ".join(f"{name}-{width}x{width * 2 // 3}.jpg {width}w" for width in (1024, 768, 300))
        return (
            f'<figure class="wp-block-image size-large"><img decoding="async" width="1024" height="682" '
            f'src="{name}-1024x682.jpg" alt="{caption}" srcset="{sources}" sizes="(max-width: 1024px) 100vw, 1024px">'
            f"<figcaption>{caption}</figcaption></figure>\n"
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one document of a feed brings."""

    feed: Feed
    arrived: int
    intents: tuple[EntryIntent, ...]


def deliveries(newsroom: Newsroom, feeds: Sequence[Feed], articles: int) -> Iterator[Delivery]:
    """Documents in order of arrival, some feeds writing far more than others."""
    weights = list(itertools.accumulate(1.0 / (rank + 20.0) for rank in range(len(feeds))))
    number = 0
    while number < articles:
        count = min(newsroom.random.randint(5, 30), articles - number)
        arrived = END - SPAN + int(SPAN * (number + count) / articles)
        index = bisect.bisect(weights, newsroom.random.random() * weights[-1])
        feed = feeds[min(index, len(feeds) - 1)]
        intents = []
        for _ in range(count):
            number += 1
            date = arrived - int(newsroom.random.random() ** 3 * 7 * 86_400)
            entry = newsroom.entry(number, index, date)
            intents.append(EntryIntent(entry, feed.id, None, date, arrived))
        yield Delivery(feed, arrived, tuple(intents))


def numbered_feeds(newsroom: Newsroom, count: int) -> list[Feed]:
    """The feeds of a library, the first thing that is made with a new newsroom."""
    return [
        Feed(
            id=FeedId(index + 1),
            url=f"https://site{index}.example/feed.xml",
            title=" ".join(newsroom.pick(2)).title(),
            site_url=f"https://site{index}.example/",
            folder=f"Folder {index % 40}" if index % 5 else "",
        )
        for index in range(count)
    ]


def build(path: Path, articles: int, *, feeds: int = FEEDS, tags: int = TAGS, seed: int = 1) -> float:
    """Make a library of so many articles at `path`, through the doors that a refresh uses; return the seconds."""
    newsroom = Newsroom(seed, tags=tags)
    started = time.perf_counter()
    with Library.open(path, now=END) as library:
        new = [
            NewFeed(feed.url, feed.title, folder=feed.folder, site_url=feed.site_url)
            for feed in numbered_feeds(newsroom, feeds)
        ]
        made = library.writer.add_feeds(new, now=END - SPAN).result()
        pending: deque[Future[Any]] = deque()
        unindexed = 0
        for delivery in deliveries(newsroom, made, articles):
            health = FeedHealth(checked=delivery.arrived, succeeded=delivery.arrived, due=delivery.arrived + 3_600)
            pending.append(library.writer.store(delivery.feed.id, None, delivery.intents, health, now=delivery.arrived))
            unindexed += len(delivery.intents)
            if unindexed >= INDEXED_AT_ONCE:
                pending.append(library.writer.index_waiting())
                unindexed = 0
            while len(pending) > 64:
                pending.popleft().result()
        _mark(library, newsroom, articles)
        library.writer.index_waiting().result()
    return time.perf_counter() - started


def read_numbers(newsroom: Newsroom, articles: int) -> list[EntryId]:
    """Which articles have been read; to be asked when the last one was written."""
    return [EntryId(number) for number in range(1, articles + 1) if newsroom.random.random() < 0.7]


def _mark(library: Library, newsroom: Newsroom, articles: int) -> None:
    read = read_numbers(newsroom, articles)
    starred = [EntryId(number) for number in range(1, articles + 1) if newsroom.random.random() < 0.01]
    for start in range(0, len(read), 10_000):
        library.writer.set_flag(read[start : start + 10_000], EntryFlags.READ, True, now=END).result()
    library.writer.set_flag(starred, EntryFlags.STARRED, True, now=END).result()


def number_of(text: str) -> int:
    """Read `10k` or `1m`. Raise `ValueError` for anything else."""
    scales = {"k": 1_000, "m": 1_000_000}
    scale = scales.get(text[-1:].lower(), 1)
    count = int(text[:-1] if scale > 1 else text) * scale
    if count < 1:
        raise ValueError(text)
    return count


def main() -> None:
    """Make a library from the command line."""
    parser = argparse.ArgumentParser(description="Make a library to measure on.")
    parser.add_argument("file", type=Path)
    parser.add_argument("articles", type=number_of, help="how many, also as 10k or 1m")
    parser.add_argument("--feeds", type=int, default=FEEDS)
    parser.add_argument("--tags", type=int, default=TAGS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    seconds = build(given.file, given.articles, feeds=given.feeds, tags=given.tags, seed=given.seed)
    size = given.file.stat().st_size
    print(f"{given.articles} articles in {seconds:.1f} s, {size / 1e6:.1f} MB, {size / given.articles:.0f} bytes each")


if __name__ == "__main__":
    main()
