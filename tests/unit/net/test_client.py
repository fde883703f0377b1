"""Requests against a real server that behaves, and one that does not."""

from __future__ import annotations

import asyncio
import gzip
import logging
import re
import socket
import ssl
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from email.message import Message
from pathlib import Path

import pytest
import trustme

from termnews import __version__
from termnews.config import RefreshConfig
from termnews.model.errors import FetchError
from termnews.net import trip
from termnews.net.addresses import Reach
from termnews.net.client import HttpClient
from termnews.net.trip import target_of
from termnews.net.useragent import user_agent
from tests.support.server import Reply, Server, rss, serving

FEED = rss("One", "Two")


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of this machine."""
    with serving() as running:
        yield running


@asynccontextmanager
async def client(**settings: object) -> AsyncIterator[HttpClient]:
    """A client without pauses between requests."""
    config = RefreshConfig(**{"gap": 0.0, "deadline": 5.0, **settings})  # type: ignore[arg-type]
    made = HttpClient(config)
    try:
        yield made
    finally:
        await made.aclose()


async def refusal(url: str, **settings: object) -> FetchError:
    """The error that a fetch ends in."""
    async with client(**settings) as made:
        with pytest.raises(FetchError) as caught:
            await made.get(url)
    return caught.value


async def test_a_feed_arrives_whole(server: Server) -> None:
    url = server.on("/feed", Reply(FEED, headers={"Content-Type": 'Application/RSS+XML; charset="UTF-8"'}))
    async with client() as made:
        answer = await made.get(url)
    assert (answer.status, answer.body, answer.final_url) == (200, FEED, url)
    assert (answer.media_type, answer.charset) == ("application/rss+xml", "utf-8")
    assert answer.moved_to is None


async def test_requests_have_manners(server: Server) -> None:
    url = server.on("/feed", Reply(FEED, headers={"Set-Cookie": "who=me; Path=/"}))
    async with client() as made:
        await made.get(url)
        await made.get(url)
    first, second = server.asked("/feed")
    assert first.method == second.method == "GET"
    assert re.fullmatch(r"termnews/\S+ \(feed reader(; \+https?://\S+)?\)", first.headers["user-agent"])
    assert "application/atom+xml" in first.headers["accept"]
    assert first.headers["accept-encoding"].startswith("gzip")
    assert not {"cookie", "referer", "authorization", "if-none-match"} & set(second.headers)


async def test_compressed_feeds_are_inflated(server: Server) -> None:
    url = server.on("/feed", Reply(FEED, compress=True))
    async with client() as made:
        answer = await made.get(url)
    assert answer.body == FEED
    assert answer.headers["content-encoding"] == "gzip"


async def test_validators_go_to_the_address_that_gave_them(server: Server) -> None:
    target = server.on("/real", Reply(FEED, etag='W/"a b"'))
    url = server.on("/feed", Reply(status=302, headers={"Location": "/real"}))
    async with client() as made:
        answer = await made.get(url, conditions=lambda asked: {"If-None-Match": 'W/"a b"'} if asked == target else {})
    assert (answer.status, answer.conditional) == (304, True)
    assert "if-none-match" not in server.asked("/feed")[0].headers
    assert server.asked("/real")[0].headers["if-none-match"] == 'W/"a b"'


@pytest.mark.parametrize(
    ("statuses", "moved"), [((301,), True), ((308, 301), True), ((302,), False), ((301, 307), False), ((303,), False)]
)
async def test_only_permanent_redirects_move(server: Server, statuses: tuple[int, ...], moved: bool) -> None:
    for number, status in enumerate(statuses):
        server.on(f"/{number}", Reply(status=status, headers={"Location": f"/{number + 1}"}))
    end = server.on(f"/{len(statuses)}", Reply(FEED))
    async with client() as made:
        answer = await made.get(server.url("/0"))
    assert answer.moved_to == (end if moved else None)
    assert answer.final_url == end


async def test_credentials_stay_with_their_origin_and_out_of_sight(server: Server) -> None:
    with serving() as other:
        server.on("/feed", Reply(status=302, headers={"Location": "/again"}))
        server.on("/again", Reply(status=302, headers={"Location": other.on("/elsewhere", Reply(FEED))}))
        url = server.url("/feed").replace("://", "://user:s3cret@")
        async with client() as made:
            answer = await made.get(url)
        assert server.asked("/again")[0].headers["authorization"] == "Basic dXNlcjpzM2NyZXQ="
        assert "authorization" not in other.asked("/elsewhere")[0].headers
    assert "s3cret" not in repr(answer) and "s3cret" not in repr(target_of(url))


async def test_nothing_logs_addresses(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    url = server.on("/feed", Reply(FEED)) + "?token=s3cret"
    async with client() as made:
        await made.get(url)
    assert "s3cret" not in caplog.text


LOCATIONS = {
    "file": "file:///etc/passwd",
    "odd scheme": "gopher://127.0.0.1:25/x",
    "link-local": "http://169.254.169.254/latest/meta-data/",
    "numeric link-local": "http://2852039166/",
    "unspecified": "http://0.0.0.0/",
    "bad": "http://[::bad/\x1b]2;x\x07",
    "script": "javascript:alert(1)",
}


@pytest.mark.parametrize("name", LOCATIONS)
async def test_bad_redirects_are_not_followed(server: Server, name: str) -> None:
    url = server.on("/feed", Reply(status=302, headers={"Location": LOCATIONS[name]}))
    error = await refusal(url)
    assert error.cause == "redirect"
    assert "\x1b" not in str(error)


async def test_a_public_server_may_not_send_us_inwards(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trip, "_reach", lambda peer, host: Reach.PUBLIC)
    with serving() as inside:
        location = inside.on("/feed", Reply(FEED)).replace("127.0.0.1", "localhost")
        url = server.on("/feed", Reply(status=302, headers={"Location": location}))
        assert (await refusal(url)).cause == "redirect"
        async with client() as made:
            with pytest.raises(FetchError) as caught:
                async with made.stream(url, {}, stall=5.0):
                    pass
        assert caught.value.cause == "redirect"
        assert not inside.seen


async def test_the_connected_address_counts_not_the_name(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that looks public when judged and leads inwards when connected to (DNS rebinding)."""
    looked_up: list[str] = []

    async def public(target: trip.Target) -> list[Reach]:
        looked_up.append(target.host)
        return [Reach.PUBLIC]

    monkeypatch.setattr("termnews.net.client.look_up", public)
    real = trip._reach
    monkeypatch.setattr(trip, "_reach", lambda peer, host: Reach.PUBLIC if host == "127.0.0.1" else real(peer, host))
    with serving() as inside:
        location = inside.on("/feed", Reply(FEED)).replace("127.0.0.1", "localhost")
        url = server.on("/feed", Reply(status=302, headers={"Location": location}))
        assert (await refusal(url)).cause == "redirect"
        assert looked_up == ["localhost"]
        assert not inside.seen


