"""Titles, bodies and abstracts: which element says it, and in which markup."""

from __future__ import annotations

import pytest

from termnews.formats.detect import parse
from termnews.model.entry import ParsedEntry
from termnews.text.rests import REST
from tests.support.feedrecords import NOW

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def rss_entry(inner: str) -> ParsedEntry:
    body = f'<rss version="2.0" {NAMESPACES}><channel><item>{inner}</item></channel></rss>'
    return parse(body.encode(), url="https://f.example/", now=NOW).entries[0]


def atom_entry(inner: str) -> ParsedEntry:
    body = f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES}><entry>{inner}</entry></feed>'
    return parse(body.encode(), url="https://f.example/", now=NOW).entries[0]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("plain", "plain"),
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("The &amp;amp; entity", "The &amp; entity"),
        ("Bill &amp;amp; Ted's entity", "Bill & Ted's entity"),
        ("&amp;#8217;tis &amp;hellip;", "’tis …"),
        ("<![CDATA[AT&T]]>", "AT&T"),
        ("1 &lt; 2", "1 < 2"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("&lt;b&gt;bold", "<b>bold"),
        ("a&lt;br/&gt;b", "a b"),
        ("&lt;hello-world&gt;", "<hello-world>"),
        ("&lt;T&gt; and &lt;/T&gt;", "<T> and </T>"),
        ("x &lt;em class='y'&gt;y&lt;/em&gt; z", "x y z"),
        ("&amp;lt;b&amp;gt;", "<b>"),
        ("one\n  two\tthree", "one two three"),
        ("a &lt; b and c > d", "a < b and c > d"),
        ("[link=x]y[/link]", "[link=x]y[/link]"),
        ("", ""),
    ],
)
def test_titles_of_rss(written: str, title: str) -> None:
    assert rss_entry(f"<title>{written}</title>").title == title


@pytest.mark.parametrize(
    ("attributes", "written", "title"),
    [
        ("", "AT&amp;T", "AT&T"),
        ("", "AT&amp;amp;T", "AT&amp;T"),
        ("", "&lt;b&gt;x&lt;/b&gt;", "<b>x</b>"),
        ('type="text"', "&lt;hello-world&gt;", "<hello-world>"),
        ('type="html"', "AT&amp;amp;T &lt;b&gt;x&lt;/b&gt;", "AT&T x"),
        ('type="html"', "<![CDATA[History of the &lt;blink&gt; tag]]>", "History of the <blink> tag"),
        ('type="xhtml"', '<div xmlns="http://www.w3.org/1999/xhtml">a &lt; <b>b</b></div>', "a < b"),
    ],
)
def test_titles_of_atom_are_what_their_type_says(attributes: str, written: str, title: str) -> None:
    assert atom_entry(f"<title {attributes}>{written}</title>").title == title


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("<title>own</title><media:title>of the media</media:title>", "own"),
        ("<media:content url='x'><media:title>of the media</media:title></media:content><title>own</title>", "own"),
        ("<title>own</title><image><title>of the image</title></image>", "own"),
        ("<title>own</title><x:y xmlns:x='urn:x'><title>nested</title></x:y>", "own"),
        ("<x:y xmlns:x='urn:x'><title>nested</title></x:y>", ""),
        ("<dc:title>Dublin</dc:title>", "Dublin"),
        ("<a:title xmlns:a='http://www.w3.org/2005/Atom'>of Atom</a:title>", "of Atom"),
        ("<a:title xmlns:a='http://purl.org/dc/elements/1.0/'>of old Dublin Core</a:title>", "of old Dublin Core"),
        ("<x:title xmlns:x='urn:shop'>of a shop</x:title><title>own</title>", "own"),
        ("<title></title><itunes:title>of the episode</itunes:title>", "of the episode"),
    ],
)
def test_the_own_title_comes_first(inner: str, title: str) -> None:
    assert rss_entry(inner).title == title


@pytest.mark.parametrize(
    ("inner", "content", "media_type", "summary"),
    [
        ("<description>a &lt;b&gt;b&lt;/b&gt;</description>", "a <b>b</b>", "text/html", "a b"),
        (
            "<description>short</description><content:encoded><![CDATA[<p>long and whole</p>]]></content:encoded>",
            "<p>long and whole</p>",
            "text/html",
            "short",
        ),
        (
            "<content:encoded><![CDATA[<p>long and whole</p>]]></content:encoded><description>short</description>",
            "<p>long and whole</p>",
            "text/html",
            "short",
        ),
        (
            "<description>this is the whole of it</description><content:encoded/>",
            "this is the whole of it",
            "text/html",
            "this is the whole of it",
        ),
        (
            "<description>the story</description><media:description>a very long caption of it</media:description>",
            "the story",
            "text/html",
            "the story",
        ),
        ("<media:group><media:description>a\nb</media:description></media:group>", "a\nb", "text/plain", "a\nb"),
        ("<itunes:summary>a &lt;b&gt;b&lt;/b&gt;</itunes:summary>", "a <b>b</b>", "text/html", "a b"),
        (
            '<description>with</description><body xmlns="http://www.w3.org/1999/xhtml"><p>elements of it</p></body>',
            "<p>elements of it</p>",
            "text/html",
            "with",
        ),
        (
            "<description><p>inline<br/>markup</p></description>",
            "<p>inline<br>markup</p>",
            "text/html",
            "inline\nmarkup",
        ),
        (
            "<description>&lt;img src='/i'></description><media:description>caption</media:description>",
            "<img src='https://f.example/i'>",
            "text/html",
            "caption",
        ),
        ("<title>nothing else</title>", "", "text/html", ""),
    ],
)
def test_bodies_of_rss(inner: str, content: str, media_type: str, summary: str) -> None:
    entry = rss_entry(inner)
    assert (entry.content, entry.media_type, entry.summary) == (content, media_type, summary)


@pytest.mark.parametrize(
    ("inner", "content", "media_type", "summary"),
    [
        ("<content>a &lt; b</content>", "a < b", "text/plain", ""),
        ('<content type="text">&lt;p&gt;</content>', "<p>", "text/plain", ""),
        ('<content type="html">&lt;p&gt;x&lt;/p&gt;</content>', "<p>x</p>", "text/html", ""),
        ("<content>&lt;p&gt;forgot the type&lt;/p&gt;</content>", "<p>forgot the type</p>", "text/html", ""),
        (
            '<summary type="html">&lt;i&gt;s&lt;/i&gt;</summary><content type="text/plain">longer text</content>',
            "longer text",
            "text/plain",
            "s",
        ),
        ('<content type="image/png">aGVsbG8=</content><summary>s</summary>', "s", "text/plain", "s"),
        ('<content type="application/octet-stream">PGI+aGVsbG88L2I+</content>', "<b>hello</b>", "text/html", ""),
    ],
)
def test_bodies_of_atom(inner: str, content: str, media_type: str, summary: str) -> None:
    entry = atom_entry(inner)
    assert (entry.content, entry.media_type, entry.summary) == (content, media_type, summary)


def test_the_text_is_one_paragraph_a_line() -> None:
    entry = rss_entry("<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;</description>")
    assert entry.text.split() == ["One.", "Two", "&", "three."]
    assert "\n" in entry.text


def test_overlong_texts_are_cut() -> None:
    entry = rss_entry(f"<title>{'t' * 5000}</title><description>{'w ' * 600_000}</description>")
    assert len(entry.title) <= 1000
    assert len(entry.content) < 1_001_000
    assert REST in entry.content[-200:]
