"""Names of files that articles, and what comes with them, are saved to."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from datetime import datetime
from typing import Final

from termnews.model.entry import Enclosure
from termnews.text.attachments import address_name, attachment_name

LONGEST_NAME: Final = 80
"""Characters of a file's name that come from a title."""

_BETWEEN_WORDS: Final = re.compile(r"[^\w]+|_+")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z", re.IGNORECASE)
"""Names that one system keeps for its devices."""

_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,8}\Z")


def file_name(title: str, seconds: int, suffix: str) -> str:
    """A name for a file that every system takes: the day and the words of the title."""
    words = _words(title)
    try:
        day = f"{datetime.fromtimestamp(seconds).astimezone():%Y-%m-%d}-"
    except (OverflowError, OSError, ValueError):
        day = ""
    name = f"{day}{words}".strip("-")
    return f"{name if name and not _RESERVED.match(name) else f'article-{name}'.strip('-')}{suffix}"


def attached_file_name(file: Enclosure) -> str:
    """A name that every system takes for a file that comes with an article.

    The words of its name, and the ending of its address, else the usual one of its type.
    """
    name = attachment_name(file)
    suffix = _suffix(address_name(file.url)) or mimetypes.guess_extension(file.type or "") or _suffix(name)
    words = _words(name[: -len(suffix)] if suffix and name.casefold().endswith(suffix) else name)
    return f"{words if words and not _RESERVED.match(words) else f'file-{words}'.strip('-')}{suffix}"


def _suffix(name: str) -> str:
    found = _SUFFIX.search(name.casefold())
    return found.group() if found else ""


def _words(title: str) -> str:
    words = _BETWEEN_WORDS.sub("-", unicodedata.normalize("NFC", title).casefold()).strip("-")
    return words[:LONGEST_NAME].encode()[: 2 * LONGEST_NAME].decode(errors="ignore").strip("-")
