"""The program on the terminal: puts configuration, themes, session and the first screen together, no more."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter

import termnews.tui.commands  # noqa: F401 - fills the registry
from termnews.config import Config
from termnews.query import Query
from termnews.tui.messages import LibraryChanged
from termnews.tui.ports import SessionPort
from termnews.tui.safe import ControlFilter, visible
from termnews.tui.screens.main import MainScreen
from termnews.tui.screens.places import Place
from termnews.tui.terminal import lasting
from termnews.tui.theme import DEFAULT, THEMES, roles

LOW = 18
"""Lines below which what opens above the panes takes the whole screen."""


class TermnewsApp(App[None]):
    """The reader. Give it a started session; it rings at the session's door and leaves closing it to its owner."""

    CSS_PATH: ClassVar[Any] = ["termnews.tcss", "screens/main.tcss"]
    TITLE = "termnews"
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012 - the toolkit declares it

    def __init__(
        self,
        session: SessionPort,
        config: Config,
        *,
        scope: Query | None = None,
        title: str = "Opened",
        notice: str | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self.config = config
        self._opened = Place("given", "", title, scope) if scope is not None else None
        self._notice = notice
        self._wall = ControlFilter()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._known(config.reader.theme) or DEFAULT

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give every theme the roles that our widgets name."""
        return roles(self.current_theme)

    def get_driver_class(self) -> type[Driver]:
        """Draw so that a terminal which is closed holds up nothing."""
        return lasting(super().get_driver_class())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Put the last wall before everything that is sent to the terminal."""
        return [self._wall, *super().get_line_filters()]

    def get_default_screen(self) -> MainScreen:
        """Begin with the reader."""
        return MainScreen(self.session, self.config, opened=self._opened, notice=self._notice)

    def on_mount(self) -> None:
        """Connect the doorbell and the signals; wear the theme of last time."""
        self.session.on_change = self._ring
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
            number = getattr(signal, name, None)
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                if number is not None:
                    loop.add_signal_handler(number, self.exit)
        if not self.config.reader.theme:
            self.run_worker(self._wear(), exit_on_error=False)

    async def _wear(self) -> None:
        kept = await asyncio.wrap_future(self.session.preference("theme"))
        self.theme = self._known(kept) or self.theme

    def _known(self, name: object) -> str | None:
        return name if isinstance(name, str) and name in self.available_themes else None

    def _ring(self) -> None:
        if self.is_running and self.screen_stack:
            self.screen_stack[0].post_message(LibraryChanged())

    def on_unmount(self) -> None:
        """Take the doorbell down."""
        self.session.on_change = None

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text without anything that a terminal or a shell could obey."""
        super().copy_to_clipboard("\n".join(visible(line) for line in text.split("\n")))
