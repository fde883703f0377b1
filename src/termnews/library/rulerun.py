"""Rules over what is stored already: what one would touch, letting them run, and taking back what they did.

Each is one step; what happened on arrival is kept apart, refresh by refresh, and becomes a step when it is taken back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from termnews.library import arrivals, journal, marks, ownstate, ruletable, smartfolders, tagging
from termnews.library.bulk import count, spared
from termnews.library.context import Context
from termnews.library.counts import choose, choose_found
from termnews.library.journal import Payload
from termnews.library.regexes import Functions
from termnews.library.search import select
from termnews.model.changes import NOTHING, ChangeSet, merge
from termnews.model.entry import EntryFlags
from termnews.model.tagkey import tag_key
from termnews.query import Query
from termnews.query.rules import Actions, Deed, Rule, Standing, find, standing
from termnews.query.smartfolders import by_name

KIND = "rules acted"

_Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a rule would do to the stored articles."""

    matching: int
    changed: int
    """How many of them are not so already."""


def rehearse(context: Context, functions: Functions, query: Query, actions: Actions) -> Rehearsal:
    """Count what a rule would touch. Raises `QueryError`."""
    matching = count(context, functions, query)
    asked: list[str] = ["s.flags & ? <> iif(s.flags & ?, ?, ?)"]
    params: list[object] = [
        int(flags) for flags in (actions.flags, EntryFlags.KEPT, actions.flags & ~EntryFlags.READ, actions.flags)
    ]
    for label in tagging.labels(actions.tags):
        asked.append(
            "NOT EXISTS (SELECT 1 FROM state_tag AS g JOIN tag AS t ON t.id = g.tag_id WHERE g.id = m.id AND t.key = ?)"
        )
        params.append(tag_key(label))
    found = select(context, query, ordered=False)
    sql = (
        f"SELECT count(*) FROM ({found.text}) AS m CROSS JOIN entry_state AS s ON s.id = m.id"  # noqa: S608
        f" WHERE {' OR '.join(asked)}"
    )
    with functions.watched():
        changed = context.connection.execute(sql, (*found.params, *params)).fetchone()[0]
    return Rehearsal(matching, int(changed))


def run(context: Context, functions: Functions, names: Sequence[str] = ()) -> tuple[int, ChangeSet]:
    """Let rules run over everything that is stored, in their order, as one step; give how many entries they changed.

    Without names all that act; a named one runs also while it rests or after its end. Raises `QueryError`.
    """
    connection = context.connection
    changed: set[int] = set()
    parts: list[_Part] = []
    hits: list[list[int | None]] = []
    changes = NOTHING
    number = arrivals.new_run(connection, "asked", context.now)
    for rule in _chosen(context, names):
        found = list(_differences(context, functions, rule))
        if not found:
            continue
        rows = _hits_of(rule, found)
        arrivals.keep_hits(connection, number, rows)
        changed.update(row[0] for row in rows)
        hits.append([rule.id, len(rows), rule.last_hit])
        for part in found:
            changes = merge(changes, _REPLAYS[part["kind"]](connection, part["payload"], forward=True))
        parts += found
    if not parts:
        connection.execute("DELETE FROM rule_run WHERE id = ?", (number,))
        return 0, NOTHING
    payload = {"parts": parts, "run": number, "back": False, "hits": hits, "at": context.now}
    journal.record(connection, context.now, _label(names, len(changed)), KIND, payload)
    _count_hits(connection, payload, forward=True)
    return len(changed), merge(changes, ChangeSet(rules=True))


def take_back(context: Context) -> tuple[int, ChangeSet]:
    """Take back what rules did to what arrived last, as one step; give how many entries change.

    Called again, what they did at the refresh before. Marks and tags that the person has taken since are left alone.
    """
    connection = context.connection
    for run in connection.execute(_ARRIVED).fetchall():
        hits = connection.execute(_HITS_OF_RUN, run).fetchall()
        parts = list(_reversals(connection, hits, context.now))
        if not parts:  # the person has taken all of it back already
            continue
        payload = {"parts": parts, "run": run[0], "back": True}
        arrivals.begin(connection)
        touched = len({number for part in parts for number in _ids_of(part)})
        journal.record(connection, context.now, f"Took back what rules did to {touched:,}", KIND, payload)
        return touched, replay(connection, payload, forward=True)
    return 0, NOTHING


def deeds(connection: sqlite3.Connection, number: int) -> tuple[Deed, ...]:
    """What rules did to an entry that is still so, oldest first."""
    return tuple(
        Deed(name, bool(gone), at, EntryFlags(flags), tuple(tags.split("\n")) if tags else ())
        for name, gone, at, flags, tags in connection.execute(_DEEDS, (number,))
        if flags or tags
    )


