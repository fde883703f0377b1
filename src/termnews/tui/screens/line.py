"""The command line: commands by name, with completion of names."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from termnews.tui.commands.registry import REGISTRY, Command
from termnews.tui.screens.prompt import OFFERED, AskScreen


def read(typed: str) -> tuple[Command | None, str]:
    """Take a line apart: the command it names, if there is one, and what follows the name."""
    name, _, rest = typed.strip().lstrip(":").partition(" ")
    return REGISTRY.find(name), rest.strip()


def complete(typed: str, commands: Sequence[Command]) -> list[Command]:
    """The commands that the beginning of a line may mean, likeliest first."""
    name = typed.strip().lstrip(":").casefold()
    if " " in typed.strip():
        return []

    def score(command: Command) -> float:
        if command.id.startswith(name) or command.id.partition(".")[2].startswith(name):
            return 200.0 - len(command.id) / 100
        return fuzz.partial_ratio(name, f"{command.id} {command.title.casefold()}")

    return [command for command in sorted(commands, key=lambda command: -score(command)) if score(command) >= 75]


class LineScreen(AskScreen):
    """Ask for a command line."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__("Command", hint="Tab completes · Enter runs · Esc leaves")
        self._commands = commands

    def offers(self, typed: str) -> list[tuple[str, str]]:
        """Names of commands with their help."""
        found = complete(typed, self._commands)[:OFFERED]
        return [(command.id, f"{command.help}{f'  <{command.takes}>' if command.takes else ''}") for command in found]

    def completed(self, typed: str, offer: str) -> str:  # noqa: ARG002
        """The name, ready for an argument."""
        command = REGISTRY.find(offer)
        return f"{offer} " if command and command.takes else offer

    def submit(self, typed: str) -> None:
        """Take the first offer for a name that is only begun."""
        command, _ = read(typed)
        if command is None and self._offered and typed.strip():
            typed = self._offered[0][0]
        self.dismiss(typed)
