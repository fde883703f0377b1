"""A real pseudo-terminal with the program in it, and a screen that understands what it draws (POSIX only)."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "space": b" ",
    "tab": b"\t",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
}
REPLIES = (
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[?u", b"\x1b[?0u"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
)
ALLOWED = re.compile(
    rb"""\x1b\[ [0-9;:]* m              # colours
       | \x1b\[ [0-9;]* [HABCDGKJ]      # cursor, erase
       | \x1b\[ \? [0-9;]+ [hl]         # modes
       | \x1b\[ \? [0-9;]+ \$p          # mode queries
       | \x1b\[ [><=]? [0-9;]* u        # keyboard protocol
       | \x1b\[ \? u
       | \x1b\[ [0-9;]* [ct]            # device attributes, window
       | \x1b\[ [0-9]* \x20 q           # cursor shape
       | \x1b\[ \? 6 n
       | \x1b [78=>]
       | \x1b\]8; (?:id=[0-9-]+)? ; (?:https?://[!-~]+)? \x1b\\  # links, visible ASCII only
       | \x1b _ [^\x1b]* \x1b\\         # graphics query at start
    """,
    re.VERBOSE,
)
"""What the toolkit itself sends."""


class Terminal:
    """Run a command in a terminal of `columns` x `rows`; use as a context manager."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 100,
        rows: int = 30,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Start it."""
        self.output = b""
        self.status: int | None = None
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._pid, self._descriptor = pty.fork()
        if self._pid == 0:  # pragma: no cover - the child becomes the program
            try:
                if cwd is not None:
                    os.chdir(cwd)
                variables = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
                variables.update(environment or {})
                os.execvpe(command[0], list(command), variables)
            finally:
                os._exit(127)
        self.resize(columns, rows)

    def __enter__(self) -> Self:
        """Hand out the running terminal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End whatever still runs."""
        if self.status is None:
            os.kill(self._pid, signal.SIGKILL)
            _, status = os.waitpid(self._pid, 0)
            self.status = os.waitstatus_to_exitcode(status)
        os.close(self._descriptor)

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size."""
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, *keys: str) -> None:
        """Press keys: names of `KEYS`, or text."""
        for key in keys:
            os.write(self._descriptor, KEYS.get(key, key.encode()))
            self.read(0.05)

    def type_ahead(self, text: str) -> None:
        """Type faster than anybody looks."""
        os.write(self._descriptor, text.encode())

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self._pid, number)

    def hang_up(self) -> None:
        """Close the terminal, as closing its window does."""
        os.close(self._descriptor)
        self._descriptor = os.open(os.devnull, os.O_RDONLY)

    def read(self, seconds: float) -> None:
        """Take in what the program draws for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self._descriptor], [], [], left)
            if not ready:
                return
            try:
                data = os.read(self._descriptor, 65536)
            except OSError:
                return
            if not data:
                return
            self.output += data
            self._stream.feed(data)
            for question, answer in REPLIES:
                for _ in range(data.count(question)):
                    os.write(self._descriptor, answer)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self._screen.display)

    def wait_for(self, wanted: str, *, seconds: float = 20.0) -> str:
        """Wait until text stands on the screen; fail with the screen if it never does."""
        end = time.monotonic() + seconds
        while wanted not in self.text:
            if time.monotonic() > end:
                raise AssertionError(f"{wanted!r} never appeared on:\n{self.text}")
            self.read(0.1)
        return self.text

    def wait_for_end(self, *, seconds: float = 20.0) -> int:
        """Wait until the program ends; return its exit status (negative: the signal that ended it)."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self.read(0.1)
                self.status = os.waitstatus_to_exitcode(status)
                return self.status
        raise AssertionError(f"still running, and shows:\n{self.text}")

    def foreign_sequences(self) -> list[bytes]:
        """Control sequences in the output that the toolkit has no business sending."""
        # Reading may have stopped in the middle of a sequence.
        whole = re.sub(rb"\x1b(?:\[[0-9;:?]*)?$", b"", self.output)
        rest = ALLOWED.sub(b"", whole)
        rest = re.sub(rb"[\x09\x0a\x0d\x0f]", b"", rest)
        found = [match.group() for match in re.finditer(rb"\x1b.{0,12}|[\x00-\x08\x0b-\x1f\x7f]", rest, re.DOTALL)]
        text = rest.decode("utf-8", errors="replace")
        c1 = [character.encode() for character in text if "\x80" <= character <= "\x9f"]
        return found + c1
