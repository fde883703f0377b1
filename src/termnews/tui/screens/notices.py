"""Arrivals that rules tell the person of, in words. Whatever tells of them beyond the screen begins here as well."""

from __future__ import annotations

from collections.abc import Sequence

from termnews.model.changes import Notice

NAMED = 3
"""Titles that are named; of more, the number is said."""


def told(notices: Sequence[Notice]) -> str:
    """Name the rule and the newest titles."""
    parts = [f"{notice.rule}: {notice.title} ({notice.feed})" for notice in notices[-NAMED:][::-1]]
    more = len(notices) - len(parts)
    return " · ".join([*parts, f"and {more:,} more"] if more else parts)
