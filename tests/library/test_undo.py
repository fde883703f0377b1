"""Undo brings back exactly the state before, redo the state after; both from a later process too."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.library import (
    Library,
    LibraryReader,
    LibraryWriter,
    NewFeed,
    counts,
    feeds,
    marks,
    owntags,
    rulerun,
    rules,
    smartfolders,
    snoozing,
    tagging,
)
from termnews.library.journal import KEPT
from termnews.model.entry import EntryFlags
from termnews.model.errors import LibraryError, UsageError
from termnews.model.feed import Shelf
from termnews.model.feedsettings import FeedSettings
from termnews.model.ids import EntryId, FeedId
from termnews.model.ownstate import OwnEntry, OwnFeed, OwnState
from termnews.query import parse
from termnews.query.ownqueries import OwnQueries
from termnews.query.rules import Actions, Rule
from termnews.query.rules import added as rule_added
from termnews.query.smartfolders import added
from termnews.services.asking import Ask
from termnews.services.history import History
from tests.support.fake_session import FixedClock
from tests.support.libraries import NOW, broken_laws, intent, parsed, put, state_of

T = TypeVar("T")

Action = Callable[[LibraryWriter, int], Future[object]]

ids = st.lists(st.integers(1, 9).map(EntryId), min_size=1, max_size=6)
FLAGS = [flag for flag in EntryFlags if flag is not EntryFlags.SNOOZED]
labels = st.lists(st.sampled_from(("todo", "World", "Very  Long Read", "#later")), max_size=2)
feed_ids = st.lists(st.integers(1, 3).map(FeedId), min_size=1, max_size=2)


def flagged(chosen: list[EntryId], flag: EntryFlags, on: bool) -> Action:
    return lambda writer, now: writer.set_flag(chosen, flag, on, now=now)  # type: ignore[return-value]


def tagged(chosen: list[EntryId], add: list[str], remove: list[str]) -> Action:
    return lambda writer, now: writer.change_tags(chosen, add=add, remove=remove, now=now)  # type: ignore[return-value]


def removed(chosen: list[FeedId]) -> Action:
    return lambda writer, now: writer.remove_feeds(chosen, now=now)  # type: ignore[return-value]


def updated(feed: FeedId, title: str, folder: str) -> Action:
    return lambda writer, now: writer.update_feed(  # type: ignore[return-value]
        feed, user_title=title, folder=folder, tags=[title] if title else [], now=now
    )


def readdressed(feed: FeedId, number: int) -> Action:
    return lambda writer, now: writer.carry_out(
        lambda context, _: (
            None,
            feeds.readdress(context.connection, feed, f"https://moved{feed}.example/{number}", now),
        ),
        now=now,
    )


def configured(chosen: list[FeedId], days: int | None) -> Action:
    return lambda writer, now: writer.carry_out(
        lambda context, _: (
            None,
            feeds.configure(context.connection, chosen, lambda settings: replace(settings, keep_days=days), now),
        ),
        now=now,
    )


def added_again(number: int) -> Action:
    new = (NewFeed(f"https://feed{number}.example/rss"), NewFeed("https://fresh.example/rss", folder="New"))
    return lambda writer, now: writer.add_feeds(new, now=now)  # type: ignore[return-value]


def by_query(text: str, on: bool) -> Action:
    return lambda writer, now: writer.set_flag_by_query(  # type: ignore[return-value]
        parse(text), EntryFlags.READ, on, now=now
    )


def kept(name: str, text: str, key: str) -> Action:
    return lambda writer, now: writer.carry_out(
        lambda context, _: smartfolders.change(context, added(name, text, key), name), now=now
    )


def retagged(text: str, label: str) -> Action:
    return lambda writer, now: writer.change_tags_by_query(  # type: ignore[return-value]
        parse(text), add=[label], remove=["todo"], now=now
    )


def ruled(name: str, text: str, doing: Actions) -> Action:
    return lambda writer, now: writer.carry_out(
        lambda context, _: rules.change(context, rule_added(Rule(name, text, doing)), name), now=now
    )


def ran(writer: LibraryWriter, now: int) -> Future[object]:
    return writer.carry_out(lambda context, functions: rulerun.run(context, functions), now=now)


def taken_back(writer: LibraryWriter, now: int) -> Future[object]:
    return writer.carry_out(lambda context, _: rulerun.take_back(context), now=now)


def snoozed(chosen: list[EntryId], until: int | None) -> Action:
    return lambda writer, now: writer.carry_out(lambda context, _: snoozing.snooze(context, chosen, until), now=now)


snoozes = st.builds(snoozed, ids, st.sampled_from((None, NOW + 100, NOW + 200)))


def imported(
    feed: int,
    numbers: list[int],
    flags: EntryFlags,
    position: float,
    tags: list[str],
    keep_days: int | None = None,
    kept: Sequence[Rule] = (),
) -> Action:
    """Own state from elsewhere: of articles that are here, that come later, and of a feed that is new."""
    given = tuple(
        OwnEntry(
            guid=f"guid-{number}",
            flags=flags,
            read_at=number % 2 and NOW + number,
            position=position,
            tags=tuple((tag, NOW) for tag in tags),
            opened_at=NOW + number if position else None,
            snoozed_until=NOW + 150 if EntryFlags.SNOOZED in flags else None,
            returned_at=NOW - number if number % 3 == 0 else None,
        )
        for number in numbers
    )
    settings = FeedSettings(keep_days=keep_days)
    own = OwnFeed(f"https://feed{feed}.example/rss", "Elsewhere", folder="There", settings=settings, entries=given)
    state = OwnState((own,), dict.fromkeys(tags, "red"))
    return lambda writer, now: writer.merge_own_state(state, OwnQueries(rules=tuple(kept)), now=now)  # type: ignore[return-value]


own_states = (
    st.integers(1, 4),
    st.lists(st.integers(10, 14) | st.integers(20, 24), max_size=4),
    st.sampled_from((EntryFlags.NONE, EntryFlags.READ, EntryFlags.KEPT, EntryFlags.SNOOZED | EntryFlags.HIDDEN)),
    st.sampled_from((0.0, 0.25, 1.0)),
    st.lists(st.sampled_from(("todo", "Elsewhere")), max_size=1),
)
imports = st.builds(imported, *own_states)
imports_with_all = st.builds(
    imported,
    *own_states,
    st.sampled_from((None, 7)),
    st.lists(
        st.sampled_from((Rule("Far", "number1", Actions(star=True)), Rule("R", "", Actions(read=True)))), max_size=2
    ),
)


def everywhere(change: Callable[..., Any], *words: str) -> Action:
    return lambda writer, now: writer.carry_out(lambda context, _: change(context, *words), now=now)


names = st.sampled_from(("todo", "ToDo", "later", "#world", "Very long-read", "x", "Mine", "no such"))

tag_changes = st.one_of(
    st.builds(everywhere, st.sampled_from((owntags.rename, owntags.merge_into)), names, names),
    st.builds(everywhere, st.just(owntags.delete), names),
    st.builds(everywhere, st.just(owntags.colour), names, st.sampled_from(("red", "teal", "", "mauve"))),
)
doings = st.sampled_from(
    (Actions(read=True, tags=("todo",)), Actions(hide=True), Actions(star=True, notify=True), Actions(tags=("World",)))
)
ruling = st.one_of(
    st.builds(
        ruled, st.sampled_from(("Loud", "b")), st.sampled_from(("", "tag:world", "number2", "is:starred")), doings
    ),
    st.just(ran),
    st.just(taken_back),
)
actions = st.one_of(
    imports_with_all,
    tag_changes,
    ruling,
    st.builds(
        kept, st.sampled_from(("A", "b", "a")), st.sampled_from(("is:unread", "tag:x,todo limit:2")), st.just("g 1")
    ),
    st.builds(retagged, st.sampled_from(("", "is:read", "limit:2")), st.sampled_from(("World", "later"))),
    st.builds(flagged, ids, st.sampled_from(FLAGS), st.booleans()),
    snoozes,
    st.builds(tagged, ids, labels, labels),
    st.builds(removed, feed_ids),
    st.builds(
        updated, st.integers(1, 3).map(FeedId), st.sampled_from(("", "Mine", "Other")), st.sampled_from(("", "A/B"))
    ),
    st.builds(configured, feed_ids, st.sampled_from((None, 0, 30))),
    st.builds(readdressed, st.integers(1, 3).map(FeedId), st.integers(1, 2)),
    st.builds(added_again, st.integers(1, 3)),
    st.builds(by_query, st.sampled_from(("", "tag:world", "is:unread", "number2")), st.booleans()),
)


lasting = st.one_of(
    imports,
    tag_changes,
    st.builds(kept, st.sampled_from(("A", "b")), st.sampled_from(("is:unread", "tag:todo")), st.just("")),
    st.just(ran),
    st.builds(retagged, st.sampled_from(("", "is:read", "feed:feed1")), st.sampled_from(("World", "later"))),
    st.builds(flagged, ids, st.sampled_from([flag for flag in FLAGS if flag is not EntryFlags.STARTED]), st.booleans()),
    snoozes,
    st.builds(tagged, ids, labels, labels),
    st.builds(removed, feed_ids),
    st.builds(added_again, st.integers(1, 3)),
    st.builds(by_query, st.sampled_from(("", "tag:world", "is:unread", "number2")), st.booleans()),
)
"""Steps whose effect ends with them: own tags of a feed, and rules, reach what arrives meanwhile, and that stays."""

Event = Callable[[Library], object]
"""Something that is no step: it cannot be taken back, and must not be by taking back a step."""
ASIDE = "https://aside.example/feed"


@dataclass(frozen=True)
class Happening:
    """An event among steps."""

    event: Event


def answered(library: Library) -> Ask:
    """A way to ask a library on this very thread."""

    def read(work: Callable[[LibraryReader], T]) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(work(library.reader))
        return future

    return read


def put_aside(library: Library) -> list[EntryId]:
    """Open a feed with one article without subscribing to it."""
    feed = library.writer.add_feed(ASIDE, title="aside.example", shelf=Shelf.ASIDE, now=NOW).result(10)
    done = library.writer.store(feed.id, None, [intent(feed.id, parsed(77))], None, now=NOW).result(10)
    return sorted(done.added)


def fill(library: Library) -> None:
    """Three feeds with three entries each."""
    for number in range(1, 4):
        put(library, f"https://feed{number}.example/rss", range(number * 10, number * 10 + 3))


@settings(max_examples=20, deadline=None)
@given(st.lists(actions, min_size=1, max_size=8), st.integers(0, 7))
def test_undo_and_redo_restore_every_state(steps: list[Action], reopened: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        library = Library.open(path, now=NOW)
        fill(library)
        depth = len(library.reader.steps())
        states = [state_of(path)]
        for number, step in enumerate(steps):
            problem = step(library.writer, NOW + number).exception(10)
            assert problem is None or isinstance(problem, UsageError)
            if len(library.reader.steps()) > depth:
                depth += 1
                states.append(state_of(path))
            assert state_of(path) == states[-1], "a step that is not recorded changed something"
        for number, state in enumerate(reversed(states[:-1])):
            if number == reopened:
                library.close()
                library = Library.open(path, now=NOW)
            label, _ = library.writer.undo().result(10)
            assert label
            assert state_of(path) == state
        for state in states[1:]:
            label, _ = library.writer.redo().result(10)
            assert label
            assert state_of(path) == state
        assert library.writer.redo().result(10)[0] is None
        library.close()
        assert broken_laws(path) == []


def stored(feed: int, numbers: list[int], title: str, tags: tuple[str, ...], sort_at: int) -> Event:
    """A refresh brings articles, or newer versions of those that are there."""

    def happen(library: Library) -> None:
        found = library.reader.feed_by_url(f"https://feed{feed}.example/rss")
        assert found is not None
        entries = [parsed(number, title=f"{title} {number}", tags=tags) for number in numbers]
        known = library.reader.known_entries(found.id)
        intents = [
            intent(found.id, entry, known=known[entry.guid].id if entry.guid in known else None, sort_at=sort_at)
            for entry in entries
        ]
        library.writer.store(found.id, None, intents, None, now=NOW).result(10)

    return happen


def read_on(number: int, position: float) -> Event:
    """An article is read as far as this."""
    return lambda library: library.writer.set_position(EntryId(number), position, now=NOW).result(10)


def opened(number: int, at: int) -> Event:
    """An article is opened."""
    return lambda library: library.writer.set_opened(EntryId(number), now=at).result(10)


def woken(library: Library) -> None:
    """Time goes on, and what was snoozed wakes."""
    library.writer.carry_out(snoozing.wake, now=NOW + 120).result(10)


def forgotten(library: Library) -> None:
    """Articles opened aside long ago are dropped."""
    library.writer.forget_aside(NOW + 1).result(10)


events = st.one_of(
    st.builds(
        stored,
        st.integers(1, 3),
        st.lists(st.integers(10, 15) | st.integers(20, 25), min_size=1, max_size=4),
        st.sampled_from(("New", "Title")),
        st.sampled_from((("World",), ("todo", "World"), ())),
        st.integers(NOW - 20_000, NOW),
    ),
    st.builds(read_on, st.integers(1, 10), st.sampled_from((0.0, 0.3, 0.6))),
    st.builds(opened, st.integers(1, 9), st.integers(NOW + 300, NOW + 400)),
    st.just(woken),
    st.just(forgotten),
)


def outlook(path: Path) -> object:
    """What a person finds in a library, by address and guid, since numbers depend on what came first."""
    questions = (
        """
        SELECT f.url, s.guid, s.flags, s.read_at, s.starred_at, s.position, s.opened_at, s.snoozed_until, (
            SELECT group_concat(t.key || g.added_at) FROM state_tag AS g JOIN tag AS t ON t.id = g.tag_id
            WHERE g.id = s.id ORDER BY t.key
        ) AS own
        FROM entry_state AS s JOIN feed AS f ON f.id = s.feed_id
        WHERE s.flags <> 0 OR s.position <> 0 OR s.opened_at IS NOT NULL OR own IS NOT NULL ORDER BY 1, 2
        """,
        "SELECT url, user_title, folder, tags, added, total, unread FROM feed WHERE shelf = 'library' ORDER BY 1",
        """
        SELECT f.url, s.guid, e.title, e.listed, e.sort_at, e.tags
        FROM entry AS e JOIN entry_state AS s USING (id) JOIN feed AS f ON f.id = s.feed_id
        WHERE f.shelf <> 'removed' ORDER BY 1, 2
        """,
        "SELECT key, total, unread, own FROM tag WHERE total > 0 ORDER BY key",
        "SELECT place, name, query, hotkey FROM smart_folder ORDER BY place",
    )
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(sql).fetchall() for sql in questions]


@settings(max_examples=25, deadline=None)
@given(st.lists(lasting | events.map(Happening), min_size=2, max_size=10))
def test_what_happens_between_a_step_and_its_undo_stays(course: list[Action | Happening]) -> None:
    """Taking everything back leaves what the events alone would have left."""
    with tempfile.TemporaryDirectory() as folder:
        lived, spared = Path(folder) / "lived.db", Path(folder) / "spared.db"
        with Library.open(lived, now=NOW) as first, Library.open(spared, now=NOW) as second:
            for library in (first, second):
                fill(library)
                put_aside(library)
            before = len(first.reader.steps())
            for number, one in enumerate(course):
                if isinstance(one, Happening):
                    one.event(first)
                    one.event(second)
                else:
                    problem = one(first.writer, NOW + number).exception(10)
                    assert problem is None or isinstance(problem, UsageError)
            taken = len(first.reader.steps()) - before
            History(first, answered(first), FixedClock(NOW)).undo(taken).result(10)
        assert outlook(lived) == outlook(spared)
        assert broken_laws(lived) == []
        with Library.open(lived, now=NOW) as again:
            assert len(History(again, answered(again), FixedClock(NOW)).redo(taken).result(10)) == taken
        assert broken_laws(lived) == []


def test_marks_of_forgotten_articles_come_back(tmp_path: Path) -> None:
    """The place of a mark outlives the article that was opened aside, as long as a step can bring the mark back."""
    path = tmp_path / "library.db"
    with Library.open(path, now=NOW) as library:
        (number,) = put_aside(library)
        library.writer.change_tags([number], add=["todo"], now=NOW)
        library.writer.set_flag([number], EntryFlags.STARRED, True, now=NOW).result(10)
        marked = outlook(path)
        library.writer.set_flag([number], EntryFlags.STARRED, False, now=NOW)
        library.writer.change_tags([number], remove=["todo"], now=NOW)
        library.writer.forget_aside(NOW + 1).result(10)
        assert [library.writer.undo().result(10)[0] for _ in range(2)] == ["Untagged 1 todo", "Unstarred 1"]
        put_aside(library)
    assert outlook(path) == marked
    assert broken_laws(path) == []


def test_many_rows_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bulk steps over more rows than a change lists, and the end of a subscription that holds them."""
    for module, name in ((counts, "SLICE"), (marks, "LISTED_AT_MOST"), (tagging, "LISTED_AT_MOST")):
        monkeypatch.setattr(module, name, 100)
    path = tmp_path / "library.db"
    with Library.open(path, now=NOW) as library:
        feed, _ = put(library, "https://big.example/rss", range(350))
        everything = parse("")
        library.writer.set_flag_by_query(parse("limit:150"), EntryFlags.READ, True, now=NOW - 5)
        library.writer.change_tags_by_query(parse("limit:10 sort:old"), add=["todo"], now=NOW - 5).result(60)
        states = [state_of(path)]
        library.writer.set_flag_by_query(everything, EntryFlags.READ, True, now=NOW).result(60)
        states.append(state_of(path))
        library.writer.change_tags_by_query(everything, add=["todo"], remove=["later"], now=NOW).result(60)
        states.append(state_of(path))
        library.writer.remove_feeds([feed.id], now=NOW).result(60)
        states.append(state_of(path))
    for state in reversed(states[:-1]):
        with Library.open(path, now=NOW) as library:
            assert library.writer.undo().result(60)[0]
        assert state_of(path) == state
    with Library.open(path, now=NOW) as library:
        assert len(History(library, answered(library), FixedClock(NOW)).redo(9).result(60)) == 3
    assert state_of(path) == states[-1]
    assert broken_laws(path) == []


