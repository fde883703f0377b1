"""The command line of what comes in and goes out: subscriptions, articles, own state."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from termnews.cli.querywords import terms_kept_from_options
from termnews.cli.syntax.base import Group, Syntax, lazily


class _Forms:
    """The names of the forms that articles are written in; the writers come in when somebody asks for the names."""

    def __iter__(self) -> Iterator[str]:
        from termnews.exporters import EXPORTERS

        return iter(EXPORTERS)

    def __contains__(self, name: object) -> bool:
        return name in tuple(self)


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file",
        metavar="FILE",
        help="an OPML file, or your own state as `export --state` writes it; - for standard input",
    )
    command.set_defaults(run=lazily("exchange", "import_file"))


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", nargs="*", metavar="QUERY", help="with --format: which articles, e.g. is:starred")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "-f",
        "--format",
        choices=_Forms(),
        metavar="FORM",
        help="articles that match QUERY, in this form: %(choices)s (json: JSON Feed)",
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
    command.set_defaults(run=lazily("exchange", "export_file"))


COMMANDS: Group = {
    "import": Syntax(_import, "subscribe to all feeds of an OPML file, or add your own state from another library"),
    "export": Syntax(
        _export, "write out articles, the subscriptions, or all that is your own", kept=terms_kept_from_options
    ),
}
