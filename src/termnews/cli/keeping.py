"""`termnews backup`, `restore` and `vacuum`: copies of the library, and room given back."""

from __future__ import annotations

import argparse
import time
from datetime import datetime
from pathlib import Path

from termnews.cli import output
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.library.copies import restore as put_back
from termnews.library.vacuum import gaps, give_back
from termnews.model.errors import LibraryError
from termnews.model.homes import at_home
from termnews.services.clock import LocalZone
from termnews.services.dailycopies import moment_of
from termnews.services.session import Session
from termnews.text.numbers import counted, megabytes


def backup(arguments: argparse.Namespace) -> Status:
    """Copy the library, whatever runs on it meanwhile."""
    config = configuration(arguments)
    _must_be_there(config.library_path, "There is nothing to copy yet.")
    target = at_home(arguments.file) if arguments.file else None
    with Session(config) as session:
        made = session.keeping.backup(target, replace=arguments.force).result()
    output.say(f"{made}: {megabytes(made.stat().st_size)}")
    return Status.DONE


def restore(arguments: argparse.Namespace) -> Status:
    """Put a copy in the library's place; what was there is kept."""
    path = configuration(arguments).library_path
    stamp = moment_of(datetime.fromtimestamp(time.time(), LocalZone()))
    kept = put_back(path, at_home(arguments.file), stamp=stamp)
    output.say(f"{path}: restored from {arguments.file}")
    if kept is not None:
        output.say(f"{kept}: what was there before")
    return Status.DONE


def vacuum(arguments: argparse.Namespace) -> Status:
    """Let articles go that had their time, and give back the room that they and others leave in the file."""
    config = configuration(arguments)
    path = config.library_path
    _must_be_there(path, "There is nothing to give back.")
    with Session(config) as session:
        keeping = session.keeping
        gone = (keeping.would_retire() if arguments.dry_run else keeping.retire()).result()
    for one in gone:
        spared = f"; {one.spared:,} more stay because they were changed within the last day" if one.spared else ""
        output.say(f"{one.feed.name}: {counted(one.articles, 'article')}, {megabytes(one.weight)}{spared}")
    articles = counted(sum(one.articles for one in gone), "article")
    if arguments.dry_run:
        weight = sum(one.weight for one in gone)
        output.say(f"{path}: {articles} would go with {megabytes(weight)} of text, and {megabytes(gaps(path))} of gaps")
        return Status.DONE
    freed = give_back(path, reindex=arguments.reindex)
    output.say(
        f"{path}: {articles} removed; {megabytes(freed.before)} before, {megabytes(freed.after)} now, "
        f"{megabytes(max(0, freed.before - freed.after))} given back"
    )
    return Status.DONE


def _must_be_there(path: Path, hint: str) -> None:
    if not path.exists():
        raise LibraryError("is not there", where=f"library {path}", hint=hint)
