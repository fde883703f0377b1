"""How many entries carry each tag, under a query or in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from termnews.library.conditions import condition
from termnews.library.context import Context, as_list
from termnews.library.regexes import Functions
from termnews.library.search import asks_for_words, behind, matching, select
from termnews.library.smartfolders import in_place
from termnews.library.sqltext import Sql
from termnews.model.facets import Counts, TagCount, TagTally, Tally
from termnews.model.feed import Shelf
from termnews.model.ids import FeedId
from termnews.query import EVERYTHING, Query, TagChoice, both, tags_of, with_tags
from termnews.query.ast import EVERY, And, Dated, DateField, InFeed, InFolder, Is, Moment, Node, Not, Or, State, Tagged
from termnews.query.dates import resolve

CAPPED = 20_000
"""With words in the query, the newest so many hits are counted."""

_WALKED = """
    SELECT key, label, number, own > 0, colour FROM (
        SELECT g.key, g.label, g.own, g.colour, (
            SELECT count(*) FROM entry_tag AS t WHERE t.tag_id = g.id AND t.shown {shown}{asked}
        ) AS number
        FROM tag AS g WHERE g.total > 0
    )
    WHERE number > 0 ORDER BY number DESC, key
"""
_CARRIED = "SELECT t.tag_id FROM ({entries}) AS m CROSS JOIN entry_tag AS t ON t.id = m.id"
_IN_FEEDS = """
    SELECT t.tag_id, sum({column}) FROM json_each(?) AS w CROSS JOIN feed_tag AS t ON t.feed_id = w.value
    GROUP BY t.tag_id
"""
_KEPT = "SELECT id, key, label, {column}, own > 0, colour FROM tag WHERE total > 0"
_NAMED = """
    SELECT g.id, g.key, g.label, 0, g.own > 0, g.colour FROM json_each(?) AS w CROSS JOIN tag AS g ON g.id = w.value
