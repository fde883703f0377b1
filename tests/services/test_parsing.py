"""Parser processes: what they parse, and what a document may cost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from termnews.model.errors import NotAFeedError, ParseError
from termnews.model.feed import FeedHealth, Fetched
from termnews.services.jobs import (
    ArticleJob,
    DocumentJob,
    FolderJob,
    FrameError,
    read_frame,
    write_frame,
)
from termnews.services.parsing import ParseLimits, ParserPool, job_for
from termnews.sources.files import ARTICLE_TYPE
from termnews.sources.folder import FOLDER_TYPE, Manifest, scan
from tests.support.server import rss

NOW = 1_700_000_000
BAD_PARSER = (str(Path(__file__).parents[1] / "support" / "bad_parser.py"),)
posix = pytest.mark.skipif(os.name != "posix", reason="the system has no limits of this kind")


@pytest.fixture(scope="module")
def pool() -> Iterator[ParserPool]:
    """The real thing."""
    made = ParserPool(1, at_once=False)
    yield made
    made.close()


@pytest.fixture
def bad() -> Iterator[ParserPool]:
    """A pool whose processes misbehave on demand."""
    made = ParserPool(1, ParseLimits(cpu_seconds=1, wall_seconds=2.0, memory=128 << 20), BAD_PARSER, at_once=False)
    yield made
    made.close()


def document(body: bytes, url: str = "https://example.org/feed", media_type: str = "") -> DocumentJob:
    """A job for a document."""
    return DocumentJob(body, url, media_type, None, NOW)


def python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `code` in a Python of its own, started in `folder`."""
    root = Path(__file__).parents[2]
    # Measuring coverage would import things of its own into the process.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    environment["PYTHONPATH"] = f"{root}{os.pathsep}{root / 'src'}"
    return subprocess.run(
        [sys.executable, "-P", "-c", textwrap.dedent(code)],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip


def test_a_feed_comes_back_as_a_value(pool: ParserPool) -> None:
    parsed = pool.submit(document(rss("One", "Zwei é"))).result(30)
    assert parsed.kind == "rss" and parsed.title == "A feed"
    assert [entry.title for entry in parsed.entries] == ["One", "Zwei é"]


def test_one_process_serves_many_documents(tmp_path: Path) -> None:
    """However large the reader itself once was: a process is judged by its own memory, not by what started it."""
    code = """
        from termnews.services.parsing import ParserPool
        from termnews.services.jobs import DocumentJob
        from tests.support.server import rss

        def job(title):
            return DocumentJob(rss(title), "https://example.org/", "", None, 1)

        large = bytearray(b"x") * (300 << 20)
        pool = ParserPool(1, at_once=False)
        pool.submit(job("First")).result(60)
        before = set(pool._processes)
        assert len(before) == 1
        futures = [pool.submit(job(f"Item {n}")) for n in range(20)]
        assert [future.result(60).entries[0].title for future in futures] == [f"Item {n}" for n in range(20)]
        assert pool._processes == before
        pool.close()
    """
    done = python(code, tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_page_names_its_feeds_across_the_process(pool: ParserPool) -> None:
    page = (
        b"<!doctype html><html><head><title>A page</title>"
        b'<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml"></head><body><p>x</body>'
    )
    with pytest.raises(NotAFeedError) as caught:
        pool.submit(document(page, "https://example.org/", "text/html")).result(30)
    assert caught.value.feeds == (("https://example.org/feed.xml", "News"),)


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff" * 50, b"just words", b'{"error": "rate limited"}', random.Random(7).randbytes(4000)],
    ids=["empty", "binary", "words", "an error", "noise"],
)
def test_what_is_no_feed_fails_in_words(pool: ParserPool, body: bytes) -> None:
    with pytest.raises(ParseError) as caught:
        pool.submit(document(body)).result(30)
    assert caught.value.what


def test_an_article_file_is_parsed(pool: ParserPool) -> None:
    job = ArticleJob(b"# A title\n\nSome words that follow the title of it.\n", "note.md", NOW - 60, NOW)
    parsed = pool.submit(job).result(30)
    assert parsed.kind == "article"
    assert [(entry.title, entry.guid) for entry in parsed.entries] == [("A title", "note.md")]


def test_a_folder_is_read_and_bad_files_are_named(pool: ParserPool, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "one.md").write_text("# One\n\nThe first article has a few words.\n", encoding="utf-8")
    (tmp_path / "deep" / "er" / "two.txt").write_text(
        "A second article of two\n\nThe second article has some words that make a sentence.\n", encoding="utf-8"
    )
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "gone.txt").write_text("Gone\n\nSoon to be removed.\n", encoding="utf-8")
    manifest = scan(tmp_path).encode()
    (tmp_path / "gone.txt").unlink()
    parsed = pool.submit(FolderJob(manifest, NOW)).result(30)
    assert parsed.kind == "folder" and parsed.title == tmp_path.name
    assert {entry.guid: entry.title for entry in parsed.entries} == {
        "one.md": "One",
        "deep/er/two.txt": "A second article of two",
    }
    assert all(entry.file_time is not None for entry in parsed.entries)
    assert [note.partition(":")[0] for note in parsed.notes] == ["empty.txt", "gone.txt"]


