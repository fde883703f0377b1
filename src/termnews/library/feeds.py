"""Feeds: put in, taken out, renamed, moved, and how fetching them goes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from termnews.library import journal
from termnews.library.counts import choose, counted, mirror
from termnews.library.journal import Payload
from termnews.library.rows import FEED_COLUMNS, feed_from, health_text, settings_record, with_settings
from termnews.library.storable import storable
from termnews.model.changes import NOTHING, ChangeSet
from termnews.model.errors import LibraryError
from termnews.model.feed import Feed, FeedHealth, ParsedFeed, Shelf
from termnews.model.feedsettings import USUAL, FeedSettings
from termnews.model.ids import FeedId
from termnews.model.tagkey import tag_key
from termnews.text.urls import local_name

KIND = "feeds"
LOCAL_SCHEMES = ("file:", "samples:")
"""Addresses whose articles lie on this machine."""

_FIELDS = ("shelf", "folder", "user_title", "tags", "added", "settings", "url")


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed to put in."""

    url: str
    title: str = ""
    """What the feed calls itself, as far as it is known."""
    user_title: str | None = None
    """The person's own name for it."""
    folder: str = ""
    tags: tuple[str, ...] = ()
    site_url: str | None = None
    shelf: Shelf = Shelf.LIBRARY
    asked_for: bool = True
    """False when the program adds it by itself: then there is no step to undo."""
    settings: FeedSettings = USUAL


def add(connection: sqlite3.Connection, new: Sequence[NewFeed], now: int) -> tuple[tuple[Feed, ...], ChangeSet]:
    """Put feeds in, as one step; those that stood on another shelf come back with their articles and marks."""
    added: list[int] = []
    changes = []
    for feed in new:
        number, change = _add_one(connection, _storable_feed(feed), now)
        added.append(number)
        if change is not None:
            changes.append(change)
    if changes:
        payload = {"feeds": changes}
        asked_for = all(feed.asked_for for feed in new)
        subscribed = [change for change in changes if change["after"]["shelf"] == Shelf.LIBRARY]
        if subscribed and asked_for:
            label = _label("Added", [change["id"] for change in subscribed], connection)
            journal.record(connection, now, label, KIND, {"feeds": subscribed})
        result = replay(connection, payload, forward=True)
    else:
        result = NOTHING
    return tuple(_feed(connection, number) for number in added), result


def additions(connection: sqlite3.Connection, new: Sequence[NewFeed], now: int) -> list[dict[str, Any]]:
    """What putting feeds in would change, for a step that is made of several; feeds that are there change nothing."""
    found = (_add_one(connection, _storable_feed(feed), now)[1] for feed in new)
    return [change for change in found if change is not None]


def _storable_feed(new: NewFeed) -> NewFeed:
    texts = ("url", "title", "user_title", "folder", "site_url")
    mended: dict[str, Any] = {
        name: text and storable(text) for name in texts if (text := getattr(new, name)) is not None
    }
    mended["tags"] = tuple(map(storable, new.tags))
    return replace(new, **mended)


def _add_one(connection: sqlite3.Connection, new: NewFeed, now: int) -> tuple[int, dict[str, Any] | None]:
    row = connection.execute("SELECT id FROM feed WHERE url = ?", (new.url,)).fetchone()
    if row is None:
        return _insert(connection, new, now)
    number = int(row[0])
    if new.shelf is Shelf.ASIDE:
        connection.execute("UPDATE feed SET opened = ? WHERE id = ?", (now, number))
    before = _fields(connection, number)
    if before["shelf"] in (Shelf.LIBRARY, new.shelf):
        return number, None
    after = {
        **before,
        "shelf": new.shelf,
        "folder": new.folder or before["folder"],
        "user_title": new.user_title or before["user_title"],
        "tags": list(new.tags) or before["tags"],
        "added": now,
        "settings": with_settings(before["settings"], new.settings.filled_into(_settings_of(before))),
    }
    return number, {"id": number, "before": before, "after": after}


def _insert(connection: sqlite3.Connection, new: NewFeed, now: int) -> tuple[int, dict[str, Any]]:
    tags = json.dumps(list(new.tags), ensure_ascii=False)
    local, settings = new.url.startswith(LOCAL_SCHEMES), json.dumps(new.settings.record())
    title = new.title or local_name(new.url)
    cursor = connection.execute(
        "INSERT INTO feed (url, title, user_title, site_url, folder, tags, shelf, local, added, opened, settings)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (new.url, title, new.user_title, new.site_url, new.folder, tags, new.shelf, local, now, now, settings),
    )
    number = int(cursor.lastrowid or 0)
    after = _fields(connection, number)
    return number, {"id": number, "before": {**after, "shelf": Shelf.REMOVED}, "after": after}


