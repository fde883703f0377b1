"""What is said when a query cannot be read: where, what was expected, and the nearest word that is known."""

from __future__ import annotations

from collections.abc import Iterable

from termnews.model.errors import QueryError


def problem(
    what: str, column: int, *, length: int = 1, expected: str = "", written: str = "", known: Iterable[str] = ()
) -> QueryError:
    """Make the error; with `written` and `known`, it suggests the known word that looks most like the written one."""
    near = nearest(written, known)
    hints = [f"Did you mean {near}?"] if near else []
    if expected:
        hints.append(f"Expected {expected}.")
    error = QueryError(what, where=f"column {column + 1}", hint=" ".join(hints))
    error.column = column
    error.length = length
    error.expected = expected
    error.nearest = near
    return error


def nearest(written: str, known: Iterable[str]) -> str | None:
    """Give the known word that looks most like the written one, if any does."""
    from difflib import get_close_matches  # only errors need it, and the start should not wait for it

    word = written[:40].casefold()
    by_fold = {name.casefold(): name for name in known}
    found = get_close_matches(word, by_fold, n=1, cutoff=0.6)
    starts = [name for folded, name in by_fold.items() if len(word) > 1 and folded.startswith(word)]
    return by_fold[found[0]] if found else next(iter(starts), None)
