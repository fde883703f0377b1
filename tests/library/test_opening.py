"""Opening a library: making it, refusing what is not one, and leaving alone what is refused."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from termnews.library import Library
from termnews.library.connection import APPLICATION_ID
from termnews.library.migrations import MIGRATIONS, NEWEST, migrate, run_statements, version_of
from termnews.library.transactions import transaction
from termnews.model.entry import EntryFlags
from termnews.model.errors import LibraryError
from termnews.model.ids import EntryId
from termnews.query import EVERYTHING
from tests.support.libraries import NOW, broken_laws, put

POSIX = os.name == "posix"
DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture
def library_file(tmp_path: Path) -> Path:
    """A closed library with three entries."""
    path = tmp_path / "library.db"
    with Library.open(path, now=NOW) as library:
        put(library, "https://a.example/feed", range(3))
        library.writer.index_waiting().result(10)
    return path


def digest(path: Path) -> str:
    """What the bytes of a file come to."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_new_library_is_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "library.db"
    with Library.open(path, now=NOW) as library:
        put(library, "https://a.example/feed", range(3))
        modes = {found.name: found.stat().st_mode & 0o777 for found in path.parent.iterdir()}
        assert set(modes) == {"library.db", "library.db-wal", "library.db-shm"}
        if POSIX:
            assert set(modes.values()) == {0o600}
            assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_new_library_is_marked_as_ours(library_file: Path) -> None:
    connection = sqlite3.connect(library_file)
    pragmas = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "page_size", "journal_mode")
    }
    connection.close()
    expected = {
        "application_id": APPLICATION_ID,
        "user_version": NEWEST,
        "page_size": 16384,
        "journal_mode": "wal",
    }
    assert pragmas == expected


def test_closing_leaves_one_whole_file(library_file: Path) -> None:
    assert [found.name for found in library_file.parent.iterdir()] == ["library.db"]
    assert broken_laws(library_file) == []


def test_a_library_that_must_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="is not there"):
        Library.open(tmp_path / "none.db", create=False, now=NOW)
    assert list(tmp_path.iterdir()) == []


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("These are my notes.\n" * 50)


def zeroed(path: Path) -> None:
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


