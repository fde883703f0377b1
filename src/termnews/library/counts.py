"""Numbers that are kept, not counted: totals of feeds and tags, changed in the transaction that changes the entries.

The entries that a transaction touches stand in the temporary table `chosen`, with all copies of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

from termnews.library.sqltext import Sql

SLICE = 50_000
"""Numbers that are handed to SQLite together: one by one they would take ten times as long."""

_FEED_TALLY = """
    SELECT e.feed_id, count(*), sum(e.flags & 1 = 0)
    FROM chosen CROSS JOIN entry AS e ON e.id = chosen.id
    WHERE e.flags & 36 = 0 GROUP BY e.feed_id
"""
_TAG_TALLY = """
    SELECT e.feed_id, t.tag_id, count(*), sum(t.shown = 2), sum(t.kind & 2 <> 0)
    FROM chosen CROSS JOIN entry AS e ON e.id = chosen.id CROSS JOIN entry_tag AS t ON t.id = chosen.id
    WHERE t.shown > 0 GROUP BY e.feed_id, t.tag_id
"""
_ONE_TAG_TALLY = """
    SELECT e.feed_id, t.tag_id, count(*), sum(t.shown = 2), sum(t.kind & 2 <> 0)
    FROM chosen CROSS JOIN entry_tag AS t INDEXED BY entry_tag_by_entry ON t.id = chosen.id AND t.tag_id = ?
    CROSS JOIN entry AS e ON e.id = chosen.id
    WHERE t.shown > 0 GROUP BY e.feed_id
"""
_COUNT_FEED_TAG = """
    INSERT INTO feed_tag (feed_id, tag_id, total, unread) VALUES (?, ?, ?, ?)
    ON CONFLICT (feed_id, tag_id) DO UPDATE SET total = total + excluded.total, unread = unread + excluded.unread
"""
_OVERLAPS = """
    SELECT d.article, e.feed_id, e.flags & 1 = 0
    FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id CROSS JOIN entry AS e ON e.id = d.id
    WHERE e.listed <> 0
"""
_COUNT_OVERLAP = """
    INSERT INTO overlap (feeds, total, unread) VALUES (?, ?, ?)
    ON CONFLICT (feeds) DO UPDATE SET total = total + excluded.total, unread = unread + excluded.unread
"""
_COPIES = """
    INSERT OR IGNORE INTO chosen (id, copy)
    SELECT o.id, 1 FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id
    CROSS JOIN duplicate AS o ON o.article = d.article
"""
_MIRROR_ENTRY = """
    UPDATE entry SET (flags, listed) = (
        SELECT s.flags, (s.flags & 36 = 0 AND f.shelf = 'library') * iif(entry.listed < 0, -1, 1)
        FROM entry_state AS s CROSS JOIN feed AS f ON f.id = s.feed_id
        WHERE s.id = entry.id
    )
    WHERE id IN (SELECT id FROM chosen)
"""
_MIRROR_PLACES = (
    """
    UPDATE entry SET listed = -listed
    WHERE id IN (SELECT d.id FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id) AND listed <> 0
        AND (listed < 0) <> EXISTS (
            SELECT 1 FROM duplicate AS d CROSS JOIN duplicate AS o ON o.article = d.article AND o.place < d.place
            CROSS JOIN entry AS x ON x.id = o.id WHERE d.id = entry.id AND x.listed <> 0
        )
    """,
    """
    UPDATE entry SET listed = abs(listed), copies = 1
    WHERE id IN (SELECT id FROM chosen) AND (copies > 1 OR listed < 0) AND id NOT IN (SELECT id FROM duplicate)
    """,
    """
    UPDATE entry SET copies = (
        SELECT max(1, count(DISTINCT x.feed_id)) FROM duplicate AS d CROSS JOIN duplicate AS o ON o.article = d.article
        CROSS JOIN entry AS x ON x.id = o.id WHERE d.id = entry.id AND x.listed <> 0
    )
    WHERE id IN (SELECT d.id FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id)
    """,
    """
    UPDATE duplicate SET (sort_at, behind) = (
        SELECT e.sort_at, e.listed = -1 FROM entry AS e WHERE e.id = duplicate.id
    )
    WHERE id IN (SELECT d.id FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id)
    """,
)
_MIRROR_TAGS = """
    UPDATE entry_tag SET shown = (
        SELECT e.listed * (1 + (e.flags & 1 = 0)) FROM entry AS e WHERE e.id = entry_tag.id
    )
    WHERE id IN (SELECT id FROM chosen)
"""
_Key = tuple[int, ...]
_Tally = Mapping[_Key, tuple[int, ...]]


def make_chosen(connection: sqlite3.Connection) -> None:
    """Make the table of touched entries; once for a writing connection."""
    sql = "CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY, copy INTEGER NOT NULL DEFAULT 0)"
    connection.execute(sql)


def choose(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Say which entries the next statements are about: these, and all copies of them."""
    connection.execute("DELETE FROM chosen")
    left = iter(ids)
    while piece := list(islice(left, SLICE)):
        connection.execute("INSERT OR IGNORE INTO chosen (id) SELECT value FROM json_each(?)", (json.dumps(piece),))
    connection.execute(_COPIES)


