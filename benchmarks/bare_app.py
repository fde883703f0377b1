"""The least that the toolkit can do: one screen with one line. What the reader's start is compared with."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static


class BareApp(App[None]):
    """An application that shows a line."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("j", "step", "Step")]
    steps = 0

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("bare-limit 0", markup=False)

    def action_step(self) -> None:
        """Change the line."""
        self.steps += 1
        self.query_one(Static).update(f"bare-limit {self.steps}")


if __name__ == "__main__":
    BareApp().run()
