"""The same article from several feeds: joined whatever came first, listed once, marked once, taken apart by hand."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.library import Library, LibraryReader, feeds, joining, marks, neartexts, undo
from termnews.library.context import Context
from termnews.library.feeds import NewFeed
from termnews.library.tagging import change_tags
from termnews.library.transactions import transaction
from termnews.model.changes import ChangeSet
from termnews.model.entry import EntryFlags
from termnews.model.feed import Feed, FeedHealth, ParsedFeed, Shelf
from termnews.model.ids import EntryId, FeedId
from termnews.query import parse
from termnews.services.asking import Ask
from termnews.services.copies import Copies
from tests.support.fake_session import FixedClock
from tests.support.libraries import NOW, Bare, bare, broken_laws, intent, parsed, put, state_of

T = TypeVar("T")

A, B, C = ("https://a.example/feed", "https://b.example/feed", "https://c.example/feed")
DAY = 86_400


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library, which at the end obeys all laws."""
    with Library.open(tmp_path / "library.db", now=NOW) as opened:
        yield opened
        opened.writer.index_waiting().result(10)
    assert broken_laws(tmp_path / "library.db") == []


def words(seed: int, count: int = 120) -> str:
    """A text of its own."""
    chance = random.Random(seed)
    return " ".join(f"word{chance.randrange(5_000)}" for _ in range(count))


def edited(text: str) -> str:
    """The same article as another newsroom prints it."""
    found = text.split()
    found[10], found[60] = "other", "words"
    return " ".join(found)


def listed(library: Library, query: str) -> list[int]:
    return list(library.reader.entry_ids(parse(query), NOW))


def put_text(library: Library, address: str, number: int, text: str, **fields: object) -> EntryId:
    """Store an article that is known by its text alone."""
    _, (found,) = put(library, address, [number], guid=f"{address} {number}", url=None, text=text, **fields)
    return found


def test_one_address_in_two_feeds_is_one_row(library: Library) -> None:
    _, first = put(library, A, range(3))
    _, second = put(library, B, range(1, 5))
    assert listed(library, "sort:old") == [*first, *second[2:]]
    assert listed(library, "feed:b.example sort:old") == second
    assert [one.copies for one in library.reader.headlines(listed(library, "sort:old"))] == [1, 2, 2, 1, 1]
    assert listed(library, "is:duplicate sort:old") == first[1:]
    assert listed(library, "sort:sources,old")[:2] == first[1:]
    assert set(listed(library, "feed:a.example OR feed:b.example")) == {*first, *second[2:]}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://x.example/a?id=1&utm_medium=rss", "http://www.x.example/a/?id=1#c", True),
        ("https://x.example/a?id=1", "https://x.example/a?id=2", False),
        ("https://x.example/", "https://x.example", False),
        (None, None, False),
    ],
)
def test_addresses_are_compared_without_what_follows_people(
    library: Library, one: str | None, other: str | None, same: bool
) -> None:
    put(library, A, [1], url=one, guid="1")
    put(library, B, [2], url=other, guid="1")
    assert len(listed(library, "")) == (1 if same else 2)


@pytest.mark.parametrize(
    ("guid", "same"),
    [("https://x.example/?p=7", True), ("tag:x.example,2026:7", True), ("urn:uuid:7f-aa", True), ("7", False)],
)
def test_ids_count_if_they_mean_something_everywhere(library: Library, guid: str, same: bool) -> None:
    put(library, A, [1], guid=guid)
    put(library, B, [2], guid=guid)
    assert len(listed(library, "")) == (1 if same else 2)


def test_an_address_that_a_feed_gives_to_all_its_articles_joins_nothing(library: Library) -> None:
    put(library, A, range(60), url="https://show.example/podcast")
    put(library, B, [99], url="https://show.example/podcast")
    assert len(listed(library, "")) == 61


def test_marks_and_tags_are_shared_both_ways(library: Library) -> None:
    _, (one,) = put(library, A, [1], tags=("Ships",))
    _, (other,) = put(library, B, [1], tags=("Ports",))
    library.writer.set_flag([other], EntryFlags.READ, True, now=NOW).result(10)
    library.writer.set_flag([one], EntryFlags.STARRED, True, now=NOW).result(10)
    library.writer.change_tags([other], add=["later"], now=NOW).result(10)
    for line in library.reader.headlines([one, other]):
        assert line.flags == EntryFlags.READ | EntryFlags.STARRED
        assert line.own_tags == ("later",)
    assert [step.label for step in library.reader.steps()][:3] == ["Tagged 1 later", "Starred 1", "Marked 1 read"]
    assert [tag.key for tag in library.reader.facets(parse(""), NOW)] == ["later", "ports", "ships"]
    assert listed(library, "tag:ports tag:ships") == [one]
    assert listed(library, "feed:b.example tag:ships tag:later is:read") == [other]
    library.writer.undo().result(10)
    library.writer.undo().result(10)
    library.writer.undo().result(10)
    assert {line.flags for line in library.reader.headlines([one, other])} == {EntryFlags.NONE}


