"""`termnews mark`, `tag` and the shapes of `list`, as a script meets them."""

from __future__ import annotations

import json

import pytest

from termnews.cli.querywords import changes_and_query, kept_from_options
from tests.support.shell import Shell


def test_marking_what_matches_and_taking_it_back(shell: Shell) -> None:
    assert shell("mark", "read", "feed:one", "--dry-run") == 0
    assert shell.out == "3 articles would be marked read\n"
    assert len(shell.titles("is:unread")) == 5
    assert shell("mark", "read", "feed:one") == 0
    assert shell.out == "3 articles marked read\n"
    assert shell("mark", "read", "--all") == 0
    assert shell.out == "2 articles marked read (5 match, 3 were so already)\n"
    assert shell("mark", "unread", "id:1") == 0
    assert shell.out == "1 article marked unread\n"
    assert shell.titles("is:unread") == ["Title 0"]
    assert shell("mark", "starred", "-is:read") == 0
    assert shell.titles("is:starred") == ["Title 0"]
    assert shell("mark", "unstarred", "is:starred") == 0
    assert shell("mark", "unstarred", "is:starred") == 4
    assert shell.out == "0 articles marked unstarred\n"


def test_everything_must_be_said(shell: Shell) -> None:
    assert shell("mark", "read") == 2
    assert "--all" in shell.err
    assert shell("mark", "read", "") == 2
    assert shell("tag", "+later") == 2
    assert shell("mark", "read", "feed:one", "--all") == 2
    assert shell("mark", "read", "is:unred") == 2
    assert "Did you mean unread?" in shell.err
    assert len(shell.titles("is:unread")) == 5


def test_tagging_what_matches(shell: Shell) -> None:
    assert shell("tag", "+Later", "+to do", "feed:two", "--dry-run") == 0
    assert shell.out == "2 articles would be tagged +Later +to do\n"
    assert shell("tag", "+Later", "+to do", "feed:two") == 0
    assert shell.titles("#later") == ["Title 4", "Title 3"]
    assert shell("tag", "-later", "-is:starred", "id:5") == 0
    assert shell.out == "1 article tagged -later\n"
    assert shell.titles("#later") == ["Title 3"]
    assert shell("tag", "-to do", "--", "-feed:one") == 0
    assert shell.titles("tag:to-do") == []
    assert shell("tag", "feed:one") == 2
    assert "+name" in shell.err
    assert shell("tag", "+x", "-X", "feed:one") == 2


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["+a", "-b", "feed:x"], (["a"], ["b"], ["feed:x"])),
        (["+a", "-is:read", "+b"], (["a"], [], ["-is:read", "+b"])),
        (["-a:b", "x"], ([], ["a:b"], ["x"])),
        (["-a", "--", "-x"], ([], ["a"], ["-x"])),
        (["+", "x"], ([], [], ["+", "x"])),
    ],
)
def test_changes_come_first_and_the_query_after(words: list[str], parts: tuple[list[str], ...]) -> None:
    assert changes_and_query(kept_from_options(words)) == parts


def test_lists_have_an_order_a_limit_and_columns(shell: Shell) -> None:
    assert shell("list", "--sort", "-title", "-n", "2", "--columns", "id,state,title,feed,url") == 0
    assert shell.out.splitlines() == [
        "5\tunread\tTitle 4\ttwo.example\thttps://news.example/4.html",
        "4\tunread\tTitle 3\ttwo.example\thttps://news.example/3.html",
    ]
    assert shell("list", "--sort", "colour") == 2
    assert "sort" in shell.err
    with pytest.raises(SystemExit) as ended:
        shell("list", "--columns", "id,colour")
    assert ended.value.code == 2
    assert shell("list", "--columns", "date,time,tags,own-tags,words,copies", "id:1") == 0
    assert len(shell.out.rstrip("\n").split("\t")) == 6


def test_negated_terms_are_no_options(shell: Shell) -> None:
    assert shell.titles("-feed:two", "-#climate-change") == ["Title 2", "Title 0"]


def test_what_is_kept_unread_is_spared_and_told(shell: Shell) -> None:
    assert shell("mark", "kept", "id:1") == 0
    assert shell.out == "1 article marked kept\n"
    assert shell("mark", "read", "feed:one", "--dry-run") == 0
    assert shell.out == "2 articles would be marked read (3 match, 1 is kept unread)\n"
    assert shell("mark", "read", "--all") == 0
    assert shell.out == "4 articles marked read (5 match, 1 is kept unread)\n"
    assert shell.titles("is:unread") == shell.titles("is:kept") == ["Title 0"]
    assert shell("list", "is:kept", "--columns", "state") == 0
    assert shell.out == "unread kept\n"
    assert shell("mark", "unkept", "is:kept") == 0
    assert shell("mark", "read", "is:unread") == 0
    assert shell.titles("is:unread") == []


def test_snoozed_until_a_day_and_back(shell: Shell) -> None:
    assert shell("snooze", "soon", "feed:one") == 2
    assert "no moment to come" in shell.err
    assert shell("snooze", "2001-01-01", "feed:one") == 2
    assert shell("snooze", "3d", "feed:one", "--dry-run") == 0
    assert len(shell.titles()) == 5
    assert shell("snooze", "2 weeks", "feed:one") == 0
    assert shell.out.startswith("3 articles snoozed until ")
    assert shell.out.rstrip().endswith(" 08:00")
    assert len(shell.titles()) == 2
    assert shell("list", "is:snoozed", "--json", "--limit", "1") == 0
    assert json.loads(shell.out)[0]["snoozed_until"].endswith("Z")
    assert shell("snooze", "off", "is:snoozed", "-title:1") == 0
    assert shell.out == "2 articles brought back\n"
    assert len(shell.titles()) == 4
    assert shell("undo", "2") == 0
    assert len(shell.titles()) == 5
    assert shell("snooze", "tomorrow") == 2
