"""A second way to ask the library, for counts that may take their time while the screen asks for rows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from termnews.library import Library, LibraryReader

T = TypeVar("T")


class SlowReader:
    """A thread (`library-counter`) with a connection of its own; both begin with the first question."""

    def __init__(self, library: Library) -> None:
        """Note what to ask."""
        self._library = library
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library-counter")
        self._reader: LibraryReader | None = None

    def ask(self, work: Callable[[LibraryReader], T]) -> Future[T]:
        """Queue a question. Any thread."""
        return self._thread.submit(lambda: work(self._opened()))

    def close(self) -> None:
        """Call off what is being asked, and let go of the file."""
        reader = self._reader
        if reader is not None:
            reader.interrupt()
        self._thread.shutdown(cancel_futures=True)
        if reader is not None:
            reader.close()

    def _opened(self) -> LibraryReader:
        if self._reader is None:
            self._reader = self._library.another_reader()
        return self._reader
