"""Coming back to articles: what was read lately, back and forward, kept unread, snoozed; on a real library."""

from __future__ import annotations

from pathlib import Path

import pytest

from termnews.library import Library
from termnews.model.ids import EntryId
from termnews.query import parse
from termnews.tui.screens.trail import Trail
from tests.support.libraries import put
from tests.support.screen import Reader, library_reader

MEDIUM = (120, 40)


def fill(library: Library) -> None:
    """Two feeds with ten articles; Title 9 is the newest, of the second feed."""
    put(library, "https://one.example/feed", range(6))
    put(library, "https://two.example/feed", range(6, 10))


def titles(it: Reader) -> list[str]:
    """What is listed."""
    window = it.main.listing.window
    rows = [window.headline(at) for at in range(len(window))]
    return [row.title.removeprefix("Title ") for row in rows if row is not None]


def read(it: Reader) -> str:
    """What the article pane shows."""
    article = it.main.reader.article
    return article.headline.title.removeprefix("Title ") if article else ""


def count(it: Reader, query: str) -> int:
    return len(it.session.entry_ids(parse(query)).result(30))


def places(it: Reader) -> list[str]:
    return [row.label for row in it.main.side.all_rows if row.kind == "place"]


async def test_what_was_opened_last_is_listed_first(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        assert "Recently read" not in places(it), "nothing was read yet"
        await it.press("enter", "escape", "j", "j", "enter", "escape", "j", "m")
        await it.press("g", "r")
        assert sorted(titles(it)) == ["7", "9"], "what was only marked read was not read"
        assert it.main.listing.place.title == "Recently read"
        assert "Recently read" in places(it)


async def test_back_and_forward_cross_places(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await it.press("B")
        assert it.toasts[-1] == "No article was opened before this one"
        await it.press("enter", "J", "J")
        assert read(it) == "7"
        await it.press("escape")
        it.main.list_place(it.main.listing.place, parse("feed:one"))
        await it.settle()
        await it.press("enter")
        assert read(it) == "5"
        await it.press("B")
        assert read(it) == "7", "an article of the other feed, which is not listed here"
        assert it.main.desk.current is not None
        assert it.main.desk.current.title == "Title 7", "and what is done now is done to it"
        await it.press("2", "ctrl+o")
        assert read(it) == "9"
        await it.press("B")
        assert it.toasts[-1] == "No article was opened before this one"
        await it.press("3", "ctrl+n")
        assert read(it) == "5"
        await it.press("B", "J")
        assert read(it) not in ("7", "5")
        await it.press("ctrl+n")
        assert it.toasts[-1] == "No article was opened after this one", "a new way begins where one turned off"
        await it.press("escape", "j", "j", "B")
        assert it.main.desk.pane == "article", "from the list it leads to what was read last"
    async with library_reader(tmp_path / "library.db", lambda _: None, MEDIUM) as it:
        await it.press("B")
        assert read(it), "also after a new start"


def test_the_trail_is_that_of_a_browser() -> None:
    trail = Trail()
    one, two, three, four = map(EntryId, (1, 2, 3, 4))
    assert trail.step(-1, None) is None
    for entry_id in (one, two, two, three):
        trail.visit(entry_id)
    assert trail.step(-1, three) == two
    trail.visit(two)
    assert trail.step(1, two) == three
    assert trail.step(1, three) is None
    assert trail.step(-2, three) == one
    trail.visit(four)
    assert trail.step(1, four) is None
    assert trail.step(-1, four) == one
    trail.begin_with([4, 9, 8])
    assert trail.step(-2, one) == EntryId(8)
    assert trail.step(3, EntryId(8)) == four


async def test_what_is_kept_unread_stays_so_until_it_is_marked_itself(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await it.press("H")
        assert it.toasts[-1] == "1 article kept unread · u undoes"
        assert "◆" in it.text
        await it.press("i")
        assert "Kept unread" in it.text
        await it.press("escape", "enter", "escape")
        assert count(it, "is:kept is:unread") == 1
        await it.press("E")
        assert it.toasts[-1] == "Unread: 9 articles marked read, 1 kept unread · u undoes"
        assert count(it, "is:unread") == 1
        assert it.text.count("◆") == 1
        await it.press("u", "colon")
        await it.write("read is:unread")
        assert "10 articles match, 9 would be marked read, 1 kept unread" in it.text
        await it.press("enter")
        assert it.toasts[-1] == "9 articles marked read, 1 kept unread · u undoes"
        await it.press("m")
        assert "◆" not in it.text
        assert (count(it, "is:unread"), count(it, "is:kept")) == (0, 0)
        await it.press("u")
        assert "◆" in it.text


async def test_a_snoozed_article_leaves_and_comes_back_by_itself(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await it.press("j", "x", "x", "d")
        await it.write("soon")
        await it.press("enter")
        assert "no moment to come" in it.toasts[-1]
        assert len(titles(it)) == 10
        await it.press("d")
        assert "off  it comes back now" not in it.text
        assert "tomorrow  Wed 15 Nov 2023 08:00" in it.text
        await it.write("2d")
        assert "2d  Thu 16 Nov 2023 08:00" in it.text
        await it.press("ctrl+u")
        await it.write("tom")
        await it.press("enter")
        assert it.toasts[-1] == "2 articles snoozed until Wed 15 Nov 2023 08:00 · u undoes"
        assert titles(it) == ["9", "6", "5", "4", "3", "2", "1", "0"]
        await it.press("u")
        assert titles(it) == ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]
        await it.press("ctrl+r", "g", "z")
        assert sorted(titles(it)) == ["7", "8"]
        assert "in 9h" in it.text
        assert "Snoozed" in places(it)
        await it.press("g", "u")
        it.session.clock.time += 3 * 86_400
        it.main.tick()
        await it.settle()
        assert it.toasts[-1] == "2 snoozed articles came back"
        await it.press("plus")
        assert sorted(titles(it)[:2]) == ["7", "8"]
        assert "Snoozed" not in places(it)


async def test_a_snooze_is_ended_by_hand(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await it.press("colon")
        await it.write("snooze next-week")
        await it.press("enter")
        assert count(it, "is:snoozed") == 1
        await it.press("g", "z", "d")
        assert "off  it comes back now" in it.text
        await it.press("down", "enter")
        assert it.toasts[-1] == "1 article brought back · u undoes"
        await it.press("g", "u")
        assert titles(it)[0] == "9"


@pytest.mark.parametrize("key", ["recent", "snoozed"])
async def test_places_that_are_empty_say_so(tmp_path: Path, key: str) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        it.main.desk.show_place(key)
        await it.settle()
        assert not titles(it)
        assert it.main.listing.place.title in places(it)
