"""The reader in a real pseudo-terminal: what it sends, and how it leaves."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

pytest.importorskip("pty")
pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX's")]

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "tests.support.fake_program"]
ALTERNATE_SCREEN_OFF, CURSOR_ON = b"\x1b[?1049l", b"\x1b[?25h"


def foreign(found: list[bytes]) -> list[bytes]:
    """What is not the toolkit's own: it names the shape of the mouse pointer."""
    return [sequence for sequence in found if not sequence.startswith(b"\x1b]22;")]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_and_gives_the_terminal_back(name: str) -> None:
    from tests.support.terminal import Terminal

    with Terminal(COMMAND, columns=100, rows=30, cwd=ROOT) as terminal:
        terminal.wait_for("Night ferry link")
        terminal.signal(signal.Signals[name])
        assert terminal.wait_for_end() == 0
        assert ALTERNATE_SCREEN_OFF in terminal.output
        assert terminal.output.rindex(CURSOR_ON) > terminal.output.rindex(b"\x1b[?25l")


def test_hostile_titles_send_nothing_to_the_terminal() -> None:
    from tests.support.terminal import Terminal

    with Terminal([*COMMAND, "hostile"], columns=100, rows=30, cwd=ROOT) as terminal:
        terminal.wait_for("[@click=app.quit]")
        terminal.send("j", "j", "enter", "h", "t", "escape", "s", "i", "escape")
        terminal.read(1.0)
        assert not foreign(terminal.foreign_sequences())
        terminal.send("Q")
        assert terminal.wait_for_end() == 0
        assert not foreign(terminal.foreign_sequences())