def retaggings(connection: sqlite3.Connection, key: str, label: str | None) -> list[dict[str, Any]]:
    """What another name for the tag `key` (None: no such tag) changes in what feeds give to new entries."""
    changes = []
    rows = connection.execute("SELECT id, tags FROM feed WHERE tags <> '[]' ORDER BY id").fetchall()
    for number, stored in rows:
        tags = json.loads(stored)
        if key in map(tag_key, tags):
            named = [tag for tag in ((label if tag_key(tag) == key else tag) for tag in tags) if tag is not None]
            wanted = {tag_key(tag): tag for tag in reversed(named)}
            before = _fields(connection, number)
            changes.append({"id": number, "before": before, "after": {**before, "tags": list(wanted.values())[::-1]}})
    return changes


def remove(connection: sqlite3.Connection, ids: Sequence[FeedId], now: int) -> ChangeSet:
    """Take feeds out of sight, as one step; their articles and marks stay for undo and for coming back."""
    changes = []
    for number in dict.fromkeys(ids):
        before = _fields(connection, number)
        if before and before["shelf"] != Shelf.REMOVED:
            changes.append({"id": number, "before": before, "after": {**before, "shelf": Shelf.REMOVED}})
    return _change(connection, changes, "Removed", now)


def update(connection: sqlite3.Connection, number: FeedId, fields: Mapping[str, object], now: int) -> ChangeSet:
    """Change the person's side of a feed (`user_title`, `folder`, `tags`), as one step."""
    before = _fields(connection, number)
    after = {**before, **{name: storable(value) if isinstance(value, str) else value for name, value in fields.items()}}
    if not before or after == before:
        return NOTHING
    verb = "Moved" if set(fields) == {"folder"} else "Renamed" if set(fields) == {"user_title"} else "Changed"
    return _change(connection, [{"id": number, "before": before, "after": after}], verb, now)


def readdress(connection: sqlite3.Connection, number: FeedId, url: str, now: int) -> ChangeSet:
    """Fetch a feed from another address from now on, as one step; its articles and marks stay with it.

    What is known of its last answer is forgotten, since it belongs to the old address. Raise `LibraryError` when
    another feed has the new one.
    """
    before = _fields(connection, number)
    url = storable(url)
    if not before or before["url"] == url:
        return NOTHING
    other = connection.execute("SELECT id, shelf FROM feed WHERE url = ?", (url,)).fetchone()
    if other is not None:
        name = _feed(connection, other[0]).name
        raise LibraryError(
            f"has that address already{'' if other[1] == Shelf.LIBRARY else ', though it was removed'}",
            where=name,
            hint="Remove one of the two." if other[1] == Shelf.LIBRARY else "Subscribe to it again instead.",
        )
    return _change(connection, [{"id": number, "before": before, "after": {**before, "url": url}}], "Moved", now)


def configured(
    connection: sqlite3.Connection, ids: Sequence[int], change: Callable[[FeedSettings], FeedSettings]
) -> list[dict[str, Any]]:
    """What changing the settings of feeds would change, for a step; those that have them so already are left out."""
    changes = []
    for number in dict.fromkeys(ids):
        before = _fields(connection, number)
        settings = _settings_of(before) if before else USUAL
        if before and (wanted := change(settings)) != settings:
            after = {**before, "settings": with_settings(before["settings"], wanted)}
            changes.append({"id": number, "before": before, "after": after})
    return changes


def configure(
    connection: sqlite3.Connection, ids: Sequence[FeedId], change: Callable[[FeedSettings], FeedSettings], now: int
) -> ChangeSet:
    """Change what is set for feeds, as one step."""
    return _change(connection, configured(connection, ids, change), "Changed the settings of", now)


def _change(connection: sqlite3.Connection, changes: Sequence[dict[str, Any]], verb: str, now: int) -> ChangeSet:
    if not changes:
        return NOTHING
    payload = {"feeds": changes}
    journal.record(connection, now, _label(verb, [change["id"] for change in changes], connection), KIND, payload)
    return replay(connection, payload, forward=True)


def _label(verb: str, ids: Sequence[int], connection: sqlite3.Connection) -> str:
    return f"{verb} {_feed(connection, ids[0]).name}" if len(ids) == 1 else f"{verb} {len(ids)} feeds"


