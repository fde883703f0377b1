"""When the article that is read counts as read: on opening, after a while, at its end, or never.

An opening marks by itself at most once, and never against the person: whoever marks the article unread while it is
open, or takes the mark back, keeps it unread until it is opened again. Seconds count only while the article has the
person's attention, so not in a preview, under another screen, or while another window has the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from termnews.model.clock import Clock
from termnews.model.entry import EntryFlags, Headline
from termnews.model.feed import Feed
from termnews.model.feedsettings import MarkRead, Moment
from termnews.model.ids import EntryId, FeedId


class Alarm(Protocol):
    """Something that will happen later."""

    def stop(self) -> None:
        """Let it not happen."""
        ...


class ReadMarksHost(Protocol):
    """What marking needs of the screen."""

    @property
    def clock(self) -> Clock:
        """Where time comes from."""
        ...

    @property
    def marking(self) -> MarkRead:
        """The policy for feeds that have none of their own."""
        ...

    @property
    def attentive(self) -> bool:
        """Whether the person is at the article: its pane has the keyboard, and nothing lies above it."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Alarm:
        """Call something in so many seconds."""
        ...

    def mark_quietly(self, entry_id: EntryId, flag: EntryFlags) -> None:
        """Mark without a toast, unless it is marked."""
        ...


class ReadMarks:
    """Watches over one opening after another."""

    def __init__(self, host: ReadMarksHost) -> None:
        self._host = host
        self._own: Mapping[FeedId, MarkRead] = {}
        self.learned = False
        """Whether the settings of the feeds are known."""
        self._entry: EntryId | None = None
        self._policy = MarkRead(Moment.NEVER)
        self._gone_away = False
        self._spent = 0.0
        self._since: float | None = None
        self._alarm: Alarm | None = None

    def learn(self, feeds: tuple[Feed, ...]) -> None:
        """Take the policies of the feeds as they are now."""
        self._own = {feed.id: feed.settings.mark_read for feed in feeds if feed.settings.mark_read is not None}
        self.learned = True

    def opened(self, headline: Headline, *, at_end: bool = False) -> None:
        """An article is read; `at_end`: all of it is in view. One that was never left is no new opening."""
        if headline.id == self._entry and not self._gone_away:
            return
        self.closed()
        self._entry, self._gone_away = headline.id, False
        self._policy = self._own.get(headline.feed_id, self._host.marking)
        if self._policy.moment is Moment.ON_OPEN or (at_end and self._policy.moment is Moment.AT_END):
            self._mark()
        else:
            self.look()

    def closed(self) -> None:
        """No article is read any more."""
        self._settle()
        self._entry, self._spent = None, 0.0

    def reached_end(self) -> None:
        """The end of the article has come into view."""
        if self._policy.moment is Moment.AT_END:
            self._mark()

    def kept_unread(self, ids: Collection[EntryId]) -> None:
        """The person marked these unread: then so it stays."""
        if self._entry in ids:
            self._settle()

    def went_away(self) -> None:
        """The person went to another pane; coming back by opening is a new opening, coming back otherwise is none."""
        self._gone_away = True

    def look(self) -> None:
        """See whether the article has the person's attention, and whether it has had it for long enough."""
        if self._entry is None or self._policy.moment is not Moment.AFTER:
            return
        self._pause()
        left = self._policy.seconds - self._spent
        if left <= 0:
            self._mark()
        elif self._host.attentive:
            self._since = self._host.clock.monotonic()
            self._alarm = self._host.set_timer(left, self.look)

    def _pause(self) -> None:
        if self._alarm is not None:
            self._alarm.stop()
            self._alarm = None
        if self._since is not None:
            self._spent += self._host.clock.monotonic() - self._since
            self._since = None

    def _mark(self) -> None:
        entry = self._entry
        self._settle()
        if entry is not None:
            self._host.mark_quietly(entry, EntryFlags.READ)

    def _settle(self) -> None:
        """Nothing more is marked by itself in this opening."""
        self._pause()
        self._policy = MarkRead(Moment.NEVER)
