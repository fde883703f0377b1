"""The fetching thread: one event loop of its own on which everything that waits for the network runs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Generic, TypeVar

from termnews.net.loop import FetchLoop

_Value = TypeVar("_Value")


class Running(Generic[_Value]):
    """A coroutine on the fetcher's loop, seen from other threads."""

    def __init__(self, loop: FetchLoop | None) -> None:
        """Stand for a coroutine that begins soon on `loop`."""
        self.done: Future[_Value] = Future()
        """Its result, also the one that it gives when it is cancelled."""
        self._loop = loop
        self._task: asyncio.Task[_Value] | None = None

    def begin(self, work: Coroutine[Any, Any, _Value]) -> None:
        """Start it; called on the loop."""
        self._task = asyncio.get_running_loop().create_task(work)
        self._task.add_done_callback(self._finish)

    def cancel(self) -> None:
        """Ask it to end; may be called from any thread, at any time."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed already
                self._loop.call_soon_threadsafe(self._cancel_task)

    def _cancel_task(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _finish(self, task: asyncio.Task[_Value]) -> None:
        if task.cancelled():
            self.done.cancel()
        elif not self.done.set_running_or_notify_cancel():
            task.exception()
        elif (error := task.exception()) is not None:
            self.done.set_exception(error)
        else:
            self.done.set_result(task.result())


class FetchThread:
    """Run coroutines on a thread named `fetcher`, which starts with the first one and ends with `close`."""

    def __init__(self, at_end: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Remember what to do on the loop before it ends."""
        self._at_end = at_end
        self._lock = threading.Lock()
        self._loop: FetchLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, work: Coroutine[Any, Any, _Value]) -> Running[_Value]:
        """Run a coroutine. May be called from any thread; after `close` everything is cancelled at once."""
        with self._lock:
            if self._closed:
                work.close()
                refused = Running[_Value](None)
                refused.done.cancel()
                return refused
            loop = self._running()
            running = Running[_Value](loop)
            loop.call_soon_threadsafe(running.begin, work)
        return running

    def close(self, timeout: float = 2.0) -> None:
        """Cancel what runs and end the thread; what does not end within `timeout` seconds is left behind."""
        with self._lock:
            self._closed = True
            loop, thread = self._loop, self._thread
        if loop is not None and thread is not None and thread.is_alive():
            loop.call_soon_threadsafe(loop.stop)
            thread.join(timeout)

    def _running(self) -> FetchLoop:
        if self._loop is None:
            self._loop = FetchLoop()
            self._thread = threading.Thread(target=self._serve, args=(self._loop,), name="fetcher", daemon=True)
            self._thread.start()
        return self._loop

    def _serve(self, loop: FetchLoop) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            loop.run_until_complete(self._at_end())
        finally:
            loop.close()
