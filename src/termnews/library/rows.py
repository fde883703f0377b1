"""Rows of the library as the values of the model."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from termnews.library.bodies import unpack
from termnews.model.entry import EntryFlags, Headline, StoredEntry
from termnews.model.feed import Feed, FeedHealth, Shelf
from termnews.model.feedsettings import FeedSettings
from termnews.model.ids import EntryId, FeedId

FEED_COLUMNS = "id, url, title, user_title, site_url, folder, tags, shelf, added, settings"

_HEALTH_FIELDS = frozenset(field.name for field in fields(FeedHealth))

_SETTINGS = frozenset(field.name for field in fields(FeedSettings))

_HEADLINE = """
    SELECT e.id, e.feed_id, coalesce(nullif(f.user_title, ''), nullif(f.title, ''), f.url) AS feed_title,
        e.title, e.stand_in, e.sort_at, e.published, e.updated, e.flags, e.tags, e.url, e.words, e.copies,
        iif(e.flags & 32, (SELECT z.snoozed_until FROM entry_state AS z WHERE z.id = e.id), NULL)
"""

_HEADLINES = f"""{_HEADLINE}
    FROM json_each(?) AS wanted
    CROSS JOIN entry AS e ON e.id = wanted.value
    CROSS JOIN feed AS f ON f.id = e.feed_id
    ORDER BY wanted.key
"""

_ENTRY = f"""{_HEADLINE},
        s.guid, f.url AS feed_url, s.first_seen, s.position, e.language,
        b.media_type, b.authors, b.extra, b.packed
    FROM entry AS e
    CROSS JOIN feed AS f ON f.id = e.feed_id
    CROSS JOIN entry_state AS s ON s.id = e.id
    CROSS JOIN entry_body AS b ON b.id = e.id
    WHERE e.id = ?
"""

_OWN_TAGS = """
    SELECT s.id, t.label
    FROM json_each(?) AS wanted
    CROSS JOIN state_tag AS s ON s.id = wanted.value
    CROSS JOIN tag AS t ON t.id = s.tag_id
    ORDER BY s.id, s.added_at, t.key
"""


def feed_from(row: Sequence[object]) -> Feed:
    """Make a feed of a row of `FEED_COLUMNS`."""
    number, url, title, user_title, site_url, folder, tags, shelf, added, settings = row
    assert isinstance(number, int) and isinstance(added, int)
    return Feed(
        id=FeedId(number),
        url=str(url),
        title=str(title),
        user_title=None if user_title is None else str(user_title),
        site_url=None if site_url is None else str(site_url),
        folder=str(folder),
        tags=tuple(json.loads(str(tags))),
        shelf=Shelf(str(shelf)),
        added=added,
        settings=FeedSettings.of_record(settings_record(str(settings))),
    )


def health_from(stored: str) -> FeedHealth:
    """Read a health; what a newer program may have added to it is left out."""
    named: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(stored).items()
        if name in _HEALTH_FIELDS
    }
    return FeedHealth(**named)


def health_text(health: FeedHealth) -> str:
    """Write a health down."""
    return json.dumps(asdict(health), ensure_ascii=False)


def settings_record(stored: str) -> dict[str, Any]:
    """What is set for a feed as it is stored, with what only a newer program knows."""
    record = json.loads(stored)
    return record if isinstance(record, dict) else {}


def with_settings(record: Mapping[str, Any], settings: FeedSettings) -> dict[str, Any]:
    """The stored settings of a feed with these in them; what a newer program has put there stays."""
    rest = {name: value for name, value in record.items() if name not in _SETTINGS}
    return rest | settings.record()


def ids_json(ids: Iterable[int]) -> str:
    """Numbers as one parameter for `json_each`."""
    return json.dumps(list(ids))


def headlines(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Headline]:
    """Read the rows of a list in the order asked; entries that are not there are left out."""
    wanted = ids_json(ids)
    own = own_tags(connection, wanted)
    return [_headline_from(row[:14], own) for row in connection.execute(_HEADLINES, (wanted,))]


def own_tags(connection: sqlite3.Connection, wanted: str) -> dict[int, tuple[str, ...]]:
    """The person's tags of some entries, given as JSON."""
    found: dict[int, tuple[str, ...]] = {}
    for number, label in connection.execute(_OWN_TAGS, (wanted,)):
        found[number] = (*found.get(number, ()), label)
    return found


def stored_entry(connection: sqlite3.Connection, number: int) -> StoredEntry | None:
    """Read a whole entry."""
    row = connection.execute(_ENTRY, (number,)).fetchone()
    if row is None:
        return None
    headline = _headline_from(row[:14], own_tags(connection, ids_json((number,))))
    guid, feed_url, first_seen, position, language, *packed = row[14:]
    body = unpack(connection, *packed)
    return StoredEntry(
        headline=headline,
        guid=guid,
        feed_url=feed_url,
        authors=body.authors,
        published=row[6],
        updated=row[7],
        first_seen=first_seen,
        summary=body.summary,
        content=body.content,
        media_type=body.media_type,
        text=body.text,
        base_url=body.base_url,
        enclosures=body.enclosures,
        comments_url=body.comments_url,
        language=language,
        position=position,
    )


def _headline_from(row: Sequence[object], own: Mapping[int, tuple[str, ...]]) -> Headline:
    number, feed_id, feed_title, title, stand_in, sort_at, published, updated, *rest = row
    flags, tags, url, words, copies, snoozed_until = rest
    assert isinstance(number, int) and isinstance(feed_id, int) and isinstance(sort_at, int)
    assert isinstance(flags, int) and isinstance(words, int) and isinstance(copies, int)
    assert snoozed_until is None or isinstance(snoozed_until, int)
    return Headline(
        id=EntryId(number),
        feed_id=FeedId(feed_id),
        feed_title=str(feed_title),
        title=str(title or stand_in or url or "(untitled)"),
        sort_at=sort_at,
        dated=published is not None or updated is not None,
        flags=EntryFlags(flags),
        tags=tuple(str(tags).split("\n")) if tags else (),
        own_tags=own.get(number, ()),
        url=None if url is None else str(url),
        words=words,
        copies=copies,
        snoozed_until=snoozed_until,
    )
