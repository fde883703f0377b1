"""The reader driven by keys and the mouse, read back as text and state."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.geometry import Offset
from textual.widgets import Input, OptionList

from termnews.config import Config, OpenConfig, ReaderConfig, RefreshConfig
from termnews.model.changes import ChangeSet
from termnews.model.entry import EntryFlags
from termnews.model.errors import LibraryError
from termnews.model.feed import Feed
from termnews.model.ids import EntryId, FeedId
from termnews.query import parse
from termnews.services.progress import Progress, RefreshReport
from termnews.tui import browser
from termnews.tui.screens.finder import FinderScreen
from tests.support.fake_news import ARTICLES, Story
from tests.support.fake_session import FakeSession
from tests.support.screen import QUIET, Reader, reader

WIDE, MEDIUM, NARROW = (160, 45), (120, 36), (80, 24)
READ, STAR = EntryFlags.READ, EntryFlags.STARRED


# The three widths


async def test_three_panes_when_wide() -> None:
    async with reader(WIDE) as it:
        top = it.lines[1]
        assert "TODAY" in top
        assert "LIBRARY" in it.text
        assert "#ferries" in it.text
        assert it.main.pane.region.x > it.main.headlines.region.right
        assert it.main.headlines.row_height == 2


async def test_list_above_article_when_medium() -> None:
    async with reader(MEDIUM) as it:
        assert it.main.pane.region.y > it.main.headlines.region.y
        assert it.main.pane.region.x == it.main.headlines.region.x
        assert it.main.headlines.row_height == 1
        assert "NORTHPORT." in it.text, "the article under the cursor is previewed"
        assert it.session.calls == [], "a preview marks nothing"


async def test_one_pane_at_a_time_when_narrow() -> None:
    async with reader(NARROW) as it:
        assert not it.main.pane.display or it.main.pane.size.width == 0
        assert "LIBRARY" not in it.text
        await it.press("enter")
        assert "NORTHPORT." in it.text
        assert "TODAY" not in it.text
        await it.press("h")
        assert "TODAY" in it.text
        await it.press("b")
        assert "LIBRARY" in it.text
        await it.press("escape")
        assert "LIBRARY" not in it.text


async def test_resizing_keeps_article_and_cursor() -> None:
    async with reader(WIDE) as it:
        await it.press("j", "j", "enter", "j", "j", "j", "j")
        place = it.main.pane.position
        assert place > 0
        for size in (NARROW, (40, 10), MEDIUM, (200, 50)):
            await it.pilot.resize_terminal(*size)
            await it.settle()
            assert it.main.headlines.cursor == 2
            assert it.main.pane.entry_id == EntryId(3)
            assert abs(it.main.pane.position - place) < 0.05


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (10, 3), (1, 1)])
async def test_tiny_screens_are_survived(size: tuple[int, int]) -> None:
    async with reader(size) as it:
        await it.press("j", "enter", "space", "escape", "t", "escape", "b", "escape", "?", "escape", "slash", "escape")
        assert it.app.is_running


# Moving


async def test_vi_keys_counts_and_sequences_move_the_cursor() -> None:
    async with reader(MEDIUM) as it:
        cursor = it.main.headlines
        await it.press("j")
        assert cursor.cursor == 1
        await it.press("5", "j")
        assert cursor.cursor == 6
        await it.press("k", "up", "down")
        assert cursor.cursor == 5
        await it.press("G")
        assert cursor.cursor == cursor.count - 1
        await it.press("g", "g")
        assert cursor.cursor == 0
        await it.press("1", "0", "G")
        assert cursor.cursor == 9
        await it.press("ctrl+d", "pagedown", "ctrl+u", "pageup", "home", "end")
        assert cursor.cursor == cursor.count - 1


async def test_a_sequence_shows_its_choices_and_can_be_left() -> None:
    async with reader(MEDIUM) as it:
        await it.press("g")
        assert "u unread" in it.text
        await it.press("escape")
        assert "u unread" not in it.text
        await it.press("3")
        assert it.main.keys.count == 3
        await it.press("escape")
        assert it.main.keys.count is None
        assert it.main.headlines.cursor == 0


async def test_day_headings_are_never_under_the_cursor() -> None:
    async with reader(NARROW) as it:
        rows = it.main.headlines.rows
        assert len(rows.headings) > 5
        await it.press(")")
        assert it.main.headlines.cursor == rows.headings[1]
        await it.press("j", "(")
        assert it.main.headlines.cursor == rows.headings[1]
        await it.press("(", "(")
        assert it.main.headlines.cursor == 0


async def test_tab_goes_round_the_panes() -> None:
    async with reader(WIDE) as it:
        seen = []
        for _ in range(4):
            seen.append(it.main.desk.pane)
            await it.press("tab")
        assert seen == ["headlines", "article", "sources", "tags"]
        await it.press("shift+tab")
        assert it.main.desk.pane == "tags"


# Reading


async def test_opening_marks_read_and_the_row_stays() -> None:
    async with reader(MEDIUM) as it:
        before = it.main.headlines.count
        await it.press("enter")
        assert it.main.desk.pane == "article"
        assert it.session.rows[EntryId(1)].is_read
        await it.press("escape")
        assert it.main.headlines.count == before
        assert "20 unread" in it.lines[0]


async def test_space_pages_and_then_opens_the_next_unread() -> None:
    async with reader(MEDIUM) as it:
        await it.press("space")
        assert it.main.pane.entry_id == EntryId(1)
        places = []
        for _ in range(12):
            await it.press("space")
            places.append(it.main.pane.entry_id)
            if it.main.pane.entry_id != EntryId(1):
                break
        assert places[-1] == EntryId(2)
        assert len(places) > 1, "it paged first"
        assert it.session.rows[EntryId(2)].is_read


async def test_next_unread_leaps_over_what_is_read() -> None:
    async with reader(MEDIUM) as it:
        await it.press("g", "a", "4", "j", "n")
        assert it.title.startswith("A serif")
        await it.press("p", "p")
        assert it.title.startswith("Quiet week")
        await it.press("J", "J")
        assert it.title.startswith("Folios")
        await it.press("K")
        assert it.title.startswith("Valley council")


async def test_after_the_last_unread_of_a_feed_come_those_of_all_feeds() -> None:
    async with reader(MEDIUM) as it:
        await it.press("g", "b", "G", "enter")
        assert it.main.listing.place.title == "Valley Chronicle"
        await it.press("G", "n")
        assert it.main.listing.place.title == "Unread"
        assert any("Nothing more unread" in toast for toast in it.toasts)


async def test_the_end_of_everything_is_said() -> None:
    async with reader(MEDIUM) as it:
        await it.press("G", "n")
        assert any("No unread article after" in toast for toast in it.toasts)
        await it.press("g", "g", "p")
        assert any("No unread article before" in toast for toast in it.toasts)


async def test_the_place_in_an_article_is_kept() -> None:
    session = FakeSession()
    async with reader(MEDIUM, session=session) as it:
        await it.press("enter", "ctrl+d", "h", "j", "enter", "h")
        assert session.positions[EntryId(1)] > 0.1
        place = it.main.pane.scroll_offset.y
        assert place == 0
        await it.press("k", "enter")
        assert it.main.pane.scroll_offset.y > 0


async def test_folds_open_and_close_and_headings_are_reached() -> None:
    async with reader(WIDE) as it:
        await it.press("enter", "F")
        await it.press("G")
        assert "PHOTOS: The first crossing" in it.text
        await it.press("F", "g", "g", "}")
        assert it.main.pane.page_shown is not None
        assert "PHOTOS" not in "".join(line.text for line in it.main.pane.page_shown.lines)
        assert it.main.pane.scroll_offset.y > 0
        await it.press("{")
        assert it.main.pane.scroll_offset.y >= 0


async def test_zen_shows_the_article_alone() -> None:
    async with reader(WIDE) as it:
        await it.press("z")
        assert "LIBRARY" not in it.text
        assert "NORTHPORT." in it.text
        await it.press("escape")
        assert "LIBRARY" in it.text


async def test_when_articles_count_as_read_is_a_setting() -> None:
    never = Config(reader=ReaderConfig(mark_read="never"), refresh=RefreshConfig(automatic=False))
    async with reader(MEDIUM, config=never) as it:
        await it.press("enter", "G")
        assert not it.session.rows[EntryId(1)].is_read
    at_end = Config(reader=ReaderConfig(mark_read="at-end"), refresh=RefreshConfig(automatic=False))
    async with reader(MEDIUM, config=at_end) as it:
        await it.press("enter")
        assert not it.session.rows[EntryId(1)].is_read
        await it.press("G")
        assert it.session.rows[EntryId(1)].is_read


# Marks, selection, undo


async def test_marks_show_at_once_and_can_be_undone() -> None:
    async with reader(MEDIUM) as it:
        await it.press("m")
        assert it.session.rows[EntryId(1)].is_read
        assert it.toasts[-1] == "1 article marked read · u undoes"
        assert "▌   Night ferry" in it.text
        await it.press("u")
        assert not it.session.rows[EntryId(1)].is_read
        assert "▌●  Night ferry" in it.text
        assert it.toasts[-1] == "Undone: 1 marked"
        await it.press("ctrl+r", "s")
        assert it.session.rows[EntryId(1)].flags == READ | STAR
        await it.press("u", "u", "u", "u")
        assert "Nothing to undo" in it.toasts


async def test_a_mark_that_cannot_be_saved_goes_back_and_says_so() -> None:
    async with reader(MEDIUM) as it:
        it.session.fails = LibraryError("the disk is full", where="library.db")
        await it.press("s")
        assert "▌●  Night ferry" in it.text
        assert it.toasts[-1] == "library.db: the disk is full"


async def test_actions_act_on_the_selection() -> None:
    async with reader(MEDIUM) as it:
        await it.press("x", "x", "j", "X")
        assert "4 selected" in it.lines[-1]
        assert it.text.count("✓") == 4
        await it.press("s")
        assert it.session.calls[-1] == ("set_flag", (1, 2, 3, 4), STAR, True)
        await it.press("escape")
        assert "✓" not in it.text
        await it.press("*")
        assert "21 articles selected · Esc clears" in it.toasts
        await it.press("m")
        assert it.toasts[-1] == "21 articles marked read · u undoes"


async def test_mark_all_read_is_one_step() -> None:
    async with reader(MEDIUM) as it:
        await it.press("E")
        assert it.session.calls[-1][2:] == (READ, True)
        assert len(it.session.calls[-1][1]) == 21  # type: ignore[arg-type]
        assert it.toasts[-1] == "Unread: 21 articles marked read · u undoes"
        assert "●" not in it.text
        await it.press("u")
        assert "●" in it.text


async def test_only_what_was_unread_is_told_as_marked_read() -> None:
    async with reader(MEDIUM) as it:
        await it.press("m", "j", "m", "E")
        assert it.toasts[-1] == "Unread: 19 articles marked read · u undoes"
        await it.press("E")
        assert it.toasts[-1] == "Unread: 0 articles marked read"


async def test_the_last_change_is_repeated() -> None:
    async with reader(MEDIUM) as it:
        await it.press("s", "j", "j", ".")
        assert [call[1] for call in it.session.calls] == [(1,), (3,)]


async def test_own_tags_are_asked_for_with_completion() -> None:
    async with reader(MEDIUM) as it:
        await it.press("#")
        await it.write("lon")
        assert "long-read" in it.text
        await it.press("tab", "enter")
        assert it.session.rows[EntryId(1)].own_tags == ("long-read",)
        await it.press("A")
        assert it.app.screen.query_one(Input).value == "long-read, "
        await it.press("escape")
        assert it.session.rows[EntryId(1)].own_tags == ("long-read",)


# Tags and search


async def to_tag(it: Reader, key: str) -> None:
    """Put the cursor of the tag filter on a tag."""
    await it.press("t")
    it.main.tags.move_to([tag.key for tag in it.main.tags._rows].index(key))
    await it.settle()


async def test_tags_are_included_excluded_and_cleared() -> None:
    async with reader(WIDE) as it:
        await to_tag(it, "railways")
        await it.press("enter")
        assert str(it.main.listing.refinement) == "tag:railways"
        assert it.main.headlines.count == 4
        await to_tag(it, "ferries")
        await it.press("+")
        assert str(it.main.listing.refinement).startswith("tag:railways,")
        await it.press("a")
        assert it.main.listing.refinement == parse("tag:railways tag:ferries")
        await it.press("-")
        assert it.main.listing.refinement == parse("tag:railways -tag:ferries")
        assert "tag:railways -tag:ferries" in it.lines[0]
        await it.press("backspace")
        assert str(it.main.listing.refinement) == ""
        assert it.main.headlines.count == 21


async def test_tags_are_narrowed_by_typing() -> None:
    async with reader(WIDE) as it:
        await it.press("t", "slash")
        await it.write("trnspo")
        assert [tag.key for tag in it.main.tags._rows] == ["transport"]
        await it.press("enter", "space")
        assert str(it.main.listing.refinement) == "tag:transport"
        await it.press("slash", "escape")
        assert len(it.main.tags._rows) > 5


async def test_all_is_remembered_before_there_are_two() -> None:
    async with reader(WIDE) as it:
        await it.press("t", "a", "enter", "j", "enter")
        assert str(it.main.listing.refinement).count("tag:") == 2


async def test_search_as_one_types_over_title_and_body() -> None:
    async with reader(MEDIUM) as it:
        await it.press("slash")
        await it.write("sched")
        assert it.main.headlines.count == 1
        assert "1 match" in it.text
        await it.press("enter")
        assert it.main.desk.pane == "headlines"
        assert "sched" in it.lines[0]
        await it.press("escape")
        assert it.main.headlines.count == 21


async def test_leaving_a_search_brings_the_list_back() -> None:
    async with reader(MEDIUM) as it:
        await it.press("j", "slash")
        await it.write("qqq")
        assert "Nothing matches" in it.text
        assert "no match" in it.text
        await it.press("escape")
        assert it.main.headlines.count == 21
        assert it.main.desk.pane == "headlines"


async def test_a_mistake_in_a_query_is_shown_at_its_column() -> None:
    async with reader(MEDIUM) as it:
        await it.press("slash")
        await it.write("is:nothing ferry")
        await it.press("enter")
        line = next(line for line in it.lines if "↑" in line)
        assert line.index("↑") >= it.main.headlines.region.x


async def test_tags_stay_chosen_when_the_place_changes() -> None:
    async with reader(WIDE) as it:
        await to_tag(it, "railways")
        await it.press("enter", "g", "a")
        assert it.main.listing.place.key == "all"
        assert str(it.main.listing.refinement) == "tag:railways"


# The side bar


async def test_places_folders_and_feeds_are_listed() -> None:
    async with reader(MEDIUM) as it:
        for key, title in (("t", "Today"), ("s", "Starred"), ("d", "On disk"), ("a", "All articles"), ("u", "Unread")):
            await it.press("g", key)
            assert it.main.listing.place.title == title
            assert title in it.lines[0]
        await it.press("g", "b", "G", "k", "k", "k", "enter")
        assert it.main.listing.place.title == "Khasan Wire"
        assert it.main.headlines.count == 3


async def test_folders_close_and_open() -> None:
    async with reader(MEDIUM) as it:
        await it.press("g", "b", "g", "g", "5", "j")
        assert it.main.side.row is not None
        assert it.main.side.row.label == "Technology"
        await it.press("h")
        assert "Kernel Notes" not in "\n".join(line[:28] for line in it.lines)
        await it.press("l")
        assert it.main.listing.place.title == "Technology"
        assert it.main.headlines.count == 9


async def test_a_failing_feed_is_marked_and_says_why() -> None:
    async with reader(MEDIUM) as it:
        assert any("Valley Chronicle" in line and "!" in line for line in it.lines)
        await it.press("g", "b", "G", "i")
        assert "the server answered 503" in it.text
        assert "4 in a row" in it.text
        assert "in 50 minutes" in it.text
        await it.press("escape")


async def test_about_an_article() -> None:
    async with reader(MEDIUM) as it:
        await it.press("i")
        assert "https://news.example/1" in it.text
        assert "Ilse Maren, Tomas Quill" in it.text
        await it.press("q")
        assert it.app.screen is it.main


# Feeds


async def test_a_feed_is_added_from_the_reader_after_a_look_at_it() -> None:
    async with reader(MEDIUM) as it:
        await it.press("a")
        await it.write("https://new.example/feed")
        await it.press("enter")
        assert "2 articles, the newest:" in it.text and "Fog [b]on[/b] the quay" in it.text
        assert it.session.calls == [("preview", "https://new.example/feed")]
        await it.press("escape")
        assert it.session.calls == [("preview", "https://new.example/feed")], "left, nothing was added"
        await it.press("a")
        await it.write("https://new.example/feed")
        await it.press("enter", "enter")
        assert it.session.calls[-1] == ("subscribe", "https://new.example/feed")
        assert "https://new.example/" in "\n".join(line[:28] for line in it.lines)


async def test_a_page_offers_its_feeds_and_a_server_that_is_down_says_so() -> None:
    async with reader(MEDIUM) as it:
        await it.press("a")
        await it.write("page.example")
        await it.press("enter")
        assert "Page [/b] news" in it.text
        await it.press("j", "enter", "f")
        await it.write("World")
        await it.press("enter")
        assert it.session.calls[-1] == ("subscribe", "https://page.example/atom")
        assert [feed.folder for feed in it.session.known.values() if feed.url == "https://page.example/atom"] == [
            "World"
        ]
        await it.press("a")
        await it.write("down.example")
        await it.press("enter")
        assert "down.example: the server is down" in it.toasts


async def test_removing_feeds_asks_when_there_are_many() -> None:
    async with reader(MEDIUM) as it:
        await it.press("g", "b", "g", "g", "5", "j", "D")
        assert "Remove Technology with 2 feeds?" in it.text
        await it.press("n")
        assert it.session.calls == []
        await it.press("D", "y")
        assert it.session.calls == [("unsubscribe", (4, 5))]
        assert "Technology with 2 feeds removed · u undoes" in it.toasts
        assert "Kernel Notes" not in it.text


async def test_a_refresh_shows_progress_can_be_stopped_and_reports() -> None:
    async with reader(WIDE) as it:
        await it.press("R")
        assert it.session.calls == [("refresh", None, True)]
        assert it.session.on_progress is not None
        it.session.on_progress(Progress(3, 7, "Pacific Desk", 1, 2))
        await it.settle()
        assert "↻ 3/7 1 failed" in it.lines[0]
        it.session.refreshes[0].done.set_result(
            RefreshReport(checked=7, new=2, failures=(("Valley [/b]", "the server answered 503"),))
        )
        await it.settle()
        assert it.toasts[-1] == "2 new · 1 failed (Valley [/b]: the server answered 503)"
        assert "1 failed" in it.lines[0]
        await it.press("r")
        assert it.session.calls[-1] == ("refresh", (2,), True)
        await it.press("R")
        assert it.session.refreshes[1].cancelled
        await it.settle()
        assert it.main.running is None


async def test_feeds_that_are_due_are_checked_at_the_start_without_a_word() -> None:
    async with reader(MEDIUM, config=Config()) as it:
        assert it.session.calls == [("refresh", None, False)]
        it.session.refreshes[0].done.set_result(RefreshReport(checked=3))
        await it.settle()
        assert it.toasts == []


# Changes from behind


async def test_new_articles_wait_behind_a_line() -> None:
    async with reader(MEDIUM) as it:
        await it.press("3", "j")
        title, line = it.title, next(y for y, text in enumerate(it.lines) if "Valley council" in text)
        it.session.arrive(Story("Breaking [/b]", FeedId(1), 5))
        it.session.arrive(Story("Read elsewhere", FeedId(1), 5, flags=READ))
        await it.settle()
        assert "1 new · press + to show" in it.text
        assert "Breaking" not in it.text
        assert it.title == title
        await it.press("+")
        assert "Breaking [/b]" in it.text
        assert it.title == title
        assert abs(next(y for y, text in enumerate(it.lines) if "Valley council" in text) - line) <= 1
        assert "press +" not in it.text


async def test_the_first_articles_of_an_empty_list_come_by_themselves() -> None:
    session = FakeSession(stories=())
    async with reader(MEDIUM, session=session) as it:
        assert "Everything is read." in it.text
        assert "add a feed" in it.text
        session.arrive(ARTICLES[0])
        await it.settle()
        assert "Night ferry link" in it.text


async def test_articles_that_go_take_nothing_else_along() -> None:
    async with reader(MEDIUM) as it:
        await it.press("3", "j")
        title = it.title
        it.session.remove(EntryId(1), EntryId(2))
        await it.settle()
        assert it.title == title
        assert it.main.headlines.count == 19
        it.session.remove(EntryId(4))
        await it.settle()
        assert it.title.startswith("A serif")


async def test_updated_articles_are_read_again_and_everything_too() -> None:
    async with reader(MEDIUM) as it:
        row = it.session.rows[EntryId(1)]
        it.session.rows[EntryId(1)] = replace(row, title="Another title")
        it.session.ring(ChangeSet(updated=frozenset({EntryId(1)})))
        await it.settle()
        assert it.text.count("Another title") == 2
        it.session.rows[EntryId(1)] = replace(row, title="A third title")
        it.session.ring(ChangeSet(everything=True))
        await it.settle()
        assert "A third title" in it.text


# State that survives


async def test_place_tags_cursor_sizes_and_theme_survive() -> None:
    session = FakeSession()
    async with reader(WIDE, session=session) as it:
        await it.press("g", "a")
        await to_tag(it, "railways")
        await it.press("enter", "h", "j", "j", ">", ">", "]", "S", "j", "enter", "T", "j", "enter")
        width = it.main.query_one("#list").size.width
        cursor = it.main.headlines.cursor_id
        assert it.app.theme == "termnews-light"
    async with reader(WIDE, session=session) as it:
        assert it.app.theme == "termnews-light"
        assert it.main.listing.place.key == "all"
        assert str(it.main.listing.refinement) == "tag:railways"
        assert str(it.main.listing.order) == "sort:old"
        assert it.main.headlines.cursor_id == cursor
        assert it.main.query_one("#list").size.width == width
        await it.press("=")
        assert it.main.query_one("#list").size.width != width


async def test_kept_values_that_make_no_sense_are_passed_over() -> None:
    session = FakeSession()
    session.preferences |= {"scope": {"kind": "place", "key": "gone", "refine": "is:"}, "panes": 5, "cursor": "x"}
    session.preferences |= {"theme": "no such", "order": "nonsense", "closed": 7}
    async with reader(MEDIUM, session=session) as it:
        assert it.main.listing.place.key == "unread"
        assert it.app.theme == "termnews-dark"


async def test_what_the_command_line_opened_is_listed_first() -> None:
    async with reader(MEDIUM, scope=parse("tag:linux"), title="kernel [/b]", notice="Opened 3 files [/b]") as it:
        assert "kernel [/b]" in it.lines[0]
        assert it.main.headlines.count == 5
        assert "Opened 3 files [/b]" in it.text
        await it.press("escape")
        assert "Opened 3 files" not in it.text
        await it.press("g", "u", "g", "b", "g", "g", "enter")
        assert it.main.headlines.count == 5


async def test_a_theme_is_previewed_and_can_be_left() -> None:
    async with reader(MEDIUM) as it:
        await it.press("T", "j")
        assert it.app.theme == "termnews-light"
        await it.press("escape")
        assert it.app.theme == "termnews-dark"


async def test_own_keys_hold_and_mistakes_are_told() -> None:
    own = Config(keys={"entry.star": "f5,s", "entry.fly": "f6"}, refresh=RefreshConfig(automatic=False))
    async with reader(MEDIUM, config=own) as it:
        assert "there is no command entry.fly" in it.text
        await it.press("f5")
        assert it.session.calls[-1][2] == STAR


# Help, palette, command line


async def test_the_help_lists_keys_of_the_pane_first_and_is_searched() -> None:
    async with reader(MEDIUM) as it:
        await it.press("?")
        assert it.text.index("IN THE LIST OF HEADLINES") < it.text.index("MOVING")
        await it.write("undo")
        assert "Take the last change back" in it.text
        await it.press("escape", "m", "?")
        await it.write("undo")
        await it.press("enter")
        assert it.toasts[-1] == "Undone: 1 marked"


async def test_the_palette_runs_commands_and_goes_to_feeds() -> None:
    async with reader(MEDIUM) as it:
        await it.press("ctrl+p")
        await it.write("star, or")
        await it.press("enter")
        assert it.session.calls[-1][2] == STAR
        await it.press("ctrl+p")
        await it.write("kernel")
        await it.press("enter")
        assert it.main.listing.place.title == "Kernel Notes"
        await it.press("ctrl+p", "down", "pagedown", "up", "escape")
        assert it.app.screen is it.main


async def test_a_palette_entry_is_clicked() -> None:
    async with reader(MEDIUM) as it:
        await it.press("ctrl+p")
        await it.write("zen alone")
        assert isinstance(it.app.screen, FinderScreen)
        row = next(y for y, text in enumerate(it.lines) if "Article alone" in text)
        await it.click(30, row)
        assert it.main.layout_of.zen


async def test_the_command_line_completes_and_takes_arguments() -> None:
    async with reader(MEDIUM) as it:
        await it.press(":")
        await it.write("entry.ta")
        await it.press("tab")
        assert it.app.screen.query_one(Input).value == "entry.tag "
        await it.write("to cite, later")
        await it.press("enter")
        assert it.session.calls[-1] == ("change_tags", (1,), ("to cite", "later"), ())
        await it.press(":")
        await it.write("star")
        await it.press("enter")
        assert it.session.rows[EntryId(1)].is_starred
        await it.press(":")
        await it.write("qqqqq")
        await it.press("enter")
        assert "There is no command “qqqqq”" in it.toasts
        await it.press(":", "down", "up", "escape")
        assert it.app.screen is it.main


async def test_the_command_line_completes_what_commands_take() -> None:
    async with reader(MEDIUM) as it:
        for typed, line in (
            ("theme termnews-l", "theme termnews-light"),
            ("order len", "order length"),
            ("order feed,-le", "order feed, -length"),
            ("tag to cite, fer", "tag to cite, ferries"),
        ):
            await it.press(":")
            await it.write(typed)
            await it.press("tab")
            assert it.app.screen.query_one(Input).value == line
            await it.press("escape")
        await it.press(":")
        await it.write("theme termnews-light")
        await it.press("enter")
        assert it.app.theme == "termnews-light"
        await it.press(":")
        await it.write("theme none-such")
        await it.press("enter")
        assert "There is no theme “none-such” · T shows all" in it.toasts


# The world outside


async def test_addresses_open_in_the_browser_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[tuple[str, ...], str]] = []

    def launch(program: tuple[str, ...], url: str) -> str:
        opened.append((program, url))
        return ""

    monkeypatch.setattr(browser, "launch", launch)
    config = Config(open=OpenConfig(browser=("gull", "{url}")), refresh=RefreshConfig(automatic=False))
    async with reader(MEDIUM, config=config) as it:
        await it.press("o")
        assert opened == [(("gull", "{url}"), "https://news.example/1")]
        await it.press("enter", "L", "enter")
        assert opened[-1][1] == "https://harbour.example/notice"
        it.main.desk.open_address("javascript:alert(1)")
        await it.settle()
        assert len(opened) == 2
        assert "Only web addresses are opened" in it.toasts[-1]


async def test_a_browser_that_fails_leaves_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "launch", lambda program, url: "no browser was found")
    async with reader(MEDIUM) as it:
        await it.press("o")
        assert it.toasts == ["https://news.example/1: no browser was found"]


async def test_copying_takes_controls_away() -> None:
    async with reader(MEDIUM) as it:
        await it.press("y")
        assert it.app.clipboard == "https://news.example/1"
        it.main.desk.copy("a\x1b]52;c;\x07b", "Copied")
        assert it.app.clipboard == "a\ufffd]52;c;\ufffdb"


async def test_q_goes_back_and_then_leaves() -> None:
    async with reader(MEDIUM) as it:
        await it.press("enter", "q")
        assert it.app.is_running
        assert it.main.desk.pane == "headlines"
        await it.pilot.press("q")
        await it.pilot.pause()
        assert it.app._exit


# The mouse


async def test_clicks_move_mark_and_open() -> None:
    async with reader(MEDIUM) as it:
        left, top = it.main.headlines.region.offset
        await it.click(left + 10, top + 3)
        assert it.title.startswith("Quiet week")
        await it.click(left + 2, top + 3)
        assert it.session.calls[-1] == ("set_flag", (3,), STAR, True)
        await it.click(left + 1, top + 3)
        assert it.session.calls[-1] == ("set_flag", (3,), READ, True)
        await it.click(left + 10, top + 2, times=2)
        assert it.main.desk.pane == "article"
        assert it.main.pane.entry_id == EntryId(2)


async def test_clicks_on_tags_places_links_and_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def launch(_program: tuple[str, ...], url: str) -> str:
        opened.append(url)
        return ""

    monkeypatch.setattr(browser, "launch", launch)
    async with reader((200, 50)) as it:
        row = next(y for y, text in enumerate(it.lines) if text[:28].strip().startswith("ferries"))
        await it.click(6, row)
        assert str(it.main.listing.refinement) == "tag:ferries"
        row = next(y for y, text in enumerate(it.lines) if text.startswith(" Starred"))
        await it.click(4, row)
        assert it.main.listing.place.key == "starred"
        await it.press("g", "u", "t", "backspace", "h")
        row = next(y for y, text in enumerate(it.lines) if "the harbour office" in text)
        await it.click(it.lines[row].index("the harbour office") + 3, row)
        assert opened == ["https://harbour.example/notice"]
        row = next(y for y, text in enumerate(it.lines) if "lines folded" in text)
        await it.click(it.lines[row].index("lines folded"), row)
        assert "PHOTOS: The first crossing" in it.text


async def test_rules_are_dragged() -> None:
    async with reader(WIDE) as it:
        before = it.main.query_one("#side").size.width
        rule = it.main.query_one("#side-rule").region
        await it.pilot.mouse_down(offset=Offset(rule.x, 10))
        await it.pilot.hover(offset=Offset(rule.x + 6, 10))
        await it.pilot.mouse_up(offset=Offset(rule.x + 6, 10))
        await it.settle()
        assert it.main.query_one("#side").size.width == before + 6
        assert it.session.preferences["panes"] == {"side": before + 6}


async def test_a_link_list_is_a_list() -> None:
    async with reader(MEDIUM) as it:
        await it.press("enter", "L")
        assert it.app.screen.query_one(OptionList).option_count == 1
        await it.press("escape")
        assert it.app.screen is it.main


async def test_the_first_frame_stands_before_any_answer() -> None:
    session = FakeSession()
    async with reader(MEDIUM, session=session, config=QUIET) as it:
        assert it.main.side.all_rows[0].label == "Today"
        feeds = [row.label for row in it.main.side.all_rows if row.kind == "feed"]
        assert feeds == [
            "Kernel Notes",
            "Type & Paper",
            "Register of Seas",
            "Khasan Wire",
            "Pacific Desk",
            "Saved articles",
            "Valley Chronicle",
        ]


def test_a_feed_has_a_name_of_its_own() -> None:
    assert Feed(FeedId(1), "https://x.example", "").name == "https://x.example"


async def test_an_empty_library_gets_samples_and_says_how_to_go_on() -> None:
    async with reader(MEDIUM, session=FakeSession(stories=(), feeds=())) as it:
        assert "A sample to begin with" in it.text
        assert "a add a feed, file or folder" in it.text
        assert "Sample articles" in it.text
        await it.press("escape")
        assert "a add a feed" not in it.text


async def test_a_library_that_cannot_be_written_says_so() -> None:
    session = FakeSession()
    session.read_only = "the folder may not be written"
    async with reader(MEDIUM, session=session) as it:
        assert "read only: the folder may not be written" in it.text


async def test_tags_in_rows_and_articles_are_clicked() -> None:
    async with reader((200, 50)) as it:
        row = next(y for y, text in enumerate(it.lines) if "#ports #shipping" in text)
        await it.click(it.lines[row].index("#shipping") + 2, row)
        assert str(it.main.listing.refinement) == "tag:shipping"
        left = it.main.pane.region.x
        row = next(y for y, text in enumerate(it.lines) if "#ports" in text[left:])
        await it.click(it.lines[row].index("#ports", left) + 2, row)
        assert it.main.listing.refinement == parse("tag:shipping tag:ports")


async def test_text_is_selected_and_copied_without_its_margin() -> None:
    async with reader(MEDIUM) as it:
        row = next(y for y, text in enumerate(it.lines) if "NORTHPORT" in text)
        left = it.lines[row].index("NORTHPORT")
        await it.drag((left, row), (left + 8, row + 1))
        assert it.app.screen.get_selected_text() == (
            "NORTHPORT. The tide gate was opened before dawn and closed again at\nnoon. A n"
        )
        await it.press("ctrl+c")
        assert it.app.clipboard.startswith("NORTHPORT.")
        assert not it.app.clipboard.endswith(" ")


async def test_long_lists_arrive_by_pages_and_jumps_wait_for_theirs() -> None:
    stories = [Story(f"Story number {number}", FeedId(1), number * 600) for number in range(1000)]
    async with reader(NARROW, session=FakeSession(stories)) as it:
        rows = it.main.headlines
        assert rows.count == 1000
        assert rows.window is not None
        assert rows.window.held(EntryId(900)) is None
        await it.press("G")
        assert it.title == "Story number 999"
        assert "…" not in it.text
        await it.press("5", "0", "0", "G")
        assert it.title == "Story number 499"
        assert "Story number 500" in it.text
        line = next(y for y, text in enumerate(it.lines) if "Story number 499" in text)
        await it.press("j", "k")
        assert it.lines[line].startswith("▌") or "Story number 499" in it.lines[line]
        await it.press(*["pagedown"] * 8)
        assert "…" not in it.text
        around = [row for row in rows.rows.headings if abs(row - rows.cursor) < 144]
        assert around, "days get their headings wherever one jumps to"


async def test_a_tag_that_is_typed_joins_those_that_are_there() -> None:
    async with reader(MEDIUM) as it:
        await it.press("g", "g", "#")
        await it.write("first")
        await it.press("enter", "#")
        await it.write("second")
        await it.press("enter")
        current = it.main.desk.current
        assert current is not None
        assert set(current.own_tags) >= {"first", "second"}


async def test_a_window_that_grows_shows_the_article_that_had_no_room() -> None:
    async with reader(NARROW) as it:
        assert it.main.reader.article is None
        await it.pilot.resize_terminal(*WIDE)
        await it.settle()
        assert it.main.reader.article is not None
        assert it.main.reader.article.headline.id == it.main.headlines.cursor_id
