"""`make bench`: how fast the reader is on libraries of any size, beside newsboat on the same articles in the same run.

    python -m benchmarks [start keys search tags changes frames disk …] [--articles 1k,10k,100k,1m]

Figures are medians with the 95th percentile; ratios are what to compare between machines. Libraries are made once and
kept in a cache folder (`TERMNEWS_BENCH_CACHE`); making a million articles takes a quarter of an hour and needs 20 GB.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import changes, libraries, newsboat, questions
from benchmarks.figures import Figure, Goal, spread, table
from benchmarks.pty_timing import TimedTerminal
from benchmarks.screen import Screen
from benchmarks.synthetic_library import Newsroom, number_of
from termnews.library import Library

SIZES = {"80x24": (80, 24), "120x36": (120, 36), "200x50": (200, 50)}
PARTS = ("start", "keys", "search", "tags", "changes", "frames", "disk")


def _within(seconds: float, *, p95: bool = True) -> Goal:
    told = f"{seconds * 1e3:g} ms" + (" p95" if p95 else "")
    return Goal(told, lambda figure: (figure.p95 if p95 and figure.p95 is not None else figure.middle) <= seconds)


GOALS = {
    "cursor key to repaint": _within(0.008),
    "jump to the end": _within(0.016),
    "tag toggled, list": _within(0.016),
    "tag toggled, all counts": _within(0.050),
    **{f"search {kind}": _within(0.020) for kind in ("a common word", "a word", "a rare word", "a phrase", "nothing")},
    "search three letters": _within(0.250),
    **{
        f"search {kind}, by relevance": _within(0.150)
        for kind in ("a common word", "a word", "a rare word", "a phrase", "three letters", "nothing")
    },
    "mark one read": _within(0.002),
    "reads of the start, cold": _within(0.020, p95=False),
    "private memory": Goal("200 MB", lambda figure: figure.middle < 200),
    "longest frame, 30 articles arrive": _within(0.016),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure."""

    parts: Sequence[str]
    runs: int
    keys: int
    searches: int
    size: tuple[int, int]
    cache: Path
    peer: str | None


@contextmanager
def workshop(plan: Plan, articles: int) -> Iterator[tuple[Screen, newsboat.Newsboat | None]]:
    """A copy of a library, with the programs that are to open it; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="termnews-bench-") as name:
        folder = Path(name)
        screen = Screen(libraries.copy(libraries.library(articles, plan.cache), folder), folder, plan.size)
        screen.prepare()
        peer = None
        if plan.peer:
            (folder / "newsboat").mkdir()
            cache = shutil.copyfile(libraries.newsboat_cache(articles, plan.cache), folder / "newsboat" / "cache.db")
            peer = newsboat.Newsboat(cache, folder / "newsboat", plan.size)
            peer.prepare()
        yield screen, peer


def measure(plan: Plan, articles: int) -> tuple[dict[str, Figure], dict[str, Figure]]:
    """All figures of one size: ours, and newsboat's."""
    ours: dict[str, Figure] = {}
    theirs: dict[str, Figure] = {}
    with workshop(plan, articles) as (screen, peer):
        if "disk" in plan.parts:
            ours["disk"] = Figure(screen.library.stat().st_size / 1e6, unit="MB")
        if "start" in plan.parts:
            _start(plan, screen, peer, ours, theirs)
        if "keys" in plan.parts:
            ours.update(screen.session(screen.first_headline(), plan.keys))
        if "frames" in plan.parts:
            ours.update(screen.frames(30))
        _library(plan, screen.library, ours)
        if peer is not None:
            kinds = questions.words(Newsroom(), 1)
            asked = {f"{kind}": texts[0].strip('"') for kind, texts in kinds.items() if kind != "three letters"}
            found = peer.figures(asked if "search" in plan.parts else {}, plan.keys)
            theirs.update({name: figure for name, figure in found.items() if name in ours or name == "disk"})
    return ours, theirs


