"""Queries that ask for other tags: what keeps a smart folder right when a tag gets another name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from termnews.query.ast import And, Leaf, Node, Not, Or, Tagged
from termnews.query.value import Query


def retagged(query: Query, key: str, others: Sequence[str]) -> Query:
    """Ask for any of `others` wherever a query asks for the tag `key` (all in normal form); order and limit stay.

    Gives the very same query where it does not name the tag.
    """

    def put(leaf: Leaf) -> Node:
        if leaf != Tagged(key):
            return leaf
        return Tagged(others[0]) if len(others) == 1 else Or(tuple(map(Tagged, others)))

    where = mapped(query.where, put)
    return query if where is query.where else replace(query, where=where)


def mapped(node: Node, put: Callable[[Leaf], Node]) -> Node:
    """Put something else in the place of leaves; groups that change so are joined with equal ones and lose doubles."""
    match node:
        case And(operands) | Or(operands):
            made = tuple(mapped(operand, put) for operand in operands)
            changed = any(new is not old for new, old in zip(made, operands, strict=True))
            return _group(type(node), operands, made) if changed else node
        case Not(operand):
            inner = mapped(operand, put)
            return node if inner is operand else Not(inner)
        case _:
            return put(node)


def _group(kind: type[And | Or], before: Sequence[Node], after: Sequence[Node]) -> Node:
    """The group that changed operands make; of what did not change, only doubles of changed ones go."""
    parts: dict[Node, None] = {}
    for old, new in zip(before, after, strict=True):
        joins = new is not old and isinstance(new, kind)
        parts.update(dict.fromkeys(new.operands if joins else (new,)))  # type: ignore[union-attr]
    return next(iter(parts)) if len(parts) == 1 else kind(tuple(parts))
