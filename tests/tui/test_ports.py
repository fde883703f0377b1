"""The screen's ports fit the real application: checked by the type checker, and by name when run."""

from __future__ import annotations

from pathlib import Path

from termnews.config import Config
from termnews.services.session import Session
from termnews.tui.ports import SessionPort
from tests.support.fake_session import FakeSession


def test_session_and_fake_have_the_same_doors(tmp_path: Path) -> None:
    ports: list[SessionPort] = [Session(Config(library=str(tmp_path / "library.db"))), FakeSession()]
    wanted = [name for name in vars(SessionPort) if not name.startswith("_")]
    for port in ports:
        assert not [name for name in wanted if not hasattr(type(port), name) and name not in vars(port)]
