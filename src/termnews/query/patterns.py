"""Regular expressions of the person: compiled once, and run only under a time limit."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import Protocol

from termnews.query.ast import Pattern

SECONDS = 0.05
"""How long one search in one text may take before it counts as not found."""
MAX_LENGTH = 500
"""Characters of an expression."""
FLAGS = "ims"

_ESCAPED = re.compile(r"\\(.)|/", re.DOTALL)


class Searcher(Protocol):
    """A compiled expression whose searches can be interrupted."""

    def search(self, text: str, *, timeout: float) -> object | None:
        """Find it anywhere in the text; raise TimeoutError when it takes too long."""
        ...


def escaped(source: str) -> str:
    """Write an expression so that it can stand between slashes."""
    return _ESCAPED.sub(lambda found: found[0] if found[1] else r"\/", source)


def unescaped(source: str) -> str:
    """Undo `escaped`: an escaped slash means the slash."""
    return _ESCAPED.sub(lambda found: "/" if found[1] == "/" else found[0], source)


@lru_cache(maxsize=64)
def compiled(source: str, flags: str) -> Searcher:
    """Compile an expression; raises ValueError that says what is wrong with it."""
    regex = import_module("regex")  # slow to import, and most queries have none
    if len(source) > MAX_LENGTH:
        raise ValueError(f"longer than {MAX_LENGTH} characters")
    bits = 0
    for letter in flags:
        bits |= {"i": regex.IGNORECASE, "m": regex.MULTILINE, "s": regex.DOTALL}[letter]
    try:
        searcher: Searcher = regex.compile(source, bits)
    except (regex.error, OverflowError, RecursionError, MemoryError) as error:
        raise ValueError(str(error) or "too complicated") from error
    return searcher


def search(pattern: Pattern, text: str, *, seconds: float = SECONDS) -> bool:
    """Whether the expression is found in the text within the time limit."""
    try:
        return compiled(pattern.source, pattern.flags).search(text, timeout=seconds) is not None
    except TimeoutError:
        return False
