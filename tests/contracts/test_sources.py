"""What every source must do, and what local ones do besides."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from termnews.config import RefreshConfig
from termnews.model.errors import FetchError
from termnews.model.feed import Failed, FeedHealth, Fetched, FetchOutcome, NotModified
from termnews.net.caching import Plan
from termnews.net.causes import CAUSES
from termnews.net.client import HttpClient
from termnews.sources import files, folder, samples
from termnews.sources.base import Source, Sources, is_local, scheme_of
from termnews.sources.files import FileSource, path_of
from termnews.sources.folder import FOLDER_TYPE, Manifest
from termnews.sources.samples import SampleSource
from termnews.sources.web import WebSource
from tests.support.server import Reply, Server, rss, serving

NOW = 1_700_000_000


@dataclass
class Case:
    """A source with something good behind one address, nothing behind another, and a way to change the good."""

    source: Source
    good: str
    missing: str
    change: Callable[[], None]


@asynccontextmanager
async def web_case(server: Server) -> AsyncIterator[Case]:
    """A feed on a server."""
    client = HttpClient(RefreshConfig(gap=0.0, deadline=5.0))
    source = WebSource(client, Plan(3600))
    good = server.on("/feed", Reply(rss("One"), etag='"1"'))
    try:
        yield Case(source, good, server.url("/none"), lambda: _ignore(server.on("/feed", Reply(rss("Two")))))
    finally:
        await source.aclose()


def _ignore(_value: object) -> None:
    return None


@asynccontextmanager
async def file_case(tmp_path: Path) -> AsyncIterator[Case]:
    """A saved feed."""
    path = tmp_path / "a feed.xml"
    path.write_bytes(rss("One"))
    yield Case(
        FileSource(), path.as_uri(), (tmp_path / "none").as_uri(), lambda: _ignore(path.write_bytes(rss("Two!")))
    )


@asynccontextmanager
async def folder_case(tmp_path: Path) -> AsyncIterator[Case]:
    """A folder of articles."""
    (tmp_path / "articles" / "deep").mkdir(parents=True)
    path = tmp_path / "articles" / "deep" / "one.md"
    path.write_text("# One\n\nWords.\n", encoding="utf-8")
    good = (tmp_path / "articles").as_uri()
    yield Case(FileSource(), good, (tmp_path / "none").as_uri(), lambda: _ignore(path.write_text("# Another\n")))


@pytest.fixture(params=["web", "file", "folder"])
async def case(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Case]:
    """Each kind of source."""
    with serving() as server:
        opened = {"web": lambda: web_case(server), "file": lambda: file_case(tmp_path)}
        async with opened.get(request.param, lambda: folder_case(tmp_path))() as made:
            yield made


async def test_a_document_is_brought_once_and_again_when_it_changed(case: Case) -> None:
    first = await case.source.fetch(case.good, FeedHealth(), NOW)
    assert isinstance(first, Fetched) and first.body
    assert (first.health.checked, first.health.succeeded, first.health.failures) == (NOW, NOW, 0)
    same = await case.source.fetch(case.good, first.health, NOW + 10)
    assert isinstance(same, NotModified)
    assert same.health.checked == NOW + 10 and same.health.body_hash == first.health.body_hash
    case.change()
    changed = await case.source.fetch(case.good, same.health, NOW + 20)
    assert isinstance(changed, Fetched) and changed.body != first.body


async def test_what_is_not_there_fails_in_words_and_loses_nothing(case: Case) -> None:
    known = FeedHealth(etag="x", body_hash="y", succeeded=5)
    outcome = await case.source.fetch(case.missing, known, NOW)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, FetchError) and outcome.error.cause in CAUSES
    assert outcome.error.what and outcome.health.error
    health = outcome.health
    assert (health.etag, health.body_hash, health.succeeded, health.failures) == ("x", "y", 5, 1)


async def test_a_success_clears_a_failure(case: Case) -> None:
    outcome = await case.source.fetch(case.good, FeedHealth(error="bad", failures=3), NOW)
    assert (outcome.health.error, outcome.health.failures) == (None, 0)


async def test_lanes_and_rest_are_cheap(case: Case) -> None:
    assert case.source.lane(case.good)
    async with asyncio.timeout(5):
        await case.source.ready(case.good)


async def local(path: Path, health: FeedHealth | None = None) -> FetchOutcome:
    """Look at a path."""
    return await FileSource().fetch(path.as_uri(), health or FeedHealth(), NOW)


async def failure_of(path: Path) -> str:
    """Why a path cannot be read."""
    outcome = await local(path)
    assert isinstance(outcome, Failed)
    return str(outcome.error)


async def test_kinds_of_files_are_told_apart(tmp_path: Path) -> None:
    for name, kind in (("a.txt", files.ARTICLE_TYPE), ("b.MD", files.ARTICLE_TYPE), ("c.xml", ""), ("d", "")):
        (tmp_path / name).write_text("words", encoding="utf-8")
        outcome = await local(tmp_path / name)
        assert isinstance(outcome, Fetched) and outcome.media_type == kind
    assert outcome.health.last_modified == str(int((tmp_path / "d").stat().st_mtime))


async def test_an_unchanged_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words", encoding="utf-8")
    first = await local(path)

    def refuse(*_args: object, **_more: object) -> object:
        raise AssertionError("opened")

    monkeypatch.setattr(files, "read_regular", refuse)
    assert isinstance(await local(path, first.health), NotModified)


async def test_bad_paths_are_named(tmp_path: Path) -> None:
    assert "no such file or folder" in await failure_of(tmp_path / "none")
    (tmp_path / "empty.txt").write_bytes(b" \n")
    assert "empty" in await failure_of(tmp_path / "empty.txt")
    with (tmp_path / "large.txt").open("wb") as stream:
        stream.truncate(folder.LARGEST_FILE + 1)
    assert "larger than 16 MB" in await failure_of(tmp_path / "large.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
async def test_pipes_and_devices_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    async with asyncio.timeout(10):
        assert "not a regular file" in await failure_of(tmp_path / "pipe.txt")
        assert "not a regular file" in await failure_of(Path("/dev/zero"))
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "folder" / "pipe.txt")
    assert folder.scan(tmp_path / "folder").files == ()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not hold for everybody")
async def test_forbidden_places_are_named(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    (tmp_path / "secret.txt").chmod(0)
    assert "may not be read" in await failure_of(tmp_path / "closed")
    assert "may not be read" in await failure_of(tmp_path / "secret.txt")
    assert "closed: cannot be opened" in folder.scan(tmp_path).notes


@pytest.mark.skipif(sys.platform == "win32", reason="another machine's files have paths of their own there")
async def test_files_of_other_machines_are_not_read() -> None:
    outcome = await FileSource().fetch("file://server/share/a.txt", FeedHealth(), NOW)
    assert isinstance(outcome, Failed) and "another machine" in outcome.error.what


def test_paths_survive_their_addresses(tmp_path: Path) -> None:
    for name in ("plain.txt", "with blank.txt", "100%.txt", "naïve ünï.txt", "a#b?c.txt"):
        assert path_of((tmp_path / name).as_uri()) == tmp_path / name


def make(root: Path, *names: str) -> None:
    """Files with some words, and the folders they need."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("words", encoding="utf-8")


