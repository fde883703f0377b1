"""A whole page: what it says of itself, the feeds it advertises, and its article without what surrounds it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from termnews.text.html import WebPage, blocks_from_html, read_page, text_from_html, unescape
from termnews.text.html.flatten import lines_of

DATA = Path(__file__).resolve().parents[2] / "data" / "html"
EXPECTED: dict[str, dict[str, Any]] = json.loads((DATA / "pages" / "expected.json").read_text(encoding="utf-8"))
URL = "https://www.pier-gazette.example/2031/03/tunnel.html"

PAGE = """<!doctype html><html lang="en-GB"><head>
<title>Harbour tunnel to reopen after eleven weeks - Pier Gazette</title>
<meta property="og:site_name" content="Pier Gazette">
<meta name="description" content="The tunnel opens on Monday.">
<meta property="og:image" content="/img/tunnel.jpg">
<link rel="canonical" href="/tunnel">
<link rel="alternate" type="application/rss+xml" title="All &amp; everything" href="/feed.xml">
<link rel="ALTERNATE stylesheet" type="text/css" href="/x.css">
<link rel="alternate" type="application/feed+json" href="feed.json">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
<link rel="alternate" hreflang="de" href="/de/">
</head><body class="single with-sidebar related-box">
<header class="site-header"><a href="/">Pier Gazette</a><nav><ul><li><a href="/world">World</a></ul></nav></header>
<div id="cookie-notice">We use cookies, and some more words about how much we value your privacy.</div>
<div class="breadcrumb"><a href="/">Home</a> » <a href="/city">City</a></div>
<main><article>
<h1>Harbour tunnel to reopen after eleven weeks</h1>
<p class="byline">By <a rel="author" href="/people/nora">Nora Quist</a> and Idris Bell</p>
<time datetime="2031-03-04T10:15:00+00:00">4 March 2031</time>
<p class="standfirst">Drivers get their short way back, but lorries have to wait until the summer ends.</p>
<div class="article-body">
<p>The tunnel under the harbour opens again on Monday morning, the board said, eleven weeks after water came in.</p>
<div class="share-buttons">Share this: <a href="#">Letter</a></div>
<p>Engineers had replaced four hundred metres of cable, two pumps and a wall, <a href="/wall">which had cracked</a>.</p>
<figure><img src="/img/pump.jpg" alt="A pump"><figcaption>One of the new pumps</figcaption></figure>
<h2>What it costs</h2>
<ul><li>Nine million for the wall and the cables in it</li><li>Three million for the pumps</li></ul>
<div class="related"><h3>Related</h3><a href="/a">Trams beat buses, says a study of nine cities</a></div>
<p>Ferries go on running at the old fare until the end of the month, when the council votes on the new timetable.</p>
<p class="tags">Tags: <a rel="tag" href="/t/tunnels">tunnels</a>, <a rel="tag" href="/t/hc">Harbour City</a></p>
</div></article></main>
<aside class="sidebar"><h2>Most read</h2><ul><li><a href="/b">Nine ways to fold a map</a></ul></aside>
<section id="comments"><h2>2 comments</h2><p class="comment">Tom: I walked all around it for weeks.</p></section>
<footer>© 2031 Pier Gazette. All rights reserved.</footer></body></html>"""


def said(page: WebPage) -> str:
    """The words of the main content."""
    return "\n".join(
        "".join(span.text for span in line) for line in lines_of(blocks_from_html(page.content, page.link))
    )


def test_a_page_tells_what_it_is() -> None:
    page = read_page(PAGE.encode(), URL)
    assert page.title == "Harbour tunnel to reopen after eleven weeks"
    assert page.site == "Pier Gazette"
    assert page.authors == ("Nora Quist",)
    assert page.published == int(datetime(2031, 3, 4, 10, 15, tzinfo=UTC).timestamp())
    assert page.tags == ("tunnels", "Harbour City")
    assert page.language == "en-GB"
    assert page.link == "https://www.pier-gazette.example/tunnel"
    assert page.image_url == "https://www.pier-gazette.example/img/tunnel.jpg"
    assert page.summary == "The tunnel opens on Monday."
    assert page.feeds == (
        ("https://www.pier-gazette.example/feed.xml", "All & everything"),
        ("https://www.pier-gazette.example/2031/03/feed.json", ""),
    )


def test_the_article_is_found_whole_and_alone() -> None:
    text = said(read_page(PAGE, URL))
    for part in (
        "Drivers get",
        "The tunnel under",
        "Engineers had",
        "One of the new",
        "What it costs",
        "Nine million",
        "Ferries go",
    ):
        assert text.count(part) == 1
    for part in (
        "World",
        "cookies",
        "Home",
        "Share",
        "Related",
        "Trams",
        "Most read",
        "Nine ways",
        "Tom:",
        "rights",
        "Nora",
    ):
        assert part not in text


def test_linked_data_says_more_than_the_eye_sees() -> None:
    stated = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "The Site"},
            {"@type": "Person", "@id": "#me", "name": "Ada Park"},
            {
                "@type": ["NewsArticle"],
                "headline": "A headline",
                "author": [{"@id": "#me"}, "Bo Lind"],
                "publisher": {"@id": "#site"},
                "datePublished": "2030-05-06T07:08:09Z",
                "dateModified": "2030-05-07",
                "keywords": "one, Two",
                "image": {"url": "/i.png"},
                "inLanguage": "pt_BR",
            },
        ],
    }
    page = read_page(
        f"<script type='application/ld+json'>//<![CDATA[\n{json.dumps(stated)}\n//]]></script><p>text",
        "https://x.example/p",
    )
    assert (page.title, page.site, page.authors, page.tags) == (
        "A headline",
        "The Site",
        ("Ada Park", "Bo Lind"),
        ("one", "Two"),
    )
    assert (page.language, page.image_url) == ("pt-BR", "https://x.example/i.png")
    assert page.published == int(datetime(2030, 5, 6, 7, 8, 9, tzinfo=UTC).timestamp())
    assert page.updated == int(datetime(2030, 5, 7, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    "script", ["", "{", "[" * 5000, "[]", '{"@type": 3}', '{"@type":"Article","headline":{"x":1},"author":7}']
)
def test_broken_linked_data_says_nothing(script: str) -> None:
    page = read_page(f"<title>T</title><script type='application/ld+json'>{script}</script>")
    assert (page.title, page.authors) == ("T", ())


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>A long title of words – My site</title>", "A long title of words"),
        ("<title>My site » A long title of words</title>", "A long title of words"),
        ("<title>News | My site</title><h2>News</h2>", "News"),
        ("<title>This is long: with a colon</title><h1>Something else</h1>", "This is long: with a colon"),
        ("<title>A - B - My site</title><h1>A - B</h1>", "A - B"),
        (
            '<meta property="og:title" content="Given | Site"><meta property="og:site_name" content="Site">',
            "Given",
        ),
        ('<meta property="x:title dc:title" content="Preferred"><meta name="title" content="Plain">', "Preferred"),
        ("<h1><a href='/'>My site</a></h1><h1>Only heading</h1>", "Only heading"),
        ("<p>none</p>", ""),
    ],
)
def test_the_title_is_that_of_the_article(head: str, title: str) -> None:
    assert read_page(head, "https://x.example/2031/a").title == title


@pytest.mark.parametrize(
    ("markup", "authors"),
    [
        ('<meta name="author" content="By Ada Park and Bo Lind">', ("Ada Park", "Bo Lind")),
        ('<meta name="author" content="https://x.example/me">', ()),
        (
            '<meta property="article:author" content="https://x.example/me"><meta name="byl" content="Ada Park">',
            ("Ada Park",),
        ),
        ('<span class="author vcard"><a class="fn" href="/a">Ada Park</a></span>', ("Ada Park",)),
        ('<span itemprop="author"><b itemprop="name">Ada Park</b></span>', ("Ada Park",)),
        ('<p>von <a href="/author/ada/">Ada Park</a></p>', ("Ada Park",)),
        ('<div class="comment"><span class="author">Tom</span></div>', ()),
        ('<meta name="author" content="admin">', ()),
    ],
)
def test_people_are_named_where_the_page_names_them(markup: str, authors: tuple[str, ...]) -> None:
    assert read_page(markup).authors == authors


@pytest.mark.parametrize(
    ("markup", "url", "date"),
    [
        ('<meta property="article:published_time" content="2030-01-02T03:04:05+01:00">', None, "2030-01-02"),
        (
            '<time class="updated" datetime="2031-01-01">x</time><time class="publish" datetime="2030-01-02">x</time>',
            None,
            "2030-01-02",
        ),
        ('<p class="entry-meta">Posted on 2. Januar 2030 by me</p>', None, "2030-01-02"),
        ("<p>text</p>", "https://x.example/2030/01/02/a", "2030-01-02"),
        ('<div class="comment"><time datetime="2031-01-01">x</time></div>', None, None),
        ("<p>On 2 January 2030 it rained.</p>", None, None),
    ],
)
def test_dates_are_those_that_the_page_gives(markup: str, url: str | None, date: str | None) -> None:
    published = read_page(markup, url).published
    assert (None if published is None else datetime.fromtimestamp(published, UTC).date().isoformat()) == date


@pytest.mark.parametrize("path", sorted((DATA / "discovery").glob("*.html")), ids=lambda path: path.stem)
def test_each_page_advertises_its_one_feed(path: Path) -> None:
    [(address, _)] = read_page(path.read_bytes(), f"https://example.org/tests/client/autodiscovery/{path.name}").feeds
    assert address.endswith(f"/tests/client/autodiscovery/{path.stem}.xml")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_saved_pages_give_their_article(name: str) -> None:
    wanted = EXPECTED[name]
    page = read_page((DATA / "pages" / name).read_bytes(), wanted["url"])
    text = " ".join(said(page).split())
    assert page.title == wanted["title"]
    if wanted["author"]:
        assert page.authors == (wanted["author"],)
    assert page.published is not None
    assert datetime.fromtimestamp(page.published, UTC).date().isoformat() == wanted["date"]
    assert [part for part in wanted["with"] if " ".join(part.split()) not in text] == []
    assert [part for part in wanted["without"] if " ".join(part.split()) in text] == []


@pytest.mark.parametrize(
    "page",
    [
        '<div class="elementor"><div class="elementor-widget elementor-widget-text-editor"><p>%s</p></div></div>',
        '<form id="aspnetForm"><table><tr><td><a href="/">Menu</a></td><td><p>%s</p></td></tr></table></form>',
        '<article class="post tag-cookies category-social tag-related"><div><p>%s</p></div></article>',
        '<div class="page-with-sidebar"><div class="content"><p>%s</p></div></div>',
        '<div id="wrap"><font>%s</font></div>',
        "<body>%s",
    ],
)
def test_names_of_building_blocks_are_not_taken_for_furniture(page: str) -> None:
    sentence = (
        "This is the first sentence of an article that goes on for a while, so that it has some length to it. " * 4
    )
    assert sentence.strip() in said(read_page(page % sentence))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain  text\nfolded", "plain text folded"),
        ("a &amp; b &lt;i&gt;", "a & b <i>"),
        ("<p>a</p><p>b<br>c</p>", "a\nb\nc"),
        ("<b>a</b>b <script>x</script><style>x</style>c", "ab c"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<td>a</td>", "a"),
        ("<p>&#27;]0;x&#7;a&#x202e;", "a"),
        ("", ""),
    ],
)
def test_plain_text_has_a_line_for_each_paragraph(markup: str, text: str) -> None:
    assert text_from_html(markup) == text


def test_references_are_decoded_once() -> None:
    assert unescape("&amp;lt; &eacute; &#8217;") == "&lt; é ’"
