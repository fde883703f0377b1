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
from termnews.library.vacuum import give_back
from termnews.model.errors import LibraryError
from termnews.model.homes import at_home
from termnews.services.clock import LocalZone
from termnews.services.dailycopies import moment_of
from termnews.services.session import Session


def backup(arguments: argparse.Namespace) -> Status:
    """Copy the library, whatever runs on it meanwhile."""
    config = configuration(arguments)
    _must_be_there(config.library_path)
    target = at_home(arguments.file) if arguments.file else None
    with Session(config) as session:
        made = session.keeping.backup(target, replace=arguments.force).result()
    output.say(f"{made}: {_megabytes(made.stat().st_size)}")
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
    """Give back the room that deleted articles leave in the file."""
    path = configuration(arguments).library_path
    freed = give_back(path, reindex=arguments.reindex)
    output.say(f"{path}: {_megabytes(freed.before)} before, {_megabytes(freed.after)} now")
    return Status.DONE


def _must_be_there(path: Path) -> None:
    if not path.exists():
        raise LibraryError("is not there", where=f"library {path}", hint="There is nothing to copy yet.")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
