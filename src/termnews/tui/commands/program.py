"""Commands of the program itself: palette, command line, help, leaving."""

from __future__ import annotations

from termnews.tui.commands.registry import command
from termnews.tui.commands.ui import Ui

GROUP = "Program"


@command("app.help", "?", "Keys", group=GROUP, hint="help", rank=13)
def keys(ui: Ui) -> None:
    """Show all keys, those of this pane first; type to search them."""
    ui.show("help")


@command("app.palette", "ctrl+p", "Command palette", group=GROUP)
def palette(ui: Ui) -> None:
    """Find any command by its name and run it."""
    ui.show("palette")


@command("app.line", ":", "Command line", group=GROUP)
def line(ui: Ui) -> None:
    """Type a command by its name, with completion."""
    ui.show("line")


@command("app.suspend", "ctrl+z", "Suspend", group=GROUP)
def suspend(ui: Ui) -> None:
    """Put the program to sleep and go back to the shell; `fg` wakes it."""
    ui.suspend()


@command("app.quit", "Q,ctrl+q", "Quit", group=GROUP)
def leave(ui: Ui) -> None:
    """Leave termnews; everything is kept."""
    ui.quit()
