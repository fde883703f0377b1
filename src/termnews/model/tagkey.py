"""The one form in which tags are compared, whoever wrote them and however; for text that is clean already."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
"""Characters that a tag may have."""

_GAPS = re.compile(r"[\s_\-\u2010-\u2015]+")


def tag_key(label: str) -> str:
    """Return the normal form of a tag, empty when nothing of it remains: case folded, gaps as `-`, no `#` in front."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label[: LONGEST * 16]).casefold())
    return _GAPS.sub("-", " ".join(folded.split())).lstrip("#-")[:LONGEST].rstrip("-")
