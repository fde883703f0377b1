"""What other processes write is seen in an open reader, without a move under the cursor."""

from __future__ import annotations

import asyncio
from pathlib import Path

from termnews.library import Library
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId
from tests.support.libraries import NOW, put
from tests.support.screen import library_reader


def fill(library: Library) -> None:
    """A feed with six articles."""
    put(library, "https://one.example/feed", range(6))


async def test_marks_and_articles_of_another_process_arrive(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with library_reader(path, fill) as it:
        await it.press("j", "j")
        under, line = it.main.headlines.cursor_id, it.main.headlines.scroll_offset.y
        starred = it.text.count("\N{BLACK STAR}")
        with Library.open(path, now=NOW) as other:
            other.writer.set_flag([EntryId(1), EntryId(2)], EntryFlags.STARRED, True, now=NOW).result(10)
            put(other, "https://two.example/feed", range(6, 9))
        for _ in range(600):
            await it.settle()
            if len(it.main.listing.window) == 9:
                break
            await asyncio.sleep(0.05)
        assert it.text.count("\N{BLACK STAR}") == starred + 2
        assert it.main.headlines.cursor_id == under
        assert it.main.headlines.scroll_offset.y == line
        assert len(it.main.listing.window) == 9
