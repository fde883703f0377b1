"""`make bench`: how fast the reader is, beside the least that its toolkit can do on the same machine in the same run.

Figures are medians of several runs; ratios are what to compare between machines.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pty_timing import TimedTerminal

SIZES = {"80x24": (80, 24), "120x36": (120, 36), "200x50": (200, 50)}


@dataclass(frozen=True)
class Subject:
    """A program to time."""

    name: str
    command: Sequence[str]
    needle: bytes
    environment: Mapping[str, str]


def median(measure: Callable[[], float], runs: int) -> float:
    """The median of several measurements, the first of which is thrown away."""
    measure()
    return statistics.median(measure() for _ in range(runs))


def start(subject: Subject, size: tuple[int, int]) -> float:
    """Milliseconds from exec until the needle is on the screen."""
    terminal = TimedTerminal(subject.command, columns=size[0], rows=size[1], environment=subject.environment)
    try:
        return terminal.until(subject.needle) * 1000
    finally:
        terminal.close()


def keys(subject: Subject, size: tuple[int, int], key: bytes, count: int) -> tuple[float, float]:
    """Milliseconds from a key to the last byte it causes: median and 95th percentile."""
    terminal = TimedTerminal(subject.command, columns=size[0], rows=size[1], environment=subject.environment)
    try:
        terminal.until(subject.needle)
        terminal.settle()
        answers = [terminal.press(key) for _ in range(count)]
    finally:
        terminal.close()
    times = sorted(answer[1] * 1000 for answer in answers if answer is not None)
    return statistics.median(times), times[int(len(times) * 0.95)]


def open_article(subject: Subject, size: tuple[int, int], runs: int) -> float:
    """Milliseconds from Enter to the last byte of the article's first screen."""

    def once() -> float:
        terminal = TimedTerminal(subject.command, columns=size[0], rows=size[1], environment=subject.environment)
        try:
            terminal.until(subject.needle)
            terminal.settle()
            answer = terminal.press(b"\r")
            return answer[1] * 1000 if answer else float("nan")
        finally:
            terminal.close()

    return median(once, runs)


def subjects(folder: Path) -> tuple[Subject, Subject]:
    """The reader on its sample library, and the bare toolkit."""
    # Opening must not mark read, or every run would open another article.
    (folder / "config.toml").write_text('[reader]\nmark_read = "never"\n', encoding="utf-8")
    home = {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "TERMNEWS_CONFIG": str(folder / "config.toml"),
        "TERMNEWS_LIBRARY": str(folder / "library.db"),
    }
    reader = Subject("termnews", [sys.executable, "-m", "termnews"], b"Welcome to termnews", {**os.environ, **home})
    bare = Subject("bare toolkit", [sys.executable, "-m", "benchmarks.bare_app"], b"bare-limit 0", dict(os.environ))
    return reader, bare


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--size", choices=SIZES, default="120x36")
    arguments = parser.parse_args()
    size = SIZES[arguments.size]
    with tempfile.TemporaryDirectory(prefix="termnews-bench-") as folder:
        reader, bare = subjects(Path(folder))
        first = start(reader, size)
        print(f"{'':34} {'termnews':>10} {'bare':>10} {'ratio':>7}")
        print(f"{'very first start, empty machine':34} {first:8.0f}ms")
        ours = median(lambda: start(reader, size), arguments.runs)
        limit = median(lambda: start(bare, size), arguments.runs)
        print(f"{'first paint with headlines':34} {ours:8.0f}ms {limit:8.0f}ms {ours / limit:7.2f}")
        ours_key, limit_key = keys(reader, size, b"j", 12), keys(bare, size, b"j", 12)
        for name, index in (("median", 0), ("p95", 1)):
            mine, least = ours_key[index], limit_key[index]
            print(f"{'cursor key to repaint, ' + name:34} {mine:8.1f}ms {least:8.1f}ms {mine / least:7.2f}")
        opened = open_article(reader, size, arguments.runs)
        print(f"{'Enter to the first screen':34} {opened:8.1f}ms {limit_key[0]:8.1f}ms {opened / limit_key[0]:7.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
