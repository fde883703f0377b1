"""Copies of a library in use, and putting them back under programs that have it open."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from termnews.library import InterruptedQueryError, Library
from termnews.library.connection import PAGE_SIZE, look_at
from termnews.library.copies import copy_library, restore
from termnews.library.vacuum import give_back
from termnews.model.entry import EntryFlags
from termnews.model.errors import LibraryError
from termnews.model.ids import EntryId
from termnews.query import parse
from tests.support.libraries import NOW, broken_laws, put, state_of


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with some hundred articles, open; whole at the end."""
    opened = Library.open(tmp_path / "library.db", now=NOW)
    put(opened, "https://a.example/feed", range(300))
    opened.writer.index_waiting().result(30)
    yield opened
    opened.close()
    assert broken_laws(opened.path) == []


def unread(library: Library) -> int:
    return len(library.reader.entry_ids(parse("is:unread"), NOW))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(folder: Path) -> set[str]:
    """Files beside the library, its logs aside."""
    return {path.name for path in folder.iterdir() if not path.name.startswith("library.db")}


def test_a_copy_is_one_private_file_that_opens(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "copy.db"
    copy_library(library.place, target)
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600
    assert broken_laws(target) == []
    assert state_of(target) == state_of(library.path)
    with Library.open(target, now=NOW) as copy:
        assert unread(copy) == 300
        assert len(copy.reader.entry_ids(parse("number7"), NOW)) == 1


def test_a_copy_is_one_state_while_somebody_writes(library: Library, tmp_path: Path) -> None:
    stop = threading.Event()

    def mark() -> None:
        on = True
        while not stop.is_set():
            library.writer.set_flag([EntryId(1), EntryId(300)], EntryFlags.READ, on, now=NOW).result(10)
            on = not on

    writer = threading.Thread(target=mark)
    writer.start()
    try:
        for number in range(5):
            copy_library(library.place, tmp_path / f"copy{number}.db")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        copy = tmp_path / f"copy{number}.db"
        assert broken_laws(copy) == []
        with sqlite3.connect(copy) as connection:
            flags = {row[0] for row in connection.execute("SELECT flags FROM entry WHERE id IN (1, 300)")}
        connection.close()
        assert len(flags) == 1


def test_a_copy_replaces_nothing_unless_told(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "notes.txt"
    target.write_text("mine")
    with pytest.raises(LibraryError, match="is there already"):
        copy_library(library.place, target)
    assert target.read_text() == "mine"
    copy_library(library.place, target, replace=True)
    assert broken_laws(target) == []
    assert names(tmp_path) == {"notes.txt", "home"} & names(tmp_path)


def test_a_copy_that_is_called_off_leaves_nothing(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InterruptedQueryError):
        copy_library(library.place, tmp_path / "copy.db", go_on=lambda: False)
    assert not [name for name in names(tmp_path) if "copy" in name]


def test_a_folder_that_cannot_be_written_is_told(library: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="cannot be written"):
        copy_library(library.place, tmp_path / "file" / "copy.db")


def test_a_damaged_library_gets_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path, now=NOW) as library:
        put(library, "https://a.example/feed", range(100))
    whole = bytearray(path.read_bytes())
    whole[PAGE_SIZE * 5 : PAGE_SIZE * 7] = b"\xa5" * PAGE_SIZE * 2
    path.write_bytes(whole)
    with pytest.raises(LibraryError, match="damaged"):
        copy_library(look_at(path), tmp_path / "copy.db")
    assert not [name for name in names(tmp_path) if "copy" in name]


def test_restoring_reaches_programs_that_have_the_library_open(library: Library, tmp_path: Path) -> None:
    copy_library(library.place, tmp_path / "copy.db")
    everything = library.reader.entry_ids(parse(""), NOW)
    library.writer.set_flag([EntryId(number) for number in everything], EntryFlags.READ, True, now=NOW).result(10)
    assert unread(library) == 0
    kept = restore(library.path, tmp_path / "copy.db", stamp="now")
    assert kept == tmp_path / "library.before-restore-now.db"
    assert unread(library) == 300
    library.writer.set_flag([EntryId(5)], EntryFlags.STARRED, True, now=NOW).result(10)
    assert len(library.reader.entry_ids(parse("is:starred"), NOW)) == 1
    with Library.open(kept, now=NOW) as before:
        assert unread(before) == 0
        assert before.writer.undo().result(10)[0] == "Marked 300 read"


def test_a_missing_library_is_restored_in_place(library: Library, tmp_path: Path) -> None:
    copy_library(library.place, tmp_path / "copy.db")
    there = tmp_path / "other" / "new.db"
    assert restore(there, tmp_path / "copy.db", stamp="now") is None
    assert broken_laws(there) == []


@pytest.mark.parametrize("damage", [b"", b"These are notes.\n" * 900])
def test_a_library_that_cannot_be_opened_is_kept_aside_with_its_log(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "library.db"
    with Library.open(path, now=NOW) as library:
        put(library, "https://a.example/feed", range(3))
        copy_library(library.place, tmp_path / "copy.db")
    path.write_bytes(damage)
    path.with_name("library.db-wal").write_bytes(b"what the log held")
    kept = restore(path, tmp_path / "copy.db", stamp="now")
    assert kept is not None
    assert kept.read_bytes() == damage
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"what the log held"
    assert broken_laws(path) == []


def test_what_is_no_copy_is_refused_and_changes_nothing(library: Library, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    before = digest(library.path)
    for content, said in (
        (b"", "is empty"),
        (b"Dear diary, " * 50, "not a library"),
    ):
        copy.write_bytes(content)
        with pytest.raises(LibraryError, match=said):
            restore(library.path, copy, stamp="now")
    copy.unlink()
    copy_library(library.place, copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("PRAGMA user_version = 4711")
    connection.close()
    with pytest.raises(LibraryError, match="version 4711"):
        restore(library.path, copy, stamp="now")
    with pytest.raises(LibraryError, match="is not there"):
        restore(library.path, tmp_path / "none.db", stamp="now")
    with pytest.raises(LibraryError, match="is the library itself"):
        restore(library.path, library.path, stamp="now")
    assert digest(library.path) == before
    assert names(tmp_path) <= {"copy.db", "home"}


def test_vacuum_gives_room_back_and_reindexes(library: Library) -> None:
    feed = library.reader.feeds()[0]
    with sqlite3.connect(library.path) as connection:
        connection.execute("INSERT INTO entry_fts (entry_fts) VALUES ('delete-all')")
        connection.execute("CREATE TABLE ballast (x)")
        connection.execute("INSERT INTO ballast VALUES (zeroblob(4000000))")
        connection.execute("DROP TABLE ballast")
    connection.close()
    before = state_of(library.path)
    assert not library.reader.entry_ids(parse("number7"), NOW)
    freed = give_back(library.path, reindex=True)
    assert freed.before > 4_000_000
    assert freed.after < 2_000_000
    assert state_of(library.path) == before
    assert len(library.reader.entry_ids(parse("number7"), NOW)) == 1
    assert library.reader.feed(feed.id) == feed
