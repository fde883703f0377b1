"""The pool of parser processes: hostile bytes are parsed elsewhere, within limits, and cost no more than their process.

Small feeds that the fast lane is sure of never leave the calling thread (`docs/decisions/0015-fast-lane.md`).

A process starts when there is work for it and ends when there has been none for a while. One that runs over its time or
memory, or dies, is replaced; its document fails with a `ParseError`, all others go on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

import termnews
from termnews.model.errors import NotAFeedError, ParseError
from termnews.model.feed import Fetched, ParsedFeed
from termnews.services.folders import FolderReading
from termnews.services.jobs import (
    ENCODER,
    LARGEST_REPLY,
    REPLIES,
    ArticleJob,
    DocumentJob,
    FolderJob,
    FrameError,
    Parsed,
    ParseJob,
    Refused,
    Reply,
    SentJob,
    WarmJob,
    read_frame,
    write_frame,
)
from termnews.services.limits import TOO_LARGE
from termnews.sources.files import ARTICLE_TYPE
from termnews.sources.folder import FOLDER_TYPE, shown

_MODULE: Final = "termnews.services.parser_process"
_SIGXCPU: Final = 24


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What one document may cost."""

    cpu_seconds: int = 10
    wall_seconds: float = 40.0
    """Where the system cannot limit processor time, this holds alone."""
    memory: int = 512 << 20
    """Bytes of private memory."""
    idle_seconds: float = 180.0
    """A process without work ends after this."""


def job_for(fetched: Fetched, now: int, *, name: str = "") -> ParseJob:
    """What has to be parsed of what a source brought; `name` is that of a single article file."""
    if fetched.media_type == FOLDER_TYPE:
        return FolderJob(fetched.body, now)
    if fetched.media_type == ARTICLE_TYPE:
        modified = int(fetched.health.last_modified or now)
        return ArticleJob(fetched.body, shown(name), modified, now)
    return DocumentJob(fetched.body, fetched.final_url, fetched.media_type, fetched.charset, now)


class ParserPool:
    """Parse documents in a few processes. Every method may be called from any thread; futures are set by its own."""

    def __init__(
        self,
        workers: int | None = None,
        limits: ParseLimits | None = None,
        program: Sequence[str] = ("-m", _MODULE),
        *,
        at_once: bool = True,
    ) -> None:
        """Use at most `workers` processes: by default one less than there are processors, and one at least.

        `program` is what Python runs in each of them; tests run others that misbehave. With `at_once`, small
        well-formed feeds are read by `submit` itself: to hand them to a process costs as much as to read them.
        """
        self.workers: Final = workers or max(1, (os.cpu_count() or 2) - 1)
        self._limits = limits or ParseLimits()
        self._program = tuple(program)
        self._at_once = at_once
        self._changed = threading.Condition()
        self._waiting: deque[tuple[SentJob, Future[ParsedFeed]]] = deque()
        self._threads: set[threading.Thread] = set()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._idle = 0
        self._closing = threading.Event()

    def submit(self, job: ParseJob) -> Future[ParsedFeed]:
        """Parse one document, file or folder; the future fails with `ParseError` or `NotAFeedError` only."""
        if isinstance(job, FolderJob):
            return FolderReading(job, self._enqueue).start()
        if self._at_once and isinstance(job, DocumentJob) and (feed := _read_at_once(job)) is not None:
            future: Future[ParsedFeed] = Future()
            future.set_result(feed)
            return future
        return self._enqueue(job)

    def warm(self) -> Future[ParsedFeed]:
        """Start a process ahead of its first document."""
        return self._enqueue(WarmJob())

    def close(self) -> None:
        """End all processes; what was not finished fails."""
        with self._changed:
            self._closing.set()
            waiting, self._waiting = list(self._waiting), deque()
            processes, threads = list(self._processes), list(self._threads)
            self._changed.notify_all()
        for _, future in waiting:
            future.cancel()
        for process in processes:
            process.kill()
        for thread in threads:
            thread.join(timeout=5)

    def _enqueue(self, job: SentJob) -> Future[ParsedFeed]:
        future: Future[ParsedFeed] = Future()
        with self._changed:
            if self._closing.is_set():
                future.cancel()
                return future
            self._waiting.append((job, future))
            if self._idle >= len(self._waiting):
                self._changed.notify()
            elif len(self._threads) < self.workers:
                thread = threading.Thread(target=self._work, name=f"parser-{len(self._threads) + 1}", daemon=True)
                self._threads.add(thread)
                thread.start()
        return future

    def _work(self) -> None:
        """One thread for each process: hand over jobs, wait for replies."""
        worker = _Worker(self._limits, self._program, self._processes, self._closing)
        try:
            while (taken := self._take()) is not None:
                job, future = taken
                if future.set_running_or_notify_cancel():
                    worker.serve(job, future)
        finally:
            worker.stop()

    def _take(self) -> tuple[SentJob, Future[ParsedFeed]] | None:
        with self._changed:
            while not self._waiting:
                self._idle += 1
                woken = not self._closing.is_set() and self._changed.wait(self._limits.idle_seconds)
                self._idle -= 1
                if self._closing.is_set() or (not woken and not self._waiting):
                    self._threads.discard(threading.current_thread())
                    return None
            return self._waiting.popleft()


