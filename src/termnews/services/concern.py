"""Whether a change in the library can change how many articles a query counts. Pure; says yes when in doubt."""

from __future__ import annotations

from termnews.model.changes import ChangeSet
from termnews.query import Query
from termnews.query.ast import And, Dated, InFeed, InFolder, Is, Node, Not, Or, State
from termnews.query.saved import nodes

_BY_STATE = (
    State.READ,
    State.STARRED,
    State.HIDDEN,
    State.STARTED,
    State.KEPT,
    State.SNOOZED,
    State.OPENED,
)


def counts_all(query: Query) -> bool:
    """Whether all that match are counted, and not only the unread ones: where the query itself asks about marks."""
    return any(isinstance(node, Is) and node.state in _BY_STATE for node in nodes(query.where))


def concerns(query: Query, changes: ChangeSet) -> bool:
    """Whether the number beside a query may be another one now; smart folders must have been put in place."""
    if changes.everything or changes.folders or changes.added or changes.removed or changes.flags:
        return True
    parts = list(nodes(query.where))
    return bool(
        (changes.updated and any(_reads_content(node) for node in parts))
        or (changes.feeds and any(_reads_feeds(node) for node in parts))
    )


def ages(query: Query) -> bool:
    """Whether the number changes by itself as time goes on."""
    return any(
        isinstance(node, Dated) and not all(_is_fixed(moment.text) for moment in (node.low, node.high or node.low))
        for node in nodes(query.where)
    )


def _reads_content(node: Node) -> bool:
    """Whether a condition looks at what an update of an article may change: anything but marks and where it stands."""
    if isinstance(node, Is):
        return node.state not in (*_BY_STATE, State.UNREAD)
    return not isinstance(node, And | Or | Not | InFeed | InFolder)


def _reads_feeds(node: Node) -> bool:
    return isinstance(node, InFeed | InFolder) or (isinstance(node, Is) and node.state in (State.LOCAL, State.NEW))


def _is_fixed(moment: str) -> bool:
    """Whether a date is one of the calendar (`2026-11`), rather than counted from now."""
    return moment[:4].isdecimal() and len(moment) >= 4 and (len(moment) == 4 or moment[4] == "-")
