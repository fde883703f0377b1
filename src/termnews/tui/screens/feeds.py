"""The feeds view: every feed with what came of its last check, what it brings, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from termnews.services.feedreport import ORDERS, PAUSED, FeedLine
from termnews.text.numbers import counted, size_told
from termnews.tui import times
from termnews.tui.cells import Piece
from termnews.tui.safe import assemble
from termnews.tui.screens.about import AboutScreen, Fact
from termnews.tui.widgets.bar import Bar
from termnews.tui.widgets.feedtable import FeedTable
from termnews.tui.widgets.flow import FlowBar

Act = Literal["list", "retry", "accept", "pause", "settings", "remove", "browser", "copy"]
QUICK: frozenset[Act] = frozenset({"retry", "accept", "pause", "browser", "copy"})
"""What is done while the view stays open."""
LOGGED = 5
"""Checks that are shown below the table, where there is room; all of them have a box of their own."""
ROOMY = 32
"""Lines of the screen from which there is."""
NEAR = 80.0
"""Score out of 100 from which a feed is called like what is typed."""
EVERY = 1.0
"""Seconds between two looks at how the feeds fare while the view is open."""

HINTS: Sequence[tuple[str, str]] = (
    ("Enter", "list it"),
    ("r", "retry now"),
    ("p", "pause"),
    (",", "settings"),
    ("m", "take the new address"),
    ("o", "site"),
    ("L", "log"),
    ("D", "remove"),
    ("S", "order"),
    ("/", "narrow"),
    ("Esc", "close"),
)


class Report(Protocol):
    """Gives the report as it is now."""

    async def __call__(self) -> tuple[list[FeedLine], int]:
        """Lines in no order, and the time in epoch seconds."""
        ...


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done, and with which feed."""

    act: Act
    line: FeedLine


