"""What an empty list has to say: why nothing is listed, which term excludes most, and the keys that lead on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from termnews.query import EVERYTHING, Part, Query, both, parts_of
from termnews.tui.cells import Piece
from termnews.tui.commands.keymap import Keymap
from termnews.tui.commands.registry import REGISTRY
from termnews.tui.ports import SessionPort
from termnews.tui.screens.listing import Listing
from termnews.tui.widgets.headlines import HeadlineList

MOST = 1_000
"""Matches that are counted; more are told as so many and more."""

LOOKED_AT = 12
"""Terms that are tried one by one."""

ALONE = {
    "unread": "Everything is read.",
    "starred": "Nothing is starred yet.",
    "today": "Nothing came today yet.",
    "recent": "Nothing was opened for reading yet.",
    "snoozed": "Nothing is snoozed.",
}
"""What it means that a place is empty."""


class EmptyHost(Protocol):
    """What explaining needs of its screen."""

    session: SessionPort
    listing: Listing
    keymap: Keymap

    @property
    def headlines(self) -> HeadlineList:
        """The list."""
        ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Why nothing matches."""

    part: Part | None = None
    """The term without which most would match; None if leaving out any one of them does not help."""
    without: int = 0
    """How many match without it."""
    everywhere: int = 0
    """How many match in all articles."""


class Emptiness:
    """Explains an empty list; the first words stand at once, what must be looked up follows."""

    def __init__(self, host: EmptyHost) -> None:
        self._host = host
        self.reason = Reason()

    def show(self) -> None:
        """Say what is known without asking anybody."""
        self.reason = Reason()
        self._tell()

    async def explain(self) -> None:
        """Find out what keeps the articles away, and say it."""
        listing, session = self._host.listing, self._host.session
        asked = listing.query
        reason = await _reason(session, listing.place.query, listing.refinement)
        if listing.query == asked and not listing.count:
            self.reason = reason
            self._tell()

    def _tell(self) -> None:
        self._host.headlines.set_empty(_lines(self._host.listing, self._host.keymap, self.reason))


async def _reason(session: SessionPort, place: Query, refinement: Query) -> Reason:
    async def count(query: Query) -> int:
        ids = await asyncio.wrap_future(session.entry_ids(query, MOST))
        return len(ids)

    parts = parts_of(refinement)[:LOOKED_AT]
    everywhere = await count(refinement) if place != EVERYTHING else 0
    if len(parts) < 2:
        return Reason(everywhere=everywhere)
    numbers = await asyncio.gather(*(count(both(place, part.rest)) for part in parts))
    without = max(numbers)
    return Reason(parts[numbers.index(without)] if without else None, without, everywhere)


def _lines(listing: Listing, keymap: Keymap, reason: Reason) -> Sequence[list[Piece]]:
    def key(command_id: str, *told: Piece) -> list[Piece]:
        return [(keymap.label(REGISTRY[command_id]).rjust(10), "key"), ("  ", "muted"), *told]

    if listing.refinement == EVERYTHING:
        return [
            [("  ", "ink"), (ALONE.get(listing.place.key, "There is nothing here yet."), "ink")],
            [],
            key("feed.refresh-all", ("look for new articles", "muted")),
            key("place.all", ("list all articles", "muted")),
            key("feed.add", ("add a feed, a file or a folder", "muted")),
            key("feed.import", ("import feeds from an OPML file", "muted")),
            key("app.help", ("see all keys", "muted")),
        ]
    lines: list[list[Piece]] = [
        [("  Nothing matches ", "ink"), (str(listing.refinement), "tag")],
        [(f"  in {listing.place.title}.", "ink")],
        [],
    ]
    if reason.part is not None:
        dropped: list[Piece] = [("drop ", "muted"), (str(reason.part.alone), "tag"), (_match(reason.without), "muted")]
        lines.append(key("search.drop", *dropped))
    if reason.everywhere:
        lines.append(
            key("search.everywhere", ("search in all articles", "muted"), (_match(reason.everywhere), "muted"))
        )
    lines.append(key("search.start", ("search for something else", "muted")))
    lines.append(key("go.back", (f"list all of {listing.place.title} again", "muted")))
    return lines


def _match(count: int) -> str:
    if count >= MOST:
        return f": {MOST:,} and more match"
    return ": 1 matches" if count == 1 else f": {count:,} match"
