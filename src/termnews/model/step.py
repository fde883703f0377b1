"""What the person did, as a row of a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the person did, and that can be taken back."""

    id: int
    """Later steps have higher ones."""
    at: int
    """Seconds since the epoch."""
    label: str
    """In words: `Marked 12 read`."""
    undone: bool = False
    """Whether it was taken back."""
