"""Looking after a library that does not exist: it notes what is asked of it."""

from __future__ import annotations

from concurrent.futures import Future


class FakeKeeping:
    """The same doors as `services.keeping.Keeping`, as far as the screen uses them."""

    def __init__(self) -> None:
        self.tidied = 0
        self.problems: tuple[str, ...] = ()

    def tidy(self) -> Future[tuple[str, ...]]:
        """Tidy."""
        self.tidied += 1
        future: Future[tuple[str, ...]] = Future()
        future.set_result(self.problems)
        return future
