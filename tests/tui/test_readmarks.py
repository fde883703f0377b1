"""When an opened article counts as read: every policy, and everything that may come between."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from unittest.mock import patch

import pytest

from termnews.config import Config, ReaderConfig, RefreshConfig
from termnews.model.article import Article
from termnews.model.changes import ChangeSet
from termnews.model.entry import EntryFlags
from termnews.model.feed import Feed
from termnews.model.feedsettings import FeedSettings, MarkRead
from termnews.model.ids import EntryId, FeedId
from termnews.tui.screens.readmarks import ReadMarks
from tests.support.fake_news import Story
from tests.support.fake_session import FakeSession, FixedClock
from tests.support.screen import Reader, reader

READ = EntryFlags.READ
ONE, TWO = FakeSession().rows[EntryId(1)], FakeSession().rows[EntryId(2)]


@dataclass
class Alarm:
    """Something that will happen when the test lets time pass."""

    at: float
    callback: Callable[[], None]
    stopped: bool = False

    def stop(self) -> None:
        self.stopped = True


@dataclass
class Host:
    """A screen with a clock that is moved by hand."""

    policy: str
    clock: FixedClock = field(default_factory=FixedClock)
    attentive: bool = True
    marked: list[EntryId] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)

    @property
    def marking(self) -> MarkRead:
        return MarkRead.parse(self.policy)

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Alarm:
        self.alarms.append(Alarm(self.clock.time + delay, callback))
        return self.alarms[-1]

    def mark_quietly(self, entry_id: EntryId, flag: EntryFlags) -> None:
        assert flag is READ
        self.marked.append(entry_id)

    def wait(self, seconds: float) -> None:
        """Let time pass, and what falls due happen."""
        end = self.clock.time + seconds
        while due := [alarm for alarm in self.alarms if not alarm.stopped and alarm.at <= end]:
            first = min(due, key=lambda alarm: alarm.at)
            self.alarms.remove(first)
            self.clock.time = max(self.clock.time, first.at)
            first.callback()
        self.clock.time = end


def watched(policy: str) -> tuple[Host, ReadMarks]:
    host = Host(policy)
    return host, ReadMarks(host)


def test_seconds_pass_while_the_article_is_open() -> None:
    host, marks = watched("after:10")
    marks.opened(ONE)
    host.wait(9.5)
    assert host.marked == []
    host.wait(1)
    assert host.marked == [ONE.id]
    host.wait(60)
    assert host.marked == [ONE.id]


def test_who_moves_on_earlier_leaves_it_unread() -> None:
    host, marks = watched("after:10")
    marks.opened(ONE)
    host.wait(9)
    marks.closed()
    marks.opened(TWO)
    host.wait(9)
    assert host.marked == []
    host.wait(1)
    assert host.marked == [TWO.id]


def test_seconds_are_counted_only_with_attention_and_go_on_after() -> None:
    host, marks = watched("after:10")
    marks.opened(ONE)
    host.wait(6)
    host.attentive = False
    marks.look()
    host.wait(100)
    assert host.marked == []
    host.attentive = True
    marks.look()
    marks.look()
    host.wait(3.9)
    assert host.marked == []
    host.wait(0.2)
    assert host.marked == [ONE.id]


def test_a_clock_that_lags_behind_the_timer_is_waited_for() -> None:
    host, marks = watched("after:10")
    marks.opened(ONE)
    host.clock.time += 4
    host.alarms.pop().callback()
    assert host.marked == []
    host.wait(6)
    assert host.marked == [ONE.id]


@pytest.mark.parametrize("policy", ["on-open", "after:5", "at-end"])
def test_what_the_person_keeps_unread_stays_so_until_it_is_opened_anew(policy: str) -> None:
    host, marks = watched(policy)

    def read() -> None:
        marks.opened(ONE)
        host.wait(2)
        marks.reached_end()

    read()
    marks.kept_unread([TWO.id, ONE.id])
    told = list(host.marked)
    host.wait(60)
    marks.reached_end()
    marks.opened(ONE)
    assert host.marked == told
    marks.went_away()
    read()
    host.wait(60)
    assert host.marked == [*told, ONE.id]


def test_never_is_never() -> None:
    host, marks = watched("never")
    marks.opened(ONE, at_end=True)
    marks.reached_end()
    host.wait(10_000)
    assert host.marked == []


def test_the_end_counts_once_and_also_when_all_is_in_view() -> None:
    host, marks = watched("at-end")
    marks.opened(ONE, at_end=True)
    marks.reached_end()
    marks.opened(TWO)
    assert host.marked == [ONE.id]
    marks.reached_end()
    marks.reached_end()
    assert host.marked == [ONE.id, TWO.id]
    marks.closed()
    marks.reached_end()
    assert host.marked == [ONE.id, TWO.id]


def test_a_feed_has_a_policy_of_its_own() -> None:
    host, marks = watched("on-open")
    own = FeedSettings(mark_read=MarkRead.parse("after:3"))
    marks.learn((Feed(ONE.feed_id, "https://a.example/", "A", settings=own), Feed(FeedId(99), "x", "X")))
    marks.opened(ONE)
    assert host.marked == []
    host.wait(3)
    assert host.marked == [ONE.id]
    marks.learn((Feed(ONE.feed_id, "https://a.example/", "A"),))
    marks.went_away()
    marks.opened(ONE)
    assert host.marked == [ONE.id, ONE.id]


# In the reader


def config(policy: str) -> Config:
    return Config(reader=ReaderConfig(mark_read=policy), refresh=RefreshConfig(automatic=False))


def is_read(it: Reader, number: int = 1) -> bool:
    return it.session.rows[EntryId(number)].is_read


async def later(it: Reader, seconds: float) -> None:
    """Let the reader's clock move on, and its timer look."""
    it.session.clock.time += seconds
    it.main.reader.marks.look()
    await it.settle()


