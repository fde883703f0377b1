"""What copies of one article have in common: read, starred, snoozed, the person's tags; and each other's tags.

The copies meant are those of the chosen entries, all of which `counts.choose` has chosen too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from termnews.library.context import as_list
from termnews.model.entry import EntryFlags

SHARED = EntryFlags.READ | EntryFlags.STARRED | EntryFlags.STARTED | EntryFlags.KEPT | EntryFlags.SNOOZED
"""Flags that all copies have or none. What a rule hides in one feed is not hidden in another, and where the reading
stopped is a place in one text."""
LENT = 4
"""The bit of `entry_tag.kind` for a tag that the publisher of another copy gave."""

_LEND_MARKS = """
    UPDATE entry_state SET flags = flags & ~1 | g.bits, read_at = g.read_at, starred_at = g.starred_at,
        snoozed_until = g.snoozed_until, returned_at = g.returned_at
    FROM (
        SELECT article, starred | started | kept | snoozed | (is_read AND NOT kept) AS bits,
            iif(is_read AND NOT kept, read_at, NULL) AS read_at, starred_at, snoozed_until, returned_at
        FROM (
            SELECT d.article AS article, max(s.flags & 2) AS starred, max(s.flags & 8) AS started,
                max(s.flags & 16) AS kept, max(s.flags & 32) AS snoozed,
                max(s.flags & 1 AND NOT EXISTS (
                    SELECT 1 FROM rule_hit AS h CROSS JOIN rule_run AS u ON u.id = h.run
                    WHERE h.id = s.id AND h.flags & 1 AND NOT u.taken_back
                )) OR min(s.flags & 1) AS is_read,
                min(iif(s.flags & 1, s.read_at, NULL)) AS read_at,
                min(iif(s.flags & 2, s.starred_at, NULL)) AS starred_at,
                max(s.snoozed_until) AS snoozed_until, max(s.returned_at) AS returned_at
            FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id CROSS JOIN entry_state AS s ON s.id = d.id
            GROUP BY d.article
        )
    ) AS g CROSS JOIN duplicate AS m ON m.article = g.article
    WHERE entry_state.id = m.id
"""
_LEND_OWN = """
    INSERT OR IGNORE INTO state_tag (id, tag_id, added_at)
    SELECT o.id, t.tag_id, min(t.added_at)
    FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id CROSS JOIN state_tag AS t ON t.id = d.id
    CROSS JOIN duplicate AS o ON o.article = d.article GROUP BY o.id, t.tag_id
"""
_SHOW_OWN = """
    INSERT INTO entry_tag (tag_id, sort_at, id, shown, kind)
    SELECT t.tag_id, e.sort_at, e.id, e.listed * (1 + (e.flags & 1 = 0)), 2
    FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id CROSS JOIN state_tag AS t ON t.id = d.id
    CROSS JOIN entry AS e ON e.id = d.id WHERE true
    ON CONFLICT (tag_id, sort_at, id) DO UPDATE SET kind = kind | 2
"""
_RETURN_TAGS = (
    "DELETE FROM entry_tag WHERE id IN (SELECT id FROM chosen) AND kind = 4",
    "UPDATE entry_tag SET kind = kind & 3 WHERE id IN (SELECT id FROM chosen) AND kind & 4",
)
_LEND_TAGS = """
    INSERT INTO entry_tag (tag_id, sort_at, id, shown, kind)
    SELECT DISTINCT t.tag_id, e.sort_at, e.id, e.listed * (1 + (e.flags & 1 = 0)), 4
    FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id
    CROSS JOIN duplicate AS o ON o.article = d.article AND o.id <> d.id
    CROSS JOIN entry_tag AS t ON t.id = o.id AND t.kind & 1 CROSS JOIN entry AS e ON e.id = d.id WHERE true
    ON CONFLICT (tag_id, sort_at, id) DO UPDATE SET kind = kind | 4
"""
_FOLLOW = f"""
    UPDATE entry_state SET (flags, read_at, starred_at, snoozed_until, returned_at) = (
        SELECT (entry_state.flags & ~{SHARED:d}) | (s.flags & {SHARED:d}),
            s.read_at, s.starred_at, s.snoozed_until, s.returned_at
        FROM duplicate AS d CROSS JOIN duplicate AS o ON o.article = d.article
        CROSS JOIN entry_state AS s ON s.id = o.id
        WHERE d.id = entry_state.id AND o.id IN (SELECT value FROM json_each(?1)) LIMIT 1
    )
    WHERE id IN (SELECT d.id FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id)
        AND id NOT IN (SELECT value FROM json_each(?1))
"""  # noqa: S608
_ARTICLES = """
    SELECT count(DISTINCT coalesce(d.article, w.value))
    FROM json_each(?) AS w LEFT JOIN duplicate AS d ON d.id = w.value
"""


def any_chosen(connection: sqlite3.Connection) -> bool:
    """Whether any chosen entry has copies."""
    sql = "SELECT 1 FROM chosen CROSS JOIN duplicate AS d ON d.id = chosen.id LIMIT 1"
    return connection.execute(sql).fetchone() is not None


def lend(connection: sqlite3.Connection) -> None:
    """Give all copies of an article the marks and own tags that any of them has.

    Read by a rule does not count: it may be about one of the feeds, and none of the copies was seen.
    """
    for sql in (_LEND_MARKS, _LEND_OWN, _SHOW_OWN):
        connection.execute(sql)


def lend_tags(connection: sqlite3.Connection) -> None:
    """Let copies be found by the tags that the publishers of the others gave, and no longer by those of past ones."""
    for sql in (*_RETURN_TAGS, _LEND_TAGS):
        connection.execute(sql)


def agree(connection: sqlite3.Connection) -> None:
    """Let copies share what changed in one of them."""
    if any_chosen(connection):
        lend(connection)
        lend_tags(connection)


def follow(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Let copies that came since follow what a step did to these entries."""
    if any_chosen(connection):
        connection.execute(_FOLLOW, (as_list(list(ids)),))
        connection.execute(_LEND_MARKS)


def articles(connection: sqlite3.Connection, ids: Iterable[int]) -> int:
    """How many articles these entries are, copies of one counting once."""
    return int(connection.execute(_ARTICLES, (as_list(list(ids)),)).fetchone()[0])
