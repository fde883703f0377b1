"""A library with two feeds, and a shell to run commands on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from termnews.library import Library
from termnews.services.clock import SystemClock
from tests.support.libraries import put
from tests.support.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    path = tmp_path / "library.db"
    with Library.open(path, now=int(SystemClock().now())) as library:
        put(library, "https://one.example/feed", range(3))
        put(library, "https://two.example/feed", range(3, 5))
    return Shell(path, capsys)
