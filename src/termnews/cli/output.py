"""What reaches standard output and standard error: cleaned text, JSON values, one-line complaints."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from termnews.cli.status import Status
from termnews.model.errors import TermnewsError
from termnews.text.clean import clean_line, clean_text


def prepare_streams() -> None:
    """Make output UTF-8 whatever the locale says, so that no name or title can end a command.

    A stream that was closed before the start leads nowhere.
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open until the program ends
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # the same
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def abandon() -> None:
    """Give up standard output, so that what is still to be written to it ends in nothing when the program leaves."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str = "") -> None:
    """Print text of any origin, without control characters."""
    print(clean_text(text))


def say_json(value: object, *, indent: int | None = 2) -> None:
    """Print one JSON value."""
    print(json.dumps(value, ensure_ascii=False, indent=indent))


def say_json_array(values: Iterable[object]) -> None:
    """Print a JSON array whose items are made one by one, so that a large one needs no memory."""
    first = True
    for value in values:
        print("[" if first else ",")
        print(json.dumps(value, ensure_ascii=False), end="")
        first = False
    print("[]" if first else "\n]")


def local(seconds: int) -> str:
    """A time of day where the person is."""
    return f"{datetime.fromtimestamp(seconds).astimezone():%Y-%m-%d %H:%M}"


def note(text: str) -> None:
    """Print one line on standard error."""
    print(clean_line(text, 4000), file=sys.stderr)


def complain(error: TermnewsError) -> None:
    """Print an error in one line on standard error."""
    note(f"termnews: {error}")


def nothing(told: str) -> Status:
    """Say on standard error that there is nothing, and give the exit status for it."""
    note(f"termnews: {told}")
    return Status.NOTHING
