"""The command line as argparse sees it: every command with its options, its help and the function that runs it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from termnews import __version__
from termnews.cli import querywords
from termnews.cli.columns import COLUMNS, columns
from termnews.text.clean import clean_line, clean_text

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

QUERYING = ("list", "mark", "tag", "refresh", "export", "folders")
"""Commands that take a query."""


class _Parser(argparse.ArgumentParser):
    """argparse repeats what was typed, or what a pattern of the shell found: without its control characters here."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        super()._print_message(clean_text(message), file or sys.stderr)


def _lazily(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """A command that imports its module when it runs, so that `--help` stays instant."""

    def run(arguments: argparse.Namespace) -> int:
        command = getattr(import_module(f"termnews.cli.{module}"), function)
        return int(command(arguments))

    return run


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
            kept = {"tag": querywords.kept_from_options}.get(word, querywords.terms_kept_from_options)
            return [*arguments[: index + 1], *kept(arguments[index + 1 :])] if word in QUERYING else arguments
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
    for name, (fill, summary) in COMMANDS.items():
        command = commands.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", allow_abbrev=False
        )
        fill(command)
    return parser


def _count(typed: str) -> int:
    """A number from 1 to what the library can count to."""
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"not a number from 1 on: {clean_line(typed, 40)!r}")
    return number


def _open(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "targets",
        nargs="*",
        metavar="PATH|URL",
        help="article, folder or feed to read without subscribing; - for standard input",
    )
    command.set_defaults(run=_lazily("open", "open_reader"))


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("targets", nargs="+", metavar="PATH|URL", help="feed, web page, article or folder of articles")
    command.add_argument("--folder", default="", metavar="F", help="put it into this folder (A/B for nested ones)")
    command.add_argument(
        "--tag", action="append", default=[], metavar="T", help="give every article of it this tag (again for more)"
    )
    command.add_argument("--title", metavar="NAME", help="your own name for it")
    command.set_defaults(run=_lazily("feeds", "add"))


def _refresh(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", nargs="*", metavar="QUERY", help="only these feeds, e.g. feed:bbc or folder:World")
    command.add_argument("--force", action="store_true", help="ask now, also where a feed is not due yet")
    command.set_defaults(run=_lazily("feeds", "refresh"))


def _feeds(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON array")
    command.set_defaults(run=_lazily("feeds", "show_feeds"))


def _remove(command: argparse.ArgumentParser) -> None:
    command.add_argument("targets", nargs="+", metavar="PATH|URL|NAME", help="address, path or name of the feed")
    command.set_defaults(run=_lazily("feeds", "remove"))


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file",
        metavar="FILE",
        help="an OPML file, or your own state as `export --state` writes it; - for standard input",
    )
    command.set_defaults(run=_lazily("exchange", "import_file"))


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", nargs="*", metavar="QUERY", help="with --format: which articles, e.g. is:starred")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "-f",
        "--format",
        choices=("md", "html", "txt", "json", "epub", "eml", "mbox"),
        help="articles that match QUERY, in this form (json: JSON Feed)",
    )
    what.add_argument("--opml", action="store_true", help="the subscriptions as OPML")
    what.add_argument(
        "--state", action="store_true", help="all that is your own as JSON: feeds, marks, stars, tags, places"
    )
    command.add_argument("--title", metavar="TEXT", help="title of the document that the articles make")
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="write there instead of standard output; a folder (or a name without an ending) gets a file an article",
    )
    command.set_defaults(run=_lazily("exchange", "export_file"))


def _list(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", nargs="*", metavar="QUERY", help="e.g. is:unread tag:linux 'after:2d'")
    shape = command.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="one JSON array")
    shape.add_argument("--jsonl", action="store_true", help="one JSON object a line")
    shape.add_argument(
        "--columns",
        type=columns,
        metavar="NAMES",
        help="these columns, parted by tabs: " + ", ".join(COLUMNS),
    )
    command.add_argument("-s", "--sort", metavar="KEYS", help="the order, as after sort: (feed,-title)")
    command.add_argument("-n", "--limit", type=_count, metavar="N", help="at most N articles")
    command.set_defaults(run=_lazily("articles", "show_list"))


def _mark(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=("read", "unread", "starred", "unstarred"), help="what to mark them as")
    command.add_argument("query", nargs="*", metavar="QUERY", help="e.g. feed:bbc older:2w -is:starred")
    _bulk(command)
    command.set_defaults(run=_lazily("bulk", "mark"))


