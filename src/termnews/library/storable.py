"""The last look at values before they are stored: no half characters, no times beyond any calendar."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from termnews.model.entry import Enclosure, ParsedEntry

_EARLIEST, _LATEST = -62_135_596_800, 253_402_300_799


def sane_time(time: int | None) -> int | None:
    """A time that calendars can show, so that nobody above needs to check."""
    return None if time is None else min(max(time, _EARLIEST), _LATEST)


def storable(text: str) -> str:
    """Replace halves of surrogate pairs, which are no characters and cannot be stored."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def storable_entry(entry: ParsedEntry) -> ParsedEntry:
    """The same entry; with its texts mended if any of them cannot be stored."""
    texts: Mapping[str, str] = {
        name: value for name in ParsedEntry.__dataclass_fields__ if isinstance(value := getattr(entry, name), str)
    }
    mended: dict[str, Any] = {name: good for name, text in texts.items() if (good := storable(text)) is not text}
    for name in ("authors", "tags"):
        labels = tuple(storable(label) for label in getattr(entry, name))
        if labels != getattr(entry, name):
            mended[name] = labels
    if any(storable(one.url + (one.title or "")) != one.url + (one.title or "") for one in entry.enclosures):
        mended["enclosures"] = tuple(
            Enclosure(storable(one.url), one.type, one.length, one.duration, one.title and storable(one.title))
            for one in entry.enclosures
        )
    return replace(entry, **mended) if mended else entry


def hashed(text: str) -> int:
    """64 bits that stand for a text; signed, as SQLite keeps numbers."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
