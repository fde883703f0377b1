"""Letting articles go that had their time, as the configuration and the settings of their feeds say.

Nobody waits for it: what may go is looked for on a connection of its own, and dropped by the writer in slices with
pauses between, so that a key never waits for more than one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from termnews.library import Library, retention
from termnews.model.feed import Feed
from termnews.model.feedsettings import KeepRule

PAUSE = 0.02
"""Seconds between two slices."""


@dataclass(frozen=True, slots=True)
class Retired:
    """What retention let go of one feed, or would."""

    feed: Feed
    articles: int
    weight: int
    """Bytes of their content as it was stored, without their share of the index."""
    spared: int = 0
    """How many more stay because the person changed them within the last day."""


class Retention:
    """One look through the library. Runs on the thread that calls it, which must not be the screen's."""

    def __init__(self, library: Library, usual: KeepRule, now: int) -> None:
        """Judge by `usual` where a feed sets nothing of its own, at this moment."""
        self._library = library
        self._usual = usual
        self._now = now

    def rehearse(self) -> tuple[Retired, ...]:
        """What `carry_out` would drop, by feed."""
        return tuple(Retired(found.feed, len(found.ids), found.weight, found.spared) for found in self._found())

    def carry_out(self, pause: Callable[[float], bool], at_most: int | None = None) -> tuple[Retired, ...]:
        """Drop what had its time, at most so many articles; the rest waits for the next time.

        `pause` is called between slices with seconds to wait; it ends the work by returning True.
        """
        done: list[Retired] = []
        left = at_most
        for found in self._found():
            ids = found.ids if left is None else found.ids[:left]
            gone = self._drop(found, ids, pause)
            if gone:
                done.append(Retired(found.feed, gone, found.weight * gone // len(found.ids)))
            left = left if left is None else left - gone
            if left == 0 or pause(0.0):
                break
        return tuple(done)

    def _found(self) -> Iterator[retention.Expired]:
        """Feeds of which something may go. Each is looked through in a state of the library of its own."""
        with closing(self._library.another_reader()) as reader:
            touched: frozenset[int] | None = None
            for feed in reader.answer(lambda context, _: retention.feeds(context), self._now):
                rule = feed.settings.keeping(self._usual)
                if rule.keeps_all:
                    continue
                if touched is None:
                    touched = reader.answer(lambda context, _: retention.touched(context), self._now)
                found = reader.answer(_expired(feed, rule, touched), self._now)
                if found.ids or found.spared:
                    yield found

    def _drop(self, found: retention.Expired, ids: Sequence[int], pause: Callable[[float], bool]) -> int:
        gone = 0
        for start in range(0, len(ids), retention.SLICE):
            piece = ids[start : start + retention.SLICE]
            gone += self._library.writer.carry_out(_drop(found, piece), now=self._now, mark=False).result()
            if pause(PAUSE):
                break
        return gone


def _expired(feed: Feed, rule: KeepRule, touched: frozenset[int]) -> retention.Question:
    return lambda context, _: retention.expired(context, feed, rule, touched)


def _drop(found: retention.Expired, piece: Sequence[int]) -> retention.Change:
    return lambda context, _: retention.drop(context, found, piece)
