"""What a person may set for one feed: how it is checked, how long its articles are kept, when an opened one is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Final

LONGEST: Final = 3600
"""Seconds that an article may have to be open before it counts as read."""
OLDEST: Final = 36_500
"""Days for which articles may be kept, when they are not kept for good."""
SHORTEST: Final = 30
"""Minutes between two checks of a feed, at the least."""
RAREST: Final = 60 * 24 * 60
"""Minutes between two checks of a feed, at the most."""
MOST: Final = 1_000_000
"""Articles that may be kept of a feed, when not all are."""


class Moment(StrEnum):
    """When an opened article counts as read."""

    ON_OPEN = "on-open"
    AFTER = "after"
    """Once it was open for some seconds."""
    AT_END = "at-end"
    NEVER = "never"


_ALONE: Final = frozenset(str(moment) for moment in Moment if moment is not Moment.AFTER)


@dataclass(frozen=True, slots=True)
class MarkRead:
    """A policy for marking read."""

    moment: Moment = Moment.ON_OPEN
    seconds: int = 0
    """How long an article must be open; 0 unless that is what counts."""

    @classmethod
    def parse(cls, text: str) -> MarkRead:
        """Read `on-open`, `after:5`, `at-end` or `never`. Raise ValueError that says what could have stood there."""
        name, colon, number = text.strip().casefold().partition(":")
        if name == Moment.AFTER and number.isascii() and number.isdecimal() and 1 <= int(number[:9]) <= LONGEST:
            return cls(Moment.AFTER, int(number))
        if not colon and name in _ALONE:
            return cls(Moment(name))
        raise ValueError(f"on-open, after:N (seconds, 1 to {LONGEST}), at-end or never, not “{text.strip()[:40]}”")

    def __str__(self) -> str:
        """As `parse` reads it."""
        return f"{self.moment}:{self.seconds}" if self.moment is Moment.AFTER else str(self.moment)

    @property
    def told(self) -> str:
        """In words."""
        seconds = "1 second" if self.seconds == 1 else f"{self.seconds} seconds"
        words = {Moment.ON_OPEN: "on opening", Moment.AT_END: "at the end", Moment.NEVER: "never"}
        return words.get(self.moment, f"after {seconds}")


@dataclass(frozen=True, slots=True)
class KeepRule:
    """How long the articles of a feed are kept.

    What is starred, tagged by the person, snoozed or kept unread is kept whatever it says.
    """

    days: int = 0
    """Days since the last of: its date, its arrival, its reading. 0: kept whatever its age."""
    count: int = 0
    """So many of the newest are kept. 0: all."""
    unread: bool = True
    """Whether unread articles are kept all the same."""

    @property
    def keeps_all(self) -> bool:
        """Whether it never lets anything go."""
        return not self.days and not self.count


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What holds for one feed; None follows the configuration."""

    keep_days: int | None = None
    """0: whatever their age."""
    keep_count: int | None = None
    """0: all."""
    keep_unread: bool | None = None
    mark_read: MarkRead | None = None
    interval: int | None = None
    """Minutes between two automatic checks, at the least."""
    paused: bool | None = None
    """Whether it is only checked when the person asks for this feed."""

    def keeping(self, usual: KeepRule) -> KeepRule:
        """How long the feed's articles are kept where `usual` is what the configuration says."""
        return KeepRule(
            usual.days if self.keep_days is None else self.keep_days,
            usual.count if self.keep_count is None else self.keep_count,
            usual.unread if self.keep_unread is None else self.keep_unread,
        )

    def marking(self, usual: MarkRead) -> MarkRead:
        """When an opened article of the feed counts as read."""
        return self.mark_read or usual

    def filled_into(self, here: FeedSettings) -> FeedSettings:
        """The settings that are here, with these where nothing is set."""
        unset = {field.name for field in fields(here) if getattr(here, field.name) is None}
        return replace(here, **{name: getattr(self, name) for name in unset})

    def record(self) -> dict[str, int | bool | str]:
        """What is set, as JSON has it."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: str(value) if isinstance(value, MarkRead) else value
            for name, value in values.items()
            if value is not None
        }

    @classmethod
    def of_record(cls, record: Mapping[str, object]) -> FeedSettings:
        """Read what `record` gave; what is not known, or cannot be, is passed over."""
        days, count = record.get("keep_days"), record.get("keep_count")
        unread, mark = record.get("keep_unread"), record.get("mark_read")
        interval, paused = _number(record.get("interval"), RAREST), record.get("paused")
        return cls(
            keep_days=_number(days, OLDEST),
            keep_count=_number(count, MOST),
            keep_unread=unread if isinstance(unread, bool) else None,
            mark_read=_policy(mark),
            interval=interval if interval is not None and interval >= SHORTEST else None,
            paused=paused if isinstance(paused, bool) else None,
        )


USUAL: Final = FeedSettings()
"""A feed for which nothing is set."""


def _number(value: object, most: int) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
    return value if fits and isinstance(value, int) else None


def _policy(value: object) -> MarkRead | None:
    try:
        return MarkRead.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None