def test_a_copy_that_comes_later_has_been_read_already(library: Library) -> None:
    _, ids = put(library, A, [1])
    put(library, B, [2])
    library.writer.set_flag(ids, EntryFlags.READ, True, now=NOW).result(10)
    library.writer.change_tags(ids, add=["later"], now=NOW).result(10)
    feed, (late,) = put(library, B, [1])
    (line,) = library.reader.headlines([late])
    assert line.is_read and line.own_tags == ("later",)
    assert library.reader.counts(NOW).of([feed.id]).unread == 1
    library.writer.undo().result(10)
    library.writer.undo().result(10)
    (line,) = library.reader.headlines([late])
    assert not line.is_read and not line.own_tags, "what is taken back is taken back for all copies"


def test_what_can_be_read_stands_before_a_link_to_it(library: Library) -> None:
    _, (link,) = put(library, A, [1], text="Comments")
    _, (article,) = put(library, B, [1], text=words(1))
    assert listed(library, "") == [article]
    assert listed(library, "comments") == [link], "words are found in whichever copy holds them"


def test_texts_that_are_nearly_the_same_are_joined_behind_the_screen(library: Library) -> None:
    one = put_text(library, A, 1, words(1))
    other = put_text(library, B, 2, edited(words(1)))
    stranger = put_text(library, C, 3, words(2))
    library.writer.index_waiting().result(10)
    assert sorted(listed(library, "")) == [one, stranger]
    assert listed(library, "feed:b.example") == [other]


@pytest.mark.parametrize("reason", ["one feed", "other days", "short", "rewritten"])
def test_texts_are_not_joined(library: Library, reason: str) -> None:
    text = words(1, 30 if reason == "short" else 120)
    put_text(library, A, 1, text)
    date = NOW - 20 * DAY if reason == "other days" else NOW - 10_000
    second = put_text(library, A if reason == "one feed" else B, 2, text, published=date)
    library.writer.index_waiting().result(10)
    if reason == "rewritten":
        assert len(listed(library, "")) == 1
        feed = library.reader.feed_by_url(B)
        assert feed is not None
        new = parsed(2, guid=f"{B} 2", url=None, text=words(7))
        library.writer.store(feed.id, None, [intent(feed.id, new, known=second)], None, now=NOW).result(10)
        library.writer.index_waiting().result(10)
    assert len(listed(library, "")) == 2


# Taking apart and joining by hand


def part(library: Library, number: EntryId) -> int:
    return Copies(library, asked(library), FixedClock(NOW)).part(number).result(10)


def join(library: Library, *numbers: EntryId) -> int:
    return Copies(library, asked(library), FixedClock(NOW)).join(numbers).result(10)


def asked(library: Library) -> Ask:
    """Answers at once."""

    def read(work: Callable[[LibraryReader], T]) -> Future[T]:
        done: Future[T] = Future()
        done.set_result(work(library.reader))
        return done

    return read


def test_what_is_taken_apart_stays_apart_and_is_unread_again(library: Library, tmp_path: Path) -> None:
    _, (one,) = put(library, A, [1])
    feed, (other,) = put(library, B, [1])
    library.writer.set_flag([one], EntryFlags.READ, True, now=NOW).result(10)
    library.writer.set_flag([one], EntryFlags.STARRED, True, now=NOW).result(10)
    before = state_of(tmp_path / "library.db")
    assert [line.id for line in Copies(library, asked(library), FixedClock(NOW)).of(one).result(10)] == [other]
    assert part(library, one) == 2
    assert part(library, one) == 0
    assert sorted(listed(library, "")) == [one, other]
    flags = [line.flags for line in library.reader.headlines([one, other])]
    assert flags == [EntryFlags.READ | EntryFlags.STARRED, EntryFlags.STARRED]
    library.writer.store(feed.id, None, [intent(feed.id, parsed(1, title="New"), known=other)], None, now=NOW).result(
        10
    )
    assert sorted(listed(library, "")) == [one, other]
    put(library, C, [1])
    assert len(listed(library, "")) == 3, "nobody knows of which of them the third is a copy"
    library.writer.undo().result(10)
    library.writer.undo().result(10)
    after = state_of(tmp_path / "library.db")
    assert after["marks"][:2] == before["marks"][:2]
    assert sorted(listed(library, "")) == [one]


