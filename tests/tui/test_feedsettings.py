"""Settings of a feed in the reader: chosen step by step or typed, for one feed or a folder, undone as one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from termnews.config import Config, KeepConfig
from termnews.library import Library
from termnews.model.errors import UsageError
from termnews.model.feed import Feed
from termnews.model.feedsettings import FeedSettings, MarkRead
from termnews.model.ids import FeedId
from tests.support.fake_ui import FakeUi
from tests.support.libraries import put
from tests.support.screen import Reader, library_reader

AFTER = MarkRead.parse("after:7")


async def run(*answers: object, pane: str = "sources", argument: str = "", keep: KeepConfig | None = None) -> FakeUi:
    """Run the command with these answers, on feed 3."""
    ui = FakeUi(pane)  # type: ignore[arg-type]
    ui.answers = list(answers)
    ui.argument = argument
    ui.config = Config(keep=keep or KeepConfig())
    await ui.run("feed.settings")
    return ui


async def test_a_setting_is_chosen_and_then_its_value() -> None:
    ui = await run(3, 2, "7")
    titles = [entry[1] for entry in ui.log if entry[0] in ("choose", "ask")]
    name = ui.fake.known[FeedId(3)].name
    assert titles == [f"Settings of {name}", f"Mark read: {name}", "Mark read after how many seconds?"]
    assert ui.fake.calls == [("configure", {FeedId(3): FeedSettings(mark_read=AFTER)})]
    assert ui.log[-1] == ("change", f"{name}: mark read: after 7 seconds")


async def test_what_holds_is_shown_with_where_it_comes_from() -> None:
    ui = await run(None, keep=KeepConfig(days=90, count=500))
    (_, _, options) = ui.log[-1]
    assert options == (
        ("Keep by age: for 90 days", "as configured"),
        ("Keep by number: the newest 500", "as configured"),
        ("Unread ones: kept all the same", "as configured"),
        ("Mark read: on opening", "as configured"),
        ("Checked: every hour", "as configured"),
        ("Paused: no", "as configured"),
    )
    ui = await run(0, None, keep=KeepConfig(days=90))
    assert ui.log[-1][2] == (
        ("as configured: for 90 days", ""),
        ("whatever their age", ""),
        ("for some days …", ""),
    )
    assert ui.fake.calls == []


@pytest.mark.parametrize("answers", [(None,), (0, None), (0, 2, None), (1, 2, "  ")])
async def test_leaving_anywhere_changes_nothing(answers: tuple[object, ...]) -> None:
    assert (await run(*answers)).fake.calls == []


async def test_settings_are_typed_too() -> None:
    ui = await run(argument="keep-unread no")
    assert ui.fake.calls == [("configure", {FeedId(3): FeedSettings(keep_unread=False)})]
    ui.argument = "keep-unread"
    await ui.run("feed.settings")
    assert ui.fake.known[FeedId(3)].settings == FeedSettings()
    for wrong, said in (("mood calm", "keep-days, keep-count"), ("keep-days soon", "1 to 36,500 or `forever`")):
        with pytest.raises(UsageError, match=said):
            await run(argument=wrong)


async def test_a_number_that_is_none_is_told() -> None:
    with pytest.raises(UsageError, match="not “-4”"):
        await run(0, 2, "-4")


async def test_files_of_this_machine_have_only_what_concerns_reading() -> None:
    ui = FakeUi("sources")
    ui.fake.known[FeedId(3)] = Feed(FeedId(3), "file:///home/me/articles", "Articles")
    ui.answers = [None]
    await ui.run("feed.settings")
    assert [text for text, _ in ui.log[-1][2]] == ["Mark read: on opening"]
    ui.argument = "keep-days 3"
    with pytest.raises(UsageError, match="as long as they are there"):
        await ui.run("feed.settings")


async def test_from_an_article_its_feed_is_meant() -> None:
    ui = await run(argument="mark-read never", pane="headlines")
    assert ui.current is not None
    assert ui.fake.known[ui.current.feed_id].settings == FeedSettings(mark_read=MarkRead.parse("never"))


def fill(library: Library) -> None:
    for number in (1, 2):
        feed, _ = put(library, f"https://feed{number}.example/rss", range(number * 10, number * 10 + 3))
        library.writer.update_feed(feed.id, folder="World", now=1).result(10)


def settings_of(it: Reader) -> list[FeedSettings]:
    return [feed.settings for feed in it.session.feeds().result(10)]


async def pick(it: Reader, row: int) -> None:
    """Choose a row of the list on top."""
    it.app.screen.query_one(OptionList).highlighted = row
    await it.press("enter")


async def test_a_folder_is_set_as_one_step_and_undone_as_one(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, size=(80, 24)) as it:
        await it.press("g", "b", "G", "k", "k")
        assert it.main.desk.sources.label == "World"
        await it.press(",")
        assert "Settings of 2 feeds" in it.text
        await pick(it, 0)
        await pick(it, 2)
        assert "how many days" in it.text
        it.app.screen.query_one(Input).value = "30"
        await it.press("enter")
        assert settings_of(it) == [FeedSettings(keep_days=30)] * 2
        assert it.toasts[-1] == "2 feeds: keep by age: for 30 days · u undoes"
        await it.press("j", ":")
        await it.write("settings keep-days f")
        assert "keep-days forever" in it.text
        assert "keep-days 30" not in it.text
        await it.press("tab", "enter", ",")
        assert "Keep by age: whatever their age  set here" in it.text
        await it.press("escape", "k", ",")
        assert "Keep by age: not the same in all" in it.text
        await it.press("escape", "j", "i")
        assert "Keep by age  whatever their age" in it.text
        await it.press("escape", "u")
        assert it.toasts[-1] == "Undone: Changed the settings of feed1.example"
        await it.press("u")
        assert it.toasts[-1] == "Undone: Changed the settings of 2 feeds"
        assert settings_of(it) == [FeedSettings()] * 2
