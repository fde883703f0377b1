"""From pages to feeds."""

from __future__ import annotations

import pytest

from termnews.net.discover import best, looks_like_page, offered
from termnews.net.guesses import MOST, guesses
from termnews.net.sites import directory, looked_up, well_known

PAGE = b"""<!doctype html><html><head><title>Site</title>
<link rel="alternate" type="application/rss+xml" title="Site \x1b[31mnews" href="/feed.xml">
<link rel="alternate" type="application/atom+xml" title="Site comments" href="https://example.org/comments.atom">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="stylesheet" href="/x.css"></head><body><p>Hello</p></body></html>"""


def test_a_page_names_its_feeds() -> None:
    found = offered(PAGE, "https://example.org/blog/")
    assert [address for address, _ in found] == ["https://example.org/feed.xml", "https://example.org/comments.atom"]
    assert all("\x1b" not in title for _, title in found)


@pytest.mark.parametrize("body", [b"", b"{}", b"<rss><channel/></rss>", b"\x89PNG", b"plain words"])
def test_what_is_no_page_names_none(body: bytes) -> None:
    assert not looks_like_page(body)
    assert offered(body, "https://example.org/") == ()


@pytest.mark.parametrize(
    ("inner", "addresses"),
    [
        ('<a href="/rss.xml">Subscribe</a> <a href="/feed/">RSS</a>', ["/rss.xml", "/feed/"]),
        ('<a href="/news?feed=rss2&amp;cat=1">RSS</a>', ["/news?feed=rss2&cat=1"]),
        ('<a href="/story/atom-physics">On atoms</a> <a href="/feedback">Tell us</a>', []),
        ('<a href="https://else.example/feed">Theirs</a>', []),
        ('<link rel="alternate" type="application/rss+xml" href="/a.xml"><a href="/feed">Also</a>', ["/a.xml"]),
        ('<link rel="alternate" type="application/rss+xml" href="feed:https://example.org/a.xml">', ["/a.xml"]),
    ],
)
def test_links_for_people_count_where_none_are_for_programs(inner: str, addresses: list[str]) -> None:
    found = offered(f"<html><body>{inner}</body></html>".encode(), "https://example.org/")
    assert [address for address, _ in found] == [f"https://example.org{address}" for address in addresses]


BEST = {
    "one": ([("a", "News")], "a"),
    "none": ([], None),
    "comments aside": ([("a", "News"), ("a/comments/feed", "Talk")], "a"),
    "only comments": ([("a/comments/feed", "Talk")], "a/comments/feed"),
    "two formats": ([("a.rss", "News (RSS)"), ("a.atom", "News (Atom)")], "a.rss"),
    "a real choice": ([("a", "News"), ("b", "Sport")], None),
    "no titles": ([("a", ""), ("b", "")], None),
}


@pytest.mark.parametrize("name", BEST)
def test_the_obvious_feed_needs_no_question(name: str) -> None:
    offers, expected = BEST[name]
    assert best(offers) == expected


CHANNEL = "UCabcdefghijklmnopqrstuv"
RULES = {
    f"https://www.youtube.com/channel/{CHANNEL}": f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}",
    f"https://m.youtube.com/channel/{CHANNEL}/videos": f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}",
    "https://www.youtube.com/playlist?list=PL0123456789": (
        "https://www.youtube.com/feeds/videos.xml?playlist_id=PL0123456789"
    ),
    "https://www.youtube.com/@somebody": None,
    "https://www.youtube.com/channel/../x": None,
    "https://old.reddit.com/r/python/": "https://www.reddit.com/r/python/.rss",
    "https://www.reddit.com/r/python/.rss": None,
    "https://reddit.com/u/somebody": "https://www.reddit.com/user/somebody/.rss",
    "https://github.com/someone/thing": "https://github.com/someone/thing/releases.atom",
    "https://github.com/someone/thing/releases": "https://github.com/someone/thing/releases.atom",
    "https://github.com/someone/thing/tags": "https://github.com/someone/thing/tags.atom",
    "https://github.com/someone/thing/commits/main": "https://github.com/someone/thing/commits/main.atom",
    "https://github.com/someone/thing/issues": None,
    "https://github.com/someone/thing/releases.atom": None,
    "https://github.com/someone": None,
    "https://medium.com/@somebody/a-story": "https://medium.com/feed/@somebody",
    "https://stackoverflow.com/questions/tagged/python": "https://stackoverflow.com/feeds/tag/python",
    "https://bsky.app/profile/somebody.example": "https://bsky.app/profile/somebody.example/rss",
    "https://gitlab.com/group/sub/thing": "https://gitlab.com/group/sub/thing/-/tags?format=atom",
    "https://gitlab.com/group/thing/-/releases": "https://gitlab.com/group/thing/-/releases?format=atom",
    "https://codeberg.org/someone/thing": "https://codeberg.org/someone/thing/releases.rss",
    "https://codeberg.org/someone/thing/issues": None,
    "https://letters.substack.com/archive": "https://letters.substack.com/feed",
    "https://letters.substack.com/p/a-letter": None,
    "https://substack.com/home": None,
    "https://pictures.tumblr.com": "https://pictures.tumblr.com/rss",
    "https://diary.blogspot.com/2026/": "https://diary.blogspot.com/feeds/posts/default",
    "https://diary.wordpress.com/": "https://diary.wordpress.com/feed/",
    "https://lobste.rs/t/python": "https://lobste.rs/t/python.rss",
    "https://news.ycombinator.com/": "https://news.ycombinator.com/rss",
    "https://news.ycombinator.com/item?id=1": None,
    "https://vimeo.com/somebody": "https://vimeo.com/somebody/videos/rss",
    "https://vimeo.com/123456": None,
    "https://arxiv.org/list/cs.CL/recent": "https://rss.arxiv.org/rss/cs.CL",
    "https://stackoverflow.com/questions/77/how": "https://stackoverflow.com/feeds/question/77",
    "https://example.org/r/python": None,
    "https://github.com.evil.example/a/b": None,
    "http://[::1": None,
}


