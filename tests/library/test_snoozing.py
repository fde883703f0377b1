"""Snoozed articles leave all lists, come back by themselves on top and unread, and are never lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from termnews.library import Library, snoozing
from termnews.model.entry import EntryFlags
from termnews.model.ids import EntryId
from termnews.query import parse
from tests.support.libraries import NOW, broken_laws, intent, parsed, put, state_of

FEED = "https://a.example/feed"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with five articles, the last one the newest."""
    path = tmp_path / "library.db"
    with Library.open(path, now=NOW) as library:
        put(library, FEED, range(5))
    return path


def snooze(library: Library, ids: Sequence[EntryId], until: int | None) -> int:
    return library.writer.carry_out(lambda context, _: snoozing.snooze(context, ids, until), now=NOW).result(10)


def titles(library: Library, query: str, now: int = NOW) -> list[str]:
    return [row.title[-1] for row in library.reader.headlines(library.reader.entry_ids(parse(query), now))]


def unread(library: Library) -> tuple[int, int]:
    """All and unread ones as the side bar tells them."""
    everything = library.reader.counts(NOW).everything
    return everything.total, everything.unread


def test_snoozed_ones_are_in_no_list_count_or_facet_until_it_is_time(path: Path) -> None:
    with Library.open(path, now=NOW) as library:
        two = [EntryId(1), EntryId(2)]
        library.writer.set_flag([EntryId(2)], EntryFlags.READ, True, now=NOW - 1)
        assert snooze(library, two, NOW + 100) == 2
        assert snooze(library, two, NOW + 100) == 0, "they wait for that moment already"
        assert titles(library, "") == ["4", "3", "2"]
        assert titles(library, "number0") == titles(library, "is:unread title:1") == []
        assert titles(library, "is:snoozed") == ["1", "0"]
        assert titles(library, "is:snoozed OR id:5") == ["4", "1", "0"]
        assert titles(library, "is:snoozed is:read") == ["1"]
        assert unread(library) == (3, 3)
        assert library.reader.counts(NOW).snoozed == 2
        assert {tag.key: tag.count for tag in library.reader.tags()} == {"world": 3, "climate-change": 1}
        (row,) = library.reader.headlines([EntryId(1)])
        assert row.snoozed_until == NOW + 100
    with Library.open(path, now=NOW + 99) as library:
        assert titles(library, "") == ["4", "3", "2"]
    with Library.open(path, now=NOW + 5_000) as library:
        assert titles(library, "") == ["1", "0", "4", "3", "2"], "dated by the moment, not by when somebody looked"
        assert titles(library, "is:unread", NOW + 5_000)[:2] == ["1", "0"], "unread, though one was read"
        assert titles(library, "is:snoozed") == []
        assert unread(library) == (5, 5)
        assert titles(library, "tag:world") == ["1", "0", "4", "3", "2"]
        assert titles(library, f"after:{2023} number1") == ["1"]
        (row,) = library.reader.headlines([EntryId(1)])
        assert (row.snoozed_until, row.sort_at) == (None, NOW + 100)
    assert broken_laws(path) == []


def test_taking_a_snooze_back_puts_it_where_it_was_even_after_it_woke(path: Path) -> None:
    with Library.open(path, now=NOW) as library:
        library.writer.set_flag([EntryId(1)], EntryFlags.READ, True, now=NOW).result(10)
        library.writer.change_tags([EntryId(1)], add=["todo"], now=NOW).result(10)
        before = state_of(path)
        snooze(library, [EntryId(1), EntryId(3)], NOW + 100)
        snoozed = state_of(path)
        assert library.writer.undo().result(10)[0] == "Snoozed 2"
        assert state_of(path) == before
        library.writer.redo().result(10)
        assert state_of(path) == snoozed
    with Library.open(path, now=NOW + 200) as library:
        assert titles(library, "")[:2] == ["2", "0"]
        library.writer.undo().result(10)
        assert state_of(path) == before
        library.writer.redo().result(10)
        assert state_of(path) == snoozed
        assert library.writer.carry_out(snoozing.wake, now=NOW + 300).result(10) == 2
        assert library.writer.carry_out(snoozing.wake, now=NOW + 300).result(10) == 0
    assert broken_laws(path) == []