async def test_redirects_end(server: Server) -> None:
    url = server.on("/feed", *(Reply(status=302, headers={"Location": f"/feed?n={number}"}) for number in range(9)))
    error = await refusal(url)
    assert error.cause == "redirect"
    assert len(server.asked("/feed")) == 6


@pytest.mark.parametrize(("locations", "requests"), [(["/feed"], 1), (["/feed?n=1"], 2), (["/feed?n=1", "/feed"], 2)])
async def test_an_address_is_asked_once_where_redirects_go_in_a_circle(
    server: Server, locations: list[str], requests: int
) -> None:
    def replies() -> list[Reply]:
        return [Reply(status=301, headers={"Location": location, "Set-Cookie": "ok=1"}) for location in locations]

    error = await refusal(server.on("/feed", *replies()))
    assert (error.cause, error.what) == ("redirect", "the server sends us on in a circle")
    assert len(server.asked("/feed")) == requests
    async with client() as made:
        with pytest.raises(FetchError, match="in a circle"):
            async with made.stream(server.on("/feed", *replies()), {}, stall=5.0):
                pass
    assert len(server.asked("/feed")) == 2 * requests


FAULTS: dict[str, tuple[Reply, str]] = {
    "close at once": (Reply(raw=b""), "cut"),
    "reset": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<rss", reset=True), "reset cut"),
    "too short": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<rss"), "cut"),
    "bad chunk": (Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n<rss>"), "cut"),
    "cut chunk": (Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n<rss>"), "cut"),
    "negative length": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<rss>"), "protocol"),
    "two lengths": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), "protocol"),
    "no status line": (Reply(raw=b"<rss><channel/></rss>"), "protocol cut"),
    "another protocol": (Reply(raw=b"SSH-2.0-OpenSSH_9.6\r\n"), "protocol cut"),
    "endless headers": (Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X-A: aaaaaaaaaaaa\r\n" * 20_000), "protocol reset"),
    "declared too large": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"), "too-large"),
    "too large": (Reply(raw=b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100_000), "too-large"),
    "bomb": (Reply(gzip.compress(b" " * (8 << 20)), headers={"Content-Encoding": "gzip"}), "bomb too-large"),
    "cut gzip": (Reply(gzip.compress(FEED)[:-20], headers={"Content-Encoding": "gzip"}), "cut"),
    "unknown encoding": (Reply(FEED, headers={"Content-Encoding": "x-nope"}), "encoding"),
    "silence": (Reply(raw=b"", hang=True), "timeout"),
    "half, then silence": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<rss", hang=True), "timeout"),
    "dripping": (Reply(raw=b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 500, pause=0.1), "timeout"),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_faults_end_in_our_own_words(server: Server, name: str) -> None:
    reply, causes = FAULTS[name]
    # Only what never ends is to meet the deadline, on however busy a machine.
    deadline = 1.0 if causes == "timeout" else 20.0
    error = await refusal(server.on("/feed", reply), deadline=deadline, max_bytes=65_536)
    assert error.cause in causes.split()
    assert error.where == f"127.0.0.1:{server.port}"
    assert error.what and str(error).isprintable()


async def test_an_old_connection_that_died_is_tried_once_more(server: Server) -> None:
    url = server.on("/feed", Reply(FEED), Reply(raw=b""), Reply(FEED))
    async with client() as made:
        await made.get(url)
        answer = await made.get(url)
    assert answer.body == FEED
    assert len(server.asked("/feed")) == 3


async def test_nobody_there() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert (await refusal(f"http://127.0.0.1:{port}/")).cause == "refused"


async def test_no_such_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*_args: object, **_more: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    error = await refusal("http://nobody.invalid/feed")
    assert (error.cause, error.where) == ("dns", "nobody.invalid")


@pytest.mark.parametrize("url", ["ftp://example.org/", "http://", "example.org/feed", "http://[::1", "http://a b/"])
async def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    assert (await refusal(url)).cause == "address"


async def test_a_certificate_must_prove_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    contexts = {}
    for name in ("127.0.0.1", "other.invalid"):
        contexts[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(contexts[name])
    with serving(tls=contexts["127.0.0.1"]) as good, serving(tls=contexts["other.invalid"]) as wrong:
        untrusted = await refusal(good.on("/feed", Reply(FEED)))
        assert untrusted.cause == "tls" and "does not prove who it is" in untrusted.what
        bundle = tmp_path / "authority.pem"
        authority.cert_pem.write_to_path(str(bundle))
        monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
        async with client() as made:
            assert (await made.get(good.url("/feed"))).body == FEED
        misnamed = await refusal(wrong.on("/feed", Reply(FEED)))
        assert misnamed.cause == "tls" and "another" in misnamed.what


async def test_a_host_is_asked_one_thing_at_a_time(server: Server) -> None:
    for number in range(4):
        server.on(f"/{number}", Reply(FEED, wait=0.05))
    async with client(gap=0.1) as made:
        begun = time.monotonic()
        await asyncio.gather(*(made.get(server.url(f"/{number}")) for number in range(4)))
        assert time.monotonic() - begun >= 4 * 0.05 + 3 * 0.1
    assert [seen.target for seen in server.seen] == ["/0", "/1", "/2", "/3"]


async def test_waiting_for_the_turn_does_not_count_as_time_of_the_request(server: Server) -> None:
    url = server.on("/feed", Reply(FEED, wait=0.4))
    async with client(deadline=1.0) as made:
        answers = await asyncio.gather(*(made.get(url) for _ in range(4)))
    assert all(answer.body == FEED for answer in answers)


async def test_a_proxy_that_is_away_is_named(server: Server) -> None:
    """Whatever the proxy's fault, nothing goes around it."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    error = await refusal("http://example.org/feed", proxy=f"http://127.0.0.1:{port}")
    assert error.cause in {"proxy", "refused"}
    assert (await refusal("http://example.org/feed", proxy="what://is this")).cause == "proxy"


@pytest.mark.parametrize(
    ("addresses", "told"),
    [
        (
            ["Issues, https://example.org/issues", "Homepage, https://example.org/termnews"],
            "https://example.org/termnews",
        ),
        (["Changelog, https://example.org/changes"], ""),
        (["Homepage, https://example.org/a) (b"], ""),
        ([], ""),
    ],
)
def test_servers_are_told_where_to_complain(addresses: list[str], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    package = Message()
    for address in addresses:
        package["Project-URL"] = address
    monkeypatch.setattr("importlib.metadata.metadata", lambda _: package)
    user_agent.cache_clear()
    try:
        assert user_agent() == f"termnews/{__version__} (feed reader{f'; +{told}' if told else ''})"
    finally:
        user_agent.cache_clear()