@pytest.mark.parametrize("page", RULES)
def test_known_sites_follow_their_rules(page: str) -> None:
    assert well_known(page) == RULES[page]


def test_a_directory_of_podcasts_is_asked_for_the_podcasts_own_feed() -> None:
    page = "https://podcasts.apple.com/de/podcast/some-show/id1234567890"
    assert directory(page) == "https://itunes.apple.com/lookup?id=1234567890&entity=podcast"
    assert directory("https://podcasts.apple.com/de/browse") is None
    assert directory("https://podcasts.apple.com.evil.example/x/id1234567890") is None
    assert looked_up(b'{"results": [{"feedUrl": "https://show.example/feed.xml"}]}') == "https://show.example/feed.xml"


@pytest.mark.parametrize(
    "answer",
    [b"", b"[]", b'{"results": []}', b'{"results": [7]}', b'{"results": [{"feedUrl": "javascript:x"}]}', b"[" * 9999],
)
def test_a_directory_that_names_nothing_usable_is_not_believed(answer: bytes) -> None:
    assert looked_up(answer) is None


GUESSES = {
    "by its maker": (
        "https://a.example/blog/",
        b'<meta name="generator" content="WordPress 6.4">',
        "https://a.example/feed/",
    ),
    "the other way round": (
        "https://a.example/",
        b"<meta content='Hugo 0.120' name='generator'>",
        "https://a.example/index.xml",
    ),
    "Squarespace": (
        "https://a.example/blog?x=1",
        b'<meta name=generator content="Squarespace">',
        "https://a.example/blog?format=rss",
    ),
    "a person on Mastodon": ("https://social.example/@somebody", b"", "https://social.example/@somebody.rss"),
    "a community on Lemmy": ("https://lemmy.example/c/boats", b"", "https://lemmy.example/feeds/c/boats.xml"),
    "a channel on PeerTube": (
        "https://tube.example/c/boats/videos",
        b"",
        "https://tube.example/feeds/videos.xml?videoChannelName=boats",
    ),
    "anything": ("https://a.example/about", b"<p>We have no feed.</p>", "https://a.example/feed"),
}


@pytest.mark.parametrize("name", GUESSES)
def test_a_page_that_names_no_feed_is_guessed_at_a_little(name: str) -> None:
    url, body, first = GUESSES[name]
    found = guesses(url, body)
    assert found[0] == first
    assert len(found) <= MOST


HOLDING_UP = {
    "tags that do not end": b"<meta ",
    "makers without a name": b"<meta name=generator ",
    "names without a maker": b"<meta content=x name ",
    "names in one tag": b"name ",
    "blanks": b" ",
    "signs": b"=",
}


@pytest.mark.parametrize("piece", HOLDING_UP.values(), ids=HOLDING_UP)
def test_a_page_made_to_hold_up_the_search_for_its_maker_does_not(piece: bytes) -> None:
    """A pattern that goes back and tries again never comes to the words behind the heap."""
    page = b"<meta " + piece * (100_000 // len(piece)) + b"><meta name=generator content=Ghost>"
    assert guesses("https://a.example/blog", page)[0] == "https://a.example/rss/"
