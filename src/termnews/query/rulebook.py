"""What rules do to one article: the plain meaning of a list of rules, without SQL and without the full-text index."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache

from termnews.model.entry import UNLISTED, EntryFlags
from termnews.model.tagkey import tag_key
from termnews.query.ast import And, Field, Node, Or, Pattern, Phrase, Word
from termnews.query.match import Facts, Judge
from termnews.query.rules import Rule, Standing, standing
from termnews.query.saved import expand, names_saved, nodes, unlisted_asked
from termnews.query.tokens import tokens
from termnews.query.value import Query

PATIENCE = 0.5
"""Seconds that the regular expressions of one rule may take for one document."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule does to one article."""

    rule: Rule
    flags: EntryFlags
    """Marks that were not there before."""
    tags: tuple[str, ...]
    """Own tags that were not there before, as the rule writes them."""


@dataclass(slots=True)
class _Acting:
    """One rule ready to be asked."""

    rule: Rule
    where: Node
    passes: int
    """Flags of articles that it passes by: hidden and snoozed ones, unless it asks about them. A bare number, for flags
    as such are slow to reckon with, and every rule is asked of every article."""
    slow: bool
    """Whether it holds a regular expression."""
    needs: tuple[tuple[str, ...], ...]
    """Words of which, group by group, one must stand in the text: a quick look that leaves most articles out."""
    spent: float = 0.0


class Rulebook:
    """The rules that act at a moment, in their order. Good for one document: it knows how long each took."""

    def __init__(self, rules: Sequence[Rule], saved: Mapping[str, Query], now: int, zone: tzinfo | int = 0) -> None:
        """Leave out rules that rest, have ended, or cannot be read."""
        self._now = now
        self._zone = zone
        self._acting = [acting for rule in rules if (acting := _acting(rule, saved, now)) is not None]

    def __bool__(self) -> bool:
        """Whether any rule acts."""
        return bool(self._acting)

    @property
    def overrun(self) -> list[Rule]:
        """Rules whose expressions took so long that articles went by them."""
        return [acting.rule for acting in self._acting if acting.spent > PATIENCE]

    def judge(self, facts: Facts, before: Facts | None = None) -> list[Verdict]:
        """What the rules do to an article that arrives.

        For one whose content changed, `before` is what it was: rules that matched it then have had their say.
        """
        judge = Judge(facts, self._now, self._zone)
        earlier = None if before is None else Judge(before, self._now, self._zone)
        flags, own = facts.flags, facts.own_tags
        verdicts: list[Verdict] = []
        bits, before_bits = int(flags), 0 if before is None else int(before.flags)
        for acting in self._acting:
            if not self._holds(acting, judge, bits):
                continue
            if earlier is not None and self._holds(acting, earlier, before_bits):
                continue
            tags = tuple(tag for tag in acting.rule.actions.tags if tag_key(tag) not in own)
            taken = flags | (EntryFlags.READ if EntryFlags.KEPT in flags else EntryFlags.NONE)
            verdict = Verdict(acting.rule, acting.rule.actions.flags & ~taken, tags)
            verdicts.append(verdict)
            if verdict.flags or tags:
                flags, own = flags | verdict.flags, (*own, *map(tag_key, tags))
                bits = int(flags)
                judge.change_marks(flags, own)
        return verdicts

    def _holds(self, acting: _Acting, judge: Judge, bits: int) -> bool:
        if bits & acting.passes or judge.lacks(acting.needs):
            return False
        if not acting.slow:
            return judge.holds(acting.where)
        if acting.spent > PATIENCE:
            return False
        started = time.perf_counter()
        found = judge.holds(acting.where)
        acting.spent += time.perf_counter() - started
        return found


def _acting(rule: Rule, saved: Mapping[str, Query], now: int) -> _Acting | None:
    if standing(rule, now, saved)[0] is not Standing.ON:
        return None
    return _Acting(rule, *_ready(expand(rule.query, saved).where if names_saved(rule.query) else rule.query.where))


@lru_cache(maxsize=1024)
def _ready(where: Node) -> tuple[Node, int, bool, tuple[tuple[str, ...], ...]]:
    slow = any(isinstance(node, Pattern) for node in nodes(where))
    return where, int(UNLISTED & ~unlisted_asked(where)), slow, tuple(_needs(where))


def _needs(node: Node) -> list[tuple[str, ...]]:
    """Groups of words of which one each must stand in everything that matches."""
    match node:
        case And(operands):
            return [group for operand in operands for group in _needs(operand)]
        case Or(operands):
            each = [_needs(operand) for operand in operands]
            # One group for all alternatives: of each the group that is likely to be the rarest.
            rarest = [max(groups, key=lambda group: min(map(len, group)), default=()) for groups in each]
            return [tuple(word for group in rarest for word in group)] if rarest and all(rarest) else []
        case Word() | Phrase() if node.field is not Field.URL:
            return [(token,) for token in tokens(node.text)]
        case _:
            return []
