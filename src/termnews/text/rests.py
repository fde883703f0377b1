"""What an article says where it was cut: nothing that a person would have read goes missing without a word."""

from __future__ import annotations

from typing import Final

REST: Final = "[…] What follows is left out here, for this document is too long. The original has all of it."
"""Stands where an article was cut."""

REST_OF_TABLE: Final = "[…] The rest of this table is left out here, for it is too long. The original has all of it."
"""Stands under a table that was cut."""
