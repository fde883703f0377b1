"""Time a program as its person sees it: in a pseudo-terminal, from exec to text, and from key to repaint (POSIX)."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

REPLIES = ((b"\x1b[c", b"\x1b[?62;22c"), (b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[?2048$p", b"\x1b[?2048;0$y"))


class TimedTerminal:
    """A command in a terminal, with a clock that starts at exec."""

    def __init__(
        self, command: Sequence[str], *, columns: int, rows: int, environment: Mapping[str, str] | None = None
    ) -> None:
        """Start the command."""
        self.started = time.perf_counter()
        self.output = b""
        self._pid, self._descriptor = pty.fork()
        if self._pid == 0:
            size = struct.pack("HHHH", rows, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            variables = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
            variables.update(environment or {})
            os.execvpe(command[0], list(command), variables)

    def read(self, seconds: float) -> bytes:
        """Take in what comes within so many seconds; empty when nothing does."""
        ready, _, _ = select.select([self._descriptor], [], [], max(0.0, seconds))
        if not ready:
            return b""
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:
            return b""
        self.output += data
        for question, answer in REPLIES:
            if question in data:
                os.write(self._descriptor, answer)
        return data

    def until(self, needle: bytes, *, timeout: float = 60.0) -> float:
        """Seconds from exec until the needle stands in the output."""
        end = time.perf_counter() + timeout
        seen = 0
        while self.output.find(needle, max(0, seen - len(needle))) < 0:
            seen = len(self.output)
            if time.perf_counter() > end:
                raise TimeoutError(f"{needle!r} did not come; the output ends with {self.output[-200:]!r}")
            self.read(0.5)
        return time.perf_counter() - self.started

    def settle(self, *, quiet: float = 0.4, timeout: float = 20.0) -> None:
        """Wait until nothing has come for a while."""
        end = time.perf_counter() + timeout
        while time.perf_counter() < end and self.read(quiet):
            pass

    def press(self, key: bytes, *, quiet: float = 0.06, timeout: float = 5.0) -> tuple[float, float] | None:
        """Press a key; return seconds to the first and to the last byte of the answer, None when none came."""
        start = time.perf_counter()
        os.write(self._descriptor, key)
        first = last = 0.0
        while self.read(quiet if first else timeout):
            last = time.perf_counter() - start
            first = first or last
        return (first, last) if first else None

    def times(self, keys: bytes | Sequence[bytes], count: int) -> list[float]:
        """Seconds until the answer to each of so many keys, taken in turn, stands on the screen whole."""
        given = (keys,) if isinstance(keys, bytes) else keys
        answers = [self.press(given[number % len(given)], quiet=0.02) for number in range(count)]
        return [answer[1] for answer in answers if answer is not None]

    def private_memory(self) -> float:
        """What the program has in memory for itself alone in MB, 0 where the system does not tell."""
        try:
            with Path(f"/proc/{self._pid}/smaps_rollup").open(encoding="ascii") as lines:
                return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("Private_"))
        except OSError:
            return 0.0

    def peak_memory(self) -> float:
        """Largest resident size so far in MB, 0 where the system does not tell."""
        try:
            with Path(f"/proc/{self._pid}/status").open(encoding="ascii") as status:
                return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), 0.0)
        except OSError:
            return 0.0

    def close(self) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._descriptor)
