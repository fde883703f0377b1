"""A query as SQL: which entries it lists, in which order, found along an index and never by reading all entries.

By relevance, words that match more than `RANKED` entries are ranked within the newest so many.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import itemgetter, or_

from termnews.library import arrivals
from termnews.library.conditions import condition
from termnews.library.context import ARRIVALS, Context, as_list
from termnews.library.drivers import FEW, Driver, among_driver, cheapest, drivers, text_driver
from termnews.library.firsts import first_of_its_copies, is_shared
from termnews.library.newest import newest
from termnews.library.regexes import Functions
from termnews.library.smartfolders import in_place
from termnews.library.sqltext import TRUE, Sql
from termnews.library.storable import storable
from termnews.library.textterms import is_all_text, is_text
from termnews.model.changes import NOTHING, ChangeSet
from termnews.model.entry import UNLISTED, EntryFlags
from termnews.model.feed import Shelf
from termnews.query import Query, unlisted_asked
from termnews.query.ast import And, Node, Not, SortBy, SortKey
from termnews.query.saved import nodes

RANKED = 20_000
"""How many of the newest matches are put in order of relevance."""
PRICE = 8
"""What it costs to look one entry up in the full-text index, compared with going on to its next hit."""
_UNLISTED = ((EntryFlags.HIDDEN, "entry_hidden"), (EntryFlags.SNOOZED, "entry_snoozed"))
"""What keeps entries out of lists, and the index that leads to them all the same."""
PROBED = 50_000
"""Up to so many entries are looked up in the full-text index one by one, where the hits themselves led nowhere."""

_first = itemgetter(0)


@dataclass(frozen=True, slots=True)
class _Order:
    """What a list is ordered by: terms with directions, and what they need."""

    terms: tuple[tuple[str, str], ...]
    by_date: bool
    """Whether an index in order of date gives it."""
    by_score: bool = False
    entry: bool = False


def matching(
    context: Context,
    functions: Functions,
    query: Query,
    limit: int | None = None,
    *,
    among: Sequence[int] | None = None,
) -> array[int]:
    """The numbers of the entries that a query lists, in its order; only of those in `among`, if that is given.

    To be called within a transaction. Raise `QueryError` for an expression that is wrong or too slow.
    """
    limits = [number for number in (query.limit, limit) if number is not None]
    query = replace(query, limit=min(limits) if limits else None)
    with functions.watched():
        few = FEW
        if among is None and (asked := _words_first(context, query)) is not None:
            found = newest(context, *asked)
            if found is not None:
                return found
            few = PROBED
        statement = select(context, query, few=few, among=among)
        rows = context.connection.execute(statement.text, statement.params)
        return array("q", map(_first, rows))  # no list between: a million numbers in one would be 40 MB


def _words_first(context: Context, query: Query) -> tuple[Sequence[Node], Sequence[Node], int, int | None] | None:
    """What `newest` is to be asked for the first hits of a search in order of date; None when another way is better."""
    normal = in_place(context, query).normal()
    conjuncts = _conjuncts(normal)
    words = tuple(node for node in conjuncts if is_all_text(node))
    order = _order(context, normal.sort)
    if normal.limit is None or not words or not order.by_date or order.terms[0][1] != "DESC":
        return None
    if context.aside or unlisted_asked(normal.where):
        return None
    best = cheapest(list(drivers(context, conjuncts)), conjuncts, normal.limit, ordered=True)
    patience = None if best.rows > PROBED else int(best.rows) * PRICE
    return words, tuple(node for node in conjuncts if node not in words), normal.limit, patience


def _conjuncts(normal: Query) -> Sequence[Node]:
    return normal.where.operands if isinstance(normal.where, And) else (normal.where,)


def select(
    context: Context,
    query: Query,
    *,
    ordered: bool = True,
    few: int | None = None,
    among: Sequence[int] | None = None,
    each_copy: bool = False,
) -> Sql:
    """The statement behind a query; its first column is the number of the entry.

    Up to `few` entries look into the full-text index each by itself. With `among`, nothing else is looked at. With
    `each_copy` every copy of an article that matches is given, and not only the first.
    """
    few = FEW if few is None else few
    normal = in_place(context, query).normal()
    conjuncts = _conjuncts(normal)
    order = _order(context, normal.sort)
    first = _first_of_copies(context, conjuncts, each_copy)
    if among is None:
        listed = list(_ways_listed(context, conjuncts, normal.limit, order, few, first))
        ways = [*listed, *_ways_aside(context, conjuncts)]
    else:
        ways = [_with_those_behind(among_driver(among), first)]
        ways += [way.among(among) for way in _ways_aside(context, conjuncts)]
    if order.by_score and not ways[0].text:
        order = _order(context, tuple(key for key in normal.sort if key.by is not SortBy.RELEVANCE))
    compound = len(ways) > 1
    arms = [_arm(context, way, conjuncts, order, compound, few) for way in ways]
    text = " UNION ALL ".join(arm.text for arm in arms)
    params = [param for arm in arms for param in arm.params]
    if ordered or normal.limit is not None:
        text += " ORDER BY " + ", ".join(
            f"{index if compound else ways[0].term(term)} {direction}"
            for index, (term, direction) in enumerate(order.terms, 2)
        )
    if normal.limit is not None:
        text += " LIMIT ?"
        params.append(normal.limit)
    return Sql(text, tuple(storable(param) if isinstance(param, str) else param for param in params))


def behind(context: Context, query: Query) -> Sql | None:
    """The numbers, without order, of entries that a query lists in place of copies that it does not match.

    For queries without words. None when there can be no such entries.
    """
    conjuncts = _conjuncts(in_place(context, query).normal())
    first = _first_of_copies(context, conjuncts)
    if first is None:
        return None
    order = _order(context, ())
    _, way = _ways_listed(context, conjuncts, None, order, FEW, first)
    return _arm(context, way, conjuncts, order, False, FEW)


def _first_of_copies(context: Context, conjuncts: Sequence[Node], each_copy: bool = False) -> Sql | None:
    """What is asked of entries that stand behind other copies; None when none of them can be listed."""
    if not context.behind or (all(map(is_shared, conjuncts)) and not each_copy):
        return None
    return TRUE if each_copy else first_of_its_copies(context, conjuncts)


def _with_those_behind(way: Driver, first: Sql | None) -> Driver:
    """A way to what is shown, leading also to what stands behind it."""
    if first is None:
        return way
    source = replace(way.source, text=way.source.text.replace("e.listed = 1", "e.listed <> 0"))
    return replace(way, source=source, asked=replace(first, text=f"(e.listed = 1 OR {first.text})"))


def _ways_listed(
    context: Context, conjuncts: Sequence[Node], limit: int | None, order: _Order, few: int, first: Sql | None
) -> Iterator[Driver]:
    """The best ways into the listed entries, and into those that stand behind others, of which `first` is asked."""
    for listed in (1,) if first is None else (1, -1):
        options = list(drivers(context, conjuncts, listed))
        best = cheapest(options, conjuncts, limit, ordered=order.by_date)
        few_enough = best.rows <= few and best.rows * PRICE <= options[0].rows
        ranked = RANKED if order.by_score else 0
        if (ranked or not few_enough) and (text := text_driver(context, conjuncts, ranked=ranked)) is not None:
            yield _with_those_behind(text, first)
            return
        yield best if listed == 1 else replace(best, asked=first)


def _ways_aside(context: Context, conjuncts: Sequence[Node]) -> Iterator[Driver]:
    """Ways into entries that are not listed, but asked for: hidden, snoozed, and those of feeds opened aside."""
    asked = reduce(or_, map(unlisted_asked, conjuncts), EntryFlags.NONE)
    left_out = UNLISTED & ~asked
    shelved = as_list([feed.id for feed in context.shelved]) if asked else ""
    for flag, index in _UNLISTED:
        if flag in asked:
            text = f"e.flags & {flag:d} <> 0 AND e.flags & ? = 0 AND e.feed_id IN (SELECT value FROM json_each(?))"  # noqa: S608
            those = Sql(text, (int(left_out), shelved))
            first = first_of_its_copies(context, conjuncts, those)
            yield Driver(Sql(f"entry AS e INDEXED BY {index} WHERE {text}", those.params), FEW, asked=first)
            left_out |= flag
    if not context.aside:
        return
    aside = [feed for feed in context.feeds if feed.id in context.aside and feed.shelf != Shelf.LIBRARY]
    if aside:
        text = "e.feed_id IN (SELECT value FROM json_each(?)) AND e.flags & ? = 0"
        params = (as_list([feed.id for feed in aside]), int(UNLISTED & ~asked))
        source = Sql(f"entry AS e INDEXED BY entry_by_feed WHERE {text}", params)
        yield Driver(source, sum(feed.total for feed in aside))


def _arm(context: Context, way: Driver, conjuncts: Sequence[Node], order: _Order, compound: bool, few: int) -> Sql:
    """One SELECT of the statement."""
    asked = [
        condition(context, node, few=way.rows <= few).about(way.number, way.date)
        for node in conjuncts
        if node not in way.answered
    ]
    if way.asked is not None:
        asked.append(way.asked.about(way.number, way.date))
    entry = order.entry or any(part.entry for part in asked)
    source = way.source.text.replace("{join}", way.join if entry else "")
    columns = [f"{way.number} AS id"]
    if compound:
        columns += ["0.0" if term == "m.score" and not way.text else way.term(term) for term, _ in order.terms]
    text = f"SELECT {', '.join(columns)} FROM {source}" + "".join(f" AND {part.text}" for part in asked)  # noqa: S608
    return Sql(text, (*way.source.params, *(param for part in asked for param in part.params)))


def _order(context: Context, keys: tuple[SortKey, ...]) -> _Order:
    """Turn sort keys into terms; what they leave undecided is decided by date, then by number."""
    terms: list[tuple[str, str]] = []
    entry = False
    newest = "DESC"
    for key in keys:
        match key.by:
            case SortBy.NEW | SortBy.OLD:
                newest = "DESC" if (key.by is SortBy.NEW) is not key.reverse else "ASC"
                terms.append(("{at}", newest))
                continue
            case SortBy.FEED:
                _place_feeds(context)
                term, direction = "feed_place(e.feed_id)", "ASC"
            case SortBy.TITLE:
                term, direction = "sort_title(coalesce(nullif(e.title, ''), e.stand_in, e.url))", "ASC"
            case SortBy.LENGTH:
                term, direction = "e.words", "DESC"
            case SortBy.OPENED:
                term, direction = "{opened}", "DESC"
            case SortBy.RELEVANCE:
                term, direction = "m.score", "ASC"
            case SortBy.SOURCES:
                term, direction = "e.copies", "DESC"
        entry = entry or term != "m.score"
        terms.append((term, direction if not key.reverse else "ASC" if direction == "DESC" else "DESC"))
    if ("{at}", newest) not in terms:
        terms.append(("{at}", newest))
    terms.append(("{id}", newest))
    return _Order(tuple(terms), terms[0][0] == "{at}" and len(terms) == 2, any(t == "m.score" for t, _ in terms), entry)


def _place_feeds(context: Context) -> None:
    """Let SQL know the order of the feeds' names."""
    named = sorted(context.feeds, key=lambda feed: ((feed.names or (feed.url,))[0].casefold(), feed.id))
    places = {feed.id: place for place, feed in enumerate(named)}
    context.connection.create_function("feed_place", 1, places.get, deterministic=True)


def asks_for_words(query: Query) -> bool:
    """Whether a query looks for words that must be there, so that its hits may be many and unordered."""
    parts = query.where.operands if isinstance(query.where, And) else (query.where,)
    return any(is_text(node) for part in parts if not isinstance(part, Not) for node in nodes(part))


def begin_refresh(connection: sqlite3.Connection) -> ChangeSet:
    """Remember what had arrived before a refresh."""
    connection.execute(
        "INSERT OR REPLACE INTO meta SELECT ?, coalesce(max(id), 0) FROM entry_state",
        (ARRIVALS,),
    )
    arrivals.begin(connection)
    return NOTHING
