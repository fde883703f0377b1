"""The rows of rules: read as values, written as a whole; what a rule did hangs on its number, which it keeps."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from termnews.library.storable import storable
from termnews.query.rules import Actions, Rule, Rules

Row = list[Any]
"""Number, name, query, actions, enabled, until: what the person decided, and an undo brings back."""

_READ = """
    SELECT id, name, query, actions, enabled, until, hits, last_hit, overran FROM rule
    WHERE place IS NOT NULL ORDER BY place
"""
_WRITE = """
    INSERT INTO rule (place, id, name, query, actions, enabled, until) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET (place, name, query, actions, enabled, until) =
        (excluded.place, excluded.name, excluded.query, excluded.actions, excluded.enabled, excluded.until)
"""


def read(connection: sqlite3.Connection) -> Rules:
    """All of them, in order."""
    return tuple(
        Rule(name, query, actions_from(actions), bool(enabled), until, number, hits, last_hit, overran)
        for number, name, query, actions, enabled, until, hits, last_hit, overran in connection.execute(_READ)
    )


@lru_cache(maxsize=256)
def actions_from(stored: str) -> Actions:
    """Read actions; what a newer program may have added to them is left out."""
    known = json.loads(stored)
    wanted = {name: bool(known.get(name)) for name in ("star", "read", "hide", "notify")}
    return Actions(tuple(map(str, known.get("tags", ()))), **wanted)


def rows_of(rules: Rules) -> list[Row]:
    """What is stored of rules that have numbers."""
    return [
        [rule.id, storable(rule.name), storable(rule.text), _written(rule.actions), rule.enabled, rule.until]
        for rule in rules
    ]


def numbered(connection: sqlite3.Connection, rows: Sequence[Row]) -> list[Row]:
    """The rows with numbers for those that have none yet; no number is ever used again."""
    found = connection.execute(
        "SELECT max(coalesce((SELECT max(id) FROM rule), 0),"
        " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'rule'), 0))"
    ).fetchone()
    last = int(found[0])
    given: list[Row] = []
    for number, *rest in rows:
        last += not number
        given.append([number or last, *rest])
    return given


def write(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Make these the rules, in this order."""
    connection.execute("UPDATE rule SET place = NULL")
    connection.executemany(_WRITE, ((place, *row) for place, row in enumerate(rows)))


def write_queries(connection: sqlite3.Connection, texts: Mapping[int, str]) -> None:
    """Give rules other queries, by their numbers."""
    connection.executemany("UPDATE rule SET query = ? WHERE id = ?", ((text, rule) for rule, text in texts.items()))


def _written(actions: Actions) -> str:
    told = {name: value for name, value in asdict(actions).items() if value}
    if actions.tags:
        told["tags"] = [storable(tag) for tag in actions.tags]
    return json.dumps(told, ensure_ascii=False)
