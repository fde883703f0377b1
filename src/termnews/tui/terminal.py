"""The terminal that is drawn on may be closed at any moment: then nobody reads, and that must hold up nothing."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import IO, Any

from textual.driver import Driver


class LastingOutput:
    """A stream whose reader may leave: what cannot be written any more is dropped.

    The toolkit writes on a thread of its own from a short queue. An error would end that thread, and then whoever
    draws would wait for ever for room in the queue, deaf to every signal.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write, if somebody is still there."""
        with suppress(OSError, ValueError):
            self._stream.write(text)

    def flush(self) -> None:
        """Send what was written, if somebody is still there."""
        with suppress(OSError, ValueError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        """Everything else is asked of the stream itself."""
        return getattr(self._stream, name)


def lasting(driver: type[Driver]) -> type[Driver]:
    """Make a driver that outlives its terminal; one that writes in another way stays as it is."""

    def start(self: Any, *arguments: Any, **named: Any) -> None:
        driver.__init__(self, *arguments, **named)
        if hasattr(self, "_file"):
            self._file = LastingOutput(_screen_of(self._file))

    return type(f"Lasting{driver.__name__}", (driver,), {"__init__": start})


def _screen_of(stream: IO[str] | None) -> IO[str]:
    """The toolkit draws on standard error; where a person has led that elsewhere, standard output is the screen."""
    if stream is not None and stream.isatty():
        return stream
    assert sys.__stdout__ is not None, "whoever starts the reader has looked that there is a terminal"
    return sys.__stdout__
