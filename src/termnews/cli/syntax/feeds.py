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
    command.add_argument("--preview", action="store_true", help="only say what it is, with its newest headlines")
    command.set_defaults(run=lazily("feeds", "add"))


def _remove(command: argparse.ArgumentParser) -> None:
    command.add_argument("targets", nargs="+", metavar="PATH|URL|NAME", help="address, path or name of the feed")
    command.set_defaults(run=lazily("feeds", "remove"))


def _feeds(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON array")
    command.set_defaults(run=lazily("feeds", "show_feeds"))
    actions = command.add_subparsers(title="actions", metavar="ACTION", dest="action")
    show = actions.add_parser("show", help="print everything known of a feed, and what is set for it")
    show.add_argument("target", metavar="PATH|URL|NAME", help="address, path or name of the feed")
    show.add_argument("--json", action="store_true", help="one JSON object")
    show.set_defaults(run=lazily("feedsettings", "show"))
    change = actions.add_parser(
        "set",
        help="set something for feeds alone, in one step that can be undone",
        description="Set something for feeds alone, in one step that can be undone. "
        "`default` takes a setting back, so that the configuration holds again.",
    )
    change.add_argument("targets", nargs="+", metavar="PATH|URL|NAME", help="address, path or name of a feed")
    change.add_argument("--keep-days", metavar="N|forever", help="for how many days articles are kept")
    change.add_argument("--keep-count", metavar="N|all", help="how many of the newest articles are kept")
    change.add_argument("--keep-unread", metavar="yes|no", help="whether unread articles are kept all the same")
    change.add_argument(
        "--mark-read", metavar="WHEN", help="when an opened article counts as read: on-open, after:N, at-end, never"
    )
    change.add_argument("--check-every", metavar="MINUTES", help="how long to wait between two checks, at the least")
    change.add_argument("--paused", metavar="yes|no", help="whether it is checked only when you name it")
    change.set_defaults(run=lazily("feedsettings", "change"))


def _refresh(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", nargs="*", metavar="QUERY", help="only these feeds, e.g. feed:bbc or folder:World")
    command.add_argument("--force", action="store_true", help="ask now, also where a feed is not due yet")
    command.set_defaults(run=lazily("feeds", "refresh"))


COMMANDS: Group = {
    "add": Syntax(_add, "subscribe to feeds, pages, articles or folders"),
    "remove": Syntax(_remove, "end subscriptions (`termnews undo` brings them back)"),
    "feeds": Syntax(_feeds, "print the subscriptions and how they fare; show one, or set something for it"),
    "refresh": Syntax(_refresh, "fetch new articles", kept=terms_kept_from_options),
}
