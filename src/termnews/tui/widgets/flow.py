"""A bar of parts that do not fit beside one another on a small screen: it takes as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.strip import Strip

from termnews.tui.cells import Piece, between, flow, width
from termnews.tui.widgets.bar import Bar


class FlowBar(Bar):
    """Parts from left to right and on in the next line; hidden while there are none."""

    DEFAULT_CSS = """
    FlowBar { display: none; }
    FlowBar.-shown { display: block; }
    """

    def __init__(self, *, id: str | None = None, share: float) -> None:  # noqa: A002
        super().__init__(id=id)
        self._share = share
        """Part of the screen that it may take at most."""
        self._parts: list[Sequence[Piece]] = []
        self._lines: list[list[Piece]] = []

    def show(self, parts: Sequence[Sequence[Piece]], right: Sequence[Piece] = ()) -> None:
        """Show other parts; none hide the bar. `right` stands at the end of the first line."""
        if (self._parts, self._right) != (list(parts), list(right)):
            self._parts, self._right = list(parts), list(right)
            self._arrange()
        self.set_class(bool(parts), "-shown")

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Fit the new width."""
        self._arrange()

    def _arrange(self) -> None:
        room = (self.size.width or self.app.size.width) - 1 - sum(width(text) for text, _ in self._right)
        most = max(1, int(self.app.size.height * self._share))
        self._lines = [[(" ", "ink"), *line] for line in flow(self._parts, room)][:most]
        self.styles.height = max(1, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one of the lines."""
        line = self._lines[y] if y < len(self._lines) else []
        return self._ink.strip(between(line, [] if y else self._right, self.size.width), self.size.width)
