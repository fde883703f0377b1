"""The writer's thread: one transaction a job; what happens when the disk, another process or a job is in the way."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from termnews.library import InterruptedQueryError, Library, worker
from termnews.library.context import Context
from termnews.library.regexes import Functions
from termnews.model.changes import ChangeSet, merge
from termnews.model.entry import EntryFlags
from termnews.model.errors import LibraryError, QueryError
from termnews.model.feed import Shelf
from termnews.model.ids import EntryId
from termnews.query import EVERYTHING, parse
from tests.support.libraries import NOW, broken_laws, intent, parsed, put

READ = EntryFlags.READ


class Bell:
    """Hears what the writer rings."""

    def __init__(self) -> None:
        """Nothing was heard yet."""
        self.heard: list[ChangeSet] = []
        self.threads: set[str] = set()

    def __call__(self, changes: ChangeSet) -> None:
        """Hear it."""
        self.heard.append(changes)
        self.threads.add(threading.current_thread().name)

    def all(self) -> ChangeSet:
        """Everything heard, as one."""
        whole = ChangeSet()
        for changes in self.heard:
            whole = merge(whole, changes)
        return whole


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def library(tmp_path: Path, bell: Bell) -> Iterator[Library]:
    """A library with ten entries, whole at the end."""
    path = tmp_path / "library.db"
    opened = Library.open(path, now=NOW, on_commit=bell)
    put(opened, "https://a.example/feed", range(10))
    yield opened
    opened.close()
    if path.exists():
        assert broken_laws(path) == []


def test_the_bell_rings_after_the_commit_and_before_the_answer(library: Library, bell: Bell) -> None:
    bell.heard.clear()
    changes = library.writer.set_flag([EntryId(1), EntryId(2)], READ, True, now=NOW).result(10)
    assert bell.all() == changes == ChangeSet(flags={EntryId(1): READ, EntryId(2): READ})
    assert bell.threads == {"library-writer"}


def test_marks_that_queue_up_share_a_transaction(library: Library, bell: Bell) -> None:
    hold = threading.Event()
    library.writer._submit(lambda _connection: (hold.wait(10), ChangeSet()))
    bell.heard.clear()
    futures = [library.writer.set_flag([EntryId(number)], READ, True, now=NOW) for number in range(1, 11)]
    hold.set()
    for future in futures:
        future.result(10)
    assert len(bell.heard) == 1
    assert len(bell.all().flags) == 10
    assert len(library.reader.entry_ids(parse("is:read"), NOW)) == 10


def test_a_job_that_fails_takes_no_other_along(library: Library) -> None:
    hold = threading.Event()
    library.writer._submit(lambda _connection: (hold.wait(10), ChangeSet()))

    def half(connection: sqlite3.Connection) -> tuple[None, ChangeSet]:
        connection.execute("UPDATE feed SET title = 'half done'")
        raise ZeroDivisionError

    first = library.writer.set_flag([EntryId(1)], READ, True, now=NOW)
    broken = library.writer._submit(half, mark=True)
    last = library.writer.set_flag([EntryId(2)], READ, True, now=NOW)
    hold.set()
    assert first.result(10) and last.result(10)
    assert isinstance(broken.exception(10), ZeroDivisionError)
    assert [feed.title for feed in library.reader.feeds()] == ["a.example"]


def test_a_refresh_is_whole_or_not_at_all(library: Library) -> None:
    feed = library.reader.feeds()[0]
    good = [intent(feed.id, parsed(number)) for number in range(20, 30)]
    bad = intent(feed.id, parsed(31, tags=(4711,)))
    with pytest.raises(AttributeError):
        library.writer.store(feed.id, None, [*good, bad], None, now=NOW).result(10)
    assert len(library.reader.entry_ids(EVERYTHING, NOW)) == 10


def test_a_full_disk_is_told_and_nothing_is_lost(library: Library) -> None:
    feed = library.reader.feeds()[0]
    library.writer.checkpoint().result(10)

    def set_limit(connection: sqlite3.Connection, pages: int) -> tuple[None, ChangeSet]:
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return None, ChangeSet()

    count = sqlite3.connect(library.path).execute("PRAGMA page_count").fetchone()[0]
    library.writer._submit(lambda connection: set_limit(connection, count + 4)).result(10)
    noise = random.Random(1)
    large = [intent(feed.id, parsed(100 + number, content=noise.randbytes(20_000).hex())) for number in range(60)]
    with pytest.raises(LibraryError, match="disk is full"):
        library.writer.store(feed.id, None, large, None, now=NOW).result(10)
    assert len(library.reader.entry_ids(EVERYTHING, NOW)) == 10
    library.writer._submit(lambda connection: set_limit(connection, 1 << 30)).result(10)
    assert library.writer.set_flag([EntryId(1)], READ, True, now=NOW).result(10)
    assert len(library.writer.store(feed.id, None, large, None, now=NOW).result(10).added) == 60


def test_another_process_that_writes_is_waited_for(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    future = library.writer.set_flag([EntryId(1)], READ, True, now=NOW)
    time.sleep(0.1)
    assert not future.done()
    assert len(library.reader.entry_ids(EVERYTHING, NOW)) == 10
    other.execute("ROLLBACK")
    other.close()
    assert future.result(10)


def test_a_lock_that_is_never_let_go_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "RETRIES", (0.01,))

    def hurry(connection: sqlite3.Connection) -> tuple[None, ChangeSet]:
        connection.execute("PRAGMA busy_timeout = 20")
        return None, ChangeSet()

    library.writer._submit(hurry).result(10)
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryError, match="another program keeps writing"):
        library.writer.set_flag([EntryId(1)], READ, True, now=NOW).result(10)
    other.execute("ROLLBACK")
    other.close()
    assert library.writer.set_flag([EntryId(1)], READ, True, now=NOW).result(10)


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be renamed there")
def test_a_file_that_is_gone_is_told(library: Library) -> None:
    library.writer.checkpoint().result(10)
    library.path.rename(library.path.with_name("elsewhere"))
    with pytest.raises(LibraryError, match="moved or replaced"):
        library.writer.set_flag([EntryId(1)], READ, True, now=NOW).result(10)
    library.path.with_name("elsewhere").rename(library.path)
    assert library.writer.set_flag([EntryId(1)], READ, True, now=NOW).result(10)


def test_what_is_queued_at_closing_is_still_written(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = Library.open(path, now=NOW)
    _, ids = put(library, "https://a.example/feed", range(200))
    futures = [library.writer.set_flag([number], READ, True, now=NOW) for number in ids]
    assert library.close()
    assert all(future.done() for future in futures)
    with pytest.raises(LibraryError, match="is closed"):
        library.writer.set_flag(ids, READ, False, now=NOW).result(10)
    with Library.open(path, now=NOW) as again:
        assert len(again.reader.entry_ids(parse("is:read"), NOW)) == 200


OTHER = """
    import sys
    from pathlib import Path
    from termnews.library import Library
    from termnews.model.entry import EntryFlags
    from termnews.query import EVERYTHING, parse
    with Library.open(Path(sys.argv[1]), now=0) as library:
        for number in range(1, 11):
            library.writer.set_flag([number], EntryFlags.STARRED, True, now=0).result()
        assert len(library.reader.entry_ids(EVERYTHING, 0)) == 10