"""
_READ, _UNREAD = Is(State.READ), Is(State.UNREAD)
_COLUMNS = {frozenset(): "total", frozenset({_UNREAD}): "unread", frozenset({_READ}): "total - unread"}
"""What is kept of listed entries, by what is asked of their being read."""


def facets(context: Context, functions: Functions, query: Query, *, together: bool = False) -> tuple[TagCount, ...]:
    """Count tags, each as it would be if it were chosen, most used first.

    Where included tags are joined by *any*, that is under the query without its choice of tags. Joined by *all*
    (`together` says so where there is but one yet), a tag narrows what is listed, and an excluded one counts what
    would come back without it.
    """
    choice = tags_of(query)
    every = choice.every or (together and len(choice.included) == 1)
    bare = in_place(context, query if every else with_tags(query, TagChoice()))
    normal = bare.normal()
    if not context.aside and bare.limit is None and not every:
        if (kept := _kept(context, normal)) is not None:
            return _with_copies(kept, context, bare)
        if (walked := _walk(context, normal)) is not None:
            found = context.connection.execute(walked.text, walked.params)
            heads = (TagCount(key, label, count, bool(own), colour) for key, label, count, own, colour in found)
            return _with_copies(tuple(heads), context, bare)
    capped = asks_for_words(normal)
    with functions.watched():
        entries = _entries(context, functions, bare, capped=capped)
        carried = context.connection.execute(_CARRIED.format(entries=entries.text), entries.params)
        numbers = Counter(number for (number,) in carried)  # twice as quick as letting SQLite group them
    for key in choice.excluded if every else ():
        if (tag := context.tag(key)) is not None:
            others = tuple(other for other in choice.excluded if other != key)
            without = both(with_tags(query, replace(choice, excluded=others)), Query(Tagged(key)))
            with functions.watched():
                entries = _entries(context, functions, in_place(context, without), capped=capped)
                sql = f"SELECT count(*) FROM ({entries.text})"  # noqa: S608
                numbers[tag[0]] = context.connection.execute(sql, entries.params).fetchone()[0]
    return _named(context.connection.execute(_NAMED, (as_list(list(numbers)),)), lambda tag, _: numbers[tag])


def _entries(context: Context, functions: Functions, query: Query, *, capped: bool) -> Sql:
    """What finds the entries that a query lists, or the newest of them."""
    if not capped:
        return select(context, query, ordered=False)
    newest = replace(query, sort=(), limit=min(query.limit or CAPPED, CAPPED))
    found = matching(context, functions, newest)
    return Sql("SELECT value AS id FROM json_each(?)", (as_list(list(found)),))


def _conjuncts(normal: Query) -> tuple[Node, ...]:
    return normal.where.operands if isinstance(normal.where, And) else (normal.where,)


def _kept(context: Context, normal: Query) -> tuple[TagCount, ...] | None:
    """Add up what is kept, where nothing but feeds and reading is asked for; None when more is."""
    conjuncts = [node for node in _conjuncts(normal) if node != EVERY]
    column = _COLUMNS.get(frozenset(node for node in conjuncts if node in (_READ, _UNREAD)))
    if column is None:
        return None
    everywhere = {feed.id for feed in context.shelved}
    chosen = everywhere
    for node in conjuncts:
        if node not in (_READ, _UNREAD):
            feeds = _feeds_of(context, node)
            if feeds is None:
                return None
            chosen = chosen & feeds
    rows = context.connection.execute(_KEPT.format(column=column))
    if chosen == everywhere:
        return _named(rows, lambda _, kept: kept)
    fewer = min(chosen, everywhere - chosen, key=len)
    asked = context.connection.execute(_IN_FEEDS.format(column=column), (as_list(list(fewer)),))
    numbers: dict[int, int] = dict(asked.fetchall())
    if fewer is chosen:
        return _named(rows, lambda tag, _: numbers.get(tag, 0))
    return _named(rows, lambda tag, kept: kept - numbers.get(tag, 0))


def _feeds_of(context: Context, node: Node) -> set[int] | None:
    """The feeds whose entries fulfil a condition, all of them; None when it asks for more than the feed."""
    match node:
        case InFeed() | InFolder():
            return {feed.id for feed in context.feeds_in(node)}
        case Is(State.LOCAL):
            return {feed.id for feed in context.feeds if feed.local}
        case Not(operand):
            feeds = _feeds_of(context, operand)
            return None if feeds is None else {feed.id for feed in context.feeds} - feeds
        case And(operands) | Or(operands):
            parts = [_feeds_of(context, operand) for operand in operands]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts):
                return None
            return set.intersection(*known) if isinstance(node, And) else set.union(*known)
        case _:
            return None


def _named(rows: Iterable[tuple[Any, ...]], number_of: Callable[[int, int], int]) -> tuple[TagCount, ...]:
    """Tags with their numbers, most used first; those that nothing carries are left out."""
    found = [
        TagCount(key, label, count, bool(own), colour)
        for number, key, label, kept, own, colour in rows
        if (count := number_of(number, kept)) > 0
    ]
    return tuple(sorted(found, key=lambda tag: (-tag.count, tag.key)))


def _with_copies(found: tuple[TagCount, ...], context: Context, query: Query) -> tuple[TagCount, ...]:
    """Add the tags of what is listed in place of copies that the query does not match."""
    entries = behind(context, query)
    if entries is None:
        return found
    rows = context.connection.execute(_CARRIED.format(entries=entries.text), entries.params)
    numbers = Counter(number for (number,) in rows)
    more = _named(context.connection.execute(_NAMED, (as_list(list(numbers)),)), lambda tag, _: numbers[tag])
    counts = {tag.key: tag for tag in found}
    for tag in more:
        there = counts.get(tag.key)
        counts[tag.key] = tag if there is None else replace(there, count=there.count + tag.count)
    return tuple(sorted(counts.values(), key=lambda tag: (-tag.count, tag.key)))


def _walk(context: Context, normal: Query) -> Sql | None:
    """Count along the tags themselves, when dates and reading are all that is asked; None when more is."""
    conjuncts = _conjuncts(normal)
    if not all(isinstance(node, Dated) or node in (_UNREAD, _READ) for node in conjuncts):
        return None
    shown = "= 2" if _UNREAD in conjuncts else "= 1" if _READ in conjuncts else "> 0"
    if _UNREAD in conjuncts and _READ in conjuncts:
        shown = "IS NULL"
    dates = [condition(context, node).about("t.id", "t.sort_at") for node in conjuncts if isinstance(node, Dated)]
    text = _WALKED.format(shown=shown, asked="".join(f" AND {part.text}" for part in dates))
    return Sql(text, tuple(param for part in dates for param in part.params))


def all_tags(context: Context) -> tuple[TagCount, ...]:
    """All tags of listed entries, most used first."""
    return _named(context.connection.execute(_KEPT.format(column="total")), lambda _, kept: kept)


_KEPT_TALLIES = "SELECT key, label, total, unread, own, colour FROM tag WHERE total > 0 ORDER BY total DESC, key"
_TALLIES = """
    SELECT g.key, g.label, found.total, found.unread, found.own, g.colour
    FROM (
        SELECT t.tag_id AS tag_id, count(*) AS total, sum(e.flags & 1 = 0) AS unread, sum(t.kind & 2 <> 0) AS own
        FROM ({entries}) AS m CROSS JOIN entry AS e ON e.id = m.id CROSS JOIN entry_tag AS t ON t.id = m.id
        GROUP BY t.tag_id
    ) AS found
    CROSS JOIN tag AS g ON g.id = found.tag_id
    ORDER BY found.total DESC, g.key
