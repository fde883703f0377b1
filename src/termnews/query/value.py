"""The query itself: a condition, an order and a limit; equal to every query that means the same."""

from __future__ import annotations

from dataclasses import dataclass

from termnews.query.ast import EVERY, And, Node, SortKey
from termnews.query.normal import normal_node, normal_sort
from termnews.query.printer import print_query


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What a list shows. Keeps the person's own order and words; compares and hashes by meaning."""

    where: Node = EVERY
    sort: tuple[SortKey, ...] = ()
    """Keys, the first deciding first; empty: as the place that shows it sees fit (newest first)."""
    limit: int | None = None
    """At most this many, in order; None: all."""

    def __str__(self) -> str:
        """Print it so that `parse` gives it back; every article without order or limit is the empty text."""
        return print_query(self.where, self.sort, self.limit)

    def __eq__(self, other: object) -> bool:
        """Whether both mean the same."""
        if not isinstance(other, Query):
            return NotImplemented
        return self._meaning() == other._meaning()

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self._meaning())

    def _meaning(self) -> tuple[Node, tuple[SortKey, ...], int | None]:
        return normal_node(self.where), normal_sort(self.sort), self.limit

    def normal(self) -> Query:
        """The one query among all that mean the same: flat, sorted, without doubles."""
        return Query(*self._meaning())


EVERYTHING = Query()
"""Every article, in the usual order."""


def both(first: Query, second: Query) -> Query:
    """What both match; the order and the limit of the second win where it has them."""
    operands = (*_parts(first.where), *_parts(second.where))
    where = operands[0] if len(operands) == 1 else And(operands)
    limit = first.limit if second.limit is None else second.limit
    return Query(where, second.sort or first.sort, limit)


def _parts(where: Node) -> tuple[Node, ...]:
    return where.operands if isinstance(where, And) else (where,)
