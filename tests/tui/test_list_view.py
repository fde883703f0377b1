"""The list as the person wants it: its order, its groups, the room of its rows, and marks on all of it."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from termnews.library import Library, marks
from termnews.model.entry import EntryFlags
from termnews.query import parse
from termnews.tui.commands.view import ORDERS
from tests.support.libraries import put
from tests.support.screen import Reader, library_reader, reader


def fill(library: Library) -> None:
    """Two feeds with twelve articles."""
    put(library, "https://one.example/feed", range(6))
    put(library, "https://two.example/feed", range(6, 12))


def titles(it: Reader) -> list[str]:
    """What is listed, in order."""
    ids = it.main.listing.window.ids
    return [row.title for row in it.session.headlines(ids).result(30)]


def headings(it: Reader) -> list[int]:
    return it.main.headlines.rows.headings


async def test_several_keys_order_the_list_and_are_kept(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("colon")
        await it.write("order feed,-title")
        await it.press("enter")
        assert titles(it)[:6] == [f"Title {number}" for number in (5, 4, 3, 2, 1, 0)]
        assert headings(it) == [0, 6], "in order of feeds each feed has a heading"
        assert "ONE.EXAMPLE" in it.text
        await it.press("slash")
        await it.write("sort:title")
        await it.press("enter")
        assert titles(it)[:3] == ["Title 0", "Title 1", "Title 10"], "an order that is typed wins"
        await it.press("S", "k", "k", "k", "enter")
        assert str(it.main.listing.refinement) == "sort:old", "and is what the chooser changes then"
        assert titles(it)[0] == "Title 0"
        await it.press("escape")
        assert titles(it)[0] == "Title 5"
    async with library_reader(tmp_path / "library.db", fill) as it:
        assert titles(it)[0] == "Title 5"


async def test_the_chooser_takes_keys_of_ones_own(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("S", "G", *["j"] * len(ORDERS), "enter")
        await it.write("-title")
        await it.press("enter")
        assert titles(it)[0] == "Title 9"
        assert headings(it) == []


async def test_groups_are_chosen_and_kept_and_the_cursor_stays(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("j", "j", "j", "V")
        assert "group by feed" in it.text
        await it.press("f")
        assert it.title == "Title 8"
        assert headings(it) == [0, 6]
        await it.press("(")
        assert it.main.headlines.cursor == 6
        await it.press("V", "n")
        assert headings(it) == []
        assert titles(it)[0] == "Title 11"
    async with library_reader(tmp_path / "library.db", fill) as it:
        assert headings(it) == []
        await it.press("V", "d")
        assert headings(it) == [0]


async def test_rows_have_the_room_that_is_wanted() -> None:
    async with reader((120, 36)) as it:
        assert it.main.headlines.row_height == 1
        await it.press("j", "j", "V", "2")
        assert (it.main.headlines.row_height, it.main.headlines.cursor) == (2, 2)
        await it.press("V", "c")
        assert it.main.headlines.row_height == 1
        row = next(line for line in it.lines if "Quiet week" in line)
        assert "Register of Seas" not in row
        await it.press("V", "1")
        row = next(line for line in it.lines if "Quiet week" in line)
        assert "Register of Seas" in row
        await it.pilot.resize_terminal(160, 45)
        await it.settle()
        assert it.main.headlines.row_height == 1
        await it.press("V", "a")
        assert it.main.headlines.row_height == 2
        assert it.session.preferences["density"] == "auto"


async def test_everything_is_marked_without_a_jump_whatever_the_number(tmp_path: Path) -> None:
    with patch.object(marks, "LISTED_AT_MOST", 4):
        async with library_reader(tmp_path / "library.db", fill) as it:
            await it.press("j", "j", "*")
            assert len(it.main.headlines.selected) == 12
            await it.press("m")
            assert it.toasts[-1] == "12 articles marked read · u undoes"
            assert len(it.session.entry_ids(parse("is:unread")).result(30)) == 0
            assert (it.main.headlines.count, it.main.headlines.cursor) == (12, 2)
            assert "●" not in it.text
            await it.press("escape", "u")
            assert len(it.session.entry_ids(parse("is:unread")).result(30)) == 12
            assert (it.main.headlines.count, it.main.headlines.cursor) == (12, 2)
            assert "●" in it.text
            await it.press("E", "g", "a", "g", "u")
            assert it.main.headlines.count == 0, "the list was left"


async def test_all_but_one_are_selected(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("*", "x", "s")
        assert it.toasts[-1] == "11 articles starred · u undoes"
        starred = it.session.headlines(it.session.entry_ids(parse("is:starred")).result(30)).result(30)
        assert "Title 11" not in [row.title for row in starred]
        assert all(EntryFlags.STARRED in row.flags for row in starred)


async def test_what_waits_is_not_marked_unseen(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        put(it.session.library, "https://new.example/feed", [20])  # type: ignore[attr-defined]
        await it.settle()
        assert it.main.listing.waiting == 1
        await it.press("j", "m", "E")
        assert it.toasts[-1] == "Unread: 11 articles marked read · 1 new, not shown yet, left unread · u undoes"
        assert len(it.session.entry_ids(parse("is:unread")).result(30)) == 1
        await it.press("+")
        assert it.main.headlines.count == 13
