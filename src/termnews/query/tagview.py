"""The tag filter and the query line as two views of one query.

The filter shows the tag terms that stand side by side at the top of a query: `tag:a tag:b` is *all of a and b*,
`tag:a,b` is *any of them*, `-tag:c` is *none of c*. Tags in brackets or beside OR belong to the query line alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from termnews.query.ast import And, Node, Not, Or, Tagged
from termnews.query.parts import operands_of
from termnews.query.value import Query


@dataclass(frozen=True, slots=True)
class TagChoice:
    """Which tags are chosen."""

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    every: bool = False
    """Whether all included tags are wanted together; with fewer than two of them it makes no difference."""


def tags_of(query: Query) -> TagChoice:
    """Give the tags that a query chooses.

    `every` is False for fewer than two included tags: a filter that is set to *all* must remember so itself.
    """
    operands = operands_of(query.where)
    owned = _owned(operands)
    included: list[str] = []
    excluded: list[str] = []
    for index in sorted(owned):
        node = operands[index]
        if isinstance(node, Not):
            excluded.extend(_tags(node.operand))
        else:
            included.extend(_tags(node))
    singles = [operands[index] for index in owned if isinstance(operands[index], Tagged)]
    return TagChoice(tuple(dict.fromkeys(included)), tuple(dict.fromkeys(excluded)), len(set(singles)) > 1)


def with_tags(query: Query, choice: TagChoice) -> Query:
    """Give the query with these tags chosen, at the place of those it chose before; all else stays as it is."""
    operands = operands_of(query.where)
    owned = _owned(operands)
    place = min(owned, default=len(operands))
    before = [node for index, node in enumerate(operands[:place]) if index not in owned]
    after = [node for index, node in enumerate(operands[place:], place) if index not in owned]
    parts = (*before, *_terms(choice), *after)
    return Query(parts[0] if len(parts) == 1 else And(parts), query.sort, query.limit)


def turned(choice: TagChoice, key: str, way: Literal["cycle", "include", "exclude"]) -> TagChoice:
    """Give the choice after a tag was pressed: *cycle* goes from off to included to excluded to off.

    The other two include or exclude it, and take it out again where it was so already.
    """
    now = "include" if key in choice.included else "exclude" if key in choice.excluded else ""
    after = {"": "include", "include": "exclude", "exclude": ""}[now] if way == "cycle" else "" if now == way else way
    included = tuple(tag for tag in choice.included if tag != key) + ((key,) if after == "include" else ())
    excluded = tuple(tag for tag in choice.excluded if tag != key) + ((key,) if after == "exclude" else ())
    return TagChoice(included, excluded, choice.every)


def _terms(choice: TagChoice) -> list[Node]:
    included: list[Node] = [Tagged(tag) for tag in choice.included]
    if len(included) > 1 and not choice.every:
        included = [Or(tuple(included))]
    return included + [Not(Tagged(tag)) for tag in choice.excluded]


def _owned(operands: tuple[Node, ...]) -> set[int]:
    """Which of them the filter shows: exclusions, and either the single tags or, without any, the first list."""
    excluded = {index for index, node in enumerate(operands) if isinstance(node, Not) and _tags(node.operand)}
    singles = {index for index, node in enumerate(operands) if isinstance(node, Tagged)}
    lists = [index for index, node in enumerate(operands) if isinstance(node, Or) and _tags(node)]
    return excluded | (singles or set(lists[:1]))


def _tags(node: Node) -> tuple[str, ...]:
    """The tags of a term that is nothing but tags; otherwise none."""
    match node:
        case Tagged(tag):
            return (tag,)
        case Or(operands) if all(isinstance(operand, Tagged) for operand in operands):
            return tuple(operand.tag for operand in operands if isinstance(operand, Tagged))
        case _:
            return ()
