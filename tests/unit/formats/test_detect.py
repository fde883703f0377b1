"""What is no feed is named, and leads somewhere."""

from __future__ import annotations

import pytest

from termnews.formats.detect import parse
from termnews.model.errors import NotAFeedError, ParseError
from tests.support.feedrecords import NOW

URL = "https://site.example/page"


def refusal(body: bytes, *, media_type: str = "", url: str = URL) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse(body, url=url, media_type=media_type, now=NOW)
    return caught.value


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n\t\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (b"\x1f\x8b\x08abc", "a compressed file"),
        (b"%PDF-1.7", "a PDF document"),
        (bytes(range(256)) * 8, "not"),
        (b"<note><to>x</to></note>", "<note>"),
        (b"plain words", "plain words"),
        (b'{"error": {"message": "no such\\nfeed"}}', "no such feed"),
        (b'{"detail": "gone"}', "gone"),
        (b'{"a": 1}', "not a feed"),
        (b"[1, 2]", "not a feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"', "cut off"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1', "cut off"),
        (b'{"items" 1}', "not valid JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"<?xml version='1.0'?><!-- nothing -->", "not a feed"),
        (b"\x8f\x00\xc4<q\xfe>\x00\x01\x9d" * 50, "bytes of some other kind"),
    ],
)
def test_what_it_is_is_said(body: bytes, words: str) -> None:
    error = refusal(body)
    assert words in error.what
    assert not isinstance(error, NotAFeedError)


def test_a_web_page_is_refused_as_such() -> None:
    error = refusal(
        b"<!doctype html><html><head><title>Pier \x1b[31mGazette</title></head><body><p>x</p></body></html>"
    )
    assert isinstance(error, NotAFeedError)
    assert "web page (Pier Gazette)" in error.what


def test_a_web_page_leads_to_its_feeds() -> None:
    page = (
        b"<html><head><title>Pier</title><link rel=alternate type='application/rss+xml' title='News' href='/feed.xml'>"
        b"<link rel=alternate type='application/atom+xml' href='https://other.example/a'></head><body></body></html>"
    )
    error = refusal(page)
    assert isinstance(error, NotAFeedError)
    assert [url for url, _ in error.feeds] == ["https://site.example/feed.xml", "https://other.example/a"]
    assert error.hint == "termnews add https://site.example/feed.xml"


@pytest.mark.parametrize("body", [b"<p>Not found</p>", b"<b>Error</b> 500", b"<script>location='/login'</script>"])
def test_pieces_of_pages_are_pages(body: bytes) -> None:
    assert isinstance(refusal(body), NotAFeedError)


def test_a_list_of_feeds_is_to_be_imported() -> None:
    error = refusal(b'<opml version="2.0"><body/></opml>', url="file:///home/nora/feeds.opml")
    assert "OPML" in error.what
    assert error.hint == "termnews import /home/nora/feeds.opml"


@pytest.mark.parametrize(
    "head",
    [b"", b"\xef\xbb\xbf", b"\n\n ", b"<!-- <html> -->", b"<?xml-stylesheet href='x'?>", b"<!DOCTYPE html>"],
)
@pytest.mark.parametrize("media_type", ["", "text/html", "application/json", "application/octet-stream"])
def test_content_counts_and_labels_do_not(head: bytes, media_type: str) -> None:
    body = head + b"<rss version='2.0'><channel><title>T</title></channel></rss>"
    assert parse(body, url=URL, media_type=media_type, now=NOW).kind == "rss"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<rss version='0.91'><channel><title>T</title></channel></rss>", "rss"),
        ("<channel><title>T</title></channel>", "rss"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title></feed>", "atom"),
        ("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>T</title></feed>", "atom"),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel><title>T</title></channel></rdf:RDF>",
            "rdf",
        ),
        ('{"version": "https://jsonfeed.org/version/1", "title": "T", "items": []}', "jsonfeed"),
        ('{"title": "T", "items": []}', "jsonfeed"),
        ('{"rss": {"channel": {"title": "T"}}}', "rss-in-json"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_kinds_are_recognised_in_any_unicode(body: str, kind: str, codec: str) -> None:
    feed = parse(body.encode(codec), url=URL, now=NOW)
    assert (feed.kind, feed.title) == (kind, "T")


def test_an_entry_that_stands_alone_is_read() -> None:
    feed = parse(b"<entry xmlns='http://www.w3.org/2005/Atom'><title>x</title></entry>", url=URL, now=NOW)
    assert [entry.title for entry in feed.entries] == ["x"]
