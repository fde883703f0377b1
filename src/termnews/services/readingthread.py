"""A thread that asks the library, one question after another; what nobody waits for any more is called off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from termnews.library import LibraryReader

T = TypeVar("T")


class Question(Future[T], Generic[T]):
    """An answer to come. Cancelling also calls off a question that is being answered, which then fails."""

    def __init__(self, call_off: Callable[[Question[T]], None]) -> None:
        """Note who can call it off."""
        super().__init__()
        self._call_off = call_off

    def cancel(self) -> bool:
        """Give the answer up; False when it is there, or is being called off. Any thread."""
        if super().cancel():
            return True
        self._call_off(self)
        return False

    def take(self, done: Future[Any]) -> None:
        """Take what came of the work."""
        if done.cancelled():
            super().cancel()
        elif not self.cancelled():
            error = done.exception()
            if error is not None:
                self.set_exception(error)
            else:
                self.set_result(done.result())


class ReadingThread:
    """A thread with a reading connection of its own; both begin with the first question."""

    def __init__(self, name: str, open_reader: Callable[[], LibraryReader]) -> None:
        """Note how to open the connection; it is closed with the thread."""
        self._open_reader = open_reader
        self._reader: LibraryReader | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._asked: Question[Any] | None = None
        self._lock = threading.Lock()

    def ask(self, work: Callable[[LibraryReader], T]) -> Question[T]:
        """Queue a question. Any thread."""
        question: Question[T] = Question(self.call_off)
        self._thread.submit(self._answer, question, work).add_done_callback(question.take)
        return question

    def call_off(self, question: Question[T]) -> None:
        """Interrupt this question if it is the one that is being answered; never another in its place. Any thread."""
        with self._lock:
            if self._asked is question and self._reader is not None:
                self._reader.interrupt()

    def close(self) -> None:
        """Call off what is being asked, and let go of the file."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            if self._asked is not None and self._reader is not None:
                self._reader.interrupt()
        self._thread.shutdown()
        if self._reader is not None:
            self._reader.close()

    def _answer(self, question: Question[T], work: Callable[[LibraryReader], T]) -> T | None:
        reader = self._reader = self._reader or self._open_reader()
        with self._lock:
            if not question.set_running_or_notify_cancel():
                return None
            reader.resume()
            self._asked = question
        try:
            return work(reader)
        finally:
            with self._lock:
                self._asked = None
