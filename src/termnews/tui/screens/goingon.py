"""Going on from article to article: the next row, and the next unread one however far it is."""

from __future__ import annotations

import asyncio
from array import array

from termnews.query import both
from termnews.services.window import PAGE
from termnews.tui.screens.listing import Listing
from termnews.tui.screens.places import named

SCANNED = 4 * PAGE
"""Rows that are looked through one by one for the next unread before the library is asked."""


async def next_row(listing: Listing, cursor: int, step: int, *, unread: bool) -> int | None:
    """The row `step` articles on from the cursor, counting only unread ones if so wanted; None if there is none."""
    if not unread:
        return cursor + step if 0 <= cursor + step < len(listing.window) else None
    row: int | None = cursor
    for _ in range(abs(step)):
        if row is not None:
            row = await _unread_from(listing, row, 1 if step > 0 else -1)
    return row


async def _unread_from(listing: Listing, start: int, way: int) -> int | None:
    window, row = listing.window, start + way
    while 0 <= row < len(window) and abs(row - start) <= SCANNED:
        if window.headline(row) is None:
            await window.fill()
        headline = window.headline(row)
        if headline is not None and not headline.is_read:
            return row
        row += way
    if not 0 <= row < len(window):
        return None
    ids = await listing.ask(both(listing.query, named("unread").query))
    return await asyncio.to_thread(_first_in, window.ids, frozenset(ids), row, way)


async def reach(listing: Listing, row: int) -> None:
    """Have the rows around this one before the cursor goes there."""
    await listing.window.ensure(row - PAGE // 2, row + PAGE // 2)


def _first_in(ids: array[int], wanted: frozenset[int], start: int, way: int) -> int | None:
    rows = range(start, len(ids)) if way > 0 else range(start, -1, -1)
    return next((row for row in rows if ids[row] in wanted), None)
