"""What the bars at the edges say: where one is, which keys matter, what may follow a key, what runs, what failed."""

from __future__ import annotations

import pytest

from termnews.model.changes import ChangeSet
from termnews.model.feed import FeedHealth
from termnews.model.ids import EntryId, FeedId
from termnews.services.progress import Progress
from termnews.tui import times
from termnews.tui.cells import flow
from termnews.tui.screens.about import trouble
from tests.support.fake_news import NOW, Story
from tests.support.fake_session import FakeSession
from tests.support.screen import reader

WIDE, MEDIUM, NARROW, TINY = (160, 45), (120, 36), (80, 24), (40, 10)


@pytest.mark.parametrize("size", [NARROW, TINY])
async def test_all_that_may_follow_a_key_is_seen(size: tuple[int, int]) -> None:
    async with reader(size) as it:
        await it.press("g")
        for word in ("g to the beginning", "u unread", "t today", "s starred", "d on disk", "a all articles"):
            assert word in it.text
        await it.press("escape")
        assert "u unread" not in it.text
        assert "j move" in it.lines[-1]


async def test_the_position_in_the_list_is_told_and_in_the_article() -> None:
    async with reader(NARROW) as it:
        assert it.lines[-1].rstrip().endswith("1/21")
        await it.press("5", "j")
        assert it.lines[-1].rstrip().endswith("6/21")
        await it.press("enter")
        assert "%" in it.lines[-1]
        await it.press("h")
        assert it.lines[-1].rstrip().endswith("6/21")


async def test_the_tag_filter_names_its_own_keys() -> None:
    async with reader(MEDIUM) as it:
        await it.press("t")
        assert "Enter with, without, off" in it.lines[-1]
        assert "a any, all" in it.lines[-1]
        assert "star" not in it.lines[-1]
        await it.press("slash")
        assert "Esc all tags" in it.lines[-1]


async def test_the_side_bar_names_its_own_keys() -> None:
    async with reader(MEDIUM) as it:
        await it.press("g", "b", "G")
        assert "D remove" in it.lines[-1]
        assert "e rename" in it.lines[-1]
        assert "star" not in it.lines[-1]


@pytest.mark.parametrize("size", [MEDIUM, NARROW])
async def test_the_first_line_fits(size: tuple[int, int]) -> None:
    async with reader(size, session=FakeSession(stories=(), feeds=())) as it:
        assert "a add a feed, file or folder · I import OPML · ? all keys" in it.text


async def test_a_long_notice_takes_the_lines_it_needs() -> None:
    told = "page.html: this is not a feed · other.txt: there is no such file, look at its name and its folder again"
    async with reader(NARROW, notice=told) as it:
        assert "folder again" in it.text
        await it.press("escape")
        assert "folder again" not in it.text


async def test_the_samples_leave_nothing_behind() -> None:
    session = FakeSession(stories=(), feeds=())
    async with reader(NARROW, session=session) as it:
        assert "import OPML" in it.text
        await it.press("m")
        session.subscribe("https://new.example/feed").result()
        session.unsubscribe([FeedId(1)])
        await it.settle()
        assert it.main.headlines.count == 0
        assert "import OPML ·" not in it.text, "nothing has to be introduced any more"
        entry = session.arrive(Story("News at last", FeedId(2), 5))
        await it.settle()
        assert "News at last" in it.text
        assert it.main.headlines.cursor_id == entry


async def test_marked_rows_outlive_a_reload() -> None:
    async with reader(NARROW) as it:
        await it.press("m")
        it.session.ring(ChangeSet(everything=True))
        await it.settle()
        assert it.main.headlines.cursor_id == EntryId(1)


async def test_what_left_the_list_is_not_selected_any_more() -> None:
    async with reader(NARROW) as it:
        await it.press("x", "x")
        it.session.remove(EntryId(1))
        await it.settle()
        assert list(it.main.headlines.selected.ids) == [EntryId(2)]


async def test_a_removed_feed_is_named_and_the_cursor_stays_beside_it() -> None:
    async with reader(MEDIUM) as it:
        await it.press("g", "b", "G", "k")
        gone = it.main.side.label
        at = it.main.side.cursor
        await it.press("D")
        assert f"{gone} removed · u undoes" in it.toasts
        assert it.main.side.cursor == at


async def test_a_toast_takes_the_place_of_the_one_before() -> None:
    async with reader(MEDIUM) as it:
        await it.press("s", "u")
        assert len(it.toasts) == 1
        assert it.toasts[0].startswith("Undone")


async def test_feeds_that_failed_are_counted_and_listed() -> None:
    async with reader(MEDIUM) as it:
        assert "1 failed" in it.lines[0]
        await it.press("!")
        assert "Feeds that failed" in it.text
        assert "the server answered 503 · never read · next try in 50 minutes" in it.text
        await it.press("enter")
        assert it.main.listing.place.title == "Valley Chronicle"
        it.session.sick.clear()
        await it.press("!")
        assert "All feeds could be read" in it.toasts


async def test_a_refresh_says_how_to_stop_it() -> None:
    async with reader(MEDIUM) as it:
        await it.press("R")
        assert it.session.on_progress is not None
        it.session.on_progress(Progress(3, 7, "Pacific Desk", 1, 2))
        await it.settle()
        assert "R stops" in it.lines[0]


async def test_imported_feeds_are_fetched() -> None:
    async with reader(MEDIUM) as it:
        await it.press("I")
        await it.write("feeds.opml")
        await it.press("enter")
        assert "feeds.opml: 4 feeds added, 1 was there already · cut off" in it.toasts
        assert it.session.calls[-1] == ("refresh", None, False)


@pytest.mark.parametrize(
    ("health", "told"),
    [
        (FeedHealth(error="gone", gone=True, succeeded=NOW - 86400), "gone · last read 1 day ago · not tried again"),
        (FeedHealth(error="down", due=NOW), "down · never read · next try now"),
        (FeedHealth(error="down"), "down · never read"),
    ],
)
def test_trouble_in_a_line(health: FeedHealth, told: str) -> None:
    assert trouble(health, NOW) == told


@pytest.mark.parametrize(
    ("gone", "told"), [(0, "just now"), (60, "1 minute ago"), (7200, "2 hours ago"), (86400 * 1200, "1,200 days ago")]
)
def test_how_long_ago(gone: int, told: str) -> None:
    assert times.ago(NOW - gone, NOW) == told


def test_parts_flow_over_lines() -> None:
    parts = [[("aa ", "")], [("bb ", "")], [("cc ", "")]]
    assert flow(parts, 5) == [[("aa ", ""), ("bb ", "")], [("cc ", "")]]
    assert flow(parts, 1) == [[part[0]] for part in parts]
    assert flow([], 5) == []


@pytest.mark.parametrize(
    ("key", "rows"), [("?", ("Open", "Read on", "Select")), ("ctrl+p", ("Read on", "Next unread"))]
)
async def test_lists_above_the_panes_use_a_small_screen_whole(key: str, rows: tuple[str, ...]) -> None:
    async with reader(TINY) as it:
        await it.press(key)
        for row in rows:
            assert row in it.text
        assert "Open…" not in it.text


async def test_the_order_is_shown_and_chosen_from_where_it_stands() -> None:
    async with reader(MEDIUM) as it:
        await it.press("S", "j", "j", "j", "j", "enter")
        assert "sort:title" in it.lines[0]
        await it.press("S", "enter")
        assert "sort:title" in it.lines[0], "the box begins at what holds"
        await it.press("S", "k", "k", "k", "k", "enter")
        assert "sort" not in it.lines[0]
