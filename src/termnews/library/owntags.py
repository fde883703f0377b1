"""The person's tags wherever they stand: renamed, merged, deleted, coloured, each as one step.

What names a tag follows it: smart folders, rules, tags that feeds give to new entries, what the reader lists. Articles
that carry a tag by themselves keep it; a query that asked for it then asks for both names.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from termnews.library import feeds, journal, rules, ruletable, smartfolders, tagging
from termnews.library.context import Context
from termnews.library.counts import choose
from termnews.library.journal import Payload
from termnews.library.marks import LISTED_AT_MOST
from termnews.library.storable import storable
from termnews.model.changes import NOTHING, ChangeSet, merge
from termnews.model.errors import QueryError, TagTakenError, UsageError
from termnews.model.ids import EntryId
from termnews.model.tagcolours import COLOURS
from termnews.model.tagkey import tag_key
from termnews.query import parse
from termnews.query.errors import nearest
from termnews.query.retag import retagged
from termnews.query.rules import with_other_tag
from termnews.query.smartfolders import with_retagged

KIND = "own tags"
NAMES = "tag names"
"""What `replay_names` does, as a part of another step."""
SCOPE = "scope"
"""The preference in which the reader keeps what it lists."""
SCOPE_QUERIES = ("query", "refine")
"""Which of its fields are queries."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the change of a tag went."""

    label: str
    """The tag as it is written then."""
    articles: int = 0
    folders: int = 0
    """Smart folders that ask for it."""
    feeds: int = 0
    """Feeds that give it to new entries."""
    rules: int = 0
    """Rules that ask for it or give it."""


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag as it is before a change."""

    number: int
    key: str
    label: str
    colour: str
    own: bool
    published: bool


def colours(connection: sqlite3.Connection) -> dict[str, str]:
    """The colours of all tags that have one, by key."""
    return dict(connection.execute("SELECT key, colour FROM tag WHERE colour <> ''").fetchall())


def coloured(connection: sqlite3.Connection) -> dict[str, str]:
    """The same by the tags as they are written."""
    return dict(connection.execute("SELECT label, colour FROM tag WHERE colour <> '' ORDER BY key").fetchall())


def missing_colours(connection: sqlite3.Connection, given: Mapping[str, str]) -> list[list[list[str]]]:
    """What `replay_names` needs to give tags colours that have none here; names that are not known are left out."""
    rows = []
    for label in tagging.labels(given):
        name = next(name for other, name in given.items() if tag_key(other) == tag_key(label))
        tag = _find(connection, tag_key(label)) or _Tag(0, tag_key(label), label, "", own=False, published=False)
        if name in COLOURS and not tag.colour:
            rows.append(_row(tag, tag.label, name))
    return rows


# Changes


def rename(context: Context, old: str, new: str) -> tuple[Reach, ChangeSet]:
    """Give an own tag another name, or another spelling. Raises `TagTakenError` where there is an own tag of it."""
    label, tag = _good_label(new), _own_tag(context, old)
    there = _find(context.connection, tag_key(label))
    if there is not None and there.key == tag.key:
        return _respell(context, tag, label)
    if there is not None and there.own:
        told = "there is a tag of that name already"
        raise TagTakenError(told, where=there.label, hint=f"Merge {tag.label} into it instead.")
    return _move(context, tag, label, f"Renamed tag {tag.label} to {label}")


def merge_into(context: Context, old: str, into: str) -> tuple[Reach, ChangeSet]:
    """Give the articles of one own tag another that there is in its place."""
    tag, there = _own_tag(context, old), _find(context.connection, tag_key(into))
    if there is None or not (there.own or there.published):
        raise _unknown(context, into)
    if there.key == tag.key:
        raise UsageError("is one tag already", where=f"{old}, {into}")
    return _move(context, tag, there.label, f"Merged tag {tag.label} into {there.label}")


def delete(context: Context, label: str) -> tuple[Reach, ChangeSet]:
    """Take an own tag from all articles and feeds, and its colour with it; queries that ask for it stay as they are."""
    tag = _own_tag(context, label)
    payload: dict[str, Any] = {"names": {"rows": [_row(tag, tag.label, "")]}}
    payload |= _entries(context, tag, None) | _feeds(context, tag, None) | _rules(context, tag, (), None)
    before = smartfolders.read(context.connection)
    asking = sum(new is not old for new, old in zip(with_retagged(tag.key, ("?",))(before), before, strict=True))
    return _carry_out(context, payload, f"Deleted tag {tag.label}", tag.label, folders=asking)


def colour(context: Context, label: str, name: str) -> tuple[Reach, ChangeSet]:
    """Give a tag, own or not, a colour by its name; an empty name takes it away."""
    if name and name not in COLOURS:
        near = nearest(name, COLOURS)
        hint = f"Did you mean {near}?" if near else f"There are {', '.join(COLOURS)}."
        raise UsageError("is no colour of tags", where=name, hint=hint)
    tag = _find(context.connection, tag_key(label))
    if tag is None or not (tag.own or tag.published):
        raise _unknown(context, label)
    if tag.colour == name:
        return Reach(tag.label), NOTHING
    told = f"Coloured tag {tag.label} {name}" if name else f"Took the colour of tag {tag.label}"
    return _carry_out(context, {"names": {"rows": [_row(tag, tag.label, name)]}}, told, tag.label)


def _respell(context: Context, tag: _Tag, label: str) -> tuple[Reach, ChangeSet]:
    if label == tag.label:
        return Reach(label), NOTHING
    payload: dict[str, Any] = {"names": {"rows": [_row(tag, label, tag.colour)]}}
    payload |= _feeds(context, tag, label) | _rules(context, tag, (tag.key,), label)
    return _carry_out(context, payload, f"Renamed tag {tag.label} to {label}", label)


def _move(context: Context, tag: _Tag, label: str, told: str) -> tuple[Reach, ChangeSet]:
    """Put another tag in the place of one."""
    key = tag_key(label)
    there = _find(context.connection, key) or _Tag(0, key, label, "", own=False, published=False)
    rows = [_row(there, label, there.colour or tag.colour), _row(tag, tag.label, "")]
    asked = (key, tag.key) if tag.published else (key,)
    payload: dict[str, Any] = (
        {"names": {"rows": rows}} if there.own else {"names": {"rows": rows}, "names of one": [tag.label, label]}
    )
    payload |= _entries(context, tag, label) | _feeds(context, tag, label) | _scope(context, tag.key, asked)
    payload |= _rules(context, tag, asked, label)
    before = smartfolders.read(context.connection)
    after = with_retagged(tag.key, asked)(before)
    if after != before:
        payload["folders"] = smartfolders.between(before, after)
    changed = sum(new is not old for new, old in zip(after, before, strict=True))
    return _carry_out(context, payload, told, label, folders=changed)


def _carry_out(
    context: Context, payload: Payload, told: str, label: str, *, folders: int = 0
) -> tuple[Reach, ChangeSet]:
    taken = [part for part in payload.get("entries", {"parts": ()})["parts"] if part["stamps"] is not None]
    reach = Reach(
        label,
        sum(len(part["ids"]) for part in taken),
        folders,
        len(payload.get("feed tags", {"feeds": ()})["feeds"]),
        rules.changed(payload["rules"]) if "rules" in payload else 0,
    )
    journal.record(context.connection, context.now, told, KIND, payload)
    return reach, replay(context.connection, payload, forward=True)


# What a step is made of


def _row(tag: _Tag, label: str, name: str) -> list[list[str]]:
    """Spelling and colour of a tag, before and after."""
    return [[tag.key], [tag.label, tag.colour], [label, name]]


def _entries(context: Context, tag: _Tag, label: str | None) -> dict[str, Payload]:
    """Own tags of entries: one taken, another given to those that lack it, as of the same time."""
    sql = "SELECT id, added_at FROM state_tag WHERE tag_id = ? ORDER BY id"
    given = dict(context.connection.execute(sql, (tag.number,)).fetchall())
    if not given:
        return {}
    parts: list[dict[str, Any]] = [{"tag": tag.label, "ids": list(given), "stamps": list(given.values())}]
    if label is not None:
        choose(context.connection, given)
        lacking = [number for (number,) in context.connection.execute(tagging.UNTAGGED, (tag_key(label),))]
        times = [given[number] for number in lacking]
        parts.append({"tag": label, "ids": lacking, "stamps": None, "given": times})
    return {"entries": {"at": context.now, "parts": [part for part in parts if part["ids"]]}}


def _feeds(context: Context, tag: _Tag, label: str | None) -> dict[str, Payload]:
    changes = feeds.retaggings(context.connection, tag.key, label)
    return {"feed tags": {"feeds": changes}} if changes else {}


def _rules(context: Context, tag: _Tag, asked: Sequence[str], label: str | None) -> dict[str, Payload]:
    before = ruletable.read(context.connection)
    after = with_other_tag(before, tag.key, asked, label)
    return {"rules": rules.between(before, after)} if after != before else {}


def _scope(context: Context, key: str, asked: Sequence[str]) -> dict[str, Payload]:
    before = _preference(context.connection, SCOPE)
    if not isinstance(before, dict):
        return {}
    after = {name: _retagged(text, key, asked) if name in SCOPE_QUERIES else text for name, text in before.items()}
    return {"scope": {"before": before, "after": after}} if after != before else {}


def _retagged(text: object, key: str, asked: Sequence[str]) -> object:
    """A query as text that asks for other tags; what cannot be read stays as it is."""
    try:
        query = parse(text) if isinstance(text, str) else None
    except QueryError:
        return text
    wanted = query and retagged(query, key, asked)
    return text if wanted is query else str(wanted)


# Doing a step, and taking it back


def replay(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Do a step of this kind, or take it back."""
    sections = {
        "names": replay_names,
        "entries": tagging.replay,
        "feed tags": feeds.replay,
        "folders": smartfolders.replay,
        "rules": rules.replay,
        "scope": _replay_scope,
    }
    changes = ChangeSet(tags=True)
    for name in sections if forward else reversed(sections):
        if name in payload:
            changes = merge(changes, sections[name](connection, payload[name], forward=forward))
    if "names of one" in payload:
        old, new = payload["names of one"]
        changes = merge(changes, _follow(connection, *((old, new) if forward else (new, old))))
    return changes