def replay(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Do a step of this kind, or take it back."""
    changes = ChangeSet(rules=True)
    for part in payload["parts"] if forward else reversed(payload["parts"]):
        changes = merge(changes, _REPLAYS[part["kind"]](connection, part["payload"], forward=forward))
    taken_back = bool(payload["back"]) is forward
    connection.execute("UPDATE rule_run SET taken_back = ? WHERE id = ?", (taken_back, payload["run"]))
    _count_hits(connection, payload, forward=forward)
    return changes


def _count_hits(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> None:
    """Count what a run did; taken back, it never was."""
    for rule, number, before in payload.get("hits", ()):
        connection.execute(
            "UPDATE rule SET hits = max(0, hits + ?), last_hit = ? WHERE id = ?",
            (number if forward else -number, payload["at"] if forward else before, rule),
        )


_REPLAYS = {marks.KIND: marks.replay, tagging.KIND: tagging.replay, ownstate.KIND: ownstate.replay}
_ARRIVED = "SELECT id FROM rule_run WHERE kind <> 'asked' AND taken_back = 0 ORDER BY id DESC LIMIT 100"
_HITS_OF_RUN = """
    SELECT h.id, h.flags, h.tags FROM rule AS r CROSS JOIN rule_hit AS h ON h.rule_id = r.id WHERE h.run = ?
"""
_DEEDS = """
    SELECT r.name, r.place IS NULL, u.at, h.flags & s.flags, h.tags
    FROM rule_hit AS h CROSS JOIN rule AS r ON r.id = h.rule_id CROSS JOIN rule_run AS u ON u.id = h.run
    CROSS JOIN entry_state AS s ON s.id = h.id
    WHERE h.id = ? AND u.taken_back = 0 ORDER BY h.run, r.place
"""
_STATE = f"SELECT {', '.join(ownstate.COLUMNS)} FROM entry_state WHERE id = ?"  # noqa: S608


def _chosen(context: Context, names: Sequence[str]) -> list[Rule]:
    """The rules that are to run, in their order."""
    rules = ruletable.read(context.connection)
    saved = by_name(smartfolders.read(context.connection))
    if not names:
        return [rule for rule in rules if standing(rule, context.now, saved)[0] is Standing.ON]
    wanted = {find(rules, name) for name in names}
    return [rule for rule in rules if rule in wanted]


def _differences(context: Context, functions: Functions, rule: Rule) -> Iterator[_Part]:
    """What a rule changes in what is stored now; all of it is found before any of it is changed."""
    # Feeds are read anew for each rule: the one before it may have hidden what was counted.
    asked = Context(context.connection, context.now, context.zone, context.aside)
    with functions.watched():
        choose_found(context.connection, select(asked, rule.query, ordered=False, each_copy=True))
    for flag in EntryFlags:
        if flag not in rule.actions.flags:
            continue
        if found := marks.difference(
            context.connection, flag, True, context.now, spare=spared(flag, True), copies=False
        ):
            yield {"kind": marks.KIND, "payload": found}
    if found := tagging.difference(context.connection, rule.actions.tags, (), context.now):
        yield {"kind": tagging.KIND, "payload": found}


def _hits_of(rule: Rule, parts: Sequence[_Part]) -> list[tuple[int, int, int, str]]:
    """The rows of `rule_hit` that parts make."""
    flags: dict[int, int] = {}
    tags: dict[int, list[str]] = {}
    for part in parts:
        if part["kind"] == marks.KIND:
            for number in part["payload"]["ids"]:
                flags[number] = flags.get(number, 0) | part["payload"]["flag"]
        else:
            for given in part["payload"]["parts"]:
                for number in given["ids"]:
                    tags.setdefault(number, []).append(given["tag"])
    return [
        (number, rule.id, flags.get(number, 0), "\n".join(tags.get(number, ())))
        for number in sorted(flags.keys() | tags.keys())
    ]


def _reversals(connection: sqlite3.Connection, hits: Sequence[tuple[int, int, str]], now: int) -> Iterator[_Part]:
    """What takes hits back."""
    flags: dict[int, int] = {}
    tags: dict[str, list[int]] = {}
    for number, set_flags, given in hits:
        flags[number] = flags.get(number, 0) | set_flags
        for label in given.split("\n") if given else ():
            tags.setdefault(label, []).append(number)
    before = {number: connection.execute(_STATE, (number,)).fetchone() for number in sorted(flags)}
    after = {number: _without(row, flags[number]) for number, row in before.items()}
    ids = [number for number in before if before[number] != after[number]]
    if ids:
        rows = {"before": [before[number] for number in ids], "after": [after[number] for number in ids]}
        yield {"kind": ownstate.KIND, "payload": {"ids": ids, **rows}}
    for label, numbers in tags.items():
        choose(connection, numbers)
        if found := tagging.difference(connection, (), (label,), now):
            yield {"kind": tagging.KIND, "payload": found}


def _without(row: tuple[Any, ...], flags: int) -> tuple[Any, ...]:
    """The state of an entry without some marks."""
    now, read_at, starred_at, *rest = row
    gone = EntryFlags(flags)
    return (
        now & ~flags,
        None if EntryFlags.READ in gone else read_at,
        None if EntryFlags.STARRED in gone else starred_at,
        *rest,
    )


def _ids_of(part: _Part) -> Iterator[int]:
    payload = part["payload"]
    yield from payload["ids"] if "ids" in payload else (number for one in payload["parts"] for number in one["ids"])


def _label(names: Sequence[str], count: int) -> str:
    who = f"rule {' '.join(names[0].split())}" if len(names) == 1 else "rules"
    return f"Ran {who} over {count:,}"
