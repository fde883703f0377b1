"""`termnews rules`: what is done to arriving articles, from the shell."""

from __future__ import annotations

import json

from termnews.library import Library
from tests.support.libraries import NOW, put
from tests.support.shell import Shell


def test_rules_are_added_listed_changed_and_removed(shell: Shell) -> None:
    assert shell("rules") == 4
    assert shell("rules", "add", "Mute", "number1", "-is:starred", "--hide", "--until", "2100-01-01") == 0
    assert shell.out == "Mute: number1 -is:starred → hide, until 2100-01-01\n"
    assert "1 stored article would change" in shell.err
    assert shell("rules", "add", "World", "tag:world", "--tag", "#Earth", "--star", "--disabled") == 0
    assert shell("rules", "rename", "world", "Earth") == 0
    assert shell("rules", "move", "earth", "1") == 0
    assert shell("rules", "enable", "Earth") == 0
    assert shell("rules", "disable", "Mute") == 0
    assert shell("rules") == 0
    assert shell.out.splitlines() == [
        "        0  on     Earth  tag:world → #Earth, star",
        "        0  off    Mute  number1 -is:starred → hide, until 2100-01-01",
    ]
    assert shell("rules", "--json") == 0
    first = json.loads(shell.out)[0]
    assert (first["name"], first["tags"], first["star"], first["state"], first["hits"]) == (
        "Earth",
        ["Earth"],
        True,
        "on",
        0,
    )
    assert shell("rules", "until", "Earth", "2100-02-01") == 0
    assert shell("rules", "until", "mute", "never") == 0
    assert shell("rules") == 0
    assert ["until" in line for line in shell.out.splitlines()] == [True, False]
    assert shell("rules", "remove", "Mute") == 0
    assert shell("undo") == 0
    assert shell("rules", "remove", "Mute") == 0
    assert shell("rules", "remove", "Mut") == 2


def test_mistakes_are_told(shell: Shell) -> None:
    for mistake, told in (
        (("add", "A", "tag:x"), "needs something to do"),
        (("add", "A", "tag:x", "--hide", "--until", "yesterday"), "has passed"),
        (("add", "A", "tag:x", "--hide", "--until", "9999y"), "too far away"),
        (("add", "A", "limit:3", "--hide"), "Leave out limit:"),
        (("add", "A", "in:nothing", "--hide"), "no smart folder"),
        (("run", "A"), "no rule “A”"),
    ):
        assert shell("rules", *mistake) == 2
        assert told in shell.err


def test_what_is_stored_is_rehearsed_run_over_and_brought_back(shell: Shell) -> None:
    assert shell("rules", "rehearse", "feed:one", "--hide", "-n", "2") == 0
    assert shell.out.splitlines()[-1] == "3 articles of what is stored match; 3 would change: hide"
    assert len(shell.out.splitlines()) == 3
    assert shell("rules", "add", "One", "feed:one", "--hide") == 0
    assert shell("rules", "rehearse", "--rule", "one", "--json") == 0
    assert json.loads(shell.out)["matching"] == 3
    assert shell("rules", "run") == 0
    assert shell.out == "3 articles changed; `termnews undo` takes it back\n"
    assert shell.titles() == ["Title 4", "Title 3"]
    assert shell.titles("is:hidden") == ["Title 2", "Title 1", "Title 0"]
    assert shell("show", "1") == 0
    assert "Hidden by the rule “One”" in shell.out
    assert shell("show", "1", "--json") == 0
    shown = json.loads(shell.out)
    assert shown["hidden"] and shown["rules"][0]["rule"] == "One" and shown["rules"][0]["hide"]
    assert shell("mark", "unhidden", "number1") == 0
    assert shell.titles("is:hidden") == ["Title 2", "Title 0"]
    assert shell("undo", "2") == 0
    assert len(shell.titles()) == 5


def test_what_happened_on_arrival_is_taken_back(shell: Shell) -> None:
    assert shell("rules", "add", "Nine", "number9", "--hide") == 0
    with Library.open(shell.library, now=NOW) as library:
        put(library, "https://three.example/feed", (8, 9))
    assert shell.titles("is:hidden") == ["Title 9"]
    assert shell("rules", "take-back") == 0
    assert shell.out == "1 article changed back\n"
    assert shell.titles("is:hidden") == []
    assert shell("rules", "take-back") == 4
