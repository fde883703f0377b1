"""Daily copies by a clock that runs a week in a second, and what goes wrong with them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from termnews.config import BackupConfig, Config
from termnews.services.session import Session
from tests.support.fake_session import FixedClock
from tests.support.libraries import NOW, broken_laws, put

DAY = 86_400


def session_at(tmp_path: Path, clock: FixedClock, **backup: object) -> Session:
    config = Config(library=str(tmp_path / "news.db"), backup=BackupConfig(**backup))  # type: ignore[arg-type]
    return Session(config, clock=clock)


def copies(tmp_path: Path) -> list[str]:
    folder = tmp_path / "backups"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_one_copy_a_day_and_only_so_many(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    with session_at(tmp_path, clock, daily=3) as session:
        put(session.library, "https://a.example/feed", range(3))
        assert session.keeping.tidy().result(30) == ()
        assert copies(tmp_path) == ["news-2023-11-14.db"]
        by_hand = session.keeping.backup(None).result(30)
        (tmp_path / "backups" / "news-of-old.db").write_text("not ours")
        (tmp_path / "backups" / "other-2020-01-01.db").write_text("not ours")
        first = (tmp_path / "backups" / "news-2023-11-14.db").stat().st_mtime_ns
        assert session.keeping.tidy().result(30) == ()
        assert (tmp_path / "backups" / "news-2023-11-14.db").stat().st_mtime_ns == first
        for _ in range(6):
            clock.time += DAY
            assert session.keeping.tidy().result(30) == ()
    assert by_hand.name == "news-2023-11-14-221320.db"
    kept = ["news-2023-11-18.db", "news-2023-11-19.db", "news-2023-11-20.db"]
    assert copies(tmp_path) == sorted([by_hand.name, *kept, "news-of-old.db", "other-2020-01-01.db"])
    assert all(broken_laws(tmp_path / "backups" / name) == [] for name in kept)


def test_no_copies_when_none_are_wanted(tmp_path: Path) -> None:
    with session_at(tmp_path, FixedClock(), daily=0) as session:
        assert session.keeping.tidy().result(30) == ()
    assert copies(tmp_path) == []


def test_copies_go_where_the_configuration_says(tmp_path: Path) -> None:
    with session_at(tmp_path, FixedClock(NOW), folder=str(tmp_path / "else")) as session:
        assert session.keeping.tidy().result(30) == ()
    assert [path.name for path in (tmp_path / "else").iterdir()] == ["news-2023-11-14.db"]


def test_too_little_room_is_told_and_costs_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FixedClock(NOW)
    with session_at(tmp_path, clock, daily=1) as session:
        assert session.keeping.tidy().result(30) == ()
        clock.time += DAY
        monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
        (problem,) = session.keeping.tidy().result(30)
    assert "too little room for a copy" in problem
    assert copies(tmp_path) == ["news-2023-11-14.db"]


def test_a_damaged_library_drops_no_older_copy(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    with session_at(tmp_path, clock, daily=1) as session:
        put(session.library, "https://a.example/feed", range(100))
        assert session.keeping.tidy().result(30) == ()
    path = tmp_path / "news.db"
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2 // 8192 * 8192
    whole[middle : middle + 2 * 8192] = b"\xa5" * 8192 * 2
    path.write_bytes(whole)
    clock.time += DAY
    with session_at(tmp_path, clock, daily=1) as session:
        (problem,) = session.keeping.tidy().result(30)
    assert "damaged" in problem
    assert copies(tmp_path) == ["news-2023-11-14.db"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs permissions")
def test_a_library_that_is_only_read_is_left_alone(tmp_path: Path) -> None:
    with session_at(tmp_path, FixedClock(NOW)):
        pass
    (tmp_path / "news.db").chmod(0o400)
    with session_at(tmp_path, FixedClock(NOW)) as session:
        assert session.keeping.tidy().result(30) == ()
    assert copies(tmp_path) == []
