"""`termnews doctor`: where everything is, how it fares, what is wrong and what to do about it."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from importlib import metadata
from pathlib import Path

from termnews import __version__
from termnews.cli import output
from termnews.cli.status import Status
from termnews.config import Config, default_config_path, load
from termnews.library.checkup import Checkup, examine
from termnews.library.connection import look_at, sqlite_version
from termnews.library.migrations import NEWEST
from termnews.model.errors import LibraryError
from termnews.model.homes import at_home
from termnews.services.dailycopies import Shelf
from termnews.text.numbers import counted, megabytes

Finding = tuple[str, str]
"""What was looked at, and what was found."""
LOOKED_AT = 3
"""Copies that are tried, the newest first, before one is recommended."""


def doctor(arguments: argparse.Namespace) -> Status:
    """Look everything over, without changing anything."""
    path = at_home(arguments.config or default_config_path())
    config, errors = load(path)
    library = at_home(arguments.library) if arguments.library else config.library_path
    found = examine(library)
    shelf = Shelf.of(library, config.backup)
    problems = [str(error) for error in errors]
    if arguments.config and not path.exists():
        problems.append(f"configuration {path}: there is no such file")
    problems += _troubles(found)
    advice = _advice(found, shelf)
    facts = [*_program(), *_configuration(path, config), *_library(found), *_copies(shelf)]
    if arguments.json:
        output.say_json({"facts": dict(facts), "counts": dict(found.counts), "problems": problems, "advice": advice})
    else:
        for label, told in facts:
            output.say(f"{label:<22}{told}")
        for name, number in found.counts:
            output.say(f"{name:<22}{number:,}")
        for problem in problems:
            output.say(f"! {problem}")
        for line in advice:
            output.say(line)
        output.say(counted(len(problems), "problem") if problems else "Everything is in order.")
    if found.refused is not None and library.exists():
        return Status.UNUSABLE
    return Status.FAILED if problems else Status.DONE


def _program() -> list[Finding]:
    size = shutil.get_terminal_size()
    return [
        ("termnews", __version__),
        ("Python", f"{platform.python_version()} on {platform.system()} {platform.release()}"),
        ("SQLite", sqlite_version()),
        ("Textual", _version("textual")),
        ("terminal", f"{os.environ.get('TERM', '')} {size.columns}x{size.lines}, {sys.stdout.encoding}".strip()),
    ]


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _configuration(path: Path, config: Config) -> list[Finding]:
    there = "" if path.exists() else " (not there; the defaults hold)"
    return [("configuration", f"{path}{there}"), ("keys changed", str(len(config.keys)))]


def _library(found: Checkup) -> list[Finding]:
    if not found.size and found.refused is not None:
        return [("library", f"{found.path} (not there yet)")]
    version = "unknown" if found.version is None else str(found.version)
    return [
        ("library", str(found.path)),
        ("size", f"{megabytes(found.size)}, log {megabytes(found.log)}, gaps {megabytes(found.gaps)}"),
        ("schema", f"version {version} (this program writes {NEWEST})"),
    ]


def _copies(shelf: Shelf) -> list[Finding]:
    copies = shelf.all()
    size = sum(copy.stat().st_size for copy in copies)
    told = f"{len(copies)}, {megabytes(size)}, newest {copies[0].name}" if copies else "none"
    return [("copies", told), ("copies in", str(shelf.folder)), ("daily copies kept", str(shelf.kept))]


def _troubles(found: Checkup) -> list[str]:
    """What is wrong with the library."""
    if found.refused is not None:
        return [str(found.refused)] if found.path.exists() else []
    troubles = [f"library {found.path}: {found.read_only}"] if found.read_only else []
    return troubles + [f"damaged: {fault.what}" for fault in found.faults]


def _advice(found: Checkup, shelf: Shelf) -> list[str]:
    """What to do about a library that is damaged: the newest copy that can be opened comes first."""
    if not found.faults and (found.refused is None or not found.path.exists()):
        return []
    if found.faults and all(fault.only_index for fault in found.faults):
        return ["`termnews vacuum --reindex` mends that."]
    for copy in shelf.all()[:LOOKED_AT]:
        try:
            look_at(copy)
        except LibraryError:
            continue
        return [f"`termnews restore '{copy}'` brings back the newest copy; what is there now is kept beside it."]
    return ["There is no copy to restore. `termnews export --state` may still save marks and tags."]
