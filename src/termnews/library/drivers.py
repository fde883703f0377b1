"""Where the walk through the library begins: the index that leaves the fewest entries to look at.

Each way in is a FROM clause with the conditions that it answers itself. Costs are rows to touch, roughly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from termnews.library.context import Context, as_list
from termnews.library.sqltext import Sql
from termnews.library.textterms import is_all_text, numbers
from termnews.model.feed import Shelf
from termnews.query.ast import And, Id, InFeed, InFolder, Is, Node, Or, State, Tagged

FEW = 2_000
"""Up to so many entries it is cheaper that each looks into the full-text index by itself."""

RARE = 2_000
"""How many entries are taken to be starred, started or changed: counting them would cost as much as walking them."""

_PRICE = 4.0
"""What it costs to look up the tags of one entry, compared with a step along an index."""

_SCORED = (
    "SELECT rowid AS id, bm25(entry_fts, 1.0, 8.0, 4.0, 4.0) AS score"
    " FROM entry_fts WHERE entry_fts MATCH ? ORDER BY rowid DESC"
)
_OPENED = (
    "entry_state AS o INDEXED BY entry_state_opened CROSS JOIN entry AS e ON e.id = o.id"
    " WHERE o.opened_at IS NOT NULL AND e.listed = 1"
)
_FLAG_INDEXES = {
    State.STARRED: ("entry_starred", "e.flags & 2 <> 0"),
    State.STARTED: ("entry_started", "e.flags & 8 <> 0"),
    State.KEPT: ("entry_kept", "e.flags & 16 <> 0"),
    State.SNOOZED: ("entry_snoozed", "e.flags & 32 <> 0"),
    State.HIDDEN: ("entry_hidden", "e.flags & 4 <> 0"),
    State.UPDATED: ("entry_revised", "e.revised IS NOT NULL"),
}


@dataclass(frozen=True, slots=True)
class Driver:
    """One way into the library."""

    source: Sql
    """The FROM clause, with what it asks at once after a WHERE of its own."""
    rows: float
    """How many entries it leads to."""
    answered: frozenset[Node] = frozenset()
    """Conditions that need not be asked again."""
    ordered: bool = False
    """Whether it can lead to them in order of date."""
    number: str = "e.id"
    date: str = "e.sort_at"
    weight: float = 1.0
    """What one row costs, compared with a step along a covering index."""
    join: str = ""
    """What brings in the row `e` of the entry, when a condition needs it."""
    asked: Sql | None = None
    """What is asked beside the query."""
    text: bool = False
    """Whether it comes from the full-text index, and so may rank."""
    opened: str = "coalesce((SELECT p.opened_at FROM entry_state AS p WHERE p.id = {id}), 0)"
    """When the entry was last opened; 0 for never."""

    def term(self, text: str) -> str:
        """A term of an order, with `{opened}`, `{id}` and `{at}` in place."""
        return text.replace("{opened}", self.opened).replace("{id}", self.number).replace("{at}", self.date)

    def among(self, ids: Sequence[int]) -> Driver:
        """The same way, for none but these entries."""
        text = f"{self.source.text} AND {self.number} IN (SELECT value FROM json_each(?))"  # noqa: S608
        return replace(self, source=Sql(text, (*self.source.params, as_list(list(ids)))))


def among_driver(ids: Sequence[int]) -> Driver:
    """Begin with the entries themselves, when the question is which of them are listed."""
    source = "json_each(?) AS w CROSS JOIN entry AS e ON e.id = w.value WHERE e.listed = 1"
    return Driver(Sql(source, (as_list(list(ids)),)), rows=len(ids))


def text_driver(context: Context, conjuncts: Sequence[Node], *, ranked: int = 0) -> Driver | None:
    """Begin with the words that everything must hold; `ranked`: with a score, for the newest so many of them."""
    answered = tuple(node for node in conjuncts if is_all_text(node))
    if not answered:
        return None
    found = numbers(context, answered[0] if len(answered) == 1 else And(answered))
    text = f"({found.text})"
    if ranked:
        _, _, rest = found.text.partition("WHERE entry_fts MATCH ?")
        rest = rest.replace("SELECT value", "SELECT value, 0.0")
        text = f"(SELECT * FROM ({_SCORED} LIMIT {ranked:d}){rest})"  # noqa: S608
    return Driver(
        Sql(f"{text} AS m CROSS JOIN entry AS e ON e.id = m.id WHERE e.listed = 1", found.params),
        rows=float("inf"),
        answered=frozenset(answered),
        weight=4.0,
        text=True,
    )


def drivers(context: Context, conjuncts: Sequence[Node], listed: int = 1) -> Iterator[Driver]:
    """All ways into the listed entries that the conditions allow, but for the full-text index.

    With `listed` -1 to those that stand behind other copies. The first way leads to all of them.
    """
    total, unread = context.totals()
    if listed == 1:
        yield Driver(Sql("entry AS e INDEXED BY entry_by_date WHERE e.listed = 1"), total, ordered=True)
    else:
        source = Sql(
            "duplicate AS d INDEXED BY duplicate_behind CROSS JOIN entry AS e ON e.id = d.id WHERE d.behind = 1"
        )
        yield Driver(source, context.behind, ordered=True, number="d.id", date="d.sort_at", weight=2.0)
    for node in conjuncts:
        match node:
            case Is(State.UNREAD) if listed == 1:
                source = Sql("entry AS e INDEXED BY entry_unread WHERE e.listed = 1 AND e.flags & 1 = 0")
                yield Driver(source, unread, frozenset({node}), ordered=True)
            case Is(state) if state in _FLAG_INDEXES:
                yield _flag_driver(node, state, min(RARE, total), listed)
            case Is(State.OPENED):
                source = Sql(_OPENED.replace("e.listed = 1", f"e.listed = {listed:d}"))
                yield Driver(source, min(RARE, total), frozenset({node}), weight=2.0, opened="o.opened_at")
            case Is(State.DUPLICATE):
                source = Sql(f"duplicate AS d CROSS JOIN entry AS e ON e.id = d.id WHERE e.listed = {listed:d}")
                yield Driver(source, 2 * context.behind, weight=2.0)
            case Id():
                source = Sql(f"entry AS e WHERE e.id = ? AND e.listed = {listed:d}", (node.entry,))
                yield Driver(source, 1, frozenset({node}))
            case InFeed() | InFolder():
                yield _feed_driver(context, node, conjuncts, listed)
            case Tagged() | Or():
                yield from _tag_drivers(context, node, conjuncts, listed)
            case _:
                pass


def _flag_driver(node: Node, state: State, rows: int, listed: int) -> Driver:
    index, asked = _FLAG_INDEXES[state]
    source = Sql(f"entry AS e INDEXED BY {index} WHERE {asked} AND e.listed = {listed:d}")
    return Driver(source, rows, frozenset({node}), ordered=True)


def _feed_driver(context: Context, node: InFeed | InFolder, conjuncts: Sequence[Node], listed: int) -> Driver:
    found = [feed for feed in context.feeds_in(node) if feed.shelf == Shelf.LIBRARY]
    unread = Is(State.UNREAD) in conjuncts
    index, asked = ("entry_feed_unread", " AND e.flags & 1 = 0") if unread else ("entry_by_feed", "")
    rows = sum(feed.unread if unread else feed.total for feed in found)
    answered = frozenset((node, Is(State.UNREAD)) if unread else (node,))
    start = f"entry AS e INDEXED BY {index} WHERE e.feed_id"
    if len(found) == 1:
        source = Sql(f"{start} = ?{asked} AND e.listed = {listed:d}", (found[0].id,))
        return Driver(source, rows, answered, ordered=True)
    ids = as_list([feed.id for feed in found])
    source = Sql(f"{start} IN (SELECT value FROM json_each(?)){asked} AND e.listed = {listed:d}", (ids,))  # noqa: S608
    return Driver(source, rows, answered, weight=1.5)


def _tag_drivers(context: Context, node: Tagged | Or, conjuncts: Sequence[Node], listed: int) -> Iterator[Driver]:
    """Begin with the entries of a tag; a list of tags is gone through one after another."""
    terms = [node] if isinstance(node, Tagged) else list(_all_tags(node))
    if not terms:
        return
    found = [tag for term in terms if (tag := context.tag(term.tag)) is not None]
    unread, read = Is(State.UNREAD) in conjuncts, Is(State.READ) in conjuncts
    shown = f"= {2 * listed:d}" if unread else f"= {listed:d}" if read else "> 0" if listed == 1 else "< 0"
    answered = {node, *({Is(State.UNREAD)} if unread else {Is(State.READ)} if read else set())}
    rows = sum(tag[2] if unread else tag[1] - tag[2] if read else tag[1] for tag in found)
    join = " CROSS JOIN entry AS e ON e.id = t.id"
    if len(found) == 1:
        source = Sql(f"entry_tag AS t{{join}} WHERE t.tag_id = ? AND t.shown {shown}", (found[0][0],))
        yield Driver(source, rows, frozenset(answered), True, "t.id", "t.sort_at", join=join)
        return
    among = "tag_id IN (SELECT value FROM json_each(?))"
    inner = f"SELECT DISTINCT id, sort_at FROM entry_tag WHERE {among} AND shown {shown}"  # noqa: S608
    source = Sql(f"({inner}) AS m{{join}} WHERE 1", (as_list([tag[0] for tag in found]),))
    join = join.replace("t.id", "m.id")
    yield Driver(source, rows, frozenset(answered), False, "m.id", "m.sort_at", weight=2.0, join=join)


def _all_tags(node: Or) -> Iterable[Tagged]:
    tags = [operand for operand in node.operands if isinstance(operand, Tagged)]
    return tags if len(tags) == len(node.operands) else ()


def cheapest(options: Sequence[Driver], conjuncts: Sequence[Node], limit: int | None, *, ordered: bool) -> Driver:
    """The way that costs least until `limit` entries are found, taking conditions as independent of each other.

    The first of the options leads to everything.
    """
    total = max(options[0].rows, 1.0)
    matching = total
    for option in options[1:]:
        matching *= min(1.0, option.rows / total)

    def cost(option: Driver) -> float:
        rows = option.rows
        if limit is not None and ordered and option.ordered:
            rows *= min(1.0, limit / max(matching, 1.0))
        asked = sum(
            _PRICE if isinstance(node, Tagged | Or) else 0.3 for node in conjuncts if node not in option.answered
        )
        sorting = 0.0 if ordered and option.ordered else 1.0
        return rows * (option.weight + asked + sorting)

    return min(options, key=cost)