def listed(root: Path) -> list[str]:
    """The files of a folder's manifest."""
    return [name for name, _, _ in folder.scan(root).files]


def test_a_folder_lists_articles_at_any_depth_in_natural_order(tmp_path: Path) -> None:
    make(tmp_path, "a10.txt", "a2.txt", "B1.md", "sub/x.html", "sub/deep/er/y.HTM", "z.txt", "c/1.markdown")
    make(tmp_path, ".hidden.txt", ".git/a.txt", "picture.png", "feed.xml", "feed.json", "noending", "page.html")
    make(tmp_path, "page_files/frame.html", "other_files/kept.html")
    assert listed(tmp_path) == [
        "a2.txt", "a10.txt", "B1.md", "c/1.markdown", "other_files/kept.html", "page.html",
        "sub/deep/er/y.HTM", "sub/x.html", "z.txt",
    ]  # fmt: skip
    assert folder.scan(tmp_path).notes == ("2 saved feeds in it are not read; open them by name",)


def test_links_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "outside/secret.txt", "in/a.txt")
    try:
        (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
        (tmp_path / "in" / "there").symlink_to(tmp_path / "outside", target_is_directory=True)
        (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    assert listed(tmp_path / "in") == ["a.txt"]
    assert "3 links" in folder.scan(tmp_path / "in").notes[0]


def test_very_deep_folders_are_read(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 150)
    make(tmp_path, f"{deep}/a.txt")
    assert listed(tmp_path) == [f"{deep}/a.txt"]


def test_a_folder_has_limits_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, *(f"{n}.txt" for n in range(12)))
    with (tmp_path / "large.txt").open("wb") as stream:
        stream.truncate(folder.LARGEST_FILE + 1)
    monkeypatch.setattr(folder, "MOST_FILES", 10)
    found = folder.scan(tmp_path)
    assert len(found.files) == 10
    assert "only 10 files are read" in found.notes


def test_names_that_are_no_text_survive(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text("words", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("such names cannot exist here")
    body = folder.scan(tmp_path).encode()
    assert Manifest.decode(body).files[0][0] == name
    assert folder.shown(name) == "caf\\udce9.txt"


def test_a_manifest_is_the_same_until_something_changes(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt")
    first = folder.scan(tmp_path).encode()
    assert folder.scan(tmp_path).encode() == first
    assert Manifest.decode(first).root == str(tmp_path) and first.isascii()
    os.utime(tmp_path / "a.txt", (1, 1))
    assert folder.scan(tmp_path).encode() != first


async def test_an_empty_folder_says_what_it_looked_for(tmp_path: Path) -> None:
    outcome = await local(tmp_path)
    assert isinstance(outcome, Fetched) and outcome.media_type == FOLDER_TYPE
    assert "no articles in it" in Manifest.decode(outcome.body).notes[0]


async def test_the_samples_are_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "one.txt")
    monkeypatch.setattr(samples, "samples_folder", lambda: tmp_path)
    outcome = await SampleSource().fetch(samples.ADDRESS, FeedHealth(), NOW)
    assert isinstance(outcome, Fetched)
    assert Manifest.decode(outcome.body).title == "Sample articles"
    assert isinstance(await SampleSource().fetch(samples.ADDRESS, outcome.health, NOW), NotModified)
    monkeypatch.setattr(samples, "samples_folder", lambda: None)
    assert isinstance(await SampleSource().fetch(samples.ADDRESS, FeedHealth(), NOW), Failed)


async def test_a_disk_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(*_args: object) -> object:
        return await asyncio.Event().wait()

    monkeypatch.setattr(files, "PATIENCE", 0.05)
    monkeypatch.setattr(asyncio, "to_thread", hang)
    assert "does not answer" in await failure_of(tmp_path / "a.txt")


async def test_sources_are_found_by_scheme() -> None:
    local_files = FileSource()
    sources = Sources({"file": local_files, "samples": local_files})
    assert sources.of("FILE:///x") is local_files
    for url in ("gopher://x/", "no address", "http://[::1", "\x1b]0;x://"):
        with pytest.raises(FetchError) as caught:
            sources.of(url)
        assert caught.value.cause == "address" and "\x1b" not in str(caught.value)
    await sources.aclose()
    assert (scheme_of("HTTP://x"), is_local("samples:"), is_local("https://x/")) == ("http", True, False)


async def test_the_web_keeps_its_manners_through_the_source() -> None:
    with serving() as server:
        url = server.on("/feed", Reply(rss("One"), etag='W/"1"', modified="Mon, 01 Jan 2024 00:00:00 GMT"))
        client = HttpClient(RefreshConfig(gap=0.0))
        source = WebSource(client, Plan(3600))
        try:
            health = FeedHealth()
            for visit in range(3):
                health = (await source.fetch(url, health, NOW + visit)).health
            await source.fetch(url, replace(health, validators_url=url + "?other"), NOW)
        finally:
            await source.aclose()
        sent = [(seen.headers.get("if-none-match"), seen.headers.get("if-modified-since")) for seen in server.seen]
        known = ('W/"1"', "Mon, 01 Jan 2024 00:00:00 GMT")
        assert sent == [(None, None), known, known, (None, None)]
        assert source.lane(url) == f"127.0.0.1:{server.port}"
        assert source.lane("http://[::1") == "http://[::1"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse names that are not UTF-8")
async def test_names_that_are_not_utf8_are_found(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("A title\n\nAnd a text.\n", encoding="utf-8")
    assert path_of(path.as_uri()) == path
    assert isinstance(await local(path), Fetched)
