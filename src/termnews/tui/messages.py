"""Messages that concern the whole screen; those of one widget are nested in it."""

from __future__ import annotations

from textual.message import Message


class LibraryChanged(Message):
    """The doorbell: something changed in the library. It carries nothing; the session says what, when asked."""

    def can_replace(self, message: Message) -> bool:
        """Let a burst of rings wake the screen once."""
        return isinstance(message, LibraryChanged)


class Progressed(Message):
    """A refresh came on; sent from whatever thread runs it."""

    def __init__(self, done: int, total: int, failed: int) -> None:
        super().__init__()
        self.done = done
        self.total = total
        self.failed = failed

    def can_replace(self, message: Message) -> bool:
        """Let the newest state stand for those before it."""
        return isinstance(message, Progressed)
