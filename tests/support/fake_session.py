"""A session without a library: a few dozen made-up headlines, kept in memory, that answers at once or when told to."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from termnews.model.article import Article, Page
from termnews.model.changes import NOTHING, ChangeSet, merge
from termnews.model.entry import EntryFlags, Headline, marked
from termnews.model.errors import FetchError, NotAFeedError, TermnewsError
from termnews.model.facets import Counts, TagCount, Tally
from termnews.model.feed import Feed, FeedHealth
from termnews.model.feedsettings import FeedSettings
from termnews.model.feedstats import FeedStats
from termnews.model.ids import EntryId, FeedId
from termnews.model.tagkey import tag_key
from termnews.query import Names, Query, TagChoice, both, parse, tags_of, with_tags
from termnews.query.ast import SortBy
from termnews.query.match import Facts, matches
from termnews.query.smartfolders import by_name
from termnews.services.progress import Progress, RefreshReport
from termnews.services.reports import ImportReport, Preview, Subscribed
from termnews.text.find import Found, find
from termnews.text.wrap import lay_out
from tests.support.fake_copies import FakeCopies
from tests.support.fake_downloads import FakeDownloads
from tests.support.fake_folders import FakeBulk, FakeFolders
from tests.support.fake_futures import attempt, done, failed
from tests.support.fake_history import FakeHistory
from tests.support.fake_keeping import FakeKeeping
from tests.support.fake_news import ARTICLES, FEEDS, NOW, Story, blocks_of_story
from tests.support.fake_owntags import FakeOwnTags
from tests.support.fake_rules import FakeRules
from tests.support.fake_snoozing import FakeSnoozing

T = TypeVar("T")
TODAY = parse("on:today")


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: float = NOW) -> None:
        self.time = now

    def now(self) -> float:
        """Epoch seconds."""
        return self.time

    def monotonic(self) -> float:
        """The same."""
        return self.time


@dataclass
class FakeRefresh:
    """A refresh that ends when the test says so."""

    done: Future[RefreshReport] = field(default_factory=Future)
    cancelled: bool = False

    def cancel(self) -> None:
        """Stop."""
        self.cancelled = True
        if not self.done.done():
            self.done.set_result(RefreshReport(cancelled=True))


class FakeSession:
    """The same doors as `services.session.Session`."""

    def __init__(self, stories: Sequence[Story] = ARTICLES, feeds: Sequence[Feed] = FEEDS) -> None:
        self.clock = FixedClock()
        self.on_change: Callable[[], None] | None = None
        self.read_only = ""
        self.stories: dict[EntryId, Story] = {EntryId(number): story for number, story in enumerate(stories, 1)}
        self.known: dict[FeedId, Feed] = {feed.id: feed for feed in feeds}
        self.rows: dict[EntryId, Headline] = {
            entry_id: self._headline(entry_id, story) for entry_id, story in self.stories.items()
        }
        self.preferences: dict[str, object] = {}
        self.positions: dict[EntryId, float] = {}
        self.opened: dict[EntryId, int] = {}
        self.sick: dict[FeedId, FeedHealth] = {
            FeedId(6): FeedHealth(error="the server answered 503", failures=4, checked=NOW - 600, due=NOW + 3000)
        }
        self.calls: list[tuple[object, ...]] = []
        self.refreshes: list[FakeRefresh] = []
        self.on_progress: Callable[[Progress], None] | None = None
        self.sample = Story("A sample to begin with", FeedId(1), 60)
        self.fails: TermnewsError | None = None
        """The next change fails with this."""
        self.keeping = FakeKeeping()
        self.downloads = FakeDownloads()
        self.smart_folders = FakeFolders(self)
        self.history = FakeHistory(self._put)
        self.own_tags = FakeOwnTags(self)
        self.rules = FakeRules()
        self._pending = NOTHING

    def _headline(self, entry_id: EntryId, story: Story) -> Headline:
        feed = self.known[story.feed]
        return Headline(
            id=entry_id,
            feed_id=feed.id,
            feed_title=feed.name,
            title=story.title,
            sort_at=NOW - story.ago,
            dated=story.dated,
            flags=story.flags,
            tags=story.tags,
            own_tags=story.own_tags,
            url=f"https://news.example/{entry_id}",
            words=story.words,
            copies=story.copies,
        )

    @property
    def bulk(self) -> FakeBulk:
        """What is done by query."""
        return FakeBulk(self)

    @property
    def exporting(self) -> FakeSession:
        """Articles written to files."""
        return self

    def document(self, ids: Sequence[EntryId], form: str) -> Future[bytes]:
        """A short document."""
        self.calls.append(("document", tuple(ids), form))
        return done(b"# A document\n")

    def feed_stats(self) -> Future[Mapping[FeedId, FeedStats]]:
        """A few articles a week from every feed."""
        return done({feed.id: FeedStats(12, 3, 16, 8.0, NOW - 3600) for feed in self.known.values()})

    def move_feed(self, feed_id: FeedId, url: str) -> Future[ChangeSet]:
        """Note where a feed is to be fetched."""
        self.calls.append(("move_feed", feed_id, url))
        return done(ChangeSet(feeds=frozenset({feed_id})))

    def file_of(self, entry_id: EntryId) -> Future[Path | None]:
        """No article is a file."""
        self.calls.append(("file_of", entry_id))
        return done(None)

    def save(self, ids: Sequence[EntryId], path: Path) -> Future[int]:
        """Note what would be written."""
        self.calls.append(("save", tuple(ids), path))
        return done(len(ids))

    # The doorbell

    def start(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to close."""
        self.calls.append(("close",))

    def take_changes(self) -> ChangeSet:
        """Drain."""
        changes, self._pending = self._pending, NOTHING
        return changes

    def ring(self, changes: ChangeSet) -> None:
        """Let something have changed."""
        self._pending = merge(self._pending, changes)
        if self.on_change is not None:
            self.on_change()

    def arrive(self, story: Story) -> EntryId:
        """Let a new article have come."""
        entry_id = EntryId(max(self.stories, default=0) + 1)
        self.stories[entry_id] = story
        self.rows[entry_id] = self._headline(entry_id, story)
        self.ring(ChangeSet(added=frozenset({entry_id})))
        return entry_id

    def remove(self, *entry_ids: EntryId) -> None:
        """Let articles have gone."""
        for entry_id in entry_ids:
            del self.rows[entry_id]
        self.ring(ChangeSet(removed=frozenset(entry_ids)))

    # Reading

    def feeds(self) -> Future[tuple[Feed, ...]]:
        """All feeds."""
        return done(tuple(self.known.values()))

    def healths(self) -> Future[Mapping[FeedId, FeedHealth]]:
        """How they fare."""
        return done({feed_id: self.sick.get(feed_id, FeedHealth(checked=NOW - 300)) for feed_id in self.known})

    def counts(self) -> Future[Counts]:
        """Numbers of the side bar."""
        per_feed = {feed_id: self._tally(partial(_in_feed, feed_id)) for feed_id in self.known}
        return done(
            Counts(
                feeds=per_feed,
                everything=self._tally(lambda row: True),
                today=self._tally(lambda row: self._fits(TODAY, row)),
                starred=self._tally(lambda row: row.is_starred),
                local=self._tally(lambda row: self.known[row.feed_id].url.startswith("file:")),
                opened=bool(self.opened),
                started=sum(EntryFlags.STARTED in row.flags for row in self.rows.values()),
            )
        )

    def _tally(self, holds: Callable[[Headline], bool]) -> Tally:
        rows = [row for row in self.rows.values() if holds(row)]
        return Tally(len(rows), sum(not row.is_read for row in rows))

    def _fits(self, query: Query, row: Headline) -> bool:
        story, feed = self.stories[row.id], self.known[row.feed_id]
        facts = Facts(
            id=row.id,
            title=row.title,
            text=story.text,
            tags=tuple(tag_key(tag) for tag in row.tags),
            own_tags=tuple(tag_key(tag) for tag in row.own_tags),
            feed_url=feed.url,
            feed_names=(feed.name, feed.title),
            folder=feed.folder,
            flags=row.flags,
            sort_at=row.sort_at,
            words=row.words,
            local=feed.url.startswith("file:"),
            opened_at=self.opened.get(row.id),
        )
        return matches(query, facts, int(self.clock.now()), saved=by_name(self.smart_folders.known))

    def facets(self, query: Query, *, together: bool = False) -> Future[tuple[TagCount, ...]]:
        """Tags under the query without its tags."""
        choice = tags_of(query)
        bare = query if choice.every or (together and len(choice.included) == 1) else with_tags(query, TagChoice())
        counted: Counter[str] = Counter()
        labels: dict[str, str] = {}
        own: set[str] = set()
        for row in self.rows.values():
            if self._fits(bare, row):
                for tag in dict.fromkeys([*row.tags, *row.own_tags]):
                    labels.setdefault(tag_key(tag), tag)
                    counted[tag_key(tag)] += 1
                own |= {tag_key(tag) for tag in row.own_tags}
        return done(
            tuple(
                TagCount(key, labels[key], number, key in own, self.own_tags.known.get(key, ""))
                for key, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
            )
        )

    def entry_ids(
        self, query: Query, limit: int | None = None, *, among: Sequence[int] | None = None
    ) -> Future[array[int]]:
        """What matches."""
        asked = self.rows.values() if among is None else [self.rows[EntryId(number)] for number in among]
        rows = [row for row in asked if self._fits(query, row)]
        by = query.sort[0].by if query.sort else SortBy.NEW
        rows.sort(key=lambda row: row.title if by is SortBy.TITLE else "")
        if by is not SortBy.TITLE:
            rows.sort(key=lambda row: row.sort_at, reverse=by is not SortBy.OLD)
        ids = [row.id for row in rows]
        return done(array("q", ids if limit is None else ids[:limit]))

    def headlines(self, ids: Sequence[int]) -> Future[list[Headline]]:
        """Rows."""
        return done([self.rows[EntryId(entry_id)] for entry_id in ids if entry_id in self.rows])

    def article(self, entry_id: EntryId) -> Future[Article | None]:
        """One article."""
        row = self.rows.get(entry_id)
        if row is None:
            return done(None)
        story = self.stories[entry_id]
        return done(
            Article(
                headline=row,
                url=row.url,
                authors=story.authors,
                published=row.sort_at if row.dated else None,
                updated=None,
                blocks=blocks_of_story(story),
                words=row.words,
                position=self.positions.get(entry_id, 0.0),
                folded=2,
            )
        )

    def page(self, article: Article, width: int, *, measure: int, opened: frozenset[int]) -> Future[Page]:
        """Wrap it."""
        return done(lay_out(article, width, measure=measure, opened=opened, now=int(self.clock.now())))

    def find(self, page: Page, typed: str) -> Future[Found]:
        """Find it."""
        return attempt(partial(find, page, typed))

    def names(self) -> Future[Names]:
        """Known names."""
        tags = {tag_key(tag) for row in self.rows.values() for tag in [*row.tags, *row.own_tags]}
        folders = {feed.folder for feed in self.known.values() if feed.folder}
        return done(Names(tuple(sorted(tags)), tuple(feed.name for feed in self.known.values()), tuple(folders)))

    # Changing

    def _step(self, told: str, after: Mapping[EntryId, Headline]) -> Future[ChangeSet]:
        if self.fails is not None:
            error, self.fails = self.fails, None
            return failed(error)
        before = {entry_id: self.rows[entry_id] for entry_id in after}
        self.history.record(int(self.clock.now()), told, before, after)
        return self._put(after)

    def _put(self, rows: Mapping[EntryId, Headline]) -> Future[ChangeSet]:
        flags = {entry_id: row.flags for entry_id, row in rows.items() if row.flags != self.rows[entry_id].flags}
        updated = frozenset(entry_id for entry_id, row in rows.items() if row.own_tags != self.rows[entry_id].own_tags)
        self.rows.update(rows)
        changes = ChangeSet(flags=flags, updated=updated)
        self.ring(changes)
        return done(changes)

    def set_flag(
        self, ids: Sequence[EntryId], flag: EntryFlags, on: bool, *, spare: EntryFlags = EntryFlags.NONE
    ) -> Future[ChangeSet]:
        """Mark."""
        self.calls.append(("set_flag", tuple(ids), flag, on))
        rows = [self.rows[entry_id] for entry_id in ids if not self.rows[entry_id].flags & spare]
        return self._step(f"{len(ids)} marked", {r.id: replace(r, flags=marked(r.flags, flag, on)) for r in rows})

    def set_opened(self, entry_id: EntryId) -> None:
        """Remember."""
        self.opened[entry_id] = int(self.clock.now())

    @property
    def copies(self) -> FakeCopies:
        """The same article in several feeds."""
        return FakeCopies(self.calls, self.rows)

    @property
    def snoozing(self) -> FakeSnoozing:
        """What comes back at a moment."""
        return FakeSnoozing(self.calls, self.clock)

    def change_tags(
        self, ids: Sequence[EntryId], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> Future[ChangeSet]:
        """Tag."""
        self.calls.append(("change_tags", tuple(ids), tuple(add), tuple(remove)))
        gone = {tag_key(tag) for tag in remove}
        after = {}
        for row in (self.rows[entry_id] for entry_id in ids):
            kept = [tag for tag in row.own_tags if tag_key(tag) not in gone]
            after[row.id] = replace(row, own_tags=tuple(dict.fromkeys([*kept, *add])))
        return self._step("tags changed", after)

    def set_position(self, entry_id: EntryId, position: float) -> None:
        """Remember."""
        self.positions[entry_id] = position

    # Feeds

    def preview(self, target: str) -> Future[Preview]:
        """Fails as `subscribe` does."""
        self.calls.append(("preview", target))
        if (error := _refused(target)) is not None:
            return failed(error)
        return done(Preview(target, target, 2, (("Fog [b]on[/b] the quay", NOW - 3600), ("Undated", None))))

    def subscribe(
        self, target: str, *, folder: str = "", tags: Sequence[str] = (), title: str | None = None
    ) -> Future[Subscribed]:
        """Add: `page` offers feeds, `down` fails, the rest is taken."""
        self.calls.append(("subscribe", target))
        if (error := _refused(target)) is not None:
            return failed(error)
        feed = Feed(FeedId(max(self.known, default=0) + 1), target, title or target, folder=folder)
        self.known[feed.id] = feed
        self.ring(ChangeSet(feeds=frozenset({feed.id})))
        return done(Subscribed(feed, new=3))

    def unsubscribe(self, feed_ids: Sequence[FeedId]) -> Future[ChangeSet]:
        """Remove."""
        self.calls.append(("unsubscribe", tuple(feed_ids)))
        gone = frozenset(row.id for row in self.rows.values() if row.feed_id in feed_ids)
        self.rows = {entry_id: row for entry_id, row in self.rows.items() if entry_id not in gone}
        self.known = {feed_id: feed for feed_id, feed in self.known.items() if feed_id not in feed_ids}
        changes = ChangeSet(everything=True, feeds=frozenset(feed_ids))
        self.ring(changes)
        return done(changes)

    def rename(self, feed_id: FeedId, title: str) -> Future[ChangeSet]:
        """Rename."""
        self.calls.append(("rename", feed_id, title))
        self.known[feed_id] = replace(self.known[feed_id], user_title=title or None)
        return self._feed_changed(feed_id)

    def move(self, feed_id: FeedId, folder: str) -> Future[ChangeSet]:
        """Move."""
        self.calls.append(("move", feed_id, folder))
        self.known[feed_id] = replace(self.known[feed_id], folder=folder)
        return self._feed_changed(feed_id)

    def configure(self, feed_ids: Sequence[FeedId], change: Callable[[FeedSettings], FeedSettings]) -> Future[int]:
        """Set."""
        before = {feed_id: self.known[feed_id].settings for feed_id in feed_ids}
        after = {feed_id: change(settings) for feed_id, settings in before.items()}
        self.calls.append(("configure", after))
        for feed_id, settings in after.items():
            self.known[feed_id] = replace(self.known[feed_id], settings=settings)
        self.ring(ChangeSet(feeds=frozenset(feed_ids)))
        return done(sum(after[feed_id] != before[feed_id] for feed_id in feed_ids))

    def _feed_changed(self, feed_id: FeedId) -> Future[ChangeSet]:
        changes = ChangeSet(feeds=frozenset({feed_id}))
        self.ring(changes)
        return done(changes)

    def refresh(
        self,
        feed_ids: Sequence[FeedId] | None = None,
        *,
        force: bool = False,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> FakeRefresh:
        """Start one; the test ends it."""
        self.calls.append(("refresh", None if feed_ids is None else tuple(feed_ids), force))
        self.on_progress = on_progress
        self.refreshes.append(FakeRefresh())
        return self.refreshes[-1]

    def refresh_local(self) -> Future[bool]:
        """Nothing changes on this disk."""
        return done(False)

    def prepare(self) -> None:
        """Everything is there."""

    def offer_samples(self) -> Future[bool]:
        """Give one sample to a library without feeds."""
        if self.known:
            return done(False)
        self.known[FeedId(1)] = Feed(FeedId(1), "samples:", "Sample articles")
        self.arrive(self.sample)
        self.ring(ChangeSet(feeds=frozenset({FeedId(1)})))
        return done(True)

    def import_opml(self, path: Path) -> Future[ImportReport]:
        """Import."""
        self.calls.append(("import_opml", path))
        return done(ImportReport(added=4, known=1, notes=("cut off",)))

    def export_opml(self) -> Future[bytes]:
        """Export."""
        return done(b"<opml/>")

    def preference(self, name: str) -> Future[object]:
        """Kept value."""
        return done(self.preferences.get(name))

    def set_preference(self, name: str, value: object) -> None:
        """Keep."""
        self.preferences[name] = value


def only(query: str) -> Query:
    """A query from its text, for tests."""
    return both(parse(query), Query())


def _in_feed(feed_id: FeedId, row: Headline) -> bool:
    return row.feed_id == feed_id


def _refused(target: str) -> TermnewsError | None:
    if target.endswith("down.example"):
        return FetchError("the server is down", where=target)
    if not target.endswith("page.example"):
        return None
    error = NotAFeedError("this is a web page")
    error.feeds = (("https://page.example/feed", "Page [/b] news"), ("https://page.example/atom", ""))
    return error
