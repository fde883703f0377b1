"""From keys to commands: pane before program, sequences, the person's own keys over the defaults. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from termnews.tui.commands.faces import PANES, Pane
from termnews.tui.commands.registry import Command

NAMES = {
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "comma": "comma",
    "colon": ":",
    "semicolon": ";",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "number_sign": "#",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "equals_sign": "=",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
}
"""The toolkit's names of keys that people call by their character."""

SHOWN = {
    "comma": ",",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "backspace": "Backspace",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key_name(key: str, character: str | None) -> str:
    """Name a key press: its character where it has a visible one, else the toolkit's name."""
    if character and character.isprintable() and character != " " and len(key) != 1:
        return NAMES.get(key, character if character != "," else "comma")
    return NAMES.get(key, key)


def shown(keys: str) -> str:
    """Write a key or a sequence the way people read it: `g g` as `gg`, `ctrl+d` as `^d`."""
    parts = [SHOWN.get(part, part.replace("ctrl+", "^")) for part in keys.split()]
    return "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)


@dataclass(frozen=True, slots=True)
class Pending:
    """The keys so far begin one or several sequences."""

    choices: tuple[tuple[str, Command], ...]
    """What may follow, and what it does."""


class Keymap:
    """Which command the keys mean, in which pane."""

    def __init__(self, commands: Iterable[Command], own: Mapping[str, str]) -> None:
        """Take `own` keys (command id to keys separated by commas) over the defaults; note what cannot be."""
        self.problems: list[str] = []
        """Unknown ids and clashes, in words."""
        self._keys: dict[str, tuple[str, ...]] = {}
        self._table: dict[tuple[str, str], Command] = {}
        known = list(commands)
        for name in set(own) - {command.id for command in known}:
            self.problems.append(f"keys: there is no command {name}")
        # The person's own keys come last, so that they win over a default on the same key.
        for command in sorted(known, key=lambda command: command.id in own):
            keys = command.keys if command.id not in own else _split(own[command.id])
            self._keys[command.id] = keys
            for key in keys:
                self._bind(command, key, mine=command.id in own, own=own)

    def _bind(self, command: Command, key: str, *, mine: bool, own: Mapping[str, str]) -> None:
        for pane in command.panes or ("",):
            there = self._table.get((pane, key))
            if there and there.id in own and mine:
                self.problems.append(f"keys: {key} is given to {there.id} and to {command.id}")
            elif there and mine:
                self._keys[there.id] = tuple(other for other in self._keys[there.id] if other != key)
            self._table[pane, key] = command

    def keys(self, command: Command) -> tuple[str, ...]:
        """The keys that reach the command."""
        return self._keys.get(command.id, ())

    def label(self, command: Command) -> str:
        """Its first key, as shown; empty when it has none."""
        keys = self.keys(command)
        return shown(keys[0]) if keys else ""

    def why_not(self, keys: str) -> str:
        """Why these keys cannot be given to something new, in words; empty when they can."""
        pressed = tuple(keys.split())
        if not pressed:
            return "no key was named"
        if pressed[0].isdecimal():
            return "numbers count; put a letter before it"
        for pane in PANES:
            for end in range(1, len(pressed) + 1):
                found = self.find(pane, pressed[:end])
                if isinstance(found, Command):
                    return f"{shown(' '.join(pressed[:end]))} is “{found.title}”"
                if isinstance(found, Pending) and end == len(pressed):
                    return f"{shown(keys)} begins other keys"
        return ""

    def find(
        self, pane: Pane, pressed: tuple[str, ...], able: Callable[[Command], bool] = lambda _: True
    ) -> Command | Pending | None:
        """What these keys mean in this pane: a command, the beginning of some, or nothing.

        A pane's own command that cannot run now (`able`) leaves its keys to the one that has them everywhere.
        """
        keys = " ".join(pressed)
        there = [found for scope in (pane, "") if (found := self._table.get((scope, keys)))]
        if there:
            return next(filter(able, there), there[0])
        prefix = f"{keys} "
        choices = tuple(
            (bound.removeprefix(prefix), command)
            for (scope, bound), command in self._table.items()
            if scope in (pane, "") and bound.startswith(prefix)
        )
        return Pending(choices) if choices else None


def _split(keys: str) -> tuple[str, ...]:
    return tuple(" ".join(key.split()) for key in keys.split(",") if key.strip())
