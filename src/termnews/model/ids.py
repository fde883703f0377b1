"""Identifiers: the library's own numbers."""

from __future__ import annotations

from typing import NewType

FeedId = NewType("FeedId", int)
"""Row number of a feed in one library."""

EntryId = NewType("EntryId", int)
"""Row number of an entry in one library: dense, in order of arrival."""
