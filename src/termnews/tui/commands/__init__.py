"""Commands: everything a person can do, a function each. Importing this package fills the registry."""

from __future__ import annotations

from termnews.tui.commands import (
    bulk,
    copies,
    feeds,
    feedsettings,
    find,
    folders,
    history,
    marking,
    navigation,
    owntags,
    program,
    reading,
    rules,
    saving,
    sharing,
    tags,
    view,
)

__all__ = [
    "bulk",
    "copies",
    "feeds",
    "feedsettings",
    "find",
    "folders",
    "history",
    "marking",
    "navigation",
    "owntags",
    "program",
    "reading",
    "rules",
    "saving",
    "sharing",
    "tags",
    "view",
]
