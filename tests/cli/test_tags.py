"""`termnews tags`: numbers of tags, and the person's own changed as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from termnews.cli import run
from termnews.library import Library
from termnews.services.clock import SystemClock
from tests.support.libraries import put


@pytest.fixture
def shell(tmp_path: Path) -> Callable[..., int]:
    path, now = tmp_path / "library.db", int(SystemClock().now())
    with Library.open(path, now=now) as library:
        _, ids = put(library, "https://one.example/feed", range(4))
        library.writer.change_tags(ids[:3], add=["todo"], now=now)
        library.writer.change_tags(ids[2:], add=["Later"], now=now).result(10)
    return lambda *arguments: run(["--library", str(path), *arguments])


def test_tags_are_counted_under_a_query(shell: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert shell("mark", "read", "number0") == 0
    assert shell("tags", "colour", "world", "blue") == 0
    capsys.readouterr()
    assert shell("tags") == 0
    assert capsys.readouterr().out.splitlines() == [
        "      3/4       World  (blue)",
        "      2/3       todo  (3 own)",
        "      2/2       Climate Change",
        "      2/2       Later  (2 own)",
    ]
    assert shell("tags", "-tag:later", "number0", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {"tag": "todo", "key": "todo", "total": 1, "unread": 0, "own": 1, "colour": None},
        {"tag": "World", "key": "world", "total": 1, "unread": 0, "own": 0, "colour": "blue"},
    ]
    assert shell("tags", "list", "rename") == 4
    assert "no tags there" in capsys.readouterr().err


def test_tags_are_renamed_merged_and_deleted(shell: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert shell("folders", "add", "To do", "tag:todo") == 0
    capsys.readouterr()
    assert shell("tags", "rename", "TODO", "Soon") == 0
    assert capsys.readouterr().out == "TODO is Soon now, in 3 articles, 1 smart folder\n"
    assert shell("tags", "rename", "soon", "later") == 2
    assert "Later: there is a tag of that name already. Merge Soon into it" in capsys.readouterr().err
    assert shell("tags", "merge", "soon", "later") == 0
    assert shell("list", 'in:"to do"', "--columns", "own-tags") == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["Later"] * 4
    assert shell("tags", "delete", "later") == 0
    told = capsys.readouterr()
    assert told.out == "Later: deleted from 4 articles\n"
    assert "1 smart folder still asks for Later" in told.err
    assert shell("tags", "delete", "later") == 2
    assert shell("tags", "rename", "World", "x") == 2
    assert "World: is a tag of the articles, none of yours" in capsys.readouterr().err
