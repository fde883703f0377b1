"""Saving files from a real server: whole, broken off and gone on with, changed meanwhile, refused."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from termnews.config import Config, OpenConfig, RefreshConfig
from termnews.model.entry import Enclosure
from termnews.model.errors import FetchError, TermnewsError
from termnews.services.downloads import Downloads
from termnews.services.filenames import attached_file_name
from termnews.services.session import Session
from tests.support.server import Reply, Server, serving

WHOLE = bytes(range(256)) * 4000
ETAG = '"one"'


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    config = Config(
        library=str(tmp_path / "library.db"),
        refresh=RefreshConfig(gap=0.0),
        open=OpenConfig(downloads=str(tmp_path / "saved")),
    )
    with Session(config) as running:
        yield running


def cut(body: bytes, sent: int, *headers: str) -> Reply:
    """An answer that breaks off after so many bytes of its body."""
    lines = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers])
    return Reply(raw=lines.encode() + b"\r\n\r\n" + body[:sent])


def rest(body: bytes, start: int, etag: str = ETAG) -> Reply:
    """The rest of a file."""
    return Reply(
        body[start:],
        206,
        {"ETag": etag, "Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"},
    )


def save(session: Session, url: str, path: Path) -> Path:
    return session.downloads.save(url, path).done.result(20)


def refusal(session: Session, url: str, path: Path) -> TermnewsError:
    with pytest.raises(TermnewsError) as caught:
        save(session, url, path)
    return caught.value


def test_a_file_is_saved_whole_and_nothing_else_is_left(server: Server, session: Session, tmp_path: Path) -> None:
    server.on("/there", Reply(WHOLE, headers={"ETag": ETAG}))
    url = server.on("/a.mp3", Reply(status=302, headers={"Location": "/there"}))
    download = session.downloads.save(url, tmp_path / "a.mp3")
    assert download.done.result(20).read_bytes() == WHOLE
    assert (download.received, download.total) == (len(WHOLE), len(WHOLE))
    assert sorted(path.name for path in tmp_path.glob("a.mp3*")) == ["a.mp3"]
    (asked,) = server.asked("/there")
    assert asked.headers["accept-encoding"] == "identity" and "range" not in asked.headers
    assert "is there already" in refusal(session, url, tmp_path / "a.mp3").what


def test_what_broke_off_is_gone_on_with_in_another_session(server: Server, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    url = server.on("/a.mp3", cut(WHOLE, 300_000, f"ETag: {ETAG}"), rest(WHOLE, 300_000))
    error = refusal(session, url, path)
    assert isinstance(error, FetchError) and error.cause == "cut" and "save it again" in error.hint
    assert not path.exists() and path.with_name("a.mp3.part").read_bytes() == WHOLE[:300_000]
    assert session.downloads.offered(Enclosure(url), tmp_path) == path
    session.close()
    with Session(session.config) as another:
        assert save(another, url, path).read_bytes() == WHOLE
    again = server.asked("/a.mp3")[1].headers
    assert (again["range"], again["if-range"]) == ("bytes=300000-", ETAG)
    assert sorted(each.name for each in tmp_path.glob("a.mp3*")) == ["a.mp3"]


@pytest.mark.parametrize(
    "second",
    [
        (Reply(WHOLE[::-1], headers={"ETag": '"two"'}),),
        (Reply(status=416, headers={"Content-Range": "bytes */1"}), Reply(WHOLE[::-1], headers={"ETag": '"two"'})),
        (rest(WHOLE, 1000, '"two"'), Reply(WHOLE[::-1], headers={"ETag": '"two"'})),
        (rest(WHOLE, 999), Reply(WHOLE[::-1], headers={"ETag": '"two"'})),
    ],
    ids=["whole", "416", "other-etag", "other-place"],
)
def test_a_file_that_changed_is_begun_anew(
    server: Server, session: Session, tmp_path: Path, second: tuple[Reply, ...]
) -> None:
    url = server.on("/a.mp3", cut(WHOLE, 1000, f"ETag: {ETAG}"), *second)
    refusal(session, url, tmp_path / "a.mp3")
    assert save(session, url, tmp_path / "a.mp3").read_bytes() == WHOLE[::-1]
    assert "range" in server.asked("/a.mp3")[1].headers


def test_without_a_strong_validator_nothing_is_added_to_a_part(
    server: Server, session: Session, tmp_path: Path
) -> None:
    url = server.on("/a.mp3", cut(WHOLE, 1000, 'ETag: W/"weak"'), Reply(WHOLE))
    refusal(session, url, tmp_path / "a.mp3")
    assert save(session, url, tmp_path / "a.mp3").read_bytes() == WHOLE
    assert "range" not in server.asked("/a.mp3")[1].headers


def test_a_rest_of_the_wrong_length_is_no_whole_file(server: Server, session: Session, tmp_path: Path) -> None:
    short = Reply(b"xyz", 206, {"ETag": ETAG, "Content-Range": f"bytes 1000-{len(WHOLE) - 1}/{len(WHOLE)}"})
    url = server.on("/a.mp3", cut(WHOLE, 1000, f"ETag: {ETAG}"), short)
    refusal(session, url, tmp_path / "a.mp3")
    error = refusal(session, url, tmp_path / "a.mp3")
    assert f"1,003 bytes came of {len(WHOLE):,}" in error.what
    assert not (tmp_path / "a.mp3").exists()


def test_a_cancelled_download_keeps_what_came(server: Server, session: Session, tmp_path: Path) -> None:
    hanging = cut(WHOLE, 5000, f"ETag: {ETAG}")
    url = server.on("/a.mp3", Reply(raw=hanging.raw, hang=True), rest(WHOLE, 5000))
    download = session.downloads.save(url, tmp_path / "a.mp3")
    while download.received < 5000:
        assert not download.done.done()
    assert session.downloads.under_way(url) is download
    assert session.downloads.save(url, tmp_path / "b.mp3") is download
    download.cancel()
    with pytest.raises(CancelledError):
        download.done.result(20)
    assert download.done.cancelled() and session.downloads.under_way(url) is None
    assert (tmp_path / "a.mp3.part").stat().st_size == 5000
    assert save(session, url, tmp_path / "a.mp3").read_bytes() == WHOLE


def test_silence_ends_a_download(server: Server, session: Session, tmp_path: Path) -> None:
    url = server.on("/a.mp3", Reply(raw=cut(WHOLE, 10).raw, hang=True))
    downloads = Downloads(session.config.open, lambda work: session.subscriptions.transfer(work), stall=0.2)
    with pytest.raises(FetchError, match="nothing came for") as caught:
        downloads.save(url, tmp_path / "a.mp3").done.result(20)
    assert caught.value.cause == "timeout"


def test_refusals_are_told_in_words(
    server: Server, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = server.on("/gone", Reply(status=410))
    odd = server.on("/odd", Reply(status=418))
    packed = server.on("/packed", Reply(b"x", headers={"Content-Encoding": "gzip"}))
    inwards = server.on("/inwards", Reply(status=302, headers={"Location": "ftp://127.0.0.1/x"}))
    whole = server.on("/whole", Reply(WHOLE))
    assert "the file is gone for good (410)" in refusal(session, gone, tmp_path / "x").what
    assert "no file (418)" in refusal(session, odd, tmp_path / "x").what
    assert "packs the file" in refusal(session, packed, tmp_path / "x").what
    assert "not followed" in refusal(session, inwards, tmp_path / "x").what
    assert "not a web address" in refusal(session, "file:///etc/hosts", tmp_path / "x").what
    assert not list(tmp_path.glob("x*")), "what never began leaves nothing"
    assert "no such folder" in refusal(session, whole, tmp_path / "no" / "x").what
    (tmp_path / "y.part").write_bytes(b"somebody else's")
    assert "another file" in refusal(session, whole, tmp_path / "y").what

    def full(descriptor: int, data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("termnews.services.partfiles.os.write", full)
        assert "the disk is full" in refusal(session, whole, tmp_path / "z").what
    small = Downloads(OpenConfig(largest_download=1_000_000), lambda work: session.subscriptions.transfer(work))
    with pytest.raises(FetchError, match="larger than"):
        small.save(whole, tmp_path / "w").done.result(20)


def test_a_name_that_was_taken_meanwhile_is_not_overwritten(server: Server, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    url = server.on("/a.mp3", Reply(raw=cut(WHOLE, len(WHOLE) - 1, f"ETag: {ETAG}").raw), rest(WHOLE, len(WHOLE) - 1))
    refusal(session, url, path)
    real = os.fsync

    def meanwhile(descriptor: int) -> None:
        path.write_bytes(b"mine")
        real(descriptor)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("termnews.services.partfiles.os.fsync", meanwhile)
        assert "is there by now" in refusal(session, url, path).what
    assert path.read_bytes() == b"mine" and path.with_name("a.mp3.part").read_bytes() == WHOLE
    path.unlink()
    assert save(session, url, path).read_bytes() == WHOLE
    assert len(server.asked("/a.mp3")) == 2, "what is whole is not asked for again"


def test_names_are_safe_and_free(session: Session, tmp_path: Path) -> None:
    assert attached_file_name(Enclosure("https://a.example/../Ep%201.MP3?x=1")) == "ep-1.mp3"
    assert (
        attached_file_name(Enclosure("https://a.example/x", "audio/mpeg", title="A/B: \x1b[1mlate")) == "a-b-late.mp3"
    )
    assert attached_file_name(Enclosure("https://a.example/%2e%2e%2fcon.pdf")) == "file-con.pdf"
    file = Enclosure("https://a.example/a.mp3")
    assert session.downloads.offered(file) == tmp_path / "saved" / "a.mp3"
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "a.mp3").touch()
    assert session.downloads.offered(file).name == "a-2.mp3"