def test_articles_are_joined_by_hand_even_in_one_feed(library: Library, tmp_path: Path) -> None:
    _, (one, other) = put(library, A, [1, 2])
    library.writer.set_flag([other], EntryFlags.STARRED, True, now=NOW).result(10)
    before = state_of(tmp_path / "library.db")
    assert join(library, one, other) == 2
    assert listed(library, "") == listed(library, "feed:a.example") == [one]
    assert listed(library, "is:starred") == [one]
    assert library.reader.counts(NOW).of([FeedId(1)]).total == 1
    joined = state_of(tmp_path / "library.db")
    assert join(library, one, other) == 0
    library.writer.undo().result(10)
    assert state_of(tmp_path / "library.db") == before
    library.writer.redo().result(10)
    assert state_of(tmp_path / "library.db") == joined
    part(library, one)
    assert sorted(listed(library, "")) == [one, other]


# Laws


@dataclass(frozen=True)
class Item:
    """An article as a feed may bring it."""

    feed: int
    address: int
    text: int
    day: int

    @property
    def guid(self) -> str:
        return f"{self.address}-{self.text}-{self.day}"


items = st.builds(Item, st.integers(0, 3), st.integers(0, 4), st.integers(0, 3), st.integers(0, 2))
TEXTS = [words(1), edited(words(1)), words(2), "Too short to tell."]


def fill(library: Bare, chosen: Sequence[Item]) -> dict[int, Item]:
    """Store articles one after another, looking for copies now and then."""
    found_in = library.add(*(NewFeed(f"https://f{number}.example/", folder="XY"[number % 2]) for number in range(4)))
    found: dict[int, Item] = {}
    for place, item in enumerate(chosen):
        url = f"https://x.example/{item.address}" if item.address else None
        entry = parsed(1, guid=item.guid, url=url, text=TEXTS[item.text], published=NOW - item.day * 10 * DAY)
        found.update(dict.fromkeys(library.store(found_in[item.feed], [intent(found_in[item.feed].id, entry)]), item))
        if place % 3 == 0:
            compare(library)
    compare(library)
    return found


def compare(library: Bare) -> None:
    with transaction(library.connection):
        neartexts.compare_slice(library.connection, -1)


def groups(library: Bare, found: dict[int, Item]) -> set[frozenset[Item]]:
    members: dict[int, set[Item]] = {}
    for number, article in library.connection.execute("SELECT id, article FROM duplicate"):
        members.setdefault(article, set()).add(found[number])
    return set(map(frozenset, members.values()))