"""


def tallies(context: Context, functions: Functions, query: Query) -> tuple[TagTally, ...]:
    """Count the tags of all entries that a query lists, most used first; nothing is left out of it."""
    if query == EVERYTHING and not context.aside:
        rows = context.connection.execute(_KEPT_TALLIES)
        return tuple(TagTally(*row) for row in rows)
    entries = select(context, query, ordered=False)
    with functions.watched():
        found = context.connection.execute(_TALLIES.format(entries=entries.text), entries.params)
        return tuple(TagTally(*row) for row in found)


_TODAY = """
    SELECT (SELECT count(*) FROM entry INDEXED BY entry_by_date WHERE listed = 1 AND sort_at >= ?1),
        (SELECT count(*) FROM entry INDEXED BY entry_unread WHERE listed = 1 AND flags & 1 = 0 AND sort_at >= ?1)
"""
_SNOOZED = f"""
    SELECT count(*) FROM entry INDEXED BY entry_snoozed
    WHERE flags & 32 <> 0 AND flags & 4 = 0 AND feed_id IN (SELECT id FROM feed WHERE shelf = '{Shelf.LIBRARY}')
        AND NOT EXISTS (
            SELECT 1 FROM duplicate AS d CROSS JOIN duplicate AS o ON o.article = d.article AND o.place < d.place
            CROSS JOIN entry AS x ON x.id = o.id
            WHERE d.id = entry.id AND x.flags & 36 = 32
                AND x.feed_id IN (SELECT id FROM feed WHERE shelf = '{Shelf.LIBRARY}')
        )
"""  # noqa: S608
_STARTED = """
    SELECT count(*) FROM entry INDEXED BY entry_started WHERE flags & 8 <> 0 AND listed = 1
"""
_EVER_OPENED = "SELECT EXISTS (SELECT 1 FROM entry_state WHERE opened_at IS NOT NULL)"
_TODAY_BEHIND = """
    SELECT count(*), coalesce(sum(e.flags & 1 = 0), 0)
    FROM duplicate AS d INDEXED BY duplicate_behind CROSS JOIN entry AS e ON e.id = d.id
    WHERE d.behind = 1 AND d.sort_at >= ? AND NOT EXISTS (
        SELECT 1 FROM duplicate AS o CROSS JOIN entry AS x ON x.id = o.id
        WHERE o.article = d.article AND o.place < d.place AND x.listed <> 0 AND x.sort_at >= ?
    )
"""
_STARRED = """
    SELECT count(*), coalesce(sum(flags & 1 = 0), 0)
    FROM entry INDEXED BY entry_starred WHERE flags & 2 <> 0 AND listed = 1
"""


def counts(context: Context) -> Counts:
    """The numbers of the side bar; *today* is the day, where the person is, that the context's time falls into."""
    midnight, _ = resolve(Dated(DateField.ON, Moment("today")), context.now, context.zone)
    shelved = context.shelved
    today = context.connection.execute(_TODAY, (midnight,)).fetchone()
    more = context.connection.execute(_TODAY_BEHIND, (midnight, midnight)).fetchone()
    starred = context.connection.execute(_STARRED).fetchone()
    kept = Counts(
        feeds={
            FeedId(feed.id): Tally(feed.total, feed.unread) for feed in context.feeds if feed.shelf != Shelf.REMOVED
        },
        overlaps={tuple(map(FeedId, one.feeds)): Tally(one.total, one.unread) for one in context.overlaps},
    )
    return replace(
        kept,
        everything=kept.of(FeedId(feed.id) for feed in shelved),
        today=Tally(today[0] + more[0], today[1] + more[1]),
        starred=Tally(*starred),
        local=kept.of(FeedId(feed.id) for feed in shelved if feed.local),
        snoozed=context.connection.execute(_SNOOZED).fetchone()[0],
        started=context.connection.execute(_STARTED).fetchone()[0],
        opened=bool(context.connection.execute(_EVER_OPENED).fetchone()[0]),
    )
