"""Which rows of the list are selected: some, or all but some, without a set of a million numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from termnews.model.ids import EntryId
from termnews.services.rowset import rows_of, without


class Selection:
    """Entries that an action is to act on."""

    def __init__(self) -> None:
        self._all: array[int] | None = None
        self._ids: set[int] = set()
        """The selected ones; where all are, those that are not."""

    def __len__(self) -> int:
        """How many."""
        return len(self._ids) if self._all is None else len(self._all) - len(self._ids)

    def __contains__(self, entry_id: object) -> bool:
        """Whether an entry is selected."""
        if self._all is None:
            return entry_id in self._ids
        return entry_id not in self._ids

    @property
    def ids(self) -> Sequence[int]:
        """The selected entries; in order of their numbers, or where all are selected in order of the list."""
        if self._all is None:
            return sorted(self._ids)
        return without(self._all, self._ids) if self._ids else self._all

    def toggle(self, entry_id: EntryId) -> None:
        """Select an entry, or no longer."""
        self._ids ^= {entry_id}

    def add(self, ids: Iterable[int]) -> None:
        """Select these."""
        if self._all is not None:
            self._spell_out()
        self._ids.update(ids)

    def everything(self, ids: array[int]) -> None:
        """Select all rows of a list, whose array is never changed in place."""
        self._all, self._ids = ids, set()

    def list_changed(self, ids: array[int]) -> None:
        """Follow a list that has other rows now: what came is not selected, what went is no longer."""
        if self._all is None:
            self._ids = set(rows_of(ids, self._ids))
        elif ids is not self._all and ids != self._all:
            self._spell_out()
            self.list_changed(ids)

    def clear(self) -> None:
        """Select nothing."""
        self._all, self._ids = None, set()

    def _spell_out(self) -> None:
        self._ids = set(self.ids)
        self._all = None
