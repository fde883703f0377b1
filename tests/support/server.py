"""A small real HTTP server on 127.0.0.1 for tests: it answers what it is told, counts, and misbehaves on demand."""

from __future__ import annotations

import gzip
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO


@dataclass(frozen=True)
class Reply:
    """One answer. With `raw` the bytes go out as they are and nothing else counts but `pause`, `hang` and `reset`."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    """Given with the answer; a request that names it gets 304."""
    modified: str | None = None
    """Last-Modified, in the same way."""
    compress: bool = False
    """Send as gzip when the request allows it."""
    wait: float = 0.0
    """Seconds before the answer."""
    pause: float = 0.0
    """Seconds between two bytes of the answer."""
    raw: bytes | None = None
    hang: bool = False
    """Stay silent after what was sent, instead of closing."""
    reset: bool = False
    """Break the connection off by a reset."""


@dataclass(frozen=True)
class Seen:
    """A request that came in; header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]


class Server:
    """What a test talks to: set replies by path, read what was asked."""

    def __init__(self, host: str, tls: ssl.SSLContext | None) -> None:
        self.seen: list[Seen] = []
        self._replies: dict[str, list[Reply]] = {}
        self._stopping = threading.Event()
        server = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):
                    server._converse(self.request, tls)

        class Listener(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False
            request_queue_size = 128

        self._listener = Listener((host, 0), Handler)
        self.host, self.port = host, int(self._listener.server_address[1])
        self._scheme = "https" if tls else "http"
        self._thread = threading.Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"{self._scheme}://{self.host}:{self.port}{path}"

    def on(self, path: str, *replies: Reply) -> str:
        """Answer a path with these replies, one after another, the last one for ever; gives the address."""
        self._replies[path] = list(replies)
        return self.url(path)

    def asked(self, path: str) -> list[Seen]:
        """The requests for a path."""
        return [seen for seen in self.seen if seen.target.partition("?")[0] == path]

    def close(self) -> None:
        """Stop, also in the middle of an answer."""
        self._stopping.set()
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join(2)

    def _converse(self, connection: socket.socket, tls: ssl.SSLContext | None) -> None:
        if tls is not None:
            connection = tls.wrap_socket(connection, server_side=True)
        with connection, connection.makefile("rb") as stream:
            while (request := _read(stream)) is not None:
                self.seen.append(request)
                replies = self._replies.get(request.target.partition("?")[0], [Reply(status=404)])
                reply = replies.pop(0) if len(replies) > 1 else replies[0]
                self._stopping.wait(reply.wait)
                if not self._send(connection, reply, request):
                    return

    def _send(self, connection: socket.socket, reply: Reply, request: Seen) -> bool:
        """Send an answer; says whether the connection may go on."""
        data = reply.raw if reply.raw is not None else _compose(reply, request)
        if reply.pause:
            for byte in data:
                connection.sendall(bytes([byte]))
                if self._stopping.wait(reply.pause):
                    break
        else:
            connection.sendall(data)
        if reply.hang:
            self._stopping.wait(60)
        if reply.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return reply.raw is None and not reply.reset


@contextmanager
def serving(host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for the length of a `with` block."""
    server = Server(host, tls)
    try:
        yield server
    finally:
        server.close()


def rss(*titles: str, head: str = "") -> bytes:
    """A small feed with an item for each title."""
    items = "".join(
        f"<item><title>{title}</title><guid>{title}</guid><link>https://example.org/{title}</link>"
        f"<pubDate>Mon, 0{1 + number % 9} Jan 2024 10:00:00 GMT</pubDate>"
        f"<description>Text of {title}.</description></item>"
        for number, title in enumerate(titles)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title><link>https://example.org/</link>'
        f"<description>d</description>{head}{items}</channel></rss>"
    ).encode()


def _read(stream: BinaryIO) -> Seen | None:
    readline = stream.readline
    first = readline(65_537).decode("latin-1").split()
    if len(first) < 2:
        return None
    headers: dict[str, str] = {}
    while line := readline(65_537).decode("latin-1").strip("\r\n"):
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return Seen(first[0], first[1], headers)


def _compose(reply: Reply, request: Seen) -> bytes:
    headers = {"Date": time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime()), **reply.headers}
    status, body = reply.status, reply.body
    for name, value, condition in (
        ("ETag", reply.etag, "if-none-match"),
        ("Last-Modified", reply.modified, "if-modified-since"),
    ):
        if value is not None:
            headers[name] = value
            if request.headers.get(condition) == value:
                status, body = 304, b""
    if reply.compress and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body)
        headers["Content-Encoding"] = "gzip"
    if status not in (204, 304):
        headers.setdefault("Content-Length", str(len(body)))
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
