"""Backup, restore, state, vacuum and doctor as a script meets them."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from termnews.library import Library
from termnews.model.entry import EntryFlags
from termnews.model.feed import ParsedFeed
from tests.cli.test_commands import Shell
from tests.support.libraries import NOW, broken_laws, parsed, put


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell on a library with ten articles, three of them read."""
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        _, ids = put(library, "https://a.example/feed", range(10))
        library.writer.set_flag(ids[:3], EntryFlags.READ, True, now=NOW).result(10)
    return Shell(tmp_path / "library.db", capsys)


def unread(shell: Shell) -> int:
    return len(shell.json("list", "is:unread", "--json"))


def test_backup_and_restore(shell: Shell, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "one.db"
    assert shell("backup", str(copy)) == 0
    assert shell.out.startswith(f"{copy}: ")
    assert shell("backup", str(copy)) == 3
    assert "is there already" in shell.err
    assert shell("backup", str(copy), "--force") == 0
    with Library.open(shell.library, now=NOW) as library:
        library.writer.undo().result(10)
    assert unread(shell) == 10
    assert shell("restore", str(copy)) == 0
    kept = next(Path(line.partition(": ")[0]) for line in shell.out.splitlines() if "before-restore" in line)
    assert kept.exists()
    assert unread(shell) == 7


def test_a_backup_without_a_name_goes_beside_the_library_or_into_a_folder(shell: Shell, tmp_path: Path) -> None:
    assert shell("backup") == 0
    (made,) = (tmp_path / "backups").iterdir()
    assert made.name.startswith("library-")
    (tmp_path / "folder").mkdir()
    assert shell("backup", str(tmp_path / "folder")) == 0
    assert len(list((tmp_path / "folder").iterdir())) == 1


def test_a_library_that_is_not_there_is_not_made_to_be_copied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path / "none.db", capsys)
    assert shell("backup") == 3
    assert "nothing to copy" in shell.err
    assert shell("vacuum") == 3
    assert not shell.library.exists()


