"""The command line of what was done: taken back, done again, listed."""

from __future__ import annotations

import argparse

from termnews.cli.syntax.base import Group, Syntax, count, lazily


def _undo(command: argparse.ArgumentParser) -> None:
    command.add_argument("count", nargs="?", type=count, default=1, metavar="N", help="how many steps to take back")
    command.set_defaults(run=lazily("history", "undo"))


def _redo(command: argparse.ArgumentParser) -> None:
    command.add_argument("count", nargs="?", type=count, default=1, metavar="N", help="how many steps to do again")
    command.set_defaults(run=lazily("history", "redo"))


def _history(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON array")
    command.set_defaults(run=lazily("history", "show_history"))


COMMANDS: Group = {
    "undo": Syntax(_undo, "take back the last step, or the last N"),
    "redo": Syntax(_redo, "do again the step that was taken back last, or the last N"),
    "history": Syntax(_history, "print what was done and can be taken back, newest first"),
}
