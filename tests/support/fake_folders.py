"""Smart folders and changes by query, in memory, on the rows of the session without a library."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from termnews.model.changes import ChangeSet, Marked
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId
from termnews.query import Query, both, expand, parse
from termnews.query.smartfolders import Change, Folders, added, by_name, find, moved, removed, renamed, with_key
from termnews.services.smartfolders import FolderCount
from tests.support.fake_futures import done, failed

if TYPE_CHECKING:
    from tests.support.fake_session import FakeSession


@dataclass
class FakeFolders:
    """Smart folders in memory."""

    session: FakeSession
    known: Folders = ()

    def all(self) -> Future[Folders]:
        """All of them."""
        return done(self.known)

    def count(self, name: str) -> Future[FolderCount]:
        """Count what one lists."""
        where = expand(find(self.known, name).query, by_name(self.known))
        return done(FolderCount(len(self.session.entry_ids(both(where, parse("is:unread"))).result())))

    def save(self, name: str, query: Query, key: str = "") -> Future[Folders]:
        """Keep a query."""
        return self._change(added(name, str(query), key), ("save", name, str(query)))

    def rename(self, old: str, new: str) -> Future[Folders]:
        """Rename."""
        return self._change(renamed(old, new), ("rename", old, new))

    def give_key(self, name: str, key: str) -> Future[Folders]:
        """Give a key."""
        return self._change(with_key(name, key), ("give_key", name, key))

    def move(self, name: str, step: int) -> Future[Folders]:
        """Move."""
        return self._change(moved(name, step), ("move", name, step))

    def remove(self, name: str) -> Future[Folders]:
        """Delete."""
        return self._change(removed(name), ("remove", name))

    def _change(self, change: Change, called: tuple[object, ...]) -> Future[Folders]:
        self.session.calls.append(called)
        self.known = change(self.known)
        self.session.ring(ChangeSet(folders=True))
        return done(self.known)


@dataclass
class FakeBulk:
    """Changes by query, on the same rows."""

    session: FakeSession

    def _ids(self, query: Query) -> list[EntryId]:
        return [EntryId(number) for number in self.session.entry_ids(query).result()]

    def count(self, query: Query) -> Future[int]:
        """How many match."""
        return done(len(self._ids(query)))

    def count_unlike(self, query: Query, flag: EntryFlags, on: bool) -> Future[int]:
        """How many would change."""
        return done(sum((flag in self.session.rows[number].flags) is not on for number in self._ids(query)))

    def count_spared(self, query: Query, flag: EntryFlags, on: bool) -> Future[int]:
        """How many are kept unread, of what is marked read."""
        kept = [number for number in self._ids(query) if self.session.rows[number].is_kept]
        return done(len(kept) if on and flag is EntryFlags.READ else 0)

    def count_retagged(self, query: Query, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Future[int]:
        """How many match, more or less."""
        del add, remove
        return self.count(query)

    def mark(self, query: Query, flag: EntryFlags, on: bool) -> Future[int]:
        """Mark what matches."""
        ids = [number for number in self._ids(query) if (flag in self.session.rows[number].flags) is not on]
        return self._done(self.session.set_flag(ids, flag, on), len(ids), ("mark_query", str(query), flag, on))

    def mark_these(
        self, ids: Sequence[EntryId], flag: EntryFlags, on: bool, *, spare: EntryFlags = EntryFlags.NONE
    ) -> Future[Marked]:
        """Mark these."""
        rows = [self.session.rows[number] for number in ids]
        unlike = [bool(row.flags & spare) for row in rows if (flag in row.flags) is not on]
        error = self.session.set_flag(ids, flag, on, spare=spare).exception()
        return failed(error) if error is not None else done(Marked(unlike.count(False), unlike.count(True)))

    def tag(self, query: Query, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Future[int]:
        """Tag what matches."""
        ids = self._ids(query)
        called = ("tag_query", str(query), tuple(add), tuple(remove))
        return self._done(self.session.change_tags(ids, add, remove), len(ids), called)

    def _done(self, change: Future[ChangeSet], number: int, called: tuple[object, ...]) -> Future[int]:
        self.session.calls[-1] = called
        error = change.exception()
        return failed(error) if error is not None else done(number)
