"""Commands, run on a reader without a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from termnews.model.entry import EntryFlags
from termnews.model.errors import FetchError, TermnewsError
from termnews.model.ids import EntryId, FeedId
from termnews.query import Query
from termnews.tui.commands.faces import PANES, Pane
from termnews.tui.commands.keymap import Keymap, Pending, key_name, shown
from termnews.tui.commands.registry import GROUPS, REGISTRY, Command, Registry, command
from tests.support.fake_ui import FakeUi

ALL = tuple(REGISTRY)


@pytest.mark.parametrize("known", ALL, ids=lambda known: known.id)
def test_every_command_has_a_key_a_name_and_a_sentence_of_help(known: Command) -> None:
    assert known.keys
    assert known.title[0].isupper()
    assert known.help.endswith(".")
    assert known.group in GROUPS
    assert REGISTRY.find(known.id) is known


def test_keys_mean_one_thing_in_each_pane() -> None:
    taken: dict[tuple[str, str], str] = {}
    for known in ALL:
        for key in known.keys:
            for pane in known.panes or ("",):
                assert (pane, key) not in taken, (known.id, taken[pane, key], key)
                taken[pane, key] = known.id
    for pane in PANES:
        here = {keys for scope, keys in taken if scope in (pane, "")}
        firsts = {keys.split()[0] for keys in here if " " in keys}
        assert not here & firsts, "a key that begins sequences has a meaning of its own"


@pytest.mark.parametrize("pane", PANES)
def test_every_default_key_reaches_a_command(pane: Pane) -> None:
    keymap = Keymap(ALL, {})
    assert not keymap.problems
    for known in ALL:
        for key in known.keys:
            if not known.panes or pane in known.panes:
                found = keymap.find(pane, tuple(key.split()))
                assert isinstance(found, Command)
                assert found is known or (not known.panes and pane in found.panes)


def test_sequences_show_their_choices() -> None:
    found = Keymap(ALL, {}).find("headlines", ("g",))
    assert isinstance(found, Pending)
    assert ("g", REGISTRY["go.first"]) in found.choices
    assert Keymap(ALL, {}).find("headlines", ("g", "ö")) is None


def test_own_keys_replace_the_defaults() -> None:
    keymap = Keymap(ALL, {"entry.star": "m, ctrl+s", "go.first": "g t", "app.quit": ""})
    assert keymap.find("headlines", ("m",)) is REGISTRY["entry.star"]
    assert keymap.find("headlines", ("s",)) is None
    assert keymap.keys(REGISTRY["entry.toggle-read"]) == ()
    assert keymap.find("headlines", ("g", "t")) is REGISTRY["go.first"]
    assert keymap.label(REGISTRY["app.quit"]) == ""
    assert keymap.label(REGISTRY["entry.star"]) == "m"
    assert not keymap.problems


def test_mistakes_in_own_keys_are_told() -> None:
    keymap = Keymap(ALL, {"entry.star": "z", "entry.toggle-read": "z", "entry.fly": "f"})
    assert "keys: there is no command entry.fly" in keymap.problems
    assert any("z is given to" in problem for problem in keymap.problems)


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [
        ("question_mark", "?", "?"),
        ("j", "j", "j"),
        ("G", "G", "G"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("space", " ", "space"),
        ("comma", ",", "comma"),
        ("upper_a", "Ä", "Ä"),
        ("escape", "\x1b", "escape"),
        ("left_square_bracket", None, "["),
    ],
)
def test_keys_are_called_by_their_character(key: str, character: str | None, name: str) -> None:
    assert key_name(key, character) == name


@pytest.mark.parametrize(
    ("keys", "told"), [("g g", "gg"), ("ctrl+d", "^d"), ("space", "Space"), ("shift+tab", "Shift+Tab"), ("comma", ",")]
)
def test_keys_are_shown_as_people_write_them(keys: str, told: str) -> None:
    assert shown(keys) == told


def test_the_registry_refuses_what_is_not_whole() -> None:
    registry = Registry()
    registry.add(ALL[0])
    with pytest.raises(ValueError, match="two commands"):
        registry.add(ALL[0])
    with pytest.raises(ValueError, match="unknown group"):
        registry.add(replace(ALL[1], group="Elsewhere"))
    with pytest.raises(ValueError, match="no help"):
        command("test.mute", "f12", "Mute", group="View")(lambda _: None)


def test_commands_are_found_by_the_end_of_their_name() -> None:
    assert REGISTRY.find("star") is REGISTRY["entry.star"]
    assert REGISTRY.find("about") is None, "two commands end so"
    assert REGISTRY.find("nothing") is None


@pytest.mark.parametrize(
    ("command_id", "count", "asked"),
    [
        ("go.down", None, ("headlines", "move", 1)),
        ("go.down", 5, ("headlines", "move", 5)),
        ("go.up", 3, ("headlines", "move", -3)),
        ("go.page-down", None, ("headlines", "page", 1)),
        ("go.page-up", None, ("headlines", "page", -1)),
        ("go.half-down", None, ("headlines", "page", 0.5)),
        ("go.half-up", None, ("headlines", "page", -0.5)),
        ("go.first", None, ("headlines", "first")),
        ("go.last", None, ("headlines", "last")),
        ("go.last", 7, ("headlines", "move_to", 6)),
        ("go.open", None, ("headlines", "activate")),
        ("go.back", None, ("back",)),
        ("go.next-day", None, ("headlines", "next_day", 1)),
        ("go.previous-day", 2, ("headlines", "next_day", -2)),
        ("pane.next", None, ("focus_next", 1)),
        ("pane.previous", None, ("focus_next", -1)),
        ("pane.sources", None, ("focus", "sources")),
        ("pane.headlines", None, ("focus", "headlines")),
        ("place.unread", None, ("show_place", "unread")),
        ("place.today", None, ("show_place", "today")),
        ("place.starred", None, ("show_place", "starred")),
        ("place.local", None, ("show_place", "local")),
        ("place.all", None, ("show_place", "all")),
        ("read.on", None, ("open",)),
        ("read.next-unread", 2, ("go_to", 2, True)),
        ("read.previous-unread", None, ("go_to", -1, True)),
        ("read.next", None, ("go_to", 1, False)),
        ("read.previous", None, ("go_to", -1, False)),
        ("read.folds", None, ("article", "toggle_folds")),
        ("read.browser", None, ("open_address", "https://news.example/1")),
        ("read.copy", None, ("copy", "https://news.example/1", "Address copied")),
        ("read.about", None, ("show", "about-article")),
        ("entry.toggle-read", None, ("mark", (1,), EntryFlags.READ, True, "marked read", "")),
        ("entry.star", None, ("mark", (1,), EntryFlags.STARRED, True, "starred", "")),
        (
            "entry.read-all",
            None,
            ("mark", tuple(FakeUi().fake.rows), EntryFlags.READ, True, "marked read", "Unread"),
        ),
        ("select.toggle", None, ("headlines", "toggle_selected")),
        ("select.range", None, ("headlines", "select_range")),
        ("select.all", None, ("say", "12 articles selected · Esc clears", False)),
        ("change.undo", None, ("undo", 1, False)),
        ("change.undo", 3, ("undo", 3, False)),
        ("change.redo", None, ("undo", 1, True)),
        ("change.repeat", None, ("repeat",)),
        ("search.start", None, ("search",)),
        ("tags.filter", None, ("focus", "tags")),
        ("tags.include", None, ("tags", "choose", "include")),
        ("tags.exclude", None, ("tags", "choose", "exclude")),
        ("tags.cycle", None, ("tags", "choose", "cycle")),
        ("tags.every", None, ("tags", "switch_every")),
        ("tags.clear", None, ("tags", "clear")),
        ("feed.refresh", None, ("refresh", (FeedId(2),))),
        ("feed.refresh-all", None, ("refresh", None)),
        ("feed.show-new", None, ("show_new",)),
        ("view.zen", None, ("toggle", "zen")),
        ("view.side", None, ("toggle", "side")),
        ("view.side-narrower", None, ("resize", "side", -2)),
        ("view.side-wider", 5, ("resize", "side", 5)),
        ("view.list-smaller", None, ("resize", "list", -2)),
        ("view.list-larger", None, ("resize", "list", 2)),
        ("view.sizes", None, ("resize", "list", 0)),
        ("view.theme", None, ("show", "themes")),
        ("app.help", None, ("show", "help")),
        ("app.palette", None, ("show", "palette")),
        ("app.line", None, ("show", "line")),
        ("app.suspend", None, ("suspend",)),
        ("app.quit", None, ("quit",)),
    ],
)
async def test_what_a_command_asks_for(command_id: str, count: int | None, asked: tuple[Any, ...]) -> None:
    ui = FakeUi()
    ui.count = count
    assert asked in await ui.run(command_id)


async def test_marks_act_on_the_selection_and_go_back_again() -> None:
    ui = FakeUi()
    ui.chosen = (EntryId(1), EntryId(2), EntryId(3))
    assert ("mark", (1, 2, 3), EntryFlags.READ, True, "marked read", "") in await ui.run("entry.toggle-read")
    assert ui.current is not None
    ui.current = replace(ui.current, flags=EntryFlags.READ | EntryFlags.STARRED)
    log = await ui.run("entry.toggle-read")
    assert log[-1][2:4] == (EntryFlags.READ, False)
    log = await ui.run("entry.star")
    assert log[-1][3:] == (False, "no longer starred", "")


async def test_reading_on_pages_and_then_goes_to_the_next_unread() -> None:
    ui = FakeUi("article")
    assert await ui.run("read.on") == [("article", "page", 1)]
    ui.article.ends = True
    assert (await ui.run("read.on"))[1:] == [("article", "page", 1), ("go_to", 1, True)]


async def test_back_quits_where_there_is_no_step_left() -> None:
    ui = FakeUi()
    assert ("quit",) not in await ui.run("go.back-or-quit")
    ui.can_go_back = False
    assert ("quit",) in await ui.run("go.back-or-quit")


@pytest.mark.parametrize(("step", "command_id"), [(1, "read.next-heading"), (-1, "read.previous-heading")])
async def test_headings_are_for_the_article(step: int, command_id: str) -> None:
    assert not REGISTRY[command_id].when(FakeUi("headlines"))
    assert await FakeUi("article").run(command_id) == [("article", "next_heading", step)]


async def test_a_markdown_link_survives_brackets() -> None:
    ui = FakeUi()
    assert ui.current is not None
    ui.current = replace(ui.current, title="a [b] c")
    assert ("copy", r"[a \[b\] c](<https://news.example/1>)", "Markdown link copied") in await ui.run(
        "read.copy-markdown"
    )


@pytest.mark.parametrize(
    ("command_id", "copied"),
    [
        ("read.copy", "https://news.example/a?id=7#top"),
        ("read.copy-markdown", "[t](<https://news.example/a?id=7#top>)"),
    ],
)
async def test_addresses_are_copied_without_what_follows_people(command_id: str, copied: str) -> None:
    ui = FakeUi()
    assert ui.current is not None
    address = "https://news.example/a?utm_source=rss&id=7&fbclid=x#top"
    ui.current = replace(ui.current, title="t", url=address)
    assert copied in [text for what, text, *_ in await ui.run(command_id) if what == "copy"]
    assert (await ui.run("read.browser"))[-1] == ("open_address", address), "what is opened is the address as given"


async def test_links_are_chosen_with_their_host_in_sight() -> None:
    ui = FakeUi("article")
    ui.answers = [1]
    log = await ui.run("read.links")
    assert log[0][2] == (("https://a.example/", "a.example"), ("https://b.example/x", "b.example"))
    assert log[1] == ("follow", "https://b.example/x")
    ui.article.links = ()
    assert not REGISTRY["read.links"].when(ui)


def test_without_an_article_nothing_acts_on_one() -> None:
    ui = FakeUi()
    ui.current = None
    gated = ["entry.star", "entry.toggle-read", "entry.tag", "read.browser", "read.copy", "read.about", "feed.refresh"]
    assert not [command_id for command_id in gated if REGISTRY[command_id].when(ui)]


@pytest.mark.parametrize(
    ("own", "typed", "add", "gone"),
    [
        ((), "to cite, #long read", ("to cite", "long read"), ()),
        (("to cite",), "long read", ("long read",), ("to cite",)),
        (("to cite",), "to cite, x", ("x",), ()),
        (("to cite",), "to cite, -old", (), ("old",)),
    ],
)
async def test_tags_are_given_and_taken(
    own: tuple[str, ...], typed: str, add: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    ui = FakeUi()
    assert ui.current is not None
    ui.current = replace(ui.current, own_tags=own)
    ui.answers = [typed]
    log = await ui.run("entry.tag")
    assert log[0] == ("ask", "Tags", "".join(f"{name}, " for name in own))
    assert ui.fake.calls == [("change_tags", (1,), add, gone)]
    assert log[-1][0] == "change"


async def test_tags_of_a_selection_come_from_the_command_line_too() -> None:
    ui = FakeUi()
    ui.chosen, ui.argument = (EntryId(1), EntryId(2)), "later, -old"
    log = await ui.run("entry.tag")
    assert log == [("change", "2 articles: +later -old")]
    ui.argument, ui.answers = "", [None]
    assert await ui.run("entry.tag") == [("change", "2 articles: +later -old"), ("ask", "Tags", "")]


async def test_adding_tells_what_came_of_it() -> None:
    ui = FakeUi()
    ui.answers = ["https://new.example/feed", "subscribe"]
    told = "Added https://new.example/feed · 3 new articles"
    assert (await ui.run("feed.add"))[-1] == ("say", told, False)
    ui.answers = ["down.example"]
    with pytest.raises(FetchError):
        await ui.run("feed.add")
    ui.answers = ["page.example", 0, "subscribe"]
    log = await ui.run("feed.add")
    assert log[-4][2] == (("Page [/b] news", "https://page.example/feed"), ("https://page.example/atom",) * 2)
    assert log[-3] == ("say", "Reading https://page.example/feed …", False)
    assert log[-2] == ("preview", "https://page.example/feed")
    assert log[-1] == ("say", "Added https://page.example/feed · 3 new articles", False)
    ui.answers = ["  "]
    before = len(log)
    assert len(await ui.run("feed.add")) == before + 1


async def test_removing_one_feed_is_undoable_and_asks_only_for_many() -> None:
    ui = FakeUi("sources")
    assert (await ui.run("feed.remove")) == [("change", "Khasan Wire removed")]
    ui.sources.feed_ids = (FeedId(1), FeedId(2))
    ui.answers = [False]
    assert (await ui.run("feed.remove"))[-1] == ("confirm", "Remove Khasan Wire with 2 feeds?")
    ui.answers = [True]
    assert (await ui.run("feed.remove"))[-1] == ("change", "Khasan Wire with 2 feeds removed")
    assert not REGISTRY["feed.remove"].when(FakeUi("headlines"))


async def test_feeds_are_renamed_and_moved() -> None:
    ui = FakeUi("sources")
    ui.answers = ["My name", " World/Asia/ "]
    await ui.run("feed.rename")
    await ui.run("feed.move")
    assert ui.fake.calls == [("rename", 3, "My name"), ("move", 3, "World/Asia")]
    ui.answers = [None, None]
    await ui.run("feed.rename")
    await ui.run("feed.move")
    assert len(ui.fake.calls) == 2
    assert ("show", "about-feed") in await ui.run("feed.about")
    assert ("refresh", (FeedId(3),)) in await ui.run("feed.refresh")


async def test_subscriptions_are_written_to_a_new_file_only(tmp_path: Path) -> None:
    ui = FakeUi()
    target = tmp_path / "out.opml"
    ui.answers = [str(target), str(target), None]
    assert (await ui.run("feed.export"))[-1] == ("say", f"Subscriptions written to {target}", False)
    assert target.read_bytes() == b"<opml/>"
    with pytest.raises(TermnewsError, match="is there already"):
        await ui.run("feed.export")
    await ui.run("feed.export")
    ui.answers = [str(target)]
    assert (await ui.run("feed.import"))[-2:] == [
        ("say", "out.opml: 4 feeds added, 1 was there already · cut off", False),
        ("refresh_due",),
    ]


async def test_the_order_is_chosen() -> None:
    ui = FakeUi()
    ui.answers = [1]
    assert (await ui.run("view.order"))[-1] == ("set_order", "sort:old")
    ui.answers = [None]
    assert (await ui.run("view.order"))[-1][0] == "choose"


def test_the_query_of_a_fake_is_everything() -> None:
    assert FakeUi().query == Query()


async def test_copies_are_shown_taken_apart_and_joined() -> None:
    ui = FakeUi()
    assert ui.current is not None
    assert not REGISTRY["copies.part"].when(ui) or ui.current.copies > 1
    ui.current = replace(ui.current, copies=3)
    assert ui.current.id in ui.session.rows  # type: ignore[attr-defined]
    await ui.run("copies.part")
    assert ("part", ui.current.id) in ui.session.calls  # type: ignore[attr-defined]
    ui.chosen = (EntryId(1), EntryId(2))
    await ui.run("copies.join")
    assert ("join", (EntryId(1), EntryId(2))) in ui.session.calls  # type: ignore[attr-defined]
