"""What is typed into the search line joins what stands there already."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from termnews.model.ids import FeedId
from tests.support.fake_news import Story
from tests.support.screen import reader


async def test_typing_after_a_chosen_tag_begins_a_new_word() -> None:
    async with reader((120, 36)) as it:
        await it.press("t", "enter", "escape")
        chosen = str(it.main.listing.refinement)
        assert chosen.startswith("tag:")
        await it.press("slash")
        await it.write("zz")
        assert str(it.main.listing.refinement).split() == [chosen, "zz*"]


async def test_enter_keeps_what_was_listed_while_typing() -> None:
    async with reader((120, 36)) as it:
        await it.press("slash")
        await it.write("ferr")
        listed = it.main.headlines.count
        assert listed
        await it.press("enter")
        assert it.main.headlines.count == listed
        assert str(it.main.listing.refinement) == "ferr*"


async def test_what_is_typed_in_one_go_is_searched_and_no_command() -> None:
    """Faster than the screen can pass the keys on, as a quick hand, a paste or a macro is."""
    async with reader((120, 36)) as it:
        starred = [row for row in it.session.rows.values() if row.is_starred]
        for name, character in (("slash", "/"), ("s", "s"), ("e", "e"), ("a", "a")):
            it.app.post_message(events.Key(name, character))
        await it.write("")
        await it.settle()
        assert it.main.query_one("#query-input", Input).value == "sea"
        assert [row for row in it.session.rows.values() if row.is_starred] == starred


async def test_a_blank_ends_the_last_word() -> None:
    async with reader((120, 36)) as it:
        await it.press("slash")
        await it.write("ferr ")
        await it.press("enter")
        assert str(it.main.listing.refinement) == "ferr"
        assert it.main.headlines.count == 0


async def test_tab_goes_through_what_could_follow() -> None:
    async with reader((120, 36)) as it:
        await it.press("slash")
        await it.write("tag:rai")
        line = it.main.querybar.query_one("#query-input", Input)
        assert "railways" in it.lines[2], "offered below the line"
        await it.press("tab")
        assert line.value == "tag:railways"
        assert it.main.querybar.typing
        assert str(it.main.listing.refinement) == "tag:railways"
        await it.press("shift+tab")
        assert line.value == "tag:rai", "back at what was typed"
        await it.press("tab", "space")
        await it.write("is:un")
        await it.press("tab")
        assert line.value == "tag:railways is:unread"


async def test_the_line_below_tells_the_mistake_instead() -> None:
    async with reader((120, 36)) as it:
        await it.press("slash")
        first = next(y for y, line in enumerate(it.lines) if "TODAY" in line)
        await it.write("foo:bar x")
        assert "there is no field" in it.lines[2]
        await it.press("escape", "slash")
        assert next(y for y, line in enumerate(it.lines) if "TODAY" in line) == first, "the list stands still"


async def test_names_that_came_later_are_completed() -> None:
    async with reader((120, 36)) as it:
        it.session.arrive(Story("A lamp is lit", FeedId(1), 5, ("lighthouse",)))
        await it.settle()
        await it.press("slash")
        await it.write("tag:ligh")
        await it.press("tab")
        assert str(it.main.listing.refinement) == "tag:lighthouse"


async def test_where_nothing_matches_the_worst_term_goes_with_one_key() -> None:
    async with reader((120, 36)) as it:
        await it.press("slash")
        await it.write("tag:railways qqq")
        await it.press("enter")
        assert "Nothing matches tag:railways qqq*" in it.text
        assert "Backspace  drop qqq*: 4 match" in it.text
        await it.press("backspace")
        assert str(it.main.listing.refinement) == "tag:railways"
        assert it.main.headlines.count == 4


async def test_where_no_term_alone_is_to_blame_none_is_named() -> None:
    async with reader((120, 36)) as it:
        await it.press("slash")
        await it.write("qqq zzz")
        await it.press("enter")
        assert "Nothing matches" in it.text
        assert "drop" not in it.text


async def test_a_search_goes_on_in_all_articles() -> None:
    async with reader((120, 36)) as it:
        await it.press("g", "s", "slash")
        await it.write("quota")
        await it.press("enter")
        assert "g/  search in all articles: 1 matches" in it.text
        await it.press("g", "/")
        assert it.main.listing.place.key == "all"
        assert it.main.headlines.count == 1


async def test_backspace_takes_the_last_term_away() -> None:
    async with reader((120, 36)) as it:
        await it.press("slash")
        await it.write("ferry tag:islands")
        await it.press("enter", "backspace")
        assert str(it.main.listing.refinement) == "ferry"
        await it.press("backspace", "backspace")
        assert str(it.main.listing.refinement) == ""
        assert "Drop a term: nothing narrows this list" in it.toasts
