"""Where smart folders are kept: read and written as a whole, for they are few; each change is one step for undo."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from termnews.library import journal, ruletable
from termnews.library.context import Context
from termnews.library.journal import Payload
from termnews.library.storable import storable
from termnews.model.changes import NOTHING, ChangeSet
from termnews.query import Query, expand
from termnews.query.rules import following
from termnews.query.saved import names_saved
from termnews.query.smartfolders import Change, Folders, SmartFolder, by_name, joined, replacements

KIND = "smart folders"


def read(connection: sqlite3.Connection) -> Folders:
    """All of them, in order."""
    rows = connection.execute("SELECT name, query, hotkey FROM smart_folder ORDER BY place")
    return tuple(SmartFolder(*row) for row in rows)


def change(context: Context, wanted: Change, label: str) -> tuple[Folders, ChangeSet]:
    """Change them as one step; give all of them as they are then. Raises `QueryError` for what cannot be."""
    before = read(context.connection)
    after = wanted(before)
    if after == before:
        return before, NOTHING
    payload: dict[str, Any] = {**between(before, after)}
    rules = ruletable.read(context.connection)
    pairs = zip(rules, following(rules, replacements(before, after)), strict=True)
    if follow := [[old.id, old.text, storable(new.text)] for old, new in pairs if old.text != new.text]:
        payload["rules"] = follow
    journal.record(context.connection, context.now, label, KIND, payload)
    return after, replay(context.connection, payload, forward=True)


def additions(connection: sqlite3.Connection, given: Sequence[SmartFolder]) -> tuple[int, Payload | None]:
    """What a step of this kind needs to put folders behind those that are there, and how many they are."""
    before = read(connection)
    after = joined(given)(before)
    return len(after) - len(before), between(before, after) if len(after) > len(before) else None


def between(before: Folders, after: Folders) -> Payload:
    """What `replay` needs to get from some folders to others and back."""
    return {"before": _rows(before), "after": _rows(after)}


def replay(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Do a step of this kind, or take it back."""
    connection.execute("DELETE FROM smart_folder")
    rows = payload["after" if forward else "before"]
    connection.executemany(
        "INSERT INTO smart_folder (place, name, query, hotkey) VALUES (?, ?, ?, ?)",
        ((place, *row) for place, row in enumerate(rows)),
    )
    if follow := payload.get("rules", ()):
        texts = {number: after if forward else before for number, before, after in follow}
        ruletable.write_queries(connection, texts)
    return ChangeSet(folders=True, rules=bool(follow))


def in_place(context: Context, query: Query) -> Query:
    """Put smart folders in the place of their names. Raises `QueryError` for a name that nobody saved."""
    return expand(query, by_name(read(context.connection)) if names_saved(query) else {})


def _rows(folders: Folders) -> list[list[str]]:
    return [[storable(folder.name), storable(folder.text), storable(folder.key)] for folder in folders]
