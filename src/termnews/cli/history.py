"""`termnews undo`, `redo` and `history`: what was done, taken back and done again from the shell."""

from __future__ import annotations

import argparse

from termnews.cli import output
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.model.times import stamp
from termnews.services.session import Session


def show_history(arguments: argparse.Namespace) -> Status:
    """Print the steps, newest first; those taken back are marked."""
    with Session(configuration(arguments)) as session:
        steps = session.history.steps().result()
    if arguments.json:
        output.say_json_array(
            {"id": step.id, "at": stamp(step.at), "what": step.label, "undone": step.undone} for step in steps
        )
    else:
        for step in steps:
            output.say(f"{output.local(step.at)}  {'undone  ' if step.undone else ''}{step.label}")
    return Status.DONE if steps else output.nothing("nothing was done yet that can be undone")


def undo(arguments: argparse.Namespace) -> Status:
    """Take back the last steps."""
    with Session(configuration(arguments)) as session:
        done = session.history.undo(arguments.count).result()
    return _tell("undone", done, "There is nothing to undo.")


def redo(arguments: argparse.Namespace) -> Status:
    """Do again what was taken back."""
    with Session(configuration(arguments)) as session:
        done = session.history.redo(arguments.count).result()
    return _tell("done again", done, "There is nothing to do again.")


def _tell(what: str, done: tuple[str, ...], nothing: str) -> Status:
    for label in done:
        output.say(f"{what}: {label}")
    if not done:
        output.note(f"termnews: {nothing}")
    return Status.DONE if done else Status.NOTHING
