"""The register of commands: one decorated function gives key, hint, palette entry, help line and remapping."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from termnews.query.tagchanges import read_changes
from termnews.tui.commands.faces import Pane
from termnews.tui.commands.ui import Ui

Run = Callable[[Ui], Awaitable[None] | None]
Rehearse = Callable[[Ui, str], Awaitable[str]]

QUERY = "query"
TAGGING = "+tag -tag query"
"""What a command takes that is completed and counted on the command line."""
FOLDER, SMART_FOLDER, RULE, THEME, TAGS, KEYS = "folder", "smart folder", "rule", "theme", "tags", "keys"
SETTING = "setting and value"
"""What else is completed there."""
SEVERAL = (TAGS, KEYS)
"""Of these, as many as one likes, parted by commas; a minus before a name means its opposite."""

GROUPS = (
    "Moving",
    "Reading",
    "Sharing",
    "Marking",
    "Tags and search",
    "Smart folders",
    "Rules",
    "Feeds",
    "View",
    "Program",
)
"""In the order of the help."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition under which a command can run, and what to say when it does not hold."""

    holds: Callable[[Ui], bool]
    otherwise: str
    """Said to the person who presses the key all the same."""

    def __call__(self, ui: Ui) -> bool:
        """Whether it holds."""
        return self.holds(ui)


ALWAYS = When(lambda _ui: True, "")
"""For commands that can always run."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do."""

    id: str
    """`noun.verb`; names it in the configuration and in the command line."""
    keys: tuple[str, ...]
    """Default keys; each is a key or several one after another, with blanks between (`g g`)."""
    title: str
    help: str
    """One sentence: the first line of the function's docstring."""
    run: Run
    group: str
    when: When = ALWAYS
    """Whether it can run now; else its key says why not and the palette leaves it out."""
    panes: tuple[Pane, ...] = ()
    """Panes in which its keys count; empty: in all that give the key no meaning of their own."""
    hint: str = ""
    """A word for the line of hints; empty: not shown there."""
    rank: int = 50
    """Place in the line of hints, the lowest first; the last ones fall off when there is no room."""
    repeats: bool = False
    """Whether it changes something that `.` may do again."""
    takes: str = ""
    """Names the argument that the command line may give it."""
    rehearse: Rehearse | None = None
    """Says what it would do with an argument; may raise `QueryError`."""


class Registry:
    """All commands, by id, in the order in which they were written."""

    def __init__(self) -> None:
        self._commands: dict[str, Command] = {}

    def add(self, command: Command) -> None:
        """Take a command in; its id must be new and its group known."""
        if command.id in self._commands:
            raise ValueError(f"two commands are called {command.id}")
        if command.group not in GROUPS:
            raise ValueError(f"{command.id} stands in an unknown group")
        self._commands[command.id] = command

    def __iter__(self) -> Iterator[Command]:
        """All commands."""
        return iter(self._commands.values())

    def __getitem__(self, command_id: str) -> Command:
        """One command; KeyError if there is none."""
        return self._commands[command_id]

    def find(self, name: str, argument: str = "") -> Command | None:
        """The command of this id, or the only one whose last word it is (`star` for `entry.star`).

        Among several, the one for a query (`star is:unread`) if the argument looks like one, else the other.
        """
        if name in self._commands:
            return self._commands[name]
        ending = [command for command in self if command.id.partition(".")[2] == name]
        if len(ending) > 1:
            ending = [command for command in ending if (command.takes in (QUERY, TAGGING)) is _asks(command, argument)]
        return ending[0] if len(ending) == 1 else None


def _asks(command: Command, argument: str) -> bool:
    """Whether an argument is a query for this command, if it takes one: `+later` alone is none."""
    if command.takes in (QUERY, ""):
        return bool(argument)
    changes, query = read_changes(argument)
    return bool(changes and query.strip())


REGISTRY = Registry()
"""Filled when `termnews.tui.commands` is imported."""


def command(
    command_id: str,
    keys: str,
    title: str,
    *,
    group: str,
    when: When | Callable[[Ui], bool] = ALWAYS,
    panes: tuple[Pane, ...] = (),
    hint: str = "",
    rank: int = 50,
    repeats: bool = False,
    takes: str = "",
    rehearse: Rehearse | None = None,
) -> Callable[[Run], Run]:
    """Register the decorated function; `keys` are separated by commas, its docstring's first line is the help."""

    def register(run: Run) -> Run:
        told = (inspect.getdoc(run) or "").partition("\n")[0]
        if not told:
            raise ValueError(f"{command_id} has no help")
        condition = when if isinstance(when, When) else When(when, "that is not possible here")
        split = tuple(key.strip() for key in keys.split(",") if key.strip())
        REGISTRY.add(
            Command(command_id, split, title, told, run, group, condition, panes, hint, rank, repeats, takes, rehearse)
        )
        return run

    return register
