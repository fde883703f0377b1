"""Ask web servers within limits: one deadline for a whole request, capped bodies, few redirects, no cookies.

The only importer of the HTTP library, which comes in with the first request. Everything here runs on one event loop.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from termnews.config import RefreshConfig
from termnews.model.errors import FetchError
from termnews.net import causes
from termnews.net.addresses import Reach, literal_reach, may_redirect
from termnews.net.answer import Answer, Stream
from termnews.net.gate import HostGate
from termnews.net.inflate import Body, accepted_encodings, too_large
from termnews.net.proxies import Proxies
from termnews.net.trip import Target, Trip, inwards, look_up, target_of
from termnews.net.useragent import user_agent

if TYPE_CHECKING:
    import httpx2

MOST_REDIRECTS: Final = 5
CONNECT_SECONDS: Final = 10.0
"""Longest wait for a connection, TLS included; the deadline of the request may be shorter."""
ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})
_DRAINED: Final = 16_384
"""A body that nobody wants is read this far, so that the connection can be used again."""

Conditions = Callable[[str], Mapping[str, str]]
"""Gives the validators to send to an address."""


def _unconditional(_url: str) -> Mapping[str, str]:
    return {}


class HttpClient:
    """Fetch documents. Made anywhere, used on one event loop, closed on it."""

    def __init__(self, config: RefreshConfig, *, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        """Take limits and proxy from the configuration; `transport` replaces the network in tests."""
        self._config = config
        self._gate = HostGate(config.gap)
        self._proxies = Proxies(config.proxy)
        self._fixed = transport
        self._transports: dict[str | None, httpx2.AsyncBaseTransport] = {}

    async def get(self, url: str, *, conditions: Conditions = _unconditional) -> Answer:
        """Fetch an address, redirects followed; waits for the host's turn first.

        Raises `FetchError` when no answer came; an answer with a bad status is an answer.
        """
        first = target_of(url)
        trip = Trip(first)
        async with self._gate.turn(first.lane):
            try:
                async with asyncio.timeout(self._config.deadline):
                    return await self._follow(first, conditions, trip)
            except TimeoutError:
                raise _out_of_time(trip, self._config.deadline) from None

    @asynccontextmanager
    async def stream(self, url: str, headers: Mapping[str, str], *, stall: float) -> AsyncIterator[Stream]:
        """Ask for a file of any length, redirects followed, and give its answer while its body comes.

        Waits for the host's turn, which is over once the answer begins: feeds of that host need not wait for a long
        file. `headers` are sent beside our own. Nothing limits the whole time, but where nothing comes for `stall`
        seconds, or no answer at all, it raises `FetchError`.
        """
        first = target_of(url)
        trip = Trip(first)
        async with AsyncExitStack() as stack:
            async with self._gate.turn(first.lane):
                response, target = await self._arrive(first, headers, trip, stall, stack)
            pieces = self._pieces(response, trip, stall)
            yield Stream(response.status_code, _headers(response), target.url, pieces)

    async def _arrive(
        self, first: Target, headers: Mapping[str, str], trip: Trip, stall: float, stack: AsyncExitStack
    ) -> tuple[httpx2.Response, Target]:
        """The answer that redirects lead to; the stack closes it."""
        import httpx2

        wanted = {"Accept": "*/*", "Accept-Encoding": "identity", **headers}
        target = first
        asked = {first.url}
        for _ in range(MOST_REDIRECTS + 1):
            try:
                async with asyncio.timeout(stall):
                    response = await self._begin(target, wanted, first, trip, stack)
                    location = _headers(response).get("location")
                    if response.status_code not in _REDIRECTS or not location:
                        return response, target
                    await _drain(response)
                    await stack.aclose()
                    target = await self._next(target, location, trip)
                    if target.url in asked:
                        raise _in_a_circle(target)
                    asked.add(target.url)
            except TimeoutError:
                raise _out_of_time(trip, stall) from None
            except httpx2.HTTPError as error:
                raise self._explained(error, trip) from error
        raise _too_many(first)

    async def _begin(
        self, target: Target, headers: Mapping[str, str], first: Target, trip: Trip, stack: AsyncExitStack
    ) -> httpx2.Response:
        """The headers of one answer; asked once more when an old connection turns out to be dead."""
        import httpx2

        authorization = _authorization(target, first)
        trip.depart(target, direct=self._is_direct(target))
        try:
            return await stack.enter_async_context(self._answer(target, headers, authorization, trip))
        except httpx2.HTTPError:
            if trip.fresh or trip.stage == "answering":
                raise
        trip.depart(target, direct=self._is_direct(target))
        return await stack.enter_async_context(self._answer(target, headers, authorization, trip))

    async def _pieces(self, response: httpx2.Response, trip: Trip, stall: float) -> AsyncIterator[bytes]:
        import httpx2

        pieces = response.aiter_raw()
        while True:
            try:
                async with asyncio.timeout(stall):
                    piece = await anext(pieces, None)
            except TimeoutError:
                where = causes.place(trip.target.url)
                raise causes.failure("timeout", f"nothing came for {stall:g} seconds", where=where) from None
            except httpx2.HTTPError as error:
                raise self._explained(error, trip) from error
            if piece is None:
                return
            yield piece

    async def rested(self, url: str) -> None:
        """Wait until the pause after the last request to the host of `url` is over."""
        await self._gate.rested(target_of(url).lane)

    async def aclose(self) -> None:
        """Close all connections."""
        transports, self._transports = self._transports, {}
        for transport in transports.values():
            await transport.aclose()

    async def _follow(self, first: Target, conditions: Conditions, trip: Trip) -> Answer:
        target, permanent = first, True
        asked = {first.url}
        for hop in range(MOST_REDIRECTS + 1):
            validators = conditions(target.url)
            status, headers, body = await self._ask(target, validators, first, trip)
            if status not in _REDIRECTS or not headers.get("location"):
                moved = target.url if hop and permanent else None
                return Answer(status, headers, body, target.url, moved, bool(validators))
            permanent = permanent and status in _PERMANENT
            target = await self._next(target, headers["location"], trip)
            if target.url in asked:
                raise _in_a_circle(target)
            asked.add(target.url)
        raise _too_many(first)

    async def _next(self, target: Target, location: str, trip: Trip) -> Target:
        """Where a redirect leads, if it may be followed."""
        try:
            following = target_of(urljoin(target.url, location.encode("latin-1").decode("utf-8", "replace").strip()))
        except (FetchError, ValueError):
            what = "the server sends us on to an address that is not followed"
            raise causes.failure("redirect", what, where=causes.place(target.url)) from None
        if not self._is_direct(following):
            known = literal_reach(following.host)
            found = [known] if known is not None else []
        elif following.host == target.host:
            found = []
        else:
            found = await look_up(following)
        origin = Reach.PUBLIC if trip.origin_reach is None else trip.origin_reach
        if not all(may_redirect(origin, reach) for reach in found):
            raise inwards(target.url)
        return following

    async def _ask(
        self, target: Target, validators: Mapping[str, str], first: Target, trip: Trip
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask one address; once more when an old connection turns out to be dead before it answered."""
        import httpx2

        authorization = _authorization(target, first)

        for attempt in (1, 2):
            trip.depart(target, direct=self._is_direct(target))
            try:
                async with self._answer(target, validators, authorization, trip) as answer:
                    return await self._receive(answer, target)
            except httpx2.HTTPError as error:
                if attempt == 1 and not trip.fresh and trip.stage != "answering":
                    continue
                raise self._explained(error, trip) from error
        raise AssertionError("the second attempt returns or raises")

    @asynccontextmanager
    async def _answer(
        self, target: Target, validators: Mapping[str, str], authorization: str | None, trip: Trip
    ) -> AsyncIterator[httpx2.Response]:
        """Send the request and give the answer with its headers, its body not yet read."""
        import httpx2

        headers = {
            "User-Agent": user_agent(),
            "Accept": ACCEPT,
            "Accept-Encoding": accepted_encodings(),
            **validators,
        }
        if authorization is not None:
            headers["Authorization"] = authorization
        raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
        connect = min(CONNECT_SECONDS, self._config.deadline)
        timeout = {"connect": connect, "read": None, "write": None, "pool": None}
        extensions = {"timeout": timeout, "trace": trip.trace}
        try:
            request = httpx2.Request("GET", target.url, headers=raw, extensions=extensions)
        except (httpx2.InvalidURL, UnicodeError) as error:
            raise causes.failure("address", "this address cannot be asked for", hint="Check it.") from error
        response = await self._transport(target).handle_async_request(request)
        try:
            trip.stage = "answering"
            stream = response.extensions.get("network_stream")
            trip.met(stream.get_extra_info("server_addr") if stream is not None else None)
            yield response
        finally:
            await response.aclose()

    async def _receive(self, response: httpx2.Response, target: Target) -> tuple[int, dict[str, str], bytes]:
        headers = _headers(response)
        if not 200 <= response.status_code <= 299:
            await _drain(response)
            return response.status_code, headers, b""
        where = causes.place(target.url)
        try:
            declared = headers.get("content-length", "")
            if declared.isdecimal() and int(declared) > self._config.max_bytes:
                raise too_large(self._config.max_bytes)
            body = Body(headers.get("content-encoding", ""), self._config.max_bytes)
            async for piece in response.aiter_raw():
                body.add(piece)
            return response.status_code, headers, body.close()
        except FetchError as error:
            error.where = error.where or where
            raise

    def _explained(self, error: Exception, trip: Trip) -> FetchError:
        import httpx2

        url = trip.target.url
        if isinstance(error, httpx2.ProxyError):
            return causes.failure("proxy", "the proxy does not let us through", where=causes.place(url))
        if isinstance(error, httpx2.TimeoutException):
            return _out_of_time(trip, min(CONNECT_SECONDS, self._config.deadline))
        return causes.from_exception(error, url, connected=trip.connected, answering=trip.stage == "answering")

    def _is_direct(self, target: Target) -> bool:
        return self._proxies.proxy_for(target.scheme, target.host) is None

    def _transport(self, target: Target) -> httpx2.AsyncBaseTransport:
        if self._fixed is not None:
            return self._fixed
        proxy = self._proxies.proxy_for(target.scheme, target.host)
        if proxy not in self._transports:
            self._transports[proxy] = self._open(proxy)
        return self._transports[proxy]

    def _open(self, proxy: str | None) -> httpx2.AsyncBaseTransport:
        import httpx2

        _quieten()
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=self._config.hosts, keepalive_expiry=15)
        try:
            return httpx2.AsyncHTTPTransport(http2=True, limits=limits, proxy=proxy)
        except (ValueError, httpx2.InvalidURL) as error:
            hint = "It should look like http://host:8080 or socks5://host:1080."
            raise causes.failure("proxy", "the proxy's address cannot be used", hint=hint) from error


