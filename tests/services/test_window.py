"""The rows of the list: found, kept, dropped and loaded a page at a time, and never jumping."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.model.entry import EntryFlags, Headline
from termnews.model.ids import EntryId, FeedId
from termnews.services.rowset import (
    SLICE,
    landing,
    merge_ids,
    places,
    row_of,
    rows_of,
    spliced,
    with_beginning,
    without,
)
from termnews.services.window import PAGE, PAGES, EntryWindow


def ids(*numbers: int) -> array[int]:
    return array("q", numbers)


def headline(number: int, flags: EntryFlags = EntryFlags.NONE) -> Headline:
    return Headline(EntryId(number), FeedId(1), "Feed", f"Title {number}", 1_000 + number, True, flags)


class Library:
    """Gives headlines, remembers what it was asked, and may lack some."""

    def __init__(self, *gone: int) -> None:
        self.asked: list[list[int]] = []
        self.gone = set(gone)
        self.broken = False

    async def load(self, numbers: Sequence[int]) -> list[Headline]:
        self.asked.append(list(numbers))
        if self.broken:
            raise OSError("disk")
        return [headline(number) for number in numbers if number not in self.gone]


@pytest.fixture
def library() -> Library:
    return Library()


def window_of(library: Library, count: int) -> EntryWindow:
    return EntryWindow(library.load, array("q", range(count, 0, -1)))


# Arrays of ids

several = st.lists(st.integers(1, 40), max_size=30, unique=True)


@settings(max_examples=100, deadline=None)
@given(several, several)
def test_finding_and_dropping_agree_with_lists(there: list[int], wanted: list[int]) -> None:
    rows = array("q", there)
    assert rows_of(rows, wanted) == {number: there.index(number) for number in wanted if number in there}
    assert without(rows, wanted).tolist() == [number for number in there if number not in wanted]
    for number in wanted:
        assert row_of(rows, number, near=5) == (there.index(number) if number in there else None)


def test_finding_reaches_all_slices() -> None:
    rows = array("q", range(3 * SLICE))
    assert rows_of(rows, {0, SLICE, 3 * SLICE - 1, -5}) == {0: 0, SLICE: SLICE, 3 * SLICE - 1: 3 * SLICE - 1}
    assert row_of(rows, 3 * SLICE - 1, near=0) == 3 * SLICE - 1
    assert row_of(rows, 7, near=3 * SLICE) == 7
    assert row_of(rows, -5) is None
    assert rows_of(rows, ()) == {}


@settings(max_examples=150, deadline=None)
@given(several, several, several)
def test_kept_rows_stay_among_their_neighbours(old: list[int], new: list[int], keep: list[int]) -> None:
    before, after = array("q", old), array("q", new)
    merged = merge_ids(before, after, keep).tolist()
    assert [number for number in merged if number in new] == new, "the new list keeps its order"
    stayed = [number for number in old if number in keep and number not in new]
    assert [number for number in merged if number not in new] == stayed, "kept rows keep theirs"
    assert len(set(merged)) == len(merged)


@settings(max_examples=150, deadline=None)
@given(several, several, several)
def test_rows_do_not_change_sides(old: list[int], fresh: list[int], keep: list[int]) -> None:
    """When the order of what remains is the same, rows on either side of the cursor stay there: it need not move."""
    new = [number for number in old if number % 3]
    for number in fresh:
        new.insert(number % (len(new) + 1), number + 100)
    merged = merge_ids(array("q", old), array("q", new), keep).tolist()
    shown = [number for number in merged if number in old]
    assert shown == [number for number in old if number in shown]


@pytest.mark.parametrize(
    ("old", "new", "keep", "merged"),
    [
        ((5, 4, 3, 2, 1), (5, 3, 1), (4,), (5, 4, 3, 1)),
        ((5, 4, 3, 2, 1), (7, 6, 5, 1), (4, 2), (7, 6, 5, 4, 2, 1)),
        ((5, 4, 3), (7, 6), (5, 4), (5, 4, 7, 6)),
        ((5, 4, 3), (7, 5, 3), (5, 3), (7, 5, 3)),
        ((5, 4, 3), (7, 5, 3), (9,), (7, 5, 3)),
        ((5, 4, 3), (), (4,), (4,)),
        ((), (2, 1), (4,), (2, 1)),
        ((1, 2, 3, 4), (4, 1), (2, 3), (4, 1, 2, 3)),
    ],
)
def test_merge(old: tuple[int, ...], new: tuple[int, ...], keep: tuple[int, ...], merged: tuple[int, ...]) -> None:
    assert tuple(merge_ids(ids(*old), ids(*new), keep)) == merged


def test_what_goes_with_the_ids_is_merged_like_them() -> None:
    old, new = ids(5, 4, 3, 2), ids(7, 5, 2)
    at = places(old, new, {4, 3})
    assert spliced(old, new, at).tolist() == [7, 5, 4, 3, 2]
    assert spliced(ids(50, 40, 30, 20), ids(70, 50, 20), at).tolist() == [70, 50, 40, 30, 20]


@pytest.mark.parametrize(
    ("new", "row", "after"),
    [
        ((5, 4, 3), 1, 1),
        ((9, 5, 4, 3), 1, 2),
        ((5, 3), 1, 1),
        ((5, 4), 2, 1),
        ((9, 8), 1, 1),
        ((), 1, 0),
        ((5, 1), 1, 0),
    ],
)
def test_cursor_lands_on_its_entry_or_the_nearest(new: tuple[int, ...], row: int, after: int) -> None:
    assert landing(ids(5, 4, 3), ids(*new), row) == after


# The window


async def test_rows_are_wanted_by_the_page_and_then_held(library: Library) -> None:
    window = window_of(library, 200)
    assert (len(window), window.count, window.id_at(0), window.index_of(EntryId(1))) == (200, 200, 200, 199)
    assert window.headline(3) is None
    assert window.headline(70) is None
    assert window.wanted() == [*range(136, 72, -1), *range(200, 136, -1)]
    assert await window.fill()
    assert window.headline(3) == headline(197)
    assert window.wanted() == []
    assert not await window.fill()
    assert len(library.asked) == 1


async def test_rows_are_not_asked_for_twice_while_they_are_on_their_way(library: Library) -> None:
    arrived = asyncio.Event()

    async def load(numbers: Sequence[int]) -> list[Headline]:
        await arrived.wait()
        return await library.load(numbers)

    window = EntryWindow(load, ids(3, 2, 1))
    window.headline(0)
    filling = asyncio.create_task(window.fill())
    await asyncio.sleep(0)
    assert window.headline(0) is None
    assert window.wanted() == []
    arrived.set()
    assert await filling
    assert window.headline(0) == headline(3)


async def test_entries_that_are_gone_are_asked_for_once() -> None:
    library = Library(9)
    window = window_of(library, 10)
    window.headline(1)
    await window.fill()
    assert window.headline(1) is None
    assert window.wanted() == []
    window.forget([9])
    window.headline(1)
    assert window.wanted() == [9]


async def test_a_failed_load_is_tried_again_when_the_row_is_drawn(library: Library) -> None:
    window = window_of(library, 10)
    window.headline(0)
    library.broken = True
    with pytest.raises(OSError, match="disk"):
        await window.fill()
    library.broken = False
    assert window.headline(0) is None
    assert await window.fill()
    assert window.headline(0) == headline(10)


async def test_ensure_loads_the_pages_of_a_jump(library: Library) -> None:
    window = window_of(library, 1_000)
    await window.ensure(999)
    assert window.headline(999) == headline(1)
    assert library.asked == [list(range(1_000 - 999 // PAGE * PAGE, 0, -1))]
    await window.ensure(999)
    await window.ensure(-5, 3)
    await window.ensure(5_000)
    assert len(library.asked) == 2


async def test_only_so_many_headlines_are_held(library: Library) -> None:
    window = window_of(library, PAGE * (PAGES + 2))
    await window.ensure(0)
    for page in range(1, PAGES):
        await window.ensure(page * PAGE)
    assert window.headline(0) is not None
    await window.ensure(PAGES * PAGE)
    assert window.headline(0) is not None, "looked at last, so it stays"
    assert window.headline(1) is None


async def test_patched_rows_show_and_take_back_their_flags(library: Library) -> None:
    window = window_of(library, 100)
    await window.ensure(0)
    before = window.patch({EntryId(100): EntryFlags.READ, EntryId(99): EntryFlags.NONE, EntryId(1): EntryFlags.READ})
    assert before == {100: EntryFlags.NONE}
    assert window.headline(0) == headline(100, EntryFlags.READ)
    window.patch(before)
    assert window.headline(0) == headline(100)


async def test_a_row_just_read_stays_until_the_view_is_left(library: Library) -> None:
    window = window_of(library, 5)
    window.patch({EntryId(4): EntryFlags.READ})
    window.replace(ids(6, 5, 3, 2, 1))
    assert window.ids.tolist() == [6, 5, 4, 3, 2, 1]
    window.replace(ids(7, 6, 5, 3, 1))
    assert window.ids.tolist() == [7, 6, 5, 4, 3, 1]
    assert window.kept == {4}
    window.leave()
    window.replace(ids(7, 6, 5, 3, 1))
    assert window.ids.tolist() == [7, 6, 5, 3, 1]


async def test_headlines_stay_held_when_the_list_changes(library: Library) -> None:
    window = window_of(library, 5)
    await window.ensure(0)
    window.replace(ids(6, 5, 1))
    assert [window.headline(row) for row in range(3)] == [None, headline(5), headline(1)]
    assert window.wanted() == [6]


async def test_removed_rows_go_at_once_even_if_kept(library: Library) -> None:
    window = window_of(library, 5)
    window.keep([3, 2])
    assert window.remove([3, 77])
    assert not window.remove([77])
    assert window.ids.tolist() == [5, 4, 2, 1]
    window.replace(ids(5, 4))
    assert window.ids.tolist() == [5, 4, 2]


async def test_new_entries_wait_until_they_are_listed(library: Library) -> None:
    window = window_of(library, 3)
    window.patch({EntryId(2): EntryFlags.READ})
    assert window.offer([5, 4]) == 2
    assert window.offer([8]) == 3
    assert (sorted(window.fresh), window.ids.tolist()) == ([4, 5, 8], [3, 2, 1])
    window.remove([4])
    assert window.pending == 2
    window.replace(ids(8, 5, 3, 1))
    assert (window.pending, window.ids.tolist()) == (0, [8, 5, 3, 2, 1])


async def test_what_waited_is_dropped_with_the_view(library: Library) -> None:
    window = window_of(library, 3)
    assert window.offer([]) == 0
    assert window.offer([4]) == 1
    assert window.again().pending == 1
    window.leave()
    assert window.pending == 0


@settings(max_examples=200, deadline=None)
@given(several, several, st.sets(st.integers(0, 99)), st.integers(1, 40))
def test_a_new_beginning_makes_the_same_list_as_asking_for_all(
    old: list[int], fresh: list[int], read: set[int], length: int
) -> None:
    """Rows that were just read stay; what is new comes in whatever place; the rest of the list is not asked for."""
    came = [number + 100 for number in fresh if number + 100 not in old]
    kept = read.intersection(old)
    every = sorted({*old, *came} - kept, key=lambda number: number * 37 % 101)
    before = array("q", sorted(old, key=lambda number: number * 37 % 101))
    made = with_beginning(before, array("q", every[:length]), came, kept)
    if made is not None:
        assert made == merge_ids(before, array("q", every), kept)
    elif set(came) <= set(every[:length]):
        assert not every[:length] or every[:length][-1] in came


def test_a_beginning_that_lacks_something_new_is_not_taken() -> None:
    assert with_beginning(ids(3, 2, 1), ids(5, 3), [5, 4], ()) is None
    assert with_beginning(ids(3, 2, 1), ids(5, 4), [5, 4], ()) is None
    assert with_beginning(ids(3, 2, 1), ids(5, 4, 3), [5, 4], ()) == ids(5, 4, 3, 2, 1)


@settings(max_examples=100, deadline=None)
@given(several, several, st.integers(0, 29))
def test_row_under_the_cursor_is_found_again(old: list[int], fresh: list[int], cursor: int) -> None:
    """Whatever arrives and whatever was read, the entry under the cursor is still there to scroll to."""
    if not old:
        return
    row = cursor % len(old)
    window = EntryWindow(Library().load, array("q", old))
    window.keep([old[row]])
    window.replace(array("q", [number + 100 for number in fresh]))
    found = window.index_of(EntryId(old[row]), near=row)
    assert found is not None
    assert landing(array("q", old), window.ids, row) == found
