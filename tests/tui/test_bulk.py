"""Changes by query in the reader: completed, counted before Enter, one step for undo."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, Static

from termnews.library import Library
from termnews.query import parse
from tests.support.libraries import put
from tests.support.screen import Reader, library_reader


def fill(library: Library) -> None:
    """Two feeds with ten articles."""
    put(library, "https://one.example/feed", range(6))
    put(library, "https://two.example/feed", range(6, 10))


def told(it: Reader) -> str:
    """What the line says would come of it."""
    return str(it.app.screen.query_one(".box-told", Static).content)


def typed(it: Reader) -> str:
    """What stands in the line."""
    return it.app.screen.query_one(Input).value


def count(it: Reader, query: str) -> int:
    return len(it.session.entry_ids(parse(query)).result(30))


async def test_the_command_line_marks_what_a_query_matches(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("colon")
        await it.write("read feed:one")
        assert told(it) == "6 articles match, 6 would be marked read"
        await it.press("enter")
        assert it.toasts[-1] == "6 articles marked read · u undoes"
        assert count(it, "is:unread") == 4
        assert it.main.headlines.count == 10, "the list does not jump"
        await it.press("colon")
        await it.write("unread tag:world")
        assert told(it) == "10 articles match, 6 would be marked unread"
        await it.press("enter", "u", "u")
        assert count(it, "is:unread") == 10
        await it.press("colon")
        await it.write("star limit:2")
        await it.press("enter")
        assert count(it, "is:starred") == 2
        await it.press("colon")
        await it.write("unstar is:starred")
        await it.press("enter")
        assert it.toasts[-1] == "2 articles no longer starred · u undoes"


async def test_names_without_a_query_mean_what_they_meant(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("colon")
        await it.write("star")
        await it.press("enter")
        assert count(it, "is:starred") == 1
        await it.press("g", "a", "colon")
        await it.write("unread")
        await it.press("enter")
        assert it.main.listing.place.title == "Unread"
        await it.press("colon")
        await it.write("tag later")
        await it.press("enter")
        assert count(it, "#later") == 1


async def test_tags_are_given_and_taken_by_query(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("colon")
        await it.write('tag +later +"to do" feed:two')
        assert told(it) == "4 articles match, 4 would be tagged +later +to do"
        await it.press("enter")
        assert count(it, "#later tag:to-do") == 4
        await it.press("semicolon", "t")
        await it.write("-lat")
        await it.press("tab")
        assert typed(it) == "-later "
        await it.write("limit:1")
        await it.press("enter")
        assert it.toasts[-1] == "1 article: -later · u undoes"
        await it.press("u", "u")
        assert count(it, "#later") == 0


async def test_the_query_is_completed(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("colon")
        await it.write("bulk.rea")
        await it.press("tab")
        assert typed(it) == "bulk.read "
        await it.write("fee")
        await it.press("tab")
        assert typed(it) == "bulk.read feed:"
        await it.write("tw")
        await it.press("tab")
        assert typed(it) == "bulk.read feed:two.example"
        await it.write(" older:2")
        await it.press("down", "down", "tab")
        assert typed(it) == "bulk.read feed:two.example older:2w"
        assert told(it) == "0 articles match, 0 would be marked read"


async def test_mistakes_are_told_and_nothing_is_marked(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("semicolon", "r")
        await it.write("is:unred")
        assert "column 4" in told(it)
        assert "Did you mean unread?" in told(it)
        await it.press("enter")
        assert "Did you mean unread?" in it.toasts[-1]
        await it.press("semicolon", "r", "enter")
        assert "which articles?" in it.toasts[-1]
        await it.press("semicolon", "t")
        await it.write("feed:one")
        await it.press("enter")
        assert "which tags?" in it.toasts[-1]
        assert count(it, "is:unread") == 10
