"""The command line of tags."""

from __future__ import annotations

import argparse

from termnews.cli.querywords import terms_kept_from_options
from termnews.cli.syntax.base import Group, Syntax, lazily
from termnews.model.tagcolours import COLOURS

_LIST = "list"
_CHANGES = ("rename", "merge", "delete", "colour")


def _tags(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(title="actions", metavar="ACTION", dest="action")
    show = actions.add_parser(_LIST, help="print unread/all articles of each tag; what is done without an ACTION")
    show.add_argument("query", nargs="*", metavar="QUERY", help="only tags of articles that match, e.g. is:unread")
    show.add_argument("--json", action="store_true", help="one JSON array, with how many have it from you")
    show.set_defaults(run=lazily("tags", "show_tags"))
    rename = actions.add_parser("rename", help="give a tag of yours another name, or another spelling")
    rename.add_argument("tag", metavar="OLD")
    rename.add_argument("new", metavar="NEW")
    rename.set_defaults(run=lazily("tags", "rename"))
    merge = actions.add_parser("merge", help="give its articles another tag in its place")
    merge.add_argument("tag", metavar="OLD")
    merge.add_argument("into", metavar="OTHER")
    merge.set_defaults(run=lazily("tags", "merge"))
    delete = actions.add_parser("delete", help="take a tag of yours from all articles and feeds")
    delete.add_argument("tag", metavar="TAG")
    delete.set_defaults(run=lazily("tags", "delete"))
    colour = actions.add_parser("colour", help="give any tag a colour in the reader")
    colour.add_argument("tag", metavar="TAG")
    colour.add_argument("colour", metavar="COLOUR", choices=(*COLOURS, "none"), help=", ".join((*COLOURS, "none")))
    colour.set_defaults(run=lazily("tags", "colour"))
    command.usage = f"{command.prog} [QUERY ...] [--json]\n       {command.prog} ACTION ..."


def _with_action(words: list[str]) -> list[str]:
    """`termnews tags QUERY` is `termnews tags list QUERY`."""
    if words[:1] and words[0] in (*_CHANGES, "-h", "--help"):
        return words
    return [_LIST, *terms_kept_from_options(words[1:] if words[:1] == [_LIST] else words)]


COMMANDS: Group = {
    "tags": Syntax(_tags, "print tags with their numbers; rename, merge, delete or colour one", kept=_with_action),
}
