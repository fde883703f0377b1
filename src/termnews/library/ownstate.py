"""The person's own state leaving a library and coming into one: merged, never replaced, as one step.

Marks may come before their articles do: they wait in `entry_state`, which gives an article its number when it comes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from termnews.library import feeds, journal, owntags, rules, sharing, smartfolders, snoozing, tagging
from termnews.library.context import as_list
from termnews.library.counts import choose, counted, mirror
from termnews.library.feeds import LOCAL_SCHEMES, NewFeed
from termnews.library.journal import Payload
from termnews.library.marks import FINISHED, changed_flags
from termnews.library.rows import FEED_COLUMNS, feed_from
from termnews.library.storable import hashed, sane_time, storable
from termnews.model.changes import ChangeSet, merge
from termnews.model.entry import OPPOSITE, EntryFlags
from termnews.model.feed import Feed, Shelf
from termnews.model.ids import EntryId
from termnews.model.ownstate import Merged, OwnEntry, OwnFeed, OwnState
from termnews.model.tagkey import tag_key
from termnews.query.ownqueries import NO_QUERIES, OwnQueries
from termnews.text.numbers import counted as counted_noun

KIND = "states"
COLUMNS = ("flags", "read_at", "starred_at", "position", "opened_at", "snoozed_until", "returned_at")
"""The columns of `entry_state` that a step of this kind keeps and brings back."""
SLICE = 5_000

_Row = tuple[Any, ...]
_OWN = f"""
    SELECT s.id, s.guid, {", ".join(f"s.{name}" for name in COLUMNS)} FROM entry_state AS s
    WHERE s.feed_id = ? AND (
        s.flags <> 0 OR s.position <> 0 OR s.opened_at IS NOT NULL OR s.returned_at IS NOT NULL
        OR EXISTS (SELECT 1 FROM state_tag AS g WHERE g.id = s.id)
    )
    ORDER BY s.id
"""  # noqa: S608


def own_feeds(connection: sqlite3.Connection) -> Iterator[OwnFeed]:
    """Everything that is the person's own, feed by feed: subscriptions, and others whose articles carry marks."""
    rows = connection.execute(f"SELECT {FEED_COLUMNS} FROM feed ORDER BY folder, url").fetchall()  # noqa: S608
    for feed in map(feed_from, rows):
        entries = tuple(_own_entries(connection, feed))
        subscribed = feed.shelf is Shelf.LIBRARY
        if subscribed or entries:
            named = (feed.url, feed.title, feed.user_title, feed.folder, feed.tags)
            yield OwnFeed(*named, subscribed, feed.added, feed.settings, entries)


def _own_entries(connection: sqlite3.Connection, feed: Feed) -> Iterator[OwnEntry]:
    tags: dict[int, list[tuple[str, int]]] = {}
    given = connection.execute(
        "SELECT g.id, t.label, g.added_at FROM entry_state AS s CROSS JOIN state_tag AS g ON g.id = s.id"
        " CROSS JOIN tag AS t ON t.id = g.tag_id WHERE s.feed_id = ? ORDER BY g.id, t.key",
        (feed.id,),
    )
    for number, label, at in given:
        tags.setdefault(number, []).append((label, at))
    for number, guid, flags, read_at, starred_at, position, *moments in connection.execute(_OWN, (feed.id,)):
        own = tuple(tags.get(number, ()))
        yield OwnEntry(guid, EntryFlags(flags), read_at, starred_at, position, own, *moments)


def merge_in(
    connection: sqlite3.Connection, state: OwnState, now: int, queries: OwnQueries = NO_QUERIES
) -> tuple[Merged, ChangeSet]:
    """Add what the person did elsewhere, as one step: nothing that is marked here loses its mark.

    Subscriptions that are missing are added, but for folders and files, which lie on another machine. Smart folders
    and rules come behind those that are here, unless there is one of the name.
    """
    given = _joined(state.feeds)
    parts: list[dict[str, Any]] = []
    subscribed = {url for (url,) in connection.execute("SELECT url FROM feed WHERE shelf = ?", (Shelf.LIBRARY,))}
    wanted = [own for own in given if own.subscribed and not own.url.startswith(LOCAL_SCHEMES)]
    new = [_new_feed(own) for own in wanted if own.url not in subscribed]
    added = feeds.additions(connection, new, now)
    numbers = [(own, _feed_number(connection, own, now)) for own in given]
    changed = [*added, *_settings(connection, numbers)]
    if changed:
        parts.append({"kind": feeds.KIND, "payload": {"feeds": changed}})
    states, tags = _differences(connection, numbers, now)
    if states["ids"]:
        parts.append({"kind": KIND, "payload": states})
    if tags:
        parts.append({"kind": tagging.KIND, "payload": {"at": now, "parts": tags}})
    if colours := owntags.missing_colours(connection, state.colours):
        parts.append({"kind": owntags.NAMES, "payload": {"rows": colours}})
    filed, filing = smartfolders.additions(connection, queries.folders)
    if filing is not None:
        parts.append({"kind": smartfolders.KIND, "payload": filing})
    ruled, ruling = rules.additions(connection, queries.rules)
    if ruling is not None:
        parts.append({"kind": rules.KIND, "payload": ruling})
    touched = {*states["ids"], *(number for part in tags for number in part["ids"])}
    waiting = len(touched) - _present(connection, touched)
    merged = Merged(len(new), len(wanted) - len(new), len(touched), waiting, ruled, filed)
    changes = ChangeSet()
    if parts:
        label = _label(len(touched), len(new), len(colours), ruled, filed)
        journal.record(connection, now, label, SEVERAL, {"parts": parts})
        changes = replay_several(connection, {"parts": parts}, forward=True)
    return merged, changes


