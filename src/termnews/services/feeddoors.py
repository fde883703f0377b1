"""What a session does with feeds: added, removed, named, read; most of it is the work of `services.subscriptions`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from termnews.model.changes import ChangeSet
from termnews.model.ids import FeedId
from termnews.services.doors import Doors
from termnews.services.progress import Progress
from termnews.services.reports import ImportReport, OpenedAside, Preview, Subscribed

if TYPE_CHECKING:
    # What fetches and parses is imported with the first use: the first list must not wait for it.
    from termnews.services.downloads import Downloads
    from termnews.services.refresh import RefreshRun
    from termnews.services.subscriptions import Subscriptions


class FeedDoors(Doors):
    """The doors of a session that lead to feeds."""

    @property
    @abstractmethod
    def subscriptions(self) -> Subscriptions:
        """What works on feeds."""

    _downloads: Downloads | None = None

    @property
    def downloads(self) -> Downloads:
        """Files that come with articles, saved; imported with its first use."""
        with self._making:
            if self._downloads is None:
                from termnews.services.downloads import Downloads

                self._downloads = Downloads(self.config.open, lambda work: self.subscriptions.transfer(work))
            return self._downloads

    @property
    def _now(self) -> int:
        return int(self.clock.now())

    def subscribe(
        self, target: str, *, folder: str = "", tags: Sequence[str] = (), title: str | None = None
    ) -> Future[Subscribed]:
        """Subscribe to a feed, page, article or folder, once it has been read.

        The future raises `UsageError`, `FetchError`, `ParseError`, or `NotAFeedError` with the feeds that a page
        offers.
        """
        return self.subscriptions.subscribe(target, folder=folder, tags=tags, title=title)

    def preview(self, target: str) -> Future[Preview]:
        """What subscribing to a target would bring; the future raises what that of `subscribe` raises."""
        return self.subscriptions.preview(target)

    def unsubscribe(self, feed_ids: Sequence[FeedId]) -> Future[ChangeSet]:
        """End subscriptions; undo brings them back with their articles and marks."""
        return self.library.writer.remove_feeds(feed_ids, now=self._now)

    def rename(self, feed_id: FeedId, title: str) -> Future[ChangeSet]:
        """Give a feed a name of one's own; an empty one takes it away."""
        return self.library.writer.update_feed(feed_id, user_title=title, now=self._now)

    def move(self, feed_id: FeedId, folder: str) -> Future[ChangeSet]:
        """Put a feed into a folder, or with an empty name out of it."""
        return self.library.writer.update_feed(feed_id, folder=folder, now=self._now)

    def open_aside(self, targets: Sequence[str]) -> Future[OpenedAside]:
        """Read targets without subscribing to them."""
        return self.subscriptions.open_aside(targets)

    def prepare(self) -> None:
        """Import what fetches and parses, and start a parser process; takes a while, so call it beside the screen."""
        self.subscriptions.warm()

    def offer_samples(self) -> Future[bool]:
        """Put the sample articles into a library without any feed; whether that was done."""
        return self.subscriptions.offer_samples()

    def refresh(
        self,
        feed_ids: Sequence[FeedId] | None = None,
        *,
        force: bool = False,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> RefreshRun:
        """Check feeds (None: all) that are due; `force` is the person's own word and asks also those that are not."""
        return self.subscriptions.refresh(feed_ids, force=force, on_progress=on_progress)

    def refresh_local(self) -> Future[bool]:
        """Read again what changed on disk; whether anything had."""
        return self.subscriptions.refresh_local()

    def import_opml(self, path: Path) -> Future[ImportReport]:
        """Subscribe to what an OPML file names, without fetching yet."""
        return self.subscriptions.import_opml(path)

    def export_opml(self) -> Future[bytes]:
        """The subscriptions as OPML 2.0."""
        return self.subscriptions.export_opml()
