"""What can be listed: a place of the side bar with its query, as a value that survives a restart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from termnews.model.errors import QueryError
from termnews.model.feed import Feed
from termnews.query import EVERYTHING, Query, SmartFolder, feed_is, folder_is, parse
from termnews.tui.widgets.sidebar import PLACES, SideRow

QUERIES = {"today": "on:today", "unread": "is:unread", "starred": "is:starred", "local": "is:local", "all": ""} | {
    "started": "is:started sort:opened",
    "recent": "is:opened sort:opened",
    "snoozed": "is:snoozed",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Something that is listed, before tags and words narrow it."""

    kind: str
    """`place`, `smart`, `folder`, `feed`, `given` or `asked`."""
    key: str
    title: str
    query: Query


def named(key: str) -> Place:
    """One of the places that every library has."""
    return Place("place", key, dict(PLACES)[key], parse(QUERIES[key]))


def given(query: Query, title: str) -> Place:
    """What the command line asked for."""
    return Place("given", "", title, query)


def asked(query: Query, title: str) -> Place:
    """What a command wants listed, out of a query of its own."""
    return Place("asked", "", title, query)


def smart(folder: SmartFolder) -> Place:
    """What a smart folder lists. Raises `QueryError` for a query that cannot be read any more."""
    return Place("smart", folder.name, folder.name, folder.listing)


def of_row(row: SideRow, feeds: Sequence[Feed], folders: Sequence[SmartFolder], opened: Place | None) -> Place | None:
    """The place that a row of the side bar stands for."""
    if row.kind == "given":
        return opened
    if row.kind == "smart":
        folder = next((folder for folder in folders if folder.name == row.key), None)
        return smart(folder) if folder else None
    if row.kind == "folder":
        return Place("folder", row.key, row.label, folder_is(row.key))
    if row.kind == "feed":
        feed = next((feed for feed in feeds if str(feed.id) == row.key), None)
        return Place("feed", row.key, feed.name, feed_is(feed.url)) if feed else None
    return named(row.key)


def stored(value: object) -> tuple[Place, Query] | None:
    """Read what `keep` made; None if it cannot be used any more."""
    if not isinstance(value, dict) or not all(isinstance(part, str) for part in value.values()):
        return None
    try:
        kind, key = value["kind"], value["key"]
        refinement = parse(value["refine"])
        place = (
            named(key)
            if kind == "place"
            else Place(kind, key, value["title"], parse(value["query"]) if value["query"] else EVERYTHING)
        )
    except (KeyError, QueryError):
        return None
    return place, refinement


def kept(place: Place, refinement: Query) -> dict[str, str]:
    """Make a JSON value of a place and what narrows it."""
    return {
        "kind": place.kind,
        "key": place.key,
        "title": place.title,
        "query": str(place.query),
        "refine": str(refinement),
    }
