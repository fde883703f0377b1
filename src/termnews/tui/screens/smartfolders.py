"""Smart folders on the screen: their rows in the side bar, their numbers, and the keys they have of their own.

Numbers are counted one after another on a thread that no key waits for, and only those that a change can have touched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Protocol

from termnews.model.changes import ChangeSet
from termnews.query import Query, SmartFolder
from termnews.services.smartfolders import FolderCount, FolderWatch
from termnews.tui.ports import SessionPort
from termnews.tui.screens.listing import Listing
from termnews.tui.screens.places import Place, named, smart
from termnews.tui.screens.work import Work
from termnews.tui.widgets.sidebar import SideBar, SideRow

PAUSE = 0.4
"""Seconds without a change after which numbers are counted again."""
AGES = 300
"""Seconds after which a number that follows the clock is counted again."""


class FolderHost(Protocol):
    """What smart folders need of the screen."""

    session: SessionPort
    listing: Listing

    @property
    def side(self) -> SideBar:
        """The side bar."""
        ...

    def start(self, work: Work, group: str, *, exclusive: bool = True) -> None:
        """Do something behind the screen."""
        ...

    def list_place(self, place: Place, refinement: Query | None = None) -> None:
        """List something else."""
        ...

    def bind_folders(self, folders: Sequence[SmartFolder]) -> None:
        """Give them their keys."""
        ...


class SmartFolderRows:
    """Follows the library; lives on the event loop."""

    def __init__(self, host: FolderHost) -> None:
        self._host = host
        self.all: tuple[SmartFolder, ...] = ()
        """The folders, in the person's order."""
        self._watch = FolderWatch()
        self._numbers: dict[str, FolderCount] = {}
        self._due: dict[str, None] = {}
        self._aged = 0

    async def learn(self) -> None:
        """Get the folders as they are now, then count."""
        before = self.all
        self.all = await asyncio.wrap_future(self._host.session.smart_folders.all())
        if self.all == before:
            return
        listed = self._watch.query_of(self._host.listing.place.key)
        self._watch = await asyncio.to_thread(FolderWatch, self.all)
        self._show()
        self._host.bind_folders(self.all)
        self._follow(before, listed)
        self._count(folder.name for folder in self.all)

    def absorb(self, changes: ChangeSet) -> None:
        """Follow the library."""
        if changes.folders or changes.everything:
            self._host.start(self.learn, "folders")
        if not changes.folders:
            self._count(self._watch.concerned(changes))

    def tick(self, now: int) -> None:
        """Follow the clock."""
        if now - self._aged >= AGES:
            self._aged = now
            self._count(self._watch.ageing)

    def _count(self, names: Iterable[str]) -> None:
        """Count these, after those that wait already."""
        self._due.update(dict.fromkeys(names))
        if self._due:
            self._host.start(self._count_due, "folder counts")

    async def _count_due(self) -> None:
        await asyncio.sleep(PAUSE)
        while self._due:
            name = next(iter(self._due))
            number = await asyncio.wrap_future(self._host.session.smart_folders.count(name))
            self._due.pop(name, None)
            if self._numbers.get(name) != number:
                self._numbers[name] = number
                self._show()

    def _show(self) -> None:
        self._host.side.update(smart=[self._row(folder) for folder in self.all])

    def _row(self, folder: SmartFolder) -> SideRow:
        count = self._numbers.get(folder.name, FolderCount())
        return SideRow("smart", folder.name, folder.name, count.number, problem=bool(count.problem))

    def _follow(self, before: Sequence[SmartFolder], listed: Query | None) -> None:
        """Where a smart folder is listed that was changed: list it as it is now, under the name it has now."""
        place = self._host.listing.place
        was = next((folder for folder in before if folder.name == place.key), None)
        if place.kind != "smart" or was is None:
            return
        same_name = [folder for folder in self.all if folder.name == was.name]
        same_text = [folder for folder in self.all if folder.text == was.text and folder not in before]
        now = next(iter(same_name or same_text), None)
        if now is None or now.name != was.name or self._watch.query_of(now.name) != listed:
            follow = smart(now) if now else None
            self._host.list_place(follow or named("unread"), self._host.listing.refinement)
