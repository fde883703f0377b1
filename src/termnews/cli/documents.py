"""`termnews export QUERY --format …`: articles as Markdown, web pages, text, JSON Feed, books and letters."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from termnews.cli import output
from termnews.cli.querywords import parsed_query
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.exporters import EXPORTERS
from termnews.model.errors import UsageError
from termnews.model.homes import at_home
from termnews.query import EVERYTHING
from termnews.services.savedfiles import private_file
from termnews.services.session import Session
from termnews.services.targets import shown
from termnews.text.numbers import counted


def export_articles(arguments: argparse.Namespace) -> Status:
    """Write out the articles that match a query, as one document or as a file for each."""
    wanted = parsed_query(arguments.query)
    if wanted == EVERYTHING:
        raise UsageError("which articles?", hint="Give a query such as is:starred or newer:2d.")
    exporter = EXPORTERS[arguments.format]
    title = arguments.title or f"termnews: {' '.join(arguments.query)}"
    target: Path | None = at_home(arguments.output) if arguments.output else None
    if target is None and exporter.binary and sys.stdout.isatty():
        raise UsageError("is nothing for a terminal", where=f"--format {exporter.name}", hint="Name a file with -o.")
    with Session(configuration(arguments)) as session:
        if target is None:
            count = session.exporting.write(wanted, exporter, sys.stdout.buffer.write, title=title).result()
            sys.stdout.buffer.flush()
        elif target.is_dir() or not target.suffix:
            count = session.exporting.write_each(wanted, exporter, target).result()
        else:
            count = _write(session, arguments, target, title)
    if not count:
        return output.nothing("no article matches")
    if target is not None:
        output.note(f"{counted(count, 'article')} written to {shown(str(target))}")
    return Status.DONE


def _write(session: Session, arguments: argparse.Namespace, target: Path, title: str) -> int:
    wanted = parsed_query(arguments.query)
    try:
        with private_file(target) as stream:
            count = session.exporting.write(wanted, EXPORTERS[arguments.format], stream.write, title=title).result()
            if not count:
                raise _NothingError
    except _NothingError:
        return 0
    return count


class _NothingError(Exception):
    """Nothing matched, so that the file must not come to be."""
