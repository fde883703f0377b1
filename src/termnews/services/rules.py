"""Rules as the screen and the shell use them: kept, rehearsed, run over what is stored, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from termnews.library import Library, LibraryReader, rulerun
from termnews.library import rules as stored
from termnews.library.rulerun import Rehearsal
from termnews.model.clock import Clock
from termnews.model.ids import EntryId, FeedId
from termnews.query import Query, rules, smartfolders
from termnews.query.rules import Actions, Change, Deed, Rule, Rules, Standing
from termnews.services.asking import Ask
from termnews.services.clock import LocalZone

__all__ = ["Rehearsal", "RuleBoard", "RuleLine"]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule and how it stands."""

    rule: Rule
    standing: Standing
    problem: str = ""
    """Why it is broken, in words."""


class RuleBoard:
    """Futures of changes give all rules as they are then, or raise `QueryError`, `LibraryError`."""

    def __init__(self, library: Library, read: Ask, count: Ask, clock: Clock, aside: Sequence[FeedId]) -> None:
        """`read` answers at once, `count` may take its time."""
        self._library = library
        self._read = read
        self._count = count
        self._clock = clock
        self._aside = tuple(aside)

    def all(self) -> Future[tuple[RuleLine, ...]]:
        """All of them, in order."""
        now = self._now

        def work(reader: LibraryReader) -> tuple[RuleLine, ...]:
            saved = smartfolders.by_name(reader.smart_folders())
            return tuple(RuleLine(rule, *rules.standing(rule, now, saved)) for rule in reader.rules())

        return self._read(work)

    def deeds(self, entry_id: EntryId) -> Future[tuple[Deed, ...]]:
        """What rules did to an article that is still so, oldest first."""
        return self._read(lambda reader: reader.deeds(entry_id))

    def rehearse(self, query: Query, actions: Actions) -> Future[Rehearsal]:
        """Count what a rule would touch of all that is stored, changing nothing."""
        now = self._now
        return self._count(
            lambda reader: reader.answer(lambda c, f: rulerun.rehearse(c, f, query, actions), now, self._aside)
        )

    def end_of(self, text: str) -> int:
        """Read until when a rule is to act, in the person's time zone. Raises `QueryError`."""
        return rules.end_of(text, self._now, LocalZone())

    # Changes, each one step

    def save(self, rule: Rule) -> Future[Rules]:
        """Add a rule; one of its name gets its query, actions and end."""
        return self._change(rules.added(rule), f"Saved rule {_tidy(rule.name)}")

    def rename(self, old: str, new: str) -> Future[Rules]:
        """Give another name."""
        return self._change(rules.renamed(old, new), f"Renamed rule {_tidy(old)} to {_tidy(new)}")

    def give_query(self, name: str, query: Query) -> Future[Rules]:
        """Let it match something else."""
        return self._change(rules.with_query(name, str(query)), f"Changed the query of rule {_tidy(name)}")

    def give_actions(self, name: str, actions: Actions) -> Future[Rules]:
        """Let it do something else."""
        return self._change(rules.with_actions(name, actions), f"Changed what rule {_tidy(name)} does")

    def give_end(self, name: str, until: int | None) -> Future[Rules]:
        """Let it end at a time, or go on."""
        return self._change(rules.with_end(name, until), f"Changed the end of rule {_tidy(name)}")

    def switch(self, name: str, on: bool) -> Future[Rules]:
        """Let it act, or rest."""
        return self._change(rules.switched(name, on), f"Switched rule {_tidy(name)} {'on' if on else 'off'}")

    def move(self, name: str, step: int) -> Future[Rules]:
        """Move it down (or up) by so many places."""
        return self._change(rules.moved(name, step), f"Moved rule {_tidy(name)}")

    def remove(self, name: str) -> Future[Rules]:
        """Delete it; what it did stays."""
        return self._change(rules.removed(name), f"Deleted rule {_tidy(name)}")

    # What they do to what is stored, each one step; the futures give how many articles changed

    def run(self, names: Sequence[str] = ()) -> Future[int]:
        """Let the named rules, or all that act, run over everything stored."""
        return self._library.writer.carry_out(
            lambda context, functions: rulerun.run(context, functions, names), now=self._now, aside=self._aside
        )

    def take_back(self) -> Future[int]:
        """Take back what rules did to what arrived last; again: to what arrived before that."""
        return self._library.writer.carry_out(lambda context, _functions: rulerun.take_back(context), now=self._now)

    def _change(self, change: Change, label: str) -> Future[Rules]:
        return self._library.writer.carry_out(
            lambda context, _functions: stored.change(context, change, label), now=self._now
        )

    @property
    def _now(self) -> int:
        return int(self._clock.now())


def _tidy(name: str) -> str:
    return " ".join(name.split())
