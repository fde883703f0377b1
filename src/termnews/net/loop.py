"""The event loop of the fetching thread; what blocks (name lookups, disks) runs beside it, never holding up an exit."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, Final, TypeVar, TypeVarTuple, Unpack

_Result = TypeVar("_Result")
_Arguments = TypeVarTuple("_Arguments")

_MOST_THREADS: Final = 32
_IDLE_SECONDS: Final = 30.0


class FetchLoop(asyncio.SelectorEventLoop):
    """An event loop whose default executor are daemon threads.

    The usual executor is waited for when the interpreter ends, so one name server or network disk that does not answer
    would keep the program from leaving.
    """

    def __init__(self) -> None:
        """Make a loop of its own; nothing runs yet."""
        super().__init__()
        self._aside = DaemonThreads(_MOST_THREADS)

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[Unpack[_Arguments]], _Result], *args: *_Arguments
    ) -> asyncio.Future[_Result]:
        """Run a blocking function beside the loop; `executor` is there for the signature and must be None."""
        if executor is not None:
            raise ValueError("this loop has one executor only")
        return asyncio.wrap_future(self._aside.submit(lambda: func(*args)), loop=self)


class DaemonThreads:
    """A few threads that run blocking calls, come when needed, leave when idle, and are not waited for."""

    def __init__(self, most: int) -> None:
        """Allow at most `most` threads at a time."""
        self._most = most
        self._calls: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._changed = threading.Condition()
        self._threads = 0
        self._idle = 0

    def submit(self, call: Callable[[], _Result]) -> Future[_Result]:
        """Run `call` on one of the threads."""
        future: Future[_Result] = Future()
        with self._changed:
            self._calls.append((future, call))
            if self._idle >= len(self._calls):
                self._changed.notify()
            elif self._threads < self._most:
                self._threads += 1
                threading.Thread(target=self._work, name="fetcher-aside", daemon=True).start()
        return future

    def _work(self) -> None:
        while (taken := self._take()) is not None:
            future, call = taken
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001  # boundary: whatever a call raises belongs to its caller
                future.set_exception(error)

    def _take(self) -> tuple[Future[Any], Callable[[], Any]] | None:
        with self._changed:
            while not self._calls:
                self._idle += 1
                woken = self._changed.wait(_IDLE_SECONDS)
                self._idle -= 1
                if not woken and not self._calls:
                    self._threads -= 1
                    return None
            return self._calls.popleft()
