"""The numbers at the top speak of what is listed."""

from __future__ import annotations

import re

from termnews.model.ids import EntryId
from tests.support.screen import Reader, reader


def unread_told(it: Reader) -> int | None:
    """What the line at the top says."""
    found = re.search(r"(\d+) unread", it.lines[0])
    return int(found[1]) if found else None


async def test_unread_ones_are_those_of_the_place() -> None:
    async with reader((120, 36)) as it:
        for key in ("a", "t", "s", "d"):
            await it.press("g", key)
            rows = [it.session.rows[EntryId(number)] for number in it.main.listing.window.ids]
            unread = sum(not row.is_read for row in rows)
            assert unread_told(it) == (unread if unread not in (0, len(rows)) else None), key


async def test_unread_ones_are_those_of_the_feed_and_the_folder() -> None:
    async with reader((120, 36)) as it:
        told = 0
        for row in [row for row in it.main.side.all_rows if row.kind in ("feed", "folder")]:
            it.main.choose_row(row)
            await it.settle()
            rows = [it.session.rows[EntryId(number)] for number in it.main.listing.window.ids]
            unread = sum(not headline.is_read for headline in rows)
            assert unread_told(it) == (unread if unread not in (0, len(rows)) else None), row.label
            told += unread_told(it) is not None
        assert told
