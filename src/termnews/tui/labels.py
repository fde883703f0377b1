"""Letters for things to choose from: short, none the beginning of another, the easiest keys first. Pure."""

from __future__ import annotations

from itertools import islice, product

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""In the order of how easily they are reached; small ones only, so that no key needs two fingers."""


def labels(count: int) -> list[str]:
    """So many labels, all of one length, no two alike."""
    size = 1
    while len(LETTERS) ** size < count:
        size += 1
    return ["".join(letters) for letters in islice(product(LETTERS, repeat=size), count)]
