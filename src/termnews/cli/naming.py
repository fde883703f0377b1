"""Which feed of the library is meant by an address, a path or a name."""

from __future__ import annotations

from termnews.model.errors import TermnewsError
from termnews.model.feed import Feed
from termnews.services.targets import feed_address, public


def meant(feed: Feed, target: str) -> bool:
    """Whether what was typed names this feed: its address, its path, its exact name."""
    if target in (feed.url, public(feed.url), feed.name, feed.title):
        return True
    try:
        return feed_address(target) == feed.url
    except TermnewsError:
        return False
