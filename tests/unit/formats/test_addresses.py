"""What relative addresses in a feed refer to, and which of several addresses is the page."""

from __future__ import annotations

import pytest

from termnews.formats.detect import parse
from termnews.model.feed import ParsedFeed
from tests.support.feedrecords import NOW

ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom"'
ITEM = "<item><guid>1</guid><link>post/1</link><description>&lt;img src='/i.png'></description></item>"


def read(body: str, url: str) -> ParsedFeed:
    return parse(body.encode(), url=url, now=NOW)


@pytest.mark.parametrize(
    ("head", "url", "page", "picture"),
    [
        ("", "https://a.example/dir/feed", "https://a.example/dir/post/1", "https://a.example/i.png"),
        ("", "file:///home/nora/feed.xml", None, "/i.png"),
        ("<link>https://a.example/</link>", "file:///feed.xml", "https://a.example/post/1", "https://a.example/i.png"),
        (
            "<atom:link rel='self' href='https://a.example/dir/feed'/><link>/home</link>",
            "file:///feed.xml",
            "https://a.example/dir/post/1",
            "https://a.example/i.png",
        ),
        (
            "<link>https://a.example/</link>",
            "https://delivery.example/x/feed",
            "https://a.example/post/1",
            "https://a.example/i.png",
        ),
    ],
)
def test_rss_is_relative_to_where_it_belongs(head: str, url: str, page: str | None, picture: str) -> None:
    entry = read(f"<rss {ATOM}><channel>{head}{ITEM}</channel></rss>", url).entries[0]
    assert entry.url == page
    assert f"'{picture}'" in entry.content


def test_stated_bases_nest() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/"><link href="."/>'
        '<entry xml:base="y/"><id>1</id><link href="p"/><content type="html" xml:base="../z/">&lt;a href="q"></content>'
        "</entry></feed>"
    )
    for url in ("https://a.example/feed", "file:///feed.atom"):
        feed = read(body, url)
        assert (feed.link, feed.entries[0].url) == ("https://b.example/x/", "https://b.example/x/y/p")
        assert feed.entries[0].content == '<a href="https://b.example/x/z/q">'


@pytest.mark.parametrize(
    ("links", "page"),
    [
        ("<link>https://a.example/1</link><link>https://a.example/2</link>", "https://a.example/2"),
        ("<link>https://a.example/1</link><atom:link href='https://a.example/f.xml'/>", "https://a.example/1"),
        (
            "<atom:link rel='replies' href='https://a.example/c'/><link>https://a.example/1</link>",
            "https://a.example/1",
        ),
        (
            "<atom:link type='application/json' href='https://a.example/j'/><atom:link href='https://a.example/h'/>",
            "https://a.example/h",
        ),
        ("<atom:link rel='related' href='https://a.example/r'/>", "https://a.example/r"),
        ("<atom:link rel='self' href='https://a.example/s'/>", "https://a.example/s"),
        ("<link>mailto:nora@a.example</link>", None),
        ("<link> </link>", None),
    ],
)
def test_the_page_of_an_entry(links: str, page: str | None) -> None:
    entry = read(f"<rss {ATOM}><channel><item><title>x</title>{links}</item></channel></rss>", "https://f.example/")
    assert entry.entries[0].url == page


@pytest.mark.parametrize(
    ("inner", "picture", "discussion"),
    [
        ("<media:thumbnail url='t.png'/><media:content url='c.png' medium='image'/>", "t.png", None),
        ("<media:content url='c.png' medium='image'/>", "c.png", None),
        ("<enclosure url='e.jpg' type='image/jpeg'/>", "e.jpg", None),
        ("<image><url> i.gif </url><title>x</title></image>", "i.gif", None),
        ("<comments>c#all</comments>", None, "c#all"),
        ("<comments/><link xmlns='http://www.w3.org/2005/Atom' rel='replies' href='r'/>", None, "r"),
    ],
)
def test_pictures_and_discussions(inner: str, picture: str | None, discussion: str | None) -> None:
    body = f"<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item>{inner}</item></channel></rss>"
    entry = read(body, "https://f.example/").entries[0]
    assert entry.image_url == (picture and f"https://f.example/{picture}")
    assert entry.comments_url == (discussion and f"https://f.example/{discussion}")


def test_elements_where_nobody_expects_them_end_nothing() -> None:
    body = (
        "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item><title>one</title>"
        "<source><media:player>x</media:player></source><image><media:license>y</media:license></image></item>"
        "<media:thumbnail/><item><title>two</title></item></channel></rss>"
    )
    feed = read(body, "https://f.example/")
    assert [entry.title for entry in feed.entries] == ["one", "two"]
    assert feed.notes == ()
