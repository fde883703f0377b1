"""A line of text with a left and a right side: what the status line, the hints and the notices are made of."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from termnews.tui.cells import Piece, between, fill, width
from termnews.tui.ink import Ink


class Bar(Widget):
    """One line; the left side gives way to the right one when there is no room for both."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Bar { height: 1; }
    """

    class Clicked(Message):
        """The line was clicked."""

        def __init__(self, bar: Bar) -> None:
            super().__init__()
            self.bar = bar

        @property
        def control(self) -> Bar:
            """The line, for selecting by CSS."""
            return self.bar

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._ink = Ink(self)
        self._left: list[Piece] = []
        self._right: list[Piece] = []

    def say(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Show something else."""
        if (self._left, self._right) != (list(left), list(right)):
            self._left, self._right = list(left), list(right)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        room = self.size.width
        if y:
            return Strip.blank(room, self.rich_style)
        fits = sum(width(text) for text, _ in self._right) < room
        pieces = between(self._left, self._right, room) if fits else fill(self._left, room)
        return self._ink.strip(pieces, room)

    def notify_style_update(self) -> None:
        """Forget the styles: the theme changed."""
        super().notify_style_update()
        self._ink.clear()

    def on_click(self, event: events.Click) -> None:  # noqa: ARG002
        """Tell that the line was clicked."""
        self.post_message(self.Clicked(self))
