"""Storing what a document brought: new entries, newer versions of known ones, and what the feed says of itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from termnews.library import duplicates, feeds, fulltext, neartexts, removal, sharing, snoozing, tagging
from termnews.library.arrivals import Arrivals
from termnews.library.bodies import Media, body_of, count_words, media_of, pack
from termnews.library.counts import choose, counted, mirror
from termnews.library.facts import Measured
from termnews.library.rows import FEED_COLUMNS, feed_from
from termnews.library.storable import hashed, sane_time, storable, storable_entry
from termnews.model.changes import NOTHING, ChangeSet, merge
from termnews.model.entry import EntryFlags, EntryIntent, KnownEntry
from termnews.model.feed import Feed, FeedHealth, ParsedFeed, Shelf
from termnews.model.ids import EntryId, FeedId
from termnews.text.urls import comparable

STAND_IN = 100
"""Characters of the text that are shown in place of a missing title."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """An intent with the number that its entry has."""

    number: int
    intent: EntryIntent
    is_new: bool
    first_time: bool
    """Whether it was never seen before, so that the feed's own tags are given to it."""


def store(
    connection: sqlite3.Connection,
    feed_id: FeedId,
    parsed: ParsedFeed | None,
    intents: Sequence[EntryIntent],
    health: FeedHealth | None,
    now: int,
    zone: tzinfo | int = 0,
) -> ChangeSet:
    """Store the entries of one document and what it says of the feed: all of it or nothing.

    An entry whose state is known takes up its old number, marks and own tags; one that had its time stays away; all
    others are judged by the rules.
    """
    row = connection.execute(f"SELECT {FEED_COLUMNS} FROM feed WHERE id = ?", (feed_id,)).fetchone()  # noqa: S608
    if row is None:
        return NOTHING
    feed = feed_from(row)
    if parsed is not None:
        feeds.set_document(connection, feed_id, parsed)
    if health is not None:
        feeds.set_health(connection, feed_id, health)
    stored = _numbered(connection, feed, intents, now)
    ruled = Arrivals(connection, feed, now, zone)
    _put(connection, feed, stored, ruled, now)
    fulltext.queue(connection, (one.number for one in stored))
    if parsed is not None and parsed.entries and not feed.url.startswith(feeds.LOCAL_SCHEMES):
        _note_offer(connection, feed.id, parsed, stored)
    joined = _join(connection, stored)
    changes = ChangeSet(
        added=frozenset(EntryId(one.number) for one in stored if one.is_new),
        updated=frozenset(EntryId(number) for number in {one.number for one in stored if not one.is_new} | joined),
        flags=_marked(connection),
        feeds=frozenset({feed_id}),
    )
    return merge(changes, ruled.end())


def _put(connection: sqlite3.Connection, feed: Feed, stored: Sequence[_Stored], ruled: Arrivals, now: int) -> None:
    """Put in what is new, and newer versions in the place of older ones."""
    choose(connection, (one.number for one in stored))
    with counted(connection):
        for one in stored:
            if one.is_new:
                _insert(connection, feed, one, ruled)
            else:
                _update(connection, one, now, ruled)
        snoozing.place(connection)
        if not ruled.mirrored or sharing.any_chosen(connection):
            sharing.agree(connection)
            mirror(connection)


def _join(connection: sqlite3.Connection, stored: Sequence[_Stored]) -> frozenset[int]:
    """Join what was stored with its copies, by address and id at once, by text as soon as there is time."""
    numbers = [one.number for one in stored]
    duplicates.sign(connection, ((one.number, one.intent.entry.url, one.intent.entry.guid) for one in stored))
    moved = duplicates.regroup(connection, numbers)
    neartexts.queue(connection, numbers)
    choose(connection, numbers)
    return moved


def _marked(connection: sqlite3.Connection) -> dict[EntryId, EntryFlags]:
    """Flags of the chosen entries that have any: marks that came back with them."""
    rows = connection.execute(
        "SELECT e.id, e.flags FROM chosen CROSS JOIN entry AS e ON e.id = chosen.id WHERE e.flags <> 0"
    )
    return {EntryId(number): EntryFlags(flags) for number, flags in rows}


