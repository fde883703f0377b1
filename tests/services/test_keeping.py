"""Daily copies by a clock that runs a week in a second, what goes wrong with them, and what goes by itself."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from termnews.config import BackupConfig, Config, KeepConfig
from termnews.model.entry import EntryFlags
from termnews.model.feed import ParsedFeed
from termnews.query import EVERYTHING
from termnews.services.session import Session
from tests.support.fake_session import FixedClock
from tests.support.libraries import NOW, broken_laws, parsed, put
from tests.support.server import Reply, rss, serving

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


def keeping(tmp_path: Path, clock: FixedClock, keep: KeepConfig, daily: int = 0) -> Session:
    config = Config(library=str(tmp_path / "news.db"), backup=BackupConfig(daily=daily), keep=keep)
    return Session(config, clock=clock)


def listed(session: Session) -> list[str]:
    return sorted(row.title for row in session.headlines(session.entry_ids(EVERYTHING).result(10)).result(10))


def test_what_had_its_time_goes_by_itself_and_is_nothing_new_when_offered_again(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    with serving() as server, keeping(tmp_path, clock, KeepConfig(days=30)) as session:
        server.on("/feed", Reply(rss("Old", "Starred", "Unread")))
        feed = session.subscribe(server.url("/feed")).result(30).feed
        rows = {row.title: row.id for row in session.headlines(session.entry_ids(EVERYTHING).result(10)).result(10)}
        session.set_flag([rows["Old"], rows["Starred"]], EntryFlags.READ, True).result(10)
        session.set_flag([rows["Starred"]], EntryFlags.STARRED, True).result(10)
        clock.time += 40 * DAY
        assert session.keeping.tidy().result(30) == ()
        assert listed(session) == ["Old", "Starred", "Unread"], "what a feed still offers stays"
        server.on("/feed", Reply(rss("Fresh")))
        assert session.refresh([feed.id], force=True).done.result(30).new == 1
        session.take_changes()
        assert session.keeping.tidy().result(30) == ()
        assert session.take_changes().removed == {rows["Old"]}
        assert listed(session) == ["Fresh", "Starred", "Unread"]
        for head in ("<ttl>1</ttl>", "<ttl>2</ttl>"):
            clock.time += DAY
            server.on("/feed", Reply(rss("Old", "Fresh", head=head)))
            report = session.refresh([feed.id], force=True).done.result(30)
            assert (report.checked, report.new) == (1, 0)
            assert listed(session) == ["Fresh", "Starred", "Unread"]
        session.unsubscribe([feed.id]).result(10)
        assert session.subscribe(server.url("/feed")).result(30).new == 0
        assert listed(session) == ["Fresh", "Starred", "Unread"]
    assert broken_laws(tmp_path / "news.db") == []


def test_a_feed_has_settings_of_its_own(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    with keeping(tmp_path, clock, KeepConfig(count=2, unread=False)) as session:
        feeds = [put(session.library, f"https://{name}.example/feed", range(5))[0] for name in "abc"]
        clock.time += 10 * DAY
        forever, few = feeds[0].id, feeds[1].id
        session.configure([forever], lambda settings: replace(settings, keep_count=0)).result(10)
        session.configure([few], lambda settings: replace(settings, keep_count=1)).result(10)
        for feed in feeds:
            session.library.writer.store(
                feed.id, ParsedFeed("rss", "", entries=(parsed(4),)), [], None, now=NOW
            ).result(10)
        gone = {one.feed.id: one.articles for one in session.keeping.would_retire().result(10)}
        assert gone == {few: 4, feeds[2].id: 3}
        assert session.keeping.tidy().result(30) == ()
        counts = session.counts().result(10).feeds
        assert [counts[feed.id].total for feed in feeds] == [5, 1, 2]
    assert broken_laws(tmp_path / "news.db") == []


def test_the_copy_of_the_day_comes_before_anything_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FixedClock(NOW)
    with keeping(tmp_path, clock, KeepConfig(count=1, unread=False), daily=3) as session:
        feed, _ = put(session.library, "https://a.example/feed", range(5))
        offer = ParsedFeed("rss", "", entries=(parsed(4),))
        session.library.writer.store(feed.id, offer, [], None, now=NOW).result(10)
        clock.time += 2 * DAY
        with monkeypatch.context() as full:
            full.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
            (problem,) = session.keeping.tidy().result(30)
        assert "too little room" in problem
        assert len(listed(session)) == 5
        assert session.keeping.tidy().result(30) == ()
        assert len(listed(session)) == 1
    (copy,) = copies(tmp_path)
    with Session(Config(library=str(tmp_path / "backups" / copy)), clock=clock) as session:
        assert len(listed(session)) == 5
