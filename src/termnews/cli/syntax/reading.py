"""The command line of opening the reader, and understanding something without storing it."""

from __future__ import annotations

import argparse

from termnews.cli.syntax.base import Group, Syntax, lazily


def _open(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "targets",
        nargs="*",
        metavar="PATH|URL",
        help="article, folder or feed to read without subscribing; - for standard input",
    )
    command.set_defaults(run=lazily("open", "open_reader"))


def _inspect(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "target", metavar="FILE|URL", help="a feed, an article, a folder or an address; - for standard input"
    )
    command.add_argument("--json", action="store_true", help="one JSON object")
    command.set_defaults(run=lazily("inspect", "inspect"))


COMMANDS: Group = {
    "open": Syntax(_open, "open the reader; what a bare `termnews` does"),
    "inspect": Syntax(_inspect, "print what termnews understands of a feed or an article, storing nothing"),
}
