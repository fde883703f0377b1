"""Futures that are resolved already."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def done(value: T) -> Future[T]:
    """A future that is resolved."""
    future: Future[T] = Future()
    future.set_result(value)
    return future


def failed(error: BaseException) -> Future[T]:
    """A future that failed."""
    future: Future[T] = Future()
    future.set_exception(error)
    return future


def attempt(work: Callable[[], T]) -> Future[T]:
    """A future that holds what the work gives, or how it failed."""
    try:
        return done(work())
    except ValueError as error:
        return failed(error)
