"""The parts of a session that do one kind of work each; made when they are asked for."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from termnews.config import Config
from termnews.library import Library, LibraryReader, feeds
from termnews.library.context import Context
from termnews.library.feedstats import stats
from termnews.library.regexes import Functions
from termnews.model.changes import ChangeSet
from termnews.model.clock import Clock
from termnews.model.feedsettings import FeedSettings
from termnews.model.feedstats import FeedStats
from termnews.model.ids import EntryId, FeedId
from termnews.services.bulk import Bulk
from termnews.services.copies import Copies
from termnews.services.history import History
from termnews.services.owntags import OwnTags
from termnews.services.readingthread import ReadingThread
from termnews.services.smartfolders import SmartFolders
from termnews.services.snoozing import Snoozing

T = TypeVar("T")

if TYPE_CHECKING:
    from termnews.services.exporting import Exporting
    from termnews.services.keeping import Keeping
    from termnews.services.rules import RuleBoard


class Doors(ABC):
    """What a session leads to."""

    clock: Clock
    config: Config
    _making: threading.Lock
    _slow: ReadingThread | None = None
    _keeping: Keeping | None = None

    @property
    @abstractmethod
    def library(self) -> Library:
        """The open library."""

    @property
    @abstractmethod
    def _aside(self) -> Sequence[FeedId]:
        """Feeds opened aside, whose articles count as listed."""

    @property
    def bulk(self) -> Bulk:
        """What is done to everything that a query matches."""
        return Bulk(self.library, self._slow_reader.ask, self.clock, self._aside)

    @property
    def smart_folders(self) -> SmartFolders:
        """Saved queries under a name."""
        return SmartFolders(self.library, self._read, self._slow_reader.ask, self.clock, self._aside)

    @property
    def copies(self) -> Copies:
        """The same article in several feeds."""
        return Copies(self.library, self._read, self.clock)

    @property
    def snoozing(self) -> Snoozing:
        """Articles that come back at a moment."""
        return Snoozing(self.library, self._read, self.clock, self._aside)

    @property
    def history(self) -> History:
        """The steps that can be taken back."""
        return History(self.library, self._read, self.clock)

    @property
    def rules(self) -> RuleBoard:
        """What is done to articles as they arrive; imported with its first use."""
        from termnews.services.rules import RuleBoard

        return RuleBoard(self.library, self._read, self._slow_reader.ask, self.clock, self._aside)

    @property
    def own_tags(self) -> OwnTags:
        """Tags as a whole: their numbers, names and colours."""
        return OwnTags(self.library, self._read, self._slow_reader.ask, self.clock, self._aside)

    @abstractmethod
    def _read(self, work: Callable[[LibraryReader], T]) -> Future[T]:
        """Ask on the thread that answers the screen."""

    @property
    def keeping(self) -> Keeping:
        """What looks after the whole library; imported with its first use."""
        with self._making:
            if self._keeping is None:
                from termnews.services.keeping import Keeping

                self._keeping = Keeping(self.library, self.config, self.clock)
            return self._keeping

    def configure(self, feed_ids: Sequence[FeedId], change: Callable[[FeedSettings], FeedSettings]) -> Future[int]:
        """Change what is set for feeds, as one undoable step; gives how many had it otherwise."""

        def work(context: Context, _: Functions) -> tuple[int, ChangeSet]:
            changes = feeds.configure(context.connection, feed_ids, change, context.now)
            return len(changes.feeds), changes

        return self.library.writer.carry_out(work, now=int(self.clock.now()))

    @property
    def exporting(self) -> Exporting:
        """Articles as documents of other forms; imported with its first use."""
        from termnews.services.exporting import Exporting

        return Exporting(self._slow_reader.ask, self.clock, self._aside)

    def feed_stats(self) -> Future[Mapping[FeedId, FeedStats]]:
        """How much each subscription brings, and how much of it is read."""
        now = int(self.clock.now())
        return self._slow_reader.ask(lambda reader: reader.answer(lambda context, _: stats(context), now))

    def move_feed(self, feed_id: FeedId, url: str) -> Future[ChangeSet]:
        """Fetch a feed from another address from now on; raises `LibraryError` when another feed has that one."""

        def work(context: Context, _: Functions) -> tuple[ChangeSet, ChangeSet]:
            changes = feeds.readdress(context.connection, feed_id, url, context.now)
            return changes, changes

        return self.library.writer.carry_out(work, now=int(self.clock.now()))

    def file_of(self, entry_id: EntryId) -> Future[Path | None]:
        """The file that a local article was read from; None for others, and where it is gone."""
        from termnews.services.localfiles import file_of

        def work(reader: LibraryReader) -> Path | None:
            entry = reader.entry(entry_id)
            return file_of(entry) if entry is not None else None

        return self._slow_reader.ask(work)

    @property
    def _slow_reader(self) -> ReadingThread:
        if self._slow is None:
            self._slow = ReadingThread("library-counter", self.library.another_reader)
        return self._slow

    def _close_doors(self) -> None:
        if self._keeping is not None:
            self._keeping.close()
            self._keeping = None
        if self._slow is not None:
            self._slow.close()
            self._slow = None
