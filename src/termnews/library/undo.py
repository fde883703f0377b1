"""Taking steps back and doing them again, whatever their kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Protocol

from termnews.library import (
    feeds,
    joining,
    journal,
    marks,
    ownstate,
    owntags,
    removal,
    rulerun,
    rules,
    smartfolders,
    snoozing,
    tagging,
)
from termnews.library.context import Context
from termnews.library.journal import Payload, RecordedStep
from termnews.model.changes import NOTHING, ChangeSet, merge
from termnews.model.errors import LibraryError


class Replay(Protocol):
    """Does the steps of one kind, forward or back."""

    def __call__(self, connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
        """Change the library as the payload says."""
        ...


REPLAYS: Mapping[str, Replay] = {
    marks.KIND: marks.replay,
    tagging.KIND: tagging.replay,
    owntags.KIND: owntags.replay,
    feeds.KIND: feeds.replay,
    smartfolders.KIND: smartfolders.replay,
    snoozing.KIND: snoozing.replay,
    joining.KIND: joining.replay,
    ownstate.KIND: ownstate.replay,
    rules.KIND: rules.replay,
    rulerun.KIND: rulerun.replay,
    ownstate.SEVERAL: ownstate.replay_several,
}
"""One for each kind of step that is recorded."""


Done = tuple[str, ...]
"""Labels of steps in the order in which they were taken back or done again; empty when there was none."""


def undo(context: Context, *, most: int = 1, down_to: int | None = None) -> tuple[Done, ChangeSet]:
    """Take back the last steps: so many, or with `down_to` all of them down to that one and it too.

    Raise `LibraryError` when that step is no longer kept; then nothing is taken back.
    """
    _must_be_kept(context.connection, down_to)
    done: list[str] = []
    changes = NOTHING
    while (step := journal.next_to_undo(context.connection)) is not None:
        if step.id < down_to if down_to is not None else len(done) >= most:
            break
        changes = merge(changes, _play(context, step, forward=False))
        done.append(step.label)
    return tuple(done), changes


def redo(context: Context, *, most: int = 1, up_to: int | None = None) -> tuple[Done, ChangeSet]:
    """Do again what was undone last: so many steps, or with `up_to` all of them up to that one and it too.

    Raise `LibraryError` when that step is no longer kept; then nothing is done again.
    """
    _must_be_kept(context.connection, up_to)
    done: list[str] = []
    changes = NOTHING
    while (step := journal.next_to_redo(context.connection)) is not None:
        if step.id > up_to if up_to is not None else len(done) >= most:
            break
        changes = merge(changes, _play(context, step, forward=True))
        done.append(step.label)
    return tuple(done), changes


def _must_be_kept(connection: sqlite3.Connection, step: int | None) -> None:
    if step is not None and not journal.is_kept(connection, step):
        raise LibraryError("that step is no longer in the history", hint="Something newer was done meanwhile.")


def _play(context: Context, step: RecordedStep, *, forward: bool) -> ChangeSet:
    if step.kind not in REPLAYS:
        raise LibraryError(f"does not know how to take back or repeat “{step.label}”", hint="A newer termnews does.")
    journal.set_undone(context.connection, step.id, not forward)
    changes = REPLAYS[step.kind](context.connection, step.payload, forward=forward)
    removal.touch_aside(context.connection, changes.feeds, context.now)
    return changes
