"""Searching as one types: the query line and the query follow each other."""

from __future__ import annotations

import asyncio
from typing import Protocol

from termnews.model.errors import QueryError
from termnews.query import EVERYTHING, Names, Query, parse_lenient, parse_typing
from termnews.query.ast import And, Node, Phrase, Word
from termnews.tui.ports import SessionPort
from termnews.tui.screens.listing import Listing
from termnews.tui.widgets.headlines import HeadlineList
from termnews.tui.widgets.querybar import QueryBar

PAUSE = 0.12
"""Seconds without a key after which the library is asked."""


class SearchHost(Protocol):
    """What searching needs of its screen."""

    session: SessionPort
    listing: Listing

    @property
    def headlines(self) -> HeadlineList:
        """The list."""
        ...

    @property
    def querybar(self) -> QueryBar:
        """The line for searching."""
        ...


class Search:
    """Turns what is typed into what narrows the place."""

    def __init__(self, host: SearchHost) -> None:
        self._host = host
        self._before: Query | None = None
        self._names = Names()

    async def learn(self) -> None:
        """Get the names that a half-typed query may mean."""
        self._names = await asyncio.wrap_future(self._host.session.names())
        self._host.querybar.know(self._names)

    async def typed(self, text: str) -> None:
        """Search for what has been typed so far, after a pause. Cancelled by the next key."""
        if self._before is None:
            self._before = self._host.listing.refinement
        await asyncio.sleep(PAUSE)
        query = parse_typing(text, self._names)
        _, error = parse_lenient(text)
        self._tell(error if error is not None and error.column < len(text.rstrip()) - 1 else None)
        await self._apply(query)

    async def done(self, text: str, *, kept: bool) -> None:
        """Keep the search, or go back to what was listed before it."""
        before, self._before = self._before, None
        if kept:
            _, error = parse_lenient(text)
            self._tell(error)
            # Without names: a tag that does not exist is searched for now, and the empty list says so.
            await self._keep(parse_typing(text), before)
        else:
            self._tell(None)
            if before is not None:
                await self._apply(before)
        self._host.querybar.show(str(self._host.listing.refinement))

    async def _keep(self, query: Query, before: Query | None) -> None:
        try:
            await self._apply(query)
        except QueryError as error:  # a smart folder that is not there
            self._tell(error)
            await self._apply(before or EVERYTHING)

    async def _apply(self, query: Query) -> None:
        if query == self._host.listing.refinement:
            return
        self._host.listing.refinement = query
        self._host.headlines.words = words_of(query)
        await self._host.listing.load()

    def _tell(self, error: QueryError | None) -> None:
        self._host.querybar.mistake(error.what if error else "", error.column if error else 0)


def words_of(query: Query) -> tuple[str, ...]:
    """The words that a query looks for, to be shown in titles."""
    return tuple(_words(query.where)) if query != EVERYTHING else ()


def _words(node: Node) -> list[str]:
    if isinstance(node, Word | Phrase):
        return [node.text]
    operands = node.operands if isinstance(node, And) else ()
    return [word for operand in operands for word in _words(operand)]
