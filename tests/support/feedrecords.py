"""Parsed feeds as plain records, to be compared with expectations in files."""

from __future__ import annotations

from datetime import UTC, datetime

from termnews.model.entry import ParsedEntry
from termnews.model.feed import ParsedFeed

NOW = 1_930_000_000
"""A moment in 2031, after all dates in the test data."""


def feed_record(feed: ParsedFeed) -> dict[str, object]:
    """All of a feed that a person can see, without what is empty."""
    record: dict[str, object] = {
        "kind": feed.kind,
        "title": feed.title,
        "link": feed.link,
        "language": feed.language,
        "notes": list(feed.notes),
        "ttl": feed.ttl,
        "skip_hours": list(feed.skip_hours),
        "skip_days": list(feed.skip_days),
        "entries": [entry_record(entry) for entry in feed.entries],
    }
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def entry_record(entry: ParsedEntry) -> dict[str, object]:
    """All of an entry that a person can see, without what is empty."""
    record: dict[str, object] = {
        "id": entry.guid,
        "title": entry.title,
        "link": entry.url,
        "authors": list(entry.authors),
        "published": _moment(entry.published),
        "updated": _moment(entry.updated),
        "summary": entry.summary,
        "content": entry.content,
        "type": entry.media_type if entry.content else "",
        "text": entry.text,
        "tags": list(entry.tags),
        "enclosures": [
            {
                name: value
                for name, value in (
                    ("url", each.url),
                    ("type", each.type),
                    ("length", each.length),
                    ("duration", each.duration),
                    ("title", each.title),
                )
                if value is not None
            }
            for each in entry.enclosures
        ],
        "comments": entry.comments_url,
        "image": entry.image_url,
        "language": entry.language,
        "base": entry.base_url,
    }
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def _moment(seconds: int | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
