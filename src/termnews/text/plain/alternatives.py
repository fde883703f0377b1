"""Lists of wordings, written one a line, as one regular expression."""

from __future__ import annotations


def alternatives(block: str) -> str:
    """One expression that matches any of the lines; a line that begins with two blanks goes on with the one above."""
    return "|".join(f"(?:{line})" for line in block.replace("\n  ", "").split("\n") if line)
