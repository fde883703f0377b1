"""`termnews export QUERY --format …`, as a script meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from termnews.cli import run
from termnews.library import Library
from termnews.services.clock import SystemClock
from tests.support.libraries import put

FEED = "https://one.example/feed"


@pytest.fixture
def library(tmp_path: Path) -> str:
    """A library of three articles."""
    path = tmp_path / "library.db"
    with Library.open(path, now=int(SystemClock().now())) as opened:
        put(opened, FEED, range(3))
    return str(path)


def export(library: str, *arguments: str) -> int:
    """Run the command."""
    return run(["--library", library, "export", *arguments])


def test_what_matches_goes_to_standard_output(library: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert export(library, "feed:one", "--format", "json", "--title", "Mine") == 0
    feed = json.loads(capfdbinary.readouterr().out)
    assert feed["title"] == "Mine"
    assert len(feed["items"]) == 3


def test_a_file_is_written_whole_and_only_when_something_matches(
    library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.epub"
    assert export(library, "is:starred", "-f", "epub", "-o", str(out)) == 4
    assert not list(tmp_path.glob("*out*"))
    assert export(library, "feed:one", "-f", "epub", "-o", str(out)) == 0
    assert out.read_bytes().startswith(b"PK")
    assert "3 articles written" in capsys.readouterr().err


def test_a_folder_gets_a_file_for_each_and_none_is_written_over(library: str, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    for _ in range(2):
        assert export(library, "feed:one", "-f", "md", "-o", f"{folder}/") == 0
    files = sorted(folder.iterdir())
    assert len(files) == 6
    assert all(path.read_text(encoding="utf-8").startswith("---\ntitle: ") for path in files)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-f", "md"], "which articles?"),
        (["feed:one", "-f", "eml"], "holds one article only"),
        (["feed:one", "--opml"], "a query is for articles"),
    ],
)
def test_what_cannot_be_is_said(
    library: str, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(library, *arguments) == 2
    assert told in capsys.readouterr().err
