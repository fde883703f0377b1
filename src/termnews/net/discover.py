"""From a page to the feeds it offers, by what the page says. Nothing here asks the network.

Sites whose addresses follow a rule need no page: see `net.sites`. What a page leaves unsaid may be guessed: see
`net.guesses`. Where the page says it, two requests suffice: one for the page and one for the feed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

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


def _bare_title(title: str) -> str:
    """A feed's title without the name of its format, so that formats of one feed look alike."""
    return re.sub(r"\b(?:rss|atom|json|feed|xml|[12]\.0|0\.9\d?)\b|[^\w]", "", title.casefold())
