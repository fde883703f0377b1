"""The system's own time, and the zone that the person's days begin and end in."""

from __future__ import annotations

import calendar
import time
from datetime import datetime, timedelta, tzinfo


class SystemClock:
    """A `model.clock.Clock` that asks the operating system."""

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()


class LocalZone(tzinfo):
    """The machine's time zone with its changes between summer and winter, as the system knows them."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """How far local time is ahead of UTC at a local moment."""
        return self._offset(None if moment is None else _local_seconds(moment))

    def dst(self, _moment: datetime | None) -> timedelta:
        """Summer time is part of the offset."""
        return timedelta(0)

    def tzname(self, _moment: datetime | None) -> str:
        """The zone's short name."""
        return time.tzname[0]

    def fromutc(self, moment: datetime) -> datetime:
        """Turn a moment in UTC into local time."""
        return moment + self._offset(calendar.timegm(moment.timetuple()))

    @staticmethod
    def _offset(seconds: float | None) -> timedelta:
        try:
            return timedelta(seconds=time.localtime(seconds).tm_gmtoff)
        except (OverflowError, OSError, ValueError):
            return timedelta(seconds=-time.timezone)


def _local_seconds(moment: datetime) -> float:
    try:
        return time.mktime((*moment.timetuple()[:8], -1))
    except (OverflowError, ValueError):
        return float(calendar.timegm(moment.timetuple()) + time.timezone)
