"""How much a feed brings, and how much of it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedStats:
    """Figures of one feed."""

    total: int = 0
    """Articles that are listed."""
    unread: int = 0
    recent: int = 0
    """Articles dated within the last `weeks` weeks, and not later than now."""
    weeks: float = 0.0
    """Weeks that were looked at: fewer for a young subscription."""
    newest: int | None = None
    """Date of the newest article, in epoch seconds."""

    @property
    def a_week(self) -> float:
        """Articles a week."""
        return self.recent / self.weeks if self.weeks else 0.0

    @property
    def share_read(self) -> float | None:
        """Share of its articles that are read, from 0.0 to 1.0; None when there are none."""
        return (self.total - self.unread) / self.total if self.total else None
