"""Real libraries for tests: what to put in, and the laws that every library obeys at any moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from termnews.library import Library, entries, feeds, fulltext
from termnews.library.connection import prepare
from termnews.library.counts import make_chosen
from termnews.library.feeds import NewFeed
from termnews.library.transactions import transaction
from termnews.model.entry import EntryIntent, ParsedEntry
from termnews.model.feed import Feed, FeedHealth, ParsedFeed
from termnews.model.ids import EntryId, FeedId

NOW = 1_700_000_000


def parsed(number: int, **fields: object) -> ParsedEntry:
    """An entry about something."""
    values: dict[str, object] = {
        "guid": f"guid-{number}",
        "title": f"Title {number}",
        "url": f"https://news.example/{number}.html",
        "text": f"Body of article number{number}.",
        "content": f"<p>Body of article <b>number{number}</b>.</p>",
        "tags": ("World", "Climate Change") if number % 2 else ("World",),
        "authors": ("Ada Lovelace",),
        "published": NOW - 10_000 + number,
        "language": "en",
        "content_hash": f"{number:032x}",
    } | fields
    return ParsedEntry(**values)  # type: ignore[arg-type]


def intent(
    feed: FeedId, entry: ParsedEntry, *, known: EntryId | None = None, sort_at: int | None = None
) -> EntryIntent:
    """What the decider would say of an entry."""
    return EntryIntent(entry, feed, known, sort_at or entry.published or NOW, NOW)


def put(library: Library, address: str, numbers: Iterable[int], **fields: object) -> tuple[Feed, list[EntryId]]:
    """Subscribe to a feed and store entries in it; give the feed and the numbers of its entries, oldest first."""
    feed = library.writer.add_feed(address, title=address.partition("//")[2].partition("/")[0], now=NOW).result(10)
    intents = [intent(feed.id, parsed(number, **fields)) for number in numbers]
    document = ParsedFeed("rss", feed.title)
    stored = library.writer.store(feed.id, document, intents, FeedHealth(checked=NOW), now=NOW).result(10)
    return feed, sorted(stored.added)


class Bare:
    """A library without its threads, for tests that decide when things are indexed."""

    def __init__(self, path: Path) -> None:
        """Create it."""
        self.place = prepare(path)
        self.connection = self.place.connect(writing=True)
        make_chosen(self.connection)

    def add(self, *new: NewFeed) -> tuple[Feed, ...]:
        """Put feeds in."""
        with transaction(self.connection):
            return feeds.add(self.connection, new, NOW)[0]

    def store(self, feed: Feed, found: Sequence[EntryIntent], now: int = NOW) -> list[int]:
        """Store entries; give the numbers of the new ones."""
        with transaction(self.connection):
            return sorted(entries.store(self.connection, feed.id, None, found, None, now).added)

    def index(self, count: int = -1) -> int:
        """Index so many of the entries that wait."""
        with transaction(self.connection):
            return fulltext.index_slice(self.connection, count)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


@contextmanager
def bare(path: Path) -> Iterator[Bare]:
    """A library without threads, closed at the end."""
    library = Bare(path)
    try:
        yield library
    finally:
        library.close()


def state_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is the person's own, and all that is derived from it; places of marks that never came are not."""
    questions = {
        "marks": """
            SELECT id, flags, read_at, starred_at, position, opened_at, snoozed_until, returned_at FROM entry_state
            WHERE flags <> 0 OR position <> 0 OR id IN (SELECT id FROM entry) ORDER BY id
        """,
        "own tags": "SELECT s.id, t.key, s.added_at FROM state_tag AS s JOIN tag AS t ON t.id = s.tag_id ORDER BY 1, 2",
        "feeds": """
            SELECT id, url, title, user_title, folder, tags, shelf, added, settings, total, unread FROM feed
            WHERE shelf <> 'removed' OR id IN (SELECT feed_id FROM entry) ORDER BY id
        """,
        "smart folders": "SELECT place, name, query, hotkey FROM smart_folder ORDER BY place",
        "rules": "SELECT * FROM rule WHERE place IS NOT NULL ORDER BY place",
        "what rules did": """
            SELECT h.* FROM rule_hit AS h JOIN rule_run AS u ON u.id = h.run WHERE NOT u.taken_back ORDER BY 1, 2, 3
        """,
        "entries": "SELECT id, listed, flags, sort_at, copies FROM entry ORDER BY id",
        "copies": "SELECT id, article, place FROM duplicate ORDER BY id",
        "said of copies": "SELECT id, other, kind FROM kinship WHERE kind > 1 ORDER BY 1, 2, 3",
        "tagged": "SELECT e.id, t.key, shown, kind FROM entry_tag AS e JOIN tag AS t ON t.id = e.tag_id ORDER BY 1, 2",
        "tags": "SELECT key, total, unread, own FROM tag WHERE total > 0 ORDER BY key",
        "colours": "SELECT key, colour FROM tag WHERE colour <> '' ORDER BY key",
        "spellings": "SELECT key, label FROM tag WHERE id IN (SELECT tag_id FROM state_tag) ORDER BY key",
    }
    connection = sqlite3.connect(path)
    try:
        return {name: connection.execute(sql).fetchall() for name, sql in questions.items()}
    finally:
        connection.close()


