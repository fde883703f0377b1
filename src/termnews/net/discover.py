"""From the address of a page to the feeds it offers: by what the page says, or by how well-known sites name them.

Nothing here asks the network: the caller spends at most two requests, one for the page and one for the feed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import parse_qs, quote, urlsplit

from termnews.text.clean import clean_line
from termnews.text.urls import clean_url, fetchable

Offer = tuple[str, str]
"""A feed's address and its title as the page gives it."""

_MOST: Final = 50
_COMMENTS: Final = re.compile(r"\bcomments?\b|/comments/|kommentar|comentario|commentaire", re.IGNORECASE)
_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|link|meta)\b", re.IGNORECASE)


def offered(body: bytes, url: str, charset: str | None = None) -> tuple[Offer, ...]:
    """List the feeds that a web page advertises, in its order, each address once."""
    if not looks_like_page(body):
        return ()
    from termnews.text.html import read_page

    found: dict[str, str] = {}
    for address, title in read_page(body, url, charset).feeds:
        whole = clean_url(address, url)
        if whole is not None and fetchable(whole) and len(found) < _MOST:
            found.setdefault(whole, clean_line(title, 200))
    return tuple(found.items())


def looks_like_page(body: bytes) -> bool:
    """Whether the bytes are those of a web page, by their first words."""
    return _PAGE.search(body[:16_384]) is not None


def best(offers: Sequence[Offer]) -> str | None:
    """The one feed a person means when they name the page, None when that is for them to choose.

    A site's feed of comments never wins over its feed of articles; the same articles in several formats are one choice,
    of which the first is taken.
    """
    articles = [offer for offer in offers if not _COMMENTS.search(f"{offer[0]} {offer[1]}")] or list(offers)
    titles = {_bare_title(title) for _, title in articles}
    return articles[0][0] if articles and (len(articles) == 1 or (len(titles) == 1 and titles != {""})) else None


def well_known(url: str) -> str | None:
    """The feed of a page on a site whose addresses follow a known rule; None for all others."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower().removeprefix("www.").removeprefix("m.").removeprefix("old.")
    except ValueError:
        return None
    rule = _RULES.get(host)
    if rule is None or parts.scheme not in ("http", "https"):
        return None
    return rule([step for step in parts.path.split("/") if step], parts.query)


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


def _questions(steps: list[str], _query: str) -> str | None:
    if steps[:2] == ["questions", "tagged"] and len(steps) >= 3:
        return f"https://stackoverflow.com/feeds/tag/{_step(steps[2])}"
    return None


def _bluesky(steps: list[str], _query: str) -> str | None:
    return f"https://bsky.app/profile/{_step(steps[1])}/rss" if steps[:1] == ["profile"] and len(steps) == 2 else None


_RULES: Final[dict[str, Callable[[list[str], str], str | None]]] = {
    "youtube.com": _youtube,
    "reddit.com": _reddit,
    "github.com": _github,
    "medium.com": _medium,
    "stackoverflow.com": _questions,
    "bsky.app": _bluesky,
}


def _step(text: str) -> str:
    return quote(text, safe="@%+~:")


def _bare_title(title: str) -> str:
    """A feed's title without the name of its format, so that formats of one feed look alike."""
    return re.sub(r"\b(?:rss|atom|json|feed|xml|[12]\.0|0\.9\d?)\b|[^\w]", "", title.casefold())
