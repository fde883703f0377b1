"""Pages as publishing systems lay them out: the article's words, people, date and tags; nothing of what is around."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from termnews.formats.articlefile import parse_article
from termnews.model.entry import ParsedEntry

TITLE = "Swing bridge to close for repairs until spring"
STORY = (
    "The council met on Tuesday to talk about the bridge and what should be done with it before the winter comes.",
    "Nobody had expected the vote to be so close, and two members changed their minds in the corridor.",
    "Engineers found cracks in four of the nine piers, none of them wider than a finger, and closed two lanes.",
    "The ferry will run every twenty minutes while the bridge is closed, and dogs will travel free until April.",
    "Opponents have collected eleven thousand signatures and plan to hand them over to the mayor on Friday.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in STORY)
NAVIGATION = "<ul><li><a href=/n>News</a></li><li><a href=/s>Sport</a></li><li><a href=/w>Weather today</a></li></ul>"
TEASERS = "".join(
    f"<div><h3><a href=/{number}>Something else that happened, part {number}</a></h3><p>Teaser text {number}.</p></div>"
    for number in range(6)
)
COMMENTS = "".join(
    f"<div><b>Reader {number}</b><p>Comment text {number}: the bridge was always too narrow for two carts.</p></div>"
    for number in range(20)
)


@dataclass(frozen=True)
class Layout:
    """A page without its head's title, and what must be read from it."""

    body: str
    authors: tuple[str, ...] = ("Nora Quist",)
    published: str = "2031-03-04"
    tags: tuple[str, ...] = ("bridge", "harbour")
    head: str = ""
    also: tuple[str, ...] = ()


TAG_LINKS = "<a href=/tag/bridge rel=tag>bridge</a>, <a href=/tag/harbour rel=tag>harbour</a>"
LAYOUTS = {
    "footer of the article": Layout(
        f"<main><article class='post-1'><h1>{TITLE}</h1>{PARAGRAPHS}<footer class='entry-footer'>"
        f"<time datetime=2031-03-04>4 March</time> <span class=author>Nora Quist</span>"
        f"<a href=/category/a rel='category tag'>News</a> {TAG_LINKS}</footer></article></main>"
        f"<aside>{TEASERS}</aside>"
    ),
    "wrapper named after its sidebar": Layout(
        f"<div id=header>{NAVIGATION}</div><div class='content-sidebar-wrap'><div class=hentry><h1>{TITLE}</h1>"
        f"<div class=postmeta>Posted on March 4, 2031 by Nora Quist</div><div class=entry>{PARAGRAPHS}</div>"
        f"<p class=postmetadata>Tags: {TAG_LINKS}</p></div></div><div id=sidebar>{TEASERS}</div>"
    ),
    "boxes without names": Layout(
        f"<div>{NAVIGATION}</div><div><h1>{TITLE}</h1><div>By Nora Quist</div><div>Published: 4 March 2031</div>"
        f"<div>{PARAGRAPHS}</div><div>Tags: bridge, harbour</div></div><div>{TEASERS}</div>"
    ),
    "columns of a table": Layout(
        f"<table><tr><td>{NAVIGATION}</td><td><h1>{TITLE}</h1>{'<br><br>'.join(STORY)}</td><td>{TEASERS}</td></tr></table>",
        authors=(),
        published="",
        tags=(),
    ),
    "comments that outweigh the article": Layout(
        f"<main><article><h1>{TITLE}</h1><p class=article-byline__name>Nora Quist</p>{PARAGRAPHS}</article>"
        f"<section><h2>Your say</h2>{COMMENTS}</section></main>",
        head="<meta property=article:published_time content='2031-03-04T10:00:00Z'>"
        "<meta name=keywords content='bridge, harbour'>",
    ),
    "linked data written by hand": Layout(
        f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>",
        authors=("Nora Quist", "Idris O'Bell"),
        head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"Swing bridge to close for repairs '
        'until spring","datePublished":"2031-03-04","author":[{"name":"Nora Quist"},{"name":"Idris O&#39;Bell"}],'
        '"keywords":["bridge","harbour",],}</script>',
    ),
    "list of topics by its class": Layout(
        f"<div class=story><h1>{TITLE}</h1><p class=byline>By Nora Quist, Transport Correspondent</p>"
        f"<p class=date>4 March 2031</p><div class=story-body>{PARAGRAPHS}</div>"
        "<div class=story-tags><a href=/topic/1>bridge</a><a href=/topic/2>harbour</a></div></div>"
    ),
    "citation for library software": Layout(
        f"<div class=post><h1>{TITLE}</h1><span class=Z3988 title='ctx_ver=Z39.88-2004&amp;rft.date=2031-03-04'></span>"
        f"<div class=post-content>{PARAGRAPHS}</div></div>",
        authors=("Nora Quist",),
        head="<meta name=dc.creator content='Quist, Nora'><meta name=keywords content='bridge,harbour'>",
    ),
}


def read(layout: Layout) -> ParsedEntry:
    page = f"<html><head><title>{TITLE}</title>{layout.head}</head><body>{layout.body}</body></html>"
    return parse_article(page.encode(), name="page.html", modified=0, now=2_000_000_000).entries[0]


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_page_states_its_people_date_and_tags(name: str) -> None:
    layout = LAYOUTS[name]
    entry = read(layout)
    day = datetime.fromtimestamp(entry.published, UTC).date().isoformat() if entry.published is not None else ""
    assert (entry.title, entry.authors, day, entry.tags) == (TITLE, layout.authors, layout.published, layout.tags)


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_words_of_the_article_are_kept_and_no_others(name: str) -> None:
    text = read(LAYOUTS[name]).text
    assert [line for line in STORY if text.count(line) != 1] == []
    assert [word for word in ("Teaser text", "Comment text", "Weather today", "Tags:") if word in text] == []


def test_title_is_the_heading_where_the_browser_title_puts_a_name_before_it() -> None:
    page = f"<title>Notes: {TITLE}</title><div class=post><h3 class=post-title>{TITLE}</h3>{PARAGRAPHS}</div>"
    assert parse_article(page.encode(), name="a.html", modified=0, now=0).entries[0].title == TITLE


def test_long_line_of_brackets_in_markdown_costs_no_time() -> None:
    """Searching it for links took the square of its length: minutes for this one."""
    entry = parse_article(b"[" * 200_000, name="a.md", modified=0, now=0).entries[0]
    assert len(entry.text) == 200_000
