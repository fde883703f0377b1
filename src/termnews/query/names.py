"""The names that the library knows, for completing and for judging half-typed ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """Names to choose from, each list in the order in which to offer it (most used first)."""

    tags: tuple[str, ...] = ()
    """In normal form."""
    feeds: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    """Paths joined by `/`."""
    saved: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