def _label(articles: int, subscriptions: int, colours: int, ruled: int, filed: int) -> str:
    parts = [f"the state of {counted_noun(articles, 'article')}"] if articles else []
    parts += [counted_noun(subscriptions, "feed")] if subscriptions else []
    parts += [f"the colours of {counted_noun(colours, 'tag')}"] if colours else []
    parts += [counted_noun(ruled, "rule")] if ruled else []
    parts += [counted_noun(filed, "smart folder")] if filed else []
    return "Imported " + (" and ".join(parts) or "settings of feeds")


def _joined(given: Sequence[OwnFeed]) -> list[OwnFeed]:
    """One of each feed, the last one that is named counting; texts as they can be stored."""
    found: dict[str, OwnFeed] = {}
    for own in given:
        entries = (*(found[own.url].entries if own.url in found else ()), *own.entries)
        found[own.url] = OwnFeed(
            storable(own.url),
            storable(own.title),
            own.user_title and storable(own.user_title),
            storable(own.folder),
            tuple(map(storable, own.tags)),
            own.subscribed,
            sane_time(own.added) or 0,
            own.settings,
            entries,
        )
    return list(found.values())


def _new_feed(own: OwnFeed) -> NewFeed:
    return NewFeed(own.url, own.title, own.user_title, own.folder, own.tags, settings=own.settings)


def _settings(connection: sqlite3.Connection, numbers: Iterable[tuple[OwnFeed, int]]) -> list[dict[str, Any]]:
    """What the given feeds add to the settings of those that are subscribed to here."""
    return [
        change
        for own, number in numbers
        for change in feeds.configured(connection, [number], own.settings.filled_into)
        if change["before"]["shelf"] == Shelf.LIBRARY
    ]


def _feed_number(connection: sqlite3.Connection, own: OwnFeed, now: int) -> int:
    """The number of a feed; one that is not here gets a place out of sight, where its marks wait for it."""
    row = connection.execute("SELECT id FROM feed WHERE url = ?", (own.url,)).fetchone()
    if row is None:
        cursor = connection.execute(
            "INSERT INTO feed (url, title, shelf, local, added, opened) VALUES (?, ?, ?, ?, 0, ?)",
            (own.url, own.title, Shelf.REMOVED, own.url.startswith(LOCAL_SCHEMES), now),
        )
        return int(cursor.lastrowid or 0)
    return int(row[0])


