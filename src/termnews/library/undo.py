"""Taking steps back and doing them again, whatever their kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Protocol

from termnews.library import feeds, journal, marks, ownstate, smartfolders, tagging
from termnews.library.journal import Payload, RecordedStep
from termnews.model.changes import NOTHING, ChangeSet


class Replay(Protocol):
    """Does the steps of one kind, forward or back."""

    def __call__(self, connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
        """Change the library as the payload says."""
        ...


REPLAYS: Mapping[str, Replay] = {
    marks.KIND: marks.replay,
    tagging.KIND: tagging.replay,
    feeds.KIND: feeds.replay,
    smartfolders.KIND: smartfolders.replay,
    ownstate.KIND: ownstate.replay,
    ownstate.SEVERAL: ownstate.replay_several,
}
"""One for each kind of step that is recorded."""


def undo(connection: sqlite3.Connection) -> tuple[str | None, ChangeSet]:
    """Take the last step back; give its label, or None when there is none."""
    return _play(connection, journal.next_to_undo(connection), forward=False)


def redo(connection: sqlite3.Connection) -> tuple[str | None, ChangeSet]:
    """Do the step again that was undone last; give its label, or None when there is none."""
    return _play(connection, journal.next_to_redo(connection), forward=True)


def _play(connection: sqlite3.Connection, step: RecordedStep | None, *, forward: bool) -> tuple[str | None, ChangeSet]:
    if step is None or step.kind not in REPLAYS:
        return None, NOTHING
    journal.set_undone(connection, step.id, not forward)
    return step.label, REPLAYS[step.kind](connection, step.payload, forward=forward)
