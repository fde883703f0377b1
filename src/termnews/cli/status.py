"""Exit statuses, the same for every command."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """What the exit status says."""

    DONE = 0
    FAILED = 1
    """At least a part failed; which one is on standard error."""
    USAGE = 2
    UNUSABLE = 3
    """The library or the configuration cannot be used."""
    NOTHING = 4
    """Nothing matched."""
    INTERRUPTED = 130
