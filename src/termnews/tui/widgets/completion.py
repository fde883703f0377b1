"""What could follow in a search: the suggestions for the text, and which of them has been put in."""

from __future__ import annotations

from termnews.query import Names, Suggestion, suggest
from termnews.tui.cells import Piece


class Completion:
    """Steps through the suggestions for what was typed, and back to it."""

    def __init__(self) -> None:
        self.names = Names()
        self._typed = ("", 0)
        self._offers: list[Suggestion] = []
        self._at = -1

    def look(self, text: str, cursor: int) -> None:
        """Find what could follow, unless the text is what a step has just put in."""
        if self._at >= 0 and self._put() == (text, cursor):
            return
        self._typed, self._at = (text, cursor), -1
        self._offers = suggest(text, cursor, self.names)

    def step(self, step: int) -> tuple[str, int] | None:
        """Give the text with the next suggestion in it, and where the cursor then stands; None if there is none."""
        if not self._offers:
            return None
        places = len(self._offers) + 1
        self._at = (self._at + 1 + step) % places - 1
        return self._put()

    def _put(self) -> tuple[str, int]:
        return self._offers[self._at].applied_to(self._typed[0]) if self._at >= 0 else self._typed

    @property
    def pieces(self) -> list[Piece]:
        """The suggestions in a row, the one that was put in set off and never out of sight."""
        first = max(0, self._at - 2)
        row: list[Piece] = [("   ", "ink")]
        for number, offer in enumerate(self._offers[first:], first):
            row += [(offer.text, "hit" if number == self._at else "muted"), ("  ", "ink")]
        return row
