"""Time, passed down from above so that a test can run a week in a second."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """Where time comes from; nothing below `services` asks the system itself."""

    def now(self) -> float:
        """Seconds since the epoch, by the wall clock; may jump."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever grow, for waits and deadlines."""
        ...
