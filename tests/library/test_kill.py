"""Killed at any moment, a library keeps every mark that was promised, and refreshes whole or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tests" / "support" / "kill_library.py"
KILLS = 5


def run_until_killed(folder: Path, seed: int, delay: float) -> list[str]:
    """Start the worker, kill it so many seconds after its first word; give what it said."""
    read, write = os.pipe()

    def as_third() -> None:
        os.dup2(write, 3)

    worker = subprocess.Popen(
        [sys.executable, str(SCRIPT), "work", str(folder), str(seed)],
        preexec_fn=as_third,
        close_fds=False,
        env=environment(),
    )
    os.close(write)
    said = b""
    deadline = time.monotonic() + 30
    with os.fdopen(read, "rb", buffering=0) as pipe:
        said += pipe.read(1) or b""
        os.set_blocking(pipe.fileno(), False)
        end = time.monotonic() + delay
        while time.monotonic() < min(end, deadline):
            said += pipe.read(1 << 16) or b""
            time.sleep(0.005)
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
        while chunk := pipe.read(1 << 16):
            said += chunk
    return said.decode().split("\n")[:-1]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL and a third file descriptor")
def test_promises_survive_sigkill(tmp_path: Path) -> None:
    chance = random.Random(4)
    promised: dict[tuple[str, str], set[str]] = {}
    for seed in range(KILLS):
        for line in run_until_killed(tmp_path, seed, chance.uniform(0.02, 0.4)):
            word, kind, number, value = line.split(" ")
            held = promised.setdefault((kind, number), set())
            if word == "ACK":
                promised[kind, number] = {value}
            elif held:
                held.add(value)
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "check", str(tmp_path)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert lines[-1:] == ["OK"], done.stderr
    facts = {tuple(line.split(" ")[:2]): line.split(" ")[2] for line in lines[:-1]}
    lost = {key: values for key, values in promised.items() if values and facts.get(key) not in values}
    assert promised
    assert lost == {}
