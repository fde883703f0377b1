"""The command line: commands by name, with completion of names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from termnews.query.ast import SortBy
from termnews.services.feedsettings import examples
from termnews.tui.commands.registry import (
    FOLDER,
    KEYS,
    QUERY,
    REGISTRY,
    RULE,
    SETTING,
    SEVERAL,
    SMART_FOLDER,
    TAGGING,
    TAGS,
    THEME,
    Command,
)
from termnews.tui.commands.ui import Ui
from termnews.tui.screens import themes
from termnews.tui.screens.prompt import OFFERED, Offer
from termnews.tui.screens.queryprompt import Learn, QueryScreen


def read(typed: str) -> tuple[Command | None, str]:
    """Take a line apart: the command it names, if there is one, and what follows the name."""
    name, _, rest = typed.strip().lstrip(":").partition(" ")
    return REGISTRY.find(name, rest.strip()), rest.strip()


def complete(typed: str, commands: Sequence[Command]) -> list[Command]:
    """The commands that the beginning of a line may mean, likeliest first."""
    name = typed.strip().lstrip(":").casefold()
    if " " in typed.strip():
        return []

    def score(command: Command) -> float:
        from rapidfuzz import fuzz  # with the first thing that is looked for

        if command.id.startswith(name) or command.id.partition(".")[2].startswith(name):
            return 200.0 - len(command.id) / 100
        return fuzz.partial_ratio(name, f"{command.id} {command.title.casefold()}")

    return [command for command in sorted(commands, key=lambda command: -score(command)) if score(command) >= 75]


class LineScreen(QueryScreen):
    """Ask for a command line; a command's query is completed and counted."""

    def __init__(self, commands: Sequence[Command], ui: Ui, learn: Learn, value: str = "") -> None:
        super().__init__(
            "Command",
            value=value,
            hint="Tab completes · Enter runs · Esc leaves",
            learn=learn,
            rehearse=None,
            tagging=False,
        )
        self._commands = commands
        self._ui = ui

    def offers(self, typed: str) -> list[Offer]:
        """Names of commands with their help; behind one that takes a query, what the query may go on with."""
        name, blank, argument = typed.lstrip(" :").partition(" ")
        command = REGISTRY.find(name, argument) if blank else None
        if command is not None:
            before = typed[: len(typed) - len(argument)]
            if command.takes == TAGGING:
                return self.change_offers(before, argument)
            if command.takes == QUERY:
                return self.query_offers(before, argument)
            return self._name_offers(before, argument, command.takes)
        found = complete(typed, self._commands)[:OFFERED]
        return [Offer(command.id, _told(command), _begun(command)) for command in found]

    def _name_offers(self, before: str, argument: str, takes: str) -> list[Offer]:
        """Names that are known of what a command takes: those that begin as was typed, then those that hold it."""
        done, comma, begun = argument.rpartition(",") if takes in SEVERAL else ("", "", argument)
        sign = "-" if takes in SEVERAL and begun.strip().startswith("-") else ""
        wanted = begun.strip().lstrip("-#").casefold() if takes in SEVERAL else begun.strip().casefold()
        start = f"{before}{done}{comma}{' ' if comma else ''}{sign}"
        known = [name for name in self._names_for(takes) if wanted in name.casefold()]
        known.sort(key=lambda name: not name.casefold().startswith(wanted))
        return [Offer(name, "", f"{start}{name}") for name in known[:OFFERED]]

    def _names_for(self, takes: str) -> Sequence[str]:
        if takes == THEME:
            return themes.names(self.app)
        if takes == KEYS:
            return tuple(SortBy)
        if takes == SETTING:
            return examples()
        names = self._names
        return {FOLDER: names.folders, SMART_FOLDER: names.saved, RULE: names.rules, TAGS: names.tags}.get(takes, ())

    def rehearse_of(self, typed: str) -> Callable[[], Awaitable[str]] | None:
        """What the command would do."""
        command, argument = read(typed)
        if command is None or command.rehearse is None or not argument:
            return None
        return partial(command.rehearse, self._ui, argument)

    def submit(self, typed: str) -> None:
        """Take the first offer for a name that is only begun."""
        command, _ = read(typed)
        if command is None and self._offered and typed.strip():
            typed = self._offered[0].line
        self.dismiss(typed)


def _told(command: Command) -> str:
    return f"{command.help}{f'  <{command.takes}>' if command.takes else ''}"


def _begun(command: Command) -> str:
    """The line with the name in it, ready for an argument."""
    return f"{command.id} " if command.takes else command.id
