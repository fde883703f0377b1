"""Names of files that articles are saved to."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Final

LONGEST_NAME: Final = 80
"""Characters of a file's name that come from a title."""

_BETWEEN_WORDS: Final = re.compile(r"[^\w]+|_+")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z", re.IGNORECASE)
"""Names that one system keeps for its devices."""


def file_name(title: str, seconds: int, suffix: str) -> str:
    """A name for a file that every system takes: the day and the words of the title."""
    words = _BETWEEN_WORDS.sub("-", unicodedata.normalize("NFC", title).casefold()).strip("-")
    words = words[:LONGEST_NAME].encode()[: 2 * LONGEST_NAME].decode(errors="ignore").strip("-")
    try:
        day = f"{datetime.fromtimestamp(seconds).astimezone():%Y-%m-%d}-"
    except (OverflowError, OSError, ValueError):
        day = ""
    name = f"{day}{words}".strip("-")
    return f"{name if name and not _RESERVED.match(name) else f'article-{name}'.strip('-')}{suffix}"
