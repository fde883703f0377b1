"""Well-known sites: how the address of a page there becomes the address of its feed. Nothing here asks the network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qs, quote, urlsplit

from termnews.text.urls import clean_url, fetchable

Rule = Callable[[list[str], str], str | None]
"""From the steps of a path and the query to a feed; None for a page that has none by rule."""


def well_known(url: str) -> str | None:
    """The feed of a page on a site whose addresses follow a known rule; None for all others."""
    found = _parted(url)
    if found is None:
        return None
    host, steps, query = found
    rule = _RULES.get(host)
    if rule is not None:
        return rule(steps, query)
    for ending, below in _BELOW.items():
        if host.endswith(ending) and host != ending[1:]:
            return below(host, steps)
    return None


def directory(url: str) -> str | None:
    """Where a page of a directory of podcasts can be looked up: JSON that names the podcast's own feed."""
    found = _parted(url)
    if found is None or found[0] not in ("podcasts.apple.com", "itunes.apple.com"):
        return None
    number = re.search(r"/id(\d{4,15})(?:/|$)", urlsplit(url).path)
    return f"https://itunes.apple.com/lookup?id={number[1]}&entity=podcast" if number else None


def looked_up(body: bytes) -> str | None:
    """The feed that an answer of a directory names; None when it names none."""
    try:
        results = json.loads(body)["results"]
        named = [clean_url(entry.get("feedUrl")) for entry in results[:5] if isinstance(entry, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return next((address for address in named if address and fetchable(address)), None)


def _parted(url: str) -> tuple[str, list[str], str] | None:
    """Host without what only means the same site, steps of the path, query; None for what is no web address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    for prefix in ("www.", "m.", "old.", "new.", "mobile."):
        host = host.removeprefix(prefix)
    return host, [step for step in parts.path.split("/") if step], parts.query


def _youtube(steps: list[str], query: str) -> str | None:
    videos = "https://www.youtube.com/feeds/videos.xml"
    if len(steps) >= 2 and steps[0] == "channel" and re.fullmatch(r"UC[\w-]{22}", steps[1]):
        return f"{videos}?channel_id={steps[1]}"
    playlist = parse_qs(query).get("list", [""])[0]
    if steps[:1] == ["playlist"] and re.fullmatch(r"[\w-]{10,64}", playlist):
        return f"{videos}?playlist_id={playlist}"
    return None


def _reddit(steps: list[str], _query: str) -> str | None:
    if len(steps) >= 2 and steps[0] in ("r", "user", "u") and not steps[-1].endswith(".rss"):
        kind = "r" if steps[0] == "r" else "user"
        return f"https://www.reddit.com/{kind}/{_step(steps[1])}/.rss"
    return None


def _github(steps: list[str], _query: str) -> str | None:
    if len(steps) < 2 or steps[-1].endswith(".atom"):
        return None
    repository = f"https://github.com/{_step(steps[0])}/{_step(steps[1])}"
    if len(steps) == 2 or steps[2] == "releases":
        return f"{repository}/releases.atom"
    if steps[2] == "tags":
        return f"{repository}/tags.atom"
    if steps[2] == "commits" and len(steps) == 4:
        return f"{repository}/commits/{_step(steps[3])}.atom"
    return None


def _medium(steps: list[str], _query: str) -> str | None:
    return f"https://medium.com/feed/{_step(steps[0])}" if steps and steps[0] != "feed" else None


def _bluesky(steps: list[str], _query: str) -> str | None:
    return f"https://bsky.app/profile/{_step(steps[1])}/rss" if steps[:1] == ["profile"] and len(steps) == 2 else None


def _gitlab(steps: list[str], _query: str) -> str | None:
    if len(steps) < 2 or steps[-1].endswith(".atom"):
        return None
    project = "/".join(map(_step, steps[: steps.index("-")] if "-" in steps else steps))
    kind = "releases" if "releases" in steps else "tags"
    return f"https://gitlab.com/{project}/-/{kind}?format=atom"


def _codeberg(steps: list[str], _query: str) -> str | None:
    if len(steps) < 2 or steps[-1].endswith((".rss", ".atom")):
        return None
    repository = f"https://codeberg.org/{_step(steps[0])}/{_step(steps[1])}"
    return f"{repository}/releases.rss" if steps[2:3] in ([], ["releases"]) else None


def _hacker_news(steps: list[str], _query: str) -> str | None:
    return "https://news.ycombinator.com/rss" if steps in ([], ["news"]) else None


def _lobsters(steps: list[str], _query: str) -> str | None:
    if steps[:1] == ["t"] and len(steps) == 2:
        return f"https://lobste.rs/t/{_step(steps[1])}.rss"
    return None if steps else "https://lobste.rs/rss"


def _vimeo(steps: list[str], _query: str) -> str | None:
    if len(steps) == 1 and not steps[0].isdecimal():
        return f"https://vimeo.com/{_step(steps[0])}/videos/rss"
    return (
        f"https://vimeo.com/channels/{_step(steps[1])}/videos/rss" if steps[:1] == ["channels"] and steps[1:] else None
    )


def _arxiv(steps: list[str], _query: str) -> str | None:
    return f"https://rss.arxiv.org/rss/{_step(steps[1])}" if steps[:1] == ["list"] and len(steps) >= 2 else None


def _rule_of_questions(site: str) -> Rule:
    def rule(steps: list[str], _query: str) -> str | None:
        if steps[:2] == ["questions", "tagged"] and len(steps) >= 3:
            return f"https://{site}/feeds/tag/{_step(steps[2])}"
        return (
            f"https://{site}/feeds/question/{steps[1]}"
            if steps[:1] == ["questions"] and steps[1:2] and steps[1].isdecimal()
            else None
        )

    return rule


def _substack(host: str, steps: list[str]) -> str | None:
    return f"https://{host}/feed" if steps[:1] in ([], ["archive"], ["about"]) else None


def _tumblr(host: str, steps: list[str]) -> str | None:
    return None if steps else f"https://{host}/rss"


def _blogspot(host: str, steps: list[str]) -> str | None:
    return None if steps[:1] == ["feeds"] else f"https://{host}/feeds/posts/default"


def _wordpress(host: str, steps: list[str]) -> str | None:
    return None if "feed" in steps else f"https://{host}/feed/"


def _medium_below(host: str, steps: list[str]) -> str | None:
    return None if steps[:1] == ["feed"] else f"https://{host}/feed"


_RULES: Final[dict[str, Rule]] = {
    "youtube.com": _youtube,
    "reddit.com": _reddit,
    "github.com": _github,
    "gitlab.com": _gitlab,
    "codeberg.org": _codeberg,
    "medium.com": _medium,
    "bsky.app": _bluesky,
    "news.ycombinator.com": _hacker_news,
    "lobste.rs": _lobsters,
    "vimeo.com": _vimeo,
    "arxiv.org": _arxiv,
    **{
        site: _rule_of_questions(site)
        for site in ("stackoverflow.com", "superuser.com", "serverfault.com", "askubuntu.com", "mathoverflow.net")
    },
}

_BELOW: Final[dict[str, Callable[[str, list[str]], str | None]]] = {
    ".substack.com": _substack,
    ".tumblr.com": _tumblr,
    ".blogspot.com": _blogspot,
    ".wordpress.com": _wordpress,
    ".medium.com": _medium_below,
}
"""Sites whose members have hosts of their own."""


def _step(text: str) -> str:
    return quote(text, safe="@%+~:")
