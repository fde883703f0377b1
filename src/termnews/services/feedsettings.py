"""The settings of one feed in words: their names, what a person may write, and what holds when nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from termnews.config import Config
from termnews.model.errors import UsageError
from termnews.model.feed import Feed
from termnews.model.feedsettings import MOST, OLDEST, FeedSettings, KeepRule, MarkRead
from termnews.sources.base import is_local
from termnews.text.numbers import counted

DEFAULT = "default"
"""What takes a setting back, so that the configuration holds again."""
Change = Callable[[FeedSettings], FeedSettings]


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that may be set for one feed."""

    name: str
    """As options and the command line of the reader call it."""
    title: str
    takes: str
    """What may be written."""
    field: str
    read: Callable[[str], object]
    """Reads what was written; raises ValueError that says what could have stood there."""
    told: Callable[[KeepRule, MarkRead], str]
    """Says in words what holds."""

    def change(self, text: str) -> Change:
        """What writing this does to the settings of a feed. Raise `UsageError` for what cannot be meant."""
        word = text.strip().casefold()
        try:
            value: Any = None if word == DEFAULT else self.read(word)
        except ValueError as error:
            raise UsageError(
                f"takes {error}", where=self.name, hint=f"`{DEFAULT}` follows the configuration."
            ) from None
        return lambda settings: replace(settings, **{self.field: value})

    def written(self, settings: FeedSettings) -> str:
        """What is set, as it would be written."""
        value = getattr(settings, self.field)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return DEFAULT if value is None else str(value)


def _number(most: int, all_of_it: str) -> Callable[[str], int]:
    def read(word: str) -> int:
        if word in (all_of_it, "0"):
            return 0
        if word.isascii() and word.isdecimal() and 1 <= int(word[:12]) <= most:
            return int(word)
        raise ValueError(f"a number from 1 to {most:,} or `{all_of_it}`, not “{word[:40]}”")

    return read


def _yes_or_no(word: str) -> bool:
    if word not in ("yes", "no"):
        raise ValueError(f"`yes` or `no`, not “{word[:40]}”")
    return word == "yes"


def _age(rule: KeepRule, _: MarkRead) -> str:
    return f"for {counted(rule.days, 'day')}" if rule.days else "whatever their age"


def _number_kept(rule: KeepRule, _: MarkRead) -> str:
    return f"the newest {rule.count:,}" if rule.count else "all"


def _unread(rule: KeepRule, _: MarkRead) -> str:
    return "kept all the same" if rule.unread else "go like read ones"


SETTINGS: Mapping[str, Setting] = {
    one.name: one
    for one in (
        Setting("keep-days", "Keep by age", "N|forever", "keep_days", _number(OLDEST, "forever"), _age),
        Setting("keep-count", "Keep by number", "N|all", "keep_count", _number(MOST, "all"), _number_kept),
        Setting("keep-unread", "Unread ones", "yes|no", "keep_unread", _yes_or_no, _unread),
    )
}
"""All of them by name, in the order in which they are shown."""


def facts(feed: Feed, config: Config) -> list[tuple[Setting, str, bool]]:
    """What holds for a feed: each setting, in words, and whether it is the feed's own."""
    rule, marking = feed.settings.keeping(config.keep.rule), feed.settings.marking(config.reader.marking)
    if is_local(feed.url):
        rule = KeepRule()
    return [
        (setting, setting.told(rule, marking), getattr(feed.settings, setting.field) is not None)
        for setting in SETTINGS.values()
    ]


def refused(feed: Feed, names: list[str]) -> str:
    """Why these settings mean nothing for a feed, in words; empty when they do."""
    if is_local(feed.url) and any(name.startswith("keep-") for name in names):
        return "its articles lie on this machine as files: they are kept as long as they are there"
    return ""
