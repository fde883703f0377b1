"""What changed in the library: one value that says it for everybody who shows something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId, FeedId


@dataclass(frozen=True, slots=True)
class Notice:
    """An article that arrived and that a rule tells of."""

    entry_id: EntryId
    rule: str
    title: str
    feed: str


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Entries added, updated and removed, new flags, and feeds touched; joined by `merge`."""

    added: frozenset[EntryId] = frozenset()
    updated: frozenset[EntryId] = frozenset()
    """Content or tags changed."""
    removed: frozenset[EntryId] = frozenset()
    flags: Mapping[EntryId, EntryFlags] = field(default_factory=dict)
    """The flags as they are now."""
    feeds: frozenset[FeedId] = frozenset()
    """Feeds added, removed, renamed, moved or whose health changed."""
    folders: bool = False
    """Smart folders added, changed, moved or removed."""
    tags: bool = False
    """Tags go by other names, or have other colours."""
    rules: bool = False
    """Rules added, changed, moved or removed, or their hits counted."""
    notices: tuple[Notice, ...] = ()
    """Arrivals that a rule tells the person of, in order."""
    everything: bool = False
    """Too much to list, or written by another process: whatever is shown must be read anew."""

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(
            self.everything
            or self.added
            or self.updated
            or self.removed
            or self.flags
            or self.feeds
            or self.folders
            or self.tags
            or self.rules
            or self.notices
        )


@dataclass(frozen=True, slots=True)
class Marked:
    """What marking articles came to."""

    changed: int
    """How many had it otherwise."""
    spared: int = 0
    """How many more had it otherwise, and keep it so."""


NOTHING = ChangeSet()
"""The neutral element of `merge`."""


def merge(first: ChangeSet, second: ChangeSet) -> ChangeSet:
    """Join two changes, the second being the later one.

    Associative, with `NOTHING` as its neutral element: the order of joining does not matter, the order of time does.
    """
    return ChangeSet(
        added=(first.added - second.removed) | second.added,
        updated=(first.updated - second.removed) | second.updated,
        removed=(first.removed - second.added) | second.removed,
        flags={**first.flags, **second.flags},
        feeds=first.feeds | second.feeds,
        folders=first.folders or second.folders,
        tags=first.tags or second.tags,
        rules=first.rules or second.rules,
        notices=(*first.notices, *second.notices),
        everything=first.everything or second.everything,
    )
