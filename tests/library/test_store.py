"""Storing documents: what is kept, what comes back, and what a feed on another shelf shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from termnews.library import Library, NewFeed
from termnews.model.entry import Enclosure, EntryFlags, ParsedEntry
from termnews.model.facets import Tally
from termnews.model.feed import FeedHealth, ParsedFeed, Shelf
from termnews.model.ids import EntryId, FeedId
from termnews.query import EVERYTHING, Query, feed_is, folder_is, parse, words
from termnews.query.ast import Field, InFeed, InFolder, Lang, Phrase, Tagged, Word
from tests.support.libraries import NOW, broken_laws, intent, parsed, put

URL = "https://a.example/feed"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library, whole at the end."""
    opened = Library.open(tmp_path / "library.db", now=NOW)
    yield opened
    opened.close()
    assert broken_laws(opened.path) == []


def listed(library: Library, query: str = "", **more: object) -> list[int]:
    return list(library.reader.entry_ids(parse(query), NOW, **more))  # type: ignore[arg-type]


FULL = ParsedEntry(
    guid="tag:a.example,2023:1",
    title="A title with “quotes” and 東京",
    url="https://a.example/1?utm_source=feed",
    authors=("Ada Lovelace", "Grace Hopper"),
    published=NOW - 100,
    updated=NOW - 50,
    summary="What it is about.",
    content='<p>Body <img src="x.png"> text</p>',
    media_type="text/html",
    text="Body text",
    tags=("Climate Change", "AI"),
    enclosures=(
        Enclosure("https://a.example/1.mp3", "audio/mpeg", 1234, 60, "Listen"),
        Enclosure("https://a.example/2"),
    ),
    comments_url="https://a.example/1#comments",
    image_url="https://a.example/1.png",
    language="en-GB",
    base_url="https://a.example/",
    content_hash="00ff" * 8,
)


def test_an_entry_comes_back_as_it_was(library: Library) -> None:
    feed, _ = put(library, URL, [])
    (number,) = library.writer.store(feed.id, None, [intent(feed.id, FULL)], None, now=NOW).result(10).added
    stored = library.reader.entry(number)
    assert stored is not None
    kept = ("guid", "authors", "published", "updated", "summary", "content", "media_type", "text", "base_url")
    for name in (*kept, "enclosures", "comments_url", "language"):
        assert getattr(stored, name) == getattr(FULL, name), name
    head = stored.headline
    assert (head.title, head.url, head.tags, head.feed_title) == (FULL.title, FULL.url, FULL.tags, "a.example")
    assert (head.words, head.dated, head.sort_at, head.flags) == (2, True, NOW - 100, EntryFlags.NONE)
    assert (stored.feed_url, stored.first_seen) == (URL, NOW)


def test_known_entries_say_what_is_stored(library: Library) -> None:
    feed, _ = put(library, URL, [])
    odd = replace(FULL, guid="odd", content_hash="Not hexadecimal")
    library.writer.store(feed.id, None, [intent(feed.id, FULL), intent(feed.id, odd)], None, now=NOW).result(10)
    known = library.reader.known_entries(feed.id)
    assert {guid: one.content_hash for guid, one in known.items()} == {
        FULL.guid: FULL.content_hash,
        "odd": "Not hexadecimal",
    }
    assert known[FULL.guid].published == FULL.published
    assert known[FULL.guid].title == FULL.title


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"title": "", "text": "Only words here."}, "Only words here."),
        ({"title": "", "text": "word " * 100}, ("word " * 20).strip() + "…"),
        ({"title": "", "text": "", "summary": "A summary."}, "A summary."),
        ({"title": "", "text": "", "summary": ""}, "https://news.example/1.html"),
        ({"title": "", "text": "", "summary": "", "url": None}, "(untitled)"),
    ],
)
def test_a_headline_is_never_empty(library: Library, fields: dict[str, object], shown: str) -> None:
    put(library, URL, [1], **fields)
    (row,) = library.reader.headlines(library.reader.entry_ids(EVERYTHING, NOW))
    assert row.title == shown


