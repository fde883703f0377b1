"""The command line of feeds: subscribing, refreshing."""

from __future__ import annotations

import argparse

from termnews.cli.querywords import terms_kept_from_options
from termnews.cli.syntax.base import Group, Syntax, lazily


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("targets", nargs="+", metavar="PATH|URL", help="feed, web page, article or folder of articles")
    command.add_argument("--folder", default="", metavar="F", help="put it into this folder (A/B for nested ones)")
    command.add_argument(
        "--tag", action="append", default=[], metavar="T", help="give every article of it this tag (again for more)"
    )
    command.add_argument("--title", metavar="NAME", help="your own name for it")
    command.set_defaults(run=lazily("feeds", "add"))


def _remove(command: argparse.ArgumentParser) -> None:
    command.add_argument("targets", nargs="+", metavar="PATH|URL|NAME", help="address, path or name of the feed")
    command.set_defaults(run=lazily("feeds", "remove"))


def _feeds(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON array")
    command.set_defaults(run=lazily("feeds", "show_feeds"))


def _refresh(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", nargs="*", metavar="QUERY", help="only these feeds, e.g. feed:bbc or folder:World")
    command.add_argument("--force", action="store_true", help="ask now, also where a feed is not due yet")
    command.set_defaults(run=lazily("feeds", "refresh"))


COMMANDS: Group = {
    "add": Syntax(_add, "subscribe to feeds, pages, articles or folders"),
    "remove": Syntax(_remove, "end subscriptions (`termnews undo` brings them back)"),
    "feeds": Syntax(_feeds, "print the subscriptions and how they fare"),
    "refresh": Syntax(_refresh, "fetch new articles", kept=terms_kept_from_options),
}
