"""JSON Feed and RSS as JSON: wrong types, missing parts, odd versions."""

from __future__ import annotations

import json

import pytest

from termnews.formats.detect import parse
from termnews.model.entry import ParsedEntry
from termnews.model.errors import ParseError
from termnews.model.feed import ParsedFeed
from tests.support.feedrecords import NOW


def read(value: object, *, url: str = "https://j.example/dir/feed.json") -> ParsedFeed:
    return parse(json.dumps(value).encode(), url=url, now=NOW)


def item(**members: object) -> ParsedEntry:
    return read({"version": "https://jsonfeed.org/version/1.1", "items": [members]}).entries[0]


@pytest.mark.parametrize(
    "version",
    [
        "https://jsonfeed.org/version/1",
        "https://jsonfeed.org/version/1.1",
        "https://jsonfeed.org/version/9",
        "1.1",
        2,
        None,
    ],
)
def test_any_version_with_items_is_read(version: object) -> None:
    feed = read({"version": version, "items": [{"id": "1", "title": "x"}]})
    assert (feed.kind, [entry.title for entry in feed.entries]) == ("jsonfeed", ["x"])


def test_a_version_without_items_is_an_empty_feed() -> None:
    assert read({"version": "https://jsonfeed.org/version/1"}).entries == ()


@pytest.mark.parametrize(
    ("value", "guid"),
    [("a", "a"), (42, "42"), (3.5, "3.5"), (4.0, "4"), (10**30, str(10**30)), (" a\n", "a"), (-1, "-1")],
)
def test_ids_may_be_numbers(value: object, guid: str) -> None:
    assert item(id=value).guid == guid


@pytest.mark.parametrize("value", [None, "", [], {}, True, False])
def test_what_is_no_id_is_replaced_by_the_address(value: object) -> None:
    assert item(id=value, url="https://j.example/1").guid == "https://j.example/1"


def test_numbers_of_any_length_are_read() -> None:
    body = b'{"items": [{"id": ' + b"9" * 100_000 + b', "title": "x"}]}'
    assert parse(body, url="https://j.example/", now=NOW).entries[0].title == "x"


@pytest.mark.parametrize(
    ("members", "content", "media_type", "text"),
    [
        ({"content_html": "<p>a</p>"}, "<p>a</p>", "text/html", "a"),
        ({"content_text": "a < b\n\nc"}, "a < b\n\nc", "text/plain", "a < b\n\nc"),
        ({"content_html": "<p>a</p>", "content_text": "b"}, "<p>a</p>", "text/html", "a"),
        ({"content_html": "", "content_text": "b"}, "b", "text/plain", "b"),
        ({"content_html": True, "content_text": ["b"]}, "", "text/html", ""),
        ({"summary": "only this"}, "only this", "text/plain", "only this"),
        (
            {"content_html": '<a href="x">x</a>'},
            '<a href="https://j.example/dir/x">x</a>',
            "text/html",
            "x",
        ),
    ],
)
def test_bodies(members: dict[str, object], content: str, media_type: str, text: str) -> None:
    entry = item(id="1", **members)
    assert (entry.content, entry.media_type, entry.text) == (content, media_type, text)


@pytest.mark.parametrize(
    ("members", "authors"),
    [
        ({"authors": [{"name": "A"}, {"name": "B"}], "author": {"name": "C"}}, ("A", "B")),
        ({"author": {"name": "C"}}, ("C",)),
        ({"authors": [], "author": {"name": "C"}}, ("C",)),
        ({"authors": [{"name": []}, "D", None, {"name": "E"}]}, ("D", "E")),
        ({"authors": [{"url": "mailto:joe@j.example"}]}, ("joe@j.example",)),
        ({"authors": {"name": "F"}}, ("F",)),
        ({"authors": [{}]}, ("Feed",)),
        ({"authors": None}, ("Feed",)),
        ({}, ("Feed",)),
    ],
)
def test_authors_of_an_item_or_else_of_its_feed(members: dict[str, object], authors: tuple[str, ...]) -> None:
    feed = read({"authors": [{"name": "Feed"}], "items": [{"id": "1", **members}]})
    assert feed.entries[0].authors == authors