def test_headlines_come_in_the_order_asked_without_those_that_are_gone(library: Library) -> None:
    _, ids = put(library, URL, range(5))
    assert [row.id for row in library.reader.headlines([ids[3], 99, ids[0], ids[3]])] == [ids[3], ids[0], ids[3]]


def test_numbers_grow_with_the_dates_of_a_batch(library: Library) -> None:
    feed, _ = put(library, URL, [])
    dates = [500, 100, 300]
    intents = [intent(feed.id, parsed(number), sort_at=date) for number, date in enumerate(dates)]
    library.writer.store(feed.id, None, intents, None, now=NOW).result(10)
    assert [row.sort_at for row in library.reader.headlines([1, 2, 3])] == [100, 300, 500]
    assert listed(library) == [3, 2, 1]


def test_the_same_guid_twice_is_one_entry(library: Library) -> None:
    feed, (number,) = put(library, URL, [1])
    twice = [intent(feed.id, parsed(1)), intent(feed.id, parsed(1, title="Later"))]
    changes = library.writer.store(feed.id, None, twice, None, now=NOW).result(10)
    assert not changes.added
    assert changes.updated == {number}
    assert [row.title for row in library.reader.headlines([number])] == ["Later"]


def test_a_newer_version_replaces_words_tags_and_date(library: Library) -> None:
    feed, (number,) = put(library, URL, [1])
    library.writer.set_flag([number], EntryFlags.STARRED, True, now=NOW)
    library.writer.change_tags([number], add=["todo"], now=NOW)
    library.writer.index_waiting().result(10)
    newer = parsed(1, title="Other", text="Nothing of before", tags=("World", "New York"), published=NOW)
    changes = library.writer.store(feed.id, None, [intent(feed.id, newer, known=number)], None, now=NOW + 9).result(10)
    assert changes.updated == {number}
    library.writer.index_waiting().result(10)
    for query, expected in {
        "body:article": [],
        "nothing": [number],
        "tag:climate-change": [],
        "tag:new-york": [number],
        "tag:todo is:starred is:updated": [number],
        "climate": [],
    }.items():
        assert listed(library, query) == expected, query
    (row,) = library.reader.headlines([number])
    assert (row.sort_at, row.tags, row.own_tags) == (NOW, ("World", "New York"), ("todo",))


def test_state_follows_an_entry_that_got_another_guid(library: Library) -> None:
    """A local article that was moved."""
    feed, (number,) = put(library, URL, [1])
    library.writer.set_flag([number], EntryFlags.READ, True, now=NOW)
    moved = parsed(1, guid="elsewhere/article.txt")
    library.writer.store(feed.id, None, [intent(feed.id, moved, known=number)], None, now=NOW).result(10)
    assert set(library.reader.known_entries(feed.id)) == {"elsewhere/article.txt"}
    assert listed(library, "is:read") == [number]


def test_a_number_of_another_feed_is_not_believed(library: Library) -> None:
    _, (number,) = put(library, URL, [1])
    other, _ = put(library, "https://b.example/feed", [])
    wrong = intent(other.id, parsed(2), known=number)
    changes = library.writer.store(other.id, None, [wrong], None, now=NOW).result(10)
    assert changes.added == {EntryId(2)}


def test_what_cannot_be_stored_is_mended(library: Library) -> None:
    feed, _ = put(library, URL, [])
    odd = parsed(
        1,
        title="half \ud83d",
        text="nul \0 and \udc00",
        content="<p>\0</p>",
        authors=("\ud800",),
        tags=("t\ud800",),
        published=10**30,
        enclosures=(Enclosure("https://a.example/\ud800"),),
    )
    library.writer.store(feed.id, ParsedFeed("rss", "F \ud800"), [intent(feed.id, odd)], None, now=NOW).result(10)
    stored = library.reader.entry(EntryId(1))
    assert stored is not None
    assert (stored.headline.title, stored.text, stored.content) == ("half ?", "nul  and ?", "<p></p>")
    assert library.writer.index_waiting().exception(10) is None


