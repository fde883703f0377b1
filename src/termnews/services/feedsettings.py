"""The settings of one feed in words: their names, what a person may write, and what holds when nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from termnews.config import Config
from termnews.model.errors import UsageError
from termnews.model.feed import Feed
from termnews.model.feedsettings import MOST, OLDEST, RAREST, SHORTEST, FeedSettings, MarkRead
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
    field: str
    choices: tuple[str, ...]
    """What may be written, besides `default`; N stands for a number."""
    asks: tuple[str, str]
    """What to call the choice of a number, and how to ask for it."""
    read: Callable[[str], object]
    """Reads what was written; raises ValueError that says what could have stood there."""
    told: Callable[[FeedSettings, Config], str]
    """Says in words what holds with these settings."""

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

    def holds(self, settings: FeedSettings, config: Config) -> str:
        """What holds with these settings, in words."""
        return self.told(settings, config)

    def is_own(self, settings: FeedSettings) -> bool:
        """Whether it is set, rather than following the configuration."""
        return getattr(settings, self.field) is not None


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


def _minutes(word: str) -> int:
    if word.isascii() and word.isdecimal() and SHORTEST <= int(word[:12]) <= RAREST:
        return int(word)
    raise ValueError(f"minutes from {SHORTEST} to {RAREST:,}, not “{word[:40]}”")


def _age(settings: FeedSettings, config: Config) -> str:
    rule = settings.keeping(config.keep.rule)
    return f"for {counted(rule.days, 'day')}" if rule.days else "whatever their age"


def _number_kept(settings: FeedSettings, config: Config) -> str:
    rule = settings.keeping(config.keep.rule)
    return f"the newest {rule.count:,}" if rule.count else "all"


def _unread(settings: FeedSettings, config: Config) -> str:
    return "kept all the same" if settings.keeping(config.keep.rule).unread else "go like read ones"


def _every(settings: FeedSettings, config: Config) -> str:
    minutes = settings.interval or config.refresh.interval
    if minutes % 60:
        return f"every {counted(minutes, 'minute')}"
    return "every hour" if minutes == 60 else f"every {counted(minutes // 60, 'hour')}"


SETTINGS: Mapping[str, Setting] = {
    one.name: one
    for one in (
        Setting(
            "keep-days",
            "Keep by age",
            "keep_days",
            ("forever", "N"),
            ("for some days …", "Keep articles for how many days?"),
            _number(OLDEST, "forever"),
            _age,
        ),
        Setting(
            "keep-count",
            "Keep by number",
            "keep_count",
            ("all", "N"),
            ("the newest few …", "Keep how many of the newest articles?"),
            _number(MOST, "all"),
            _number_kept,
        ),
        Setting("keep-unread", "Unread ones", "keep_unread", ("yes", "no"), ("", ""), _yes_or_no, _unread),
        Setting(
            "mark-read",
            "Mark read",
            "mark_read",
            ("on-open", "after:N", "at-end", "never"),
            ("after some seconds …", "Mark read after how many seconds?"),
            MarkRead.parse,
            lambda settings, config: settings.marking(config.reader.marking).told,
        ),
        Setting(
            "check-every",
            "Checked",
            "interval",
            ("60", "360", "1440", "N"),
            ("after some minutes …", "Check it after how many minutes?"),
            _minutes,
            _every,
        ),
        Setting(
            "paused",
            "Paused",
            "paused",
            ("yes", "no"),
            ("", ""),
            _yes_or_no,
            lambda settings, _: "yes, checked only when you ask for it" if settings.paused else "no",
        ),
    )
}
"""All of them by name, in the order in which they are shown."""


def examples() -> tuple[str, ...]:
    """What may be written, each setting with all of its values; a number stands for all numbers."""
    return tuple(
        f"{setting.name} {word.replace('N', '30')}"
        for setting in SETTINGS.values()
        for word in (*setting.choices, DEFAULT)
    )


def facts(feed: Feed, config: Config) -> list[tuple[Setting, str, bool]]:
    """What holds for a feed: each setting, in words, and whether it is the feed's own."""
    return [
        (setting, setting.holds(feed.settings, config), setting.is_own(feed.settings))
        for setting in SETTINGS.values()
        if not refused(feed, [setting.name])
    ]


def refused(feed: Feed, names: list[str]) -> str:
    """Why these settings mean nothing for a feed, in words; empty when they do."""
    if is_local(feed.url) and any(name.startswith("keep-") for name in names):
        return "its articles lie on this machine as files: they are kept as long as they are there"
    if is_local(feed.url) and {"check-every", "paused"} & set(names):
        return "it lies on this machine: it is looked at all the time"
    return ""
