"""Identifiers: the library's own numbers, and the key that means the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

FeedId = NewType("FeedId", int)
"""Row number of a feed in one library."""

EntryId = NewType("EntryId", int)
"""Row number of an entry in one library: dense, in order of arrival."""


@dataclass(frozen=True, slots=True, order=True)
class EntryKey:
    """Name an entry across libraries and machines."""

    feed_url: str
    """What is fetched: the address or path of the feed."""
    guid: str
    """The entry's id within its feed, as the publisher gave it or as `formats.identity` made it."""