def test_what_a_person_types_is_mended_too(library: Library) -> None:
    """Names of files that are no text come with halves of characters."""
    feed = library.writer.add_feed("file:///\udcff", title="\udcff", folder="\udcff", tags=["\udcff"], now=NOW).result(
        10
    )
    library.writer.store(feed.id, None, [intent(feed.id, parsed(1))], None, now=NOW).result(10)
    library.writer.update_feed(feed.id, user_title="\udcfe", now=NOW).result(10)
    library.writer.change_tags([EntryId(1)], add=["\udcfe "], now=NOW).result(10)
    assert [one.name for one in library.reader.feeds()] == ["?"]
    assert library.reader.feed_by_url("file:///\udcff") == library.reader.feeds()[0]


def test_tags_of_a_feed_go_to_its_new_entries(library: Library) -> None:
    feed = library.writer.add_feed(URL, tags=["Mine", "Two Words"], now=NOW).result(10)
    (number,) = library.writer.store(feed.id, None, [intent(feed.id, parsed(1))], None, now=NOW).result(10).added
    assert [row.own_tags for row in library.reader.headlines([number])] == [("Mine", "Two Words")]
    assert listed(library, "tag:two-words tag:mine") == [number]


def test_what_a_feed_says_of_itself_is_kept(library: Library) -> None:
    feed = library.writer.add_feed(URL, now=NOW).result(10)
    document = ParsedFeed("atom", "The Feed", link="https://a.example/", language="en", notes=("cut off",))
    library.writer.store(feed.id, document, [], None, now=NOW).result(10)
    library.writer.store(feed.id, ParsedFeed("atom", ""), [], None, now=NOW).result(10)
    found = library.reader.feed(feed.id)
    assert found is not None
    assert (found.title, found.site_url, found.name) == ("The Feed", "https://a.example/", "The Feed")
    assert library.reader.languages() == ("en",)


def test_health_is_kept_whole(library: Library) -> None:
    feed, _ = put(library, URL, [])
    health = FeedHealth(
        etag='W/"x"',
        checked=5,
        error="timed out",
        failures=3,
        due=NOW + 60,
        gone=False,
        skip_hours=(1, 2),
        skip_days=("sunday",),
    )
    library.writer.set_health(feed.id, health).result(10)
    assert library.reader.health(feed.id) == health == library.reader.healths()[feed.id]
    assert library.reader.health(FeedId(99)) == FeedHealth()


def test_due_feeds_come_longest_overdue_first(library: Library) -> None:
    ages = {"https://late.example/": 100, "https://later.example/": 50, "https://next.example/": NOW + 1}
    for url, due in ages.items():
        feed = library.writer.add_feed(url, now=NOW).result(10)
        library.writer.set_health(feed.id, FeedHealth(due=due))
    gone = library.writer.add_feed("https://gone.example/", now=NOW).result(10)
    library.writer.set_health(gone.id, FeedHealth(gone=True))
    library.writer.add_feed("https://aside.example/", shelf=Shelf.ASIDE, now=NOW)
    library.writer.add_feed("https://new.example/", now=NOW).result(10)
    assert [feed.url for feed in library.reader.due(NOW)] == [
        "https://new.example/",
        "https://later.example/",
        "https://late.example/",
    ]


def test_counts_of_the_side_bar(library: Library) -> None:
    feed, ids = put(library, URL, range(4))
    folder, _ = put(library, "file:///home/me/articles", range(10, 12))
    library.writer.set_flag(ids[:3], EntryFlags.READ, True, now=NOW)
    library.writer.set_flag(ids[2:], EntryFlags.STARRED, True, now=NOW)
    library.writer.set_flag(ids[:1], EntryFlags.HIDDEN, True, now=NOW).result(10)
    counts = library.reader.counts(NOW)
    assert counts.feeds == {feed.id: Tally(3, 1), folder.id: Tally(2, 2)}
    assert (counts.everything, counts.starred, counts.local) == (Tally(5, 3), Tally(2, 1), Tally(2, 2))
    assert counts.today == Tally(5, 3)
    assert library.reader.counts(NOW + 86_400).today == Tally(0, 0)


