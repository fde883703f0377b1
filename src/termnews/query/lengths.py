"""Lengths in words, and what minutes of reading come to in words."""

from __future__ import annotations

from termnews.query.ast import Compare, Length, Measure

WORDS_PER_MINUTE = 230
"""How fast an article is taken to be read."""


def minutes(words: int) -> int:
    """Reading time in whole minutes, rounded up; nothing to read takes none."""
    return -(-words // WORDS_PER_MINUTE)


def word_bounds(length: Length) -> tuple[int, int | None]:
    """Give the number of words at least, and the number it must stay below (None: no end)."""
    low, high = _bounds(length)
    if length.measure is Measure.WORDS:
        return low, high
    return _first_of(low), None if high is None else _first_of(high)


def _bounds(length: Length) -> tuple[int, int | None]:
    """Bounds in the length's own unit: at least, below."""
    match length.compare:
        case Compare.IS:
            return length.low, length.low + 1
        case Compare.BELOW:
            return 0, length.low
        case Compare.AT_MOST:
            return 0, length.low + 1
        case Compare.ABOVE:
            return length.low + 1, None
        case Compare.AT_LEAST:
            return length.low, None
        case Compare.BETWEEN:
            return length.low, (length.low if length.high is None else length.high) + 1


def _first_of(minute: int) -> int:
    """The fewest words that take that many minutes."""
    return 0 if minute <= 0 else (minute - 1) * WORDS_PER_MINUTE + 1
