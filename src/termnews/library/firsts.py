"""One row for each article: of its copies a query lists the first that it matches.

Most of the time that is the copy that is shown everywhere (`entry.listed` = 1). Others (-1) are listed where the shown
one does not match: in their own feed, by words that only they hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from termnews.library.conditions import condition
from termnews.library.context import Context
from termnews.library.sqltext import TRUE, Sql, joined
from termnews.query.ast import And, Is, Node, Not, Or, State, Tagged, TagPresence

_SHARED = frozenset(
    {State.UNREAD, State.READ, State.STARRED, State.STARTED, State.KEPT, State.SNOOZED, State.DUPLICATE}
)
LISTED = Sql("e.listed <> 0")
"""What copies the lists of the library show."""


def is_shared(node: Node) -> bool:
    """Whether a condition holds for all copies of an article or for none."""
    match node:
        case And(operands) | Or(operands):
            return all(map(is_shared, operands))
        case Not(operand):
            return is_shared(operand)
        case Is(state):
            return state in _SHARED
        case _:
            return isinstance(node, Tagged | TagPresence)


def first_of_its_copies(context: Context, conjuncts: Sequence[Node], visible: Sql = LISTED) -> Sql:
    """No copy that comes before the entry matches; `visible` says of a copy, the row `e`, whether it may be listed."""
    asked = joined((condition(context, node, few=True) for node in conjuncts), " AND ", empty=TRUE)
    asked = asked.about("e.id", "e.sort_at")
    # The inner `e` is the other copy: the conditions can be asked of it as they are.
    text = f"""NOT EXISTS (SELECT 1 FROM duplicate AS own WHERE own.id = {{id}} AND EXISTS (
        SELECT 1 FROM duplicate AS other CROSS JOIN entry AS e ON e.id = other.id
        WHERE other.article = own.article AND other.place < own.place AND {visible.text} AND {asked.text}))"""  # noqa: S608
    return Sql(text, (*visible.params, *asked.params))