def test_a_day_begins_where_the_person_is(tmp_path: Path) -> None:
    with Library.open(tmp_path / "east.db", now=NOW, zone=9 * 3_600) as library:
        put(library, URL, [1], published=NOW - 7 * 3_600)
        put(library, "https://b.example/feed", [2], published=NOW - 8 * 3_600)
        assert library.reader.counts(NOW).today == Tally(1, 1)
        assert listed(library, "on:today") == [1]


def test_a_removed_feed_is_gone_until_it_comes_back(library: Library) -> None:
    feed, ids = put(library, URL, range(3))
    library.writer.set_flag(ids[:1], EntryFlags.STARRED, True, now=NOW)
    library.writer.remove_feeds([feed.id], now=NOW).result(10)
    reader = library.reader
    assert (reader.feeds(), listed(library), reader.tags()) == ((), [], ())
    assert reader.counts(NOW).everything == Tally()
    assert listed(library, "is:starred") == listed(library, "is:hidden") == []
    again = library.writer.add_feed(URL, folder="Back", now=NOW + 5).result(10)
    assert (again.id, again.shelf, again.folder) == (feed.id, Shelf.LIBRARY, "Back")
    assert listed(library, "is:starred") == ids[:1]
    assert len(listed(library)) == 3


def test_feeds_aside_are_listed_only_when_named(library: Library) -> None:
    _, ids = put(library, URL, range(2))
    aside = library.writer.add_feed("file:///tmp/articles", shelf=Shelf.ASIDE, now=NOW).result(10)
    stored = library.writer.store(aside.id, None, [intent(aside.id, parsed(50))], None, now=NOW).result(10)
    (number,) = stored.added
    assert listed(library) == sorted(ids, reverse=True)
    assert listed(library, aside=[aside.id]) == [number, *sorted(ids, reverse=True)]
    named = library.reader.entry_ids(feed_is(aside.url), NOW, aside=[aside.id])
    assert list(named) == [number]
    assert list(library.reader.entry_ids(feed_is(aside.url), NOW)) == []
    assert library.reader.counts(NOW).everything == Tally(2, 2)
    assert [one.count for one in library.reader.facets(EVERYTHING, NOW, aside=[aside.id])] == [3, 1]
    read = library.writer.set_flag_by_query(EVERYTHING, EntryFlags.READ, True, now=NOW, aside=[aside.id]).result(10)
    assert read == len({number, *ids})
    assert all(row.is_read for row in library.reader.headlines([number, *ids]))


def test_aside_feeds_are_forgotten_but_not_their_marks(library: Library) -> None:
    feeds = [library.writer.add_feed(f"file:///tmp/{name}", shelf=Shelf.ASIDE, now=NOW).result(10) for name in "ab"]
    for feed in feeds:
        numbers = range(feed.id * 10, feed.id * 10 + 2)
        library.writer.store(feed.id, None, [intent(feed.id, parsed(n)) for n in numbers], None, now=NOW).result(10)
    library.writer.index_waiting()
    library.writer.set_flag([EntryId(1)], EntryFlags.STARRED, True, now=NOW).result(10)
    assert not library.writer.forget_aside(NOW).result(10).removed
    assert library.writer.forget_aside(NOW + 1).result(10).removed == {1, 2, 3, 4}
    assert [feed.url for feed in library.reader.feeds(None)] == ["file:///tmp/a"]
    returning = [intent(feeds[0].id, parsed(10)), intent(feeds[0].id, parsed(11))]
    changes = library.writer.store(feeds[0].id, None, returning, None, now=NOW).result(10)
    assert changes.flags == {EntryId(1): EntryFlags.STARRED}


def test_aside_feeds_are_forgotten_after_a_month(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path, now=NOW) as library:
        library.writer.add_feed("file:///tmp/a", shelf=Shelf.ASIDE, now=NOW).result(10)
    with Library.open(path, now=NOW + 29 * 86_400) as library:
        assert library.reader.feeds(Shelf.ASIDE)
    with Library.open(path, now=NOW + 31 * 86_400) as library:
        library.writer.checkpoint().result(10)
        assert not library.reader.feeds(Shelf.ASIDE)


