"""What a document says, through exactly the code of a refresh or a folder scan, without storing anything."""

from __future__ import annotations

from termnews.config import Config
from termnews.model.errors import TermnewsError
from termnews.model.feed import ParsedFeed
from termnews.services.clock import SystemClock
from termnews.services.parsing import ParserPool
from termnews.services.refresh import Refresher
from termnews.services.round import LibraryDoors
from termnews.services.targets import feed_address, shown


def understand(target: str, config: Config) -> ParsedFeed:
    """Fetch and parse one target. Raises what subscribing to it would raise."""
    nothing = LibraryDoors(
        feeds=lambda: (), healths=dict, known_entries=lambda _: {}, retired=lambda *_: (), store=lambda *_: None
    )
    pool = ParserPool()
    refresher = Refresher(config.refresh, SystemClock(), pool, nothing)
    try:
        return refresher.read_once(feed_address(target)).result().parsed
    except TermnewsError as error:
        if not error.where:
            error.where = shown(target)
        raise
    finally:
        refresher.close()
        pool.close()
