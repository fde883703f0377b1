"""Turns at hosts, threads beside the loop, and the choice of a proxy."""

from __future__ import annotations

import asyncio
import threading
import urllib.request
from concurrent.futures import Future

import pytest

from termnews.net.gate import HostGate
from termnews.net.loop import DaemonThreads, FetchLoop
from termnews.net.proxies import Proxies


async def test_one_at_a_time_in_order() -> None:
    gate, inside, order = HostGate(0.0), 0, []

    async def visit(number: int) -> None:
        nonlocal inside
        async with gate.turn("a:80"):
            inside += 1
            assert inside == 1
            order.append(number)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(visit(number) for number in range(20)))
    assert order == list(range(20))


async def test_hosts_do_not_wait_for_each_other() -> None:
    gate = HostGate(60.0)
    async with gate.turn("a:80"), asyncio.timeout(5), gate.turn("b:80"):
        pass


async def test_a_pause_separates_two_requests() -> None:
    gate = HostGate(0.05)
    loop = asyncio.get_running_loop()
    async with gate.turn("a:80"):
        pass
    begun = loop.time()
    async with gate.turn("a:80"):
        assert loop.time() - begun >= 0.045
    await gate.rested("a:80")
    assert loop.time() - begun >= 0.09
    await gate.rested("never asked:80")


async def test_hosts_of_the_past_are_forgotten() -> None:
    gate = HostGate(0.0)
    for number in range(2000):
        async with gate.turn(f"{number}:80"):
            pass
    assert len(gate._doors) <= 513


async def test_a_cancelled_turn_lets_the_next_in() -> None:
    gate = HostGate(0.0)
    async with gate.turn("a:80"):
        waiting = asyncio.ensure_future(gate.turn("a:80").__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(5), gate.turn("a:80"):
        pass


def test_blocking_calls_run_beside_the_loop() -> None:
    loop = FetchLoop()
    try:
        name = loop.run_until_complete(loop.run_in_executor(None, lambda: threading.current_thread().daemon))
        assert name is True
        assert loop.run_until_complete(asyncio.wait_for(_to_thread(7), 5)) == 7
    finally:
        loop.close()


async def _to_thread(value: int) -> int:
    return await asyncio.to_thread(lambda: value)


def test_threads_come_as_needed_and_bring_errors_back() -> None:
    threads = DaemonThreads(3)
    gate = threading.Event()
    busy = [threads.submit(gate.wait) for _ in range(3)]
    queued: Future[int] = threads.submit(lambda: 5)
    dropped = threads.submit(lambda: 6)
    assert dropped.cancel()
    gate.set()
    assert all(future.result(5) for future in busy)
    assert queued.result(5) == 5

    def fail() -> None:
        raise LookupError("no")

    with pytest.raises(LookupError):
        threads.submit(fail).result(5)
    assert threads._threads <= 3


def test_the_configured_proxy_takes_all_but_this_machine() -> None:
    proxies = Proxies("socks5://10.0.0.1:1080")
    assert proxies.proxy_for("https", "example.org") == "socks5://10.0.0.1:1080"
    for host in ("localhost", "127.0.0.1", "::1"):
        assert proxies.proxy_for("http", host) is None


def test_the_environment_names_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urllib.request, "getproxies", lambda: {"http": "10.0.0.1:3128", "all": "http://10.0.0.2:80"})
    monkeypatch.setattr(urllib.request, "proxy_bypass", lambda host: host == "inside.example")
    proxies = Proxies("")
    assert proxies.proxy_for("http", "example.org") == "http://10.0.0.1:3128"
    assert proxies.proxy_for("https", "example.org") == "http://10.0.0.2:80"
    assert proxies.proxy_for("http", "inside.example") is None
