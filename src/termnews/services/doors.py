"""The parts of a session that do one kind of work each; made when they are asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from termnews.library import Library
from termnews.model.clock import Clock
from termnews.model.ids import FeedId
from termnews.services.bulk import Bulk
from termnews.services.slowreader import SlowReader


class Doors(ABC):
    """What a session leads to."""

    clock: Clock
    _slow: SlowReader | None = None

    @property
    @abstractmethod
    def library(self) -> Library:
        """The open library."""

    @property
    @abstractmethod
    def _aside(self) -> Sequence[FeedId]:
        """Feeds opened aside, whose articles count as listed."""

    @property
    def bulk(self) -> Bulk:
        """What is done to everything that a query matches."""
        return Bulk(self.library, self._slow_reader.ask, self.clock, self._aside)

    @property
    def _slow_reader(self) -> SlowReader:
        if self._slow is None:
            self._slow = SlowReader(self.library)
        return self._slow

    def _close_doors(self) -> None:
        if self._slow is not None:
            self._slow.close()
            self._slow = None