def test_a_link_put_in_place_of_a_file_is_not_followed(pool: ParserPool, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("Secret\n\nNot for the reader.\n", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("A\n\nWords.\n", encoding="utf-8")
    manifest = scan(folder).encode()
    (folder / "a.txt").unlink()
    try:
        (folder / "a.txt").symlink_to(secret)
    except OSError:
        pytest.skip("no symbolic links here")
    parsed = pool.submit(FolderJob(manifest, NOW)).result(30)
    assert parsed.entries == () and len(parsed.notes) == 1


def test_an_empty_folder_and_a_broken_manifest(pool: ParserPool, tmp_path: Path) -> None:
    assert pool.submit(FolderJob(scan(tmp_path).encode(), NOW)).result(30).entries == ()
    with pytest.raises(ParseError):
        pool.submit(FolderJob(b"[]", NOW)).result(30)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("sleep", "too long"),
        pytest.param("spin", "too long", marks=posix),
        pytest.param("eat", "broke down|memory", marks=posix),
        ("die", "broke down"),
        ("lie", "broke down"),
        ("boast", "broke down"),
    ],
)
def test_a_document_that_kills_its_parser_costs_only_itself(bad: ParserPool, word: str, reason: str) -> None:
    before = bad.submit(document(b"fine"))
    doomed = bad.submit(document(word.encode()))
    after = bad.submit(document(b"fine"))
    assert before.result(30).title == "fine"
    with pytest.raises(ParseError, match=reason):
        doomed.result(30)
    assert after.result(30).title == "fine"
    assert after.result().entries[0].guid != before.result().entries[0].guid


def test_a_process_that_grew_is_replaced(bad: ParserPool) -> None:
    first = bad.submit(document(b"last")).result(30).entries[0].guid
    assert bad.submit(document(b"fine")).result(30).entries[0].guid != first


def test_a_bad_file_costs_its_folder_only_itself(bad: ParserPool) -> None:
    """The folder's piece dies as a whole, then each file is tried alone."""
    manifest = Manifest("/nowhere", tuple((f"{n}.txt", 10, 0) for n in range(5)), "Folder")
    parsed = bad.submit(FolderJob(manifest.encode(), NOW)).result(30)
    assert parsed.kind == "folder" and parsed.title == "Folder"


def test_processes_end_when_idle() -> None:
    pool = ParserPool(2, ParseLimits(idle_seconds=0.2), BAD_PARSER, at_once=False)
    try:
        pool.submit(document(b"fine")).result(30)
        processes = list(pool._processes)
        assert len(processes) == 1
        deadline = time.monotonic() + 20
        while pool._processes and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not pool._processes
        processes[0].wait(10)
        assert pool.submit(document(b"fine")).result(30).title == "fine"
    finally:
        pool.close()