_LAWS = {
    "flags repeat the state": "SELECT e.id FROM entry AS e JOIN entry_state AS s USING (id) WHERE e.flags <> s.flags",
    "listed follows shelf and hiding": """
        SELECT e.id FROM entry AS e JOIN feed AS f ON f.id = e.feed_id
        WHERE abs(e.listed) <> (f.shelf = 'library' AND e.flags & 36 = 0)
    """,
    "what is kept unread is unread": "SELECT id FROM entry_state WHERE flags & 17 = 17",
    "what is snoozed comes back": "SELECT id FROM entry_state WHERE (flags & 32 <> 0) <> (snoozed_until IS NOT NULL)",
    "what came back is dated so": """
        SELECT e.id FROM entry AS e JOIN entry_state AS s USING (id)
        WHERE (s.returned_at IS NULL) <> (e.own_sort_at IS NULL)
            OR e.sort_at <> max(coalesce(e.own_sort_at, e.sort_at), coalesce(s.returned_at, e.sort_at))
    """,
    "one copy is shown, the first that can be": """
        SELECT e.id FROM entry AS e LEFT JOIN duplicate AS d USING (id) WHERE (e.listed = -1) <> EXISTS (
            SELECT 1 FROM duplicate AS o JOIN entry AS x USING (id)
            WHERE o.article = d.article AND o.place < d.place AND x.listed <> 0
        ) AND e.listed <> 0
    """,
    "copies repeat their entry": """
        SELECT d.id FROM duplicate AS d JOIN entry AS e USING (id)
        WHERE (d.sort_at, d.behind) <> (e.sort_at, e.listed = -1)
    """,
    "an article has several copies, the first giving its number": """
        SELECT article FROM duplicate GROUP BY article HAVING count(*) < 2 OR min(id) <> article
    """,
    "copies are counted by feed": """
        SELECT e.id FROM entry AS e LEFT JOIN duplicate AS d USING (id) WHERE e.copies <> coalesce((
            SELECT max(1, count(DISTINCT x.feed_id)) FROM duplicate AS o JOIN entry AS x USING (id)
            WHERE o.article = d.article AND x.listed <> 0
        ), 1)
    """,
    "copies share marks": """
        SELECT d.article FROM duplicate AS d JOIN entry_state AS s USING (id) GROUP BY d.article
        HAVING count(DISTINCT s.flags & 59) > 1
    """,
    "copies share own tags": """
        SELECT o.id, t.tag_id FROM duplicate AS d JOIN duplicate AS o USING (article) JOIN state_tag AS t ON t.id = d.id
        EXCEPT SELECT id, tag_id FROM state_tag
    """,
    "copies have the tags of the others": """
        SELECT * FROM (
            SELECT o.id, t.tag_id FROM duplicate AS d JOIN duplicate AS o ON o.article = d.article AND o.id <> d.id
            JOIN entry_tag AS t ON t.id = d.id WHERE t.kind & 1
            EXCEPT SELECT id, tag_id FROM entry_tag WHERE kind & 4
        )
        UNION ALL SELECT * FROM (
            SELECT id, tag_id FROM entry_tag WHERE kind & 4
            EXCEPT SELECT o.id, t.tag_id FROM duplicate AS d
            JOIN duplicate AS o ON o.article = d.article AND o.id <> d.id
            JOIN entry_tag AS t ON t.id = d.id WHERE t.kind & 1
        )
    """,
    "overlaps of feeds are counted": """
        SELECT * FROM (
            SELECT feeds, count(*), sum(unread) FROM (
                SELECT group_concat(feed_id) AS feeds, max(unread) AS unread FROM (
                    SELECT d.article, e.feed_id, e.flags & 1 = 0 AS unread
                    FROM duplicate AS d JOIN entry AS e USING (id)
                    WHERE e.listed <> 0 ORDER BY d.article, e.feed_id
                ) GROUP BY article HAVING count(*) > 1
            ) GROUP BY feeds EXCEPT SELECT feeds, total, unread FROM overlap
        )
        UNION ALL SELECT feeds, total, unread FROM overlap WHERE total <= 0 OR unread < 0
    """,
    "every entry has state and body": """
        SELECT e.id FROM entry AS e LEFT JOIN entry_state AS s USING (id) LEFT JOIN entry_body AS b USING (id)
        WHERE s.id IS NULL OR b.id IS NULL OR s.feed_id <> e.feed_id
    """,
    "what had its time is gone": """
        SELECT e.id FROM entry AS e JOIN entry_state AS s USING (id) WHERE s.retired IS NOT NULL
    """,
    "tags repeat listing and reading": """
        SELECT e.id FROM entry_tag AS t JOIN entry AS e USING (id)
        WHERE t.shown <> e.listed * (1 + (e.flags & 1 = 0)) OR t.sort_at <> e.sort_at
    """,
    "own tags repeat the state": """
        SELECT id, tag_id FROM state_tag WHERE id IN (SELECT id FROM entry)
        EXCEPT SELECT id, tag_id FROM entry_tag WHERE kind & 2
    """,
    "own tags come from the state": """
        SELECT id, tag_id FROM entry_tag WHERE kind & 2 EXCEPT SELECT id, tag_id FROM state_tag
    """,
    "feeds are counted": """
        SELECT f.id FROM feed AS f WHERE (f.total, f.unread) <> (
            SELECT count(*), coalesce(sum(e.flags & 1 = 0), 0) FROM entry AS e
            WHERE e.feed_id = f.id AND e.flags & 36 = 0
        )
    """,
    "tags are counted": """
        SELECT g.id FROM tag AS g WHERE (g.total, g.unread, g.own) <> (
            SELECT count(*), coalesce(sum(t.shown = 2), 0), coalesce(sum(t.kind & 2 <> 0), 0) FROM entry_tag AS t
            WHERE t.tag_id = g.id AND t.shown > 0
        )
    """,
    "tags of feeds are counted": """
        WITH carried AS (
            SELECT e.feed_id, t.tag_id, count(*), sum(t.shown = 2)
            FROM entry_tag AS t JOIN entry AS e USING (id) WHERE t.shown > 0 GROUP BY e.feed_id, t.tag_id
        )
        SELECT * FROM (SELECT * FROM carried EXCEPT SELECT feed_id, tag_id, total, unread FROM feed_tag)
        UNION ALL
        SELECT * FROM (SELECT feed_id, tag_id, total, unread FROM feed_tag EXCEPT SELECT * FROM carried)
    """,
    "everything is indexed or waits": """
        SELECT e.id FROM entry AS e
        WHERE NOT EXISTS (SELECT 1 FROM entry_fts_docsize AS d WHERE d.id = e.id)
            AND NOT EXISTS (SELECT 1 FROM fts_pending AS p WHERE p.id = e.id)
    """,
    "nothing is indexed that waits or is gone": """
        SELECT d.id FROM entry_fts_docsize AS d
        WHERE d.id IN (SELECT id FROM fts_pending) OR d.id NOT IN (SELECT id FROM entry)
    """,
}


def broken_laws(path: Path) -> list[str]:
    """Which laws a library breaks; what SQLite itself says of the file included."""
    connection = sqlite3.connect(path)
    try:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        said += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        for name, sql in _LAWS.items():
            if rows := connection.execute(sql).fetchall():
                said.append(f"{name}: {rows[:5]}")
        return said
    finally:
        connection.close()
