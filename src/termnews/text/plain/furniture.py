"""Lines that a page carries around its story, known by their wording. What also reads as a report is left alone."""

from __future__ import annotations

import re

from termnews.text.plain import furniturewords as words
from termnews.text.plain import wording

LONGEST = 320
"""Characters of the longest line that is judged; anything longer is story."""

_SPEECH = re.compile(
    r"\b(?:said|says|told|asked|added|wrote|explained|replied|sagte|erklärte|dit|déclaré|dijo|disse|сказал\w*)\b|[“”«»„]|^[\"']",
    re.IGNORECASE,
)

_WORDINGS = {
    "share": re.compile(words.SHARE, re.IGNORECASE),
    "comments": re.compile(words.COMMENTS, re.IGNORECASE),
    "advert": re.compile(words.ADVERT, re.IGNORECASE),
    "subscription": re.compile(words.SUBSCRIPTION, re.IGNORECASE),
    "navigation": re.compile(words.NAVIGATION, re.IGNORECASE),
    "copyright": re.compile(words.COPYRIGHT, re.IGNORECASE),
    "other": re.compile(words.OTHER, re.IGNORECASE),
}
_DECISIVE = frozenset({"copyright", "navigation"})
"""Kinds whose wording decides even where the line is a whole sentence."""
_BOILERPLATE = re.compile(
    r"newsletter|inbox|e-?mail address|cookies?|our app|app store|google play|free articles?|journalism|notifications"
    r"|whats ?app|telegram|instagram|facebook|twitter|youtube|channel|updates|alerts|subscribers?\b|log ?in\b"
    r"|published\.|this browser|thanks for reading|can now write for",
    re.IGNORECASE,
)


def furniture_kind(text: str) -> str | None:
    """The kind of furniture that the line is by its own wording, or None."""
    if len(text) > LONGEST or not text:
        return None
    bare = text.strip(" \t*_|·•–—-♦●■►▶▼★☆✉")
    for kind, pattern in _WORDINGS.items():
        if bare and pattern.fullmatch(bare) and not _is_story(text, kind):
            return kind
    return None


def _is_story(text: str, kind: str) -> bool:
    """Whether a line that begins like furniture is yet a sentence of the story."""
    if kind in _DECISIVE or kind == "other" or _BOILERPLATE.search(text):
        return False
    if _SPEECH.search(text):
        return True
    return len(wording.words(text)) >= 8 and wording.ends_sentence(text)
