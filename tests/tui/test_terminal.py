"""The reader in a real pseudo-terminal: what it sends, and how it leaves."""

from __future__ import annotations

import shlex
import signal
import sys
from pathlib import Path

import pytest

from termnews.cli.status import Status

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


@pytest.mark.parametrize("busy", [False, True])
def test_closing_the_terminal_ends_it(busy: bool) -> None:
    """Also while much is drawn: what waits to be written to nobody must not be waited for."""
    from tests.support.terminal import Terminal

    with Terminal(COMMAND, columns=200, rows=60, cwd=ROOT) as terminal:
        terminal.wait_for("Night ferry link")
        if busy:
            terminal.type_ahead("jk" * 200)
        terminal.hang_up()
        assert terminal.wait_for_end() is not None


@pytest.mark.parametrize("elsewhere", ["2>/dev/null", "2>&-"])
def test_it_is_seen_wherever_its_errors_go(elsewhere: str) -> None:
    from tests.support.terminal import Terminal

    with Terminal(["sh", "-c", f"{shlex.join(COMMAND)} {elsewhere}"], columns=100, rows=30, cwd=ROOT) as terminal:
        terminal.wait_for("Night ferry link")
        terminal.send("Q")
        assert terminal.wait_for_end() == 0


def test_a_dumb_terminal_is_told_what_works_instead() -> None:
    from tests.support.terminal import Terminal

    with Terminal([sys.executable, "-m", "termnews"], cwd=ROOT, environment={"TERM": "dumb"}) as terminal:
        terminal.wait_for("termnews list")
        assert terminal.wait_for_end() == Status.USAGE


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
