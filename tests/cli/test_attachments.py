"""`termnews attachments`: listing and saving the files that come with an article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from termnews.library import Library
from termnews.model.entry import Enclosure
from tests.support.libraries import NOW, put
from tests.support.server import Reply, serving
from tests.support.shell import Shell


def test_files_are_listed_and_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as server:
        url = server.on("/ep%201.mp3", Reply(b"sound" * 1000))
        server.on("/ep%201.mp3", Reply(b"sound" * 1000))
        with Library.open(tmp_path / "library.db", now=NOW) as library:
            files = (Enclosure(url, "audio/mpeg", 5000, 65), Enclosure(server.url("/gone.pdf")))
            _, (first,) = put(library, "https://one.example/feed", range(1), enclosures=files)
            _, (bare,) = put(library, "https://two.example/feed", range(1, 2))
        shell = Shell(tmp_path / "library.db", capsys)
        assert shell("attachments", str(first)) == 0
        assert "1  ep 1.mp3  audio/mpeg  5.0 kB  1:05  http" in shell.out
        assert shell("attachments", str(first), "--json") == 0
        assert [(each["number"], each["name"], each["duration"]) for each in json.loads(shell.out)] == [
            (1, "ep 1.mp3", 65),
            (2, "gone.pdf", None),
        ]
        assert shell("attachments", str(first), "--save", "1", "-o", str(tmp_path)) == 0, shell.err
        assert (tmp_path / "ep-1.mp3").read_bytes() == b"sound" * 1000
        assert shell("attachments", str(first), "--save", "1", "-o", str(tmp_path / "ep-1.mp3")) == 1
        assert "is there already" in shell.err
        assert shell("attachments", str(first), "--save", "2", "-o", str(tmp_path)) == 1
        assert "404" in shell.err and not list(tmp_path.glob("gone*"))
        assert shell("attachments", str(first), "--save", "3") == 2
        assert shell("attachments", str(first), "-o", "x") == 2
        assert shell("attachments", str(bare)) == 4
        assert shell("attachments", "999") == 4
