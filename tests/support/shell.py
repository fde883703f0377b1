"""Commands as a script runs them, on one library."""

from __future__ import annotations

from pathlib import Path

import pytest

from termnews.cli import run


class Shell:
    """Runs commands on one library and keeps what they say."""

    def __init__(self, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.library = library
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> int:
        self._capsys.readouterr()
        status = run(["--library", str(self.library), *arguments])
        self.out, self.err = self._capsys.readouterr()
        return status

    def titles(self, *query: str) -> list[str]:
        """What a query lists."""
        assert self("list", "--columns", "title", *query) in (0, 4), self.err
        return self.out.splitlines()
