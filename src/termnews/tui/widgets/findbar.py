"""The line under an article for finding in it: what was typed, and which of how many places is shown."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from termnews.tui.widgets.bar import Bar


class FindBar(Horizontal):
    """Visible while one types and while hits are marked; says what was typed at each key."""

    DEFAULT_CSS = """
    FindBar { height: 1; display: none; }
    FindBar.-shown { display: block; }
    FindBar #find-sign { width: 8; }
    FindBar Input { width: 1fr; height: 1; border: none; padding: 0; }
    FindBar #find-told { width: 40%; max-width: 44; min-width: 14; }
    """

    @dataclass
    class Typed(Message):
        """The text changed."""

        text: str

    @dataclass
    class Stepped(Message):
        """Another hit is wanted while one types: 1 the next, -1 the one before."""

        step: int

    @dataclass
    class Done(Message):
        """Typing ended."""

        kept: bool
        """False when it was left by Esc."""

    def compose(self) -> ComposeResult:
        """The sign, the text, what was found."""
        yield Bar(id="find-sign")
        yield Input(id="find-input", select_on_focus=True, compact=True)
        yield Bar(id="find-told")

    def on_mount(self) -> None:
        """Draw the sign before the text."""
        self.query_one("#find-sign", Bar).say([(" find ", "key")])
        self._input.cursor_blink = False

    @property
    def _input(self) -> Input:
        return self.query_one("#find-input", Input)

    @property
    def typing(self) -> bool:
        """Whether the keys go into the line."""
        return self._input.has_focus

    def begin(self) -> None:
        """Take the keys; what was last looked for stands there, selected."""
        self.add_class("-shown")
        self._input.focus()

    def hide(self) -> None:
        """Go away; what was typed is kept for the next time."""
        self.remove_class("-shown")

    def say(self, told: str, *, problem: bool = False) -> None:
        """Show what was found."""
        self.query_one("#find-told", Bar).say([], [(f"{told} ", "problem" if problem else "muted")])

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.typing:
            self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(kept=True))

    def on_key(self, event: events.Key) -> None:
        """Move by hits, and leave; all other keys go on to the line's own bindings."""
        steps = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1}
        if event.key == "escape":
            self.post_message(self.Done(kept=False))
        elif event.key in steps:
            self.post_message(self.Stepped(steps[event.key]))
        elif event.key == "tab":
            self.post_message(self.Done(kept=True))
        else:
            return
        event.stop()
        event.prevent_default()
