"""The theme picker: every theme there is, shown at once on the whole screen while one moves through the list."""

from __future__ import annotations

from textual.app import App

from termnews.tui.screens.prompt import ChooseScreen
from termnews.tui.theme import THEMES


def names(app: App[object]) -> list[str]:
    """Our own themes first, then the toolkit's by name."""
    own = [theme.name for theme in THEMES]
    return [*own, *sorted(name for name in app.available_themes if name not in own)]


class ThemeScreen(ChooseScreen):
    """Choose a theme; leaving brings the old one back."""

    def __init__(self, app: App[object]) -> None:
        self._names = names(app)
        self._before = app.theme
        themes = app.available_themes
        told = [
            "terminal's own colours" if themes[name].ansi else "dark" if themes[name].dark else "light"
            for name in self._names
        ]
        chosen = self._names.index(app.theme) if app.theme in self._names else 0
        super().__init__("Theme", list(zip(self._names, told, strict=True)), chosen=chosen)

    def preview(self, index: int) -> None:
        """Wear the theme."""
        self.app.theme = self._names[index]

    def action_leave(self) -> None:
        """Go back to the theme of before."""
        self.app.theme = self._before
        super().action_leave()
