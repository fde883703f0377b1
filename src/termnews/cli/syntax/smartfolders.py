"""The command line of smart folders."""

from __future__ import annotations

import argparse

from termnews.cli.querywords import terms_kept_from_options
from termnews.cli.syntax.base import Group, Syntax, count, lazily


def _folders(command: argparse.ArgumentParser) -> None:
    command.set_defaults(run=lazily("smartfolders", "show_folders"))
    command.add_argument("--json", action="store_true", help="one JSON array")
    actions = command.add_subparsers(title="actions", metavar="ACTION", dest="action")
    add = actions.add_parser("add", help="save a query under a name, or another query under the same name")
    add.add_argument("name", metavar="NAME")
    add.add_argument("query", nargs="+", metavar="QUERY")
    add.add_argument("--key", default="", metavar="KEY", help="a key that lists it in the reader")
    add.set_defaults(run=lazily("smartfolders", "add"))
    rename = actions.add_parser("rename", help="give another name; folders that refer to it follow")
    rename.add_argument("name", metavar="OLD")
    rename.add_argument("new", metavar="NEW")
    rename.set_defaults(run=lazily("smartfolders", "rename"))
    move = actions.add_parser("move", help="move it among the others")
    move.add_argument("name", metavar="NAME")
    move.add_argument("place", type=count, metavar="PLACE", help="counted from 1")
    move.set_defaults(run=lazily("smartfolders", "move"))
    remove = actions.add_parser("remove", help="delete it; folders that refer to it take its query over")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=lazily("smartfolders", "remove"))


COMMANDS: Group = {
    "folders": Syntax(
        _folders, "print the smart folders; add, rename, move or remove one", kept=terms_kept_from_options
    ),
}