@settings(max_examples=25, deadline=None)
@given(st.lists(items, max_size=10, unique=True), st.randoms())
def test_the_order_of_arrival_does_not_matter(chosen: list[Item], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with bare(Path(folder) / "one.db") as one, bare(Path(folder) / "two.db") as two:
            first = groups(one, fill(one, chosen))
            second = groups(two, fill(two, chance.sample(chosen, len(chosen))))
            assert first == second
        assert broken_laws(Path(folder) / "two.db") == []


Action = Callable[[Bare, Sequence[int]], object]


def _marking(flag: EntryFlags, on: bool, place: int) -> Action:
    def act(library: Bare, ids: Sequence[int]) -> object:
        return marks.set_flag(library.connection, [EntryId(ids[place % len(ids)])], flag, on, NOW + place)

    return act


def _tagging(label: str, add: bool, place: int) -> Action:
    def act(library: Bare, ids: Sequence[int]) -> object:
        chosen = [EntryId(ids[place % len(ids)])]
        return change_tags(library.connection, chosen, [label] if add else (), () if add else [label], NOW + place)

    return act


def _parting(place: int) -> Action:
    return lambda library, ids: joining.part(Context(library.connection, NOW), EntryId(ids[place % len(ids)]))


def _joining(place: int, other: int) -> Action:
    def act(library: Bare, ids: Sequence[int]) -> object:
        chosen = [EntryId(ids[place % len(ids)]), EntryId(ids[other % len(ids)])]
        return joining.join(Context(library.connection, NOW), chosen)

    return act


def _removing(place: int) -> Action:
    def act(library: Bare, _: Sequence[int]) -> ChangeSet:
        return feeds.remove(library.connection, [FeedId(place % 4 + 1)], NOW)

    return act


places = st.integers(0, 9)
flags = st.sampled_from((EntryFlags.READ, EntryFlags.STARRED, EntryFlags.HIDDEN))
actions: st.SearchStrategy[Action] = (
    st.builds(_marking, flags, st.booleans(), places)
    | st.builds(_tagging, st.sampled_from(("later", "World")), st.booleans(), places)
    | st.builds(_parting, places)
    | st.builds(_joining, places, places)
    | st.builds(_removing, places)
)


@settings(max_examples=25, deadline=None)
@given(st.lists(items, min_size=2, max_size=8, unique=True), st.lists(actions, min_size=1, max_size=6))
def test_whatever_is_done_can_be_taken_back_and_counts_agree(chosen: list[Item], done: list[Action]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        with bare(path) as library:
            ids = [*fill(library, chosen)]
            states = [state_of(path)]
            for act in done:
                steps = library.connection.execute("SELECT count(*) FROM step").fetchone()
                with transaction(library.connection):
                    act(library, ids)
                if library.connection.execute("SELECT count(*) FROM step").fetchone() != steps:
                    states.append(state_of(path))
                assert broken_laws(path) == []
                assert_counted(path)
            for before in reversed(states[:-1]):
                with transaction(library.connection):
                    undo.undo(Context(library.connection, NOW))
                assert state_of(path) == before
            for after in states[1:]:
                with transaction(library.connection):
                    undo.redo(Context(library.connection, NOW))
                assert state_of(path) == after
            assert broken_laws(path) == []


def assert_counted(path: Path) -> None:
    """What the side bar says is what its lists show."""
    with Library.open(path, now=NOW) as library:
        reader = library.reader
        counts = reader.counts(NOW)
        folders: dict[str, list[Feed]] = {"X": [], "Y": []}
        for feed in reader.feeds():
            folders[feed.folder].append(feed)
            assert counts.of([feed.id]).total == len(listed(library, f"feed:{feed.url}"))
        for name, within in folders.items():
            assert counts.of(feed.id for feed in within).unread == len(listed(library, f"folder:{name} is:unread"))
        assert counts.everything.total == len(listed(library, ""))
        assert counts.everything.unread == len(listed(library, "is:unread"))
        assert counts.today.total == len(listed(library, "on:today"))
        assert counts.starred.total == len(listed(library, "is:starred"))
        for tag in reader.facets(parse("after:2023-11-05"), NOW):
            assert tag.count == len(listed(library, f"after:2023-11-05 tag:{tag.key}"))
        for tag in reader.tags():
            assert tag.count == len(listed(library, f"tag:{tag.key}"))


def test_an_older_library_finds_its_copies_behind_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path, now=NOW) as library:
        _, ids = put(library, A, range(40))
        put(library, B, range(20, 60))
        library.writer.index_waiting().result(10)
    connection = sqlite3.connect(path)
    # As it was before anything was known of copies.
    connection.executescript(
        """
        DELETE FROM sign; DELETE FROM duplicate; DELETE FROM overlap; DELETE FROM compare_pending;
        UPDATE entry SET listed = 1, copies = 1;
        UPDATE entry_tag SET shown = 1 + (SELECT e.flags & 1 = 0 FROM entry AS e WHERE e.id = entry_tag.id);
        UPDATE entry_tag SET kind = kind & 3 WHERE kind & 4;
        DELETE FROM entry_tag WHERE kind = 0;
        UPDATE tag SET (total, unread) = (
            SELECT count(*), sum(shown = 2) FROM entry_tag AS t WHERE t.tag_id = tag.id
        );
        DELETE FROM feed_tag;
        INSERT INTO feed_tag SELECT e.feed_id, t.tag_id, count(*), sum(t.shown = 2)
            FROM entry_tag AS t JOIN entry AS e ON e.id = t.id GROUP BY 1, 2;
        INSERT INTO meta VALUES ('uncompared_below', '81');
        """
    )
    connection.close()
    assert broken_laws(path) == []
    with bare(path) as opened:
        left = 80
        while neartexts.waiting(opened.connection):
            with transaction(opened.connection):
                done, _ = neartexts.compare_slice(opened.connection, 7)
            left -= done
        assert left == 0
    assert broken_laws(path) == []
    with Library.open(path, now=NOW) as library:
        assert len(listed(library, "")) == 60
        assert sorted(listed(library, "is:duplicate")) == ids[20:]


def test_a_forgotten_feed_leaves_its_copies_behind(library: Library) -> None:
    aside = library.writer.add_feed(A, shelf=Shelf.ASIDE, now=NOW - 100).result(10)
    document = ParsedFeed("rss", "Aside")
    stored = library.writer.store(aside.id, document, [intent(aside.id, parsed(1))], FeedHealth(), now=NOW).result(10)
    _, ids = put(library, B, [1])
    _, more = put(library, C, [1])
    assert stored.added and listed(library, "") == ids
    library.writer.forget_aside(NOW).result(10)
    assert listed(library, "") == ids and listed(library, "feed:c.example") == more
    (line,) = library.reader.headlines(ids)
    assert line.copies == 2
