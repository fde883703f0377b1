"""Handing an article to a program of the person's own choice, and taking what it answers.

The program is named by a vector of arguments that a person typed or configured; nothing is ever given to a shell, and
nothing of an article becomes part of the vector but where the person put a placeholder for it.
"""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from termnews.model.errors import TermnewsError

SECONDS: Final = 60.0
"""How long a program may run."""
MOST_BYTES: Final = 4 << 20
"""Of an answer; what is beyond them is dropped, and said to be."""
_PIECE: Final = 65_536
_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program said."""

    text: str
    """Its output, then its complaints; as it came, to be cleaned before it is shown."""
    status: int
    """Its exit status; negative for the signal that ended it."""
    cut: bool = False
    """Whether there was more than is kept."""
    late: bool = False
    """Whether it was ended because it took too long."""


def filled(program: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """The program's arguments with `{name}` replaced by the values; each stays one argument."""
    return [_PLACE.sub(lambda found: values.get(found[1], found[0]), part).replace("\0", "") for part in program]


def start(
    program: Sequence[str], given: bytes, *, seconds: float = SECONDS
) -> tuple[Future[Answer], Callable[[], None]]:
    """Run a program with `given` on its standard input; give its answer, and what ends it early.

    The future raises `TermnewsError` when it cannot be started. Any thread; nothing is waited for here.
    """
    done: Future[Answer] = Future()
    try:
        process = subprocess.Popen(  # noqa: S603 - an argument vector of the person's own
            list(program),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=os.name == "posix",
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        done.set_exception(TermnewsError(f"cannot be started ({reason})", where=program[0]))
        return done, lambda: None
    # From here on it cannot be cancelled, only ended: the thread below always has the last word.
    done.set_running_or_notify_cancel()
    threading.Thread(target=_talk, args=(process, given, seconds, done), name="pipe", daemon=True).start()
    return done, lambda: _end(process)


def _talk(process: subprocess.Popen[bytes], given: bytes, seconds: float, done: Future[Answer]) -> None:
    late = threading.Event()

    def give_up() -> None:
        late.set()
        _end(process)

    timer = threading.Timer(seconds, give_up)
    timer.start()
    feeding = threading.Thread(target=_feed, args=(process, given), name="pipe-input", daemon=True)
    feeding.start()
    kept, cut = bytearray(), False
    assert process.stdout is not None
    while piece := os.read(process.stdout.fileno(), _PIECE):
        cut = cut or len(kept) + len(piece) > MOST_BYTES
        kept += piece[: MOST_BYTES - len(kept)]
        if cut:
            _end(process)
    status = process.wait()
    timer.cancel()
    process.stdout.close()
    done.set_result(Answer(kept.decode("utf-8", "replace"), status, cut, late.is_set()))


def _feed(process: subprocess.Popen[bytes], given: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(given)
        process.stdin.close()
    except OSError:
        # It wanted no more: `head` does so.
        return


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        import signal

        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    else:
        process.kill()
