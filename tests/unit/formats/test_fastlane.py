"""The fast lane reads what it is sure of, and then says exactly what the slow lane says."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from feedparser.api import StrictFeedParser

from termnews.formats.document import Document, open_text
from termnews.formats.xmlfeed import FORMAT, parse_fast
from termnews.formats.xmlfeed.fast.namespaces import PREFIXES, READ
from termnews.formats.xmlfeed.reading import _MISSPELT
from termnews.model.errors import ParseError
from termnews.model.feed import ParsedFeed
from termnews.text.html import decode
from tests.support.feedmaker import made_feed

DATA = Path(__file__).resolve().parents[2] / "data" / "feeds"
FILES = sorted(path for path in DATA.rglob("*.xml") if "opml" not in path.parts)
URLS = ("https://feed.example/dir/feed", "https://proxy.example/f", "file:///news/feed.xml")


def opened(body: bytes, url: str = URLS[0]) -> Document:
    """A document as the formats get it."""
    text = decode(body)
    root, start = open_text(text)
    return Document(body, text, url, root=root, start=start)


def slow(document: Document) -> ParsedFeed | None:
    """What the reference says; None for what it refuses."""
    try:
        return FORMAT.parse_slow(document)
    except ParseError:
        return None


def well_formed(body: bytes) -> bool:
    """Whether the standard parser takes it."""
    try:
        ET.fromstring(body)
    except (ET.ParseError, ValueError):
        return False
    return True


@pytest.mark.parametrize("url", URLS)
def test_both_lanes_agree_on_the_feeds_of_the_test_data(url: str) -> None:
    for path in FILES:
        document = opened(path.read_bytes(), url)
        read = parse_fast(document) if FORMAT.recognises(document) else None
        assert read is None or read == slow(document), path.name


def test_most_well_formed_feeds_take_the_fast_lane() -> None:
    sound = [
        document
        for path in FILES
        if well_formed(body := path.read_bytes()) and FORMAT.recognises(document := opened(body))
    ]
    taken = [document for document in sound if parse_fast(document) is not None]
    # The test data are oddities, one in each file; of ordinary collections it takes nine in ten.
    assert len(sound) > 50
    assert len(taken) >= 0.8 * len(sound)


@pytest.mark.parametrize("block", range(4))
def test_both_lanes_agree_on_made_feeds(block: int) -> None:
    """Each block has seeds of its own."""
    taken = 0
    for seed in range(block * 100, block * 100 + 100):
        document = opened(made_feed(seed), URLS[seed % len(URLS)])
        read = parse_fast(document) if FORMAT.recognises(document) else None
        if read is not None:
            taken += 1
            assert read == slow(document), seed
    assert taken >= 50


def test_names_of_elements_are_those_of_feedparser() -> None:
    usual = {
        address.lower(): prefix for address, prefix in {**StrictFeedParser.namespaces, **_MISSPELT}.items() if address
    }
    assert {address: prefix for address, prefix in usual.items() if prefix in READ} == PREFIXES


FEED = '<rss version="2.0"{root}><channel><title>T</title><item><title>One</title><link>https://a.example/1</link>{item}</item></channel></rss>'


@pytest.mark.parametrize(
    ("root", "item"),
    [
        (' xmlns="https://unknown.example/"', ""),
        (' xmlns:dc="https://unknown.example/"', "<dc:creator>A</dc:creator>"),
        (' xmlns:dc="http://search.yahoo.com/mrss/"', "<dc:title>A</dc:title>"),
        ("", "<item><title>Two</title></item>"),
        ("", "<title>Three <b>four</b></title>"),
        ("", '<description type="image/png">aGVsbG8=</description>'),
        ("", "<description>cafÃ©</description>"),
        ("", "<description>\u0093quoted\u0094</description>"),
        ("", "<description><![CDATA[&#27;[31m]]></description>"),
        ("", "<guid>a<b>c</b></guid>"),
        ("", "<author xml:base='data:x'>A</author>"),
        ("", "<author>A <email>b@c.example</email></author>"),
        ("", "<x>" * 100 + "</x>" * 100),
        ("", "<x " + " ".join(f'a{n}=""' for n in range(300)) + "/>"),
        ("", "<title>Three"),
    ],
)
def test_what_is_odd_is_left_to_the_slow_lane(root: str, item: str) -> None:
    document = opened(FEED.format(root=root, item=item).encode())
    assert parse_fast(document) is None
    assert FORMAT.parse(document, 0) == slow(document)


def test_a_document_type_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words", encoding="utf-8")
    for subset in (
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">',
        '<!ENTITY x "ha">',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
    ):
        document = opened(
            f"<!DOCTYPE rss [{subset}]>{FEED.format(root='', item='<description>&x;</description>')}".encode()
        )
        assert parse_fast(document) is None
        assert "hidden" not in repr(FORMAT.parse(document, 0))
