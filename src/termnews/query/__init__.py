"""The one query language: text to value and back, its normal form, completion, and what it means in plain Python.

Knows neither SQL nor the screen, reads no clock and no file. The terms are in `ast`, the plain meaning in `match`.
"""

from __future__ import annotations

from termnews.query.complete import Suggestion, suggest
from termnews.query.live import parse_lenient, parse_typing
from termnews.query.names import Names
from termnews.query.parser import parse
from termnews.query.parts import Part, parts_of
from termnews.query.saved import expand, unlisted_asked
from termnews.query.scopes import feed_is, feed_matches, folder_is, folder_matches, words
from termnews.query.smartfolders import SmartFolder
from termnews.query.tagview import TagChoice, tags_of, turned, with_tags
from termnews.query.value import EVERYTHING, Query, both

__all__ = [
    "EVERYTHING",
    "Names",
    "Part",
    "Query",
    "SmartFolder",
    "Suggestion",
    "TagChoice",
    "both",
    "expand",
    "feed_is",
    "feed_matches",
    "folder_is",
    "folder_matches",
    "parse",
    "parse_lenient",
    "parse_typing",
    "parts_of",
    "suggest",
    "tags_of",
    "turned",
    "unlisted_asked",
    "with_tags",
    "words",
]
