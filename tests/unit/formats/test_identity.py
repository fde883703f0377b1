"""All guesses about ids, addresses, dates and changes, in one table each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.formats import identity
from termnews.model.entry import Enclosure, ParsedEntry

MARCH = 1_930_000_000


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("abc123", "abc123"),
        ("  https://a.example/1\n  ", "https://a.example/1"),
        ("two\n lines", "two lines"),
        ("", ""),
        ("\x1b]52;c;AAAA\x07id", "id"),
    ],
)
def test_a_given_id_is_kept_but_for_blanks_and_controls(written: str, kept: str) -> None:
    assert identity.given_id(written) == kept


def test_overlong_ids_stay_distinct() -> None:
    first, second = identity.given_id("x" * 3000 + "1"), identity.given_id("x" * 3000 + "2")
    assert first != second
    assert max(len(first), len(second)) <= identity.MAX_ID


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("http://a.example/1", "https://a.example/1", True),
        ("https://www.a.example/1/", "https://a.example/1", True),
        ("https://a.example/1?utm_source=feed", "https://a.example/1", True),
        (" https://a.example/1 ", "https://a.example/1", True),
        ("tag:a.example,2031:1", "tag:a.example,2031:2", False),
        ("https://a.example/?p=1", "https://a.example/?p=2", False),
        ("123", "123 ", True),
    ],
)
def test_an_id_key_survives_what_publishers_change(first: str, second: str, same: bool) -> None:
    assert (identity.id_key(first) == identity.id_key(second)) is same


@pytest.mark.parametrize(
    ("guid", "link"),
    [
        ("https://a.example/1", "https://a.example/1"),
        ("HTTP://a.example/1", "http://a.example/1"),
        ("tag:a.example,2031:1", None),
        ("urn:uuid:1", None),
        ("a.example/1", None),
        ("javascript:alert(1)", None),
        ("42", None),
    ],
)
def test_only_web_addresses_count_as_links(guid: str, link: str | None) -> None:
    assert identity.link_of_id(guid) == link


@pytest.mark.parametrize(
    ("texts", "moment"),
    [
        (["Tue, 04 Mar 2031 10:15:00 GMT"], 1_930_385_700),
        (["nonsense", "2031-03-04T10:15:00Z"], 1_930_385_700),
        (["Thu, 01 Jan 1970 00:00:00 GMT"], None),
        (["1970-01-01T12:00:00+01:00"], None),
        (["0001-01-01T00:00:00Z"], None),
        (["1806-07-09"], -5_159_030_400),
        (["2010-"], None),
        ([], None),
    ],
)
def test_a_stated_date_is_the_first_that_means_something(texts: list[str], moment: int | None) -> None:
    assert identity.stated_date(texts) == moment


@pytest.mark.parametrize(
    ("published", "updated", "sorted_at"),
    [
        (100, None, 100),
        (None, 50, 50),
        (100, 400, 100),
        (None, None, 300),
        (9_000, None, 300),
        (-100, None, -100),
    ],
)
def test_entries_are_sorted_by_date_but_never_after_their_arrival(
    published: int | None, updated: int | None, sorted_at: int
) -> None:
    assert identity.sort_time(published, updated, 300) == sorted_at


def test_the_future_begins_a_day_from_now() -> None:
    assert not identity.is_future(MARCH + 80_000, MARCH)
    assert identity.is_future(MARCH + 90_000, MARCH)


@pytest.mark.parametrize(
    ("url", "settled"),
    [
        (None, ""),
        ("https://a.example/x", "https://a.example/x"),
        ("https://a.example/x?session=8f3&id=3", "https://a.example/x?id=3"),
        ("https://a.example/x?PHPSESSID=8f3", "https://a.example/x"),
        ("https://a.example/x;jsessionid=AB12?id=3", "https://a.example/x?id=3"),
        ("https://a.example/x?utm_campaign=a&p=1", "https://a.example/x?p=1"),
        ("https://a.example/x?season=2", "https://a.example/x?season=2"),
    ],
)
def test_a_settled_address_leaves_out_what_changes(url: str | None, settled: str) -> None:
    assert identity.settled_url(url) == settled


def entry(
    guid: str = "", url: str | None = None, title: str = "", text: str = "", day: int | None = None
) -> ParsedEntry:
    made = ParsedEntry(guid=guid, url=url, title=title, text=text, published=day)
    return replace(made, content_hash=identity.content_hash(made))


@pytest.mark.parametrize(
    ("entries", "ids"),
    [
        ([entry("a"), entry("b")], ["a", "b"]),
        ([entry("", "https://x.example/1")], ["https://x.example/1"]),
        (
            [entry("a", "https://x.example/1", "One"), entry("a", "https://x.example/2", "Two")],
            ["a https://x.example/1", "a https://x.example/2"],
        ),
        ([entry("a", title="One", day=1), entry("a", title="Two", day=2)], ["a 1", "a 2"]),
        ([entry("a", title="Same"), entry("a", title="Same")], ["a"]),
        ([entry("{a}", title="One", day=1), entry("{a}", title="Two", day=2)], ["{a} 1", "{a} 2"]),
        (
            [
                entry("a", "https://x.example/1", "One"),
                entry("a", title="Two", day=5),
                entry("a", title="Three", day=6),
            ],
            ["a https://x.example/1", "a 5", "a 6"],
        ),
    ],
)
def test_ids_are_made_distinct(entries: list[ParsedEntry], ids: list[str]) -> None:
    assert [each.guid for each in identity.distinct(entries)] == ids


def test_an_entry_without_id_and_address_has_one_that_lasts() -> None:
    before = entry(title="Tides", day=MARCH, text="as first written")
    after = entry(title="Tides", day=MARCH, text="as corrected later")
    other = entry(title="Ferries", day=MARCH)
    assert identity.made_id(before) == identity.made_id(after) != identity.made_id(other)


def test_a_counter_tells_apart_what_nothing_else_does() -> None:
    first, second = entry("{a}", "https://x.example/1", "One"), entry("{a}", "https://x.example/1", "One")
    taken = [entry(f"{{a}} {mark}") for mark in ("https://x.example/1",)]
    third = replace(second, summary="differs only here", content_hash=second.content_hash + " ")
    ids = [each.guid for each in identity.distinct([first, third, *taken])]
    assert len(set(ids)) == 3
    assert all(each.startswith("{a}") for each in ids)


ENTRIES = st.builds(
    entry,
    guid=st.sampled_from(["", "a", "b"]),
    url=st.sampled_from([None, "https://x.example/1", "https://x.example/2"]),
    title=st.sampled_from(["", "One", "Two"]),
    text=st.sampled_from(["", "words", "other words"]),
    day=st.sampled_from([None, 1, 2]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(ENTRIES, max_size=12))
def test_ids_are_distinct_and_never_empty(entries: list[ParsedEntry]) -> None:
    ids = [each.guid for each in identity.distinct(entries)]
    assert len(set(ids)) == len(ids)
    assert all(ids)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(ENTRIES, max_size=8, unique_by=lambda each: (each.guid, each.url, each.title, each.text, each.published))
)
def test_ids_do_not_depend_on_the_place_in_the_feed(entries: list[ParsedEntry]) -> None:
    forwards = {each.content_hash + str(each): each.guid for each in _by_look(entries)}
    backwards = {each.content_hash + str(each): each.guid for each in _by_look(entries[::-1])}
    assert sorted(forwards.values()) == sorted(backwards.values())


def _by_look(entries: list[ParsedEntry]) -> list[ParsedEntry]:
    return list(identity.distinct(entries))


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        ({"title": "Another"}, True),
        ({"text": "new words"}, True),
        ({"text": "old\n words "}, False),
        ({"url": "https://x.example/moved"}, False),
        ({"tags": ("a",)}, False),
        ({"published": 5}, False),
        ({"enclosures": (Enclosure("https://x.example/a.mp3"),)}, True),
    ],
)
def test_the_hash_changes_with_what_a_person_reads(change: dict[str, object], noticed: bool) -> None:
    before = ParsedEntry(guid="1", title="Title", text="old words")
    after = replace(before, **change)  # type: ignore[arg-type]
    assert (identity.content_hash(before) != identity.content_hash(after)) is noticed


def test_copies_of_an_article_share_a_canonical_address() -> None:
    assert identity.canonical_url("http://www.a.example/1?utm_medium=x#top") == identity.canonical_url(
        "https://a.example/1"
    )
    assert identity.canonical_url(None) is None
