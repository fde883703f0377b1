"""What the person did, as rows that a later process can take back: the list of steps, not what they mean."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from termnews.model.step import Step

KEPT = 100
"""How many steps can be taken back."""

Payload = Mapping[str, Any]
"""JSON: what a step touched, with what was there before and after.

Numbers of entries stand in lists under `ids`; what stands in lists under `feeds` names its feed by `id`.
"""


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """A step with what is needed to take it back or do it again."""

    id: int
    label: str
    kind: str
    payload: Payload


def record(connection: sqlite3.Connection, now: int, label: str, kind: str, payload: Payload) -> None:
    """Add a step; what had been undone can no longer be done again, and the oldest steps are forgotten."""
    connection.execute("DELETE FROM step WHERE undone = 1")
    packed = zlib.compress(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode(), 3)
    connection.execute("INSERT INTO step (at, label, kind, payload) VALUES (?, ?, ?, ?)", (now, label, kind, packed))
    connection.execute("DELETE FROM step WHERE id <= (SELECT id FROM step ORDER BY id DESC LIMIT 1 OFFSET ?)", (KEPT,))


def next_to_undo(connection: sqlite3.Connection) -> RecordedStep | None:
    """The last step that holds."""
    return _recorded(connection.execute(f"{_RECORDED} WHERE undone = 0 ORDER BY id DESC LIMIT 1").fetchone())


def next_to_redo(connection: sqlite3.Connection) -> RecordedStep | None:
    """The first step that was undone."""
    return _recorded(connection.execute(f"{_RECORDED} WHERE undone = 1 ORDER BY id LIMIT 1").fetchone())


def set_undone(connection: sqlite3.Connection, step: int, undone: bool) -> None:
    """Note that a step was taken back, or done again."""
    connection.execute("UPDATE step SET undone = ? WHERE id = ?", (int(undone), step))


def is_kept(connection: sqlite3.Connection, step: int) -> bool:
    """Whether a step can still be named: it was not forgotten, nor can it no longer be done again."""
    return connection.execute("SELECT 1 FROM step WHERE id = ?", (step,)).fetchone() is not None


def named(connection: sqlite3.Connection) -> tuple[set[int], set[int]]:
    """The entries and the feeds that steps touched, and whose rows must stay for these to be taken back."""
    entries: set[int] = set()
    feeds: set[int] = set()
    for (packed,) in connection.execute("SELECT payload FROM step"):
        _gather(json.loads(zlib.decompress(packed)), entries, feeds)
    return entries, feeds


def _gather(value: Any, entries: set[int], feeds: set[int]) -> None:
    if isinstance(value, dict):
        entries.update(value.get("ids", ()))
        feeds.update(feed["id"] for feed in value.get("feeds", ()))
        for inner in value.values():
            _gather(inner, entries, feeds)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for inner in value:
            _gather(inner, entries, feeds)


def steps(connection: sqlite3.Connection) -> tuple[Step, ...]:
    """All steps, the newest first."""
    rows = connection.execute("SELECT id, at, label, undone FROM step ORDER BY id DESC")
    return tuple(Step(number, at, label, bool(undone)) for number, at, label, undone in rows)


def touched_since(connection: sqlite3.Connection, at: int) -> frozenset[int]:
    """Numbers of the entries that steps of this time and later changed, taken back or not."""
    entries: set[int] = set()
    for (packed,) in connection.execute("SELECT payload FROM step WHERE at >= ?", (at,)):
        _gather(json.loads(zlib.decompress(packed)), entries, set())
    return frozenset(entries)


_RECORDED = "SELECT id, label, kind, payload FROM step"


def _recorded(row: tuple[int, str, str, bytes] | None) -> RecordedStep | None:
    if row is None:
        return None
    number, label, kind, packed = row
    return RecordedStep(number, label, kind, json.loads(zlib.decompress(packed)))
