"""A path as a person writes it: `~` is their own folder, `~name` somebody else's."""

from __future__ import annotations

from pathlib import Path


def at_home(path: str | Path) -> Path:
    """Put the folder of a person in the place of `~`; a name that nobody here has is the name of a file."""
    try:
        return Path(path).expanduser()
    except RuntimeError:  # the standard library says so where there is no such person, or no home at all
        return Path(path)
