"""The history in the reader, on a real library: steps listed, taken back down to one, done again up to one."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from termnews.library import Library
from termnews.query import parse
from tests.support.libraries import put
from tests.support.screen import Reader, library_reader


def fill(library: Library) -> None:
    """Two feeds with ten articles."""
    put(library, "https://one.example/feed", range(6))
    put(library, "https://two.example/feed", range(6, 10))


def count(it: Reader, query: str) -> int:
    return len(it.session.entry_ids(parse(query)).result(30))


def rows(it: Reader) -> list[str]:
    """The steps as they are listed."""
    options = it.app.screen.query_one(OptionList)
    return [str(options.get_option_at_index(at).prompt).strip() for at in range(options.option_count)]


async def test_everything_down_to_a_step_is_taken_back_and_done_again(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("g", "a", "s", "j", "s", "E", "U")
        assert [row.partition("  ")[0] for row in rows(it)][:3] == ["Marked 10 read", "Starred 1", "Starred 1"]
        await it.press("j", "j", "enter")
        assert "Take 3 steps back, down to “Starred 1”?" in it.text
        await it.press("y")
        assert it.toasts[-1] == "Undone: 3 steps"
        assert (count(it, "is:starred"), count(it, "is:read")) == (0, 0)
        await it.press("U")
        assert [row.partition("  ")[0] for row in rows(it)][:3] == [
            "undone · Marked 10 read",
            "undone · Starred 1",
            "undone · Starred 1",
        ]
        await it.press("k", "k", "enter")
        assert "Do 2 steps again, up to “Starred 1”?" in it.text
        await it.press("y")
        assert it.toasts[-1] == "Done again: 2 steps"
        assert (count(it, "is:starred"), count(it, "is:read")) == (2, 0)
        await it.press("U", "k", "enter")
        assert "Do “Marked 10 read” again?" in it.text
        await it.press("n")
        assert count(it, "is:read") == 0
        await it.press("2", "u")
        assert it.toasts[-1] == "Undone: 2 steps"
        assert count(it, "is:starred") == 0


async def test_without_steps_there_is_nothing_to_list(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", lambda _: None) as it:
        await it.press("U")
        assert it.toasts[-1] == "Nothing was done yet"


async def test_what_was_begun_is_listed_until_it_is_finished(tmp_path: Path) -> None:
    def fill(library: Library) -> None:
        long = "".join(f"<p>Paragraph {number} of a long report on tides.</p>" for number in range(120))
        put(library, "https://a.example/feed", range(3), content=long)

    async with library_reader(tmp_path / "library.db", fill) as it:
        assert "Continue reading" not in it.text
        await it.press("j", "enter", "space", "space", "escape")
        title = it.title
        assert "Continue reading" in it.text
        await it.press("g", "c")
        assert it.main.headlines.count == 1 and it.title == title
        await it.press("enter")
        assert it.main.pane.position > 0, "it goes on where reading stopped"
        await it.press("G", "escape", "g", "u")
        assert "Continue reading" not in it.text