def _differences(
    connection: sqlite3.Connection, given: Iterable[tuple[OwnFeed, int]], now: int
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What marks and tags the given ones add to those that are here."""
    ids: list[int] = []
    before: list[_Row] = []
    after: list[_Row] = []
    tagged: dict[str, dict[int, int]] = {}
    for own, feed in given:
        for entry, number, row in _with_numbers(connection, own, feed, now):
            wanted = _merged(row, entry)
            if wanted != row:
                ids.append(number)
                before.append(row)
                after.append(wanted)
            for label, at in entry.tags:
                tagged.setdefault(storable(label), {}).setdefault(number, sane_time(at) or now)
    parts = [part for label, times in tagged.items() if (part := _missing_tags(connection, label, times))]
    return {"ids": ids, "before": before, "after": after}, parts


def _with_numbers(
    connection: sqlite3.Connection, own: OwnFeed, feed: int, now: int
) -> Iterator[tuple[OwnEntry, int, _Row]]:
    """The entries of a feed with their numbers here and the state that they have here."""
    entries = {storable(entry.guid): entry for entry in own.entries}
    guids = list(entries)
    for start in range(0, len(guids), SLICE):
        keys = {hashed(guid): guid for guid in guids[start : start + SLICE]}
        connection.executemany(
            "INSERT OR IGNORE INTO entry_state (feed_id, guid_key, guid, first_seen) VALUES (?, ?, ?, ?)",
            ((feed, key, guid, now) for key, guid in keys.items()),
        )
        for key, guid in keys.items():
            number, *row = connection.execute(_HERE, (feed, key)).fetchone()
            yield entries[guid], number, tuple(row)


_HERE = f"SELECT id, {', '.join(COLUMNS)} FROM entry_state WHERE feed_id = ? AND guid_key = ?"  # noqa: S608


def _merged(here: _Row, there: OwnEntry) -> _Row:
    """The state of an entry that was marked here and there.

    What is kept unread here does not become read, nor what is read here kept unread.
    """
    flags, read_at, starred_at, position, opened_at, snoozed_until, returned_at = here
    position = position or there.position
    added = there.flags & (EntryFlags.READ | EntryFlags.STARRED | EntryFlags.HIDDEN | EntryFlags.KEPT)
    for flag, opposite in OPPOSITE.items():
        added &= ~opposite if flags & flag else ~EntryFlags.NONE
    started = EntryFlags.STARTED if 0.0 < position < FINISHED else EntryFlags.NONE
    if snoozed_until is None and there.snoozed_until is not None:
        snoozed_until = sane_time(there.snoozed_until)
    snoozed = EntryFlags.NONE if snoozed_until is None else EntryFlags.SNOOZED
    return (
        int(flags | added | started | snoozed),
        sane_time(there.read_at) if added & EntryFlags.READ and not flags & EntryFlags.READ else read_at,
        sane_time(there.starred_at) if added & EntryFlags.STARRED and not flags & EntryFlags.STARRED else starred_at,
        position,
        _latest(opened_at, sane_time(there.opened_at)),
        snoozed_until,
        _latest(returned_at, sane_time(there.returned_at)),
    )


def _latest(here: int | None, there: int | None) -> int | None:
    """The later one of two moments that may not be known."""
    return max((moment for moment in (here, there) if moment is not None), default=None)


def _missing_tags(connection: sqlite3.Connection, label: str, times: Mapping[int, int]) -> dict[str, Any] | None:
    choose(connection, times)
    found = connection.execute(tagging.UNTAGGED, (tag_key(label),)).fetchall()
    ids = [number for (number,) in found]
    first = min(times.values())
    return (
        {"tag": label, "ids": ids, "stamps": None, "given": [times.get(number, first) for number in ids]}
        if ids
        else None
    )


def _present(connection: sqlite3.Connection, ids: Iterable[int]) -> int:
    sql = "SELECT count(*) FROM json_each(?) AS w CROSS JOIN entry AS e ON e.id = w.value"
    return int(connection.execute(sql, (as_list(list(ids)),)).fetchone()[0])


_HOLDS = f"SELECT s.id, {', '.join(COLUMNS)} FROM chosen CROSS JOIN entry_state AS s ON s.id = chosen.id"  # noqa: S608
_SET = f"UPDATE entry_state SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE id = ?"  # noqa: S608


def replay(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Put the states of entries to what they were after, or before; what was read on since stays read on."""
    ids: Sequence[int] = payload["ids"]
    sources, targets = (payload["before"], payload["after"]) if forward else (payload["after"], payload["before"])
    choose(connection, ids)
    here = {number: tuple(row) for number, *row in connection.execute(_HOLDS)}
    rows = [
        (*_carried(here[number], source, target), number)
        for number, source, target in zip(ids, sources, targets, strict=True)
        if number in here
    ]
    with counted(connection):
        connection.executemany(_SET, rows)
        sharing.follow(connection, ids)
        snoozing.place(connection)
        mirror(connection)
    return changed_flags(connection, [EntryId(number) for number in ids], moved=True)


_READ_ON = {COLUMNS.index("position"), COLUMNS.index("opened_at")}


def _carried(here: _Row, source: Sequence[Any], target: Sequence[Any]) -> _Row:
    """The state here with the difference between two states of the past, and with nothing else changed.

    States of a step that was recorded before there were more columns are shorter.
    """
    carried = list(here)
    changed = source[0] ^ target[0]
    for column in range(1, len(source)):
        if source[column] == target[column]:
            continue
        if column not in _READ_ON or here[column] == source[column]:
            carried[column] = target[column]
        elif COLUMNS[column] == "position":
            changed &= ~EntryFlags.STARTED
    carried[0] = (here[0] & ~changed) | (target[0] & changed)
    return tuple(carried)


SEVERAL = "several"


def replay_several(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Do a step that is made of several, each of a kind of its own."""
    replays = {
        feeds.KIND: feeds.replay,
        KIND: replay,
        tagging.KIND: tagging.replay,
        rules.KIND: rules.replay,
        owntags.NAMES: owntags.replay_names,
        smartfolders.KIND: smartfolders.replay,
    }
    changes = ChangeSet()
    for part in payload["parts"] if forward else reversed(payload["parts"]):
        changes = merge(changes, replays[part["kind"]](connection, part["payload"], forward=forward))
    return changes
