"""Attached files in the reader: opened, copied, saved, watched and left."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from termnews.config import Config, OpenConfig, RefreshConfig
from termnews.library import Library
from termnews.model.entry import Enclosure
from termnews.services.session import Session
from termnews.tui.screens.downloading import DownloadScreen
from tests.support.fake_session import FakeSession, FixedClock
from tests.support.libraries import NOW, put
from tests.support.screen import Reader, reader
from tests.support.server import Reply, Server, serving

WHOLE = b"sound" * 1000
HEAD = b'HTTP/1.1 200 OK\r\nETag: "one"\r\nContent-Length: 5000\r\n\r\n'


@asynccontextmanager
async def opened(tmp_path: Path, server: Server, size: tuple[int, int]) -> AsyncIterator[Reader]:
    config = Config(
        library=str(tmp_path / "library.db"),
        refresh=RefreshConfig(automatic=False, gap=0.0),
        open=OpenConfig(downloads=str(tmp_path / "saved")),
    )
    with Library.open(config.library_path, now=NOW) as library:
        files = (Enclosure(server.url("/ep.mp3"), "audio/mpeg", 5000, 65), Enclosure("https://a.example/x.pdf"))
        put(library, "https://one.example/feed", range(1), enclosures=files)
    with Session(config, clock=FixedClock(NOW)) as session:
        async with reader(size, session=cast(FakeSession, session), config=config) as it:
            yield it


async def until(it: Reader, told: str) -> None:
    """Wait until a toast says this."""
    for _ in range(200):
        if any(told in toast for toast in it.toasts):
            return
        await it.pilot.pause(0.02)
    raise AssertionError(it.toasts)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_file_is_saved_while_it_is_watched_left_and_stopped(tmp_path: Path, size: tuple[int, int]) -> None:
    saved = tmp_path / "saved" / "ep.mp3"
    rest = Reply(WHOLE[2000:], 206, {"ETag": '"one"', "Content-Range": "bytes 2000-4999/5000"})
    with serving() as server:
        server.on("/ep.mp3", Reply(raw=HEAD + WHOLE[:2000], hang=True), rest)
        async with opened(tmp_path, server, size) as it:
            await it.press("g", "m")
            assert "audio/mpeg · 5.0 kB · 1:05" in it.text and "x.pdf" in it.text
            await it.press("enter", "down", "down", "enter")
            assert "Save ep.mp3 to" in it.text
            await it.press("enter")
            assert isinstance(it.app.screen, DownloadScreen)
            for _ in range(200):
                if "40 %" in it.text:
                    break
                await it.pilot.pause(0.02)
            assert "2.0 kB of 5.0 kB · 40 %" in it.text
            await it.press("escape")
            assert len(it.app.screen_stack) == 1 and not saved.exists()
            await it.press("g", "m", "enter", "down", "down", "enter")
            assert isinstance(it.app.screen, DownloadScreen), "one under way is shown, not asked about"
            await it.press("x")
            await until(it, "Stopped saving ep.mp3: what came is kept")
            await it.press("g", "m", "enter", "down", "down", "enter", "enter")
            await until(it, "Saved ")
            assert saved.read_bytes() == WHOLE


async def test_opening_and_copying_an_attached_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses: list[str] = []

    def launch(program: Sequence[str], url: str) -> str:
        addresses.append(url)
        return ""

    monkeypatch.setattr("termnews.tui.browser.launch", launch)
    monkeypatch.setattr("termnews.tui.browser.text_browser", lambda program: [])
    with serving() as server:
        async with opened(tmp_path, server, (120, 36)) as it:
            await it.press("g", "m", "down", "enter", "enter")
            assert addresses == ["https://a.example/x.pdf"]
            await it.press("g", "m", "down", "enter", "down", "enter")
            assert it.app.clipboard == "https://a.example/x.pdf"


async def test_an_article_without_files_says_so() -> None:
    async with reader((80, 24)) as it:
        await it.press("g", "m")
        assert "No file comes with this article" in it.toasts
