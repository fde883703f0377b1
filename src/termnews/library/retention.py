"""Which articles have had their time, and letting them go: content only, never what the person did.

Looking for them may take long and is a reader's work; dropping them is done in slices, each of which looks again at
every one: what was starred, tagged or offered anew meanwhile stays. What was dropped keeps its state with the mark
`retired`, so that an article that its feed offers again is known, and stays away.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from termnews.library import journal, removal
from termnews.library.context import Context
from termnews.library.counts import choose
from termnews.library.regexes import Functions
from termnews.library.rows import FEED_COLUMNS, feed_from, ids_json
from termnews.model.changes import NOTHING, ChangeSet
from termnews.model.entry import EntryFlags
from termnews.model.feed import Feed
from termnews.model.feedsettings import KeepRule
from termnews.model.ids import EntryId, FeedId

SLICE = 16
"""Articles dropped in one transaction: 5 ms, at times 15 when the index puts itself in order; no mark waits longer."""
DAY = 86_400
TOUCHED = DAY
"""Seconds for which whatever the person changed stays, so that undo finds its articles."""

_GOES = f"""
    s.flags & {int(EntryFlags.READ)} >= :read AND {removal.NOT_OWN}
    AND (
        (e.sort_at < :before AND s.first_seen < :before AND coalesce(s.read_at, 0) < :before)
        OR (e.sort_at, e.id) <= (:at, :id)
    )
    AND e.id NOT IN (SELECT value FROM feed_offer AS o, json_each(o.ids) WHERE o.feed_id = :feed)
"""  # noqa: S608
_EXPIRED = f"""
    SELECT e.id FROM entry AS e INDEXED BY entry_by_feed CROSS JOIN entry_state AS s ON s.id = e.id
    WHERE e.feed_id = :feed AND e.sort_at <= max(:before, :at)
        AND e.flags & {int(EntryFlags.STARRED)} = 0 AND e.flags & {int(EntryFlags.READ)} >= :read AND {_GOES}
    ORDER BY e.sort_at, e.id
"""  # noqa: S608
_STILL = f"""
    SELECT e.id FROM chosen CROSS JOIN entry AS e ON e.id = chosen.id CROSS JOIN entry_state AS s ON s.id = e.id
    WHERE e.feed_id = :feed AND {_GOES}
"""  # noqa: S608
_LAST_KEPT = """
    SELECT sort_at, id FROM entry INDEXED BY entry_by_feed WHERE feed_id = ?
    ORDER BY sort_at DESC, id DESC LIMIT 1 OFFSET ?
"""
_WEIGHT = "SELECT coalesce(sum(length(packed)), 0) FROM entry_body WHERE id IN (SELECT value FROM json_each(?))"
_KEPT_FEEDS = f"SELECT {FEED_COLUMNS} FROM feed WHERE shelf <> 'aside' AND local = 0 ORDER BY id"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Expired:
    """Articles of one feed that may go, and by what they are judged; the oldest first."""

    feed: Feed
    ids: tuple[int, ...]
    weight: int
    """Bytes that their content takes, without the index."""
    spared: int
    """How many more would go, had the person not just changed them."""
    terms: dict[str, int]


Question = Callable[[Context, Functions], Expired]
Change = Callable[[Context, Functions], tuple[int, ChangeSet]]


def feeds(context: Context) -> tuple[Feed, ...]:
    """Feeds whose articles do not stay by themselves: not those opened aside, nor the files of this machine."""
    return tuple(feed_from(row) for row in context.connection.execute(_KEPT_FEEDS))


def expired(context: Context, feed: Feed, rule: KeepRule, touched: Collection[int]) -> Expired:
    """Look for the articles of a feed that a rule lets go, but for those just `touched`."""
    terms = _terms(context.connection, feed.id, rule, context.now)
    everything = [number for (number,) in context.connection.execute(_EXPIRED, terms)]
    found = tuple(number for number in everything if number not in touched)
    (weight,) = context.connection.execute(_WEIGHT, (ids_json(found),)).fetchone()
    return Expired(feed, found, weight, len(everything) - len(found), terms)


def touched(context: Context) -> frozenset[int]:
    """What the person changed within the last day."""
    return journal.touched_since(context.connection, context.now - TOUCHED)


def _terms(connection: sqlite3.Connection, feed: FeedId, rule: KeepRule, now: int) -> dict[str, int]:
    """A rule as parameters: the moment before which articles are old, and the first that is beyond the number."""
    at, number = -1 << 62, 0
    if rule.count:
        at, number = connection.execute(_LAST_KEPT, (feed, rule.count)).fetchone() or (at, number)
    before = now - rule.days * DAY if rule.days else -1 << 62
    return {"feed": feed, "before": before, "at": at, "id": number, "read": int(rule.unread)}


def drop(context: Context, found: Expired, ids: Sequence[int]) -> tuple[int, ChangeSet]:
    """Drop so many of the articles that were found as still may go; give how many. Within one transaction."""
    connection = context.connection
    choose(connection, ids)
    asked = set(ids)  # and not copies of theirs, which are chosen too
    gone = [number for (number,) in connection.execute(_STILL, found.terms) if number in asked]
    if not gone:
        return 0, NOTHING
    removal.drop(connection, gone)
    connection.execute("UPDATE entry_state SET retired = ? WHERE id IN (SELECT id FROM chosen)", (context.now,))
    return len(gone), ChangeSet(removed=frozenset(map(EntryId, gone)))
