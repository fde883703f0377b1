"""Text as the full-text index sees it: folded words, cut where SQLite's `unicode61 remove_diacritics 2` cuts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_DROPPED = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{_DROPPED}])*")
_MARKS = re.compile(rf"[{_DROPPED}]+")
_LETTERS = re.compile(rf"(?:[^\W\x00-\x7f]|[{_DROPPED}])+")
"""Runs of what folding may change beyond the case of ASCII."""
_WORDLIKE = re.compile(r"[^\W_]")


def tokens(text: str) -> list[str]:
    """Give the words of a text in order, in lower case, Latin letters without their marks."""
    return [fold(word) for word in _TOKEN.findall(text)]


def fold(word: str) -> str:
    """Give the form in which the index compares one word."""
    if word.isascii():
        return word.lower()
    return "".join(map(_fold_letter, _MARKS.sub("", word)))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter == "İ":
        return "i"
    lower = next((form for form in (letter.casefold(), letter.lower()) if len(form) == 1), letter)
    base = unicodedata.normalize("NFD", lower)[0]
    return base if base.isascii() else lower


def folded(text: str) -> str:
    """Give a whole text with its words as `tokens` gives them, and what parts them left in its place."""
    if text.isascii():
        return text.lower()
    return _LETTERS.sub(lambda found: fold(found[0]), text.lower())


def stand_in(text: str, needle: Sequence[str], *, prefix: bool = False) -> bool:
    """Whether the tokens of the needle stand next to each other in a text given as `folded` gives it.

    The same as `contains` with the tokens of the text, for a fraction of the time where a text is asked only a few
    questions.
    """
    if not needle:
        return True
    first = needle[0]
    whole = _next_to_each_other(tuple(needle), prefix)
    at = text.find(first)
    while at >= 0:
        if (not at or _WORDLIKE.match(text, at - 1) is None) and whole.match(text, at) is not None:
            return True
        at = text.find(first, at + 1)
    return False


@lru_cache(maxsize=1024)
def _next_to_each_other(needle: tuple[str, ...], prefix: bool) -> re.Pattern[str]:
    return re.compile(r"[\W_]+".join(map(re.escape, needle)) + ("" if prefix else r"(?![^\W_])"))


def contains(haystack: Sequence[str], needle: Sequence[str], *, prefix: bool = False) -> bool:
    """Whether the tokens of the needle stand next to each other in the haystack.

    With `prefix` the last of them need only begin so. A needle without tokens is in everything.
    """
    if not needle:
        return True
    *whole, last = needle
    width = len(whole)
    for end in range(width, len(haystack)):
        token = haystack[end]
        found = token.startswith(last) if prefix else token == last
        if found and list(haystack[end - width : end]) == whole:
            return True
    return False
