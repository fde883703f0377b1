"""A query taken apart into the conditions that stand side by side, each with what the query is without it."""

from __future__ import annotations

from dataclasses import dataclass

from termnews.query.ast import And, Node
from termnews.query.value import Query


@dataclass(frozen=True, slots=True)
class Part:
    """One of the conditions that all must hold."""

    alone: Query
    rest: Query
    """The query without it; order and limit stay."""


def parts_of(query: Query) -> list[Part]:
    """Give the conditions of a query one by one; none for a query that asks for everything."""
    operands = operands_of(query.where)
    return [
        Part(Query(operand), Query(And((*operands[:at], *operands[at + 1 :])), query.sort, query.limit))
        for at, operand in enumerate(operands)
    ]


def operands_of(where: Node) -> tuple[Node, ...]:
    """Conditions side by side at the top, whether or not brackets join some of them."""
    if not isinstance(where, And):
        return (where,)
    return tuple(part for operand in where.operands for part in operands_of(operand))
