"""Rules: queries with what is done to the articles that match. Each change gives a new tuple that makes sense whole.

Order counts: every rule sees an article as those before it have left it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from enum import StrEnum
from functools import lru_cache

from termnews.model.entry import EntryFlags
from termnews.model.errors import QueryError
from termnews.model.tagkey import tag_key
from termnews.query.ast import Node
from termnews.query.dates import coming, read_moment
from termnews.query.errors import nearest
from termnews.query.parser import parse
from termnews.query.retag import retagged
from termnews.query.saved import expand, name_key, names_saved, with_replaced
from termnews.query.value import Query

MOST = 500
"""Rules that there may be."""
LONGEST = 100
"""Characters of a name."""


WORDS = ("star", "mark read", "hide", "notify")
"""What a rule does besides giving tags, in words."""


@dataclass(frozen=True, slots=True)
class Actions:
    """What a rule does to an article."""

    tags: tuple[str, ...] = ()
    """Own tags that it gives."""
    star: bool = False
    read: bool = False
    hide: bool = False
    notify: bool = False
    """Whether the person is told of it when it arrives."""

    @property
    def flags(self) -> EntryFlags:
        """The marks that it sets."""
        chosen = {EntryFlags.STARRED: self.star, EntryFlags.READ: self.read, EntryFlags.HIDDEN: self.hide}
        flags = EntryFlags.NONE
        for flag, wanted in chosen.items():
            flags |= flag if wanted else EntryFlags.NONE
        return flags

    def __bool__(self) -> bool:
        """Whether it does anything."""
        return bool(self.tags or self.star or self.read or self.hide or self.notify)

    def __str__(self) -> str:
        """In words, as `read_actions` reads them: `#later, star`."""
        chosen = dict(zip(WORDS, (self.star, self.read, self.hide, self.notify), strict=True))
        return ", ".join((*(f"#{tag}" for tag in self.tags), *(word for word, wanted in chosen.items() if wanted)))


def read_actions(text: str) -> Actions:
    """Read what a rule does as a person writes it: `#later, star, mark read, hide, notify`. Raises `QueryError`."""
    tags: list[str] = []
    words: set[str] = set()
    for part in filter(None, (" ".join(part.split()) for part in text.split(","))):
        word = "mark read" if part.casefold() == "read" else part.casefold()
        if word in WORDS:
            words.add(word)
        elif part.startswith("#") and tag_key(part):
            tags.append(part.lstrip("#").strip())
        else:
            hint = f"Write #tag, {', '.join(WORDS)}, with commas between."
            raise QueryError(f"“{part}” is nothing that a rule does", hint=hint)
    return Actions(tuple(tags), *(word in words for word in WORDS))


@dataclass(frozen=True, slots=True)
class Rule:
    """A query under a name, with actions."""

    name: str
    text: str
    """The query as text; `query` reads it."""
    actions: Actions
    enabled: bool = True
    until: int | None = None
    """Seconds since the epoch from which on it does nothing more; None: it goes on."""
    id: int = 0
    """Its number in the library, for good; 0 before it is stored."""
    hits: int = 0
    """How many articles it did something to, or told of."""
    last_hit: int | None = None
    """When it last did."""
    overran: int | None = None
    """When its regular expression last took so long that articles went by unjudged."""

    @property
    def query(self) -> Query:
        """What it matches. Raises `QueryError` for a text of another version of the language."""
        return _read(self.text)


@lru_cache(maxsize=1024)
def _read(text: str) -> Query:
    return parse(text)


Rules = tuple[Rule, ...]
Change = Callable[[Rules], Rules]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a rule did to one article that is still so."""

    rule: str
    removed: bool
    """Whether there is no such rule any more."""
    at: int
    flags: EntryFlags
    tags: tuple[str, ...]


class Standing(StrEnum):
    """Whether a rule acts on what arrives."""

    ON = "on"
    OFF = "off"
    ENDED = "ended"
    BROKEN = "broken"


def standing(rule: Rule, now: int, saved: Mapping[str, Query]) -> tuple[Standing, str]:
    """Whether a rule acts, and if it is broken, why."""
    try:
        if names_saved(rule.query):
            expand(rule.query, saved)
    except QueryError as error:
        return Standing.BROKEN, str(error)
    if not rule.enabled:
        return Standing.OFF, ""
    return (Standing.ON, "") if rule.until is None or now < rule.until else (Standing.ENDED, "")


def end_of(text: str, now: int, zone: tzinfo | int = 0) -> int:
    """Read until when a rule acts: a date as queries know it, looking ahead (`monday`, `3d`, `2026-12-24`).

    Raises `QueryError` for what is no date, or one that has passed.
    """
    moment = read_moment(text)
    if moment is None:
        raise QueryError(f"“{text}” is no date", hint="Write 2026-12-24, tomorrow, monday, 3d or 2 weeks.")
    try:
        end = coming(moment, now, zone)
    except (ValueError, OverflowError):  # no calendar goes so far
        raise QueryError(f"“{text}” is too far away", hint="Without an end the rule goes on.") from None
    if end <= now:
        raise QueryError(f"“{text}” has passed", hint="A rule ends at the beginning of a day that is still to come.")
    return end


