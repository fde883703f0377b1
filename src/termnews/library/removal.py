"""Taking content out of the library; what the person did with it stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from termnews.library import duplicates, fulltext, journal, neartexts
from termnews.library.counts import choose, counted
from termnews.model.changes import ChangeSet
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId

OWN = (
    f"s.flags & {EntryFlags.STARRED | EntryFlags.KEPT | EntryFlags.SNOOZED:d} <> 0",
    "EXISTS (SELECT 1 FROM state_tag AS g WHERE g.id = s.id)",
)
"""What makes an entry the person's own, said of its row `s` of `entry_state`: retention never lets such an entry go."""
NOT_OWN = f"NOT ({' OR '.join(OWN)})"

_FORGOTTEN = """
    SELECT e.id FROM entry AS e JOIN feed AS f ON f.id = e.feed_id WHERE f.shelf = 'aside' AND f.opened < ?
"""
_STATELESS = """
    SELECT s.id FROM chosen CROSS JOIN entry_state AS s ON s.id = chosen.id
    WHERE s.flags = 0 AND s.position = 0 AND s.opened_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM state_tag AS g WHERE g.id = s.id)
"""
_EMPTY_FEEDS = """
    SELECT id FROM feed
    WHERE shelf = 'aside' AND opened < ? AND NOT EXISTS (SELECT 1 FROM entry_state AS s WHERE s.feed_id = feed.id)
"""


def drop(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Drop the content of entries with all that is derived from it; copies of them stay. They are chosen afterwards."""
    neartexts.forget(connection, ids)
    duplicates.leave(connection, ids)
    choose(connection, ids)
    with counted(connection):
        fulltext.forget(connection, ids)
        connection.execute("DELETE FROM entry_tag WHERE id IN (SELECT id FROM chosen)")
        connection.execute("DELETE FROM entry WHERE id IN (SELECT id FROM chosen)")


def touch_aside(connection: sqlite3.Connection, feeds: Iterable[int], now: int) -> None:
    """Let those of these feeds that stand aside count as opened now, so that they are not forgotten at once."""
    sql = "UPDATE feed SET opened = max(opened, ?) WHERE id = ? AND shelf = 'aside'"
    connection.executemany(sql, ((now, feed) for feed in feeds))


def forget_aside(connection: sqlite3.Connection, before: int) -> ChangeSet:
    """Drop the articles of feeds that were opened aside and not since `before`; marks and own tags stay.

    So do the places of marks that a step can bring back.
    """
    ids = [number for (number,) in connection.execute(_FORGOTTEN, (before,))]
    drop(connection, ids)
    kept_entries, kept_feeds = journal.named(connection)
    stateless = {number for (number,) in connection.execute(_STATELESS)} - kept_entries
    connection.executemany("DELETE FROM entry_state WHERE id = ?", ((number,) for number in stateless))
    empty = {number for (number,) in connection.execute(_EMPTY_FEEDS, (before,))} - kept_feeds
    connection.executemany("DELETE FROM feed WHERE id = ?", ((number,) for number in empty))
    return ChangeSet(removed=frozenset(map(EntryId, ids)))
