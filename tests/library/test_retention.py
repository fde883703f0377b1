"""What has its time goes, and nothing else: never what is the person's own, never what the person did."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.library import Library, snoozing
from termnews.library.retention import DAY, SLICE, TOUCHED
from termnews.model.entry import EntryFlags
from termnews.model.feed import Feed, FeedHealth, ParsedFeed
from termnews.model.feedsettings import KeepRule
from termnews.model.ids import EntryId
from termnews.query import EVERYTHING, parse
from termnews.services.decide import decide
from termnews.services.retention import Retention
from tests.support.libraries import NOW, broken_laws, intent, parsed, put

LATER = NOW + 100 * DAY


@dataclass(frozen=True)
class Piece:
    """An article, and what the person did with it on which day from its arrival on; days of 0 mean never."""

    age: int
    read: int = 0
    starred: bool = False
    tagged: bool = False
    hidden: bool = False
    offered: bool = False
    snoozed: bool = False
    kept: bool = False
    """Kept unread, unless it is read."""

    @property
    def is_own(self) -> bool:
        """Whether no rule may let it go."""
        return self.starred or self.tagged or self.snoozed or (self.kept and not self.read)


pieces = st.builds(
    Piece,
    age=st.integers(0, 60),
    read=st.sampled_from((0, 0, 1, 20, 80, 100)),
    starred=st.booleans(),
    tagged=st.booleans(),
    hidden=st.booleans(),
    offered=st.booleans(),
    snoozed=st.sampled_from((False, False, True)),
    kept=st.booleans(),
)
rules = st.builds(KeepRule, st.sampled_from((0, 10, 90, 120)), st.sampled_from((0, 1, 4)), st.booleans())


def document(feed: Feed, numbers: Sequence[int], ages: Mapping[int, int]) -> ParsedFeed:
    return ParsedFeed("rss", feed.title, entries=tuple(parsed(n, published=NOW - ages[n] * DAY) for n in numbers))


def store(library: Library, feed: Feed, found: ParsedFeed, now: int) -> int:
    """Do what a refresh does with a document; give how many articles the library says are new."""
    guids = [entry.guid for entry in found.entries]
    reader = library.reader
    known, retired = reader.known_entries(feed.id), reader.retired_guids(feed.id, guids)
    decision = decide(known, found, feed.id, now, retired=retired)
    stored = library.writer.store(feed.id, found, decision.intents, FeedHealth(), now=now).result(10)
    assert len(stored.added) == decision.new
    return decision.new


def fill(library: Library, given: Sequence[Piece]) -> tuple[Feed, dict[int, EntryId], ParsedFeed]:
    feed = library.writer.add_feed("https://a.example/feed", title="A", now=NOW).result(10)
    ages = {number: piece.age for number, piece in enumerate(given)}
    whole = document(feed, list(ages), ages)
    store(library, feed, whole, NOW)
    known = library.reader.known_entries(feed.id)
    ids = {number: known[f"guid-{number}"].id for number in ages}
    for number, piece in enumerate(given):
        mark(library, ids[number], piece)
    offered = [number for number, piece in enumerate(given) if piece.offered]
    if offered:
        store(library, feed, document(feed, offered, ages), NOW + DAY)
    return feed, ids, whole


def mark(library: Library, number: EntryId, piece: Piece) -> None:
    writer = library.writer
    if piece.read:
        writer.set_flag([number], EntryFlags.READ, True, now=NOW + piece.read * DAY)
    if piece.starred:
        writer.set_flag([number], EntryFlags.STARRED, True, now=NOW)
    if piece.hidden:
        writer.set_flag([number], EntryFlags.HIDDEN, True, now=NOW)
    if piece.kept and not piece.read:
        writer.set_flag([number], EntryFlags.KEPT, True, now=NOW)
    if piece.snoozed:
        writer.carry_out(lambda context, _: snoozing.snooze(context, [number], LATER + DAY), now=NOW)
    if piece.tagged:
        writer.change_tags([number], add=["mine"], now=NOW)


def expected(given: Sequence[Piece], ids: Mapping[int, EntryId], rule: KeepRule) -> set[EntryId]:
    """What a rule lets go, in plain words."""
    every = not any(piece.offered for piece in given)  # then the first document, with all of them, is the last one
    newest = sorted(range(len(given)), key=lambda number: (-given[number].age, ids[number]))[::-1]
    gone = set()
    for place, number in enumerate(newest):
        piece = given[number]
        old = bool(rule.days) and 100 - max(piece.read, 0) > rule.days
        beyond = bool(rule.count) and place >= rule.count
        spared = piece.is_own or piece.offered or every or (rule.unread and not piece.read)
        just_now = piece.read == 100
        if (old or beyond) and not spared and not just_now:
            gone.add(ids[number])
    return gone


def marks(path: Path) -> dict[str, object]:
    """What the person did, which nothing but the person may change."""
    questions = {
        "marks": "SELECT id, guid, flags, first_seen, read_at, starred_at, position FROM entry_state ORDER BY id",
        "own tags": "SELECT * FROM state_tag ORDER BY id, tag_id",
        "steps": "SELECT * FROM step ORDER BY id",
    }
    with closing(sqlite3.connect(path)) as connection:
        return {name: connection.execute(sql).fetchall() for name, sql in questions.items()}


@settings(max_examples=40, deadline=None)
@given(st.lists(pieces, min_size=1, max_size=9), rules)
def test_a_rule_lets_go_what_it_says_and_never_what_is_ones_own(given: list[Piece], rule: KeepRule) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        with Library.open(path, now=NOW) as library:
            feed, ids, whole = fill(library, given)
            library.writer.index_waiting().result(10)
            library.writer.checkpoint().result(10)
            before, there = marks(path), set(library.reader.known_entries(feed.id))
            retention = Retention(library, rule, LATER)
            told = retention.rehearse()
            assert set(library.reader.known_entries(feed.id)) == there
            done = retention.carry_out(lambda _: False)
            left = {row.id for row in library.reader.known_entries(feed.id).values()}
            gone = set(ids.values()) - left
            assert gone == expected(given, ids, rule)
            assert sum(one.articles for one in told) == sum(one.articles for one in done) == len(gone)
            own = {ids[number] for number, piece in enumerate(given) if piece.is_own}
            assert own <= left
            assert marks(path) == before
            # What is gone is found by no word of it, and does not come back however often it is offered.
            for number, entry_id in ids.items():
                hits = library.reader.entry_ids(
                    parse(f"number{number} (is:hidden OR -is:hidden) (is:snoozed OR -is:snoozed)"), LATER
                )
                assert list(hits) == ([entry_id] if entry_id in left else [])
            for _ in range(2):
                assert store(library, feed, whole, LATER) == 0
            assert {row.id for row in library.reader.known_entries(feed.id).values()} == left
        assert broken_laws(path) == []


def gone_feed(library: Library, count: int) -> tuple[Feed, list[EntryId]]:
    """A feed that offers none of its read articles any more."""
    feed, ids = put(library, "https://a.example/feed", range(count))
    store(library, feed, document(feed, [count], {count: 0}), NOW)
    library.writer.set_flag(ids, EntryFlags.READ, True, now=NOW).result(10)
    return feed, ids


def carry_out(library: Library, now: int, rule: KeepRule = KeepRule(days=10)) -> int:  # noqa: B008
    return sum(one.articles for one in Retention(library, rule, now).carry_out(lambda _: False))


def test_what_was_just_changed_stays_so_that_undo_finds_it(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        _, ids = gone_feed(library, 4)
        writer = library.writer
        writer.set_flag(ids[:1], EntryFlags.STARRED, True, now=NOW)
        writer.change_tags(ids[1:2], add=["todo"], now=NOW)
        writer.set_flag(ids[:1], EntryFlags.STARRED, False, now=LATER)
        writer.change_tags(ids[1:2], remove=["todo"], now=LATER)
        writer.set_flag(ids[2:3], EntryFlags.HIDDEN, True, now=LATER)
        assert writer.undo().result(10)[0] == "Hid 1"
        (told,) = Retention(library, KeepRule(days=10), LATER + 60).rehearse()
        assert (told.articles, told.spared) == (1, 3)
        assert carry_out(library, LATER + 60) == 1
        assert carry_out(library, LATER + TOUCHED + 60) == 3
        assert writer.undo().result(10)[0] == "Untagged 1 todo"
        assert writer.undo().result(10)[0] == "Unstarred 1"
    assert broken_laws(tmp_path / "library.db") == []


def test_what_becomes_ones_own_again_comes_back_with_its_feed(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        feed, ids = gone_feed(library, 3)
        assert carry_out(library, LATER) == 3
        library.writer.set_flag(ids[:1], EntryFlags.STARRED, True, now=LATER).result(10)
        assert store(library, feed, document(feed, [0, 1, 2], {0: 1, 1: 1, 2: 1}), LATER) == 1
        (row,) = library.reader.headlines(library.reader.entry_ids(parse("is:starred"), LATER))
        assert (row.id, row.is_read) == (ids[0], True)
    assert broken_laws(tmp_path / "library.db") == []


def test_what_is_dropped_while_a_document_is_judged_stays_away(tmp_path: Path) -> None:
    """The decider may have seen an article that is gone when its decision is carried out."""
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        feed, ids = gone_feed(library, 2)
        assert carry_out(library, LATER) == 2
        late = [intent(feed.id, parsed(0, title="Anew"), known=ids[0]), intent(feed.id, parsed(1))]
        stored = library.writer.store(feed.id, None, late, None, now=LATER).result(10)
        assert not stored.added
        assert not stored.updated
    assert broken_laws(tmp_path / "library.db") == []


def test_slices_are_small_and_what_is_starred_between_two_of_them_stays(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        feed, ids = gone_feed(library, 3 * SLICE)
        left: list[int] = []

        def pause(_: float) -> bool:
            left.append(len(library.reader.known_entries(feed.id)))
            library.writer.set_flag(ids[-1:], EntryFlags.STARRED, True, now=LATER).result(10)
            return False

        (done,) = Retention(library, KeepRule(days=10), LATER).carry_out(pause)
        assert left[:3] == [2 * SLICE + 1, SLICE + 1, 2]
        assert done.articles == 3 * SLICE - 1
        assert list(library.reader.entry_ids(parse("is:starred"), LATER)) == ids[-1:]
        assert Retention(library, KeepRule(days=10), LATER).carry_out(lambda _: False) == ()
    assert broken_laws(tmp_path / "library.db") == []


def test_only_so_many_go_at_a_time_and_calling_off_ends_it(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        gone_feed(library, 3 * SLICE)
        retention = Retention(library, KeepRule(days=10), LATER)
        assert [one.articles for one in retention.carry_out(lambda _: False, at_most=10)] == [10]
        assert [one.articles for one in retention.carry_out(lambda _: True)] == [SLICE]
        assert [one.articles for one in retention.rehearse()] == [2 * SLICE - 10]


def test_files_of_this_machine_and_what_is_opened_aside_stay(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        _, ids = put(library, "file:///home/me/articles", range(4))
        library.writer.set_flag(ids, EntryFlags.READ, True, now=NOW).result(10)
        assert carry_out(library, LATER, KeepRule(1, 1, unread=False)) == 0
        assert len(library.reader.entry_ids(EVERYTHING, LATER)) == 4


def test_an_empty_document_does_not_let_go_what_the_feed_offered_before(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        feed = library.writer.add_feed("https://a.example/feed", title="A", now=NOW).result(10)
        store(library, feed, document(feed, [1, 2], {1: 9, 2: 9}), NOW)
        store(library, feed, ParsedFeed("rss", "A"), NOW)
        assert carry_out(library, LATER, KeepRule(1, 1, unread=False)) == 0


def test_looking_for_what_goes_walks_a_feed_along_its_index(tmp_path: Path) -> None:
    from termnews.library import retention

    with Library.open(tmp_path / "library.db", now=NOW) as library:
        gone_feed(library, 3)
    terms = {"feed": 1, "before": NOW, "at": 0, "id": 0, "read": 1}
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {retention._EXPIRED}", terms)]
    assert any("entry_by_feed (feed_id=? AND sort_at<?" in line for line in plan), plan
    assert not any(line.startswith("SCAN e") for line in plan), plan
