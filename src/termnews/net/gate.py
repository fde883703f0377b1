"""One request at a time to each host, with a pause between two; lives on one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

_KEPT: Final = 512


@dataclass(slots=True)
class _Door:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    opens: float = 0.0
    waiting: int = 0


class HostGate:
    """Let requests through to their hosts, in the order they came."""

    def __init__(self, gap: float) -> None:
        """Keep `gap` seconds between the end of a request and the start of the next one to the same host."""
        self._gap = gap
        self._doors: dict[str, _Door] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for the host's turn, and hold it; `host` is a name with its port."""
        door = self._doors.setdefault(host, _Door())
        door.waiting += 1
        try:
            async with door.lock:
                await self._pause(door)
                try:
                    yield
                finally:
                    door.opens = asyncio.get_running_loop().time() + self._gap
        finally:
            door.waiting -= 1
            self._forget_old()

    async def rested(self, host: str) -> None:
        """Wait until the pause after the last request to a host is over, without taking its turn."""
        if (door := self._doors.get(host)) is not None:
            await self._pause(door)

    async def _pause(self, door: _Door) -> None:
        wait = door.opens - asyncio.get_running_loop().time()
        if wait > 0:
            await asyncio.sleep(wait)

    def _forget_old(self) -> None:
        if len(self._doors) > _KEPT:
            now = asyncio.get_running_loop().time()
            self._doors = {host: door for host, door in self._doors.items() if door.waiting or door.opens > now}
