"""What every source of documents offers, and how one is found for an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from termnews.model.feed import FeedHealth, FetchOutcome
from termnews.net import causes


class Source(Protocol):
    """Bring the documents behind addresses of one scheme; used on one event loop."""

    async def fetch(self, url: str, health: FeedHealth, now: int) -> FetchOutcome:
        """Bring the document, or say that it has not changed since `health`, or why it cannot be had.

        Never raises for what a server or a disk may do; `now` in epoch seconds.
        """
        ...

    def lane(self, url: str) -> str:
        """Name what must be asked one thing at a time; addresses of different lanes may be fetched together."""
        ...

    async def ready(self, url: str) -> None:
        """Wait until the address may be asked without hurrying whoever answers."""
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources by scheme."""

    by_scheme: Mapping[str, Source]

    def of(self, url: str) -> Source:
        """The source for an address; raises `FetchError` when its scheme is not known."""
        scheme = scheme_of(url)
        source = self.by_scheme.get(scheme)
        if source is None:
            what = f"{scheme}: addresses cannot be read" if scheme else "this is not an address"
            raise causes.failure("address", what, hint="Give an http or https address, or a path.")
        return source

    async def aclose(self) -> None:
        """Close every source once."""
        for source in {id(source): source for source in self.by_scheme.values()}.values():
            await source.aclose()


def scheme_of(url: str) -> str:
    """The scheme of an address in lower case; empty when there is none that a program may repeat."""
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    return scheme if scheme.isascii() and len(scheme) <= 20 else ""


def is_local(url: str) -> bool:
    """Whether an address stands for something on this machine's disk."""
    return scheme_of(url) in ("file", "samples")
