"""The columns of `termnews list --columns`: what a script picks from a headline, parted by tabs."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

from termnews.model.entry import Headline
from termnews.model.times import calendar, stamp

COLUMNS: dict[str, Callable[[Headline], object]] = {
    "id": lambda headline: headline.id,
    "date": lambda headline: _day(headline.sort_at),
    "time": lambda headline: stamp(headline.sort_at) or "",
    "feed": lambda headline: headline.feed_title,
    "title": lambda headline: headline.title,
    "url": lambda headline: headline.url or "",
    "state": lambda headline: " ".join(_states(headline)),
    "tags": lambda headline: ",".join((*headline.own_tags, *headline.other_tags)),
    "own-tags": lambda headline: ",".join(headline.own_tags),
    "words": lambda headline: headline.words,
    "copies": lambda headline: headline.copies,
}
"""Every column by its name."""


def columns(typed: str) -> tuple[str, ...]:
    """Read names of columns, several by comma; for argparse."""
    names = tuple(name.strip().lower() for name in typed.split(","))
    for name in names:
        if name not in COLUMNS:
            raise argparse.ArgumentTypeError(f"there is no column {name!r}; there are {', '.join(COLUMNS)}")
    return names


def cells(headline: Headline, names: Sequence[str]) -> str:
    """One line; tabs and line ends within a cell become blanks."""
    return "\t".join(" ".join(str(COLUMNS[name](headline)).split()) for name in names)


def _states(headline: Headline) -> list[str]:
    return [
        "read" if headline.is_read else "unread",
        *(["starred"] if headline.is_starred else []),
        *(["kept"] if headline.is_kept else []),
        *(["snoozed"] if headline.snoozed_until is not None else []),
    ]


def _day(seconds: int) -> str:
    parts = calendar(seconds)
    return time.strftime("%Y-%m-%d", parts) if parts else ""
