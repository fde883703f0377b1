"""Handing articles on: piped to programs, sent to targets, printed, copied, edited where they are files."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from termnews.config import Config, RefreshConfig
from termnews.library import Library
from termnews.model.ids import EntryId
from termnews.query import EVERYTHING
from termnews.services.session import Session
from termnews.tui import browser
from tests.support.libraries import put
from tests.support.screen import Reader, library_reader

UPPER = shlex.join([sys.executable, "-c", "import sys; print(sys.stdin.read().upper())"])
BODY = (
    "<p>The <em>ferry</em> was late.</p><h2>Why it was late</h2>"
    + "<p>Fog.</p>" * 40
    + "<h2>What the harbour says</h2>"
    + "<p>Nothing.</p>" * 40
)


def fill(library: Library) -> None:
    put(
        library,
        "https://a.example/feed",
        range(1),
        title="A ferry & a fog",
        content=BODY,
        url="https://a.example/ferry?utm_source=x&id=7",
        comments_url="https://a.example/ferry/comments",
    )


def config_for(path: Path, **more: object) -> Config:
    return Config(library=str(path), refresh=RefreshConfig(automatic=False), **more)  # type: ignore[arg-type]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that reached the browser."""
    addresses: list[str] = []

    def launch(program: Sequence[str], url: str) -> str:
        addresses.append(url)
        return ""

    monkeypatch.setattr(browser, "launch", launch)
    monkeypatch.setattr(browser, "text_browser", lambda program: [])
    return addresses


async def answered(it: Reader) -> str:
    """Wait until the program has answered; give what is painted."""
    for _ in range(400):
        await it.pilot.pause(0.02)
        if "Esc ends it" not in it.text:
            break
    return it.text


async def test_an_article_goes_through_a_program_and_its_answer_is_shown(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("vertical_line")
        await it.write(UPPER)
        await it.press("enter")
        assert "THE *FERRY* WAS LATE" in await answered(it)
        assert "done · Esc closes" in it.text
        await it.press("escape")
        assert "THE *FERRY*" not in it.text
        await it.press("vertical_line")
        assert "import sys" in it.text, "the last program is offered again"


async def test_a_program_that_is_not_there_says_so(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("vertical_line")
        await it.write("no-such-program-at-all")
        await it.press("enter")
        assert "cannot be started" in await answered(it)


async def test_what_a_program_answers_cannot_drive_the_terminal(tmp_path: Path) -> None:
    evil = shlex.join([sys.executable, "-c", r"print('\x1b]0;owned\x07red \x1b[31mink\x9b2J')"])
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("vertical_line")
        await it.write(evil)
        await it.press("enter")
        painted = await answered(it)
        assert "red ink" in painted
        assert painted.replace("\n", "").isprintable()


async def test_leaving_ends_a_program_that_runs_on(tmp_path: Path) -> None:
    mark = tmp_path / "ended-by-itself"
    slow = shlex.join(
        [sys.executable, "-c", f"import time, pathlib; time.sleep(30); pathlib.Path({str(mark)!r}).touch()"]
    )
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("vertical_line")
        await it.write(slow)
        await it.press("enter")
        assert "Esc ends it" in it.text
        await it.press("escape")
        assert "Esc ends it" not in it.text
    assert not mark.exists()


async def test_a_target_is_an_address_or_a_program(tmp_path: Path, opened: list[str]) -> None:
    share: dict[str, str | tuple[str, ...]] = {
        "Links": "https://links.example/add?u={url}&t={title}",
        "Mail": (sys.executable, "-c", "import sys; print(sys.argv[1:], sys.stdin.read()[:12])", "{title}"),
    }
    config = config_for(tmp_path / "library.db", share=share)
    async with library_reader(tmp_path / "library.db", fill, config=config) as it:
        await it.press("M", "enter")
        await it.settle()
        assert opened == [
            "https://links.example/add?u=https%3A%2F%2Fa.example%2Fferry%3Fid%3D7&t=A%20ferry%20%26%20a%20fog"
        ]
        await it.press("M", "j", "enter")
        assert "['A ferry & a fog']" in await answered(it)


async def test_without_targets_it_says_how_to_name_some(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("M")
        assert any("[share]" in told for told in it.toasts)


async def test_printing_opens_a_page_of_our_own(
    tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("P")
        await it.settle()
        (address,) = opened
        assert address.startswith("file://")
    page = Path(address.removeprefix("file://"))
    assert "The <em>ferry</em> was late." in page.read_text(encoding="utf-8")  # noqa: ASYNC240
    if os.name == "posix":
        assert page.stat().st_mode & 0o077 == 0  # noqa: ASYNC240


async def test_a_whole_article_is_copied_as_markdown(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("ctrl+y")
        await it.settle()
        assert "The *ferry* was late." in it.app.clipboard
        assert "## Why it was late" in it.app.clipboard


async def test_headings_are_chosen_from_the_outline(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("enter", "O")
        assert "Headings of this article" in it.text and "What the harbour says" in it.text
        await it.press("j", "enter")
        assert "Nothing." in it.text and "The ferry was late" not in it.text
        assert it.main.pane.heading == 1


async def test_comments_open_where_the_feed_names_them(tmp_path: Path, opened: list[str]) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        await it.press("c")
        await it.settle()
        assert opened == ["https://a.example/ferry/comments"]


def test_a_local_article_names_its_file_and_others_none(tmp_path: Path) -> None:
    folder = tmp_path / "articles" / "deep"
    folder.mkdir(parents=True)
    (folder / "note #1.md").write_text("# A note\n\nThe first words.\n", encoding="utf-8")
    with Session(config_for(tmp_path / "library.db")) as session:
        session.subscribe(str(tmp_path / "articles")).result(30)
        put(session.library, "https://a.example/feed", range(1), published=1_000)
        local, other = (EntryId(number) for number in session.entry_ids(EVERYTHING).result(10))
        assert session.file_of(local).result(10) == folder / "note #1.md"
        assert session.file_of(other).result(10) is None
        (folder / "note #1.md").unlink()
        assert session.file_of(local).result(10) is None


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_the_file_is_edited_on_the_same_terminal_and_read_again(tmp_path: Path) -> None:
    from tests.support.terminal import Terminal

    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "note.md").write_text("# A note\n\nThe first words.\n", encoding="utf-8")
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys; p = pathlib.Path(sys.argv[1]); p.write_text(p.read_text().replace('first', 'second'))"
    )
    environment = {"EDITOR": shlex.join([sys.executable, str(editor)]), "HOME": str(tmp_path), "VISUAL": ""}
    command = [sys.executable, "-m", "termnews", "--library", str(tmp_path / "library.db"), str(folder)]
    with Terminal(command, columns=100, rows=30, environment=environment) as terminal:
        terminal.wait_for("A note")
        terminal.send("enter")
        terminal.wait_for("The first words")
        terminal.send("e")
        terminal.wait_for("The second words")
        terminal.send("Q")
        assert terminal.wait_for_end() == 0
