"""The command line of looking after the library."""

from __future__ import annotations

import argparse
from pathlib import Path

from termnews.cli.syntax.base import Group, Syntax, lazily


def _backup(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="the copy, or a folder for it (default: beside the library)"
    )
    command.add_argument("--force", action="store_true", help="replace a file of that name")
    command.set_defaults(run=lazily("keeping", "backup"))


def _restore(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="a copy that `backup` or the reader made")
    command.set_defaults(run=lazily("keeping", "restore"))


def _vacuum(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--dry-run", action="store_true", help="only say which articles would go, as [keep] and their feeds say"
    )
    command.add_argument("--reindex", action="store_true", help="also build the full-text index anew")
    command.set_defaults(run=lazily("keeping", "vacuum"))


def _doctor(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object")
    command.set_defaults(run=lazily("doctor", "doctor"))


COMMANDS: Group = {
    "backup": Syntax(_backup, "copy the library while it is in use"),
    "restore": Syntax(_restore, "put a copy in the library's place; what was there is kept"),
    "vacuum": Syntax(_vacuum, "let articles go that had their time, and give the room back"),
    "doctor": Syntax(_doctor, "look over library and configuration: where they are, what is wrong, what to do"),
}