"""


def test_two_processes_write_and_both_know(library: Library, bell: Bell) -> None:
    bell.heard.clear()
    other = subprocess.Popen([sys.executable, "-c", textwrap.dedent(OTHER), str(library.path)])
    while other.poll() is None:
        library.writer.set_flag([EntryId(1)], READ, True, now=NOW).result(10)
        library.writer.set_flag([EntryId(1)], READ, False, now=NOW).result(10)
    assert other.returncode == 0
    library.writer.checkpoint().result(10)
    assert bell.all().everything
    assert len(library.reader.entry_ids(parse("is:starred"), NOW)) == 10


def test_marks_are_settled_within_a_second(library: Library) -> None:
    """After a mark the log is synced once by a commit of its own, which leaves its number behind."""
    library.writer.set_flag([EntryId(1)], READ, True, now=NOW).result(10)
    probe = sqlite3.connect(library.path)
    for _ in range(100):
        settled = probe.execute("SELECT value FROM meta WHERE name = 'settled'").fetchone()
        if settled is not None:
            break
        time.sleep(0.02)
    probe.close()
    assert settled is not None


def test_new_entries_are_found_before_and_after_they_are_indexed(library: Library) -> None:
    assert len(library.reader.entry_ids(parse("number3"), NOW)) == 1
    library.writer.index_waiting().result(10)
    assert len(library.reader.entry_ids(parse("number3"), NOW)) == 1
    probe = sqlite3.connect(library.path)
    assert probe.execute("SELECT count(*) FROM fts_pending").fetchone() == (0,)
    probe.close()


def test_a_question_can_be_called_off(library: Library) -> None:
    started = threading.Event()

    def slow(_value: object) -> int:
        started.set()
        time.sleep(0.01)
        return 1

    reader = library.reader
    reader._connection.create_function("sort_title", 1, slow)

    def call_off() -> None:
        started.wait(10)
        reader.interrupt()

    timer = threading.Thread(target=call_off)
    timer.start()
    with pytest.raises(InterruptedQueryError):
        for _ in range(200):
            reader.entry_ids(parse("sort:title"), NOW)
    timer.join()
    assert len(reader.entry_ids(EVERYTHING, NOW)) == 10


def test_a_question_is_called_off_between_two_statements_too(library: Library) -> None:
    reader = library.reader

    def two_statements(context: Context, _functions: Functions) -> None:
        reader.interrupt()
        context.connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        ).fetchone()

    with pytest.raises(InterruptedQueryError):
        reader.answer(two_statements, NOW)
    assert len(reader.entry_ids(EVERYTHING, NOW)) == 10
    reader.interrupt()
    reader.resume()
    assert len(reader.entry_ids(EVERYTHING, NOW)) == 10


def test_an_expression_that_is_too_slow_is_given_up(library: Library) -> None:
    feed = library.reader.feeds()[0]
    slow = [intent(feed.id, parsed(number, title="a" * 40 + "!")) for number in range(50, 80)]
    library.writer.store(feed.id, None, slow, None, now=NOW).result(10)
    with pytest.raises(QueryError, match="too long"):
        library.reader.entry_ids(parse(r"title:/^(a|a|b?a)*$/"), NOW)
    assert len(library.reader.entry_ids(parse("title:/^Title/"), NOW)) == 10


def test_a_broken_listener_does_not_stop_the_writer(tmp_path: Path) -> None:
    def deaf(_changes: ChangeSet) -> None:
        raise ValueError("nobody is at home")

    library = Library.open(tmp_path / "library.db", now=NOW, on_commit=deaf)
    feed = library.writer.add_feed("https://a.example/feed", now=NOW).result(10)
    assert library.writer.add_feed("https://a.example/feed", now=NOW).result(10) == feed
    assert feed.shelf is Shelf.LIBRARY
    assert library.close()
