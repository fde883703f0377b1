"""Copies of articles for screens without a library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import TypeVar

from termnews.model.entry import Headline
from termnews.model.ids import EntryId

T = TypeVar("T")


class FakeCopies:
    """The same door as `services.copies.Copies`: an article with copies has them in the articles after it."""

    def __init__(self, calls: list[tuple[object, ...]], rows: Mapping[EntryId, Headline]) -> None:
        self._calls = calls
        self._rows = rows

    def of(self, entry_id: EntryId) -> Future[list[Headline]]:
        """Give the next articles."""
        number = self._rows[entry_id].copies - 1
        return _done([row for row in self._rows.values() if row.id > entry_id][:number])

    def part(self, entry_id: EntryId) -> Future[int]:
        """Note it."""
        self._calls.append(("part", entry_id))
        return _done(self._rows[entry_id].copies)

    def join(self, ids: Sequence[EntryId]) -> Future[int]:
        """Note it."""
        self._calls.append(("join", tuple(ids)))
        return _done(len(ids))


def _done(value: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(value)
    return future
