"""What services need of the library's readers: a way to ask, on a thread that is theirs to wait for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

from termnews.library import LibraryReader

T = TypeVar("T")


class Ask(Protocol):
    """Runs something with a reader of the library, on that reader's thread."""

    def __call__(self, work: Callable[[LibraryReader], T]) -> Future[T]:
        """Give a future of what `work` returns, or of what it raises."""
        ...