def choose_found(connection: sqlite3.Connection, found: Sql) -> None:
    """Say that the next statements are about what a statement finds; none of it passes through Python."""
    connection.execute("DELETE FROM chosen")
    connection.execute(f"INSERT OR IGNORE INTO chosen (id) SELECT id FROM ({found.text})", found.params)  # noqa: S608
    connection.execute(_COPIES)


@contextmanager
def counted(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep totals right while the chosen entries, their tags, their flags or their copies change within."""
    feeds, tags = _tally(connection, _FEED_TALLY, 1), _tally(connection, _TAG_TALLY, 2)
    overlaps = _overlaps(connection)
    yield
    connection.executemany(
        "UPDATE feed SET total = total + ?, unread = unread + ? WHERE id = ?",
        [(*change, *key) for key, change in _differences(feeds, _tally(connection, _FEED_TALLY, 1), 2)],
    )
    _count_tags(connection, _differences(tags, _tally(connection, _TAG_TALLY, 2), 3))
    _count_overlaps(connection, _differences(overlaps, _overlaps(connection), 2))


def _count_overlaps(connection: sqlite3.Connection, changes: Sequence[tuple[_Key, tuple[int, ...]]]) -> None:
    """Change how many articles feeds have in common."""
    if changes:
        rows = ((",".join(map(str, feeds)), *change) for feeds, change in changes)
        connection.executemany(_COUNT_OVERLAP, rows)
        connection.execute("DELETE FROM overlap WHERE total = 0")


@contextmanager
def counted_tag(connection: sqlite3.Connection, tag: int) -> Iterator[None]:
    """Do the same while nothing changes but whether the chosen entries carry one tag: a fraction of the work."""
    before = _tally(connection, _ONE_TAG_TALLY, 2, tag)
    yield
    _count_tags(connection, _differences(before, _tally(connection, _ONE_TAG_TALLY, 2, tag), 3))


def _count_tags(connection: sqlite3.Connection, changes: Sequence[tuple[_Key, tuple[int, ...]]]) -> None:
    """Change the totals of tags, in all feeds and in each."""
    whole: dict[int, tuple[int, int, int]] = {}
    for (_, tag), (total, unread, own) in changes:
        before = whole.get(tag, (0, 0, 0))
        whole[tag] = (before[0] + total, before[1] + unread, before[2] + own)
    connection.executemany(
        "UPDATE tag SET total = total + ?, unread = unread + ?, own = own + ? WHERE id = ?",
        [(*change, tag) for tag, change in whole.items() if any(change)],
    )
    connection.executemany(_COUNT_FEED_TAG, [(*key, *change[:2]) for key, change in changes if any(change[:2])])
    connection.executemany(
        "DELETE FROM feed_tag WHERE feed_id = ? AND tag_id = ? AND total = 0",
        [key for key, change in changes if change[0] < 0],
    )


def mirror(connection: sqlite3.Connection, *, tags: bool = True) -> None:
    """Repeat in the chosen entries, and in their tags, what their state, their feed's shelf and their copies say."""
    connection.execute(_MIRROR_ENTRY)
    for sql in _MIRROR_PLACES:
        connection.execute(sql)
    if tags:
        connection.execute(_MIRROR_TAGS)


def _tally(connection: sqlite3.Connection, sql: str, keys: int, *params: int) -> _Tally:
    """Numbers by the first columns of a statement."""
    return {row[:keys]: row[keys:] for row in connection.execute(sql, params)}


def _overlaps(connection: sqlite3.Connection) -> _Tally:
    """For each set of feeds how many of the chosen articles they have in common; a feed stands there for each copy."""
    articles: dict[int, list[int]] = {}
    unread: set[int] = set()
    for article, feed, is_unread in connection.execute(_OVERLAPS):
        articles.setdefault(article, []).append(feed)
        if is_unread:
            unread.add(article)
    shared = {article: tuple(sorted(feeds)) for article, feeds in articles.items() if len(feeds) > 1}
    unseen = Counter(feeds for article, feeds in shared.items() if article in unread)
    return {feeds: (total, unseen[feeds]) for feeds, total in Counter(shared.values()).items()}


def _differences(before: _Tally, after: _Tally, width: int) -> list[tuple[_Key, tuple[int, ...]]]:
    nothing = (0,) * width
    found = []
    for key in before.keys() | after.keys():
        pairs = zip(before.get(key, nothing), after.get(key, nothing), strict=True)
        change = tuple(new - old for old, new in pairs)
        if any(change):
            found.append((key, change))
    return found
