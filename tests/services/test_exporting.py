"""Saving articles from the reader: the form by the file's name, nothing written over, nothing left half done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from termnews.config import Config
from termnews.model.errors import TermnewsError, UsageError
from termnews.model.ids import EntryId
from termnews.query import EVERYTHING
from termnews.services.filenames import LONGEST_NAME, file_name
from termnews.services.savedfiles import private_file, write_new
from termnews.services.session import Session
from tests.support.libraries import put


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session with three articles."""
    with Session(Config(library=str(tmp_path / "library.db"))) as opened:
        put(opened.library, "https://one.example/feed", range(3))
        yield opened


def ids(session: Session) -> list[EntryId]:
    """All articles."""
    return [EntryId(number) for number in session.entry_ids(EVERYTHING).result(30)]


def test_the_name_says_the_form(session: Session, tmp_path: Path) -> None:
    begins = {"a.html": b"<!DOCTYPE html>", "a.MD": b"# ", "a.epub": b"PK", "a.mbox": b"From "}
    for name, start in begins.items():
        assert session.exporting.save(ids(session), tmp_path / name).result(30) == 3
        assert (tmp_path / name).read_bytes().startswith(start)


def test_without_an_ending_it_is_a_folder(session: Session, tmp_path: Path) -> None:
    assert session.exporting.save(ids(session), tmp_path / "mine" / "deep").result(30) == 3
    assert len(list((tmp_path / "mine" / "deep").glob("*.md"))) == 3


def test_a_file_is_never_written_over(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("dear diary")
    with pytest.raises(TermnewsError, match="is there already"):
        session.exporting.save(ids(session), path).result(30)
    assert path.read_text() == "dear diary"


def test_what_cannot_be_saved_is_said(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no form"):
        session.exporting.save(ids(session), tmp_path / "a.docx")
    with pytest.raises(UsageError, match="one article only"):
        session.exporting.save(ids(session), tmp_path / "a.eml")
    (tmp_path / "file").write_text("x")
    with pytest.raises(TermnewsError, match="cannot be"):
        session.exporting.save(ids(session), tmp_path / "file" / "a.md").result(30)


def test_a_document_that_breaks_off_leaves_no_file(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise TermnewsError("the disk is on fire")

    monkeypatch.setattr("termnews.services.articles.article_of", broken)
    with pytest.raises(TermnewsError, match="on fire"):
        session.exporting.save(ids(session), tmp_path / "a.html").result(30)
    assert not (tmp_path / "a.html").exists()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbour: open, at last!", "2026-09-21-harbour-open-at-last.md"),
        ("../../etc/passwd", "2026-09-21-etc-passwd.md"),
        ("北の島々", "2026-09-21-北の島々.md"),
        ("…", "2026-09-21.md"),
        ("a\x1b]52;c;x\x07b", "2026-09-21-a-52-c-x-b.md"),
    ],
)
def test_names_of_files_come_from_titles(title: str, name: str) -> None:
    assert file_name(title, 1_789_986_000, ".md") == name


def test_a_long_title_makes_a_name_that_fits() -> None:
    for title in ("word " * 100, "字" * 500):
        assert len(file_name(title, 0, ".md").encode()) <= 2 * LONGEST_NAME + 14


def test_a_name_that_a_system_keeps_for_itself_is_not_used() -> None:
    assert file_name("con", 10**18, ".md") == "article-con.md"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def breaking_off() -> Iterator[bytes]:
        yield b"half of it"
        raise OSError(28, "No space left on device")

    with pytest.raises(TermnewsError, match="cannot be written"):
        write_new(tmp_path / "feeds.opml", breaking_off())
    with pytest.raises(TermnewsError, match="cannot be written"), private_file(tmp_path / "state.json") as stream:
        for part in breaking_off():
            stream.write(part)
    assert list(tmp_path.iterdir()) == []


def test_what_is_for_nobody_else_is_readable_by_nobody_else(tmp_path: Path) -> None:
    write_new(tmp_path / "feeds.opml", [b"<opml/>"], private=True)
    with private_file(tmp_path / "state.json") as stream:
        stream.write(b"{}")
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}
