"""Smart folders as the screen and the shell use them: kept, changed in steps that can be undone, and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from termnews.library import Library, LibraryReader, bulk, smartfolders
from termnews.model.changes import ChangeSet
from termnews.model.clock import Clock
from termnews.model.errors import QueryError
from termnews.model.ids import FeedId
from termnews.query import Query, both, expand
from termnews.query import smartfolders as folders
from termnews.query.ast import InSaved, Is, State
from termnews.query.smartfolders import Change, Folders, SmartFolder
from termnews.services.asking import Ask
from termnews.services.concern import ages, concerns, counts_all

_UNREAD = Query(Is(State.UNREAD))


@dataclass(frozen=True, slots=True)
class FolderCount:
    """The number beside a smart folder."""

    number: int = 0
    """Unread articles that match; all that match where the query itself asks about marks."""
    problem: str = ""
    """Why nothing could be counted."""


class SmartFolders:
    """Futures of changes give all folders as they are then, or raise `QueryError`, `LibraryError`."""

    def __init__(self, library: Library, read: Ask, count: Ask, clock: Clock, aside: Sequence[FeedId]) -> None:
        """`read` answers at once, `count` may take its time."""
        self._library = library
        self._read = read
        self._count = count
        self._clock = clock
        self._aside = tuple(aside)

    def all(self) -> Future[Folders]:
        """All of them, in order."""
        return self._read(lambda reader: reader.smart_folders())

    def count(self, name: str) -> Future[FolderCount]:
        """Count what a folder lists; never raises for the folder's own mistakes."""
        now = int(self._clock.now())

        def work(reader: LibraryReader) -> FolderCount:
            try:
                query = _number_of(name, reader.smart_folders())
                return FolderCount(reader.answer(lambda c, f: bulk.count(c, f, query), now, self._aside))
            except QueryError as error:
                return FolderCount(problem=str(error))

        return self._count(work)

    # Changes, each one step

    def save(self, name: str, query: Query, key: str = "") -> Future[Folders]:
        """Keep a query under a name; one that is there already gets it in place of its own."""
        return self._change(folders.added(name, str(query), key), f"Saved smart folder {_tidy(name)}")

    def rename(self, old: str, new: str) -> Future[Folders]:
        """Give another name; folders that refer to it follow."""
        return self._change(folders.renamed(old, new), f"Renamed smart folder {_tidy(old)} to {_tidy(new)}")

    def give_key(self, name: str, key: str) -> Future[Folders]:
        """Give a key of its own, or take it."""
        told = (
            f"Gave smart folder {_tidy(name)} the key {key}" if key else f"Took the key of smart folder {_tidy(name)}"
        )
        return self._change(folders.with_key(name, key), told)

    def move(self, name: str, step: int) -> Future[Folders]:
        """Move it down (or up) by so many places."""
        return self._change(folders.moved(name, step), f"Moved smart folder {_tidy(name)}")

    def remove(self, name: str) -> Future[Folders]:
        """Delete it; folders that refer to it take its query over."""
        return self._change(folders.removed(name), f"Deleted smart folder {_tidy(name)}")

    def _change(self, change: Change, label: str) -> Future[Folders]:
        return self._library.writer.carry_out(
            lambda context, _functions: smartfolders.change(context, change, label), now=int(self._clock.now())
        )


class FolderWatch:
    """Knows which numbers a change can touch; made anew when the folders change."""

    def __init__(self, saved: Sequence[SmartFolder] = ()) -> None:
        """Read the queries once; with hundreds of folders that takes more than a frame."""
        known = folders.by_name(saved)
        self._queries = {folder.name: _expanded(folder.name, known) for folder in saved}

    def concerned(self, changes: ChangeSet) -> list[str]:
        """Names of the folders whose number a change may change."""
        return [name for name, query in self._queries.items() if query is not None and concerns(query, changes)]

    def query_of(self, name: str) -> Query | None:
        """What a folder lists, with all that it refers to in place; None when there is none or it is broken."""
        return self._queries.get(name)

    @property
    def ageing(self) -> list[str]:
        """Names of the folders whose number changes by itself as time goes on."""
        return [name for name, query in self._queries.items() if query is not None and ages(query)]


def _expanded(name: str, known: Mapping[str, Query]) -> Query | None:
    try:
        return expand(Query(InSaved(name)), known)
    except QueryError:
        return None


def _number_of(name: str, saved: Folders) -> Query:
    """The query whose matches are the number of a folder. Raises `QueryError`."""
    query = expand(folders.find(saved, name).query, folders.by_name(saved))
    return query if counts_all(query) else both(query, _UNREAD)


def _tidy(name: str) -> str:
    return " ".join(name.split())
