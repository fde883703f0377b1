"""The peer: newsboat on the same articles, put into its cache as it would have stored them itself."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, spread
from benchmarks.pty_timing import TimedTerminal
from benchmarks.synthetic_library import FEEDS, Newsroom, deliveries, numbered_feeds, read_numbers

PROGRAM = "newsboat"
_ITEM = """
    INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type)
    VALUES (?, ?, ?, ?, ?, ?, ?, 1, '', '')
"""
_FEED = "INSERT INTO rss_feed (rssurl, url, title, lastmodified, etag) VALUES (?, ?, ?, 0, '')"
_EVERYTHING = '"query:Everything:age >= 0"'


def version() -> str | None:
    """The first line of what it says of itself, None when it is not installed."""
    if shutil.which(PROGRAM) is None:
        return None
    said = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=False).stdout
    return " ".join(said.split()[:2])


def build(path: Path, articles: int) -> None:
    """Fill a cache with the articles of the synthetic library of the same size."""
    with tempfile.TemporaryDirectory(prefix="termnews-bench-") as folder:
        _settings(Path(folder), ["http://127.0.0.1:1/none.xml"])
        command = [PROGRAM, "-C", f"{folder}/config", "-u", f"{folder}/urls", "-c", str(path), "-x", "reload"]
        subprocess.run(command, capture_output=True, check=False, timeout=60)
    newsroom = Newsroom()
    feeds = numbered_feeds(newsroom, FEEDS)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("DELETE FROM rss_feed")
        connection.executemany(_FEED, ((feed.url, feed.site_url, feed.title) for feed in feeds))
        connection.executemany(_ITEM, _items(newsroom, articles))
        connection.executemany(
            "UPDATE rss_item SET unread = 0 WHERE id = ?", ((number,) for number in read_numbers(newsroom, articles))
        )
        connection.execute("ANALYZE")


def _items(newsroom: Newsroom, articles: int) -> Iterator[tuple[object, ...]]:
    feeds = numbered_feeds(Newsroom(), FEEDS)
    for delivery in deliveries(newsroom, feeds, articles):
        for intent in delivery.intents:
            entry = intent.entry
            yield entry.guid, entry.title, entry.authors[0], entry.url, delivery.feed.url, intent.sort_at, entry.content


def _settings(folder: Path, urls: list[str]) -> None:
    (folder / "config").write_text("auto-reload no\nconfirm-exit no\n", encoding="utf-8")
    (folder / "urls").write_text("".join(f"{url}\n" for url in urls), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Newsboat:
    """A cache with what is needed to open it."""

    cache: Path
    folder: Path
    size: tuple[int, int]

    def prepare(self) -> None:
        """Write its settings: all feeds, and another file with everything in one list before them."""
        feeds = numbered_feeds(Newsroom(), FEEDS)
        _settings(self.folder, [feed.url for feed in feeds])
        urls = (self.folder / "urls").read_text(encoding="utf-8")
        (self.folder / "urls-everything").write_text(f"{_EVERYTHING}\n{urls}", encoding="utf-8")

    def open(self, urls: str = "urls") -> TimedTerminal:
        """Start it."""
        command = [PROGRAM, "-C", f"{self.folder}/config", "-u", f"{self.folder}/{urls}", "-c", str(self.cache)]
        return TimedTerminal(command, columns=self.size[0], rows=self.size[1], environment={"HOME": str(self.folder)})

    def start(self) -> float:
        """Seconds from exec until the first feed is on the screen."""
        with sqlite3.connect(self.cache) as connection:
            (title,) = connection.execute("SELECT title FROM rss_feed ORDER BY rowid LIMIT 1").fetchone()
        terminal = self.open()
        try:
            return terminal.until(title.encode(), timeout=300)
        finally:
            terminal.close()

    def figures(self, words: Mapping[str, str], keys: int) -> dict[str, Figure]:
        """Measure one session: keys, the end of a list of everything, searches, memory."""
        found: dict[str, Figure] = {"disk": Figure(self.cache.stat().st_size / 1e6, unit="MB")}
        terminal = self.open("urls-everything")
        try:
            terminal.until(b"Everything", timeout=300)
            terminal.settle()
            terminal.press(b"\r", timeout=120)
            terminal.settle()
            found["cursor key to repaint"] = spread(terminal.times(b"j", keys))
            found["jump to the end"] = spread(terminal.times((b"\x1b[F", b"\x1b[H"), 10))
            found["private memory"] = Figure(terminal.private_memory(), unit="MB")
            terminal.press(b"q", timeout=30)
            terminal.settle()
            for name, word in words.items():
                found[f"search {name}"] = Figure(self._search(terminal, word))
        finally:
            terminal.close()
        return found

    def _search(self, terminal: TimedTerminal, word: str) -> float:
        """Seconds from Enter until the results, or the news that there are none, are on the screen."""
        terminal.press(b"/")
        terminal.press(word.encode())
        terminal.settle(quiet=0.2)
        answer = terminal.press(b"\r", quiet=0.3, timeout=120)
        terminal.settle()
        terminal.press(b"q")
        terminal.settle(quiet=0.5)
        return answer[1] if answer else float("nan")
