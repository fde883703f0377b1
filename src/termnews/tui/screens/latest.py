"""One question at a time: whoever asks the next one does not wait for the last, which is called off."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Latest:
    """Questions of one kind, of which only the newest one matters. Lives on the event loop."""

    def __init__(self) -> None:
        self._asked: asyncio.Future[Any] | None = None

    async def answer(self, given: Future[T]) -> T | None:
        """Wait for an answer and call off the question before; None when that happened to this one meanwhile."""
        if self._asked is not None:
            self._asked.cancel()
        mine: asyncio.Future[T] = asyncio.wrap_future(given)
        self._asked = mine
        try:
            return await mine
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self._asked is mine or (task is not None and task.cancelling()):
                raise
            return None
        finally:
            if self._asked is mine:
                self._asked = None