def find(rules: Sequence[Rule], name: str) -> Rule:
    """The rule of this name, however it is written. Raises `QueryError`."""
    for rule in rules:
        if name_key(rule.name) == name_key(name):
            return rule
    near = nearest(name, [rule.name for rule in rules])
    raise QueryError(f"there is no rule “{name}”", hint=f"Did you mean {near}?" if near else "")


def added(rule: Rule) -> Change:
    """Put a rule at the end; one of the same name gets its query, its actions and its end instead."""

    def change(rules: Rules) -> Rules:
        fresh = _good(rule)
        if not any(name_key(one.name) == name_key(rule.name) for one in rules):
            if len(rules) >= MOST:
                raise QueryError(f"there are {MOST} rules already")
            return (*rules, replace(fresh, id=0, hits=0, last_hit=None, overran=None))
        return _with(
            rules,
            rule.name,
            lambda old: replace(
                old, name=fresh.name, text=fresh.text, actions=fresh.actions, until=fresh.until, enabled=fresh.enabled
            ),
        )

    return change


def renamed(old: str, new: str) -> Change:
    """Give a rule another name."""

    def change(rules: Rules) -> Rules:
        meant, name = find(rules, old), _good_name(new)
        if any(name_key(rule.name) == name_key(name) and rule != meant for rule in rules):
            raise QueryError(f"there is a rule “{name}” already")
        return _with(rules, old, lambda rule: replace(rule, name=name))

    return change


def with_query(name: str, text: str) -> Change:
    """Let a rule match something else."""
    return lambda rules: _with(rules, name, lambda rule: _good(replace(rule, text=text)))


def with_actions(name: str, actions: Actions) -> Change:
    """Let a rule do something else."""
    return lambda rules: _with(rules, name, lambda rule: _good(replace(rule, actions=actions)))


def with_end(name: str, until: int | None) -> Change:
    """Let a rule end at a time, or go on."""
    return lambda rules: _with(rules, name, lambda rule: replace(rule, until=until))


def switched(name: str, on: bool) -> Change:
    """Let a rule act, or rest."""
    return lambda rules: _with(rules, name, lambda rule: replace(rule, enabled=on))


def moved(name: str, step: int) -> Change:
    """Move a rule down (or up) among the others."""

    def change(rules: Rules) -> Rules:
        meant = find(rules, name)
        rest = [rule for rule in rules if rule != meant]
        rest.insert(max(0, min(rules.index(meant) + step, len(rest))), meant)
        return tuple(rest)

    return change


def removed(name: str) -> Change:
    """Take a rule out; what it did stays done."""

    def change(rules: Rules) -> Rules:
        meant = find(rules, name)
        return tuple(rule for rule in rules if rule != meant)

    return change


def following(rules: Rules, put: Mapping[str, Node]) -> Rules:
    """The rules with other conditions in the place of names of smart folders, given by `name_key`."""

    def follow(rule: Rule) -> Rule:
        try:
            query = with_replaced(rule.query, put)
        except QueryError:
            return rule
        return rule if query.where == rule.query.where else replace(rule, text=str(query))

    return tuple(map(follow, rules)) if put else rules


def with_other_tag(rules: Rules, key: str, asked: Sequence[str], label: str | None) -> Rules:
    """The rules with another tag in the place of the one with this key: their queries ask for any of `asked`.

    Without a `label` they give the tag no longer, and queries stay; a rule that has nothing left to do then rests.
    """

    def change(rule: Rule) -> Rule:
        given = [label if tag_key(tag) == key else tag for tag in rule.actions.tags]
        tags = {tag_key(tag): tag for tag in given if tag}
        actions = replace(rule.actions, tags=tuple(tags.values()))
        rule = (
            replace(rule, actions=actions, enabled=rule.enabled and bool(actions)) if actions != rule.actions else rule
        )
        try:
            query = retagged(rule.query, key, asked) if label is not None else rule.query
        except QueryError:
            return rule
        return rule if query.where == rule.query.where else replace(rule, text=str(query))

    return tuple(map(change, rules))


def _with(rules: Rules, name: str, change: Callable[[Rule], Rule]) -> Rules:
    meant = find(rules, name)
    return tuple(change(rule) if rule == meant else rule for rule in rules)


def _good(rule: Rule) -> Rule:
    """A rule as it is kept. Raises `QueryError` for one that means nothing."""
    query = parse(rule.text)
    if query.limit is not None:
        raise QueryError("a rule acts on everything that matches", hint="Leave out limit:.")
    tags = {key: tag for tag in map(_tidy_tag, rule.actions.tags) if (key := tag_key(tag))}
    actions = replace(rule.actions, tags=tuple(tags.values()))
    if not actions:
        raise QueryError("a rule needs something to do", hint="Tag, star, mark read, hide or notify.")
    return replace(rule, name=_good_name(rule.name), text=str(Query(query.where)), actions=actions)


def _tidy_tag(tag: str) -> str:
    return " ".join(tag.split()).lstrip("#")


def _good_name(name: str) -> str:
    tidy = " ".join(name.split())[:LONGEST]
    if not tidy:
        raise QueryError("a rule needs a name")
    return tidy