def _authorization(target: Target, first: Target) -> str | None:
    """The credentials for an address: its own, or those of the first one where that is the same server."""
    if target.authorization is None and target.origin == first.origin:
        return first.authorization
    return target.authorization


def _in_a_circle(target: Target) -> FetchError:
    """Explain a redirect to what was asked already: without cookies the answer would be the same for ever."""
    return causes.failure("redirect", "the server sends us on in a circle", where=causes.place(target.url))


def _too_many(first: Target) -> FetchError:
    what = f"the server sends us on more than {MOST_REDIRECTS} times"
    return causes.failure("redirect", what, where=causes.place(first.url))


def _out_of_time(trip: Trip, seconds: float) -> FetchError:
    greeting = trip.stage == "greeting"
    return causes.out_of_time(trip.target.url, seconds, connected=trip.connected, greeting=greeting)


def _quieten() -> None:
    """Keep the libraries from logging addresses and headers: they may hold secrets."""
    for name in ("httpx2", "httpcore2", "hpack", "h2"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))


def _headers(response: httpx2.Response) -> dict[str, str]:
    joined: dict[str, str] = {}
    for raw_name, raw_value in response.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1").strip()
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


async def _drain(response: httpx2.Response) -> None:
    """Read a short body to its end; leave a long one, at the price of the connection."""
    left = _DRAINED
    async for piece in response.aiter_raw():
        left -= len(piece)
        if left < 0:
            return
