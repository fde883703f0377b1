"""Pieces of SQL with their parameters; nothing a person typed is ever part of the text of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL. `{id}` and `{at}` stand for the entry's number and date, wherever the statement finds them."""

    text: str
    params: tuple[object, ...] = ()
    entry: bool = False
    """Whether it needs the row `e` of the entry itself."""

    def about(self, number: str, date: str) -> Sql:
        """The piece with the places of number and date filled in."""
        return replace(self, text=self.text.replace("{id}", number).replace("{at}", date))


TRUE = Sql("?", (1,))
FALSE = Sql("?", (0,))
"""As parameters: a constant would let SQLite drop the conditions beside it, and with them the use of an index."""


def joined(parts: Iterable[Sql], by: str, *, empty: Sql) -> Sql:
    """Pieces as one, in brackets."""
    known = tuple(parts)
    if not known:
        return empty
    if len(known) == 1:
        return known[0]
    text = "(" + by.join(part.text for part in known) + ")"
    params = tuple(param for part in known for param in part.params)
    return Sql(text, params, entry=any(part.entry for part in known))


def negated(part: Sql) -> Sql:
    """The opposite; pieces are never NULL."""
    return replace(part, text=f"NOT ({part.text})")
