"""Where a request goes and what it meets on the way: addresses taken apart, and the networks that it leads through."""

from __future__ import annotations

import asyncio
import base64
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from termnews.model.errors import FetchError
from termnews.net import causes
from termnews.net.addresses import Reach, literal_reach, may_redirect, reach_of


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: what is asked, and who asks."""

    url: str
    """Without user name, password and fragment."""
    scheme: str
    host: str
    port: int
    authorization: str | None = field(default=None, repr=False)

    @property
    def origin(self) -> tuple[str, str, int]:
        """What credentials belong to."""
        return self.scheme, self.host, self.port

    @property
    def lane(self) -> str:
        """Host and port: what asks one thing at a time."""
        return f"{self.host}:{self.port}"


def target_of(url: str) -> Target:
    """Take an http(s) address apart; raises `FetchError` for what cannot be fetched."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise causes.failure("address", "this address is not complete", hint="Check it.") from error
    if parts.scheme not in ("http", "https") or not _is_host(host) or not url.isprintable():
        raise causes.failure("address", "this is not a web address", hint="It should begin with https:// or http://.")
    authorization = None
    if parts.username is not None or parts.password is not None:
        pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}".encode()
        authorization = f"Basic {base64.b64encode(pair).decode('ascii')}"
    place = parts.netloc.rpartition("@")[2]
    plain = urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))
    return Target(plain, parts.scheme, host, port or (443 if parts.scheme == "https" else 80), authorization)


def _is_host(text: str) -> bool:
    return bool(text) and not any(character.isspace() for character in text)


class Trip:
    """What is known about one request on its way: how far it came, and what network it came through."""

    def __init__(self, first: Target) -> None:
        self.target = first
        self.origin_reach: Reach | None = None
        self.direct = True
        self.fresh = False
        self.stage = "connecting"
        """`connecting`, `greeting` (TLS), `asking`, `answering`."""

    @property
    def connected(self) -> bool:
        """Whether the request could be sent."""
        return self.stage in ("asking", "answering")

    def depart(self, target: Target, *, direct: bool) -> None:
        """Set out for an address, through a proxy or not."""
        self.target, self.direct, self.fresh, self.stage = target, direct, False, "connecting"

    async def trace(self, event: str, told: Mapping[str, Any]) -> None:
        """Follow what the HTTP library does; leave as soon as a connection leads where it must not."""
        if event == "connection.connect_tcp.complete":
            self.fresh, self.stage = True, "asking"
            stream = told["return_value"]
            try:
                self.met(stream.get_extra_info("server_addr"))
            except FetchError:
                await stream.aclose()
                raise
        elif event == "connection.start_tls.started":
            self.stage = "greeting"
        elif event == "connection.start_tls.complete":
            self.stage = "asking"

    def met(self, peer: object) -> None:
        """Judge the machine at the other end; the first one sets how far inwards redirects may lead."""
        if not self.direct:
            return
        reach = _reach(peer, self.target.host)
        if self.origin_reach is None:
            self.origin_reach = reach
        elif not may_redirect(self.origin_reach, reach):
            raise inwards(self.target.url)
        else:
            self.origin_reach = min(self.origin_reach, reach)


async def look_up(target: Target) -> list[Reach]:
    """Judge all addresses that a name stands for; raises `FetchError` when it stands for none."""
    if (known := literal_reach(target.host)) is not None:
        return [known]
    try:
        found = await asyncio.get_running_loop().getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise causes.from_exception(error, target.url, connected=False, answering=False) from error
    return [reach_of(str(each[4][0])) for each in found]


def _reach(peer: object, host: str) -> Reach:
    """Where the machine at the other end stands; a transport that does not say is judged by the name asked for."""
    if isinstance(peer, tuple) and peer:
        try:
            return reach_of(str(peer[0]))
        except ValueError:
            pass
    known = literal_reach(host)
    return Reach.PUBLIC if known is None else known


def inwards(url: str) -> FetchError:
    """Explain a redirect that leads where it must not."""
    what = "the server sends us on into a private network"
    return causes.failure("redirect", what, where=causes.place(url), hint="That is not followed.")