class FeedsScreen(ModalScreen[Wish | None]):
    """Gives what is wished; what needs no other screen is done by `act` while it stays open."""

    AUTO_FOCUS = "FeedTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left", "leave", "Close"),
        Binding("j,down", "move(1)", "Down"),
        Binding("k,up", "move(-1)", "Up"),
        Binding("pagedown,ctrl+f,space,ctrl+d", "page(1)", "Page down"),
        Binding("pageup,ctrl+b,ctrl+u", "page(-1)", "Page up"),
        Binding("g,home", "first", "First"),
        Binding("G,end", "last", "Last"),
        Binding("enter,l,right", "wish('list')", "List"),
        Binding("r", "wish('retry')", "Retry"),
        Binding("m", "wish('accept')", "Take the new address"),
        Binding("p", "wish('pause')", "Pause"),
        Binding("comma,s", "wish('settings')", "Settings"),
        Binding("o", "wish('browser')", "Site"),
        Binding("y", "wish('copy')", "Copy the address"),
        Binding("D", "wish('remove')", "Remove"),
        Binding("L", "log", "Log"),
        Binding("S", "order(1)", "Order"),
        Binding("slash", "narrow", "Narrow"),
    ]

    def __init__(
        self, report: Report, act: Callable[[Wish], None], *, order: str = "", at: FeedLine | None = None
    ) -> None:
        super().__init__()
        self._report = report
        self._act = act
        self.order = order if order in ORDERS else next(iter(ORDERS))
        self._at = at
        self._lines: list[FeedLine] = []
        self._now = 0
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A title with the order, the table, all about the feed under the cursor, the keys."""
        with Vertical(classes="box feeds"):
            yield Bar(id="feeds-title")
            yield Input(placeholder="part of a name or an address", id="feeds-narrow", compact=True)
            yield FeedTable(id="feeds-table")
            yield Static(id="feeds-detail")
            yield FlowBar(id="feeds-hints", share=0.2)

    def on_mount(self) -> None:
        """Show what there is, and follow how it goes."""
        self.query_one("#feeds-narrow").display = False
        self.query_one("#feeds-narrow", Input).cursor_blink = False
        self.query_one(FlowBar).show([[(key, "key"), (f" {word}  ", "muted")] for key, word in HINTS])
        self._look()
        self.set_interval(EVERY, self._look)

    @property
    def table(self) -> FeedTable:
        """The table."""
        return self.query_one(FeedTable)

    def _look(self) -> None:
        self.run_worker(self._read(), group="feeds", exclusive=True, exit_on_error=False)

    async def _read(self) -> None:
        lines, self._now = await self._report()
        if lines != self._lines:
            self._lines = lines
            self._show()

    def _show(self) -> None:
        chosen = [line for line in self._lines if _fits(line, self._typed)]
        self.table.update(sorted(chosen, key=ORDERS[self.order]), self._now, at=self._at)
        self._at = None
        troubled = sum(line.trouble >= 10 for line in self._lines)
        told = f"{len(chosen):,} of " * bool(self._typed) + counted(len(self._lines), "feed")
        left: list[Piece] = [("Feeds ", "title"), (f" by {self.order}", "muted")]
        right: list[Piece] = [(f"{troubled:,} in trouble  ", "problem")] if troubled else []
        self.query_one("#feeds-title", Bar).say(left, [*right, (told, "muted")])

    @on(FeedTable.Moved)
    def _moved(self) -> None:
        line = self.table.line
        logged = LOGGED if self.app.size.height >= ROOMY else 0
        self.query_one("#feeds-detail", Static).update(about(line, self._now, logged) if line else "")

    @on(FeedTable.Taken)
    def _taken(self) -> None:
        self.action_wish("list")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed = event.value.strip()
        self._show()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.table.focus()

    def action_narrow(self) -> None:
        """Type part of a name."""
        line = self.query_one("#feeds-narrow", Input)
        line.display = True
        line.focus()

    def action_order(self, step: int) -> None:
        """Take the next order."""
        names = list(ORDERS)
        self.order = names[(names.index(self.order) + step) % len(names)]
        self._show()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.table.move(step)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self.table.page(pages)

    def action_first(self) -> None:
        """Go to the first feed."""
        self.table.first()

    def action_last(self) -> None:
        """Go to the last feed."""
        self.table.last()

    def action_wish(self, act: Act) -> None:
        """Have something done with the feed under the cursor."""
        line = self.table.line
        if line is not None and act in QUICK:
            self._act(Wish(act, line))
        elif line is not None:
            self.dismiss(Wish(act, line))

    def action_log(self) -> None:
        """Show the last checks of the feed under the cursor."""
        line = self.table.line
        if line is not None:
            self.app.push_screen(AboutScreen(line.feed.name, log_of(line, self._now) or [("Log", "not checked yet")]))

    def action_leave(self) -> None:
        """Stop narrowing, then close."""
        line = self.query_one("#feeds-narrow", Input)
        if line.display:
            line.value = ""
            line.display = False
            self.table.focus()
        else:
            self.dismiss(None)


def about(line: FeedLine, now: int, logged: int) -> Content:
    """All there is to say of one feed, with so many lines of its log."""
    health, stats = line.health, line.stats
    facts: list[Fact] = [("Address", line.feed.url), ("Result", f"{line.result}{_when(health.checked, now)}")]
    if health.error and health.succeeded:
        facts.append(("Last read", f"{times.date(health.succeeded)}{_when(health.succeeded, now)}"))
    if line.why:
        next_check = (
            "never"
            if health.gone or line.state == PAUSED
            else times.until(health.due, now)
            if health.due > now
            else "due"
        )
        facts.append(("Next check", f"{next_check}: {line.why}"))
    if health.moved_to:
        facts.append(("Moved to", f"{health.moved_to}, seen on {counted(health.moved_days, 'day')} · m takes it"))
    brings = [f"{counted(stats.total, 'article')}, {stats.unread:,} unread", f"{stats.a_week:.1f} a week"]
    brings.append(size_told(health.size))
    facts.append(("Brings", " · ".join(filter(None, brings))))
    facts += log_of(line, now)[:logged]
    wide = max(len(label) for label, _ in facts)
    rows = [assemble((f"{label.rjust(wide)}  ", "$ink-muted"), told) for label, told in facts]
    return Content("\n").join(rows)


def log_of(line: FeedLine, now: int) -> list[Fact]:
    """The last checks, newest first: when, and what came of it."""
    parted = [entry.partition(" ") for entry in line.health.log]
    return [(times.ago(int(at), now), told) for at, _, told in parted if at.isdecimal()]


def _when(then: int | None, now: int) -> str:
    return f", {times.ago(then, now)}" if then else ""


def _fits(line: FeedLine, typed: str) -> bool:
    from rapidfuzz import fuzz  # with the first thing that is looked for

    told = f"{line.feed.folder} {line.feed.name} {line.feed.url} {line.state}".casefold()
    wanted = typed.casefold()
    return wanted in told or (len(wanted) > 2 and fuzz.partial_ratio(wanted, line.feed.name.casefold()) >= NEAR)
