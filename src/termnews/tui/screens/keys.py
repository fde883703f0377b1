"""From key presses to commands: numbers before a key, keys after one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from termnews.tui.commands.faces import Pane
from termnews.tui.commands.keymap import Keymap, Pending, shown
from termnews.tui.commands.registry import Command
from termnews.tui.commands.ui import Ui

LARGEST_COUNT = 999_999


class KeyReader:
    """What was typed so far of a command."""

    def __init__(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._pressed: tuple[str, ...] = ()
        self._digits = ""
        self.choices: tuple[tuple[str, Command], ...] = ()
        """What may follow the keys so far."""

    @property
    def count(self) -> int | None:
        """The number typed before the key."""
        return min(int(self._digits), LARGEST_COUNT) if self._digits else None

    @property
    def told(self) -> str:
        """The keys so far, as shown."""
        return self._digits + "".join(shown(key) for key in self._pressed)

    @property
    def words(self) -> list[tuple[str, str]]:
        """What may follow, each with what it does."""
        return [(key, command.title.lower()) for key, command in self.choices]

    def press(self, key: str, pane: Pane, able: Callable[[Command], bool] = lambda _: True) -> Command | bool:
        """Take a key: the command that it completes, True if it belongs to one, False if it means nothing."""
        if not self._pressed and key.isdecimal() and len(key) == 1 and (self._digits or key != "0"):
            self._digits += key
            return True
        if key == "escape" and (self._pressed or self._digits):
            self.clear()
            return True
        pressed = (*self._pressed, key)
        found = self._keymap.find(pane, pressed, able)
        if isinstance(found, Pending):
            self._pressed, self.choices = pressed, found.choices
            return True
        if found is None:
            began = bool(self._pressed or self._digits)
            self.clear()
            return began
        self._pressed, self.choices = (), ()
        return found

    def clear(self) -> None:
        """Forget what was typed."""
        self._pressed, self._digits, self.choices = (), "", ()


def hints(commands: Iterable[Command], keymap: Keymap, ui: Ui) -> list[tuple[str, str]]:
    """Keys with a word each for the focused pane, the most useful first."""
    beside = () if ui.pane in ("headlines", "article") else ("Reading", "Marking")
    here = [command for command in commands if command.hint and (not command.panes or ui.pane in command.panes)]
    here = [command for command in here if command.group not in beside]
    usable = sorted((command for command in here if command.when(ui)), key=lambda command: command.rank)
    return [(keymap.label(command), command.hint) for command in usable if _reached(command, keymap, ui)]


def _reached(command: Command, keymap: Keymap, ui: Ui) -> bool:
    """Whether its first key means this command here, and not another one that stands before it."""
    keys = keymap.keys(command)
    return not keys or keymap.find(ui.pane, tuple(keys[0].split()), lambda other: other.when(ui)) is command
