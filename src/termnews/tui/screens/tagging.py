"""Tags on the screen: their colours, what a click on one does, and following those that get another name."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Protocol

from termnews.model.tagkey import tag_key
from termnews.query import Query, turned, with_tags
from termnews.tui.ports import SessionPort
from termnews.tui.screens.listing import Listing
from termnews.tui.screens.places import Place, stored
from termnews.tui.widgets.article import ArticlePane
from termnews.tui.widgets.headlines import HeadlineList
from termnews.tui.widgets.tags import TagFilter


class TagHost(Protocol):
    """What tags need of the screen."""

    session: SessionPort
    listing: Listing

    @property
    def headlines(self) -> HeadlineList:
        """The list."""
        ...

    @property
    def pane(self) -> ArticlePane:
        """The article pane."""
        ...

    @property
    def tags(self) -> TagFilter:
        """The tag filter."""
        ...

    def refine(self, query: Query) -> None:
        """Narrow the place."""
        ...

    def list_place(self, place: Place, refinement: Query | None = None) -> None:
        """List something else."""
        ...


class Tagging:
    """Follows the tags of the library; lives on the event loop."""

    def __init__(self, host: TagHost) -> None:
        self._host = host

    async def colour(self) -> None:
        """Draw tags in the colours that they have now."""
        colours = await asyncio.wrap_future(self._host.session.own_tags.colours())
        self._host.headlines.colours = dict(colours)
        self._host.pane.colour(colours)

    async def follow(self) -> None:
        """Tags have other names or colours: what is listed asks for them as the library says."""
        await self.colour()
        kept = stored(await asyncio.wrap_future(self._host.session.preference("scope")))
        listing = self._host.listing
        if kept is not None and (kept[0].kind, kept[0].key) == (listing.place.kind, listing.place.key):
            place, refinement = kept
            if (place.query, refinement) != (listing.place.query, listing.refinement):
                self._host.list_place(replace(listing.place, query=place.query), refinement)
                return
        await listing.count_tags()

    def press(self, tag: str) -> None:
        """A tag was clicked: include it, then exclude it, then neither; more than one narrow the list together."""
        before = self._host.tags.choice
        choice = turned(before, tag_key(tag), "cycle")
        added = len(choice.included) > len(before.included)
        self._host.refine(with_tags(self._host.listing.refinement, replace(choice, every=choice.every or added)))
