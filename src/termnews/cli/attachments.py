"""`termnews attachments`: the files that come with an article, listed or saved."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import CancelledError
from pathlib import Path

from termnews.cli import output, records
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.model.entry import Enclosure
from termnews.model.errors import TermnewsError, UsageError
from termnews.model.homes import at_home
from termnews.model.ids import EntryId
from termnews.services.session import Session
from termnews.text.attachments import attachment_name
from termnews.text.numbers import clock_told, size_told

LOOK = 0.2
"""Seconds between two looks at a download."""


def attachments(arguments: argparse.Namespace) -> Status:
    """List the files that come with an article, or save one of them."""
    if arguments.output is not None and arguments.save is None:
        raise UsageError("--output is for saving", where=str(arguments.output), hint="Add --save N.")
    with Session(configuration(arguments)) as session:
        found = session.entries([EntryId(arguments.id)]).result()
        if not found:
            return output.nothing(f"there is no article {arguments.id}; `termnews list` prints the numbers")
        files = found[0].enclosures
        if arguments.save is not None:
            if arguments.save > len(files):
                hint = f"`termnews attachments {arguments.id}` lists them."
                raise UsageError("no such file comes with the article", where=f"--save {arguments.save}", hint=hint)
            return _save(session, files[arguments.save - 1], arguments)
    if arguments.json:
        output.say_json_array(
            {"number": number, "name": attachment_name(file), **record}
            for number, (file, record) in enumerate(zip(files, records.enclosures_record(files), strict=True), 1)
        )
    else:
        for number, file in enumerate(files, 1):
            output.say(_row(number, file))
    return Status.DONE if files else output.nothing("no file comes with this article")


def _row(number: int, file: Enclosure) -> str:
    facts = (attachment_name(file), file.type or "", size_told(file.length), clock_told(file.duration), file.url)
    return f"{number:>3}  {'  '.join(fact for fact in facts if fact)}"


def _save(session: Session, file: Enclosure, arguments: argparse.Namespace) -> Status:
    """Save one, telling on a terminal how far it is; ctrl+c ends it, and what came stays."""
    typed: Path | None = at_home(arguments.output) if arguments.output is not None else None
    if typed is None or typed.is_dir():
        typed = session.downloads.offered(file, typed)
    download = session.downloads.save(file.url, typed)
    live = sys.stderr.isatty()
    try:
        while True:
            try:
                path = download.done.result(LOOK if live else None)
                break
            except TimeoutError:
                if download.done.done():
                    raise
                of = f" of {size_told(download.total)}" if download.total else ""
                sys.stderr.write(f"\r\x1b[K{size_told(download.received) or 'waiting'}{of}")
                sys.stderr.flush()
    except CancelledError:
        raise TermnewsError("was not saved", where=typed.name, hint="What came is kept.") from None
    finally:
        if live:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
    if arguments.json:
        output.say_json({"path": str(path), "url": file.url, "length": download.received or path.stat().st_size})
    else:
        output.say(f"saved {path}")
    return Status.DONE
