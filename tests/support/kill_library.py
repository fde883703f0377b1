"""A library that is killed at any moment: the worker that promises, and the check of what it promised.

    python kill_library.py work FOLDER SEED      writes `ACK …` and `INTENT …` lines to file descriptor 3
    python kill_library.py check FOLDER          prints one fact a line, then `OK`

A promise is made when the future of the writer has come, which is when the reader's screen says so too.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import TextIO

from termnews.library import Library
from termnews.model.entry import EntryFlags, EntryIntent, ParsedEntry
from termnews.model.feed import Feed, FeedHealth
from termnews.model.ids import EntryId
from termnews.query import EVERYTHING

BATCH = 5
"""Entries that one document brings; all or none of them may be there."""
ENTRIES = 3_000
NOW = 1_700_000_000


def work(folder: Path, seed: int) -> None:
    """Refresh and mark until killed."""
    chance = random.Random(seed)
    with os.fdopen(3, "w", buffering=1) as out, Library.open(folder / "library.db", now=NOW) as library:
        feed = library.writer.add_feed("https://a.example/feed", now=NOW).result()
        count = len(library.reader.entry_ids(EVERYTHING, NOW))
        while True:
            if count < ENTRIES and (chance.random() < 0.3 or count < 50):
                count += refresh(library, feed, chance, out)
            else:
                mark(library, EntryId(chance.randrange(1, count + 1)), chance, out)


def refresh(library: Library, feed: Feed, chance: random.Random, out: TextIO) -> int:
    """Store one document; promise its entries."""
    batch = chance.randrange(1 << 40)
    entries = [
        ParsedEntry(
            guid=f"{batch}/{number}", title=f"Title {number}", text="word " * chance.randrange(1_000), tags=("all",)
        )
        for number in range(BATCH)
    ]
    intents = [EntryIntent(entry, feed.id, None, NOW, NOW) for entry in entries]
    changes = library.writer.store(feed.id, None, intents, FeedHealth(checked=NOW), now=NOW).result()
    for number in changes.added:
        out.write(f"ACK add {number} 1\n")
    return len(changes.added)


def mark(library: Library, number: EntryId, chance: random.Random, out: TextIO) -> None:
    """Mark one entry; promise it."""
    kind, flag = chance.choice((("read", EntryFlags.READ), ("star", EntryFlags.STARRED)))
    on = chance.random() < 0.5
    out.write(f"INTENT {kind} {number} {int(on)}\n")
    library.writer.set_flag([number], flag, on, now=NOW).result()
    out.write(f"ACK {kind} {number} {int(on)}\n")


def check(folder: Path) -> None:
    """Say what is there, and whether the library is whole."""
    from tests.support.libraries import broken_laws

    path = folder / "library.db"
    lines = []
    with Library.open(path, now=NOW) as library:
        ids = library.reader.entry_ids(EVERYTHING, NOW)
        for row in library.reader.headlines(ids):
            lines += [f"add {row.id} 1", f"read {row.id} {int(row.is_read)}", f"star {row.id} {int(row.is_starred)}"]
        assert len(ids) % BATCH == 0, "half a refresh"
    broken = broken_laws(path)
    assert not broken, broken
    sys.stdout.write("\n".join([*lines, "OK"]) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        check(Path(sys.argv[2]))
