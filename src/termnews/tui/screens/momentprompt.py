"""A line for a moment to come: the usual ones are offered with the day that they mean, and so is what is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import OptionList

from termnews.tui import times
from termnews.tui.screens.prompt import AskScreen, Offer

MOMENTS = ("tomorrow", "saturday", "monday", "next-week", "3d", "2w", "next-month")
OFF = "off"
HINT = "or friday, 10d, 36h, 2026-12-24, 2026-12-24 18:30"

Read = Callable[[str], int | None]
"""Gives the second that a date to come means; None where it means none."""


class MomentScreen(AskScreen):
    """Ask for a moment to come, or for `off`."""

    def __init__(self, question: str, read: Read, *, ending: bool) -> None:
        super().__init__(question, hint=HINT)
        self._read = read
        self._ending = ending

    def offers(self, typed: str) -> list[Offer]:
        """What is typed, if it is a moment, then the usual ones that begin so."""
        written = typed.strip().casefold()
        begun = [name for name in MOMENTS if name.startswith(written) and name != written]
        read = ((name, self._read(name)) for name in ([typed.strip()] if written else []) + begun)
        found = [Offer(name, times.date(second), name) for name, second in read if second is not None]
        ends = self._ending and OFF.startswith(written)
        return [*([Offer(OFF, "it comes back now, to its own place", OFF)] if ends else []), *found]

    def submit(self, typed: str) -> None:
        """End with what was typed, or with the offer that is marked or begins so where that is no moment."""
        at = self.query_one(OptionList).highlighted
        if not self._offered or (at is None and not typed.strip()) or self._read(typed) is not None:
            self.dismiss(typed)
        else:
            self.dismiss(self._offered[at or 0].line)
