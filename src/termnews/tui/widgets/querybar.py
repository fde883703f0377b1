"""The line for typing a search: what was typed, how many match, and where a mistake stands."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from termnews.tui.safe import visible
from termnews.tui.widgets.bar import Bar


class QueryBar(Vertical):
    """Visible while one types; says what was typed at each key and again when it is done."""

    DEFAULT_CSS = """
    QueryBar { height: auto; display: none; }
    QueryBar.-shown { display: block; }
    QueryBar #query-line { height: 1; }
    QueryBar #query-sign { width: 3; }
    QueryBar Input { width: 1fr; height: 1; border: none; padding: 0; }
    QueryBar #query-count { width: 18; }
    QueryBar #query-error { display: none; }
    QueryBar.-wrong #query-error { display: block; }
    """

    @dataclass
    class Typed(Message):
        """The text changed."""

        text: str

    @dataclass
    class Done(Message):
        """Typing ended."""

        text: str
        kept: bool
        """False when it was left by Esc."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._quiet = ""

    def compose(self) -> ComposeResult:
        """The line itself, and the line under it for a mistake."""
        with Horizontal(id="query-line"):
            yield Bar(id="query-sign")
            yield Input(id="query-input", select_on_focus=False, compact=True)
            yield Bar(id="query-count")
        yield Bar(id="query-error")

    def on_mount(self) -> None:
        """Draw the sign before the text."""
        self.query_one("#query-sign", Bar).say([(" / ", "key")])
        self._input.cursor_blink = False

    @property
    def _input(self) -> Input:
        return self.query_one("#query-input", Input)

    @property
    def typing(self) -> bool:
        """Whether the keys go into the line."""
        return self._input.has_focus

    def begin(self, sign: str = "/") -> None:
        """Take the keys."""
        self.query_one("#query-sign", Bar).say([(f" {sign} ", "key")])
        self.add_class("-shown")
        self._input.focus()
        if self._input.value and not self._input.value.endswith(" "):
            # What is typed next is a word of its own, not the end of the last one.
            self._quiet = f"{self._input.value} "
            self._input.value = self._quiet
        self._input.cursor_position = len(self._input.value)

    def show(self, text: str) -> None:
        """Show what narrows the list, without telling of it; nothing hides the line."""
        if not self.typing and text != self._input.value:
            self._quiet = text
            self._input.value = visible(text)
        self.set_class(self.typing or self.has_class("-wrong"), "-shown")

    def matches(self, count: int | None) -> None:
        """Show how many match."""
        told = "" if count is None else "1 match" if count == 1 else f"{count:,} matches" if count else "no match"
        self.query_one("#query-count", Bar).say([], [(f"{told} ", "muted" if count != 0 else "problem")])

    def mistake(self, told: str = "", column: int = 0) -> None:
        """Show what cannot be read, under its place; empty: nothing is wrong."""
        self.set_class(bool(told), "-wrong")
        room = max(10, self.size.width)
        at = min(column + 3, max(0, room - 4))
        fits = at + len(told) + 3 <= room
        line = f"{' ' * at}↑ {told}" if fits else f"{' ' * max(0, at - len(told) - 1)}{told} ↑"
        self.query_one("#query-error", Bar).say([(line, "problem")])

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.typing and event.value != self._quiet:
            self.post_message(self.Typed(event.value))
        self._quiet = ""

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(event.value, kept=True))

    def on_descendant_blur(self) -> None:
        """Hide when the keys go elsewhere, unless a mistake is to be seen."""
        self.set_class(self.has_class("-wrong"), "-shown")

    def leave(self) -> None:
        """End typing without keeping what was typed."""
        self.post_message(self.Done(self._input.value, kept=False))