def _read_at_once(job: DocumentJob) -> ParsedFeed | None:
    """Read a small feed here, if its shape is known; a mistake in doing so is a process's to make again."""
    from termnews.formats.detect import parse_at_once

    try:
        return parse_at_once(job.body, url=job.url, media_type=job.media_type, charset=job.charset)
    except (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError):
        return None


class _Worker:
    """One parser process and its successors, driven by one thread."""

    def __init__(
        self,
        limits: ParseLimits,
        program: tuple[str, ...],
        processes: set[subprocess.Popen[bytes]],
        closing: threading.Event,
    ) -> None:
        self._limits = limits
        self._program = program
        self._processes = processes
        self._closing = closing
        self._process: subprocess.Popen[bytes] | None = None
        self._overran = False

    def serve(self, job: SentJob, future: Future[ParsedFeed]) -> None:
        """Have one job done, and set its future."""
        try:
            reply = self._exchange(ENCODER.encode(job))
        except ParseError as error:
            future.set_exception(error)
            return
        if isinstance(reply, Parsed):
            future.set_result(reply.feed)
        else:
            future.set_exception(_error_of(reply))

    def stop(self) -> None:
        """End the process at once."""
        process, self._process = self._process, None
        if process is None:
            return
        self._processes.discard(process)
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                assert stream is not None
                stream.close()
        process.wait()

    def _exchange(self, job: bytes) -> Reply:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        self._overran = False
        watchdog = threading.Timer(self._limits.wall_seconds, self._overrun, (process,))
        watchdog.daemon = True
        watchdog.start()
        try:
            write_frame(process.stdin, job)
            payload = read_frame(process.stdout, LARGEST_REPLY)
            reply = REPLIES.decode(payload) if payload is not None else None
        except (OSError, FrameError, msgspec.DecodeError):
            reply = None
        finally:
            watchdog.cancel()
        if reply is None:
            raise self._death(process)
        if reply.last:
            self.stop()
        return reply

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.stop()
        try:
            self._process = _start(self._program, self._limits)
        except OSError as error:
            raise ParseError("no parser process can be started", hint="The system may be out of memory.") from error
        self._processes.add(self._process)
        if self._closing.is_set():
            self._process.kill()
        return self._process

    def _overrun(self, process: subprocess.Popen[bytes]) -> None:
        self._overran = True
        process.kill()

    def _death(self, process: subprocess.Popen[bytes]) -> ParseError:
        """Explain why a process gave no reply, and clear it away."""
        try:
            status = process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            status = 0
        self.stop()
        if self._overran or status == -_SIGXCPU:
            return ParseError("it took too long to parse and was stopped", hint="What was read before stays.")
        if status == TOO_LARGE:
            return ParseError("it needs too much memory to parse", hint="What was read before stays.")
        return ParseError("its parser broke down", hint="What was read before stays.")


def _start(program: tuple[str, ...], limits: ParseLimits) -> subprocess.Popen[bytes]:
    """Start a process that shares nothing with this one but two pipes: no terminal, no signals, no current folder."""
    root = str(Path(termnews.__file__).resolve().parents[1])
    known = os.environ.get("PYTHONPATH")
    environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root}
    command = [sys.executable, "-P", *program, str(limits.cpu_seconds), str(limits.memory)]
    return subprocess.Popen(  # noqa: S603  # our own module, by our own interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=os.name == "posix",
        creationflags=_without_window(),
    )


def _without_window() -> int:
    if sys.platform != "win32":
        return 0
    return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP


def _error_of(reply: Refused) -> ParseError:
    if not reply.page:
        return ParseError(reply.what, where=reply.where, hint=reply.hint)
    error = NotAFeedError(reply.what, where=reply.where, hint=reply.hint)
    error.feeds = reply.feeds
    return error
