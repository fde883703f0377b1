"""The role that a tag is drawn in: the colour that the person gave it, else whose tag it is."""

from __future__ import annotations

from collections.abc import Mapping

from termnews.model.tagcolours import COLOURS
from termnews.model.tagkey import tag_key

Colours = Mapping[str, str]
"""Names of colours by the normal form of tags."""


def tag_role(colours: Colours, label: str, role: str) -> str:
    """The role of a tag, however it is written; a colour that this program does not know counts as none."""
    name = colours.get(tag_key(label), "") if colours else ""
    return f"tag-{name}" if name in COLOURS else role
