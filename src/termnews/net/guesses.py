"""Where a page that names no feed may have one all the same: by the program that made it, or by its address.

Nothing here asks the network. Guesses are few, the likeliest first, and only tried where a person added the page.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

MOST: Final = 2
"""Guesses that are worth a request."""
_HEAD: Final = 131_072
"""Bytes of a page in which its maker is looked for."""
_META: Final = re.compile(rb"<meta\b([^<>]{0,1000})>", re.IGNORECASE)
"""One tag. It ends before the next one begins, so that no page, whoever wrote it, is looked through more than once."""
_IS_MAKER: Final = re.compile(rb"\bname\s*=\s*[\"']?generator\b", re.IGNORECASE)
_CONTENT: Final = re.compile(rb"\bcontent\s*=\s*[\"']?([^\"'>]{1,80})", re.IGNORECASE)
_BY_MAKER: Final = {
    "wordpress": "/feed/",
    "ghost": "/rss/",
    "hugo": "/index.xml",
    "jekyll": "/feed.xml",
    "eleventy": "/feed.xml",
    "gatsby": "/rss.xml",
    "hexo": "/atom.xml",
    "pelican": "/feeds/all.atom.xml",
    "blogger": "/feeds/posts/default",
    "drupal": "/rss.xml",
    "substack": "/feed",
    "discourse": "/latest.rss",
    "wix.com": "/blog-feed.xml",
    "tumblr": "/rss",
    "zola": "/atom.xml",
    "nikola": "/rss.xml",
}
_USUAL: Final = ("/feed", "/rss.xml")


def guesses(url: str, body: bytes) -> tuple[str, ...]:
    """At most `MOST` addresses that may be the feed of a page, as absolute ones."""
    named = [*_by_address(url), *_by_maker(url, body), *(urljoin(url, path) for path in _USUAL)]
    return tuple(dict.fromkeys(address for address in named if address != url))[:MOST]


def _by_maker(url: str, body: bytes) -> list[str]:
    tags = (tag[1] for tag in _META.finditer(body[:_HEAD]))
    found = next(filter(None, (_CONTENT.search(tag) for tag in tags if _IS_MAKER.search(tag))), None)
    if found is None:
        return []
    maker = found[1].decode("ascii", "replace").lower()
    if maker.startswith("squarespace"):
        return [url.partition("?")[0] + "?format=rss"]
    return [urljoin(url, path) for name, path in _BY_MAKER.items() if maker.startswith(name)]


def _by_address(url: str) -> list[str]:
    """Places of servers that anybody may run: Mastodon and its kin, Lemmy, PeerTube."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    site = f"{parts.scheme}://{parts.netloc}"
    if len(steps) == 1 and re.fullmatch(r"@[\w.-]{1,60}", steps[0]):
        return [f"{site}/{steps[0]}.rss"]
    if len(steps) == 2 and steps[0] in ("c", "u") and re.fullmatch(r"[\w@.-]{1,100}", steps[1]):
        return [f"{site}/feeds/{steps[0]}/{quote(steps[1], safe='@')}.xml"]
    if steps[2:] == ["videos"] and steps[0] in ("c", "a"):
        kind = "videoChannelName" if steps[0] == "c" else "accountName"
        return [f"{site}/feeds/videos.xml?{kind}={quote(steps[1], safe='')}"]
    return []
