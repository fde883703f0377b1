"""Tags as a whole in the reader, on a real library: told apart, renamed, merged, deleted, coloured, clicked."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from termnews.library import Library
from termnews.query import parse
from termnews.tui.commands.owntags import ON_OWN
from termnews.tui.commands.registry import REGISTRY
from tests.support.fake_ui import FakeUi
from tests.support.libraries import NOW, put
from tests.support.screen import Reader, library_reader

MEDIUM = (120, 40)
WIDE = (170, 40)


def fill(library: Library) -> None:
    """Six articles of a publisher who tags: three of them `todo`, two of them `Read later`."""
    _, ids = put(library, "https://one.example/feed", range(6))
    library.writer.change_tags(ids[:3], add=["todo"], now=NOW)
    library.writer.change_tags(ids[2:4], add=["Read later"], now=NOW).result(10)


async def to_tag(it: Reader, key: str) -> None:
    """Put the cursor of the tag filter on a tag."""
    it.main.desk.focus("tags")
    it.main.tags.move_to([tag.key for tag in it.main.tags._rows].index(key))
    await it.settle()


async def answer(it: Reader, text: str) -> None:
    """Put something else into the line that is asked for."""
    it.app.screen.query_one(Input).value = text
    await it.press("enter")


def listed(it: Reader) -> list[str]:
    return [tag.label for tag in it.main.tags._rows]


def colour_at(it: Reader, text: str, left: int = 0) -> str:
    """The colour in which a text is drawn, right of a column."""
    for strip in it.app.screen._compositor.render_strips():
        at = 0
        for segment in strip:
            if text in segment.text and at >= left and segment.style and segment.style.color:
                return segment.style.color.name
            at += len(segment.text)
    raise AssertionError(f"{text} is not drawn")


def role(it: Reader, name: str) -> str:
    return it.app.theme_variables[name].lower()


async def test_own_tags_stand_apart_from_the_articles(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        assert listed(it) == ["todo", "Read later", "World", "Climate Change"]
        lines = [line[:28].strip() for line in it.lines]
        assert [line for line in lines if line in ("TAGS", "YOUR TAGS", "OF ARTICLES")] == ["YOUR TAGS", "OF ARTICLES"]
        await to_tag(it, "climate-change")
        await it.press("enter")
        assert listed(it)[0] == "Climate Change", "what is chosen comes first"
        await it.press("slash", "t", "o")
        assert listed(it) == ["todo"]


async def test_a_tag_is_renamed_and_what_is_listed_follows(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        it.session.smart_folders.save("Mine", parse("tag:todo")).result(30)
        await to_tag(it, "todo")
        await it.press("enter", "e")
        assert it.app.screen.query_one(Input).value == "todo"
        await answer(it, "Soon")
        assert it.toasts[-1] == "todo is Soon now in 3 articles, 1 smart folder · u undoes"
        assert str(it.main.listing.refinement) == "tag:soon"
        assert it.main.headlines.count == 3
        assert it.main.folders.all[0].text == "tag:soon"
        tag = it.main.tags.tag
        assert tag is not None
        assert tag.label == "Soon"
        await it.press("u")
        assert str(it.main.listing.refinement) == "tag:todo"
        assert it.main.headlines.count == 3
        await it.press("ctrl+r")
        assert str(it.main.listing.refinement) == "tag:soon"
        await it.press("g", "h", "backspace")
        await it.press("u")
        assert str(it.main.listing.refinement) == "", "what is listed by now is left alone"
        assert listed(it)[:2] == ["todo", "Read later"]


async def test_a_name_that_is_taken_asks_and_merges(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await to_tag(it, "todo")
        await it.press("e")
        await answer(it, "read LATER")
        assert "There is a tag Read later already. Merge todo into it?" in it.text
        await it.press("n")
        assert listed(it)[:2] == ["todo", "Read later"]
        await it.press("M")
        await answer(it, "nowhere")
        assert it.toasts[-1].startswith("nowhere: there is no such tag")
        await it.press("e")
        await answer(it, "read LATER")
        await it.press("y")
        assert it.toasts[-1] == "todo is Read later now in 3 articles · u undoes"
        assert listed(it)[0] == "Read later"
        assert "todo" not in listed(it)


async def test_a_tag_is_deleted_and_undo_brings_it_back(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await to_tag(it, "todo")
        await it.press("D")
        assert it.toasts[-1] == "todo deleted from 3 articles · u undoes"
        assert "todo" not in listed(it)
        await it.press("u")
        assert listed(it)[0] == "todo"
        await to_tag(it, "world")
        await it.press("D")
        assert "put the cursor on a tag of yours" in it.toasts[-1]


async def test_a_colour_is_seen_wherever_the_tag_is(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, WIDE) as it:
        await to_tag(it, "world")
        await it.press("C", "j", "j", "j", "j", "enter")
        assert it.toasts[-1] == "World is teal now · u undoes"
        teal = role(it, "tag-teal")
        list_left, article_left = it.main.headlines.region.x, it.main.pane.region.x
        for text, left in (("World", 0), ("#World", list_left), ("#world", article_left)):
            assert colour_at(it, text, left) == teal
        await it.press("u")
        assert colour_at(it, "#World", list_left) == role(it, "tag")
        await it.press("ctrl+r", ":")
        await it.write("tags.colour none")
        await it.press("enter")
        assert colour_at(it, "#World", list_left) == role(it, "tag")
    async with library_reader(tmp_path / "library.db", fill, WIDE) as it:
        await it.press("u")
        assert colour_at(it, "#World", list_left) == teal, "a later start takes back and colours"


async def test_chips_go_round_like_the_filter(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, WIDE) as it:

        async def click(text: str, pane: int) -> str:
            row = next(y for y, line in enumerate(it.lines) if text in line[pane:])
            await it.click(it.lines[row].index(text, pane) + 2, row)
            return str(it.main.listing.refinement)

        left, right = it.main.headlines.region.x, it.main.pane.region.x
        assert await click("#Climate-Change", left) == "tag:climate-change"
        assert await click("#world", right) == "tag:climate-change tag:world", "both together"
        assert await click("#world", right) == "tag:climate-change -tag:world"
        assert it.main.headlines.count == 0
        assert await click("○ World", 0) == "tag:climate-change"
        assert await click("#Climate-Change", left) == "-tag:climate-change"


async def test_numbers_say_what_each_tag_would_list(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:

        def numbers() -> dict[str, int]:
            return {tag.key: tag.count for tag in it.main.tags._rows}

        await to_tag(it, "todo")
        await it.press("enter")
        assert numbers() == {"todo": 3, "read-later": 2, "world": 6, "climate-change": 3}, "any of them"
        await it.press("a")
        assert numbers() == {"todo": 3, "read-later": 1, "world": 3, "climate-change": 1}, "all of them"
        await to_tag(it, "read-later")
        await it.press("-")
        assert it.main.headlines.count == 2
        assert numbers() == {"todo": 2, "read-later": 1, "world": 2, "climate-change": 1}, "what would come back"


async def test_tags_of_the_about_screen_are_clicked(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await it.press("j", "j", "i")
        row = next(y for y, line in enumerate(it.lines) if "#Read later" in line)
        await it.click(it.lines[row].index("#Read later") + 3, row)
        assert it.app.screen is it.main
        assert str(it.main.listing.refinement) == "tag:read-later"


@pytest.mark.parametrize("command_id", ["tags.rename", "tags.merge", "tags.delete"])
async def test_only_tags_of_ones_own_are_changed(command_id: str) -> None:
    ui = FakeUi("headlines")
    command = REGISTRY[command_id]
    assert command.when is ON_OWN
    assert not command.when(ui)
    ui.pane = "tags"
    assert command.when(ui)
    ui.tags.tag = None
    assert not command.when(ui)
