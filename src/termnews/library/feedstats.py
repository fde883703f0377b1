"""What feeds bring and how much of it is read: from kept totals, and from the index of each feed's newest entries."""

from __future__ import annotations

from termnews.library.context import Context
from termnews.model.feedstats import FeedStats
from termnews.model.ids import FeedId

WEEK = 7 * 86_400
WEEKS = 8
"""How far back the number of articles a week looks."""
MOST = 2_000
"""Entries of one feed that are counted; one that brings more in that time is judged by the time that these took."""

_ADDED = "SELECT id, added FROM feed WHERE shelf = 'library'"
_RECENT = """
    SELECT count(*), min(sort_at), max(sort_at) FROM (
        SELECT sort_at FROM entry WHERE feed_id = ? AND sort_at > ? AND sort_at <= ? ORDER BY sort_at DESC LIMIT ?
    )
"""
_NEWEST = "SELECT max(sort_at) FROM entry WHERE feed_id = ?"


def stats(context: Context) -> dict[FeedId, FeedStats]:
    """Figures of every subscription, at the price of reading what came within the last weeks, not the library."""
    totals = {feed.id: (feed.total, feed.unread) for feed in context.shelved}
    ask = context.connection.execute
    found: dict[FeedId, FeedStats] = {}
    for number, added in ask(_ADDED).fetchall():
        since = context.now - WEEKS * WEEK
        recent, oldest, newest = ask(_RECENT, (number, since, context.now, MOST)).fetchone()
        begun = min((moment for moment in (added, oldest) if moment), default=since)
        span = context.now - (oldest if recent == MOST else max(since, begun))
        if newest is None:
            newest = ask(_NEWEST, (number,)).fetchone()[0]
        total, unread = totals.get(number, (0, 0))
        found[FeedId(number)] = FeedStats(total, unread, recent, max(span / WEEK, 1.0), newest)
    return found
