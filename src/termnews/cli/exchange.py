"""`termnews import` and `termnews export`: subscriptions as OPML, the person's own state as JSON, articles."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import BinaryIO

from termnews.cli import documents, output
from termnews.cli.settings import configuration
from termnews.cli.standard_input import saved_standard_input
from termnews.cli.status import Status
from termnews.formats.statefile import looks_like_state
from termnews.model.errors import UsageError
from termnews.model.homes import at_home
from termnews.services.savedfiles import private_file
from termnews.services.session import Session
from termnews.services.targets import shown
from termnews.text.numbers import added_feeds, counted


def import_file(arguments: argparse.Namespace) -> Status:
    """Take in what a file holds: feeds (those that are there stay as they are), or the person's own state."""
    with Session(configuration(arguments)) as session:
        if arguments.file == "-":
            with saved_standard_input(sys.stdin.buffer) as path:
                return _import(session, path)
        return _import(session, at_home(arguments.file))


def _import(session: Session, path: Path) -> Status:
    if _is_state(path):
        merged = session.keeping.import_state(path).result()
        waiting = f", {merged.waiting:,} of them to be fetched yet" if merged.waiting else ""
        rules = f"; {counted(merged.rules, 'rule')} added" if merged.rules else ""
        folders = f"; {counted(merged.folders, 'smart folder')} added" if merged.folders else ""
        changed = f"{counted(merged.articles, 'article')} changed{waiting}"
        output.say(f"{added_feeds(merged.feeds, merged.known)}; {changed}{rules}{folders}")
        return Status.DONE
    report = session.import_opml(path).result()
    output.say(added_feeds(report.added, report.known))
    for line in report.notes:
        output.note(f"termnews: {line}")
    if report.added:
        output.note("Fetch them with: termnews refresh")
    return Status.DONE if report.added or report.known else Status.NOTHING


def _is_state(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return looks_like_state(stream.read(1024))
    except OSError:
        return False


def export_file(arguments: argparse.Namespace) -> Status:
    """Write articles in some form, the subscriptions as OPML 2.0, or the person's own state as JSON."""
    if arguments.format:
        return documents.export_articles(arguments)
    if arguments.query:
        raise UsageError("a query is for articles", where=" ".join(arguments.query), hint="Add --format md, say.")
    with Session(configuration(arguments)) as session:
        if arguments.output is None:
            _export(session, arguments, sys.stdout.buffer)
            return Status.DONE
        target: Path = at_home(arguments.output)
        if target.is_dir():
            raise UsageError("is a folder", where=shown(str(target)), hint="Give the name of a file.")
        with private_file(target) as stream:
            _export(session, arguments, stream)
    return Status.DONE


def _export(session: Session, arguments: argparse.Namespace, stream: BinaryIO) -> None:
    if arguments.state:
        session.keeping.export_state(lambda piece: stream.write(piece.encode())).result()
    else:
        stream.write(session.export_opml().result())
