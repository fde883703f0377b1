"""Smart folders in the reader, on a real library: saved, listed, counted, changed and undone by keys."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest
from textual.widgets import Input

from termnews.library import Library
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId
from termnews.query import parse
from termnews.services.smartfolders import FolderCount, SmartFolders
from tests.support.libraries import put
from tests.support.screen import Reader, library_reader, reader

MEDIUM = (120, 40)


def fill(library: Library) -> None:
    """Two feeds with ten articles, every second one about the climate."""
    put(library, "https://one.example/feed", range(6))
    put(library, "https://two.example/feed", range(6, 10))


def smart_rows(it: Reader) -> dict[str, int]:
    """Names of the smart folders in the side bar with their numbers."""
    return {row.label: row.number for row in it.main.side.all_rows if row.kind == "smart"}


async def save(it: Reader, name: str) -> None:
    await it.press("v")
    await it.write(name)
    await it.press("enter")


async def to_folder(it: Reader, name: str) -> None:
    """Put the cursor of the side bar on a smart folder."""
    it.main.desk.focus("sources")
    rows = it.main.side.all_rows
    it.main.side.move_to(next(at for at, row in enumerate(rows) if row.kind == "smart" and row.label == name))
    await it.settle()


async def test_what_is_listed_is_saved_and_stands_in_the_side_bar_with_its_number(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await it.press("slash")
        await it.write('tag:"climate change"')
        await it.press("enter")
        assert it.main.headlines.count == 5
        await save(it, "Climate")
        assert "SMART FOLDERS" in it.text
        assert smart_rows(it) == {"Climate": 5}
        assert it.main.folders.all[0].text == "is:unread tag:climate-change"
        await it.press("g", "a")
        await it.press("m")
        assert smart_rows(it) == {"Climate": 4}, "its number is kept"
        await it.press("u")
        assert smart_rows(it) == {"Climate": 5}
        await it.press("u")
        assert "SMART FOLDERS" not in it.text, "undo takes the folder away again"
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        assert smart_rows(it) == {}
        await it.press("ctrl+r")
        assert smart_rows(it) == {"Climate": 5}, "a later start does it again"


async def test_folders_are_listed_by_enter_by_name_and_by_their_own_key(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        it.session.smart_folders.save("Two", parse("feed:two sort:old")).result(30)
        await it.settle()
        await to_folder(it, "Two")
        await it.press("ampersand")
        assert it.app.screen.query_one(Input).value == "g 1"
        await it.press("enter")
        assert it.toasts[-1] == "g 1 lists Two · u undoes"
        await it.press("g", "h", "g", "1")
        assert it.main.listing.place.title == "Two"
        assert it.title == "Title 6", "in its own order"
        await it.press("g", "u", "g", "f", "enter")
        assert it.main.listing.place.title == "Two"
        await it.press("g", "u", "colon")
        await it.write("list two")
        await it.press("enter")
        assert it.main.listing.place.title == "Two"
        await it.press("question_mark")
        await it.write("Two")
        assert "g1" in it.text
        await it.press("escape")
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        assert it.main.listing.place.title == "Two", "what was listed is listed at the next start"
        assert it.main.headlines.count == 4
        await it.press("g", "u", "g", "1")
        assert it.main.listing.place.title == "Two"


async def test_a_key_that_means_something_is_refused(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        it.session.smart_folders.save("Two", parse("feed:two")).result(30)
        await it.settle()
        for keys, told in (("m", "m is “Mark read or unread”"), ("g", "begins other keys"), ("4", "numbers count")):
            await to_folder(it, "Two")
            await it.press("ampersand", "backspace", "backspace", "backspace")
            await it.write(keys)
            await it.press("enter")
            assert told in it.toasts[-1]
        assert it.main.folders.all[0].key == ""


async def test_folders_are_renamed_edited_moved_and_deleted(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        folders = it.session.smart_folders
        for name, query in (("One", "feed:one"), ("Two", "feed:two"), ("Not two", "-in:two")):
            folders.save(name, parse(query)).result(30)
        await it.settle()
        assert smart_rows(it) == {"One": 6, "Two": 4, "Not two": 6}
        await to_folder(it, "Not two")
        await it.press("enter")
        assert it.main.headlines.count == 6
        await to_folder(it, "Two")
        await it.press("e", "ctrl+u")
        await it.write("Zwei")
        await it.press("enter")
        assert list(smart_rows(it)) == ["One", "Zwei", "Not two"]
        assert it.main.folders.all[2].text == '-in:"Zwei"'
        assert it.main.side.smart_folder == "Zwei"
        await it.press("C")
        await it.write(" limit:1")
        await it.press("enter")
        assert smart_rows(it)["Zwei"] == 1
        await it.press("K", "J", "J")
        assert list(smart_rows(it)) == ["One", "Not two", "Zwei"]
        assert it.main.side.smart_folder == "Zwei"
        await it.press("D")
        assert list(smart_rows(it)) == ["One", "Not two"]
        assert it.main.folders.all[1].text == "-feed:two", "what referred to it has its query now"
        assert it.main.listing.place.title == "Not two"
        for _ in range(6):
            await it.press("u")
        assert [folder.name for folder in it.main.folders.all] == ["One", "Two", "Not two"]
        assert it.main.folders.all[2].text == '-in:"two"'


async def test_a_loop_is_told_and_nothing_changes(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        it.session.smart_folders.save("One", parse("feed:one")).result(30)
        it.session.smart_folders.save("More", parse("in:one OR feed:two")).result(30)
        await it.settle()
        await to_folder(it, "One")
        await it.press("C", "ctrl+u")
        await it.write("in:more")
        await it.press("enter")
        assert "One → More → One" in it.toasts[-1]
        assert it.main.folders.all[0].text == "feed:one"


async def test_what_is_listed_follows_a_rename_and_its_undo(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        it.session.smart_folders.save("One", parse("feed:one")).result(30)
        await it.settle()
        await to_folder(it, "One")
        await it.press("enter")
        it.session.smart_folders.rename("One", "First").result(30)
        await it.settle()
        assert (it.main.listing.place.title, it.main.headlines.count) == ("First", 6)
        await it.press("u")
        assert (it.main.listing.place.title, it.main.headlines.count) == ("One", 6)
        await it.press("u")
        assert it.main.listing.place.title == "Unread", "a folder that is gone cannot be listed"


async def test_saving_under_a_known_name_asks_first() -> None:
    async with reader(MEDIUM) as it:
        await save(it, "Mine")
        await it.press("g", "s")
        await save(it, "mine")
        assert "Mine is there already" in it.text
        await it.press("n")
        assert it.main.folders.all[0].text == "is:unread"
        await save(it, "MINE")
        await it.press("y")
        assert [(folder.name, folder.text) for folder in it.main.folders.all] == [("MINE", "is:starred")]


async def test_numbers_are_counted_again_only_where_a_change_can_concern_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    count = SmartFolders.count

    def noted(folders: SmartFolders, name: str) -> Future[FolderCount]:
        counted.append(name)
        return count(folders, name)

    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        it.session.smart_folders.save("Feed", parse("feed:one")).result(30)
        it.session.smart_folders.save("Tag", parse("#later")).result(30)
        await it.settle()
        monkeypatch.setattr(SmartFolders, "count", noted)
        it.session.change_tags([EntryId(1)], add=["later"]).result(30)
        await it.settle()
        assert counted == ["Tag"]
        assert smart_rows(it) == {"Feed": 6, "Tag": 1}
        it.session.set_flag([EntryId(1)], EntryFlags.READ, True).result(30)
        await it.settle()
        assert sorted(counted[1:]) == ["Feed", "Tag"]
        assert smart_rows(it) == {"Feed": 5, "Tag": 0}


async def test_a_folder_that_is_not_there_is_told_in_the_search_line() -> None:
    async with reader(MEDIUM) as it:
        before = it.main.headlines.count
        await it.press("slash")
        await it.write('in:"nothing"')
        await it.press("enter")
        assert "there is no smart folder" in it.text
        assert it.main.headlines.count == before
