"""`termnews [PATH|URL…]`: open the reader."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import ExitStack
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from termnews.cli import output
from termnews.cli.settings import configuration
from termnews.cli.standard_input import reopen_terminal, saved_standard_input
from termnews.cli.status import Status
from termnews.model.errors import UsageError
from termnews.services.reports import OpenedAside
from termnews.services.session import Session
from termnews.services.targets import shown

if TYPE_CHECKING:
    from termnews.tui.app import TermnewsApp

PATIENCE = 0.8
"""Seconds to wait for what is opened before saying so."""
SWITCHING = 0.001
"""Seconds after which a thread that waits for the interpreter gets it: the screen draws while others compute."""


def open_reader(arguments: argparse.Namespace) -> Status:
    """Open the reader, on everything or on what the command line names."""
    config = configuration(arguments)
    with ExitStack() as stack:
        targets = list(arguments.targets)
        if "-" in targets:
            path = stack.enter_context(saved_standard_input(sys.stdin.buffer))
            targets = [str(path) if target == "-" else target for target in targets]
            reopen_terminal()
        _refuse_commands(targets)
        _need_terminal()
        session = stack.enter_context(Session(config))
        opened = _opened(session, targets) if targets else None
        if opened is not None and not opened.feed_ids:
            for message in opened.problems:
                output.note(f"termnews: {message}")
            return Status.FAILED
        app = _application()(
            session,
            config,
            scope=opened.scope if opened else None,
            title=opened.title if opened else "",
            notice=" · ".join(opened.problems) if opened and opened.problems else None,
        )
        app.run()
        return Status(app.return_code or 0)


def _refuse_commands(targets: list[str]) -> None:
    """Take a first word that nearly is a command, and no file, for what it was meant to be."""
    from termnews.cli.arguments import COMMANDS

    first = targets[0] if targets else ""
    meant = get_close_matches(first, COMMANDS, 1, 0.7) if first.isalpha() and not Path(first).exists() else []
    if meant:
        raise UsageError("no such command or file", where=shown(first), hint=f"Did you mean `termnews {meant[0]}`?")


def _application() -> type[TermnewsApp]:
    """Import the reader. What stays as long as the program is not searched for garbage, now or later.

    A thread that reads a long list takes the interpreter back a million times; the screen must not wait 5 ms each time.
    """
    sys.setswitchinterval(SWITCHING)
    gc.disable()
    try:
        from termnews.tui.app import TermnewsApp
    finally:
        gc.freeze()
        gc.enable()
    return TermnewsApp


def _need_terminal() -> None:
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        what = "the reader needs a terminal"
    elif os.environ.get("TERM") == "dumb":
        what = "the reader needs a terminal that can move its cursor, and TERM says that this one is dumb"
    else:
        return
    raise UsageError(what, hint="In a script, use `termnews list`, `show`, `refresh` or `inspect`.")


def _opened(session: Session, targets: list[str]) -> OpenedAside:
    """Read the targets; one that lets us wait is told, so that nobody wonders at an empty terminal."""
    opening = session.open_aside(targets)
    try:
        return opening.result(PATIENCE)
    except TimeoutError:
        output.note(f"termnews: reading {', '.join(shown(target) for target in targets)} … (ctrl+c to leave)")
        return opening.result()
