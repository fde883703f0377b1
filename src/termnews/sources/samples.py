"""The sample articles that come with the program, behind the address `samples:`."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from pathlib import Path
from typing import Final

import termnews
from termnews.model.errors import FetchError
from termnews.model.feed import Failed, FeedHealth, FetchOutcome
from termnews.net.causes import failure
from termnews.sources.files import read_local, unreadable

ADDRESS: Final = "samples:"
TITLE: Final = "Sample articles"
_NAME: Final = "sample_articles"


class SampleSource:
    """The `samples:` address: a folder of articles like any other, wherever the program is installed."""

    async def fetch(self, url: str, health: FeedHealth, now: int) -> FetchOutcome:
        """List the sample articles."""
        folder = samples_folder()
        if folder is None:
            error: FetchError = failure("file", "the sample articles are not installed", hint="Install termnews again.")
            return Failed(error, unreadable(health, error, now))
        try:
            return await asyncio.to_thread(read_local, folder, url, health, now, title=TITLE)
        except FetchError as error:
            return Failed(error, unreadable(health, error, now))

    def lane(self, url: str) -> str:
        """A lane of its own: the samples never wait for other disks."""
        return url

    async def ready(self, url: str) -> None:
        """Samples need no rest."""

    async def aclose(self) -> None:
        """Nothing is held open."""


def samples_folder() -> Path | None:
    """Where the sample articles are: beside the installed package, or in the repository that it runs from."""
    installed = files(termnews) / _NAME
    if isinstance(installed, Path) and installed.is_dir():
        return installed
    repository = Path(termnews.__file__).resolve().parents[2] / _NAME
    return repository if repository.is_dir() else None
