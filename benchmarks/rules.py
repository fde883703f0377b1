"""What rules cost on arrival: the same articles stored into two libraries by turns, one of them with rules.

    python -m benchmarks.rules [35k] [--rules 20]

The ratio is what counts: of storing alone, and of storing and indexing, which comes right after.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.synthetic_library import END, SPAN, TAGS, Delivery, Newsroom, deliveries, number_of, numbered_feeds
from termnews.library import NewFeed, entries, feeds, fulltext, rules
from termnews.library.connection import prepare
from termnews.library.context import Context
from termnews.library.counts import make_chosen
from termnews.library.transactions import transaction
from termnews.model.feed import Feed, FeedHealth
from termnews.query.rules import Actions, Rule, added

FEEDS = 1_000


class Shelf:
    """A library without threads, whose storing is timed, by the work of the processor."""

    def __init__(self, path: Path, newsroom: Newsroom, kept: list[Rule]) -> None:
        """Make it, with feeds and rules."""
        self.connection = prepare(path).connect(writing=True)
        make_chosen(self.connection)
        self.seconds = self.indexing = 0.0
        new = [NewFeed(feed.url, feed.title, folder=feed.folder) for feed in numbered_feeds(newsroom, FEEDS)]
        with transaction(self.connection):
            self.feeds: tuple[Feed, ...] = feeds.add(self.connection, new, END - SPAN)[0]
            for rule in kept:
                rules.change(Context(self.connection, END), added(rule), rule.name)

    def store(self, delivery: Delivery) -> None:
        """Store what one document brought."""
        health = FeedHealth(checked=delivery.arrived)
        started = time.thread_time()
        with transaction(self.connection):
            entries.store(self.connection, delivery.feed.id, None, delivery.intents, health, delivery.arrived)
        self.seconds += time.thread_time() - started

    def index(self) -> None:
        """Index what was stored."""
        started = time.thread_time()
        with transaction(self.connection):
            fulltext.index_slice(self.connection, -1)
        self.indexing += time.thread_time() - started


def everyday_rules(newsroom: Newsroom, count: int) -> list[Rule]:
    """Rules as people write them: words in titles and texts, feeds, tags, lengths, phrases."""
    kept = []
    for number in range(count):
        words = newsroom.random.sample(newsroom.words[300:6_000], 4)  # not those that stand in every article
        text = (
            f"title:{words[0]}",
            f"{words[0]} {words[1]}",
            f'"{words[0]} {words[1]}" OR {words[2]}',
            f"feed:site{number} -{words[0]}",
            f"words:>{400 + number * 20} {words[0]} newer:2d",
        )[number % 5]
        doing = (Actions(hide=True), Actions(read=True), Actions(tags=("later",)), Actions(star=True, notify=True))
        kept.append(Rule(f"Rule {number}", text, doing[number % 4]))
    return kept


def measure(articles: int, count: int) -> None:
    """Store them, and print what it took."""
    newsroom = Newsroom(1, tags=TAGS)
    with tempfile.TemporaryDirectory() as folder:
        bare = Shelf(Path(folder) / "bare.db", newsroom, [])
        ruled = Shelf(Path(folder) / "ruled.db", newsroom, everyday_rules(newsroom, count))
        with closing(bare.connection), closing(ruled.connection):
            for number, delivery in enumerate(deliveries(newsroom, bare.feeds, articles)):
                for shelf in (bare, ruled) if number % 2 else (ruled, bare):
                    shelf.store(delivery)
                    if number % 50 == 0:
                        shelf.index()
            hits = ruled.connection.execute("SELECT sum(hits) FROM rule").fetchone()[0]
    each = 1e6 / articles
    print(f"{articles:,} articles, without rules  {bare.seconds:6.1f} s  {bare.seconds * each:6.0f} us each")
    print(f"{articles:,} articles, {count:>3} rules     {ruled.seconds:6.1f} s  {ruled.seconds * each:6.0f} us each")
    whole = (ruled.seconds + ruled.indexing) / (bare.seconds + bare.indexing)
    print(f"ratio {ruled.seconds / bare.seconds:.2f}, with indexing {whole:.2f}; {hits:,} hits")


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="Measure what rules cost on arrival.")
    parser.add_argument("articles", type=number_of, nargs="?", default=35_000)
    parser.add_argument("--rules", type=int, default=20)
    given = parser.parse_args()
    measure(given.articles, given.rules)


if __name__ == "__main__":
    main()
