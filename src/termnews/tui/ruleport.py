"""What the screen asks of rules; see `services.rules.RuleBoard`."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from termnews.model.ids import EntryId
from termnews.query import Query
from termnews.query.rules import Actions, Deed, Rule, Rules
from termnews.services.rules import Rehearsal, RuleLine


class RulesPort(Protocol):
    """What is done to articles as they arrive; futures of changes give all rules as they are then."""

    def all(self) -> Future[tuple[RuleLine, ...]]:
        """All of them, in order."""
        ...

    def deeds(self, entry_id: EntryId) -> Future[tuple[Deed, ...]]:
        """What rules did to an article."""
        ...

    def rehearse(self, query: Query, actions: Actions) -> Future[Rehearsal]:
        """Count what a rule would touch."""
        ...

    def end_of(self, text: str) -> int:
        """Read until when a rule acts. Raises `QueryError`."""
        ...

    def save(self, rule: Rule) -> Future[Rules]:
        """Add a rule, or change the one of its name."""
        ...

    def rename(self, old: str, new: str) -> Future[Rules]:
        """Give another name."""
        ...

    def give_query(self, name: str, query: Query) -> Future[Rules]:
        """Let it match something else."""
        ...

    def give_actions(self, name: str, actions: Actions) -> Future[Rules]:
        """Let it do something else."""
        ...

    def give_end(self, name: str, until: int | None) -> Future[Rules]:
        """Let it end at a time, or go on."""
        ...

    def switch(self, name: str, on: bool) -> Future[Rules]:
        """Let it act, or rest."""
        ...

    def move(self, name: str, step: int) -> Future[Rules]:
        """Move it down or up."""
        ...

    def remove(self, name: str) -> Future[Rules]:
        """Delete it."""
        ...

    def run(self, names: Sequence[str] = ()) -> Future[int]:
        """Let rules run over everything stored; how many articles changed."""
        ...

    def take_back(self) -> Future[int]:
        """Take back what rules did to what arrived last; how many articles changed."""
        ...
