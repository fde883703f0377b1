"""Rules in memory, for the session without a library: kept and changed as the real ones, and running over nothing."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

from termnews.model.ids import EntryId
from termnews.query import Query, rules
from termnews.query.rules import Actions, Change, Deed, Rule, Rules
from termnews.services.rules import Rehearsal, RuleLine
from tests.support.fake_futures import attempt, done
from tests.support.fake_news import NOW


@dataclass
class FakeRules:
    """The same doors as `services.rules.RuleBoard`."""

    known: Rules = ()
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def all(self) -> Future[tuple[RuleLine, ...]]:
        """All of them."""
        return done(tuple(RuleLine(rule, *rules.standing(rule, NOW, {})) for rule in self.known))

    def deeds(self, entry_id: EntryId) -> Future[tuple[Deed, ...]]:
        """Nothing was done."""
        del entry_id
        return done(())

    def rehearse(self, query: Query, actions: Actions) -> Future[Rehearsal]:
        """Three match, two would change."""
        self.calls.append(("rehearse", str(query), str(actions)))
        return done(Rehearsal(3, 2 if actions else 0))

    def end_of(self, text: str) -> int:
        """Read an end."""
        return rules.end_of(text, NOW)

    def save(self, rule: Rule) -> Future[Rules]:
        """Keep one."""
        return self._change(rules.added(rule))

    def rename(self, old: str, new: str) -> Future[Rules]:
        """Rename."""
        return self._change(rules.renamed(old, new))

    def give_query(self, name: str, query: Query) -> Future[Rules]:
        """Match something else."""
        return self._change(rules.with_query(name, str(query)))

    def give_actions(self, name: str, actions: Actions) -> Future[Rules]:
        """Do something else."""
        return self._change(rules.with_actions(name, actions))

    def give_end(self, name: str, until: int | None) -> Future[Rules]:
        """End at another time."""
        return self._change(rules.with_end(name, until))

    def switch(self, name: str, on: bool) -> Future[Rules]:
        """Switch."""
        return self._change(rules.switched(name, on))

    def move(self, name: str, step: int) -> Future[Rules]:
        """Move."""
        return self._change(rules.moved(name, step))

    def remove(self, name: str) -> Future[Rules]:
        """Delete."""
        return self._change(rules.removed(name))

    def run(self, names: Sequence[str] = ()) -> Future[int]:
        """Change two."""
        self.calls.append(("run", tuple(names)))
        return done(2)

    def take_back(self) -> Future[int]:
        """There is nothing."""
        self.calls.append(("take_back",))
        return done(0)

    def _change(self, change: Change) -> Future[Rules]:
        def work() -> Rules:
            numbered = enumerate(change(self.known), 1)
            self.known = tuple(replace(rule, id=rule.id or number) for number, rule in numbered)
            return self.known

        return attempt(work)
