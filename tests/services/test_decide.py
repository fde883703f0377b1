"""What a document means for what is known: every way in which an entry keeps or loses its identity."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.formats.identity import content_hash
from termnews.model.entry import KnownEntry, ParsedEntry
from termnews.model.feed import ParsedFeed
from termnews.model.ids import EntryId, FeedId
from termnews.services.decide import Decision, decide

NOW = 1_700_000_000
DAY = 86_400
FEED = FeedId(7)


def entry(guid: str, title: str = "Title", text: str = "Some text", **more: Any) -> ParsedEntry:
    """An entry with the hash of its words."""
    made = ParsedEntry(guid=guid, title=title, text=text, **more)
    return replace(made, content_hash=content_hash(made))


def feed(*entries: ParsedEntry, kind: str = "rss") -> ParsedFeed:
    """A document with these entries."""
    return ParsedFeed(kind, "Feed", entries=entries)


class Shelf:
    """A library of one feed that does what the decider says."""

    def __init__(self) -> None:
        self.rows: dict[EntryId, KnownEntry] = {}
        self.read: set[EntryId] = set()

    @property
    def known(self) -> dict[str, KnownEntry]:
        """What the decider gets to see."""
        return {row.guid: row for row in self.rows.values()}

    def visit(self, parsed: ParsedFeed, now: int = NOW) -> Decision:
        """Apply one document."""
        decision = decide(self.known, parsed, FEED, now)
        for intent in decision.intents:
            number = intent.known_id if intent.known_id is not None else EntryId(len(self.rows) + 1)
            assert (intent.known_id in self.rows) == (intent.known_id is not None)
            new = intent.entry
            self.rows[number] = KnownEntry(
                number, new.guid, new.content_hash, new.url, new.title, new.published, intent.sort_at, intent.first_seen
            )
        assert len(self.known) == len(self.rows), "two rows with one guid"
        return decision


def visits(documents: Iterable[ParsedFeed], gap: int = 3600) -> tuple[Shelf, list[Decision]]:
    """Visit a feed again and again, marking everything read each time."""
    shelf, decisions = Shelf(), []
    for number, document in enumerate(documents):
        decisions.append(shelf.visit(document, NOW + number * gap))
        shelf.read |= set(shelf.rows)
    return shelf, decisions


def numbered(count: int, **more: Any) -> list[ParsedEntry]:
    """Some different entries."""
    return [
        entry(f"g{n}", f"Title {n}", f"Text {n}", **{"url": f"https://e.org/{n}", "published": NOW - n * DAY, **more})
        for n in range(count)
    ]


def test_new_entries_come_oldest_first() -> None:
    decision = decide({}, feed(*numbered(4)), FEED, NOW)
    assert [intent.entry.guid for intent in decision.intents] == ["g3", "g2", "g1", "g0"]
    assert all(intent.known_id is None and intent.first_seen == NOW for intent in decision.intents)
    assert (decision.new, decision.updated, decision.unchanged) == (4, 0, 0)


def test_undated_entries_keep_the_order_of_the_document() -> None:
    decision = decide({}, feed(*numbered(3, published=None)), FEED, NOW)
    assert [intent.entry.guid for intent in decision.intents] == ["g2", "g1", "g0"]
    assert {intent.sort_at for intent in decision.intents} == {NOW}


def test_what_is_known_and_unchanged_gives_nothing_to_do() -> None:
    _, decisions = visits([feed(*numbered(5)) for _ in range(4)])
    assert [(each.new, each.unchanged, each.intents == ()) for each in decisions[1:]] == [(0, 5, True)] * 3


def test_reordering_and_sliding_windows_bring_nothing_twice() -> None:
    everything = numbered(30)
    chance = random.Random(1)
    windows = [everything[low : low + 10] for low in (20, 15, 10, 5, 0, 20, 0)]
    for window in windows:
        chance.shuffle(window)
    shelf, decisions = visits(feed(*window) for window in windows)
    assert len(shelf.rows) == 30
    assert [each.new for each in decisions] == [10, 5, 5, 5, 5, 0, 0]


def test_an_emptied_feed_loses_nothing() -> None:
    shelf, decisions = visits([feed(*numbered(3)), feed(), feed(*numbered(3))])
    assert len(shelf.rows) == 3 and decisions[2].intents == ()


def test_an_edit_updates_the_same_entry() -> None:
    first = entry("stable", "Version 1", published=NOW)
    shelf, decisions = visits(feed(replace(first, title=f"Version {n}", content_hash=str(n))) for n in range(1, 6))
    assert len(shelf.rows) == 1 and shelf.rows[EntryId(1)].title == "Version 5"
    assert [each.updated for each in decisions] == [0, 1, 1, 1, 1]
    assert shelf.rows[EntryId(1)].sort_at == NOW


RENAMED: dict[str, Callable[[int, int], dict[str, Any]]] = {
    "a new id at every visit": lambda n, v: {"guid": f"{v}-{n}"},
    "a new id, undated": lambda n, v: {"guid": f"{v}-{n}", "published": None},
    "a new id and a new date": lambda n, v: {"guid": f"{v}-{n}", "published": NOW + v},
    "http to https": lambda n, v: {"guid": f"http{'s' if v else ''}://e.org/{n}"},
    "with and without www": lambda n, v: {"guid": f"https://{'www.' if v % 2 else ''}e.org/{n}"},
    "tracking in the id": lambda n, v: {"guid": f"https://e.org/{n}?utm_source=s{v}", "url": None},
    "session links": lambda n, v: {
        "guid": f"https://e.org/{n}?session={v}", "url": f"https://e.org/{n}?session={v}", "published": None,
    },
    "a new id, an edited text": lambda n, v: {"guid": f"{v}-{n}", "text": f"Text {n}, edition {v}"},
}  # fmt: skip


@pytest.mark.parametrize("name", RENAMED)
def test_an_entry_under_a_new_id_is_the_same_entry(name: str) -> None:
    change = RENAMED[name]
    documents = []
    for visit in range(50):
        entries = [replace(each, **change(n, visit)) for n, each in enumerate(numbered(3))]
        documents.append(feed(*(replace(each, content_hash=content_hash(each)) for each in entries)))
    shelf, decisions = visits(documents)
    assert len(shelf.rows) == 3
    assert sum(each.new for each in decisions) == 3
    assert {row.guid for row in shelf.rows.values()} == {each.guid for each in documents[-1].entries}


DIFFERENT: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "same title, other page": ({"url": "https://e.org/a"}, {"url": "https://e.org/b"}),
    "same page, other spot": ({"url": "https://e.org/log#v1"}, {"url": "https://e.org/log#v2"}),
    "ids that differ in their fragment": ({"guid": "https://e.org/#1"}, {"guid": "https://e.org/#2"}),
    "a column of the same title on another day": (
        {"url": "https://e.org/weather", "published": NOW, "text": "Rain"},
        {"url": "https://e.org/weather", "published": NOW + DAY, "text": "Sun"},
    ),
    "undated notes that all link to the site": (
        {"url": "https://e.org/", "text": "One thing"},
        {"url": "https://e.org/", "text": "Another thing"},
    ),
    "no title, same page, other words": (
        {"title": "", "url": "https://e.org/a", "text": "One"},
        {"title": "", "url": "https://e.org/a", "text": "Two"},
    ),
    "same words, other page and date": (
        {"url": "https://e.org/a", "published": NOW},
        {"url": "https://e.org/b", "published": NOW + DAY},
    ),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_new_entry_never_overwrites_one_that_left_the_feed(name: str) -> None:
    old, new = DIFFERENT[name]
    shelf, _ = visits([feed(entry(**{"guid": "old", **old})), feed(entry(**{"guid": "new", **new}))])
    assert len(shelf.rows) == 2


def test_a_sign_that_several_share_recognises_nobody() -> None:
    twins = [entry(f"old{n}", url="https://e.org/a", published=NOW) for n in range(2)]
    shelf, _ = visits([feed(*twins), feed(entry("new", url="https://e.org/a", published=NOW))])
    assert len(shelf.rows) == 3


def test_an_entry_still_in_the_document_is_not_taken_for_another() -> None:
    first = entry("a", url="https://e.org/a", published=NOW)
    shelf, _ = visits([feed(first), feed(first, replace(first, guid="b"))])
    assert len(shelf.rows) == 2


def test_the_same_id_twice_in_a_document_counts_once() -> None:
    decision = decide({}, feed(entry("a", "First"), entry("a", "Second")), FEED, NOW)
    assert [intent.entry.title for intent in decision.intents] == ["First"]


DATES = {
    "past": (NOW - DAY, None, None, NOW - DAY),
    "future": (NOW + 10**9, None, None, NOW),
    "only updated": (None, NOW - DAY, None, NOW - DAY),
    "none": (None, None, None, NOW),
    "a file's": (None, None, NOW - 5 * DAY, NOW - 5 * DAY),
    "a file from the future": (None, None, NOW + DAY, NOW),
    "stated, in an old file": (NOW - DAY, None, NOW - 5 * DAY, NOW - DAY),
}


@pytest.mark.parametrize("name", DATES)
def test_places_in_the_list_are_never_in_the_future(name: str) -> None:
    published, updated, file_time, sort_at = DATES[name]
    made = entry("a", published=published, updated=updated, file_time=file_time)
    assert decide({}, feed(made), FEED, NOW).intents[0].sort_at == sort_at


def test_an_entry_keeps_its_place_whatever_its_date_does() -> None:
    dated = [entry("a", text=f"Edition {n}", published=NOW + n * DAY) for n in range(4)]
    shelf, _ = visits([feed(each) for each in dated], gap=DAY)
    assert shelf.rows[EntryId(1)].sort_at == NOW
    missing = [entry("a", text=f"Edition {n}") for n in range(4)]
    shelf, _ = visits([feed(each) for each in missing], gap=DAY)
    assert (shelf.rows[EntryId(1)].sort_at, shelf.rows[EntryId(1)].first_seen) == (NOW, NOW)


def test_a_date_that_only_moves_is_no_edit() -> None:
    _, decisions = visits(feed(entry("a", published=NOW + n)) for n in range(5))
    assert [len(each.intents) for each in decisions] == [1, 0, 0, 0, 0]


def test_a_date_that_comes_late_is_taken() -> None:
    shelf, decisions = visits([feed(entry("a")), feed(entry("a", published=NOW - DAY))])
    assert decisions[1].updated == 1
    assert shelf.rows[EntryId(1)].sort_at == NOW - DAY


def folder(**files: str) -> ParsedFeed:
    """A folder of files; `__` stands for `/`, a text for its content."""
    entries = (
        entry(name.replace("__", "/") + ".txt", "T" + text[:3], text, file_time=NOW) for name, text in files.items()
    )
    return feed(*entries, kind="folder")


MOVES = {
    "moved": (folder(a="one", b="two"), folder(sub__a="one", b="two")),
    "renamed": (folder(a="one", b="two"), folder(z="one", b="two")),
    "a whole folder moved": (folder(x__a="one", x__b="two"), folder(y__a="one", y__b="two")),
    "edited in place": (folder(a="one", b="two"), folder(a="one and more", b="two")),
    "moved with a twin": (folder(x__a="same", x__b="same"), folder(y__a="same", y__b="same")),
    "gone and back": (folder(a="one", b="two"), folder(b="two")),
}


@pytest.mark.parametrize("name", MOVES)
def test_local_files_keep_their_marks(name: str) -> None:
    before, after = MOVES[name]
    shelf, _ = visits([before, after])
    assert len(shelf.rows) == 2
    assert set(shelf.rows) == shelf.read


def test_a_copy_beside_the_original_is_a_new_article() -> None:
    shelf, _ = visits([folder(a="one"), folder(a="one", copy="one")])
    assert len(shelf.rows) == 2


def test_an_article_of_several_in_a_file_may_change_its_title() -> None:
    one = entry("notes.txt#first", "First", "One", published=NOW)
    two = entry("notes.txt#second", "Second", "Two", published=NOW - DAY)
    edited = entry("notes.txt#the-first", "The first", "One", published=NOW)
    shelf, _ = visits([feed(one, two, kind="folder"), feed(edited, two, kind="folder")])
    assert {row.title for row in shelf.rows.values()} == {"The first", "Second"}


GUIDS = st.sampled_from(["a", "b", "https://e.org/1", "http://e.org/1", "https://www.e.org/1/", "1#x", "1#y"])
ENTRIES = st.builds(
    lambda guid, title, text, url, published: entry(guid, title, text, url=url, published=published),
    guid=GUIDS,
    title=st.sampled_from(["", "T", "U"]),
    text=st.sampled_from(["x", "y"]),
    url=st.sampled_from([None, "https://e.org/p", "https://e.org/", "https://e.org/p?s=1"]),
    published=st.sampled_from([None, NOW, NOW + DAY]),
)


@settings(max_examples=150, deadline=None)
@given(documents=st.lists(st.lists(ENTRIES, max_size=6), min_size=1, max_size=5), local=st.booleans())
def test_whatever_comes_the_shelf_stays_whole(documents: list[list[ParsedEntry]], local: bool) -> None:
    """Never two rows of one id, never two intents for one row, and a repeated document is no news."""
    kind = "folder" if local else "rss"
    shelf = Shelf()
    for number, entries in enumerate(documents):
        decision = shelf.visit(feed(*entries, kind=kind), NOW + number)
        taken = [intent.known_id for intent in decision.intents if intent.known_id is not None]
        assert len(taken) == len(set(taken))
        assert {each.guid for each in entries} <= set(shelf.known)
        assert shelf.visit(feed(*entries, kind=kind), NOW + number).intents == ()
        assert all(row.sort_at <= NOW + number and row.first_seen <= NOW + number for row in shelf.rows.values())
