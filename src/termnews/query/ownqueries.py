"""Queries that a person keeps: what an own-state document holds besides marks."""

from __future__ import annotations

from dataclasses import dataclass

from termnews.query.rules import Rule
from termnews.query.smartfolders import SmartFolder


@dataclass(frozen=True, slots=True)
class OwnQueries:
    """Smart folders and rules, both in the person's order."""

    folders: tuple[SmartFolder, ...] = ()
    rules: tuple[Rule, ...] = ()


NO_QUERIES = OwnQueries()
"""Neither."""
