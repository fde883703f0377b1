"""What the screen asks of the application: the session and the values it answers with, as far as they are used here."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from termnews.model.article import Article, Page
from termnews.model.changes import ChangeSet, Marked
from termnews.model.clock import Clock
from termnews.model.entry import EntryFlags, Headline
from termnews.model.facets import Counts, TagCount
from termnews.model.feed import Feed, FeedHealth
from termnews.model.feedsettings import FeedSettings
from termnews.model.feedstats import FeedStats
from termnews.model.ids import EntryId, FeedId
from termnews.model.step import Step
from termnews.query import Names, Query
from termnews.query.smartfolders import Folders
from termnews.services.owntags import Reach
from termnews.services.progress import Progress, RefreshReport
from termnews.services.reports import ImportReport, Preview, Subscribed
from termnews.services.smartfolders import FolderCount
from termnews.text.find import Found
from termnews.tui.articleports import CopiesPort, DownloadsPort, SnoozingPort
from termnews.tui.ruleport import RulesPort


class RefreshPort(Protocol):
    """A refresh under way."""

    @property
    def done(self) -> Future[RefreshReport]:
        """Resolved when it has ended."""
        ...

    def cancel(self) -> None:
        """Stop after what is under way."""
        ...


class BulkPort(Protocol):
    """What is done to everything that a query matches; each future gives a number of articles."""

    def count(self, query: Query) -> Future[int]:
        """How many match."""
        ...

    def count_unlike(self, query: Query, flag: EntryFlags, on: bool) -> Future[int]:
        """How many of them `mark` would change."""
        ...

    def count_spared(self, query: Query, flag: EntryFlags, on: bool) -> Future[int]:
        """How many of them `mark` would spare: those kept unread, of what is marked read."""
        ...

    def count_retagged(self, query: Query, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Future[int]:
        """How many of them `tag` would change."""
        ...

    def mark(self, query: Query, flag: EntryFlags, on: bool) -> Future[int]:
        """Set or take a mark, as one step; give how many had it otherwise."""
        ...

    def mark_these(
        self, ids: Sequence[EntryId], flag: EntryFlags, on: bool, *, spare: EntryFlags = EntryFlags.NONE
    ) -> Future[Marked]:
        """The same for articles that are known by number, but for those that have a mark of `spare`."""
        ...

    def tag(self, query: Query, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Future[int]:
        """Give and take own tags, as one step; give how many had others."""
        ...


class ExportingPort(Protocol):
    """Articles as documents of other forms; see `services.exporting.Exporting`."""

    def document(self, ids: Sequence[EntryId], form: str) -> Future[bytes]:
        """These articles as one document in memory."""
        ...

    def save(self, ids: Sequence[EntryId], path: Path) -> Future[int]:
        """Write them to a new file in the form that its name ends with, or into a folder; how many it were."""
        ...


class KeepingPort(Protocol):
    """What looks after the whole library; see `services.keeping.Keeping`."""

    def tidy(self) -> Future[tuple[str, ...]]:
        """Do what is due behind the screen; gives what went wrong, one line each."""


class SmartFoldersPort(Protocol):
    """Queries under a name; futures of changes give all of them as they are then."""

    def all(self) -> Future[Folders]:
        """All of them, in order."""
        ...

    def count(self, name: str) -> Future[FolderCount]:
        """Count what one lists."""
        ...

    def save(self, name: str, query: Query, key: str = "") -> Future[Folders]:
        """Keep a query under a name."""
        ...

    def rename(self, old: str, new: str) -> Future[Folders]:
        """Give another name."""
        ...

    def give_key(self, name: str, key: str) -> Future[Folders]:
        """Give a key, or take it."""
        ...

    def move(self, name: str, step: int) -> Future[Folders]:
        """Move down or up."""
        ...

    def remove(self, name: str) -> Future[Folders]:
        """Delete it."""
        ...


class HistoryPort(Protocol):
    """The steps that can be taken back; futures give the labels of those that were taken back or done again."""

    def steps(self) -> Future[tuple[Step, ...]]:
        """All that are kept, the newest first."""
        ...

    def undo(self, most: int = 1) -> Future[tuple[str, ...]]:
        """Take back so many of the last."""
        ...

    def redo(self, most: int = 1) -> Future[tuple[str, ...]]:
        """Do so many again."""
        ...

    def undo_to(self, step: int) -> Future[tuple[str, ...]]:
        """Take back this step and all after it."""
        ...

    def redo_to(self, step: int) -> Future[tuple[str, ...]]:
        """Do again all up to this step."""
        ...


class OwnTagsPort(Protocol):
    """Tags as a whole; futures of changes say how far they went."""

    def colours(self) -> Future[Mapping[str, str]]:
        """Names of colours by the normal form of tags."""
        ...

    def rename(self, old: str, new: str) -> Future[Reach]:
        """Rename or respell one; fails with `TagTakenError`."""
        ...

    def merge(self, old: str, into: str) -> Future[Reach]:
        """Put one into another."""
        ...

    def delete(self, label: str) -> Future[Reach]:
        """Take one from everything."""
        ...

    def colour(self, label: str, name: str) -> Future[Reach]:
        """Give one a colour, or take it."""
        ...


class SessionPort(Protocol):
    """The one door to everything that is not the screen; see `services.session.Session`."""

    on_change: Callable[[], None] | None
    """The doorbell; may be rung from any thread."""

    @property
    def clock(self) -> Clock:
        """Where time comes from."""
        ...

    @property
    def read_only(self) -> str:
        """Why nothing can be saved; empty when it can."""
        ...

    @property
    def bulk(self) -> BulkPort:
        """What is done by query."""
        ...

    @property
    def history(self) -> HistoryPort:
        """What can be taken back."""
        ...

    @property
    def copies(self) -> CopiesPort:
        """The same article in several feeds."""
        ...

    @property
    def snoozing(self) -> SnoozingPort:
        """What comes back at a moment."""
        ...

    @property
    def downloads(self) -> DownloadsPort:
        """Files that come with articles, saved."""
        ...

    @property
    def exporting(self) -> ExportingPort:
        """Articles written to files."""
        ...

    @property
    def keeping(self) -> KeepingPort:
        """What looks after the whole library."""
        ...

    @property
    def smart_folders(self) -> SmartFoldersPort:
        """Queries under a name."""
        ...

    @property
    def own_tags(self) -> OwnTagsPort:
        """Tags as a whole."""
        ...

    @property
    def rules(self) -> RulesPort:
        """What is done to articles as they arrive."""
        ...

    def start(self) -> None:
        """Open everything."""
        ...

    def close(self) -> None:
        """Close everything."""
        ...

    def take_changes(self) -> ChangeSet:
        """Drain what changed since the last call."""
        ...

    def feeds(self) -> Future[tuple[Feed, ...]]:
        """All subscriptions."""
        ...

    def healths(self) -> Future[Mapping[FeedId, FeedHealth]]:
        """How they fare."""
        ...

    def feed_stats(self) -> Future[Mapping[FeedId, FeedStats]]:
        """How much each subscription brings, and how much of it is read."""
        ...

    def move_feed(self, feed_id: FeedId, url: str) -> Future[ChangeSet]:
        """Fetch a feed from another address from now on."""
        ...

    def counts(self) -> Future[Counts]:
        """Numbers for the side bar."""
        ...

    def facets(self, query: Query, *, together: bool = False) -> Future[tuple[TagCount, ...]]:
        """Tags, each with what it would list; `together`: joined by *all* with a single one that is included."""
        ...

    def entry_ids(
        self, query: Query, limit: int | None = None, *, among: Sequence[int] | None = None
    ) -> Future[array[int]]:
        """What matches, in list order; with `among`, none but these entries."""
        ...

    def headlines(self, ids: Sequence[int]) -> Future[list[Headline]]:
        """Rows for these ids, in this order; ids that are gone are left out."""
        ...

    def article(self, entry_id: EntryId) -> Future[Article | None]:
        """One article, or None if it is gone."""
        ...

    def file_of(self, entry_id: EntryId) -> Future[Path | None]:
        """The file that a local article was read from."""
        ...

    def page(self, article: Article, width: int, *, measure: int, opened: frozenset[int]) -> Future[Page]:
        """Wrap it."""
        ...

    def find(self, page: Page, typed: str) -> Future[Found]:
        """Every place in a page where this stands; ValueError for an expression that is none."""
        ...

    def names(self) -> Future[Names]:
        """Tags, feeds and folders for completion."""
        ...

    def set_opened(self, entry_id: EntryId) -> None:
        """Remember that an article was opened for reading."""
        ...

    def change_tags(
        self, ids: Sequence[EntryId], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> Future[ChangeSet]:
        """Give and take own tags."""
        ...

    def set_position(self, entry_id: EntryId, position: float) -> None:
        """Remember the place."""
        ...

    def subscribe(
        self, target: str, *, folder: str = "", tags: Sequence[str] = (), title: str | None = None
    ) -> Future[Subscribed]:
        """Add a feed, file or folder."""
        ...

    def preview(self, target: str) -> Future[Preview]:
        """What subscribing to a target would bring."""
        ...

    def unsubscribe(self, feed_ids: Sequence[FeedId]) -> Future[ChangeSet]:
        """Remove feeds."""
        ...

    def rename(self, feed_id: FeedId, title: str) -> Future[ChangeSet]:
        """Give a feed the person's own name; empty takes it away."""
        ...

    def move(self, feed_id: FeedId, folder: str) -> Future[ChangeSet]:
        """Put a feed into a folder."""
        ...

    def configure(self, feed_ids: Sequence[FeedId], change: Callable[[FeedSettings], FeedSettings]) -> Future[int]:
        """Change what is set for feeds, as one step; give how many had it otherwise."""
        ...

    def refresh(
        self,
        feed_ids: Sequence[FeedId] | None = None,
        *,
        force: bool = False,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> RefreshPort:
        """Check feeds for new articles."""
        ...

    def prepare(self) -> None:
        """Import what fetches and parses; may take a while."""
        ...

    def offer_samples(self) -> Future[bool]:
        """Put the sample articles into a library without any feed."""
        ...

    def refresh_local(self) -> Future[bool]:
        """Read again what changed on disk."""
        ...

    def import_opml(self, path: Path) -> Future[ImportReport]:
        """Subscribe to what an OPML file lists."""
        ...

    def export_opml(self) -> Future[bytes]:
        """Write the subscriptions as OPML."""
        ...

    def preference(self, name: str) -> Future[object]:
        """A value kept between two starts, or None."""
        ...

    def set_preference(self, name: str, value: object) -> None:
        """Keep a JSON value."""
        ...
