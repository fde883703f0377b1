"""The normal form of tags: what makes `Climate Change`, `climate-change` and `#Climate_Change` one tag."""

from __future__ import annotations

import re
import unicodedata

from termnews.text.clean import clean_line

LONGEST = 100
"""Characters that a tag may have."""

_GAPS = re.compile(r"[\s_\-\u2010-\u2015]+")


def tag_key(label: str) -> str:
    """Return the normal form of a label, empty when nothing of it remains."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", clean_line(label)).casefold())
    return _GAPS.sub("-", clean_line(folded)).lstrip("#-")[:LONGEST].rstrip("-")
