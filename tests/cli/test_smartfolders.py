"""`termnews folders`: smart folders from the shell."""

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
    path = tmp_path / "library.db"
    with Library.open(path, now=int(SystemClock().now())) as library:
        put(library, "https://one.example/feed", range(3))
    return lambda *arguments: run(["--library", str(path), *arguments])


def test_folders_are_added_listed_changed_and_removed(
    shell: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert shell("folders") == 4
    assert shell("folders", "add", "World news", "tag:world", "-is:starred") == 0
    assert shell("folders", "add", "Odd", 'in:"world news" number1', "--key", "g 1") == 0
    capsys.readouterr()
    assert shell("folders") == 0
    assert capsys.readouterr().out.splitlines() == [
        "        3  World news  tag:world -is:starred",
        '        1  Odd  in:"world news" number1',
    ]
    assert shell("folders", "rename", "world news", "Earth") == 0
    assert shell("folders", "move", "odd", "1") == 0
    capsys.readouterr()
    assert shell("folders", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found[0] == {"name": "Odd", "query": 'in:"Earth" number1', "key": "g 1", "count": 1, "problem": None}
    assert shell("list", "in:odd", "--columns", "title") == 0
    assert capsys.readouterr().out == "Title 1\n"
    assert shell("folders", "remove", "Earth") == 0
    assert shell("folders", "remove", "Earth") == 2
    assert "no smart folder" in capsys.readouterr().err
    assert shell("list", "in:odd", "--columns", "title") == 0


def test_a_loop_is_wrong_usage_and_told(shell: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert shell("folders", "add", "A", "tag:world") == 0
    assert shell("folders", "add", "B", "in:a") == 0
    assert shell("folders", "add", "A", "in:b") == 2
    assert "A → B → A" in capsys.readouterr().err
