"""The feeds view: how each feed fares, why it is asked when it is, and what can be done about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from termnews.library import Library
from termnews.model.feed import FeedHealth
from termnews.net.caching import logged
from termnews.query import EVERYTHING
from tests.support.libraries import NOW, put
from tests.support.screen import Reader, library_reader

HOUR = 3600
MOVED = "https://moved.example/feed"


def fill(library: Library) -> None:
    healthy, _ = put(library, "https://healthy.example/feed", range(30), published=NOW - 5 * HOUR)
    failing, _ = put(library, "https://failing.example/feed", range(30, 32))
    moved, _ = put(library, "https://old.example/feed", range(32, 35))
    well = FeedHealth(checked=NOW - HOUR, succeeded=NOW - HOUR, due=NOW + HOUR, size=42_000, fresh_for=7200)
    sick = replace(well, error="the server is not found", failures=4, succeeded=NOW - 90 * HOUR, due=NOW + 8 * HOUR)
    healths = {
        healthy.id: logged(logged(well, NOW - 2 * HOUR, "unchanged"), NOW - HOUR, "30 new"),
        failing.id: logged(sick, NOW - HOUR, "the server is not found"),
        moved.id: replace(well, moved_to=MOVED, moved_days=2, moved_seen=NOW),
    }
    for feed_id, health in healths.items():
        library.writer.set_health(feed_id, health).result(10)


async def opened(it: Reader) -> Reader:
    return await it.press("g", "e")


def order_of(it: Reader) -> list[str]:
    """Names of the feeds from top to bottom."""
    names = ("healthy.example", "failing.example", "old.example")
    rows = [line for line in it.lines if "Address" not in line and "│" not in line.split("example")[0]]
    return [name for line in rows for name in names if f" {name} " in line and "https" not in line]


async def test_feeds_in_trouble_come_first_with_what_is_wrong_and_why_they_wait(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, (120, 40)) as it:
        await opened(it)
        assert order_of(it) == ["failing.example", "old.example", "healthy.example"]
        assert "failed 4 times" in it.text
        assert "1 in trouble" in it.text
        assert "the server is not found, 1 hour ago" in it.text
        assert "in 8 hours: it failed 4 times in a row" in it.text
        await it.press("G")
        assert "30 new" in it.text and "unchanged" in it.text, "the log of the last checks"
        assert "its answer stays fresh for 2 hours" in it.text
        assert "42.0 kB" in it.text


async def test_the_order_changes_and_the_cursor_stays_on_its_feed(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, (120, 40)) as it:
        await opened(it)
        await it.press("j", "S")
        assert "by name" in it.text
        assert order_of(it) == ["failing.example", "healthy.example", "old.example"]
        assert "https://old.example/feed" in it.text
        await it.press("escape")
        await opened(it)
        assert "by name" in it.text, "the order is kept"


async def test_typing_narrows_to_what_is_called_so(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, (80, 24)) as it:
        await opened(it)
        await it.press("slash")
        await it.write("heal")
        assert "1 of 3 feeds" in it.text
        await it.press("enter", "escape")
        assert "3 feeds" in it.text
        await it.press("escape")
        assert "Feeds" not in it.lines[1]


async def test_a_new_address_is_taken_with_one_key_and_undone_with_another(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with library_reader(path, fill, (120, 40)) as it:
        await opened(it)
        await it.press("j")
        assert f"{MOVED}, seen on 2 days" in it.text
        await it.press("m")
        feeds = {feed.url: feed.id for feed in it.session.feeds().result(10)}
        assert MOVED in feeds and "https://old.example/feed" not in feeds
        assert any("is fetched from" in told for told in it.toasts)
        await it.press("escape", "u")
        feeds = {feed.url: feed.id for feed in it.session.feeds().result(10)}
        assert "https://old.example/feed" in feeds and MOVED not in feeds
        assert len(it.session.entry_ids(EVERYTHING).result(10)) == 35, "its articles stay with it"


async def test_an_address_that_another_feed_has_is_not_taken(tmp_path: Path) -> None:
    def more(library: Library) -> None:
        fill(library)
        put(library, MOVED, range(35, 36))

    async with library_reader(tmp_path / "library.db", more, (120, 40)) as it:
        await opened(it)
        await it.press("slash")
        await it.write("old.ex")
        await it.press("enter", "m")
        assert any("has that address already" in told for told in it.toasts)


async def test_enter_lists_the_feed_and_D_removes_it(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, (120, 40)) as it:
        await opened(it)
        await it.press("enter")
        assert it.main.desk.title == "failing.example"
        await opened(it)
        await it.press("D", "y")
        assert "2 feeds" in it.text
        await it.press("escape", "u")
        await opened(it)
        assert "3 feeds" in it.text


async def test_a_feed_is_paused_and_goes_on_with_the_same_key(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, (120, 40)) as it:
        await opened(it)
        await it.press("G", "p")
        assert any("healthy.example is paused" in told for told in it.toasts)
        await it.press("escape")
        await opened(it)
        await it.press("G")
        assert "paused" in it.text and "only checked when you ask for it" in it.text
        (paused,) = [feed for feed in it.session.feeds().result(10) if feed.settings.paused]
        assert paused.url == "https://healthy.example/feed"
        await it.press("p", "escape")
        assert not any(feed.settings.paused for feed in it.session.feeds().result(10))


async def test_the_settings_of_a_feed_are_reached_from_the_view_and_lead_back_to_it(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, (120, 40)) as it:
        await opened(it)
        await it.press("comma")
        assert "Settings of failing.example" in it.text
        await it.press("j", "j", "j", "j", "enter", "j", "j", "j", "j", "enter")
        await it.write("90")
        await it.press("enter")
        assert "Feeds  by trouble" in it.text
        (changed,) = [feed for feed in it.session.feeds().result(10) if feed.settings.interval]
        assert (changed.name, changed.settings.interval) == ("failing.example", 90)