def _follow(connection: sqlite3.Connection, here: str, there: str) -> ChangeSet:
    """Let those follow that came since and got the tag from their feed, under the name that it had then."""
    sql = "SELECT s.id, s.added_at FROM state_tag AS s WHERE s.tag_id = (SELECT id FROM tag WHERE key = ?)"
    given = dict(connection.execute(sql, (tag_key(here),)).fetchall())
    if not given:
        return NOTHING
    ids, times = list(given), list(given.values())
    taken = {"tag": here, "ids": ids, "stamps": times}
    parts = [taken, {"tag": there, "ids": ids, "stamps": None, "given": times}]
    return tagging.replay(connection, {"at": 0, "parts": parts}, forward=True)


def replay_names(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Spell and colour tags as they were after, or before."""
    spelled: list[int] = []
    for (key,), before, after in payload["rows"]:
        label, name = after if forward else before
        connection.execute(
            "INSERT INTO tag (key, label, colour) VALUES (?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET label = excluded.label, colour = excluded.colour",
            (key, label, name),
        )
        if before[0] != after[0] and len(spelled) <= LISTED_AT_MOST:
            sql = "SELECT id FROM state_tag WHERE tag_id = (SELECT id FROM tag WHERE key = ?)"
            spelled += [number for (number,) in connection.execute(sql, (key,))]
    if len(spelled) > LISTED_AT_MOST:
        return ChangeSet(tags=True, everything=True)
    return ChangeSet(tags=True, updated=frozenset(map(EntryId, spelled)))


def _replay_scope(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Let the reader list what it listed, unless it has gone on to something else since."""
    here, there = (payload["before"], payload["after"]) if forward else (payload["after"], payload["before"])
    if _preference(connection, SCOPE) == here:
        connection.execute("UPDATE preference SET value = ? WHERE name = ?", (json.dumps(there), SCOPE))
    return NOTHING


# Looking


def _preference(connection: sqlite3.Connection, name: str) -> object:
    row = connection.execute("SELECT value FROM preference WHERE name = ?", (name,)).fetchone()
    value: object = json.loads(row[0]) if row else None
    return value


_FOUND = """
    SELECT g.id, g.key, g.label, g.colour,
        EXISTS (SELECT 1 FROM state_tag AS s WHERE s.tag_id = g.id),
        EXISTS (SELECT 1 FROM entry_tag AS t WHERE t.tag_id = g.id AND t.kind & 1)
    FROM tag AS g WHERE g.key = ?
"""


def _find(connection: sqlite3.Connection, key: str) -> _Tag | None:
    """A tag with whether it is the person's, or also articles' own; one that only feeds give is the person's too."""
    row = connection.execute(_FOUND, (storable(key),)).fetchone()
    given = [change["before"]["tags"] for change in feeds.retaggings(connection, key, None)]
    if row is not None:
        number, key, label, name, own, published = row
        return _Tag(number, key, label, name, own=bool(own or given), published=bool(published))
    labels = [label for tags in given for label in tags if tag_key(label) == key]
    return _Tag(0, key, labels[0], "", own=True, published=False) if labels else None


def _own_tag(context: Context, label: str) -> _Tag:
    """The own tag of this name, however it is written; raises `UsageError`."""
    tag = _find(context.connection, tag_key(label))
    if tag is not None and tag.own:
        return tag
    if tag is not None and tag.published:
        raise UsageError("is a tag of the articles, none of yours", where=tag.label, hint="It can only have a colour.")
    raise _unknown(context, label)


def _unknown(context: Context, label: str) -> UsageError:
    sql = "SELECT label FROM tag WHERE total > 0 OR EXISTS (SELECT 1 FROM state_tag AS s WHERE s.tag_id = tag.id)"
    near = nearest(label, (name for (name,) in context.connection.execute(sql)))
    return UsageError("there is no such tag", where=label, hint=f"Did you mean {near}?" if near else "")


def _good_label(written: str) -> str:
    labels = tagging.labels([written])
    if not labels:
        raise UsageError(
            "is no name for a tag", where=written.strip() or "(nothing)", hint="It needs a letter or a digit."
        )
    return labels[0]