def test_closing_ends_processes_and_refuses_what_comes_late() -> None:
    pool = ParserPool(1, ParseLimits(), BAD_PARSER, at_once=False)
    busy = pool.submit(document(b"sleep"))
    queued = pool.submit(document(b"fine"))
    while not pool._processes:
        time.sleep(0.01)
    (process,) = pool._processes
    pool.close()
    with pytest.raises(ParseError):
        busy.result(10)
    with pytest.raises(CancelledError):
        queued.result(10)
    with pytest.raises(CancelledError):
        pool.submit(document(b"fine")).result(10)
    assert process.poll() is not None
    assert not pool._threads


def test_a_cancelled_document_is_not_parsed(bad: ParserPool) -> None:
    running = bad.submit(document(b"fine"))
    waiting = bad.submit(document(b"die"))
    assert waiting.cancel() or waiting.done()
    assert running.result(30).title == "fine"


def test_the_process_imports_little_and_nothing_from_the_current_folder(tmp_path: Path) -> None:
    """A reader started in a folder of articles must not run what lies there under the name of a module."""
    (tmp_path / "msgspec.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "feedparser.py").write_text("raise SystemExit(9)", encoding="utf-8")
    code = """
        import sys
        from termnews.services.parsing import ParserPool
        from termnews.services.jobs import DocumentJob
        from tests.support.server import rss
        pool = ParserPool(1, at_once=False)
        parsed = pool.submit(DocumentJob(rss("One"), "https://example.org/", "", None, 1)).result(60)
        pool.close()
        heavy = {"textual", "feedparser", "httpx2", "sqlite3"} & set(sys.modules)
        assert not heavy, heavy
        assert parsed.entries[0].title == "One"
    """
    done = python(code, tmp_path)
    assert done.returncode == 0, done.stderr


def test_jobs_follow_from_what_was_fetched() -> None:
    health = FeedHealth(last_modified=str(NOW - 5))
    folder = job_for(Fetched(b"{}", FOLDER_TYPE, None, "file:///x", health), NOW)
    article = job_for(Fetched(b"x", ARTICLE_TYPE, None, "file:///x/a.txt", health), NOW, name="a\udcff\n.txt")
    page = job_for(Fetched(b"x", "text/xml", "utf-8", "https://example.org/", FeedHealth()), NOW)
    assert folder == FolderJob(b"{}", NOW)
    assert isinstance(article, ArticleJob) and article.modified == NOW - 5 and article.name.isprintable()
    assert page == DocumentJob(b"x", "https://example.org/", "text/xml", "utf-8", NOW)


def test_frames_are_whole_and_bounded(tmp_path: Path) -> None:
    path = tmp_path / "frames"
    with path.open("wb") as stream:
        write_frame(stream, b"one")
        write_frame(stream, b"")
    whole = path.read_bytes()
    with path.open("rb") as stream:
        assert [read_frame(stream, 10) for _ in range(3)] == [b"one", b"", None]
    for cut in (4, 9):
        path.write_bytes(whole[:cut])
        with path.open("rb") as stream, pytest.raises(FrameError):
            read_frame(stream, 10)
    path.write_bytes(whole)
    with path.open("rb") as stream, pytest.raises(FrameError):
        read_frame(stream, 2)


def test_small_feeds_of_known_shape_need_no_process(pool: ParserPool) -> None:
    quick = ParserPool(1)
    try:
        for body in (rss("One", "Zwei é"), rss("Two", "Three")):
            future = quick.submit(document(body))
            assert future.done()
            assert future.result() == pool.submit(document(body)).result(30)
        assert not quick._processes
    finally:
        quick.close()


@pytest.mark.parametrize(
    "body",
    [
        rss("One").replace(b"</channel>", b""),
        b'<!DOCTYPE rss [<!ENTITY a "aaaa">]>' + rss("One"),
        rss("One").replace(b"One", "Zwölf".encode("latin-1")),
        rss(*["many words " * 40] * 200),
        rss("\x1b[31m"),
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}',
    ],
    ids=["cut", "document type", "not UTF-8", "large", "control characters", "JSON"],
)
def test_everything_else_goes_to_a_process(body: bytes) -> None:
    """Whatever takes time, or could: nothing but small sound feeds is read outside."""
    asked = ParserPool(1)
    try:
        assert not asked.submit(document(body)).done()
    finally:
        asked.close()
