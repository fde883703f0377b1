"""The thin rule between two panes, which can be dragged."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from termnews.tui.ink import Ink


class Splitter(Widget):
    """One cell wide or high, as its pane's layout makes it; lit beside the pane that has the focus."""

    ALLOW_SELECT = False

    @dataclass
    class Dragged(Message):
        """The rule was moved by so many cells, to the right or down."""

        splitter: Splitter
        cells: int

        @property
        def control(self) -> Splitter:
            """The rule, for selecting by CSS."""
            return self.splitter

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._ink = Ink(self)
        self._from: int | None = None
        self._lit = False

    @property
    def upright(self) -> bool:
        """Whether it stands between left and right."""
        return self.size.width <= 1

    def light(self, on: bool) -> None:
        """Show that the pane beside it has the focus."""
        if on != self._lit:
            self._lit = on
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw one line of the rule."""
        role = "cursor-bar" if self._lit else "rule"
        text = "│" if self.upright else "─" * self.size.width
        return self._ink.strip([(text, role)], self.size.width)

    def notify_style_update(self) -> None:
        """Forget the styles: the theme changed."""
        super().notify_style_update()
        self._ink.clear()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the rule."""
        self._from = event.screen_x if self.upright else event.screen_y
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move it."""
        if self._from is None:
            return
        at = event.screen_x if self.upright else event.screen_y
        if at != self._from:
            self.post_message(self.Dragged(self, at - self._from))
            self._from = at

    def on_mouse_up(self) -> None:
        """Let it go."""
        self._from = None
        self.release_mouse()
