"""The command line of articles: printing, marking and tagging them."""

from __future__ import annotations

import argparse

from termnews.cli.columns import COLUMNS as LIST_COLUMNS
from termnews.cli.columns import columns
from termnews.cli.querywords import kept_from_options, terms_kept_from_options
from termnews.cli.syntax.base import Group, Syntax, count, lazily

WHAT = ("read", "unread", "starred", "unstarred", "hidden", "unhidden", "kept", "unkept")
"""What articles can be marked as."""


def _list(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", nargs="*", metavar="QUERY", help="e.g. is:unread tag:linux 'after:2d'")
    shape = command.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="one JSON array")
    shape.add_argument("--jsonl", action="store_true", help="one JSON object a line")
    shape.add_argument(
        "--columns",
        type=columns,
        metavar="NAMES",
        help="these columns, parted by tabs: " + ", ".join(LIST_COLUMNS),
    )
    command.add_argument("-s", "--sort", metavar="KEYS", help="the order, as after sort: (feed,-title)")
    command.add_argument("-n", "--limit", type=count, metavar="N", help="at most N articles")
    command.set_defaults(run=lazily("articles", "show_list"))


def _show(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", type=count, metavar="ID", help="number of the article, as `termnews list` prints it")
    command.add_argument("--json", action="store_true", help="one JSON object with everything known of it")
    command.add_argument(
        "--width", type=int, metavar="N", help="wrap to N cells (default: the terminal's width, at most 80)"
    )
    command.set_defaults(run=lazily("articles", "show"))


def _attachments(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", type=count, metavar="ID", help="number of the article, as `termnews list` prints it")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.add_argument("--save", type=count, metavar="N", help="save file N of them; goes on where it broke off")
    command.add_argument(
        "-o", "--output", metavar="PATH", help="a new file, or a folder (default: the folder for downloads)"
    )
    command.set_defaults(run=lazily("attachments", "attachments"))


def _mark(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "what",
        choices=WHAT,
        help="what to mark them as (kept: kept unread, until you mark them read yourself)",
    )
    command.add_argument("query", nargs="*", metavar="QUERY", help="e.g. feed:bbc older:2w -is:starred")
    _bulk(command)
    command.set_defaults(run=lazily("bulk", "mark"))


def _tag(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "words",
        nargs="+",
        metavar="+TAG|-TAG|QUERY",
        help="tags to give (+name) and to take (-name), then a query, e.g. +later -todo feed:bbc is:unread; "
        "`--` may stand before the query",
    )
    _bulk(command)
    command.set_defaults(run=lazily("bulk", "tag"))


def _snooze(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "until", metavar="WHEN", help='when they come back: tomorrow, monday, 3d, "2 weeks", 2026-12-24; or off'
    )
    command.add_argument("query", nargs="*", metavar="QUERY", help="e.g. feed:bbc is:unread; with off: is:snoozed")
    _bulk(command)
    command.set_defaults(run=lazily("bulk", "snooze"))


def _bulk(command: argparse.ArgumentParser) -> None:
    command.add_argument("--all", action="store_true", help="every article, in place of a query")
    command.add_argument("--dry-run", action="store_true", help="only say how many it would be")


COMMANDS: Group = {
    "list": Syntax(_list, "print headlines that match a query", kept=terms_kept_from_options),
    "show": Syntax(_show, "print one article"),
    "attachments": Syntax(_attachments, "list the files that come with an article, or save one"),
    "mark": Syntax(
        _mark,
        "mark all articles that match a query read, starred, hidden or kept unread, or no longer so",
        kept=terms_kept_from_options,
    ),
    "snooze": Syntax(
        _snooze, "put away all articles that match a query until a day or a time", kept=terms_kept_from_options
    ),
    "tag": Syntax(_tag, "give own tags to all articles that match a query, or take them", kept=kept_from_options),
}
