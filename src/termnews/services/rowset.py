"""Arrays of ids as the rows of a list: finding, keeping and dropping rows among a million without copying them to sets.

Pure functions. Each takes the ids in slices, so that on a thread of its own it never holds up another one for long.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence

SLICE = 8_192
"""Ids looked at in one go."""
ANCHORS = 16
"""Rows before a kept one that are asked where it belongs."""

Place = tuple[int, int]
"""A row of the old list, and the row of the new list that it is put before."""


def rows_of(ids: array[int], wanted: Collection[int]) -> dict[int, int]:
    """Find where these ids stand; those that are not there are left out."""
    few = wanted if isinstance(wanted, set | frozenset) else frozenset(wanted)
    rows: dict[int, int] = {}
    for start in range(0, len(ids) if few else 0, SLICE):
        piece = ids[start : start + SLICE]
        if not few.isdisjoint(piece):
            rows.update((number, row) for row, number in enumerate(piece, start) if number in few)
            if len(rows) == len(few):
                break
    return rows


def row_of(ids: array[int], wanted: int, near: int = 0) -> int | None:
    """Find one id, first around the row where it is thought to be."""
    start = max(0, near - SLICE // 2)
    try:
        return ids.index(wanted, start, start + SLICE)
    except ValueError:
        return _searched(ids, wanted)


def _searched(ids: array[int], wanted: int) -> int | None:
    """Find an id by its bytes, which is many times faster than comparing numbers."""
    width = ids.itemsize
    look = array("q", (wanted,)).tobytes()
    content = ids.tobytes()
    place = content.find(look)
    while place >= 0:
        if place % width == 0:
            return place // width
        place = content.find(look, place + 1)
    return None


def without(ids: array[int], gone: Collection[int]) -> array[int]:
    """Drop rows; the others keep their order."""
    left = array("q")
    start = 0
    for row in sorted(rows_of(ids, gone).values()):
        left.extend(ids[start:row])
        start = row + 1
    left.extend(ids[start:])
    return left


def places(old: array[int], new: array[int], keep: Collection[int]) -> list[Place]:
    """Say where rows of the old list belong that are to be kept though the new one lacks them.

    Each goes behind the row that stood before it, so this holds for every order of the list; no two rows that were
    there change sides.
    """
    present = rows_of(new, keep)
    missing = frozenset(keep).difference(present)
    rows = sorted(rows_of(old, missing).values())
    anchors = {row: list(_before(old, row, missing)) for row in rows if row == 0 or old[row - 1] not in missing}
    found = rows_of(new, {number for before in anchors.values() for number in before})
    placed: list[Place] = []
    for row in rows:
        before = next((found[number] + 1 for number in anchors.get(row, ()) if number in found), 0)
        placed.append((row, max(before, placed[-1][1] if placed else 0)))
    return placed


def _before(old: array[int], row: int, missing: frozenset[int]) -> Iterator[int]:
    """The nearest earlier rows that are not themselves missing."""
    seen = 0
    while row and seen < ANCHORS:
        row -= 1
        if old[row] not in missing:
            seen += 1
            yield old[row]


def spliced(old: array[int], new: array[int], at: Sequence[Place]) -> array[int]:
    """Put rows of the old array into the new one; for ids, and equally for what goes with them row by row."""
    merged = array("q")
    start = 0
    for row, place in at:
        merged.extend(new[start:place])
        merged.append(old[row])
        start = place
    merged.extend(new[start:])
    return merged


def merge_ids(old: array[int], new: array[int], keep: Collection[int]) -> array[int]:
    """Give the new list with those rows of the old one kept that are wanted and would be missing."""
    return spliced(old, new, places(old, new, keep)) if keep else new


def with_beginning(
    old: array[int], new: array[int], wanted: Collection[int], keep: Collection[int]
) -> array[int] | None:
    """Give the old list with its beginning replaced by how the list begins now.

    None when not all that is wanted stands in the new beginning, or nothing tells where that ends in the old list.
    """
    if not frozenset(wanted).issubset(new):
        return None
    row = row_of(old, new[-1], len(new)) if new and new[-1] not in wanted else None
    if row is None:
        return None
    return merge_ids(old[: row + 1], new, keep) + old[row + 1 :]


def landing(old: array[int], new: array[int], row: int) -> int:
    """Give the row of the new list for a cursor on a row of the old: the same entry, else the next, else the last."""
    if row < len(old) and (same := row_of(new, old[row], row)) is not None:
        return same
    after, before = old[row + 1 : row + SLICE], old[max(0, row - SLICE) : row]
    rows = rows_of(new, frozenset(after).union(before))
    nearest = next((rows[number] for number in (*after, *reversed(before)) if number in rows), None)
    return max(0, len(new) - 1) if nearest is None else nearest
