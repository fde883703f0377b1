"""Which stored entries are one article: found by what they share, joined and parted again as that changes.

Two entries that share a *sign* (a comparable address, an id that means something everywhere) or are *kin* (texts found
alike, the person's own word) hang together; `stories.partition` says which of what hangs together is one. So the groups
follow from what is stored, whatever came first. Marks and own tags are lent to whoever joins (`sharing`).
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from termnews.formats.identity import id_key
from termnews.library import sharing, snoozing
from termnews.library.context import as_list
from termnews.library.counts import choose, counted, mirror
from termnews.library.storable import hashed
from termnews.stories.partition import Links, partition
from termnews.text.urls import comparable

ALIKE, JOINED, PARTED = 1, 2, 3
"""`kinship.kind`: texts are alike; the person joined them, or took them apart."""
CROWD = 40
"""So many entries are looked at to see whether an address is that of an article."""
CROWD_AT_MOST = 2_000
"""From so many entries on it is not, whatever feeds they stand in."""
SHORT = 100
"""Words below which a copy stands behind those that have more to read: an aggregator's link, a teaser."""

_GLOBAL = re.compile(r"(?i)https?://[^/]+/.|tag:[^,]+,.|urn:[a-z0-9-]+:.")


def sign_keys(url: str | None, guid: str) -> frozenset[int]:
    """What an entry shares with its copies in other feeds, as numbers for the index."""
    keys = set()
    address = comparable(url) if url else ""
    if "/" in address or "?" in address:
        keys.add(_key(address))
    if _GLOBAL.match(guid):
        keys.add(_key(id_key(guid)))
    return frozenset(keys)


def _key(text: str) -> int:
    """47 bits: two bytes less in the index than 64, and who shares one is looked at again."""
    return (hashed(text) & 0xFFFFFFFFFFFFFFFF) >> 17


def sign(connection: sqlite3.Connection, entries: Iterable[tuple[int, str | None, str]]) -> None:
    """Let entries be found by address and id: numbers, addresses, ids."""
    rows = ((key, number) for number, url, guid in entries for key in sign_keys(url, guid))
    connection.executemany("INSERT OR IGNORE INTO sign VALUES (?, ?)", rows)


@dataclass(slots=True)
class _Found:
    """What hangs together with some entries."""

    feeds: dict[int, int] = field(default_factory=dict)
    words: dict[int, int] = field(default_factory=dict)
    flags: dict[int, int] = field(default_factory=dict)
    groups: dict[int, int] = field(default_factory=dict)
    """The article that each is a copy of so far."""
    buckets: dict[int, set[int]] = field(default_factory=dict)
    kin: dict[int, set[tuple[int, int]]] = field(default_factory=lambda: {ALIKE: set(), JOINED: set(), PARTED: set()})

    def related(self) -> dict[int, int]:
        """The feeds of those that hang together with any other at all: few, when many arrive."""
        met = {number for bucket in self.buckets.values() if len(bucket) > 1 for number in bucket}
        met |= self.groups.keys() | {number for pairs in self.kin.values() for pair in pairs for number in pair}
        return {number: feed for number, feed in self.feeds.items() if number in met}


_ENTRIES = """
    SELECT e.id, e.feed_id, e.words, e.flags, e.url, s.guid, d.article
    FROM json_each(?) AS w CROSS JOIN entry AS e ON e.id = w.value CROSS JOIN entry_state AS s ON s.id = e.id
    LEFT JOIN duplicate AS d ON d.id = e.id
"""
_SHARING = """
    SELECT g.id, e.feed_id FROM sign AS g CROSS JOIN entry AS e ON e.id = g.id WHERE g.key = ? ORDER BY g.id LIMIT ?
"""


def regroup(
    connection: sqlite3.Connection, ids: Iterable[int], without: frozenset[int] = frozenset()
) -> frozenset[int]:
    """Find anew which of these entries, and of all that hang together with them, are one; give those that moved.

    Those of `without` are taken not to be there.
    """
    found = _gather(connection, ids, without)
    links = Links(
        found.related(),
        same=list(found.buckets.values()),
        alike=found.kin[ALIKE],
        joined=found.kin[JOINED],
        parted=found.kin[PARTED],
    )
    wanted = {member: min(group) for group in partition(links) if len(group) > 1 for member in group}
    moved = {member for group in _sets(found.groups) ^ _sets(wanted) for member in group}
    # Groups are named by their lowest number, which may just have left.
    moved |= {member for member, article in wanted.items() if found.groups.get(member) != article}
    places = {member: _place(member, found.words[member]) for member in wanted}
    if moved or _misplaced(connection, places):
        _apply(connection, found, {**dict.fromkeys(moved), **wanted}, places)
    return frozenset(moved)


def around(connection: sqlite3.Connection, ids: Iterable[int]) -> list[int]:
    """These entries and all that hang together with them: whatever may join or part when anything of them changes."""
    numbers = set(ids)
    return sorted(numbers | _gather(connection, numbers, frozenset()).related().keys())


def _sets(groups: Mapping[int, int]) -> set[frozenset[int]]:
    members: dict[int, set[int]] = {}
    for member, article in groups.items():
        members.setdefault(article, set()).add(member)
    return set(map(frozenset, members.values()))


def _place(number: int, words: int) -> int:
    """Its place among the copies: those with something to read first, among them the one that came first."""
    return number + (1 << 60 if words < SHORT else 0)


