"""`python -m benchmarks.http_clients`: what a request costs with our client, the bare library, and others.

A server in a process of its own answers 304 and 200 (gzip) on 127.0.0.1, drips, and sends a bomb. Every client runs in
a fresh process; what counts is processor time per request, since behind a real network only that can be felt.
Candidates that are not installed are left out.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import http.client
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

IN_FLIGHT = 32
DEADLINE = 5.0
ETAG = '"benchmark"'
ITEMS = b"".join(b"<item><title>Entry %d</title></item>" % n for n in range(6000))
BODY = b"<rss><channel>" + ITEMS + b"</channel></rss>"
BOMB = gzip.compress(b" " * (256 << 20))

Ask = Callable[[str, bool], Awaitable[int]]
"""Ask an address, conditionally or not; gives the status."""


async def serve() -> None:
    """Answer until the parent goes away; the port is printed first."""
    packed = gzip.compress(BODY)

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await answer(head, packed, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def answer(head: bytes, packed: bytes, writer: asyncio.StreamWriter) -> None:
    """Send one answer; what is asked decides which."""
    if head.startswith(b"GET /drip"):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.5)
    if b"if-none-match" in head.lower():
        writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\n\r\n".encode())
    else:
        body = BOMB if head.startswith(b"GET /bomb") else packed
        writer.write(
            f"HTTP/1.1 200 OK\r\nETag: {ETAG}\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
    await writer.drain()


async def with_ours(work: Callable[[Ask], Awaitable[None]]) -> None:
    """Our client: deadline, bounded inflation, checks of redirects and addresses."""
    from termnews.config import RefreshConfig
    from termnews.net.client import HttpClient

    client = HttpClient(RefreshConfig(gap=0.0, deadline=DEADLINE))
    gates: dict[str, Any] = {}

    async def ask(url: str, conditional: bool) -> int:
        # One host at a time is our rule; here each request must count as a host of its own.
        client._gate = gates.setdefault(url, type(client._gate)(0.0))
        given = {"If-None-Match": ETAG} if conditional else {}
        return (await client.get(url, conditions=lambda _: given)).status

    try:
        await work(ask)
    finally:
        await client.aclose()


async def with_httpx2(work: Callable[[Ask], Awaitable[None]]) -> None:
    """The library that ours stands on, used plainly."""
    import httpx2

    async with httpx2.AsyncClient(timeout=DEADLINE) as client:

        async def ask(url: str, conditional: bool) -> int:
            answered = await client.get(url, headers={"If-None-Match": ETAG} if conditional else {})
            return answered.status_code

        await work(ask)


async def with_aiohttp(work: Callable[[Ask], Awaitable[None]]) -> None:
    """The usual asyncio client."""
    aiohttp: Any = importlib.import_module("aiohttp")
    limit = aiohttp.ClientTimeout(total=DEADLINE)
    async with aiohttp.ClientSession(timeout=limit, connector=aiohttp.TCPConnector(limit=IN_FLIGHT)) as client:

        async def ask(url: str, conditional: bool) -> int:
            async with client.get(url, headers={"If-None-Match": ETAG} if conditional else {}) as answered:
                await answered.read()
                return int(answered.status)

        await work(ask)


async def with_threads(work: Callable[[Ask], Awaitable[None]]) -> None:
    """The standard library in threads, a connection for each request."""
    pool = ThreadPoolExecutor(IN_FLIGHT)

    def fetch(url: str, conditional: bool) -> int:
        place, _, path = url.removeprefix("http://").partition("/")
        connection = http.client.HTTPConnection(place, timeout=DEADLINE)
        headers = {"Accept-Encoding": "gzip", **({"If-None-Match": ETAG} if conditional else {})}
        connection.request("GET", f"/{path}", headers=headers)
        answered = connection.getresponse()
        body = answered.read()
        if answered.headers.get("Content-Encoding") == "gzip" and body:
            gzip.decompress(body)
        connection.close()
        return answered.status

    async def ask(url: str, conditional: bool) -> int:
        return await asyncio.get_running_loop().run_in_executor(pool, fetch, url, conditional)

    await work(ask)


CLIENTS = {"ours": with_ours, "httpx2": with_httpx2, "aiohttp": with_aiohttp, "http.client": with_threads}


def measured(name: str, base: str, count: int) -> dict[str, Any]:
    """Everything about one client, in this process."""
    found: dict[str, Any] = {}

    async def work(ask: Ask) -> None:
        await asyncio.gather(*(ask(f"{base}/warm{n}", False) for n in range(IN_FLIGHT)))
        for label, conditional in (("304", True), ("200", False)):
            cpu, wall = time.process_time(), time.perf_counter()
            await flood(ask, base, count, conditional)
            spent = time.process_time() - cpu
            found[label] = (1000 * spent / count, count / (time.perf_counter() - wall))
        found["drip"] = await hostile(ask, f"{base}/drip")
        before = memory()
        found["bomb"] = await hostile(ask, f"{base}/bomb")
        found["bomb_mb"] = max(0, memory() - before) >> 20

    cpu = time.process_time()
    importlib.import_module({"ours": "httpx2", "http.client": "http.client"}.get(name, name))
    found["import_ms"] = 1000 * (time.process_time() - cpu)
    # Not asyncio.run: it would wait for threads that never end.
    asyncio.new_event_loop().run_until_complete(CLIENTS[name](work))
    return found


async def flood(ask: Ask, base: str, count: int, conditional: bool) -> None:
    """Ask `count` times, some at a time."""
    numbers = iter(range(count))

    async def lane() -> None:
        for number in numbers:
            status = await ask(f"{base}/{number}", conditional)
            assert status == (304 if conditional else 200)

    await asyncio.gather(*(lane() for _ in range(IN_FLIGHT)))


async def hostile(ask: Ask, url: str) -> str:
    """How a client takes something bad: what came of it, and after how many seconds."""
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(3 * DEADLINE):
            result = f"took it as {await ask(url, False)}"
    except Exception as error:  # noqa: BLE001  # boundary: whatever a client raises is the result
        result = type(error).__name__
    spent = time.perf_counter() - begun
    return "never ends" if spent > 3 * DEADLINE - 0.5 else f"{result}, {spent:.1f} s"


def memory() -> int:
    """Most memory this process ever used, in bytes; 0 where the system does not say."""
    from termnews.services.limits import memory_used

    return memory_used()


def main() -> None:
    """Run the server and each client, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--client", help=argparse.SUPPRESS)
    parser.add_argument("--base", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        asyncio.run(serve())
    elif chosen.client:
        print(json.dumps(measured(chosen.client, chosen.base, chosen.count)), flush=True)
        os._exit(0)  # threads that wait for a dripping server cannot be ended otherwise
    else:
        compare(chosen.count)


def compare(count: int) -> None:
    """Print the table."""
    me = [sys.executable, "-m", "benchmarks.http_clients"]
    server = subprocess.Popen([*me, "--serve"], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    base = f"http://127.0.0.1:{int(server.stdout.readline())}"
    print(f"{'client':12} {'import':>8} {'304':>16} {'200 (216 kB)':>16}   drip / bomb of 256 MB")
    try:
        for name in CLIENTS:
            if name == "aiohttp" and importlib.util.find_spec(name) is None:
                continue
            command = [*me, "--client", name, "--base", base, "--count", str(count)]
            done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
            print(line(name, json.loads(done.stdout)))
    finally:
        server.kill()
        server.wait()


def line(name: str, found: dict[str, Any]) -> str:
    """One row of the table."""
    costs = "".join(f" {found[label][0]:6.2f} ms {found[label][1]:5.0f}/s" for label in ("304", "200"))
    hostile_cases = f"{found['drip']} / {found['bomb']}, +{found['bomb_mb']} MB"
    return f"{name:12} {found['import_ms']:5.0f} ms{costs}   {hostile_cases}"


if __name__ == "__main__":
    main()
