"""Entries as the facts that rules ask of them: one that arrives, and one that is stored."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypedDict

from termnews.library.bodies import Media, unpack
from termnews.library.context import ARRIVALS
from termnews.library.feeds import LOCAL_SCHEMES
from termnews.model.entry import EntryFlags, EntryIntent
from termnews.model.feed import Feed
from termnews.model.tagkey import tag_key
from termnews.query.match import Facts

_FEED = "SELECT user_title, title, folder, url FROM feed WHERE id = ?"
_STORED = """
    SELECT e.title, e.url, e.tags, e.sort_at, e.words, e.media, e.language, e.revised IS NOT NULL,
        b.media_type, b.authors, b.extra, b.packed
    FROM entry AS e CROSS JOIN entry_body AS b ON b.id = e.id WHERE e.id = ?
"""
_OWN = "SELECT t.key FROM state_tag AS s CROSS JOIN tag AS t ON t.id = s.tag_id WHERE s.id = ?"


@dataclass(frozen=True, slots=True)
class Measured:
    """What is counted of an entry when it is stored."""

    words: int
    media: Media


@dataclass(frozen=True, slots=True)
class FactsOfFeed:
    """What the entries of one feed have in common, as it is now."""

    connection: sqlite3.Connection
    common: Facts
    newest_before: int | None
    """The highest number before the last refresh."""

    @classmethod
    def of(cls, connection: sqlite3.Connection, feed: Feed) -> FactsOfFeed:
        """Read what its document may just have changed."""
        *names, folder, url = connection.execute(_FEED, (feed.id,)).fetchone()
        row = connection.execute("SELECT value FROM meta WHERE name = ?", (ARRIVALS,)).fetchone()
        common = Facts(
            own_tags=_keys(feed.tags),
            feed_url=url,
            feed_names=tuple(filter(None, names)),
            folder=folder,
            local=url.startswith(LOCAL_SCHEMES),
        )
        return cls(connection, common, None if row is None else int(row[0]))

    def arriving(self, number: int, intent: EntryIntent, measured: Measured, *, known: bool) -> Facts:
        """An entry as it is about to be stored under its number; `known`: in the place of an older version."""
        entry, words = intent.entry, intent.entry.text or intent.entry.summary
        facts = replace(
            self.common,
            id=number,
            title=entry.title,
            text=words,
            authors=entry.authors,
            url=entry.url or "",
            tags=_keys(entry.tags),
            sort_at=intent.sort_at,
            words=measured.words,
            language=entry.language or "",
            enclosures=entry.enclosures,
            updated=known,
            new=self._is_new(number),
            **_media(measured.media),
        )
        return self._marked(facts) if known else facts

    def stored(self, number: int) -> Facts | None:
        """An entry as it stands in the library; None when it is not there, or its body is damaged."""
        row = self.connection.execute(_STORED, (number,)).fetchone()
        if row is None:
            return None
        title, url, tags, sort_at, words, media, language, revised, *packed = row
        try:
            body = unpack(self.connection, *packed)
        except ValueError:
            return None
        facts = replace(
            self.common,
            id=number,
            title=title,
            text=body.words,
            authors=body.authors,
            url=url or "",
            tags=_keys(tags.split("\n")),
            sort_at=sort_at,
            words=words,
            language=language or "",
            enclosures=body.enclosures,
            updated=bool(revised),
            new=self._is_new(number),
            **_media(Media(media)),
        )
        return self._marked(facts)

    def _marked(self, facts: Facts) -> Facts:
        """The facts with the marks and own tags that an entry has."""
        sql = "SELECT flags, opened_at FROM entry_state WHERE id = ?"
        flags, opened_at = self.connection.execute(sql, (facts.id,)).fetchone() or (0, None)
        own = tuple(key for (key,) in self.connection.execute(_OWN, (facts.id,)))
        return replace(facts, flags=EntryFlags(flags), opened_at=opened_at, own_tags=own)

    def _is_new(self, number: int) -> bool:
        return self.newest_before is not None and number > self.newest_before


class _Accompanied(TypedDict):
    image: bool
    audio: bool
    video: bool
    comments: bool


def _media(media: Media) -> _Accompanied:
    return {
        "image": bool(media & Media.IMAGE),
        "audio": bool(media & Media.AUDIO),
        "video": bool(media & Media.VIDEO),
        "comments": bool(media & Media.COMMENTS),
    }


def _keys(labels: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(key for key in map(_key, labels) if key)


@lru_cache(maxsize=4096)
def _key(label: str) -> str:
    return tag_key(label)
