"""The command line as argparse sees it: the options before the command, and every command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from termnews import __version__
from termnews.cli.syntax import articles, exchange, feeds, history, keeping, reading, rules, smartfolders, tags
from termnews.cli.syntax.base import Group
from termnews.text.clean import clean_text

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

DESCRIPTION = """\
A news reader for the terminal: feeds and local articles in one place, driven from the keyboard.

Without a command it opens the reader. Paths and addresses given to it are read right away,
without subscribing to them."""

EPILOG = """\
Examples:
  termnews                                   open the reader
  termnews ~/articles page.html              read files and folders
  termnews add https://example.org/feed      subscribe
  termnews list 'is:unread tag:linux' --json

Exit status: 0 done, 1 partly failed, 2 wrong usage, 3 library or configuration unusable, 4 nothing matched."""

VALUED = ("--library", "--config")
"""Options before the command that take a value."""

COMMANDS: Group = {
    **reading.COMMANDS,
    **feeds.COMMANDS,
    **exchange.COMMANDS,
    **articles.COMMANDS,
    **history.COMMANDS,
    **tags.COMMANDS,
    **smartfolders.COMMANDS,
    **rules.COMMANDS,
    **keeping.COMMANDS,
}
"""Every command, in the order of the help."""


class _Parser(argparse.ArgumentParser):
    """argparse repeats what was typed, or what a pattern of the shell found: without its control characters here."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        super()._print_message(clean_text(message), file or sys.stderr)


def with_command(arguments: list[str]) -> list[str]:
    """Put `open` where no command is named: `termnews PATH` is `termnews open PATH`.

    Terms of a query that begin with a minus are kept from being taken for options.
    """
    index = 0
    while index < len(arguments):
        word = arguments[index]
        if word in VALUED:
            index += 2
        elif word.startswith(tuple(f"{name}=" for name in VALUED)):
            index += 1
        elif word in ("-h", "--help", "-V", "--version") or word in COMMANDS:
            rest = arguments[index + 1 :]
            return [*arguments[: index + 1], *(COMMANDS[word].kept(rest) if word in COMMANDS else rest)]
        else:
            break
    return [*arguments[:index], "open", *arguments[index:]]


def build_parser() -> argparse.ArgumentParser:
    """Make the parser of the whole command line."""
    parser = _Parser(
        prog="termnews",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="version", version=f"termnews {__version__}")
    parser.add_argument("--library", type=Path, metavar="FILE", help="use this library (also TERMNEWS_LIBRARY)")
    parser.add_argument("--config", type=Path, metavar="FILE", help="use this configuration (also TERMNEWS_CONFIG)")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    for name, syntax in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=syntax.summary,
            description=f"{syntax.summary[0].upper()}{syntax.summary[1:]}.",
            allow_abbrev=False,
        )
        syntax.fill(command)
    return parser
