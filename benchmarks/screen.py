"""The reader as its person sees it: in a pseudo-terminal, on a library of any size."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, spread
from benchmarks.pty_timing import TimedTerminal
from benchmarks.questions import NOW
from termnews.library import Library
from termnews.query import parse

SETTINGS = '[reader]\nmark_read = "never"\n[refresh]\nautomatic = false\n'
"""Nothing is fetched, and opening an article must not mark it read, or every run would open another one."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A library with what is needed to open the reader on it."""

    library: Path
    folder: Path
    size: tuple[int, int]

    def prepare(self) -> None:
        """Write its settings."""
        (self.folder / "config.toml").write_text(SETTINGS, encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """Variables that keep it away from the person's own library."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {
            **kept,
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "TERMNEWS_CONFIG": str(self.folder / "config.toml"),
            "TERMNEWS_LIBRARY": str(self.library),
        }

    def open(self, *arguments: str) -> TimedTerminal:
        """Start it, or another module of Python's on its library."""
        command = [sys.executable, "-m", *(arguments or ("termnews",))]
        return TimedTerminal(command, columns=self.size[0], rows=self.size[1], environment=self.environment)

    def first_headline(self) -> bytes:
        """How the first row of the list that it opens with begins."""
        with Library.open(self.library, now=NOW) as library:
            numbers = library.reader.entry_ids(parse("is:unread"), NOW, limit=1)
            return library.reader.headlines(numbers)[0].title[:16].encode()

    def start(self, needle: bytes) -> float:
        """Seconds from exec until that headline is on the screen."""
        terminal = self.open()
        try:
            return terminal.until(needle)
        finally:
            terminal.close()

    def session(self, needle: bytes, keys: int) -> Iterator[tuple[str, Figure]]:
        """Keys and jumps through everything, and what the process has in memory after that."""
        terminal = self.open()
        try:
            terminal.until(needle)
            terminal.settle()
            yield "private memory after the start", Figure(terminal.private_memory(), unit="MB")
            terminal.press(b"g")
            terminal.press(b"a", timeout=60)
            terminal.settle(quiet=1.0, timeout=60)
            yield "cursor key to repaint", spread(terminal.times(b"j", keys))
            terminal.settle()
            yield "jump to the end", spread(self._jumps(terminal, 10))
            yield "Enter to the first screen", spread(self._openings(terminal, 10))
            for key in (b"/", b"s", b"o", b"n", b"\r", b"\x1b", b"t", b"j", b" ", b"j", b" ", b"\x1b"):
                terminal.press(key)
                terminal.settle(quiet=0.3, timeout=30)
            yield "private memory", Figure(terminal.private_memory(), unit="MB")
        finally:
            terminal.close()

    def _jumps(self, terminal: TimedTerminal, count: int) -> Iterator[float]:
        """To the end, from the beginning each time; the first one, which nobody has prepared for, is counted too."""
        for _ in range(count):
            answer = terminal.press(b"G", quiet=0.02)
            if answer is not None:
                yield answer[1]
            terminal.settle()
            terminal.press(b"\x1b[H")
            terminal.settle()

    def _openings(self, terminal: TimedTerminal, count: int) -> Iterator[float]:
        for _ in range(count):
            answer = terminal.press(b"\r", quiet=0.04)
            if answer is not None:
                yield answer[1]
            terminal.settle()
            terminal.press(b"h")
            terminal.press(b"j")
            terminal.settle()

    def frames(self, articles: int) -> Iterator[tuple[str, Figure]]:
        """How long the screen could not answer while so many articles arrived."""
        told = self.folder / "frames.json"
        terminal = self.open("benchmarks.frames", str(told), str(articles))
        try:
            terminal.settle(quiet=10.0, timeout=90)
        finally:
            terminal.close()
        if told.exists():
            found = json.loads(told.read_text(encoding="utf-8"))
            note = f"(at work {found['work'] * 1e3:.1f} ms; when idle {found['idle'] * 1e3:.1f} ms)"
            yield f"longest frame, {articles} articles arrive", Figure(found["longest"], note=note)
