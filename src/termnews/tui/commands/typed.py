"""What a person typed, as values."""

from __future__ import annotations

from pathlib import Path

from termnews.model.homes import at_home


def typed_path(typed: str) -> Path:
    """The file or folder that was typed; `~` is the person's own."""
    return at_home(typed.strip())