def test_a_subscription_is_not_set_aside(library: Library) -> None:
    feed, ids = put(library, URL, [1])
    again = library.writer.add_feed(URL, shelf=Shelf.ASIDE, now=NOW).result(10)
    assert (again.id, again.shelf) == (feed.id, Shelf.LIBRARY)
    assert listed(library) == ids


def test_feeds_are_renamed_and_moved(library: Library) -> None:
    feed, _ = put(library, URL, [1])
    library.writer.update_feed(feed.id, user_title="Mine", folder="World/Asia", now=NOW).result(10)
    (found,) = library.reader.feeds()
    assert (found.name, found.folder) == ("Mine", "World/Asia")
    assert library.reader.folders() == ("World", "World/Asia")
    assert list(library.reader.entry_ids(folder_is("World"), NOW)) == [1]
    assert list(library.reader.entry_ids(folder_is("World/As"), NOW)) == []
    assert list(library.reader.entry_ids(folder_is(""), NOW)) == []
    library.writer.update_feed(feed.id, user_title="", folder="", now=NOW).result(10)
    (found,) = library.reader.feeds()
    assert (found.name, found.user_title, found.folder) == ("a.example", None, "")
    assert list(library.reader.entry_ids(folder_is(""), NOW)) == [1]


def test_many_feeds_are_one_step(library: Library) -> None:
    new = [NewFeed(f"https://{name}.example/", folder="Imported") for name in "abc"]
    found = library.writer.add_feeds(new, now=NOW).result(10)
    assert [feed.url for feed in found] == [feed.url for feed in new]
    assert library.writer.undo().result(10)[0] == "Added 3 feeds"
    assert library.reader.feeds() == ()


def test_the_place_in_an_article_is_kept(library: Library) -> None:
    _, (number,) = put(library, URL, [1])
    for position, flags in ((0.4, EntryFlags.STARTED), (1.0, EntryFlags.NONE), (7.0, EntryFlags.NONE)):
        library.writer.set_position(number, position, now=NOW).result(10)
        stored = library.reader.entry(number)
        assert stored is not None
        assert (stored.position, stored.headline.flags) == (min(position, 1.0), flags)
    assert library.writer.undo().result(10)[0] == "Added a.example"


def test_preferences_are_any_json_value(library: Library) -> None:
    value = {"theme": "dark", "panes": [1, 2.5, None, True]}
    library.writer.set_preference("look", value).result(10)
    assert library.reader.preference("look") == value
    library.writer.set_preference("look", None).result(10)
    assert library.reader.preference("look") is None
    with pytest.raises(TypeError):
        library.writer.set_preference("look", object())


def test_what_is_not_there_is_no_error(library: Library) -> None:
    writer, reader = library.writer, library.reader
    assert reader.entry(EntryId(5)) is None
    assert reader.feed(FeedId(5)) is None
    assert reader.feed_by_url("https://none.example/") is None
    assert reader.headlines([]) == []
    assert reader.known_entries(FeedId(5)) == {}
    assert not writer.store(FeedId(5), None, [], FeedHealth(), now=NOW).result(10)
    assert not writer.set_health(FeedId(5), FeedHealth()).result(10)
    assert not writer.set_position(EntryId(5), 0.5, now=NOW).result(10)
    assert writer.undo().result(10)[0] is None


HOSTILE = [
    *('"', "a AND", "NEAR(", "*", "t:", "^a", "a\x00b", "(" * 50 + "a", "{a b}:c", "'; DROP TABLE entry; --"),
    *("日本*", "a OR", "+", "-a", "NOT", "\ud83d", "a" * 100_000, "%", "[", "{id}", "{at} {join}"),
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_upsets_the_index(library: Library, typed: str) -> None:
    put(library, URL, range(3))
    fields: list[Query] = [Query(kind(typed, field)) for kind in (Word, Phrase) for field in Field]
    names = [Query(InFeed(typed)), Query(InFolder(typed)), Query(Tagged(typed)), Query(Lang(typed))]
    for indexed in (False, True):
        if indexed:
            library.writer.index_waiting().result(10)
        for query in (words(typed), *fields, *names):
            assert len(library.reader.entry_ids(query, NOW)) in (0, 3)
    assert len(listed(library)) == 3