def test_ended_by_hand_it_comes_back_to_its_own_place(path: Path) -> None:
    with Library.open(path, now=NOW) as library:
        before = state_of(path)
        snooze(library, [EntryId(2)], NOW + 100)
        assert snooze(library, [EntryId(2), EntryId(3)], None) == 1
        assert state_of(path) == before
        labels = [step.label for step in library.reader.steps()]
        assert labels[:2] == ["Brought back 1", "Snoozed 1"]


def test_a_refresh_neither_wakes_nor_loses_nor_moves_it(path: Path) -> None:
    with Library.open(path, now=NOW) as library:
        feed = library.reader.feed_by_url(FEED)
        assert feed is not None

        def refresh(title: str, sort_at: int) -> None:
            known = library.reader.known_entries(feed.id)["guid-0"]
            assert known.sort_at < NOW, "its own date, wherever it stands"
            entry = parsed(0, title=title, tags=("Other",))
            intents = [intent(feed.id, entry, known=known.id, sort_at=sort_at)]
            library.writer.store(feed.id, None, intents, None, now=NOW).result(10)

        snooze(library, [EntryId(1)], NOW + 100)
        refresh("Edited 0", NOW - 50)
        assert titles(library, "is:snoozed") == ["0"]
        assert titles(library, "") == ["4", "3", "2", "1"]
        library.writer.carry_out(snoozing.wake, now=NOW + 100).result(10)
        refresh("Edited again 0", NOW - 60)
        assert titles(library, "") == ["0", "4", "3", "2", "1"]
        assert titles(library, "tag:other") == ["0"]
        library.writer.undo().result(10)
        assert titles(library, "") == ["0", "4", "3", "2", "1"], "its own new date is the latest as well"
        assert library.reader.headlines([EntryId(1)])[0].sort_at == NOW - 60
        library.writer.set_flag([EntryId(1)], EntryFlags.HIDDEN, True, now=NOW)
        snooze(library, [EntryId(1)], NOW + 100)
        assert titles(library, "is:snoozed") == titles(library, "is:hidden") == []
        assert titles(library, "is:snoozed is:hidden") == ["0"]
    assert broken_laws(path) == []


def test_what_is_kept_unread_is_spared_until_it_is_marked_itself(path: Path) -> None:
    with Library.open(path, now=NOW) as library:
        writer = library.writer
        writer.set_flag([EntryId(1)], EntryFlags.READ, True, now=NOW).result(10)
        read = state_of(path)
        writer.set_flag([EntryId(1), EntryId(2)], EntryFlags.KEPT, True, now=NOW).result(10)
        assert titles(library, "is:kept") == titles(library, "is:kept is:unread") == ["1", "0"]
        assert writer.set_flag_by_query(parse(""), EntryFlags.READ, True, now=NOW).result(10) == 3
        some = [EntryId(1), EntryId(5)]
        assert not writer.set_flag(some, EntryFlags.READ, True, now=NOW, spare=EntryFlags.KEPT).result(10)
        assert titles(library, "is:unread") == ["1", "0"]
        writer.set_flag([EntryId(1)], EntryFlags.READ, True, now=NOW).result(10)
        assert (titles(library, "is:unread"), titles(library, "is:kept")) == (["1"], ["1"])
        labels = [step.label for step in library.reader.steps()][:3]
        assert labels == ["Marked 1 read", "Marked 3 read", "Kept 2 unread"]
        writer.undo().result(10)
        assert titles(library, "is:kept") == ["1", "0"]
        writer.undo().result(10)
        writer.undo().result(10)
        assert state_of(path) == read
    assert broken_laws(path) == []


def test_what_was_opened_last_comes_first_and_is_no_step(path: Path) -> None:
    with Library.open(path, now=NOW) as library:
        steps = library.reader.steps()
        for at, number in enumerate((4, 1, 3)):
            library.writer.set_opened(EntryId(number), now=NOW + at)
        library.writer.set_flag([EntryId(2)], EntryFlags.READ, True, now=NOW).result(10)
        assert titles(library, "is:opened sort:opened") == ["2", "0", "3"]
        assert titles(library, "is:opened sort:opened limit:2") == ["2", "0"]
        assert titles(library, "sort:-opened") == ["4", "1", "3", "0", "2"]
        library.writer.undo().result(10)
        assert titles(library, "is:opened") == ["3", "2", "0"]
        assert library.reader.steps()[1:] == steps
        assert library.reader.counts(NOW).opened
    assert broken_laws(path) == []