def halved(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE rss_item (id)")
    connection.close()


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 4711")
    connection.close()


def newer_in_the_log(path: Path) -> None:
    """The newer version stands only in the write-ahead log, as after a crash of the newer program."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("PRAGMA user_version = 4711")
    kept = path.with_name("kept")
    shutil.copy(path.with_name(path.name + "-wal"), kept)
    before = path.read_bytes()
    connection.close()
    path.write_bytes(before)
    kept.rename(path.with_name(path.name + "-wal"))


def overwritten_first_page(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[100:6000] = b"\xa5" * 5900
    path.write_bytes(whole)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (empty, "is empty, so it was damaged"),
        (text, "not a library of termnews"),
        (zeroed, "not a library of termnews"),
        (halved, "cut short"),
        (foreign, "database of another program"),
        (newer, r"newer termnews \(its schema is version 4711, this program knows \d+\)"),
        (newer_in_the_log, "version 4711"),
        (overwritten_first_page, "damaged"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_is_refused_stays_as_it_is(library_file: Path, damage: Callable[[Path], None], said: str) -> None:
    damage(library_file)
    before = digest(library_file)
    with pytest.raises(LibraryError, match=said) as caught:
        Library.open(library_file, now=NOW)
    assert digest(library_file) == before
    assert str(library_file) in str(caught.value)
    assert caught.value.hint


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="is a folder"):
        Library.open(tmp_path, now=NOW)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "library.db"
    os.mkfifo(pipe)
    with pytest.raises(LibraryError, match="a device or a pipe"):
        Library.open(pipe, now=NOW)


def test_nobody_waits_for_a_writer_that_holds_the_lock(library_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading needs no lock, so neither opening nor leaving may wait for one."""
    monkeypatch.setattr("termnews.library.connection.BUSY_SECONDS", 600.0)
    other = sqlite3.connect(library_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE meta SET value = value")
    library = Library.open(library_file, now=NOW)
    assert len(library.reader.entry_ids(EVERYTHING, NOW)) == 3
    assert library.close(timeout=20)
    other.execute("ROLLBACK")
    other.close()


def test_a_parent_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError):
        Library.open(tmp_path / "file" / "library.db", now=NOW)


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes_never_end_in_another_error(library_file: Path, seed: int) -> None:
    """Whatever a disk does to the file: an answer, or a LibraryError."""
    import random

    chance = random.Random(seed)
    whole = bytearray(library_file.read_bytes())
    for _ in range(40):
        whole[chance.randrange(100, len(whole))] = chance.randrange(256)
    library_file.write_bytes(whole)
    try:
        library = Library.open(library_file, now=NOW)
    except LibraryError:
        return
    reader = library.reader
    questions: list[Callable[[], object]] = [
        lambda: reader.headlines(reader.entry_ids(EVERYTHING, NOW)),
        lambda: [reader.entry(number) for number in reader.entry_ids(EVERYTHING, NOW)],  # type: ignore[arg-type]
        reader.feeds,
        reader.tags,
        reader.healths,
        lambda: reader.counts(NOW),
    ]
    for question in questions:
        try:
            question()
        except LibraryError as error:
            assert error.what
    library.close()


def test_a_damaged_body_does_not_stop_the_rest(library_file: Path) -> None:
    connection = sqlite3.connect(library_file)
    connection.execute("UPDATE entry_body SET packed = x'00' WHERE id = 1")
    connection.execute("DELETE FROM entry_fts_docsize")
    connection.execute("INSERT INTO fts_pending SELECT id FROM entry")
    connection.commit()
    connection.close()
    with Library.open(library_file, now=NOW) as library:
        assert library.writer.index_waiting().exception(10) is None
        with pytest.raises(LibraryError, match="holds something unreadable"):
            library.reader.entry(EntryId(1))
        assert library.reader.entry(EntryId(2)) is not None
        assert library.writer.set_flag([EntryId(1)], EntryFlags.READ, True, now=NOW).result(10)


def test_an_upgrade_keeps_a_copy_and_counts_its_steps(library_file: Path) -> None:
    def second(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE feed ADD COLUMN mood TEXT")

    connection = sqlite3.connect(library_file, isolation_level=None)
    backup = migrate(connection, library_file, (*MIGRATIONS, second))
    assert backup == library_file.with_name(f"library.db.version-{NEWEST}")
    assert version_of(connection) == NEWEST + 1
    assert migrate(connection, library_file, (*MIGRATIONS, second)) is None
    connection.close()
    with Library.open(backup, now=NOW) as old:
        assert len(old.reader.entry_ids(EVERYTHING, NOW)) == 3


def structure(path: Path) -> dict[str, object]:
    """Tables with their columns, and indexes and triggers with their text, however they came about."""
    connection = sqlite3.connect(path)
    found: dict[str, object] = {}
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        if kind == "table":
            columns = connection.execute("SELECT * FROM pragma_table_xinfo(?)", (name,))
            found[name] = {column[1]: column[2:] for column in columns}
        else:
            found[name] = " ".join((sql or "").split())
    connection.close()
    return found


def test_an_upgraded_library_is_like_a_new_one(library_file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    connection = sqlite3.connect(old, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with transaction(connection):
        run_statements(connection, (DATA / "libraries" / "schema-1.sql").read_text(encoding="utf-8"))
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Library.open(old, now=NOW) as library:
        put(library, "https://a.example/feed", range(3))
    assert structure(old) == structure(library_file)
    assert broken_laws(old) == []


def test_a_step_that_fails_changes_nothing(library_file: Path) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        run_statements(connection, "DROP TABLE step;\nSELECT * FROM nowhere;\n")

    connection = sqlite3.connect(library_file, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, library_file, (*MIGRATIONS, broken))
    assert version_of(connection) == NEWEST
    assert connection.execute("SELECT count(*) FROM step").fetchone() is not None
    connection.close()


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that another user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for found in (folder, *folder.rglob("*")):
        found.chmod(0o755)
    shutil.rmtree(folder)


READ_ONLY = """
    import os, sys
    from pathlib import Path
    from termnews.library import Library
    from termnews.model.entry import EntryFlags
    from termnews.model.errors import LibraryError
    from termnews.query import EVERYTHING
    if os.geteuid() == 0:
        os.setuid(65534)
    with Library.open(Path(sys.argv[1]), now=0) as library:
        ids = library.reader.entry_ids(EVERYTHING, 0)
        assert len(ids) == 3, ids
        assert "may not be written" in library.read_only == library.writer.read_only
        future = library.writer.set_flag(ids, EntryFlags.READ, True, now=0)
        assert "reading only" in str(future.exception())
        assert isinstance(future.exception(), LibraryError)
"""


@pytest.mark.skipif(not POSIX, reason="needs permissions and another user")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_may_not_be_written_is_opened_for_reading(reachable: Path, what: str) -> None:
    path = reachable / "library.db"
    with Library.open(path, now=NOW) as library:
        put(library, "https://a.example/feed", range(3))
    path.chmod(0o444)
    if what == "folder":
        reachable.chmod(0o555)
    before = digest(path)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(READ_ONLY), str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert digest(path) == before


FULL_DISK = """
    import resource, sys
    from pathlib import Path
    from termnews.library import Library
    from termnews.query import EVERYTHING
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))  # as on a full disk
    with Library.open(Path(sys.argv[1]), now=0) as library:
        assert len(library.reader.entry_ids(EVERYTHING, 0)) == 3
        print(library.read_only)
"""


def on_full_disk(path: Path) -> subprocess.CompletedProcess[str]:
    """Open and read a library where nothing can be written any more."""
    command = [sys.executable, "-c", textwrap.dedent(FULL_DISK), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.skipif(not POSIX, reason="needs limits on file sizes")
def test_on_a_full_disk_reading_goes_on(library_file: Path) -> None:
    before = digest(library_file)
    done = on_full_disk(library_file)
    assert "the disk is full" in done.stdout, done.stderr
    assert digest(library_file) == before


@pytest.mark.skipif(not POSIX, reason="needs limits on file sizes")
def test_on_a_full_disk_an_unread_log_is_not_passed_over(library_file: Path) -> None:
    library_file.with_name(f"{library_file.name}-wal").write_bytes(b"x" * 4096)
    done = on_full_disk(library_file)
    assert "cannot be read without writing beside it, and the disk is full" in done.stderr
