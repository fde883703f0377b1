"""Finding in a page: every place where what a person typed stands in its lines, over the ends of lines too."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Final, Protocol

from termnews.model.article import Line, Page

MOST: Final = 10_000
"""Hits after which no more are looked for."""
LONGEST: Final = 500
"""Characters of what may be typed."""

_EXPRESSION: Final = re.compile(r"/(.+)/([ims]*)\Z", re.DOTALL)
_BESIDE: Final = ("-bar", "list-marker")
"""Endings of roles that stand beside the text, not in it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place, on the lines that it runs over: line number, first character, the one after the last."""

    parts: tuple[tuple[int, int, int], ...]

    @property
    def line(self) -> int:
        """The line that it begins on."""
        return self.parts[0][0]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a page, in order."""

    hits: tuple[Hit, ...] = ()
    complete: bool = True
    """False when there are more, or when looking took too long."""


class _Match(Protocol):
    def span(self) -> tuple[int, int]: ...


class _Finder(Protocol):
    def finditer(self, string: str, *, concurrent: bool, timeout: float | None) -> Iterator[_Match]: ...


def find(page: Page, typed: str, *, seconds: float = 0.25) -> Found:
    """Find words as typed, or an expression between slashes, in the lines that are shown.

    Small letters find large ones too, unless there is a large one in `typed`; a blank stands for any space, so that a
    phrase is found over the end of a line. `seconds` is all the time that an expression gets; words need none. Raises
    ValueError, in words for the person, when the expression cannot be understood.
    """
    if not typed.strip():
        return Found()
    finder = _compiled(typed)
    limit = seconds if _EXPRESSION.match(typed.strip()) else None
    text, starts, indents = _joined(page.lines)
    hits: list[Hit] = []
    try:
        for match in finder.finditer(text, concurrent=True, timeout=limit):
            start, end = match.span()
            if start == end:
                continue
            hits.append(Hit(tuple(_parts(start, end, starts, indents))))
            if len(hits) == MOST:
                return Found(tuple(hits), complete=False)
    except TimeoutError:
        return Found(tuple(hits), complete=False)
    return Found(tuple(hits))


@lru_cache(maxsize=8)
def _compiled(typed: str) -> _Finder:
    regex = import_module("regex")  # slow to import, and most articles are only read
    if len(typed) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    expression = _EXPRESSION.match(typed.strip())
    if expression is None:
        source = r"\s+".join(regex.escape(word) for word in typed.split())
        flags = 0 if typed != typed.lower() else regex.IGNORECASE | regex.FULLCASE
    else:
        source = expression[1]
        flags = 0
        for letter in expression[2]:
            flags |= {"i": regex.IGNORECASE, "m": regex.MULTILINE, "s": regex.DOTALL}[letter]
    try:
        finder: _Finder = regex.compile(source, flags)
    except (regex.error, OverflowError, RecursionError, MemoryError) as error:
        raise ValueError(str(error) or "too complicated") from error
    return finder


def _joined(lines: tuple[Line, ...]) -> tuple[str, list[int], list[int]]:
    """Join the texts of lines, without what stands beside them; where each begins, and how much was left out before."""
    texts: list[str] = []
    starts: list[int] = []
    indents: list[int] = []
    at = 0
    for line in lines:
        indent, text = _text_of(line)
        texts.append(text)
        starts.append(at)
        indents.append(indent)
        at += len(text) + 1
    return "\n".join(texts), starts, indents


def _text_of(line: Line) -> tuple[int, str]:
    beside = 0
    for run in line.runs:
        if run.text.strip() and not run.style.endswith(_BESIDE):
            break
        beside += len(run.text)
    text = line.text[beside:]
    shorn = text.lstrip()
    return beside + len(text) - len(shorn), shorn.rstrip()


def _parts(start: int, end: int, starts: list[int], indents: list[int]) -> Iterator[tuple[int, int, int]]:
    """Take a stretch of the joined text apart into what lies on each line."""
    line = bisect_right(starts, start) - 1
    while line < len(starts) and starts[line] < end:
        after = starts[line + 1] - 1 if line + 1 < len(starts) else end
        low, high = max(start, starts[line]), min(end, after)
        if low < high:
            yield line, low - starts[line] + indents[line], high - starts[line] + indents[line]
        line += 1
