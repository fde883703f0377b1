"""Cells: how many columns of a terminal a text takes, and which characters may not be taken apart.

The figures agree with those of the toolkit that draws the screen; a test compares every character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from termnews.text.wrap.celltable import WIDE, WIDENED, ZERO

_JOINER = "\u200d"
_SELECTOR = "\ufe0f"
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def _ranges(table: str) -> list[tuple[int, int]]:
    """Read a table of hexadecimal ranges."""
    parts = (item.partition("-") for item in table.split())
    return [(int(first, 16), int(last or first, 16)) for first, _, last in parts]


_TABLE = sorted([(*pair, 0) for pair in _ranges(ZERO)] + [(*pair, 2) for pair in _ranges(WIDE)])
_STARTS = [first for first, _, _ in _TABLE]
_WIDENED = frozenset(chr(code) for first, last in _ranges(WIDENED) for code in range(first, last + 1))
_LAST = _TABLE[-1][1]

_BLANKS = "\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f"
"""Blanks and hyphens that behave in ways of their own."""
_ODD = re.compile(
    f"[\\x00-\\x1f\\x7f-\\x9f{_BLANKS}"
    + "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last, _ in _TABLE if first > 0xA0 and last < 0x2E80)
    + "\u2e80-\U0010ffff]"
)


def is_narrow(text: str) -> bool:
    """Tell whether every character is a plain one of one cell, so that characters can be counted as cells."""
    if text.isascii():
        return text.isprintable()
    return _ODD.search(text) is None


@lru_cache(maxsize=8192)
def char_width(char: str) -> int:
    """Return the cells of one character that stands alone: 0, 1 or 2."""
    code = ord(char)
    if code < 0x300:
        return 0 if code < 32 or 0x7F <= code < 0xA0 else 1
    if 0x4E00 <= code <= 0x9FFF:
        return 2
    if code > _LAST:
        return 1
    _, last, width = _TABLE[bisect_right(_STARTS, code) - 1]
    return width if code <= last else 1


def cell_width(text: str) -> int:
    """Return how many cells a text takes on the screen; controls take none."""
    return len(text) if is_narrow(text) else odd_width(text)


def odd_width(text: str) -> int:
    """Return the cells of a text that is known not to be narrow."""
    if _JOINER not in text and _SELECTOR not in text:
        return sum(map(char_width, text))
    return sum(width for _, width in clusters(text))


def attached(before: str, text: str) -> int:
    """Return how many characters at the start of a text belong to the last one of the text before it."""
    if not text or (text[0] < "\u0300" and before[-1:] != _JOINER):
        return 0
    count = int(before[-1:] == _JOINER)
    while count < len(text) and (text[count - 1 : count] == _JOINER or not char_width(text[count])):
        count += 1
    return count


def clusters(text: str) -> list[tuple[str, int]]:
    """Divide text into what a reader takes for one character each, with its cells.

    Marks stay with their letter, joined pictures with one another, the two letters of a flag together.
    """
    found: list[tuple[str, int]] = []
    widest = ""
    half_flag = False
    joined = False
    for char in text:
        width = 0 if joined else char_width(char)
        if char == _SELECTOR and not joined:
            width = int(widest in _WIDENED)
            widest = ""
        elif width:
            widest = char
        letter = width == 1 and ord(char) in _FLAG_LETTERS
        if found and (joined or (half_flag and letter) or not width or char == _SELECTOR):
            before, cells = found[-1]
            found[-1] = (before + char, cells + width)
            half_flag = half_flag and not letter
        else:
            found.append((char, width))
            half_flag = letter
        joined = char == _JOINER and not joined
    return found
