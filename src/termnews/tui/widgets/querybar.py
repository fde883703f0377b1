"""The line for typing a search: what was typed, how many match, what could follow, and where a mistake stands."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from termnews.query import Names
from termnews.tui.safe import visible
from termnews.tui.widgets.bar import Bar
from termnews.tui.widgets.completion import Completion


class QueryBar(Vertical):
    """Visible while one types; says what was typed at each key and again when it is done."""

    DEFAULT_CSS = """
    QueryBar { height: auto; display: none; }
    QueryBar.-shown { display: block; }
    QueryBar #query-line { height: 1; }
    QueryBar #query-sign { width: 3; }
    QueryBar Input { width: 1fr; height: 1; border: none; padding: 0; }
    QueryBar #query-count { width: 18; }
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
        self.opening = False
        """Whether the line is about to take the keys: those that are on their way already are meant for it."""
        self._quiet = ""
        self._wrong: tuple[str, int] = ("", 0)
        self._completion = Completion()

    def compose(self) -> ComposeResult:
        """The line itself, and the line under it for what could follow, or for a mistake."""
        with Horizontal(id="query-line"):
            yield Bar(id="query-sign")
            yield Input(id="query-input", select_on_focus=False, compact=True)
            yield Bar(id="query-count")
        yield Bar(id="query-below")

    def on_mount(self) -> None:
        """Draw the sign before the text."""
        self.query_one("#query-sign", Bar).say([(" / ", "key")])
        self._input.cursor_blink = False

    @property
    def _input(self) -> Input:
        return self.query_one("#query-input", Input)

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        self.opening = False

    @property
    def typing(self) -> bool:
        """Whether the keys go into the line."""
        return self._input.has_focus

    def begin(self, sign: str = "/") -> None:
        """Take the keys."""
        self.query_one("#query-sign", Bar).say([(f" {sign} ", "key")])
        self.add_class("-shown")
        self.opening = not self.typing
        self._input.focus()
        if self._input.value and not self._input.value.endswith(" "):
            # What is typed next is a word of its own, not the end of the last one.
            self._quiet = f"{self._input.value} "
            self._input.value = self._quiet
        self._input.cursor_position = len(self._input.value)
        self._offer()

    def take(self, character: str) -> None:
        """Take a character that was typed before the line had the keys."""
        self._input.insert_text_at_cursor(character)

    def know(self, names: Names) -> None:
        """Take the names that can be completed."""
        self._completion.names = names
        self._offer()

    def show(self, text: str) -> None:
        """Show what narrows the list, without telling of it; nothing hides the line."""
        if not self.typing and text != self._input.value:
            self._quiet = text
            self._input.value = visible(text)
        self._fold()

    def matches(self, count: int | None) -> None:
        """Show how many match."""
        told = "" if count is None else "1 match" if count == 1 else f"{count:,} matches" if count else "no match"
        self.query_one("#query-count", Bar).say([], [(f"{told} ", "muted" if count != 0 else "problem")])

    # The line below

    def complete(self, step: int) -> None:
        """Put the next of what could follow into the line, or the one before it; round and round."""
        done = self._completion.step(step)
        if done is not None:
            self._input.value = visible(done[0])
            self._input.cursor_position = done[1]
            self._below()

    def mistake(self, told: str = "", column: int = 0) -> None:
        """Show what cannot be read, under its place; empty: nothing is wrong."""
        self._wrong = (told, column)
        self._below()

    def _offer(self) -> None:
        if self.typing:
            self._completion.look(self._input.value, self._input.cursor_position)
        self._below()

    def _below(self) -> None:
        """Show the mistake, else what could follow; the line stays while one types, so that the list stands still."""
        told, column = self._wrong
        line = self.query_one("#query-below", Bar)
        line.say([(_pointed(told, column, self.size.width), "problem")] if told else self._completion.pieces)
        line.display = bool(told) or self.typing
        self._fold()

    def _fold(self) -> None:
        self.set_class(self.typing or bool(self._wrong[0]), "-shown")

    # Events

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.typing and event.value != self._quiet:
            self.post_message(self.Typed(event.value))
        self._quiet = ""
        self._offer()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(event.value, kept=True))

    def on_descendant_focus(self) -> None:
        """Offer what could be typed."""
        self._offer()

    def on_descendant_blur(self) -> None:
        """Hide when the keys go elsewhere, unless a mistake is to be seen."""
        self._below()

    def leave(self) -> None:
        """End typing without keeping what was typed."""
        self.post_message(self.Done(self._input.value, kept=False))


def _pointed(told: str, column: int, width: int) -> str:
    """Write a mistake so that an arrow stands under its column."""
    room = max(10, width)
    at = min(column + 3, max(0, room - 4))
    fits = at + len(told) + 3 <= room
    return f"{' ' * at}↑ {told}" if fits else f"{' ' * max(0, at - len(told) - 1)}{told} ↑"
