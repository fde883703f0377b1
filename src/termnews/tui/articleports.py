"""What the screen asks of the application about single articles: when they come back, and where else they stand."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from termnews.model.entry import Enclosure, Headline
from termnews.model.ids import EntryId


class CopiesPort(Protocol):
    """The same article in several feeds."""

    def of(self, entry_id: EntryId) -> Future[list[Headline]]:
        """The other copies of an article."""
        ...

    def part(self, entry_id: EntryId) -> Future[int]:
        """Take an article and its copies apart; give how many they were."""
        ...

    def join(self, ids: Sequence[EntryId]) -> Future[int]:
        """Make one article of several; give how many copies it has then, 0 when they were one."""
        ...


class SnoozingPort(Protocol):
    """Articles that come back at a moment."""

    def moment(self, written: str) -> int | None:
        """The second that a date to come means; None where it means none."""
        ...

    def snooze(self, ids: Sequence[EntryId], until: int | None) -> Future[int]:
        """Snooze articles until a second, or with None no longer; give how many did not wait for that one."""
        ...

    def is_due(self) -> Future[bool]:
        """Whether anything is to come back by now."""
        ...

    def wake(self) -> Future[int]:
        """Bring back what is due; give how many."""
        ...


class DownloadPort(Protocol):
    """A file that is being saved; see `services.downloads.Download`."""

    @property
    def path(self) -> Path:
        """Where it is saved to."""
        ...

    @property
    def received(self) -> int:
        """Bytes that are there."""
        ...

    @property
    def total(self) -> int | None:
        """Bytes of the whole file, where that is known."""
        ...

    @property
    def done(self) -> Future[Path]:
        """Resolved when the whole file is there."""
        ...

    def cancel(self) -> None:
        """End it soon; what came stays."""
        ...


class DownloadsPort(Protocol):
    """Files that come with articles, saved."""

    def under_way(self, url: str) -> DownloadPort | None:
        """The download from this address that has not ended."""
        ...

    def offered(self, file: Enclosure) -> Path:
        """Where to save a file, unless the person says otherwise; may wait for the disk."""
        ...

    def save(self, url: str, path: Path) -> DownloadPort:
        """Save what stands at an address."""
        ...
