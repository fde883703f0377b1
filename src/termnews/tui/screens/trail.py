"""The articles that were opened one after another, as a browser keeps pages: back, forward, anew from where one is."""

from __future__ import annotations

from collections.abc import Sequence

from termnews.model.ids import EntryId
from termnews.query import Query, parse

LONGEST = 200
"""Articles that are kept."""
EARLIER: Query = parse(f"is:opened sort:opened limit:{LONGEST // 2}")
"""What was opened before the start, the last first."""


class Trail:
    """Where one has been, and where in it one stands."""

    def __init__(self) -> None:
        self._visited: list[EntryId] = []
        self._at = -1
        self.whole = False
        """Whether what was opened before the start is part of it."""

    def begin_with(self, earlier: Sequence[int]) -> None:
        """Put what was opened before the start in front, given the last first."""
        here = frozenset(self._visited)
        before = [EntryId(number) for number in reversed(earlier) if number not in here]
        self._visited[:0] = before
        self._at += len(before)
        self.whole = True

    def visit(self, entry_id: EntryId) -> None:
        """An article was opened: what lay ahead is forgotten, unless it was reached by going back or forward."""
        if 0 <= self._at < len(self._visited) and self._visited[self._at] == entry_id:
            return
        self._visited = [*self._visited[: self._at + 1], entry_id][-LONGEST:]
        self._at = len(self._visited) - 1

    def step(self, step: int, shown: EntryId | None) -> EntryId | None:
        """Go so many articles back or forward; None where there are not so many.

        `shown` is what is on the screen: going back from something else leads to where one was first.
        """
        if step < 0 and self._visited and self._at >= 0 and shown != self._visited[self._at]:
            step += 1
        at = self._at + step
        if not 0 <= at < len(self._visited):
            return None
        self._at = at
        return self._visited[at]
