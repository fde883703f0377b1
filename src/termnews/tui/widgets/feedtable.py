"""The feeds as a table: how each fares, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from termnews.services.feedreport import PAUSED, FeedLine
from termnews.text.numbers import size_told
from termnews.tui import times
from termnews.tui.cells import Piece, clip, fill, pad
from termnews.tui.rowmap import RowMap
from termnews.tui.widgets.rows import RowPane

ROLES = {"ok": "good", "quiet": "muted", "never read": "muted", "paused": "muted", "moved": "starred"}
"""Colours of states; all others are problems. The word says the same."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, drawn where the table is wide enough."""

    title: str
    cells: int
    """Its width."""
    from_width: int
    """Width of the table from which it is drawn."""
    told: Callable[[FeedLine, int], str]
    """What stands in it, given the time in epoch seconds."""


COLUMNS: Sequence[Column] = (
    Column("state", 15, 0, lambda line, _: line.state),
    Column("last read", 9, 60, lambda line, now: _short(line.health.succeeded, now)),
    Column("next", 9, 72, lambda line, now: _next(line, now)),
    Column("a week", 6, 84, lambda line, _: f"{line.stats.a_week:.{int(line.stats.a_week < 100)}f}"),
    Column("read", 5, 92, lambda line, _: "" if line.stats.share_read is None else f"{line.stats.share_read:.0%}"),
    Column("size", 8, 102, lambda line, _: size_told(line.health.size) if line.health.size else ""),
)


class FeedTable(RowPane):
    """One line a feed; the cursor stays on its feed when the order changes."""

    @dataclass
    class Moved(Message):
        """The cursor came to another feed."""

    class Taken(Message):
        """A feed was clicked twice."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[FeedLine] = ()
        self._now = 0

    @property
    def line(self) -> FeedLine | None:
        """The feed under the cursor."""
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    def update(self, lines: Sequence[FeedLine], now: int, *, at: FeedLine | None = None) -> None:
        """Show these lines in this order, with the cursor on one of them (None: where it is)."""
        kept = at or self.line
        before = kept.feed.id if kept else None
        self._lines, self._now = lines, now
        self.rows = RowMap(1, self.HEADING)
        self.rows.rows = len(lines)
        if lines:
            self.rows.add_heading(0)
        same = next((row for row, line in enumerate(lines) if line.feed.id == before), None)
        self.cursor = same if same is not None else min(self.cursor, max(0, len(lines) - 1))
        self.set_empty([[("No feed is called like that.", "muted")]])
        self.measure()
        self.repaint()
        self.reveal()
        self.post_message(self.Moved())

    def came_to(self, row: int) -> None:  # noqa: ARG002
        """Tell of the feed under the cursor."""
        self.post_message(self.Moved())

    def draw_heading(self, row: int, width: int) -> list[Piece]:  # noqa: ARG002
        """Name the columns."""
        shown = _fitting(width)
        named: list[Piece] = [(pad(" feed", _room(width, shown)), "heading")]
        return fill([*named, *((f" {column.title:<{column.cells}}", "heading") for column in shown)], width)

    def draw_row(self, row: int, width: int, *, cursor: bool) -> tuple[list[list[Piece]], bool]:  # noqa: ARG002
        """Draw a feed."""
        line = self._lines[row]
        shown = _fitting(width)
        pieces: list[Piece] = [(f" {pad(line.feed.name, _room(width, shown) - 1)}", "ink")]
        for column in shown:
            told = clip(column.told(line, self._now), column.cells)
            role = ROLES.get(line.state, "problem") if column.title == "state" else "muted"
            pieces.append((f" {pad(told, column.cells)}", role))
        return [fill(pieces, width)], True

    def clicked(self, row: int, line: int, event: events.Click) -> None:  # noqa: ARG002
        """Take what is clicked twice."""
        if event.chain > 1:
            self.post_message(self.Taken())


def _fitting(width: int) -> list[Column]:
    return [column for column in COLUMNS if width >= column.from_width]


def _room(cells: int, shown: Sequence[Column]) -> int:
    return max(8, cells - sum(column.cells + 1 for column in shown))


def _short(then: int | None, now: int) -> str:
    return times.age(then, now).strip() if then else "never"


def _next(line: FeedLine, now: int) -> str:
    if line.health.gone or line.state == PAUSED:
        return "never"
    if not line.why:
        return "at once"
    if line.health.due <= now:
        return "due"
    return times.until(line.health.due, now).removeprefix("in ")
