"""Values as JSON objects: the shapes that scripts rely on.

Times are RFC 3339 in UTC, unknown is null, authors and tags are arrays of strings; enclosures have url, type
and length.
"""

from __future__ import annotations

from collections.abc import Sequence

from termnews.model.entry import Enclosure, EntryFlags, Headline, ParsedEntry, StoredEntry
from termnews.model.feed import Feed, FeedHealth, ParsedFeed
from termnews.model.feedsettings import FeedSettings
from termnews.model.times import stamp
from termnews.query.rules import Deed
from termnews.services.rules import RuleLine
from termnews.services.targets import public

Record = dict[str, object]


def enclosures_record(enclosures: Sequence[Enclosure]) -> list[Record]:
    """Attached files; duration in seconds where it is known."""
    return [
        {"url": each.url, "type": each.type, "length": each.length, "duration": each.duration} for each in enclosures
    ]


def parsed_entry_record(entry: ParsedEntry) -> Record:
    """An entry of a document that was not stored: its id is the guid, or the fall-back identity."""
    return {
        "id": entry.guid,
        "title": entry.title or None,
        "link": entry.url,
        "published": stamp(entry.published),
        "updated": stamp(entry.updated),
        "authors": list(entry.authors),
        "tags": list(entry.tags),
        "enclosures": enclosures_record(entry.enclosures),
        "summary": entry.summary or None,
        "content": entry.content or None,
        "text": entry.text or None,
        "media_type": entry.media_type,
        "language": entry.language,
        "image": entry.image_url,
        "comments": entry.comments_url,
        "file_time": stamp(entry.file_time),
    }


def parsed_feed_record(parsed: ParsedFeed) -> Record:
    """A document as termnews understands it."""
    return {
        "kind": parsed.kind,
        "title": parsed.title or None,
        "link": parsed.link,
        "language": parsed.language,
        "notes": list(parsed.notes),
        "entries": [parsed_entry_record(entry) for entry in parsed.entries],
    }


def headline_record(headline: Headline) -> Record:
    """A row of the list; `date` orders it, `dated` says whether the article itself states that date."""
    return {
        "id": headline.id,
        "title": headline.title,
        "link": headline.url,
        "feed": headline.feed_title,
        "feed_id": headline.feed_id,
        "date": stamp(headline.sort_at),
        "dated": headline.dated,
        "read": headline.is_read,
        "starred": headline.is_starred,
        "hidden": EntryFlags.HIDDEN in headline.flags,
        "kept": headline.is_kept,
        "snoozed_until": stamp(headline.snoozed_until),
        "tags": list(headline.tags),
        "own_tags": list(headline.own_tags),
        "words": headline.words,
        "copies": headline.copies,
    }


def stored_record(entry: StoredEntry, *, body: bool = True) -> Record:
    """Everything the library knows of an entry; `body=False` leaves out content and text."""
    record = headline_record(entry.headline) | {
        "guid": entry.guid,
        "feed_url": public(entry.feed_url),
        "published": stamp(entry.published),
        "updated": stamp(entry.updated),
        "first_seen": stamp(entry.first_seen),
        "authors": list(entry.authors),
        "language": entry.language,
        "enclosures": enclosures_record(entry.enclosures),
        "comments": entry.comments_url,
        "summary": entry.summary or None,
        "position": entry.position,
    }
    if body:
        record |= {"content": entry.content or None, "media_type": entry.media_type, "text": entry.text or None}
    return record


def deed_record(deed: Deed) -> Record:
    """What a rule did to an article, and is still so."""
    return {
        "rule": deed.rule,
        "removed": deed.removed,
        "at": stamp(deed.at),
        "star": EntryFlags.STARRED in deed.flags,
        "read": EntryFlags.READ in deed.flags,
        "hide": EntryFlags.HIDDEN in deed.flags,
        "tags": list(deed.tags),
    }


def rule_record(line: RuleLine) -> Record:
    """A rule and how it stands."""
    rule, actions = line.rule, line.rule.actions
    return {
        "name": rule.name,
        "query": rule.text,
        "tags": list(actions.tags),
        "star": actions.star,
        "read": actions.read,
        "hide": actions.hide,
        "notify": actions.notify,
        "enabled": rule.enabled,
        "until": stamp(rule.until),
        "state": str(line.standing),
        "problem": line.problem or None,
        "hits": rule.hits,
        "last_hit": stamp(rule.last_hit),
        "too_slow": stamp(rule.overran),
    }


def feed_record(feed: Feed, health: FeedHealth, total: int, unread: int) -> Record:
    """A subscription and how it fares."""
    return {
        "id": feed.id,
        "title": feed.name,
        "url": public(feed.url),
        "link": feed.site_url,
        "folder": feed.folder or None,
        "tags": list(feed.tags),
        "articles": total,
        "unread": unread,
        "checked": stamp(health.checked),
        "succeeded": stamp(health.succeeded),
        "due": stamp(health.due or None),
        "error": health.error,
        "failures": health.failures,
        "gone": health.gone,
        "settings": {name: feed.settings.record().get(name) for name in FeedSettings.__slots__},
    }