def test_an_address_comes_back_though_another_feed_had_it_meanwhile(library: Library) -> None:
    path = library.path
    before = state_of(path)
    readdressed(FeedId(1), 1)(library.writer, NOW).result(10)
    moved = state_of(path)
    library.writer.add_feed("https://feed1.example/rss", title="Anew", now=NOW).result(10)
    assert len(library.reader.feeds()) == 4
    library.writer.undo().result(10)
    assert library.writer.undo().result(10)[0] == "Moved feed1.example"
    assert state_of(path) == before
    library.writer.redo().result(10)
    assert state_of(path) == moved
    library.writer.redo().result(10)
    assert sorted(feed.url for feed in library.reader.feeds())[:2] == [
        "https://feed1.example/rss",
        "https://feed2.example/rss",
    ]
    library.close()


def test_many_steps_at_once(library: Library) -> None:
    history = History(library, answered(library), FixedClock(NOW))
    for number in range(1, 5):
        library.writer.set_flag([EntryId(number)], EntryFlags.STARRED, True, now=NOW + number)
    library.writer.set_flag([EntryId(1), EntryId(2)], EntryFlags.READ, True, now=NOW + 9).result(10)
    newest = history.steps().result(10)
    third = newest[2]
    assert history.undo_to(third.id).result(10) == ("Marked 2 read", "Starred 1", "Starred 1")
    assert [step.undone for step in history.steps().result(10)[:4]] == [True, True, True, False]
    assert history.redo_to(newest[1].id).result(10) == ("Starred 1", "Starred 1")
    assert history.redo(5).result(10) == ("Marked 2 read",)
    assert history.redo().result(10) == ()
    history.undo().result(10)
    library.writer.set_flag([EntryId(5)], EntryFlags.STARRED, True, now=NOW + 10)
    with pytest.raises(LibraryError, match="no longer in the history"):
        history.redo_to(newest[0].id).result(10)
    assert history.undo(2).result(10) == ("Starred 1", "Starred 1")
    library.close()


