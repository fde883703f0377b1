"""Failures in our own words."""

from __future__ import annotations

import errno
import socket
import ssl

import pytest

from termnews.net.causes import CAUSES, failure, from_exception, from_status, out_of_time

URL = "https://user:s3cret@example.org/feed?token=s3cret"


def explain(error: BaseException, *, connected: bool = False, answering: bool = False) -> str:
    """The cause of a failure, checked to be known and to keep secrets."""
    told = from_exception(error, URL, connected=connected, answering=answering)
    assert told.cause in CAUSES and told.where == "example.org"
    assert "s3cret" not in str(told)
    return told.cause


def raised_from(inner: BaseException) -> BaseException:
    """An exception as libraries make it: the reason lies two levels down, in a group."""
    try:
        try:
            raise ExceptionGroup("all attempts failed", [ValueError("x"), OSError("y")]) from inner
        except ExceptionGroup as group:
            raise RuntimeError("no connection") from group
    except RuntimeError as outer:
        return outer


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "dns"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "dns"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), "refused"),
        (OSError(errno.ENETUNREACH, "x"), "unreachable"),
        (OSError(errno.EHOSTUNREACH, "x"), "unreachable"),
        (ConnectionResetError(errno.ECONNRESET, "x"), "reset"),
        (OSError(errno.ETIMEDOUT, "x"), "connect-timeout"),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number"), "tls"),
        (ssl.SSLError(1, "[SSL] something"), "tls"),
    ],
)
def test_the_reason_at_the_bottom_counts(error: BaseException, cause: str) -> None:
    assert explain(error) == cause
    assert explain(raised_from(error)) == cause


@pytest.mark.parametrize(
    ("code", "words"),
    [(10, "expired"), (18, "signed by itself"), (62, "another name"), (9, "not valid yet"), (999, "trust")],
)
def test_certificates_are_named_by_their_fault(code: int, words: str) -> None:
    error = ssl.SSLCertVerificationError(1, "x")
    error.verify_code = code
    told = from_exception(error, URL, connected=True, answering=False)
    assert told.cause == "tls" and words in told.what


def test_without_a_reason_the_stage_counts() -> None:
    assert explain(RuntimeError("?")) == "unreachable"
    assert explain(RuntimeError("?"), connected=True) == "protocol"
    assert explain(RuntimeError("?"), connected=True, answering=True) == "cut"
    assert out_of_time(URL, 30, connected=False).cause == "connect-timeout"
    assert out_of_time(URL, 30, connected=True).cause == "timeout"
    assert out_of_time(URL, 30, connected=False, greeting=True).cause == "tls"


def test_a_loop_of_exceptions_ends() -> None:
    first, second = RuntimeError("a"), RuntimeError("b")
    first.__cause__, second.__cause__ = second, first
    assert explain(first) == "unreachable"


@pytest.mark.parametrize("status", [300, 304, 400, 401, 403, 404, 410, 418, 429, 451, 500, 503, 511, 599, 999, 0])
def test_every_status_has_words(status: int) -> None:
    error = from_status(status, {})
    assert error.cause in CAUSES and error.what
    assert str(status) in error.what or status == 304


def test_a_challenge_is_told_from_a_refusal() -> None:
    assert from_status(403, {"cf-mitigated": "challenge"}).what != from_status(403, {}).what


def test_a_cause_travels_with_its_error() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(failure("dns", "no such name", where="x", hint="Check.")))
    assert (error.cause, error.what, error.where, error.hint) == ("dns", "no such name", "x", "Check.")
