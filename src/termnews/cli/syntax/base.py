"""What the commands' options are made of."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from termnews.text.clean import clean_line


@dataclass(frozen=True, slots=True)
class Syntax:
    """A command as the command line knows it."""

    fill: Callable[[argparse.ArgumentParser], None]
    """Gives its parser the options, and `run`: what carries it out."""
    summary: str
    """Its line in the help."""
    kept: Callable[[list[str]], list[str]] = list
    """Keeps terms of a query that begin with a minus from being taken for options; see `cli.querywords`."""


Group = Mapping[str, Syntax]
"""Commands by their names."""


def lazily(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """A command that imports its module when it runs, so that `--help` stays instant."""

    def run(arguments: argparse.Namespace) -> int:
        command = getattr(import_module(f"termnews.cli.{module}"), function)
        return int(command(arguments))

    return run


def count(typed: str) -> int:
    """A number from 1 to what the library can count to."""
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"not a number from 1 on: {clean_line(typed, 40)!r}")
    return number
