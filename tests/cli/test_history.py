"""`termnews undo`, `redo` and `history`: every command a process of its own kind, on one library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.shell import Shell


def test_steps_are_listed_taken_back_and_done_again(shell: Shell) -> None:
    shell("mark", "read", "feed:one")
    shell("tag", "+later", "feed:two")
    shell("folders", "add", "Later", "tag:later")
    assert shell("history", "--json") == 0
    steps = json.loads(shell.out)
    assert [step["what"] for step in steps][:3] == ["Saved smart folder Later", "Tagged 2 later", "Marked 3 read"]
    assert set(steps[0]) == {"id", "at", "what", "undone"}
    assert shell("undo") == 0
    assert shell.out == "undone: Saved smart folder Later\n"
    assert shell("folders") == 4
    assert shell("undo", "2") == 0
    assert shell.out == "undone: Tagged 2 later\nundone: Marked 3 read\n"
    assert len(shell.titles("is:unread")) == 5
    assert shell("history") == 0
    assert ["undone  Marked 3 read" in line for line in shell.out.splitlines()][:3] == [False, False, True]
    assert shell("redo", "9") == 0
    assert shell.out.splitlines() == [
        "done again: Marked 3 read",
        "done again: Tagged 2 later",
        "done again: Saved smart folder Later",
    ]
    assert len(shell.titles("is:unread")) == 2
    assert shell("redo") == 4
    assert "nothing" in shell.err


def test_a_subscription_ended_in_the_shell_comes_back(shell: Shell) -> None:
    before = shell.titles()
    assert shell("remove", "https://one.example/feed") == 0
    assert len(shell.titles()) == 2
    assert shell("undo") == 0
    assert shell.out == "undone: Removed one.example\n"
    assert shell.titles() == before


def test_nothing_to_take_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = Shell(tmp_path / "new.db", capsys)
    assert empty("undo") == 4
    assert empty("history") == 4
    assert empty("history", "--json") == 4
    assert json.loads(empty.out) == []
    with pytest.raises(SystemExit):
        empty("undo", "0")