def _start(
    plan: Plan, screen: Screen, peer: newsboat.Newsboat | None, ours: dict[str, Figure], theirs: dict[str, Figure]
) -> None:
    """First paints in turn, so that both programs, and the bare toolkit, meet the same machine."""
    needle = screen.first_headline()
    screen.start(needle)  # compiles what was changed since the last start; nobody starts a program that often
    times: dict[str, list[float]] = {"first paint": [], "bare toolkit": [], "newsboat": []}
    for _ in range(plan.runs):
        times["first paint"].append(screen.start(needle))
        times["bare toolkit"].append(_bare(plan.size))
        if peer is not None:
            times["newsboat"].append(peer.start())
    note = f"(least {min(times['first paint']) * 1e3:.0f} ms; the bare toolkit {_middle(times['bare toolkit'])} ms)"
    ours["first paint"] = spread(times["first paint"], note)
    if times["newsboat"]:
        theirs["first paint"] = spread(times["newsboat"])
    name, figure = questions.cold_start(screen.library, plan.runs)
    ours[name] = figure


def _middle(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1e3:.0f}"


def _bare(size: tuple[int, int]) -> float:
    command = [sys.executable, "-m", "benchmarks.bare_app"]
    terminal = TimedTerminal(command, columns=size[0], rows=size[1], environment=dict(os.environ))
    try:
        return terminal.until(b"bare-limit 0")
    finally:
        terminal.close()


def _library(plan: Plan, path: Path, ours: dict[str, Figure]) -> None:
    """What needs no screen."""
    newsroom = Newsroom()
    parts: dict[str, Callable[[Library], Iterator[tuple[str, Figure]]]] = {
        "search": lambda library: questions.searches(library.reader, newsroom, plan.searches),
        "tags": lambda library: questions.tags(library.reader, newsroom, plan.searches),
        "changes": lambda library: changes.changes(library, newsroom, plan.keys),
    }
    with Library.open(path, now=questions.NOW) as library:
        for name, part in parts.items():
            if name in plan.parts:
                ours.update(part(library))


def main() -> int:
    """Measure and print a table for each size, and one of first paints over all of them."""
    plan, sizes = _arguments()
    if not plan.peer:
        print(f"{newsboat.PROGRAM} is not measured: it is not installed, or not wanted")
    starts: dict[int, Figure] = {}
    for articles in sizes:
        ours, theirs = measure(plan, articles)
        print(f"\n## {articles:,} articles\n")
        print("\n".join(table(ours, theirs if plan.peer else None, GOALS, plan.peer or "")), flush=True)
        if "first paint" in ours:
            starts[articles] = ours["first paint"]
    if len(starts) > 1:
        least = starts[min(starts)].middle
        print("\nFirst paint, as a multiple of that of the smallest library:")
        print(", ".join(f"{articles:,}: {figure.middle / least:.2f}" for articles, figure in starts.items()))
    return 0


def _arguments() -> tuple[Plan, list[int]]:
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure; everything by default")
    parser.add_argument("--articles", default="1k,10k", help="sizes of libraries, as 1k,10k,100k,1m")
    parser.add_argument("--runs", type=int, default=7, help="how many starts")
    parser.add_argument("--keys", type=int, default=60, help="how many keys and single marks")
    parser.add_argument("--searches", type=int, default=60, help="how many searches of each kind, all different")
    parser.add_argument("--size", choices=SIZES, default="120x36", help="of the terminal")
    parser.add_argument("--cache", type=Path, default=libraries.cache_folder(), help="where libraries are kept")
    parser.add_argument("--alone", action="store_true", help="leave newsboat out")
    given = parser.parse_args()
    try:
        sizes = [number_of(text) for text in given.articles.split(",")]
    except ValueError:
        parser.error(f"--articles: {given.articles!r} is no list of sizes")
    peer = None if given.alone else newsboat.version()
    parts = given.parts or PARTS
    return Plan(parts, given.runs, given.keys, given.searches, SIZES[given.size], given.cache, peer), sizes


if __name__ == "__main__":
    sys.exit(main())
