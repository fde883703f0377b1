"""`termnews import` and `termnews export`: subscriptions as OPML."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from termnews.cli import output
from termnews.cli.settings import configuration
from termnews.cli.standard_input import saved_standard_input
from termnews.cli.status import Status
from termnews.model.errors import TermnewsError, UsageError
from termnews.services.session import Session
from termnews.services.targets import shown


def import_file(arguments: argparse.Namespace) -> Status:
    """Subscribe to what an OPML file names; feeds that are there already stay as they are."""
    with Session(configuration(arguments)) as session:
        if arguments.file == "-":
            with saved_standard_input(sys.stdin.buffer) as path:
                report = session.import_opml(path).result()
        else:
            report = session.import_opml(Path(arguments.file).expanduser()).result()
    output.say(f"{report.added} feeds added, {report.known} were there already")
    for line in report.notes:
        output.note(f"termnews: {line}")
    if report.added:
        output.note("Fetch them with: termnews refresh")
    return Status.DONE if report.added or report.known else Status.NOTHING


def export_file(arguments: argparse.Namespace) -> Status:
    """Write the subscriptions as OPML 2.0."""
    with Session(configuration(arguments)) as session:
        document = session.export_opml().result()
    if arguments.output is None:
        sys.stdout.buffer.write(document)
        return Status.DONE
    try:
        _write_private(arguments.output.expanduser(), document)
    except OSError as error:
        raise TermnewsError(f"cannot be written ({error.strerror})", where=shown(str(arguments.output))) from error
    return Status.DONE


def _write_private(path: Path, data: bytes) -> None:
    if path.is_dir():
        raise UsageError("is a folder", where=shown(str(path)), hint="Give the name of a file.")
    # Addresses may hold tokens, so that nobody else on the machine gets to read them.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