def test_restoring_nonsense_says_so(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Dear diary\n" * 100)
    assert shell("restore", str(tmp_path / "notes.txt")) == 3
    assert "not a library" in shell.err
    assert unread(shell) == 7


def test_state_goes_from_one_library_into_another(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "state.json"
    assert shell("export", "--state", "-o", str(document)) == 0
    if os.name == "posix":
        assert document.stat().st_mode & 0o777 == 0o600
    assert shell.json("export", "--state")["feeds"] == json.loads(document.read_text())["feeds"]
    other = Shell(tmp_path / "other.db", capsys)
    assert other("import", str(document)) == 0
    assert other.out == "1 feed added, 0 were there already; 3 articles changed, 3 of them to be fetched yet\n"
    with Library.open(other.library, now=NOW) as library:
        put(library, "https://a.example/feed", range(10))
    assert unread(other) == 7
    document.write_text(document.read_text().replace('"version": 1', '"version": 99'))
    assert other("import", str(document)) == 1
    assert "newer termnews" in other.err


def test_vacuum_says_what_it_gave_back(shell: Shell) -> None:
    assert shell("vacuum", "--reindex") == 0
    assert " kB before, " in shell.out
    assert len(shell.json("list", "number7", "--json")) == 1


@pytest.fixture
def rule(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The same shell, where articles are kept for 30 days; the library is from long ago, its feed has moved on."""
    (tmp_path / "config.toml").write_text("[keep]\ndays = 30\n[backup]\ndaily = 0\n")
    monkeypatch.setenv("TERMNEWS_CONFIG", str(tmp_path / "config.toml"))
    with Library.open(shell.library, now=NOW) as library:
        feed = library.reader.feeds()[0]
        offer = ParsedFeed("rss", "", entries=(parsed(9),))
        library.writer.store(feed.id, offer, [], None, now=NOW).result(10)
    return shell


def test_vacuum_lets_go_what_had_its_time_and_says_so_before(rule: Shell) -> None:
    assert rule("vacuum", "--dry-run") == 0
    assert rule.out.splitlines()[0].startswith("a.example: 3 articles, ")
    assert f"{rule.library}: 3 articles would go with " in rule.out
    assert len(rule.json("list", "--json")) == 10
    assert rule("vacuum") == 0
    assert f"{rule.library}: 3 articles removed; " in rule.out
    assert rule.out.rstrip().endswith("given back")
    assert len(rule.json("list", "is:unread", "--json")) == len(rule.json("list", "--json")) == 7
    assert rule("vacuum") == 0
    assert rule.out.startswith(f"{rule.library}: 0 articles removed; ")
    assert broken_laws(rule.library) == []


def test_settings_of_a_feed_are_written_shown_and_undone(rule: Shell) -> None:
    assert rule("feeds", "set", "a.example", "--keep-days", "forever", "--mark-read", "after:5") == 0
    assert rule.out == "a.example: keep by age: whatever their age; mark read: after 5 seconds\n"
    assert rule("vacuum", "--dry-run") == 0
    assert ": 0 articles would go" in rule.out
    told = rule.json("feeds", "show", "https://a.example/feed", "--json")
    unset = dict.fromkeys(("keep_count", "keep_unread", "interval", "paused"))
    assert told["settings"] == unset | {"keep_days": 0, "mark_read": "after:5"}
    assert rule("feeds", "show", "a.example") == 0
    assert "  keep-days   whatever their age\n" in rule.out
    assert "  keep-unread kept all the same (default)\n" in rule.out
    assert rule("feeds", "set", "a.example", "--check-every", "90", "--paused", "yes") == 0
    assert "checked: every 90 minutes" in rule.out and "paused: yes" in rule.out
    assert rule("feeds", "set", "a.example", "--check-every", "5") == 2
    assert rule("feeds", "set", "a.example", "--check-every", "default", "--paused", "default") == 0
    assert rule("feeds", "set", "a.example", "--keep-days", "default", "--mark-read", "default") == 0
    assert "keep by age: for 30 days" in rule.out
    with Library.open(rule.library, now=NOW) as library:
        assert library.writer.undo().result(10)[0] == "Changed the settings of a.example"
    assert rule.json("feeds", "--json")[0]["settings"]["keep_days"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a.example",), "nothing to set"),
        (("a.example", "--keep-days", "-3"), "keep-days: takes a number from 1 to"),
        (("a.example", "--keep-days", "0.5"), "keep-days: takes a number from 1 to 36,500 or `forever`"),
        (("a.example", "--keep-count", "many"), "keep-count: takes a number"),
        (("a.example", "--mark-read", "after:0"), "mark-read: takes on-open, after:N"),
        (("a.example", "--keep-unread", "perhaps"), "keep-unread: takes `yes` or `no`, not “perhaps”"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(rule: Shell, words: tuple[str, ...], said: str) -> None:
    assert rule("feeds", "set", *words) == 2
    assert said in rule.err
    assert set(rule.json("feeds", "--json")[0]["settings"].values()) == {None}


def test_settings_name_the_feed_that_is_not_there(rule: Shell) -> None:
    assert rule("feeds", "set", "a.example", "nowhere", "--keep-days", "3") == 4
    assert "nowhere: no such subscription" in rule.err
    assert rule("feeds", "show", "nowhere") == 4
    assert rule.json("feeds", "--json")[0]["settings"]["keep_days"] is None


def test_files_of_this_machine_have_no_time(rule: Shell, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("# One\n\nText.\n")
    assert rule("add", str(tmp_path / "one.md")) == 0
    assert rule("feeds", "set", str(tmp_path / "one.md"), "a.example", "--keep-days", "3") == 2
    assert "kept as long as they are there" in rule.err
    assert rule("feeds", "set", str(tmp_path / "one.md"), "--mark-read", "never") == 0
    assert rule("feeds", "show", str(tmp_path / "one.md")) == 0
    assert "mark-read   never\n" in rule.out
    assert "keep-" not in rule.out


def test_doctor_finds_a_healthy_library_in_order(shell: Shell) -> None:
    assert shell("doctor") == 0
    assert shell.out.endswith("Everything is in order.\n")
    assert str(shell.library) in shell.out
    told = shell.json("doctor", "--json")
    assert told["counts"]["articles"] == 10
    assert told["problems"] == told["advice"] == []


def test_doctor_makes_no_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "none.db", capsys)
    assert shell("doctor") == 0
    assert "not there yet" in shell.out
    assert not shell.library.exists()


def test_doctor_recommends_the_newest_copy_for_a_damaged_library(shell: Shell, tmp_path: Path) -> None:
    assert shell("backup") == 0
    whole = bytearray(shell.library.read_bytes())
    whole[8192 * 4 : 8192 * 6] = b"\xa5" * 8192 * 2
    shell.library.write_bytes(whole)
    assert shell("doctor") in (1, 3)
    assert "damaged" in shell.out
    (copy,) = (tmp_path / "backups").iterdir()
    assert f"termnews restore '{copy}'" in shell.out
    assert shell("restore", str(copy)) == 0
    assert shell("doctor") == 0


def test_doctor_tells_a_broken_text_and_a_broken_index_apart(shell: Shell) -> None:
    connection = sqlite3.connect(shell.library)
    connection.execute("UPDATE entry_body SET packed = x'00' WHERE id = 4")
    connection.commit()
    connection.close()
    assert shell("doctor") == 1
    assert "text cannot be read: 4" in shell.out
    assert "no copy to restore" in shell.out


def test_doctor_names_the_version_of_a_newer_library(shell: Shell) -> None:
    connection = sqlite3.connect(shell.library)
    connection.execute("PRAGMA user_version = 4711")
    connection.close()
    assert shell("doctor") == 3
    assert "its schema is version 4711, this program knows" in shell.out
    assert shell("list") == 3
    assert "version 4711" in shell.err


def test_doctor_reports_mistakes_in_the_configuration(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("[backup]\ndaily = -1\n")
    assert shell("--config", str(tmp_path / "c.toml"), "doctor") == 1
    assert "daily" in shell.out
