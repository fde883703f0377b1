"""Backup, restore, state, vacuum and doctor as a script meets them."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from termnews.library import Library
from termnews.model.entry import EntryFlags
from tests.cli.test_commands import Shell
from tests.support.libraries import NOW, put


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
    assert "MB before" in shell.out
    assert len(shell.json("list", "number7", "--json")) == 1


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
