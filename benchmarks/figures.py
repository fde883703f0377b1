"""What was measured: a median with its 95th percentile, and the table that it is printed in."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value."""

    middle: float
    """The median; seconds or megabytes."""
    p95: float | None = None
    unit: str = "s"
    note: str = ""

    @property
    def p95_ms(self) -> str:
        """The 95th percentile in words."""
        return _told(self.middle if self.p95 is None else self.p95, self.unit)

    def __str__(self) -> str:
        """The value as a cell of a table."""
        told = _told(self.middle, self.unit)
        if self.p95 is not None:
            told += f", p95 {_told(self.p95, self.unit)}"
        return f"{told} {self.note}".rstrip()


Figures = Mapping[str, Figure]


def spread(values: Iterable[float], note: str = "") -> Figure:
    """Median and 95th percentile of some seconds."""
    ordered = sorted(values)
    return Figure(statistics.median(ordered), ordered[nearest_rank(len(ordered), 0.95)], note=note)


def nearest_rank(count: int, share: float) -> int:
    """The index, in a sorted row, of the smallest value that so large a share does not exceed."""
    return max(0, math.ceil(count * share) - 1)


def _told(value: float, unit: str) -> str:
    if unit == "s":
        scale, name = (1e3, "ms") if value < 10 else (1.0, "s")
        value, unit = value * scale, name
    digits = 2 if value < 1 else 1 if value < 100 else 0
    return f"{value:,.{digits}f} {unit}"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure is to reach."""

    text: str
    reached: Callable[[Figure], bool]


def ratio(ours: Figure | None, theirs: Figure | None) -> str:
    """How many times larger the other program's median is."""
    if ours is None or theirs is None or not ours.middle:
        return ""
    return (
        f"{theirs.middle / ours.middle:,.2g}x"
        if theirs.middle / ours.middle < 100
        else f"{theirs.middle / ours.middle:,.0f}x"
    )


def table(ours: Figures, theirs: Figures | None, goals: Mapping[str, Goal], peer: str) -> list[str]:
    """Lines of a Markdown table, one row for each thing measured, in the order of measuring."""
    heads = ["", "termnews", *([peer, f"{peer} : termnews"] if theirs is not None else []), "goal"]
    rows: list[Sequence[str]] = [heads]
    for name in dict.fromkeys([*ours, *(theirs or {})]):
        mine, other = ours.get(name), (theirs or {}).get(name)
        cells = [name, str(mine) if mine else "-"]
        if theirs is not None:
            cells += [str(other) if other else "-", ratio(mine, other)]
        rows.append([*cells, _judged(mine, goals.get(name))])
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return lines


def _judged(mine: Figure | None, goal: Goal | None) -> str:
    if goal is None:
        return ""
    return goal.text if mine is None else f"{goal.text}: {'yes' if goal.reached(mine) else 'no'}"
