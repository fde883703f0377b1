"""A list that narrows while one types: the keys (help) and the commands (palette)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from termnews.tui.cells import Piece, between, clip, fill, pad, width
from termnews.tui.rowmap import RowMap
from termnews.tui.safe import content
from termnews.tui.widgets.rows import RowPane

WIDE_ENOUGH = 56
"""Cells of a row from which the keys, the name and the help stand beside one another."""

NEAR = 75.0
"""Score out of 100 from which something is like what was typed."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that can be found and chosen."""

    group: str
    title: str
    keys: tuple[str, ...] = ()
    """As shown."""
    help: str = ""
    names: str = ""
    """Further words by which it is found."""


def score(item: Found, typed: str) -> float:
    """Say how well an item fits what was typed, 0 to 200."""
    from rapidfuzz import fuzz  # with the first thing that is looked for

    if typed in item.keys:
        return 200.0
    wanted = typed.casefold().strip()
    title = item.title.casefold()
    if title.startswith(wanted):
        return 170.0 if title.replace(",", " ").split()[:1] == [wanted] else 150.0
    if wanted in title:
        return 140.0 - title.index(wanted) / 10
    told = f"{title} {item.names} {item.help}".casefold()
    if wanted in told:
        return 100.0
    return fuzz.partial_token_ratio(wanted, told) - 5 if len(wanted) > 2 else 0.0


def matching(items: Sequence[Found], typed: str) -> list[int]:
    """Numbers of the items that fit, best first; of all of them when nothing is typed."""
    if not typed.strip():
        return list(range(len(items)))
    scored = [(score(item, typed.strip()), number) for number, item in enumerate(items)]
    return [number for points, number in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if points >= NEAR]


class FinderList(RowPane, can_focus=False):
    """The rows; the keys stay with the line above them."""

    class Taken(Message):
        """The row under the cursor was clicked."""

    def __init__(self, items: Sequence[Found], *, keys_first: bool) -> None:
        super().__init__()
        self._items = items
        self._keys_first = keys_first
        self._shown: list[int] = []

    def update(self, typed: str) -> None:
        """Show what fits; groups have headings while nothing is typed."""
        self._shown = matching(self._items, typed)
        self.rows = RowMap(1, self.HEADING)
        self.rows.rows = len(self._shown)
        for at, number in enumerate(self._shown):
            before = self._items[self._shown[at - 1]].group if at else ""
            if not typed.strip() and self._items[number].group != before:
                self.rows.add_heading(at)
        self.cursor = 0
        self.set_empty([[("  Nothing is called like that.", "muted")]])
        self.measure()
        self.scroll_to(y=0, animate=False, force=True)
        self.repaint()

    @property
    def chosen(self) -> int | None:
        """Number of the item under the cursor."""
        return self._shown[self.cursor] if self.cursor < len(self._shown) else None

    def ground(self, row: int) -> str:
        """Set off the row under the cursor, though the focus is elsewhere."""
        return "cursor" if row == self.cursor else ""

    def draw_heading(self, row: int, width: int) -> list[Piece]:
        """Name a group."""
        return fill([(f" {self._items[self._shown[row]].group.upper()} ", "heading")], width)

    def draw_row(self, row: int, width: int, *, cursor: bool) -> tuple[list[list[Piece]], bool]:  # noqa: ARG002
        """Draw keys, name and help."""
        item = self._items[self._shown[row]]
        keys = ", ".join(item.keys)
        if self._keys_first:
            pieces: list[Piece] = [(f"  {pad(keys, 13)} ", "key"), (clip(item.title, width - 16), "ink")]
            if width >= WIDE_ENOUGH:
                pieces[1:] = [(pad(item.title, 25), "ink"), (clip(f" {item.help}", width - 42), "muted")]
            return [fill(pieces, width)], True
        return [between([(" ", "ink"), *self._named(item, width - 16)], [(f"{keys} ", "key")], width)], True

    @staticmethod
    def _named(item: Found, room: int) -> list[Piece]:
        title = clip(item.title, room)
        return [(title, "ink"), (clip(f"  {item.help}", max(0, room - width(title))) if item.help else "", "muted")]

    def clicked(self, row: int, line: int, event: events.Click) -> None:  # noqa: ARG002
        """Choose what was clicked."""
        self.post_message(self.Taken())


class FinderScreen(ModalScreen[int | None]):
    """Gives the number of the item that was chosen, or None."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("down,ctrl+n", "move(1)", "Down", priority=True),
        Binding("up,ctrl+p", "move(-1)", "Up", priority=True),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", priority=True),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", priority=True),
    ]

    def __init__(self, title: str, items: Sequence[Found], *, hint: str, keys_first: bool = False) -> None:
        super().__init__()
        self._title = title
        self._items = items
        self._hint = hint
        self._keys_first = keys_first

    def compose(self) -> ComposeResult:
        """A line to type in, the list, and the whole help of what is marked."""
        with Vertical(classes="box wide"):
            yield Static(content(self._title), classes="box-title")
            yield Input(placeholder=self._hint, select_on_focus=False, compact=True)
            yield FinderList(self._items, keys_first=self._keys_first)
            yield Static("", classes="box-hint")

    def on_mount(self) -> None:
        """Show everything."""
        self.query_one(Input).cursor_blink = False
        self._narrow("")

    def _narrow(self, typed: str) -> None:
        self.query_one(FinderList).update(typed)
        self._tell()

    def _tell(self) -> None:
        chosen = self.query_one(FinderList).chosen
        told = self._items[chosen].help if chosen is not None else ""
        self.query_one(".box-hint", Static).update(content(told or "Enter takes it · Esc closes"))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(self.query_one(FinderList).chosen)

    @on(FinderList.Taken)
    def _taken(self) -> None:
        self.dismiss(self.query_one(FinderList).chosen)

    def action_move(self, step: int) -> None:
        """Move the cursor; the keys stay in the line."""
        self.query_one(FinderList).move(step)
        self._tell()

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self.query_one(FinderList).page(pages)
        self._tell()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
