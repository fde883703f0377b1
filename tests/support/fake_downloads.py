"""Saving files without a network: it notes what is asked of it, and is done when the test says so."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from termnews.model.entry import Enclosure
from termnews.services.filenames import attached_file_name


@dataclass
class FakeDownload:
    """A download that ends when the test says so."""

    path: Path
    received: int = 0
    total: int | None = None
    done: Future[Path] = field(default_factory=Future)

    def cancel(self) -> None:
        """End."""
        self.done.cancel()


class FakeDownloads:
    """The same doors as `services.downloads.Downloads`."""

    def __init__(self) -> None:
        self.started: dict[str, FakeDownload] = {}

    def under_way(self, url: str) -> FakeDownload | None:
        """What was begun and has not ended."""
        known = self.started.get(url)
        return known if known is not None and not known.done.done() else None

    def offered(self, file: Enclosure) -> Path:
        """A name in no folder."""
        return Path(attached_file_name(file))

    def save(self, url: str, path: Path) -> FakeDownload:
        """Begin."""
        return self.started.setdefault(url, FakeDownload(path))
