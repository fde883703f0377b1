"""Finding in the open article: typed, followed, kept, left."""

from __future__ import annotations

from tests.support.screen import Reader, reader


def marked(it: Reader) -> int:
    """How many lines of the article have something marked."""
    return len(it.main.pane._marked)


async def opened(it: Reader) -> Reader:
    """Read the first article."""
    return await it.press("g", "g", "enter")


def word_of(it: Reader) -> str:
    """A word that stands in the open article more than once."""
    page = it.main.pane.page_shown
    assert page is not None
    words = [word for line in page.lines[6:] for word in line.text.lower().split() if word.isalpha() and len(word) > 2]
    return max(words, key=words.count)


async def test_hits_are_marked_as_one_types_and_n_goes_from_one_to_the_next() -> None:
    async with reader((120, 36)) as it:
        await opened(it)
        word = word_of(it)
        entry = it.main.pane.entry_id
        await it.press("slash")
        await it.write(word)
        assert marked(it)
        assert " 1 of " in it.text
        await it.press("enter", "n")
        assert " 2 of " in it.text
        assert "next hit" in it.lines[-1]
        await it.press("N", "N")
        hits = it.main.finder._found.hits
        assert f"{len(hits)} of {len(hits)}" in it.text
        assert it.main.pane.entry_id == entry, "n and N are hits while a find is on"
        await it.press("escape")
        assert not marked(it)
        assert it.main.desk.pane == "article"
        await it.press("n")
        assert it.main.pane.entry_id != entry, "and next unread when it is not"


async def test_letters_go_into_the_line_and_escape_goes_back_to_the_place() -> None:
    async with reader((80, 24)) as it:
        await opened(it)
        await it.press("j", "j")
        place = it.main.pane.scroll_offset.y
        await it.press("slash")
        await it.write("Qmsu?:")
        assert "not found" in it.text
        assert it.main.finder.typing
        await it.press("escape")
        assert it.main.desk.pane == "article"
        assert it.main.pane.scroll_offset.y == place
        assert not it.main.finder.typing and "not found" not in it.text


async def test_a_broken_expression_is_told_and_harms_nothing() -> None:
    async with reader((120, 36)) as it:
        await opened(it)
        await it.press("slash")
        await it.write("/(the/")
        assert "missing" in it.text or "unbalanced" in it.text or "unterminated" in it.text
        await it.press("enter", "j", "escape")
        assert it.main.desk.pane == "article"


async def test_hits_survive_another_width_and_end_with_the_article() -> None:
    async with reader((120, 36)) as it:
        await opened(it)
        word = word_of(it)
        await it.press("slash")
        await it.write(word)
        await it.press("enter", "n")
        at, hits = it.main.finder._at, len(it.main.finder._found.hits)
        await it.pilot.resize_terminal(80, 24)
        await it.settle()
        assert it.main.desk.pane == "article"
        assert marked(it)
        assert (it.main.finder._at, len(it.main.finder._found.hits)) == (at, hits)
        await it.press("J")
        assert not marked(it)
        assert not it.main.finder.active


async def test_the_screen_stays_with_the_article_while_one_types_on_a_narrow_one() -> None:
    async with reader((80, 24)) as it:
        await opened(it)
        await it.press("slash")
        await it.pilot.resize_terminal(70, 20)
        await it.settle()
        assert it.main.has_class("-reading")
        await it.write("x")
        assert it.main.finder.typing
