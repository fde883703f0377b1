"""Undo brings back exactly the state before, redo the state after; both from a later process too."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.library import Library, LibraryWriter, NewFeed, smartfolders
from termnews.library.journal import KEPT
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId, FeedId
from termnews.query import parse
from termnews.query.smartfolders import added
from tests.support.libraries import NOW, broken_laws, put, state_of

Action = Callable[[LibraryWriter, int], Future[object]]

ids = st.lists(st.integers(1, 9).map(EntryId), min_size=1, max_size=6)
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


actions = st.one_of(
    st.builds(kept, st.sampled_from(("A", "b", "a")), st.sampled_from(("is:unread", "tag:x limit:2")), st.just("g 1")),
    st.builds(retagged, st.sampled_from(("", "is:read", "limit:2")), st.sampled_from(("World", "later"))),
    st.builds(flagged, ids, st.sampled_from(list(EntryFlags)), st.booleans()),
    st.builds(tagged, ids, labels, labels),
    st.builds(removed, feed_ids),
    st.builds(
        updated, st.integers(1, 3).map(FeedId), st.sampled_from(("", "Mine", "Other")), st.sampled_from(("", "A/B"))
    ),
    st.builds(added_again, st.integers(1, 3)),
    st.builds(by_query, st.sampled_from(("", "tag:world", "is:unread", "number2")), st.booleans()),
)


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
            step(library.writer, NOW + number).result(10)
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
