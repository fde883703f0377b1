"""Failures that may be this machine's own (offline, a network's login page), held back until it is clear. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from termnews.model.errors import FetchError
from termnews.model.feed import Failed, Feed
from termnews.net.causes import UNREACHED

ENOUGH_UNREACHED: Final = 8
"""Servers that must be out of reach, with none met, for a refresh to stop early."""
ENOUGH_PAGES: Final = 3
"""Servers that must give the very same page in place of their feeds."""

Held = tuple[Feed, Failed]


@dataclass(slots=True)
class Doubts:
    """What one refresh cannot judge yet."""

    met: bool = False
    """Whether any server answered."""
    asked: set[str] = field(default_factory=set)
    """Hosts whose servers could not be met."""
    unreached: list[Held] = field(default_factory=list)
    pages: defaultdict[str, dict[str, list[Held]]] = field(default_factory=lambda: defaultdict(dict))
    """By hash of the page, then by host: the feeds in whose place it stood."""

    def offline(self, *, over: bool = False) -> bool:
        """Whether this machine seems to have no network; `over`: all servers were tried."""
        return not self.met and len(self.asked) >= (2 if over else ENOUGH_UNREACHED)

    def portal(self) -> bool:
        """Whether some network's page stands in place of feeds."""
        return any(len(hosts) >= ENOUGH_PAGES for hosts in self.pages.values())

    def hold(self, feed: Feed, host: str, failed: Failed) -> bool:
        """Take a failed fetch if it may be our own fault; says whether it was taken."""
        cause = failed.error.cause if isinstance(failed.error, FetchError) else ""
        if self.met or cause not in UNREACHED:
            return False
        self.asked.add(host)
        self.unreached.append((feed, failed))
        return True

    def hold_page(self, feed: Feed, host: str, failed: Failed, page: str) -> None:
        """Take a web page that stood in place of a feed; `page` names its bytes."""
        self.pages[page].setdefault(host, []).append((feed, failed))

    def meet(self) -> list[Held]:
        """Note that a server answered; gives back what therefore was no fault of ours."""
        self.met = True
        released, self.unreached = self.unreached, []
        return released

    def settle(self, *, over: bool) -> list[Held]:
        """At the end: give back what must count as failures of the feeds; `over`: all servers were tried."""
        failures = self.unreached if over and not self.offline(over=True) else []
        for hosts in self.pages.values():
            if len(hosts) < ENOUGH_PAGES:
                failures = failures + [held for each in hosts.values() for held in each]
        self.unreached = []
        self.pages.clear()
        return failures
