"""How alike two texts are, and few numbers by which texts that are alike find each other among millions.

A text is the set of its runs of four words. Two texts are alike when their sets have most runs in common (Jaccard).
Comparing all pairs is out of the question, so each text has a few *bands*: numbers made of the smallest members of its
set, which two texts share the more likely the more alike they are. Sharing a band makes candidates, never a match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")

TOGETHER = 4
"""Words in a run."""
ALIKE = 0.6
"""Share of all runs that two texts must have in common to be the same article."""
ALIKE_NUMBERS = 0.7
"""Share of all numbers that they must have in common: reports written by machines differ in little else."""
PARTS = 4
ALIKE_PARTS = 0.4
"""Share of every quarter of a text that must stand in the other: a foot that all letters share is no article."""
LEAST_WORDS = 50
"""A shorter text says nothing of its own: "Comments", "Read more on our site"."""
MOST_WORDS = 20_000
"""Words that are looked at; books do not come in feeds."""
BANDS = 4
ROWS = 2
"""Bands of a text, and how many smallest members make one: of pairs that have 0.7 in common, 93 of 100 share a band."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_SPREAD = 0x9E3779B1
"""An odd number: multiplying by it mixes 32 bits without ever making two of them one."""
_MASK = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Print:
    """What of a text is compared; the same in every process and on every machine."""

    parts: tuple[frozenset[int], ...]
    """The runs of each quarter of the text."""
    numbers: frozenset[str]

    @property
    def runs(self) -> frozenset[int]:
        """All runs."""
        return frozenset().union(*self.parts)

    @property
    def bands(self) -> tuple[int, ...]:
        """Numbers below 2**47, the same for texts that are alike, most of the time. None without enough words."""
        runs = self.runs
        return _bands(runs) if runs else ()


NOTHING = Print((), frozenset())
"""The print of what is too short to be told apart; like nothing, not even itself."""


def print_of(text: str) -> Print:
    """Take what is compared from a plain text. Costs about a third of a millisecond for a thousand words."""
    words = _WORD.findall(text.lower())[:MOST_WORDS]
    if len(words) < LEAST_WORDS:
        return NOTHING
    raw = [word.encode("utf-8", "replace") for word in words]
    runs = list(map(crc32, map(b" ".join, zip(*(raw[start:] for start in range(TOGETHER)), strict=False))))
    size = len(runs) // PARTS
    parts = tuple(frozenset(runs[part * size : (part + 1) * size]) for part in range(PARTS - 1))
    numbers = frozenset(word for word in words if word[0].isdigit())
    return Print((*parts, frozenset(runs[(PARTS - 1) * size :])), numbers)


def likeness(first: Print, second: Print) -> float:
    """Share of all runs of both texts that stand in both, from 0.0 to 1.0."""
    one, other = first.runs, second.runs
    return _share(one, other) if one and other else 0.0


def alike(first: Print, second: Print) -> bool:
    """Whether two texts are the same article: nearly the same words, throughout, and the same numbers."""
    if likeness(first, second) < ALIKE:
        return False
    # A single number more or less is an editor's work; two that differ stand in one another's place.
    if len(first.numbers ^ second.numbers) > 1 and _share(first.numbers, second.numbers) < ALIKE_NUMBERS:
        return False
    return all(
        len(part & runs) >= ALIKE_PARTS * len(part)
        for one, runs in ((first, second.runs), (second, first.runs))
        for part in one.parts
    )


def _share(first: frozenset[T], second: frozenset[T]) -> float:
    common = len(first & second)
    return common / (len(first) + len(second) - common)


def _bands(runs: frozenset[int]) -> tuple[int, ...]:
    """Split the range of numbers into equal parts, and take the smallest of each part: as good as one hash for each."""
    mixed = sorted([run * _SPREAD & _MASK for run in runs])
    parts = BANDS * ROWS
    least = [mixed[bisect_left(mixed, (part << 32) // parts) % len(mixed)] for part in range(parts)]
    return tuple(_hashed(band, least[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))


def _hashed(band: int, members: list[int]) -> int:
    """One number for a band: never the same for another band, so that all of them fit into one index."""
    value = band + 1
    for member in members:
        value = (value * 0x100000001B3 ^ member) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        value ^= value >> 29
    return value >> 17