def replay(connection: sqlite3.Connection, payload: Payload, *, forward: bool) -> ChangeSet:
    """Do a step of this kind, or take it back."""
    moved = []
    for change in payload["feeds"]:
        fields = change["after" if forward else "before"]
        shelf = connection.execute("SELECT shelf FROM feed WHERE id = ?", (change["id"],)).fetchone()
        if shelf is None:
            continue
        tags = json.dumps(fields["tags"], ensure_ascii=False)
        settings = json.dumps(fields["settings"], ensure_ascii=False) if "settings" in fields else None
        connection.execute(
            "UPDATE feed SET shelf = ?, folder = ?, user_title = ?, tags = ?, added = ?,"
            " settings = coalesce(?, settings) WHERE id = ?",  # steps of older programs say nothing of settings
            (fields["shelf"], fields["folder"], fields["user_title"], tags, fields["added"], settings, change["id"]),
        )
        if "url" in fields and change["before"].get("url") != change["after"].get("url"):
            _readdress(connection, change["id"], fields["url"])
        if (shelf[0] == Shelf.LIBRARY) is not (fields["shelf"] == Shelf.LIBRARY):
            moved.append(change["id"])
    touched = frozenset(FeedId(change["id"]) for change in payload["feeds"])
    return ChangeSet(feeds=touched, everything=_relist(connection, moved))


def _readdress(connection: sqlite3.Connection, number: int, url: str) -> None:
    """Give a feed another address; nothing is known of the new one yet.

    A feed that has it by now and is not subscribed to gets the old one in exchange; one of the library keeps it.
    """
    row = connection.execute("SELECT id, shelf FROM feed WHERE url = ?", (url,)).fetchone()
    if row is not None and (row[0] == number or row[1] == Shelf.LIBRARY):
        return
    (old,) = connection.execute("SELECT url FROM feed WHERE id = ?", (number,)).fetchone()
    connection.execute("UPDATE feed SET url = 'in exchange' WHERE id = ?", (number,))
    for one, address in [(row[0], old), (number, url)] if row is not None else [(number, url)]:
        local = int(address.startswith(LOCAL_SCHEMES))
        connection.execute("UPDATE feed SET url = ?, local = ? WHERE id = ?", (address, local, one))
        connection.execute("DELETE FROM feed_health WHERE feed_id = ?", (one,))


def _relist(connection: sqlite3.Connection, feeds: Sequence[int]) -> bool:
    """List the entries of feeds that came onto the shelf, no longer those that left it; whether there were any."""
    found = False
    for feed in feeds:
        ids = [number for (number,) in connection.execute("SELECT id FROM entry WHERE feed_id = ?", (feed,))]
        choose(connection, ids)
        with counted(connection):
            mirror(connection)
        found = found or bool(ids)
    return found


def _fields(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    """The fields that a step may change; empty when there is no such feed."""
    sql = f"SELECT {', '.join(_FIELDS)} FROM feed WHERE id = ?"  # noqa: S608
    row = connection.execute(sql, (number,)).fetchone()
    if row is None:
        return {}
    fields = dict(zip(_FIELDS, row, strict=True))
    fields["tags"] = json.loads(fields["tags"])
    fields["settings"] = settings_record(fields["settings"])
    return fields


def _settings_of(fields: Mapping[str, Any]) -> FeedSettings:
    """What is set for a feed, from the fields that a step keeps of it."""
    return FeedSettings.of_record(fields["settings"])


def _feed(connection: sqlite3.Connection, number: int) -> Feed:
    return feed_from(connection.execute(f"SELECT {FEED_COLUMNS} FROM feed WHERE id = ?", (number,)).fetchone())  # noqa: S608


def set_health(connection: sqlite3.Connection, number: FeedId, health: FeedHealth) -> ChangeSet:
    """Keep how the last check went."""
    if connection.execute("SELECT 1 FROM feed WHERE id = ?", (number,)).fetchone() is None:
        return NOTHING
    connection.execute(
        "INSERT OR REPLACE INTO feed_health (feed_id, due, gone, health) VALUES (?, ?, ?, ?)",
        (number, health.due, health.gone, health_text(health)),
    )
    return ChangeSet(feeds=frozenset({number}))


def set_document(connection: sqlite3.Connection, number: FeedId, parsed: ParsedFeed) -> None:
    """Keep what the last document says of the feed itself; what it leaves out stays as it was."""
    connection.execute(
        "UPDATE feed SET title = coalesce(nullif(?, ''), title), site_url = coalesce(?, site_url),"
        " language = coalesce(?, language), kind = ?, notes = ? WHERE id = ?",
        (
            storable(parsed.title),
            parsed.link and storable(parsed.link),
            parsed.language,
            parsed.kind,
            json.dumps(parsed.notes),
            number,
        ),
    )
