"""What the help and the palette list: commands with their keys, places to go to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termnews.tui.commands.faces import Pane
from termnews.tui.commands.keymap import Keymap, shown
from termnews.tui.commands.registry import GROUPS, Command
from termnews.tui.screens.finder import Found
from termnews.tui.widgets.sidebar import SideRow

PANE_NAMES: dict[Pane, str] = {
    "sources": "the side bar",
    "tags": "the tag filter",
    "headlines": "the list of headlines",
    "article": "the article",
}

KINDS = {"smart": "smart folder"}
"""What rows of the side bar are called, where it is not what they are called in the code."""


def for_help(commands: Iterable[Command], keymap: Keymap, pane: Pane) -> list[tuple[Found, Command]]:
    """Order all commands: those that the focused pane alone has, then by group, other panes' own last."""
    rows = [(_group(command, pane), command) for command in commands]
    order = [f"In {PANE_NAMES[pane]}", *GROUPS, *(f"In {name}" for name in PANE_NAMES.values())]
    rows.sort(key=lambda row: order.index(row[0]))
    return [(_found(command, keymap, group), command) for group, command in rows]


def _group(command: Command, pane: Pane) -> str:
    if not command.panes:
        return command.group
    return f"In {PANE_NAMES[pane if pane in command.panes else command.panes[0]]}"


def for_palette(
    commands: Iterable[Command], keymap: Keymap, rows: Sequence[SideRow]
) -> list[tuple[Found, Command | SideRow]]:
    """Commands that can run now, by group, then places, folders and feeds."""
    # Moving about is not what one looks for by name.
    usable = sorted(commands, key=lambda command: (command.group == GROUPS[0], GROUPS.index(command.group)))
    items: list[tuple[Found, Command | SideRow]] = [
        (_found(command, keymap, command.group), command) for command in usable
    ]
    items += [
        (Found("Go to", row.label, help=KINDS.get(row.kind, row.kind)), row) for row in rows if row.kind != "place"
    ]
    return items


def _found(command: Command, keymap: Keymap, group: str) -> Found:
    keys = tuple(shown(key) for key in keymap.keys(command))
    return Found(group, command.title, keys, command.help, command.id)