async def test_reading_for_some_seconds_marks_and_a_preview_does_not() -> None:
    async with reader((160, 45), config=config("after:10")) as it:
        await later(it, 60)
        assert not is_read(it), "a preview is not reading"
        await it.press("enter")
        await later(it, 9)
        await it.press("J")
        assert not is_read(it)
        await later(it, 9)
        assert not is_read(it, 2), "every article has its own seconds"
        await later(it, 2)
        assert is_read(it, 2)
        await it.press("K", "z")
        await later(it, 11)
        assert is_read(it), "zen is reading"


async def test_seconds_stand_still_in_other_panes_and_under_other_screens() -> None:
    async with reader((120, 36), config=config("after:10")) as it:
        await it.press("enter")
        await later(it, 6)
        await it.press("?")
        await later(it, 60)
        assert not is_read(it)
        await it.press("escape")
        await later(it, 1)
        await it.press("tab")
        await later(it, 60)
        assert not is_read(it)
        await it.press("shift+tab")
        assert it.main.desk.pane == "article"
        await later(it, 2)
        assert not is_read(it)
        await later(it, 2)
        assert is_read(it)


async def test_another_window_stops_the_seconds() -> None:
    async with reader((120, 36), config=config("after:10")) as it:
        await it.press("enter")
        await later(it, 6)
        it.app.app_focus = False
        await it.settle()
        await later(it, 60)
        assert not is_read(it)
        it.app.app_focus = True
        await it.settle()
        await later(it, 5)
        assert is_read(it)


async def test_the_timer_of_the_screen_fires() -> None:
    async with reader((120, 36), config=config("after:1")) as it:
        clock = it.session.clock
        await it.press("enter")
        clock.time += 1
        while not is_read(it):  # the test's own limit ends it
            await it.pilot.pause(0.05)


@pytest.mark.parametrize("policy", ["on-open", "after:10", "at-end"])
async def test_marking_unread_while_reading_keeps_it_unread(policy: str) -> None:
    async with reader((120, 36), config=config(policy)) as it:
        await it.press("enter")
        if not is_read(it):
            await it.press("m")
        await it.press("m")
        assert not is_read(it)
        await it.press("G", "g", "g", "G", "z", "z")
        await later(it, 60)
        assert not is_read(it)
        await it.press("escape", "escape", "enter", "g", "g", "G")
        await later(it, 60)
        assert is_read(it), "opened again it counts again"


async def test_taking_the_mark_back_keeps_it_unread_too() -> None:
    async with reader((120, 36), config=config("at-end")) as it:
        await it.press("enter", "G")
        assert is_read(it)
        await it.press("u", "g", "g", "G")
        assert not is_read(it)


async def test_a_feed_of_its_own_mind_in_the_reader() -> None:
    session = FakeSession()
    feed = session.rows[EntryId(1)].feed_id
    session.known[feed] = replace(session.known[feed], settings=FeedSettings(mark_read=MarkRead.parse("never")))
    async with reader((120, 36), session=session) as it:
        await it.press("enter", "G")
        assert not is_read(it)
        session.known[feed] = replace(session.known[feed], settings=FeedSettings())
        session.ring(ChangeSet(feeds=frozenset({feed})))
        await it.settle()
        await it.press("escape", "enter")
        assert is_read(it)


async def test_a_short_article_is_at_its_end_when_it_is_opened() -> None:
    session = FakeSession()
    async with reader((160, 90), session=session, config=config("at-end")) as it:
        short = session.arrive(Story("A short one", FeedId(1), 5, words=20))
        await it.settle()
        await it.press("+", "g", "g", "enter")
        assert it.main.pane.entry_id == short
        assert it.main.pane.at_end
        assert is_read(it, short)


async def test_an_article_that_is_on_its_way_comes_although_the_pane_changes_its_width() -> None:
    async with reader((80, 24)) as it:
        await it.press("enter", "escape")
        article = it.session.article(EntryId(2)).result()
        asked: list[Future[Article | None]] = []

        def article_later(_: EntryId) -> Future[Article | None]:
            asked.append(Future())
            return asked[-1]

        with patch.object(it.session, "article", article_later):
            await it.press("j")
            it.main.desk.open()
            while not asked:
                await it.pilot.pause()
            await it.main.reader.reflow()
            asked[-1].set_result(article)
            await it.settle()
        assert it.main.pane.entry_id == EntryId(2)
        assert is_read(it, 2)
