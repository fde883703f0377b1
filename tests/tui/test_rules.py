"""Rules in the reader, on a real library: made of what is listed, seen at work, changed, rehearsed and taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from termnews.library import Library
from termnews.query import parse
from termnews.query.rules import Actions, Rule
from tests.support.libraries import NOW, intent, parsed, put
from tests.support.screen import Reader, library_reader

MEDIUM = (120, 40)


def fill(library: Library) -> None:
    """Two feeds with ten articles, every second one about the climate."""
    put(library, "https://one.example/feed", range(6))
    put(library, "https://two.example/feed", range(6, 10))


async def arrive(it: Reader, *numbers: int) -> None:
    """Let a refresh bring articles."""
    library = it.session.library  # type: ignore[attr-defined]
    feed = library.reader.feeds()[0]
    library.writer.begin_refresh()
    library.writer.store(feed.id, None, [intent(feed.id, parsed(number)) for number in numbers], None, now=NOW).result(
        10
    )
    await it.settle()


def rules(it: Reader) -> list[tuple[str, str, str]]:
    """Names, queries and actions."""
    lines = it.session.rules.all().result(10)
    return [(line.rule.name, line.rule.text, str(line.rule.actions)) for line in lines]


def count(it: Reader, query: str) -> int:
    return len(it.session.entry_ids(parse(query)).result(10))


async def test_a_rule_is_made_of_what_is_listed_rehearsed_and_acts_on_what_arrives(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await it.press("slash")
        await it.write('tag:"climate change"')
        await it.press("enter", "@", "n")
        assert "5 articles match" in it.text
        await it.press("enter")
        await it.write("#warm, hide, notify")
        await it.press("enter")
        await it.write("tomorrow")
        await it.press("enter")
        await it.write("Climate")
        await it.press("enter")
        assert "5 stored articles would change: #warm, hide, notify" in it.text
        await it.press("enter")
        assert rules(it) == [("Climate", "tag:climate-change", "#warm, hide, notify")]
        await it.press("escape", "g", "a")
        assert it.main.headlines.count == 10, "what is stored is left alone"
        await arrive(it, 20, 21)
        assert "Climate: Title 21 (one.example)" in it.text
        assert count(it, "is:hidden") == 1 and it.main.listing.waiting == 1
        await it.press("g", "x")
        assert it.main.headlines.count == 1
        await it.press("i")
        assert "Climate hid it and gave #warm" in it.text
        await it.press("escape", "@", "@")
        assert "on · 1 hit · last" in it.text
        await it.press("b")
        assert "1 article changed back" in it.text and count(it, "is:hidden") == 0
        await it.press("u")
        assert count(it, "is:hidden") == 1


async def test_the_list_of_rules_changes_moves_runs_and_removes_them(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await it.press("@", "@")
        assert "No rule yet" in it.text
        await it.press("escape")
        it.session.rules.save(Rule("One", "number1", Actions(hide=True))).result(10)
        it.session.rules.save(Rule("Two", "number2", Actions(star=True))).result(10)
        await it.press("colon")
        await it.write("rule.up t")
        assert "Two" in it.text, "the command line completes names of rules"
        await it.press("escape", "@", "@")
        assert "s switch it on or off" in it.text
        await it.press("J")
        assert [name for name, _, _ in rules(it)] == ["Two", "One"]
        await it.press("s")
        assert "off · 0 hits" in it.text, "the mark follows the rule that moved"
        await it.press("s", "e")
        await it.write("!")
        await it.press("enter", "q")
        await it.write(" OR number3")
        await it.press("enter", "a")
        await it.write(", mark read")
        await it.press("enter", "t")
        await it.write("nonsense")
        await it.press("enter")
        assert "is no date" in it.text
        await it.press("t")
        await it.write("3d")
        await it.press("enter")
        assert rules(it)[1] == ("One!", "number1 OR number3", "mark read, hide")
        assert it.session.rules.all().result(10)[1].rule.until is not None
        await it.press("r")
        assert "2 articles would change" in it.text
        await it.press("y")
        assert count(it, "is:hidden is:read") == 2
        await it.press("u", "D")
        assert count(it, "is:hidden") == 0 and [name for name, _, _ in rules(it)] == ["Two"]
        await it.press("l")
        assert it.main.headlines.count == 1 and "1 article matches, 1 would change: star" in it.text
        assert count(it, "is:starred") == 0
        it.session.rules.save(Rule("Away", "number5", Actions(hide=True))).result(10)
        it.session.rules.run(["Away"]).result(10)
        await it.press("@", "@", "j", "enter")
        assert "Matches of Away" in it.text and it.main.headlines.count == 1, "what it has hidden is listed too"


async def test_articles_are_hidden_and_brought_back_by_hand(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await it.press("j", "Z")
        assert it.main.headlines.count == 9 and count(it, "is:hidden") == 1
        await it.press("u")
        assert it.main.headlines.count == 10
        await it.press("colon")
        await it.write("hide tag:world number1")
        assert "1 article match, 1 would be hidden" in it.text
        await it.press("enter", "g", "x")
        assert it.main.headlines.count == 1
        await it.press("Z")
        assert it.main.headlines.count == 1 and count(it, "is:hidden") == 0, "the row stays until the list is left"
        await it.press("colon")
        await it.write("unhide tag:world")
        assert "0 articles match" in it.text


async def test_a_rule_runs_as_it_is_saved_and_a_broken_one_says_why(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill, MEDIUM) as it:
        await it.press("@", "n")
        await it.write("number4")
        await it.press("enter")
        await it.write("mark red")
        await it.press("enter")
        assert "nothing that a rule does" in it.text
        await it.press("@", "n")
        await it.write("number4")
        await it.press("enter")
        await it.write("star")
        await it.press("enter", "enter")
        await it.write("Four")
        await it.press("enter", "down", "enter")
        assert count(it, "is:starred") == 1
        with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
            connection.execute("UPDATE rule SET query = 'feed:('")
            connection.commit()
        await it.press("@", "@")
        assert "broken: " in it.text
