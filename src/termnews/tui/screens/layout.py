"""How the room is shared among the panes: three widths, sizes of one's own, zen; classes do the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.screen import Screen

from termnews.tui.commands.faces import Pane

MEDIUM, WIDE = 100, 150
"""Columns from which there are two panes side by side, and three."""

SIDE = (16, 60)
LIST = (28, 160)
ROWS = (4, 60)
"""Smallest and largest size of the side bar, of the list beside the article, and above it."""


class Layout:
    """Sets the sizes of the main screen's panes."""

    def __init__(self, screen: Screen[None], keep: Callable[[dict[str, int]], None]) -> None:
        self._screen = screen
        self._keep = keep
        self._own: dict[str, int] = {}

    def load(self, sizes: object) -> None:
        """Take the sizes that were kept."""
        if isinstance(sizes, Mapping):
            self._own = {str(name): size for name, size in sizes.items() if isinstance(size, int)}
            self.fit(self._screen.size.width, self._screen.size.height)

    # What holds now

    @property
    def wide(self) -> bool:
        """Whether the list stands beside the article."""
        return self._screen.size.width >= WIDE

    @property
    def narrow(self) -> bool:
        """Whether there is one pane at a time."""
        return self._screen.size.width < MEDIUM

    @property
    def zen(self) -> bool:
        """Whether the article stands alone."""
        return self._screen.has_class("-zen")

    @property
    def previews(self) -> bool:
        """Whether an article can be seen while the list has the focus."""
        return not self.narrow

    def fit(self, width: int, height: int) -> None:
        """Share out the room."""
        side = self._own.get("side", 28 if width < 170 else 32)
        find = self._screen.query_one
        find("#side").styles.width = min(36, max(16, width - 6)) if width < MEDIUM else _within(side, SIDE, width // 2)
        column = find("#list")
        if width < MEDIUM and self._screen.focused is not None:
            self._screen.set_class(self._screen.focused in find("#reading").walk_children(), "-reading")
        if width >= WIDE:
            rest = width - side
            usual = max(rest * 2 // 5, min(rest - 84, 84))
            column.styles.width = _within(self._own.get("list", usual), LIST, rest - 30)
            column.styles.height = "1fr"
        else:
            column.styles.width = "1fr"
            rows = _within(self._own.get("rows", height * 2 // 5), ROWS, height - 8)
            column.styles.height = "1fr" if width < MEDIUM else rows

    # What the person changes

    def resize(self, which: str, step: int) -> None:
        """Make the side bar or the list larger by `step` cells; 0 gives all panes their usual sizes."""
        width, height = self._screen.size
        if step == 0:
            self._own = {}
        elif which == "side" and not self.narrow:
            now = self._screen.query_one("#side").size.width
            self._own["side"] = _within(now + step, SIDE, width // 2)
        elif which == "list" and not self.narrow:
            column = self._screen.query_one("#list").size
            if self.wide:
                self._own["list"] = _within(column.width + step, LIST, width - 40)
            else:
                self._own["rows"] = _within(column.height + (1 if step > 0 else -1), ROWS, height - 8)
        self._keep(self._own)
        self.fit(width, height)

    def dragged(self, rule: str, cells: int) -> None:
        """Follow a rule that is dragged."""
        if rule == "side-rule":
            self.resize("side", cells)
        elif self.wide:
            self.resize("list", cells)
        else:
            size = self._screen.query_one("#list").size.height + cells
            self._own["rows"] = _within(size, ROWS, self._screen.size.height - 8)
            self._keep(self._own)
            self.fit(*self._screen.size)

    def reveal(self, pane: Pane) -> None:
        """Make a pane visible, and hide what covers it."""
        side = pane in ("sources", "tags")
        self._screen.set_class(side and self.narrow, "-side")
        if side:
            self._screen.remove_class("-no-side")
            self._screen.remove_class("-zen")
        elif self.narrow:
            self._screen.set_class(pane == "article", "-reading")
        if pane == "headlines":
            self._screen.remove_class("-zen")

    def toggle_zen(self) -> None:
        """Show the article alone, or with the others."""
        self._screen.toggle_class("-zen")

    def leave_zen(self) -> bool:
        """Show the other panes again; False when they are there."""
        was = self.zen
        self._screen.remove_class("-zen")
        return was

    def toggle_side(self) -> bool:
        """Show or hide the side bar; whether it is there now."""
        if self.narrow:
            return not self._screen.has_class("-side")
        self._screen.toggle_class("-no-side")
        return not self._screen.has_class("-no-side")


def _within(size: int, bounds: tuple[int, int], most: int) -> int:
    low, high = bounds
    return max(low, min(size, high, max(low, most)))
