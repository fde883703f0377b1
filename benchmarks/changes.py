"""What changes a library, timed from asking the writer until it is committed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

from benchmarks.figures import Figure, spread
from benchmarks.questions import NOW
from benchmarks.synthetic_library import Newsroom
from termnews.library import Library
from termnews.model.entry import EntryFlags, EntryIntent
from termnews.model.ids import EntryId
from termnews.query import parse

BULK = 10_000


def changes(library: Library, newsroom: Newsroom, count: int) -> Iterator[tuple[str, Figure]]:
    """Marks, one and many, and what arrives: stored at once, indexed behind it."""
    found = library.reader.entry_ids(parse("is:unread"), NOW, limit=BULK + count)
    unread = [EntryId(number) for number in found]
    yield (
        "mark one read",
        spread(
            _seconds(library.writer.set_flag([number], EntryFlags.READ, True, now=NOW)) for number in unread[:count]
        ),
    )
    many = unread[count:]
    name = f"mark {len(many):,} read" if len(many) == BULK else "mark all read"
    yield name, Figure(_seconds(library.writer.set_flag(many, EntryFlags.READ, True, now=NOW)))
    yield "undo that", Figure(_seconds(library.writer.undo()))
    feed = library.reader.feeds()[0]
    batches = []
    for batch in range(5):
        entries = [newsroom.entry(NOW + batch * 100 + number, 0, NOW) for number in range(30)]
        intents = [EntryIntent(entry, feed.id, None, NOW, NOW) for entry in entries]
        batches.append(_seconds(library.writer.store(feed.id, None, intents, None, now=NOW)))
    yield "store a feed's 30 articles", spread(batches)
    yield "index them", Figure(_seconds(library.writer.index_waiting()))


def _seconds(future: Future[Any]) -> float:
    start = time.perf_counter()
    future.result(300)
    return time.perf_counter() - start
