"""How every feed fares, in words: what a person looks at to find out which feeds need attention. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from termnews.model.feed import Feed, FeedHealth
from termnews.model.feedstats import FeedStats
from termnews.model.ids import FeedId
from termnews.net.caching import Plan, why_due
from termnews.sources.base import is_local

DAY: Final = 86_400
PAUSED: Final = "paused"
"""State of a feed that is only checked when the person asks for it."""
QUIET_DAYS: Final = 180
"""Days without a new article after which a feed is called quiet."""


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One feed in the report."""

    feed: Feed
    health: FeedHealth
    stats: FeedStats
    state: str
    """In a word or two: `ok`, `failed 3 times`, `gone`, `moved`, `paused`, `never read`, `quiet`."""
    result: str
    """What came of the last check, in words."""
    why: str
    """Why it is asked again when it is; empty for what lies on this disk."""

    @property
    def trouble(self) -> int:
        """How much it needs attention: 0 for not at all."""
        if self.state == PAUSED:
            return 2
        if self.health.gone:
            return 10_000
        return self.health.failures * 10 + (5 if self.health.moved_to else 0) + (1 if self.state == "quiet" else 0)


def report(
    feeds: Iterable[Feed],
    healths: Mapping[FeedId, FeedHealth],
    stats: Mapping[FeedId, FeedStats],
    now: int,
    plan: Plan,
) -> list[FeedLine]:
    """A line for every feed, in no order; `now` in epoch seconds."""
    lines = []
    for feed in feeds:
        health, figures = healths.get(feed.id, FeedHealth()), stats.get(feed.id, FeedStats())
        own = Plan(feed.settings.interval * 60, learn=False) if feed.settings.interval else plan
        why = "" if is_local(feed.url) else why_due(health, own)
        state = _state(health, figures, now)
        if feed.settings.paused:
            state, why = PAUSED, "it is paused, and only checked when you ask for it"
        lines.append(FeedLine(feed, health, figures, state, _result(health), why))
    return lines


Order = Callable[[FeedLine], Any]

ORDERS: Mapping[str, Order] = {
    "trouble": lambda line: (-line.trouble, line.feed.name.casefold()),
    "name": lambda line: (line.feed.folder.casefold(), line.feed.name.casefold()),
    "articles a week": lambda line: (-line.stats.a_week, line.feed.name.casefold()),
    "share read": lambda line: (
        line.stats.share_read if line.stats.share_read is not None else 2.0,
        line.feed.name.casefold(),
    ),
    "newest article": lambda line: (line.stats.newest or 0, line.feed.name.casefold()),
    "last success": lambda line: (line.health.succeeded or 0, line.feed.name.casefold()),
    "next check": lambda line: (line.health.due, line.feed.name.casefold()),
    "size": lambda line: (-(line.health.size or 0), line.feed.name.casefold()),
}
"""Orders by their names; the first one first."""


def _state(health: FeedHealth, stats: FeedStats, now: int) -> str:
    if health.gone:
        return "gone"
    if health.failures:
        return "failed once" if health.failures == 1 else f"failed {health.failures} times"
    if health.moved_to:
        return "moved"
    if health.succeeded is None:
        return "never read"
    if stats.newest is not None and now - stats.newest > QUIET_DAYS * DAY:
        return "quiet"
    return "ok"


def _result(health: FeedHealth) -> str:
    if health.log:
        return health.log[0].partition(" ")[2]
    return health.error or ("read" if health.succeeded else "not read yet")