@pytest.mark.parametrize(
    ("members", "link"),
    [
        ({"url": "https://j.example/1", "external_url": "https://else.example/"}, "https://j.example/1"),
        ({"external_url": "https://else.example/"}, "https://else.example/"),
        ({"url": "1"}, "https://j.example/dir/1"),
        ({"url": "javascript:alert(1)"}, None),
        ({"url": 7}, None),
        ({"id": "https://j.example/as-id"}, "https://j.example/as-id"),
        ({"id": "urn:x:1"}, None),
    ],
)
def test_links(members: dict[str, object], link: str | None) -> None:
    assert item(**{"id": "1", **members}).url == link


def test_attachments_are_cleaned_and_joined() -> None:
    entry = item(
        id="1",
        attachments=[
            {"url": "a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 100.5, "duration_in_seconds": 61.2},
            {"url": "a.mp3", "title": "A"},
            {"url": "", "size_in_bytes": 1},
            {"mime_type": "audio/mpeg"},
            {"url": "b.mp3", "size_in_bytes": {}, "duration_in_seconds": "long"},
            "c.mp3",
            None,
        ],
    )
    assert [(each.url, each.length, each.duration, each.title) for each in entry.enclosures] == [
        ("https://j.example/dir/a.mp3", 100, 61, "A"),
        ("https://j.example/dir/b.mp3", None, None, None),
    ]


def test_tags_dates_and_pictures() -> None:
    entry = item(
        id="1",
        tags=["#a", "A", 5, None, " "],
        date_published="2031-03-04T10:15:00+01:00",
        date_modified="not a date",
        banner_image="b.png",
        language="de_CH",
    )
    assert entry.tags == ("a", "5")
    assert (entry.published, entry.updated) == (1_930_382_100, None)
    assert (entry.image_url, entry.language) == ("https://j.example/dir/b.png", "de-CH")


def test_halves_of_characters_and_controls_are_harmless() -> None:
    body = b'{"items": [{"id": "1", "title": "a\\ud83db\\u001b[31mc", "content_text": "\\udc00\\u0000x"}]}'
    entry = parse(body, url="https://j.example/", now=NOW).entries[0]
    assert entry.title.encode() == "a\ufffdbc".encode()
    assert "\x00" not in entry.content + entry.text


def test_a_file_without_an_address_uses_what_the_feed_says() -> None:
    value = {"home_page_url": "https://home.example/", "items": [{"id": "1", "url": "/1"}]}
    feed = read(value, url="file:///tmp/feed.json")
    assert (feed.link, feed.entries[0].url) == ("https://home.example/", "https://home.example/1")


def test_a_finished_feed_says_so() -> None:
    assert "finished" in read({"expired": True, "items": []}).notes[0]


def test_too_many_items_are_cut() -> None:
    feed = read({"items": [{"id": n} for n in range(2100)]})
    assert (len(feed.entries), feed.notes) == (2000, ("only the first 2000 entries were read",))


def test_what_follows_is_passed_over_with_a_note() -> None:
    feed = parse(b'\xef\xbb\xbf {"items": []} <!-- made in 3 s -->', url="https://j.example/", now=NOW)
    assert feed.notes == ("something else stood after the feed",)


@pytest.mark.parametrize(
    "channel",
    [
        {"title": "T", "item": {"title": "x", "guid": "1"}},
        {"title": "T", "item": [{"title": {"#value": "x"}, "guid": {"#value": 1, "isPermaLink": False}}]},
        {"title": ["T"], "item": [{"Title": "x", "GUID": {"$t": "1"}}, None]},
    ],
)
def test_rss_as_json_is_rss(channel: dict[str, object]) -> None:
    feed = read({"rss": {"version": "2.0", "channel": channel}})
    assert (feed.kind, feed.title, feed.entries[0].title, feed.entries[0].guid) == ("rss-in-json", "T", "x", "1")


def test_rss_as_json_that_is_nested_without_end_is_read_or_refused() -> None:
    deep = b'{"rss": {"channel": ' + b'{"a": ' * 500 + b"1" + b"}" * 502
    assert parse(deep, url="https://j.example/", now=NOW).entries == ()
    with pytest.raises(ParseError):
        parse(b'{"rss": {"channel": ' + b'{"a": ' * 50_000, url="https://j.example/", now=NOW)