def _numbered(connection: sqlite3.Connection, feed: Feed, intents: Iterable[EntryIntent], now: int) -> list[_Stored]:
    """Give every intent the number of its state, in order of date, so that numbers and the index grow together."""
    stored: dict[int, _Stored] = {}
    for given in sorted(intents, key=lambda intent: intent.sort_at):
        intent = replace(given, entry=storable_entry(given.entry), sort_at=sane_time(given.sort_at) or 0)
        number, fresh = _known(connection, feed.id, intent), False
        if number is None:
            number, fresh = _state(connection, feed.id, intent, now)
        if not fresh and _stays_away(connection, number):
            continue
        present = connection.execute("SELECT 1 FROM entry WHERE id = ?", (number,)).fetchone()
        first_time = fresh or (number in stored and stored[number].first_time)
        stored[number] = _Stored(number, intent, present is None, first_time)
    return sorted(stored.values(), key=lambda one: one.number)


def _known(connection: sqlite3.Connection, feed_id: FeedId, intent: EntryIntent) -> int | None:
    """The number that the decider named, if it stands in this feed; its state follows a changed guid."""
    if intent.known_id is None:
        return None
    row = connection.execute(
        "SELECT id, guid FROM entry_state WHERE id = ? AND feed_id = ?", (intent.known_id, feed_id)
    ).fetchone()
    if row is None:
        return None
    if row[1] != intent.entry.guid:
        connection.execute(
            "UPDATE OR IGNORE entry_state SET guid = ?, guid_key = ? WHERE id = ?",
            (intent.entry.guid, hashed(intent.entry.guid), row[0]),
        )
    return int(row[0])


def _state(connection: sqlite3.Connection, feed_id: FeedId, intent: EntryIntent, now: int) -> tuple[int, bool]:
    """The number of the state with the intent's guid, and whether it was made for it."""
    key = hashed(intent.entry.guid)
    row = connection.execute("SELECT id FROM entry_state WHERE feed_id = ? AND guid_key = ?", (feed_id, key)).fetchone()
    if row is not None:
        return int(row[0]), False
    cursor = connection.execute(
        "INSERT INTO entry_state (feed_id, guid_key, guid, first_seen) VALUES (?, ?, ?, ?)",
        (feed_id, key, intent.entry.guid, sane_time(intent.first_seen) or now),
    )
    return int(cursor.lastrowid or 0), True


def _stays_away(connection: sqlite3.Connection, number: int) -> bool:
    """Whether an article had its time. One that was made the person's own since may come back."""
    sql = f"SELECT {removal.NOT_OWN} FROM entry_state AS s WHERE s.id = ? AND s.retired IS NOT NULL"  # noqa: S608
    row = connection.execute(sql, (number,)).fetchone()
    if row is not None and not row[0]:
        connection.execute("UPDATE entry_state SET retired = NULL WHERE id = ?", (number,))
    return row is not None and bool(row[0])


def _note_offer(connection: sqlite3.Connection, feed_id: FeedId, parsed: ParsedFeed, stored: Iterable[_Stored]) -> None:
    """Remember what a feed offers just now."""
    found = connection.execute(_OFFERED, (feed_id, _keys(entry.guid for entry in parsed.entries)))
    ids = {number for (number,) in found} | {one.number for one in stored}
    connection.execute("INSERT OR REPLACE INTO feed_offer VALUES (?, ?)", (feed_id, json.dumps(sorted(ids))))


def _keys(guids: Iterable[str]) -> str:
    return json.dumps([hashed(storable(guid)) for guid in guids])


_COLUMNS = (
    "sort_at",
    "words",
    "media",
    "published",
    "updated",
    "language",
    "title",
    "stand_in",
    "url",
    "url_key",
    "tags",
    "content_hash",
)
_INSERT = f"""
    INSERT INTO entry (id, feed_id, flags, listed, {", ".join(_COLUMNS)})
    SELECT s.id, s.feed_id, s.flags, ? AND s.flags & 36 = 0{", ?" * len(_COLUMNS)}
    FROM entry_state AS s WHERE s.id = ?
"""  # noqa: S608
_UPDATE = (
    f"UPDATE entry SET own_sort_at = NULL, revised = ?, {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?"  # noqa: S608
)
_BODY = "INSERT OR REPLACE INTO entry_body (id, media_type, authors, extra, packed) VALUES (?, ?, ?, ?, ?)"


