"""Lists of feeds: read from whatever there is, written well-formed, the same both ways."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.formats.opml import MAX_DEPTH, Outline, parse_opml, write_opml
from termnews.model.errors import ParseError
from tests.support.feedrecords import NOW

COPIED = Path(__file__).resolve().parents[2] / "data" / "feeds" / "copied" / "opml"


def outlines(inner: str) -> tuple[Outline, ...]:
    return parse_opml(f'<opml version="2.0"><head><title>L</title></head><body>{inner}</body></opml>'.encode()).outlines


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<outline type="rss" text="A" xmlUrl="https://a.example/f"/>', Outline("https://a.example/f", "A")),
        ("<outline text='A' xmlurl='https://a.example/f'>", Outline("https://a.example/f", "A")),
        ('<OUTLINE TEXT="A" XMLURL="https://a.example/f"/>', Outline("https://a.example/f", "A")),
        ('<outline xmlUrl="https://a.example/f"/>', Outline("https://a.example/f")),
        ('<outline text="" title="B" xmlUrl="https://a.example/f"/>', Outline("https://a.example/f", "B")),
        ('<outline text="A" title="B" xmlUrl="https://a.example/f"/>', Outline("https://a.example/f", "A")),
        (
            '<outline text="https://a.example/f" title="B" xmlUrl="https://a.example/f"/>',
            Outline("https://a.example/f", "B"),
        ),
        ('<outline type="rss" text="A" url="https://a.example/f"/>', Outline("https://a.example/f", "A")),
        (
            '<outline text="A" xmlUrl="https://a.example/f?a=1&b=2" htmlUrl="https://a.example/"/>',
            Outline("https://a.example/f?a=1&b=2", "A", "https://a.example/"),
        ),
        (
            '<outline text="A" xmlUrl="https://a.example/f?a=1&amp;amp;b=2"/>',
            Outline("https://a.example/f?a=1&b=2", "A"),
        ),
        (
            '<outline text="x < y & z &eacute; &bogus;" xmlUrl="https://a.example/f"/>',
            Outline("https://a.example/f", "x < y & z é &bogus;"),
        ),
        (
            '<outline text="The "quoted" one" title=\'It\'s\' xmlUrl="https://a.example/f"/>',
            Outline("https://a.example/f", 'The "quoted" one'),
        ),
        ('<outline text="A" xmlUrl="a.example/f.xml"/>', Outline("https://a.example/f.xml", "A")),
        ('<outline text="A" xmlUrl="feed://a.example/f"/>', Outline("http://a.example/f", "A")),
        ('<outline text="A" xmlUrl="feed:https://a.example/f"/>', Outline("https://a.example/f", "A")),
        (
            '<outline text="A" category="rail,sea side,/News/Local" xmlUrl="https://a.example/f"/>',
            Outline("https://a.example/f", "A", None, "News/Local", ("rail", "sea side")),
        ),
        (
            '<outline text="News"><outline title="Local"><outline text="A" xmlUrl="https://a.example/f"/></outline></outline>',
            Outline("https://a.example/f", "A", None, "News/Local"),
        ),
        (
            '<outline text="A\x1b[31m\nB" xmlUrl=" https://a.example/f "></outline>',
            Outline("https://a.example/f", "A B"),
        ),
        (
            '<outline text="A" description="by <a href="https://x.example" target="_blank">X</a>." xmlUrl="https://a.example/f"/>',
            Outline("https://a.example/f", "A"),
        ),
    ],
)
def test_a_feed_is_found(inner: str, expected: Outline) -> None:
    assert outlines(inner) == (expected,)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "exec:rm -rf ~",
        "javascript:alert(1)",
        "filter:x:https://a.example",
        "/etc/passwd",
        "--x",
        "ftp://a/",
    ],
)
def test_addresses_that_are_not_of_the_web_are_left_out_with_a_note(address: str) -> None:
    found = parse_opml(f'<opml><body><outline text="x" xmlUrl="{address}"/></body></opml>'.encode())
    assert found.outlines == ()
    assert found.notes[0].startswith("1 left out that are not http or https addresses: ")


def test_links_and_texts_are_not_feeds() -> None:
    found = parse_opml(
        b'<opml><body><outline text="x" type="link" url="https://a.example/x.opml"/><outline text="y"/></body></opml>'
    )
    assert found.outlines == ()
    assert "1 left out that name no feed" in found.notes


def test_feeds_in_comments_are_not_brought_in() -> None:
    assert outlines('<!-- <outline xmlUrl="https://a.example/f"/> -->') == ()


def test_the_same_address_with_another_login_is_another_feed() -> None:
    found = parse_opml(
        b'<opml version="2.0"><body><outline xmlUrl="https://a.example/f"/>'
        b'<outline xmlUrl="https://ann:x@a.example/f"/><outline xmlUrl="https://bo:y@a.example/f"/></body></opml>'
    )
    assert [outline.url for outline in found.outlines] == [
        "https://a.example/f",
        "https://ann:x@a.example/f",
        "https://bo:y@a.example/f",
    ]


def test_a_feed_that_is_listed_twice_is_one() -> None:
    found = parse_opml(
        b'<opml><body><outline text="A" xmlUrl="http://a.example/f"/><outline text="F">'
        b'<outline text="B" xmlUrl="https://www.a.example/f"/></outline></body></opml>'
    )
    assert found.outlines == (Outline("http://a.example/f", "A", None, "F"),)
    assert found.notes == ("1 listed more than once",)


@pytest.mark.parametrize(
    ("name", "count", "title"),
    [
        ("Programming", 50, "Export from Plenary"),
        ("notwellformed", 1, "This & That"),
        ("notEncoded", 0, "Favorite Things"),
        ("closedbody", 1, ""),
        ("subscriptionList", 13, "mySubscriptions.opml"),
        ("directory", 0, "scriptingNewsDirectory.opml"),
    ],
)
def test_files_of_others(name: str, count: int, title: str) -> None:
    found = parse_opml((COPIED / f"{name}.opml").read_bytes())
    assert (len(found.outlines), found.title) == (count, title)


@pytest.mark.parametrize("length", range(60, 190, 7))
def test_a_file_that_is_cut_gives_what_it_holds(length: int) -> None:
    body = b"<opml><head><title>L</title></head><body>" + b"".join(
        b'<outline text="F%d" xmlUrl="https://f%d.example/"/>' % (n, n) for n in range(3)
    )
    whole = body[:length].count(b"/>")
    assert len(parse_opml(body[:length]).outlines) == whole


@pytest.mark.parametrize("body", [b"", b"  ", b"<html><body>x</body></html>", b"<rss/>", b"words", b"\x89PNG\r\n"])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        parse_opml(body)


def test_entities_are_not_expanded() -> None:
    found = parse_opml(
        b'<!DOCTYPE opml [<!ENTITY a "lol"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        b'<opml><body><outline text="&a;&b;" xmlUrl="https://a.example/"/></body></opml>'
    )
    assert found.outlines[0].title == "&a;&b;"


def test_outlines_may_be_nested_without_end() -> None:
    deep = b"<opml><body>" + b'<outline text="f">' * 50_000 + b'<outline text="A" xmlUrl="https://a.example/"/>'
    assert parse_opml(deep).outlines == (Outline("https://a.example/", "A", None, "/".join("f" * MAX_DEPTH)),)


@pytest.mark.parametrize("sign", ["<!--", "<![CDATA[", "<title>", '<outline text="', "<outline "])
def test_signs_that_never_end_cost_no_more_than_their_length(sign: str) -> None:
    """In quadratic time this would go on for minutes."""
    assert outlines('<outline xmlUrl="https://a.example/f"/>' + sign * 200_000)


def test_what_is_written_holds_no_secret_and_no_local_file() -> None:
    written = write_opml(
        "Mine", [Outline("https://nora:s3cret@a.example/f", "A"), Outline("file:///home/nora/articles", "B")], NOW
    )
    assert b"s3cret" not in written
    assert b"nora" not in written
    assert [outline.url for outline in parse_opml(written).outlines] == ["https://a.example/f"]


def test_what_is_written_is_opml_2() -> None:
    written = write_opml(
        "Mine & yours", [Outline("https://a.example/f", "A", "https://a.example/", "F/G", ("t",))], NOW
    )
    root = ElementTree.fromstring(written)
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", "Mine & yours")
    assert root.findtext("head/dateCreated") == "Thu, 27 Feb 2031 23:06:40 GMT"
    feed = root.find("body/outline/outline/outline")
    assert feed is not None
    assert feed.attrib == {
        "type": "rss",
        "text": "A",
        "title": "A",
        "xmlUrl": "https://a.example/f",
        "htmlUrl": "https://a.example/",
        "category": "t",
    }


LABELS = (
    st.text(
        st.characters(
            codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="/,\u115f\u1160\u3164\uffa0"
        ),
        min_size=1,
        max_size=12,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: bool(text) and "&" not in text)
)
OUTLINES = st.builds(
    Outline,
    url=st.integers(0, 10_000).map(lambda n: f"https://f{n}.example/feed?a=1&b={n}"),
    title=LABELS | st.just('a "quoted" <b> & title'),
    site_url=st.sampled_from([None, "https://site.example/?a=1&b=2"]),
    folder=st.lists(LABELS, max_size=3).map("/".join),
    tags=st.lists(LABELS, max_size=3, unique=True).map(tuple),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(OUTLINES, max_size=6, unique_by=lambda outline: outline.url))
def test_what_is_written_is_read_back_the_same(feeds: list[Outline]) -> None:
    written = write_opml("Title", feeds, NOW)
    ElementTree.fromstring(written)
    read = parse_opml(written)
    assert read.title == "Title"
    assert sorted(read.outlines, key=lambda outline: outline.url) == sorted(feeds, key=lambda outline: outline.url)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"<opml><body>", b'<opml><body><outline text="']))
def test_any_bytes_give_a_list_or_a_refusal(body: bytes, head: bytes) -> None:
    try:
        parse_opml(head + body)
    except ParseError as error:
        assert error.what
