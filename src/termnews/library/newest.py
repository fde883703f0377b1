"""The newest hits of a search without looking at all of them.

Numbers are given in order of arrival, and the full-text index gives its hits in order of numbers, the last first. An
article is hardly ever dated later than it arrived: once enough hits are found, and nothing that arrived before can be
dated later than the oldest of them, they are the newest. `entry_reach` says how late anything in a row of 1,024 numbers
is dated, so that this holds for libraries in which it was otherwise.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace

from termnews.library.conditions import condition
from termnews.library.context import Context, as_list
from termnews.library.firsts import first_of_its_copies, is_shared
from termnews.library.sqltext import TRUE, Sql, joined
from termnews.library.storable import storable
from termnews.library.textterms import expression, waiting_hits
from termnews.query.ast import And, Node

BLOCK_BITS = 10
"""The triggers of `entry_reach` know it too."""

_HITS = """
    SELECT f.rowid, e.sort_at, {asked} FROM entry_fts AS f CROSS JOIN entry AS e ON e.id = f.rowid
    WHERE f.entry_fts MATCH ? AND e.listed {listed} ORDER BY f.rowid DESC
"""
_WAITING = """
    SELECT e.id, e.sort_at, {asked} FROM json_each(?) AS w CROSS JOIN entry AS e ON e.id = w.value
    WHERE e.listed {listed}
"""

Hit = tuple[int, int]
"""Date and number: in order, the newest last."""


def newest(
    context: Context, words: Sequence[Node], others: Sequence[Node], limit: int, patience: int | None = None
) -> array[int] | None:
    """The newest listed entries that hold these words and for which the other conditions hold, newest first.

    None when more than `patience` hits were looked at and not all are found.
    """
    if not limit:
        return array("q")
    text = words[0] if len(words) == 1 else And(tuple(words))
    asked = joined((condition(context, node) for node in others), " AND ", empty=TRUE)
    listed = "= 1"
    if context.behind and not all(map(is_shared, (*words, *others))):
        listed = "<> 0"
        first = first_of_its_copies(context, (*words, *others))
        asked = joined((asked, replace(first, text=f"(e.listed = 1 OR {first.text})")), " AND ", empty=TRUE)
    asked = asked.about("e.id", "e.sort_at")
    found: list[Hit] = []
    if waiting := waiting_hits(context, text):
        for number, date, holds in _rows(context, _WAITING, listed, asked, as_list(waiting)):
            if holds:
                _keep(found, (date, number), limit)
    reach = _reach(context)
    for seen, (number, date, holds) in enumerate(_rows(context, _HITS, listed, asked, expression(text))):
        if len(found) == limit and reach[number >> BLOCK_BITS] <= found[0][0]:
            break
        if holds:
            _keep(found, (date, number), limit)
        if patience is not None and seen >= patience:
            return None
    return array("q", (number for _, number in sorted(found, reverse=True)))


def _keep(found: list[Hit], hit: Hit, limit: int) -> None:
    if len(found) < limit:
        heapq.heappush(found, hit)
    elif hit > found[0]:
        heapq.heapreplace(found, hit)


def _rows(context: Context, sql: str, listed: str, asked: Sql, param: str) -> Iterator[tuple[int, int, int]]:
    params = (*(storable(value) if isinstance(value, str) else value for value in asked.params), param)
    yield from context.connection.execute(sql.format(listed=listed, asked=asked.text), params)


def _reach(context: Context) -> list[int]:
    """For each block of numbers, how late anything up to its end may be dated."""
    reach: list[int] = []
    latest = -(1 << 62)
    for block, newest_date in context.connection.execute("SELECT block, newest FROM entry_reach ORDER BY block"):
        reach.extend([latest] * (block - len(reach)))
        latest = max(latest, newest_date)
        reach.append(latest)
    return reach
