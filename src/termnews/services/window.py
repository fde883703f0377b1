"""What the list of headlines needs, and nothing else: an array of ids, and the headlines of the rows near the view.

Lives on one thread, the one that draws. It asks nobody for anything by itself: `fill` and `ensure` await the loader
that it was given. Rows that stopped matching stay while the view lasts, so that the list never jumps.
"""

from __future__ import annotations

from array import array
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from termnews.model.entry import EntryFlags, Headline, marked
from termnews.model.ids import EntryId
from termnews.services.rowset import merge_ids, row_of, without

PAGE = 64
"""Rows that are asked for together."""
PAGES = 64
"""Pages whose headlines are held at most."""

Loader = Callable[[Sequence[int]], Awaitable[list[Headline]]]
"""Gets the headlines of these ids; entries that are gone are left out."""


class EntryWindow:
    """An ordered set of entries of any size, of which only the rows that were lately looked at are held."""

    def __init__(self, load: Loader, ids: array[int] | None = None) -> None:
        self.ids: array[int] = array("q") if ids is None else ids
        """All rows, in order; replaced as a whole, never changed in place."""
        self._load = load
        self._held: dict[int, Headline] = {}
        self._wanted: dict[int, None] = {}
        self._asked: set[int] = set()
        self._absent: set[int] = set()
        self._kept: set[int] = set()
        self._stays = False
        self._fresh: set[int] = set()

    # Rows

    def __len__(self) -> int:
        """Rows."""
        return len(self.ids)

    @property
    def count(self) -> int:
        """Rows."""
        return len(self.ids)

    def id_at(self, index: int) -> EntryId:
        """The entry of a row."""
        return EntryId(self.ids[index])

    def index_of(self, entry_id: EntryId, near: int = 0) -> int | None:
        """The row of an entry; quick when it stands around `near`, else all rows are looked through."""
        return row_of(self.ids, entry_id, near)

    # Headlines

    def headline(self, index: int) -> Headline | None:
        """What a row shows, if it is held; else its page is wanted from now on. Never waits."""
        number = self.ids[index]
        found = self.held(EntryId(number))
        if found is None and number not in self._absent and number not in self._asked:
            self._wanted[index // PAGE] = None
        return found

    def held(self, entry_id: EntryId) -> Headline | None:
        """What an entry shows, if it is held."""
        found = self._held.pop(entry_id, None)
        if found is not None:
            self._held[entry_id] = found
        return found

    def wanted(self) -> list[int]:
        """The ids of the pages that were looked at and are not held: those looked at last come first."""
        return [number for page in reversed(self._wanted) for number in self._missing(page)]

    def put(self, headlines: Iterable[Headline]) -> None:
        """Take headlines; the rows looked at longest ago make room for them."""
        for headline in headlines:
            self._held.pop(headline.id, None)
            self._held[headline.id] = headline
            self._absent.discard(headline.id)
        for number in list(self._held)[: max(0, len(self._held) - PAGE * PAGES)]:
            del self._held[number]

    async def fill(self) -> bool:
        """Load what is wanted; False when nothing was."""
        numbers = self.wanted()
        self._wanted.clear()
        await self._get(numbers)
        return bool(numbers)

    async def ensure(self, first: int, last: int | None = None) -> None:
        """Have the rows from `first` to `last` before the cursor goes there; rows beyond the ends are left out."""
        end = max(first if last is None else last, 0)
        pages = range(max(first, 0) // PAGE, end // PAGE + 1)
        await self._get([number for page in pages for number in self._missing(page)])

    def _missing(self, page: int) -> list[int]:
        rows = self.ids[page * PAGE : (page + 1) * PAGE]
        return [number for number in rows if number not in self._held and number not in self._absent]

    async def _get(self, numbers: Sequence[int]) -> None:
        if not numbers:
            return
        self._asked.update(numbers)
        try:
            headlines = await self._load(numbers)
        finally:
            self._asked.difference_update(numbers)
        self._absent.update(set(numbers).difference(headline.id for headline in headlines))
        self.put(headlines)

    # Changes

    def patch(self, flags: Mapping[EntryId, EntryFlags]) -> dict[EntryId, EntryFlags]:
        """Show other flags; give those that were shown before, which patched in turn take the change back.

        Rows whose flags changed stay in the list, whether they still match or not, until `leave`.
        """
        self._kept.update(flags)
        before: dict[EntryId, EntryFlags] = {}
        for number in flags.keys() & self._held.keys():
            headline = self._held[number]
            if headline.flags != flags[headline.id]:
                before[headline.id] = headline.flags
                self._held[number] = replace(headline, flags=flags[headline.id])
        return before

    def forget(self, ids: Iterable[int]) -> None:
        """Drop headlines that are out of date; they are wanted again when they are looked at."""
        for number in ids:
            self._held.pop(number, None)
            self._absent.discard(number)

    def remove(self, ids: Collection[int]) -> bool:
        """Drop rows whose entries are gone; False when no row was among them."""
        self.forget(ids)
        self._kept.difference_update(ids)
        left = without(self.ids, ids)
        self._fresh.difference_update(ids)
        if len(left) == len(self.ids):
            return False
        self.ids = left
        return True

    @property
    def kept(self) -> frozenset[int]:
        """Rows that stay although they may have stopped matching."""
        return frozenset(self._kept)

    def keep(self, ids: Iterable[int]) -> None:
        """Let these rows stay until `leave`."""
        self._kept.update(ids)

    @property
    def stays(self) -> bool:
        """Whether every row stays."""
        return self._stays

    def stay(self) -> None:
        """Let every row stay until `leave`, without naming each: after a change of more than can be listed."""
        self._stays = True

    def again(self) -> EntryWindow:
        """The same rows, with nothing held: for headlines that may all have changed."""
        window = EntryWindow(self._load, self.ids)
        window._stays, window._kept = self._stays, self._kept
        window._fresh = self._fresh
        return window

    def patch_all(self, flag: EntryFlags, on: bool, spare: EntryFlags = EntryFlags.NONE) -> dict[EntryId, EntryFlags]:
        """Show a flag set or cleared on every row without a flag of `spare`; give what takes that back by `patch`."""
        self.stay()
        rows = [row for row in self._held.values() if not row.flags & spare]
        return self.patch({row.id: marked(row.flags, flag, on) for row in rows})

    def leave(self) -> None:
        """The view is left or refreshed by hand: no row stays but for matching, nothing waits."""
        self._kept.clear()
        self._stays = False
        self._fresh = set()

    def replace(self, ids: array[int]) -> None:
        """List other ids; headlines stay held, and the kept rows stay where they were among their neighbours.

        For more than some 100,000 ids with rows to keep, `adopt(await …to_thread(merge_ids, …))` spares the screen.
        """
        self.adopt(merge_ids(self.ids, ids, self._kept))

    def adopt(self, merged: array[int]) -> None:
        """List exactly these ids; nothing waits any more."""
        self.ids = merged
        self._wanted.clear()
        self._fresh = set()

    # New entries that wait

    @property
    def pending(self) -> int:
        """How many new entries wait to be shown, by `adopt` or `replace`."""
        return len(self._fresh)

    @property
    def fresh(self) -> frozenset[int]:
        """New entries that wait to be shown."""
        return frozenset(self._fresh)

    def offer(self, ids: Iterable[int]) -> int:
        """Let new entries that match and are no rows yet wait behind a line; give how many wait now."""
        self._fresh.update(ids)
        return len(self._fresh)
