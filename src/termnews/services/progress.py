"""How far a refresh is, and what came of it: values for the status line and for scripts."""

from __future__ import annotations

from dataclasses import dataclass

from termnews.model.changes import Notice
from termnews.model.ids import FeedId


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a refresh."""

    done: int
    total: int
    """Feeds that this refresh asks; those that are not due are not among them."""
    feed: str
    """Name of the feed that was just done."""
    failed: int
    new: int
    """Entries added so far."""


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh brought."""

    checked: int = 0
    """Feeds that were asked."""
    not_modified: int = 0
    new: int = 0
    """Entries added."""
    hidden: int = 0
    """How many of them rules hid."""
    notices: tuple[Notice, ...] = ()
    """New ones that rules tell of."""
    updated: int = 0
    """Entries whose content changed."""
    failures: tuple[tuple[str, str], ...] = ()
    """Feed name and message. When the network itself seems to be missing it is one line without a name."""
    cancelled: bool = False
    offline: bool = False
    """No server was met at all, or a network's login page stood in place of several feeds; nothing was counted."""
    moved: tuple[tuple[FeedId, str], ...] = ()
    """Feeds that have moved for good, with their new address; nothing was changed."""
