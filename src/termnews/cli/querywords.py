"""The words of a command line that make a query, among options that look like some of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from termnews import query
from termnews.model.errors import UsageError
from termnews.query import EVERYTHING, Query
from termnews.query.tagchanges import is_negated_term

SORTING = ("-s", "--sort")
"""Options whose value may begin with a minus."""


def parsed_query(words: Sequence[str]) -> Query:
    """The query that words of a command line make; several are joined by blanks. Raises `QueryError`."""
    return query.parse(" ".join(words))


def ordered(wanted: Query, sort: str | None) -> Query:
    """The query in the order of `--sort` (as after `sort:`), which wins over its own. Raises `QueryError`."""
    if sort is None:
        return wanted
    return replace(wanted, sort=query.parse(f"sort:{sort.strip()}").sort)


def terms_kept_from_options(words: Sequence[str]) -> list[str]:
    """Put a blank before negated terms and orders, so that they are taken for words; the query does not mind it."""
    pairs = zip(["", *words], words, strict=False)
    return [f" {word}" if is_negated_term(word) or before in SORTING else word for before, word in pairs]


def kept_from_options(words: Sequence[str]) -> list[str]:
    """The same for `termnews tag`, whose `-name` takes a tag away, and for all that follows `--`."""
    parted = words.index("--") if "--" in words else len(words)
    before = [f" {word}" if word.startswith("-") and word[1:2] not in ("-", "h", "") else word for word in words]
    return [*before[:parted], *(f" {word}" for word in words[parted:])]


def scope(arguments: argparse.Namespace) -> Query:
    """What a change is to be made to. Raises `UsageError` where that would be everything and nobody said so."""
    wanted = parsed_query(arguments.query)
    if wanted == EVERYTHING and not arguments.all:
        raise UsageError("which articles?", hint="Give a query such as 'feed:bbc older:2w', or --all.")
    if wanted != EVERYTHING and arguments.all:
        raise UsageError("takes no query", where="--all")
    return wanted


def changes_and_query(words: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Take `+tag -tag QUERY` apart: tags to give, tags to take, and the words of the query.

    The changes come first; the query begins with the first word that is none, or after `--`.
    """
    add: list[str] = []
    remove: list[str] = []
    left = [word.strip() for word in words]
    while left and left[0][:1] in ("+", "-") and len(left[0]) > 1 and left[0] != "--" and not is_negated_term(left[0]):
        word = left.pop(0)
        (add if word.startswith("+") else remove).append(word[1:])
    return add, remove, left[1:] if left[:1] == ["--"] else left