def _misplaced(connection: sqlite3.Connection, places: Mapping[int, int]) -> bool:
    if not places:
        return False
    stored = connection.execute(
        "SELECT d.id, d.place FROM json_each(?) AS w CROSS JOIN duplicate AS d ON d.id = w.value", (as_list([*places]),)
    )
    return any(places[number] != place for number, place in stored)


def _gather(connection: sqlite3.Connection, ids: Iterable[int], without: frozenset[int]) -> _Found:
    """Go from entry to entry along signs, kin and present groups, until nothing new is met."""
    found = _Found()
    keys: dict[int, frozenset[int]] = {}
    asked: set[int] = set()
    new = set(ids) - without
    while new:
        members = {}
        for number, feed, words, flags, url, guid, article in connection.execute(_ENTRIES, (as_list([*new]),)):
            found.feeds[number], found.words[number], found.flags[number] = feed, words, flags
            members[number] = keys[number] = sign_keys(url, guid)
            if article is not None:
                found.groups[number] = article
        reached = set(_related(connection, members, found))
        for key in frozenset().union(*members.values()) - asked:
            asked.add(key)
            reached |= _bucket(connection, key, found)
        new = reached - found.feeds.keys() - new - without
    for key, bucket in found.buckets.items():
        bucket.intersection_update(number for number in bucket if key in keys.get(number, ()))
    return found


def _bucket(connection: sqlite3.Connection, key: int, found: _Found) -> set[int]:
    """Entries that share a sign; nobody when it is not that of an article."""
    rows = connection.execute(_SHARING, (key, CROWD)).fetchall()
    if len(rows) == CROWD:
        if max(Counter(feed for _, feed in rows).values()) > 1:
            return set()
        rows = connection.execute(_SHARING, (key, CROWD_AT_MOST)).fetchall()
    if not 1 < len(rows) < CROWD_AT_MOST:
        return set()
    found.buckets[key] = {number for number, _ in rows}
    return found.buckets[key]


def _related(connection: sqlite3.Connection, members: Collection[int], found: _Found) -> Iterable[int]:
    """Kin of some entries, and the other copies of what they are copies of."""
    listed = as_list([*members])
    sql = "SELECT k.id, k.other, k.kind FROM json_each(?) AS w CROSS JOIN kinship AS k ON k.id = w.value"
    for number, other, kind in connection.execute(sql, (listed,)):
        found.kin[kind].add((number, other))
        if kind != PARTED:
            yield other
    sql = (
        "SELECT o.id FROM json_each(?) AS w CROSS JOIN duplicate AS d ON d.id = w.value"
        " CROSS JOIN duplicate AS o ON o.article = d.article"
    )
    for (number,) in connection.execute(sql, (listed,)):
        yield number


def _apply(
    connection: sqlite3.Connection, found: _Found, wanted: Mapping[int, int | None], places: Mapping[int, int]
) -> None:
    """Let these entries be copies of these articles, or of none."""
    choose(connection, wanted)
    gone = [(number,) for number, article in wanted.items() if article is None]
    rows = [
        (number, article, places[number], found.flags[number])
        for number, article in wanted.items()
        if article is not None
    ]
    with counted(connection):
        connection.executemany("DELETE FROM duplicate WHERE id = ?", gone)
        connection.executemany(
            "INSERT INTO duplicate (id, article, place, came, sort_at, behind) VALUES (?, ?, ?, ?, 0, 0)"
            " ON CONFLICT (id) DO UPDATE SET article = excluded.article, place = excluded.place",
            rows,
        )
        sharing.lend(connection)
        sharing.lend_tags(connection)
        snoozing.place(connection)
        mirror(connection)


def pair(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]], kind: int) -> None:
    """Remember that entries are kin."""
    rows = (row for one, other in pairs for row in ((one, other, kind), (other, one, kind)))
    connection.executemany("INSERT OR IGNORE INTO kinship VALUES (?, ?, ?)", rows)


def unpair(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]], kind: int) -> None:
    """Forget that entries are kin."""
    rows = (row for one, other in pairs for row in ((one, other, kind), (other, one, kind)))
    connection.executemany("DELETE FROM kinship WHERE (id, other, kind) = (?, ?, ?)", rows)


def leave(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Take entries out of all groups, before they are deleted; the next copy comes forward in their place."""
    listed = as_list(list(ids))
    rest = connection.execute(
        "SELECT o.id FROM json_each(?) AS w CROSS JOIN duplicate AS d ON d.id = w.value"
        " CROSS JOIN duplicate AS o ON o.article = d.article",
        (listed,),
    ).fetchall()
    if rest:
        choose(connection, (number for (number,) in rest))
        with counted(connection):
            connection.execute("DELETE FROM duplicate WHERE id IN (SELECT value FROM json_each(?))", (listed,))
            sharing.lend_tags(connection)
            mirror(connection)
    entries = connection.execute(_ENTRIES, (listed,)).fetchall()
    gone_signs = ((key, number) for number, _, _, _, url, guid, _ in entries for key in sign_keys(url, guid))
    connection.executemany("DELETE FROM sign WHERE key = ? AND id = ?", gone_signs)
    gone = frozenset(ids)
    regroup(connection, {number for (number,) in rest} - gone, without=gone)