def _insert(connection: sqlite3.Connection, feed: Feed, one: _Stored, ruled: Arrivals) -> None:
    entry = one.intent.entry
    row = _row(one.intent)
    if one.first_time:
        ruled.judge_new(one.number, one.intent, _measured(row))
    connection.execute(_INSERT, (feed.shelf is Shelf.LIBRARY, *row, one.number))
    connection.execute(_BODY, (one.number, *pack(connection, body_of(entry))))
    if entry.tags:
        tagging.set_published(connection, one.number, entry.tags)
    for label in feed.tags if one.first_time else ():
        number = tagging.tag_id(connection, label)
        connection.execute(
            "INSERT OR IGNORE INTO state_tag (id, tag_id, added_at) SELECT ?, ?, ? WHERE ? IS NOT NULL",
            (one.number, number, one.intent.first_seen, number),
        )
    tagging.restore_own(connection, one.number)


def _update(connection: sqlite3.Connection, one: _Stored, now: int, ruled: Arrivals) -> None:
    """Replace content; the index must give up the old words before they are gone."""
    row = _row(one.intent)
    ruled.judge_changed(one.number, one.intent, _measured(row))
    fulltext.forget(connection, (one.number,))
    neartexts.forget(connection, (one.number,))
    connection.execute("UPDATE entry_tag SET sort_at = ? WHERE id = ? AND sort_at <> ?", (row[0], one.number, row[0]))
    connection.execute(_UPDATE, (now, *row, one.number))
    connection.execute(_BODY, (one.number, *pack(connection, body_of(one.intent.entry))))
    tagging.set_published(connection, one.number, one.intent.entry.tags)


def _row(intent: EntryIntent) -> tuple[object, ...]:
    """The values of `_COLUMNS`."""
    entry = intent.entry
    words = entry.text or entry.summary
    return (
        intent.sort_at,
        count_words(words),
        int(media_of(entry)),
        sane_time(entry.published),
        sane_time(entry.updated),
        entry.language or None,
        entry.title,
        None if entry.title else _stand_in(words),
        entry.url,
        hashed(comparable(entry.url)) if entry.url else None,
        "\n".join(" ".join(tag.split()) for tag in entry.tags),
        _packed_hash(entry.content_hash),
    )


def _measured(row: tuple[object, ...]) -> Measured:
    values = dict(zip(_COLUMNS, row, strict=True))
    return Measured(int(str(values["words"])), Media(int(str(values["media"]))))


def _stand_in(words: str) -> str | None:
    """The first words of a text, for an entry without a title."""
    start = " ".join(words[: STAND_IN * 4].split())
    return f"{start[:STAND_IN].rpartition(' ')[0] or start[:STAND_IN]}…" if len(start) > STAND_IN else start or None


def _packed_hash(given: str) -> bytes | str:
    """Half the size for what is written in hexadecimal."""
    try:
        packed = bytes.fromhex(given)
    except ValueError:
        return given
    return packed if packed.hex() == given else given


_OFFERED = "SELECT id FROM entry_state WHERE feed_id = ? AND guid_key IN (SELECT value FROM json_each(?))"
_RETIRED = f"""
    SELECT s.guid FROM entry_state AS s
    WHERE s.feed_id = ? AND s.guid_key IN (SELECT value FROM json_each(?))
        AND s.retired IS NOT NULL AND {removal.NOT_OWN}
"""  # noqa: S608
_KNOWN = """
    SELECT s.guid, e.id, e.content_hash, e.url, e.title, e.published, coalesce(e.own_sort_at, e.sort_at), s.first_seen
    FROM entry AS e INDEXED BY entry_by_feed CROSS JOIN entry_state AS s ON s.id = e.id
    WHERE e.feed_id = ?
"""


def known_entries(connection: sqlite3.Connection, feed_id: FeedId) -> dict[str, KnownEntry]:
    """What the library holds of a feed, by guid."""
    return {
        guid: KnownEntry(
            id=EntryId(number),
            guid=guid,
            content_hash=content_hash.hex() if isinstance(content_hash, bytes) else content_hash or "",
            url=url,
            title=title,
            published=published,
            sort_at=sort_at,
            first_seen=first_seen,
        )
        for guid, number, content_hash, url, title, published, sort_at, first_seen in connection.execute(
            _KNOWN, (feed_id,)
        )
    }


def retired_guids(connection: sqlite3.Connection, feed_id: FeedId, guids: Iterable[str]) -> frozenset[str]:
    """Those of the guids whose articles had their time, so that they are neither new nor to be stored again."""
    return frozenset(guid for (guid,) in connection.execute(_RETIRED, (feed_id, _keys(guids))))