def _tag(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "words",
        nargs="+",
        metavar="+TAG|-TAG|QUERY",
        help="tags to give (+name) and to take (-name), then a query, e.g. +later -todo feed:bbc is:unread; "
        "`--` may stand before the query",
    )
    _bulk(command)
    command.set_defaults(run=_lazily("bulk", "tag"))


def _folders(command: argparse.ArgumentParser) -> None:
    command.set_defaults(run=_lazily("smartfolders", "show_folders"))
    command.add_argument("--json", action="store_true", help="one JSON array")
    actions = command.add_subparsers(title="actions", metavar="ACTION", dest="action")
    add = actions.add_parser("add", help="save a query under a name, or another query under the same name")
    add.add_argument("name", metavar="NAME")
    add.add_argument("query", nargs="+", metavar="QUERY")
    add.add_argument("--key", default="", metavar="KEY", help="a key that lists it in the reader")
    add.set_defaults(run=_lazily("smartfolders", "add"))
    rename = actions.add_parser("rename", help="give another name; folders that refer to it follow")
    rename.add_argument("name", metavar="OLD")
    rename.add_argument("new", metavar="NEW")
    rename.set_defaults(run=_lazily("smartfolders", "rename"))
    move = actions.add_parser("move", help="move it among the others")
    move.add_argument("name", metavar="NAME")
    move.add_argument("place", type=_count, metavar="PLACE", help="counted from 1")
    move.set_defaults(run=_lazily("smartfolders", "move"))
    remove = actions.add_parser("remove", help="delete it; folders that refer to it take its query over")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=_lazily("smartfolders", "remove"))


def _bulk(command: argparse.ArgumentParser) -> None:
    command.add_argument("--all", action="store_true", help="every article, in place of a query")
    command.add_argument("--dry-run", action="store_true", help="only say how many it would be")


def _show(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", type=_count, metavar="ID", help="number of the article, as `termnews list` prints it")
    command.add_argument("--json", action="store_true", help="one JSON object with everything known of it")
    command.add_argument(
        "--width", type=int, metavar="N", help="wrap to N cells (default: the terminal's width, at most 80)"
    )
    command.set_defaults(run=_lazily("articles", "show"))


def _inspect(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "target", metavar="FILE|URL", help="a feed, an article, a folder or an address; - for standard input"
    )
    command.add_argument("--json", action="store_true", help="one JSON object")
    command.set_defaults(run=_lazily("inspect", "inspect"))


def _backup(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="the copy, or a folder for it (default: beside the library)"
    )
    command.add_argument("--force", action="store_true", help="replace a file of that name")
    command.set_defaults(run=_lazily("keeping", "backup"))


def _restore(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="a copy that `backup` or the reader made")
    command.set_defaults(run=_lazily("keeping", "restore"))


def _vacuum(command: argparse.ArgumentParser) -> None:
    command.add_argument("--reindex", action="store_true", help="also build the full-text index anew")
    command.set_defaults(run=_lazily("keeping", "vacuum"))


def _doctor(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object")
    command.set_defaults(run=_lazily("doctor", "doctor"))


COMMANDS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], str]] = {
    "open": (_open, "open the reader; what a bare `termnews` does"),
    "add": (_add, "subscribe to feeds, pages, articles or folders"),
    "remove": (_remove, "end subscriptions (undo in the reader brings them back)"),
    "feeds": (_feeds, "print the subscriptions and how they fare"),
    "refresh": (_refresh, "fetch new articles"),
    "import": (_import, "subscribe to all feeds of an OPML file, or add your own state from another library"),
    "export": (_export, "write out articles, the subscriptions, or all that is your own"),
    "list": (_list, "print headlines that match a query"),
    "show": (_show, "print one article"),
    "mark": (_mark, "mark all articles that match a query read, unread, starred or unstarred"),
    "tag": (_tag, "give own tags to all articles that match a query, or take them"),
    "folders": (_folders, "print the smart folders; add, rename, move or remove one"),
    "inspect": (_inspect, "print what termnews understands of a feed or an article, storing nothing"),
    "backup": (_backup, "copy the library while it is in use"),
    "restore": (_restore, "put a copy in the library's place; what was there is kept"),
    "vacuum": (_vacuum, "give back the room that deleted articles leave"),
    "doctor": (_doctor, "look over library and configuration: where they are, what is wrong, what to do"),
}
"""Every command: what fills its parser, and its help line."""
