"""Where rules are kept: each change of them is one step for undo, which leaves their hits as they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from termnews.library import journal, ruletable, smartfolders
from termnews.library.context import Context
from termnews.library.journal import Payload
from termnews.model.changes import NOTHING, ChangeSet
from termnews.query import expand
from termnews.query.rules import MOST, Change, Rule, Rules
from termnews.query.saved import name_key
from termnews.query.smartfolders import by_name

KIND = "rules"


def change(context: Context, wanted: Change, label: str) -> tuple[Rules, ChangeSet]:
    """Change rules as one step; give all of them as they are then. Raises `QueryError` for what cannot be."""
    connection = context.connection
    before = ruletable.read(connection)
    after = wanted(before)
    if after == before:
        return before, NOTHING
    _check(context, before, after)
    payload = {"before": ruletable.rows_of(before), "after": ruletable.numbered(connection, ruletable.rows_of(after))}
    journal.record(connection, context.now, label, KIND, payload)
    changes = replay(connection, payload, forward=True)
    return ruletable.read(connection), changes


def between(before: Rules, after: Rules) -> Payload:
    """What `replay` needs to get from some rules to others and back; all of them have numbers."""
    return {"before": ruletable.rows_of(before), "after": ruletable.rows_of(after)}


def additions(connection: sqlite3.Connection, given: Sequence[Rule]) -> tuple[int, Payload | None]:
    """What a step of this kind needs to put rules behind those that are there, and how many they are.

    Of a name that is there already, the rule that is there stays; what cannot be read comes all the same, as broken.
    """
    here = ruletable.read(connection)
    taken = {name_key(rule.name) for rule in here}
    new = {key: rule for rule in given if (key := name_key(rule.name)) not in taken}
    after = (*here, *(replace(rule, id=0) for rule in new.values()))[: max(MOST, len(here))]
    if len(after) == len(here):
        return 0, None
    rows = ruletable.numbered(connection, ruletable.rows_of(after))
    return len(after) - len(here), {"before": ruletable.rows_of(here), "after": rows}


def changed(payload: Payload) -> int:
    """How many rules a step of this kind changes that are there before and after."""
    before = {row[0]: row for row in payload["before"]}
    return sum(row[0] in before and row != before[row[0]] for row in payload["after"])


def replay(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Do a step of this kind, or take it back."""
    ruletable.write(connection, payload["after" if forward else "before"])
    return ChangeSet(rules=True)


def _check(context: Context, before: Rules, after: Rules) -> None:
    """Refuse queries that refer to nothing; those that were there before may stay, broken as they are."""
    there = {rule.text for rule in before}
    known = by_name(smartfolders.read(context.connection))
    for rule in after:
        if rule.text not in there:
            expand(rule.query, known)