def test_a_subscription_taken_back_is_not_forgotten_at_once(tmp_path: Path) -> None:
    """What was opened aside long ago, and subscribed to, stands aside again as if it was opened just now."""
    path = tmp_path / "library.db"
    with Library.open(path, now=NOW) as library:
        put_aside(library)
        library.writer.add_feed(ASIDE, now=NOW).result(10)
        later = NOW + 400 * 86_400
        library.writer.undo(now=later).result(10)
    with Library.open(path, now=later) as library:
        assert library.writer.redo(now=later).result(10)[0] == "Added aside.example"
        assert len(library.reader.entry_ids(parse("feed:aside"), NOW)) == 1


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with nine entries; closed by the tests."""
    opened = Library.open(tmp_path / "library.db", now=NOW)
    fill(opened)
    return opened


def test_labels_say_what_was_done(library: Library) -> None:
    writer = library.writer
    writer.set_flag([EntryId(1), EntryId(2)], EntryFlags.READ, True, now=NOW)
    writer.set_flag([EntryId(1), EntryId(3)], EntryFlags.READ, True, now=NOW)
    writer.set_flag([EntryId(1)], EntryFlags.STARRED, True, now=NOW)
    writer.change_tags([EntryId(1), EntryId(2)], add=["todo", "Later"], now=NOW)
    writer.change_tags([EntryId(1)], add=["new"], remove=["todo"], now=NOW)
    writer.remove_feeds([FeedId(1)], now=NOW)
    writer.update_feed(FeedId(2), user_title="My feed", now=NOW)
    writer.remove_feeds([FeedId(2), FeedId(3)], now=NOW).result(10)
    labels = [step.label for step in library.reader.steps()][:8]
    library.close()
    assert labels == [
        "Removed 2 feeds",
        "Renamed feed2.example",
        "Removed feed1.example",
        "Changed tags of 1: +new -todo",
        "Tagged 2 todo, Later",
        "Starred 1",
        "Marked 1 read",
        "Marked 2 read",
    ]


def test_what_changes_nothing_is_no_step(library: Library) -> None:
    before = len(library.reader.steps())
    writer = library.writer
    assert not writer.set_flag([EntryId(1)], EntryFlags.READ, False, now=NOW).result(10)
    assert not writer.set_flag([EntryId(4711)], EntryFlags.READ, True, now=NOW).result(10)
    assert not writer.change_tags([EntryId(1)], remove=["nothing"], add=["  # "], now=NOW).result(10)
    assert not writer.update_feed(FeedId(1), folder="", now=NOW).result(10)
    assert not writer.remove_feeds([FeedId(99)], now=NOW).result(10)
    assert len(library.reader.steps()) == before
    library.close()


def test_a_new_step_ends_what_can_be_done_again(library: Library) -> None:
    writer = library.writer
    writer.set_flag([EntryId(1)], EntryFlags.READ, True, now=NOW)
    assert writer.undo().result(10)[0] == "Marked 1 read"
    writer.set_flag([EntryId(2)], EntryFlags.STARRED, True, now=NOW)
    assert writer.redo().result(10) == (None, writer.checkpoint().result(10))
    library.close()


def test_the_last_hundred_steps_are_kept(library: Library) -> None:
    for number in range(KEPT + 20):
        library.writer.set_flag([EntryId(1)], EntryFlags.READ, number % 2 == 0, now=NOW)
    library.writer.checkpoint().result(10)
    assert len(library.reader.steps()) == KEPT
    undone = [library.writer.undo().result(10)[0] for _ in range(KEPT + 1)]
    assert undone.count(None) == 1
    assert undone[-1] is None
    library.close()
