"""The colours that a tag may have, by name; every theme draws each of them so that it can be read."""

from __future__ import annotations

from enum import StrEnum


class TagColour(StrEnum):
    """Six that are told apart on any ground, and that terminals have of their own; no tag needs one."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    TEAL = "teal"
    BLUE = "blue"
    PURPLE = "purple"


COLOURS: tuple[str, ...] = tuple(colour.value for colour in TagColour)
"""Their names."""
