"""Smart folders inside queries: each `in:"Name"` replaced by what the name stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from termnews.model.entry import EntryFlags
from termnews.model.errors import QueryError
from termnews.query.ast import And, InSaved, Is, Leaf, Node, Not, Or, State
from termnews.query.errors import nearest
from termnews.query.retag import mapped
from termnews.query.value import Query

MAX_NODES = 5_000
"""Terms and groups of a query with all that it refers to."""
MAX_DEPTH = 100
"""Groups, negations and smart folders within each other, once all are in their places."""


def nodes(node: Node) -> Iterator[Node]:
    """Walk a condition and all its parts."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, And | Or):
            pending.extend(reversed(node.operands))
        elif isinstance(node, Not):
            pending.append(node.operand)


def unlisted_asked(where: Node) -> EntryFlags:
    """Which flags that keep articles out of lists are asked about: no other query shows these articles.

    Ask it of the expanded query.
    """
    asked = EntryFlags.NONE
    for node in nodes(where):
        if node == Is(State.HIDDEN):
            asked |= EntryFlags.HIDDEN
        elif node == Is(State.SNOOZED):
            asked |= EntryFlags.SNOOZED
    return asked


def expand(query: Query, saved: Mapping[str, Query]) -> Query:
    """Put the queries of smart folders in the place of their names; their own order and limit do not count there.

    Raises QueryError for a name that nobody saved, for a loop, and for more than `MAX_NODES` or `MAX_DEPTH` in all.
    """
    by_name = {name_key(name): (name, other) for name, other in saved.items()}
    left = MAX_NODES

    def replaced(node: Node, within: tuple[str, ...], depth: int) -> Node:
        nonlocal left
        left -= 1
        if left < 0 or depth > MAX_DEPTH:
            raise QueryError("the smart folders within this one are too many", hint="Name fewer of them.")
        if isinstance(node, And | Or):
            return type(node)(tuple(replaced(operand, within, depth + 1) for operand in node.operands))
        if isinstance(node, Not):
            return Not(replaced(node.operand, within, depth + 1))
        if not isinstance(node, InSaved):
            return node
        name, other = by_name.get(name_key(node.name), ("", None))
        if other is None:
            raise _unknown(node.name, saved)
        if name in within:
            raise _loop(name, within)
        return replaced(other.where, (*within, name), depth + 1)

    return Query(replaced(query.where, (), 0), query.sort, query.limit)


def with_replaced(query: Query, put: Mapping[str, Node]) -> Query:
    """Put other conditions in the place of some names, which are given by their `name_key`; all else stays."""

    def other(leaf: Leaf) -> Node:
        return put.get(name_key(leaf.name), leaf) if isinstance(leaf, InSaved) else leaf

    where = mapped(query.where, other) if put else query.where
    return query if where is query.where else replace(query, where=where)


def names_saved(query: Query) -> bool:
    """Whether a query refers to saved ones at all."""
    return any(isinstance(node, InSaved) for node in nodes(query.where))


def name_key(name: str) -> str:
    """The form in which names of smart folders are compared."""
    return " ".join(name.casefold().split())


def _loop(name: str, within: tuple[str, ...]) -> QueryError:
    way = " → ".join((*within[within.index(name) :], name))
    return QueryError(f"the smart folder “{name}” refers to itself", where="", hint=f"The way round: {way}.")


def _unknown(name: str, saved: Mapping[str, Query]) -> QueryError:
    near = nearest(name, saved)
    error = QueryError(f"there is no smart folder “{name}”", hint=f"Did you mean {near}?" if near else "")
    error.nearest = near
    return error
