"""Titles, names and tags that try to be more than text are drawn as text, wherever they appear, and do nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from termnews.model.errors import FetchError
from termnews.model.feed import Feed
from termnews.model.ids import EntryId, FeedId
from termnews.tui.safe import visible
from tests.support.fake_news import FEEDS, HOSTILE, Story
from tests.support.fake_session import FakeSession
from tests.support.screen import Reader, reader

EVIL = "[/b] [@click=app.quit]x[/] [bold]"


def hostile_session() -> FakeSession:
    """A library in which every name is an attack."""
    stories = [
        Story(title, FeedId(1), 60 * number, (EVIL, title[:30]), own_tags=(EVIL + "2",), authors=(title,), text=title)
        for number, title in enumerate(HOSTILE, 1)
    ]
    feeds = [replace(FEEDS[0], title=EVIL, folder=f"{EVIL}/sub"), Feed(FeedId(2), "https://x.example", HOSTILE[2])]
    return FakeSession(stories, feeds)


def assert_harmless(it: Reader) -> None:
    """Nothing painted could command a terminal."""
    for line in it.lines:
        assert all(character.isprintable() or character in "\u200c\u200d" for character in line), line


@pytest.mark.parametrize("size", [(160, 45), (120, 36), (80, 24)])
async def test_hostile_names_are_drawn_as_text_in_every_place(size: tuple[int, int]) -> None:
    async with reader(size, session=hostile_session(), notice=EVIL) as it:
        assert "[/b] [@click=app.quit]x[/]" in it.text
        assert_harmless(it)
        for keys in (
            ("enter",),
            ("i",),
            ("escape",),
            ("L",),
            ("escape",),
            ("escape",),
            ("t",),
            ("enter",),
            ("escape",),
            ("g", "b"),
            ("G",),
            ("i",),
            ("escape",),
            ("escape",),
            ("#",),
            ("tab",),
            ("escape",),
            ("ctrl+p",),
            ("[",),
            ("escape",),
            (":",),
            ("[",),
            ("enter",),
            ("slash",),
            ("[", "/", "b", "]"),
            ("enter",),
            ("escape",),
            ("y",),
            ("m",),
            ("u",),
            ("?",),
            ("[",),
            ("escape",),
        ):
            await it.press(*keys)
            assert it.app.is_running
            assert_harmless(it)


async def test_no_cell_of_the_screen_does_anything_but_read() -> None:
    async with reader((120, 36), session=hostile_session()) as it:
        for y in range(0, 34, 3):
            for x in (2, 7, 20, 36, 45, 60, 100):
                await it.click(x, y)
                assert it.app.is_running
        await it.settle()
        assert_harmless(it)
        assert not [call for call in it.session.calls if call[0] not in {"set_flag", "refresh"}]


@pytest.mark.parametrize("title", HOSTILE)
async def test_toasts_are_text(title: str) -> None:
    async with reader((120, 36), session=hostile_session()) as it:
        it.main.desk.say(title)
        await it.settle()
        assert it.toasts == [visible(title)]
        it.session.fails = FetchError(title, where=title)
        await it.press("s")
        assert it.toasts[-1] == f"{visible(title)}: {visible(title)}"
        assert visible(title)[:10] in it.text
        assert_harmless(it)


async def test_a_title_from_a_place_that_nobody_cleaned_cannot_leave_its_row() -> None:
    session = hostile_session()
    row = session.rows[EntryId(1)]
    session.rows[EntryId(1)] = replace(row, title="one\ntwo\r\nthree\ttail\x1b[2J")
    async with reader((80, 24), session=session) as it:
        assert "one two  three tail\ufffd[2J" in it.text
        assert_harmless(it)
