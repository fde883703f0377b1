"""Say in our own words why a fetch failed, from an exception's chain or a status; nothing of the server's is quoted."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator, Mapping
from typing import Final

from termnews.model.errors import FetchError
from termnews.text.urls import display_host

CAUSES: Final = frozenset(
    {
        "address",  # cannot be fetched at all
        "dns",
        "unreachable",
        "connect-timeout",
        "refused",
        "timeout",
        "tls",
        "reset",
        "cut",
        "protocol",
        "proxy",
        "too-large",
        "bomb",
        "encoding",
        "redirect",
        "status",
        "auth",
        "not-found",
        "gone",
        "wait",
        "empty",
        "portal",
        "file",
    }
)
"""What `FetchError.cause` may say."""

UNREACHED: Final = frozenset({"dns", "unreachable", "connect-timeout"})
"""Causes that mean no server was met at all: when all feeds fail so, this machine is offline."""

UNHEARD: Final = UNREACHED | {"refused"}
"""Causes where no request was sent, so that asking once more soon bothers nobody."""

_LATER = "It is asked again later."
_CHECK = "Check the address and the network."

_CERTIFICATE: Final[Mapping[int, str]] = {
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is signed by itself, not by an authority this machine trusts",
    19: "its certificate is signed by an authority that this machine does not trust",
    20: "its certificate is signed by an authority that this machine does not know",
    21: "its certificate cannot be verified",
    23: "its certificate has been revoked",
    62: "its certificate is for another name",
    64: "its certificate is for another address",
}

_ERRNO: Final[Mapping[int, tuple[str, str]]] = {
    errno.ECONNREFUSED: ("refused", "the server refuses connections"),
    errno.ENETUNREACH: ("unreachable", "the network cannot be reached"),
    errno.EHOSTUNREACH: ("unreachable", "the server cannot be reached"),
    errno.ENETDOWN: ("unreachable", "the network is down"),
    errno.EADDRNOTAVAIL: ("unreachable", "the network cannot be reached"),
    errno.ECONNRESET: ("reset", "the server broke the connection off"),
    errno.EPIPE: ("reset", "the server broke the connection off"),
    errno.ECONNABORTED: ("reset", "the connection was broken off"),
    errno.ETIMEDOUT: ("connect-timeout", "the server does not answer"),
}

_STATUS: Final[Mapping[int, tuple[str, str, str]]] = {
    400: ("status", "the server does not understand the request (400)", "Check the address."),
    401: ("auth", "the server wants a user name and password (401)", "They can stand in the address."),
    402: ("status", "the server wants to be paid (402)", ""),
    403: ("auth", "the server refuses to give this (403)", "It may want a login, or turn feed readers away."),
    404: ("not-found", "there is nothing at this address (404)", "It may have moved: look on the site."),
    405: ("status", "the server does not allow this to be fetched (405)", "Check the address."),
    406: ("status", "the server has no form of this that we can read (406)", ""),
    407: ("proxy", "the proxy wants a user name and password (407)", "Set them in the proxy's address."),
    408: ("timeout", "the server lost patience (408)", _LATER),
    410: ("gone", "the feed is gone for good (410)", "It is not asked again by itself; its articles stay."),
    429: ("wait", "the server asks to wait: too many requests (429)", ""),
    451: ("status", "this is withheld for legal reasons (451)", ""),
    500: ("status", "the server failed (500)", _LATER),
    502: ("status", "the server behind the server failed (502)", _LATER),
    503: ("status", "the server is not available now (503)", _LATER),
    504: ("status", "the server behind the server did not answer (504)", _LATER),
    511: ("portal", "the network wants a login first (511)", "Open any page in a browser and sign in."),
}


def failure(cause: str, what: str, *, where: str = "", hint: str = "") -> FetchError:
    """Make a `FetchError` that says its cause; `cause` is one of `CAUSES`."""
    error = FetchError(what, where=where, hint=hint)
    error.cause = cause
    return error


def place(url: str) -> str:
    """What a message may show of an address: its host, never its path, query, name or password."""
    return display_host(url)


def from_exception(error: BaseException, url: str, *, connected: bool, answering: bool) -> FetchError:
    """Explain a failed request by what lies at the bottom of the exception's chain.

    `connected`: whether a connection stood; `answering`: whether the headers of an answer had arrived.
    """
    where = place(url)
    for deeper in _chain(error):
        told = _from_system(deeper)
        if told is not None:
            cause, what, hint = told
            return failure(cause, what, where=where, hint=hint)
    if answering:
        return failure("cut", "the answer broke off in the middle", where=where, hint=_LATER)
    if connected and "disconnected" in str(error):
        return failure("cut", "the server closed the connection without a proper answer", where=where, hint=_LATER)
    if connected:
        return failure("protocol", "what came back is not a proper answer", where=where, hint=_CHECK)
    return failure("unreachable", "the server cannot be reached", where=where, hint=_CHECK)


def out_of_time(url: str, seconds: float, *, connected: bool, greeting: bool = False) -> FetchError:
    """Explain that the time for a request ran out; `greeting`: while TLS was being agreed on."""
    if greeting:
        what = f"no safe connection (TLS) within {seconds:g} seconds"
        return failure("tls", what, where=place(url), hint="The address may want http:// instead of https://.")
    if not connected:
        what = f"no connection within {seconds:g} seconds"
        return failure("connect-timeout", what, where=place(url), hint=_CHECK)
    what = f"no complete answer within {seconds:g} seconds"
    return failure("timeout", what, where=place(url), hint=_LATER)


def from_status(status: int, headers: Mapping[str, str]) -> FetchError:
    """Explain a status that brings no document."""
    if status == 403 and headers.get("cf-mitigated", "").lower() == "challenge":
        return failure(
            "auth", "the server wants proof of a browser (403)", hint="Only its owner can let feed readers through."
        )
    if known := _STATUS.get(status):
        cause, what, hint = known
        return failure(cause, what, hint=hint)
    if 500 <= status <= 599:
        return failure("status", f"the server failed ({status})", hint=_LATER)
    if 300 <= status <= 399:
        return failure("redirect", f"the server sends us on without saying where ({status})", hint="Check the address.")
    return failure("status", f"the server gives no feed but status {status}", hint="Check the address.")


def _from_system(error: BaseException) -> tuple[str, str, str] | None:
    if isinstance(error, socket.gaierror):
        return _from_lookup(error)
    if isinstance(error, ssl.SSLError):
        return _from_tls(error)
    if isinstance(error, OSError) and (known := _ERRNO.get(error.errno or 0)) is not None:
        cause, what = known
        return cause, what, _LATER if cause == "reset" else _CHECK
    return None


def _from_lookup(error: socket.gaierror) -> tuple[str, str, str]:
    if error.errno == socket.EAI_AGAIN:
        return "dns", "the name of the server cannot be looked up now", _CHECK
    return "dns", "no server has this name", _CHECK


def _from_tls(error: ssl.SSLError) -> tuple[str, str, str]:
    if isinstance(error, ssl.SSLCertVerificationError):
        what = _CERTIFICATE.get(error.verify_code, "its certificate cannot be trusted")
        return "tls", f"the server does not prove who it is: {what}", "Nothing was fetched."
    if "WRONG_VERSION_NUMBER" in str(error) or "HTTP_REQUEST" in str(error):
        return "tls", "the server does not speak TLS at this address", "It may want http:// instead of https://."
    return "tls", "no safe connection could be agreed on", _CHECK


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything it came from, groups opened, each once."""
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
        waiting.extend(each for each in (current.__cause__, current.__context__) if each is not None)
