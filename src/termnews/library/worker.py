"""The thread that owns the writing connection: a queue of jobs, and chores for when nobody waits.

Chores: make marks durable within a second, index new entries and find their copies in slices, checkpoint, notice other
processes.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from termnews.library import fulltext, neartexts, packing
from termnews.library.connection import Place
from termnews.library.counts import make_chosen
from termnews.library.faults import BUSY, explain, family
from termnews.library.transactions import transaction
from termnews.model.changes import NOTHING, ChangeSet, merge
from termnews.model.errors import LibraryError

T = TypeVar("T")

_log = logging.getLogger(__name__)

SETTLE_SECONDS = 0.4
"""How long a committed mark may wait for the disk."""
TICK_SECONDS = 1.0
"""How often other processes' changes are looked for when nothing happens."""
SLICE = 64
"""Entries indexed in one transaction: about what a person does not notice waiting for."""
COMPARED = 16
"""Entries whose texts are compared in one transaction: none of it lets go of the interpreter, and drawing must wait."""
BATCH = 256
"""Marks that share one transaction."""
RETRIES = (0.05, 0.2, 0.5, 1.0, 2.0)
"""Seconds between attempts while another process holds the lock, each after the connection's own patience."""
LOG_BYTES = 8 * 1024 * 1024
"""From this size on the write-ahead log is moved into the library when there is time."""
LOG_BYTES_AT_MOST = 4 * LOG_BYTES
"""From this size on, also when there is none."""

_SETTLE = "INSERT INTO meta VALUES ('settled', '1') ON CONFLICT (name) DO UPDATE SET value = value + 1"


@dataclass(slots=True)
class Job(Generic[T]):
    """Something to write: all of it or nothing."""

    work: Callable[[sqlite3.Connection], tuple[T, ChangeSet]]
    mark: bool
    """Whether it is a person's mark: may share a transaction, must be durable soon."""
    future: Future[T] = field(default_factory=Future)
    result: tuple[T, ChangeSet] | None = None
    error: Exception | None = None


class Worker:
    """Runs jobs in the order given, each in a transaction."""

    def __init__(self, place: Place, on_commit: Callable[[ChangeSet], None]) -> None:
        """Open the connection, so that a library that cannot be written is known at once; start the thread."""
        self._place = place
        self._on_commit = on_commit
        self._connection = place.connect(writing=True)
        self._identity = self._file_identity()
        self._wake = threading.Condition()
        self._jobs: deque[Job[Any]] = deque()
        self._closing = False
        self._indexing = True
        self._unsettled_since: float | None = None
        self._foreign_version = self._data_version()
        self._thread = threading.Thread(target=self._run, name="library-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[sqlite3.Connection], tuple[T, ChangeSet]], *, mark: bool = False) -> Future[T]:
        """Queue a job; its future gives the job's value once it is committed. Any thread."""
        job = Job(work, mark)
        with self._wake:
            if self._closing:
                job.future.set_exception(LibraryError("is closed", where=f"library {self._place.path}"))
            else:
                self._jobs.append(job)
                self._wake.notify()
        return job.future

    def close(self, timeout: float) -> bool:
        """Finish what is queued and let go of the file; whether that was done in time."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        make_chosen(self._connection)
        while (batch := self._next()) is not None:
            if batch:
                self._commit(batch)
            else:
                self._do_chores()
            if self._unsettled_since is not None and time.monotonic() - self._unsettled_since >= SETTLE_SECONDS:
                self._quietly(self._settle)
            self._shorten_log(LOG_BYTES_AT_MOST)
        self._quietly(self._leave)
        self._connection.close()

    def _next(self) -> list[Job[Any]] | None:
        """The next jobs that share a transaction; empty when it is time for chores; None at the end."""
        with self._wake:
            if not self._jobs and not self._closing:
                self._wake.wait(self._patience())
            if not self._jobs:
                return None if self._closing else []
            batch = [self._jobs.popleft()]
            while batch[0].mark and self._jobs and self._jobs[0].mark and len(batch) < BATCH:
                batch.append(self._jobs.popleft())
        return batch

    def _patience(self) -> float:
        if self._indexing:
            return 0.0
        return TICK_SECONDS if self._unsettled_since is None else SETTLE_SECONDS / 4

    def _commit(self, batch: list[Job[Any]]) -> None:
        """Run jobs in one transaction, tell everybody what changed, then whoever waits."""
        jobs = [job for job in batch if job.future.set_running_or_notify_cancel()]
        try:
            self._notice_others()
            self._check_file()
            self._attempt(jobs)
        except (sqlite3.Error, LibraryError, OSError) as error:
            for job in jobs:
                job.error = error
        self._ring(job.result[1] for job in jobs if job.result is not None and job.error is None)
        for job in jobs:
            if job.error is not None:
                job.future.set_exception(self._told(job.error))
            elif job.result is not None:
                job.future.set_result(job.result[0])

    def _attempt(self, jobs: list[Job[Any]]) -> None:
        for pause in (*RETRIES, None):
            try:
                with transaction(self._connection):
                    for job in jobs:
                        self._run_job(job)
            except sqlite3.OperationalError as error:
                if pause is None or family(error) not in BUSY:
                    raise
                time.sleep(pause)
            else:
                break
        self._indexing = self._indexing or not all(job.mark for job in jobs)
        if self._unsettled_since is None and any(job.mark and job.error is None for job in jobs):
            self._unsettled_since = time.monotonic()

    def _run_job(self, job: Job[Any]) -> None:
        """Run one job within the transaction; if it fails, the others of its batch still count."""
        self._connection.execute("SAVEPOINT job")
        job.error = None
        try:
            job.result = job.work(self._connection)
        except Exception as error:  # boundary: a job that fails must not take the thread along
            if not self._connection.in_transaction:
                raise
            self._connection.execute("ROLLBACK TO job")
            job.error = error
        self._connection.execute("RELEASE job")

    def _told(self, error: Exception) -> Exception:
        return explain(error, self._place.path) if isinstance(error, sqlite3.Error | OSError | zlib.error) else error

    def _ring(self, changes: Any) -> None:
        whole = NOTHING
        for change in changes:
            whole = merge(whole, change)
        if whole:
            self._tell(whole)

    def _tell(self, changes: ChangeSet) -> None:
        try:
            self._on_commit(changes)
        except Exception:  # noqa: BLE001  # boundary: a listener's mistake must not end the writer
            _log.exception("a listener to the library failed")

    def _do_chores(self) -> None:
        self._quietly(self._notice_others)
        if self._indexing:
            self._indexing = False
            self._quietly(self._index)
        if not self._indexing:
            self._shorten_log(LOG_BYTES)

    def _shorten_log(self, limit: int) -> None:
        """Move what the log holds into the library, if it is longer than this."""
        log = self._place.path.with_name(self._place.path.name + "-wal")
        if log.exists() and log.stat().st_size > limit:
            self._quietly(lambda: self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)"))

    def _quietly(self, chore: Callable[[], object]) -> None:
        """Do something that nobody waits for, and that is done again later if it fails."""
        try:
            chore()
        except (sqlite3.Error, OSError, ValueError, TypeError, zlib.error):
            self._unsettled_since = None

    def _leave(self) -> None:
        """Leave one whole file behind; whoever else writes just now does that instead of us."""
        self._connection.execute("PRAGMA busy_timeout = 0")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _index(self) -> None:
        if not fulltext.waiting(self._connection):
            self._compare()
            return
        if packing.learning_is_due(self._connection):
            with transaction(self._connection):
                packing.learn(self._connection)
        with transaction(self._connection):
            fulltext.index_slice(self._connection, SLICE)
        self._indexing = True

    def _compare(self) -> None:
        """Find copies by their text, once everything can be found by its words."""
        if neartexts.waiting(self._connection):
            with transaction(self._connection):
                done, changes = neartexts.compare_slice(self._connection, COMPARED)
            self._indexing = done > 0
            if changes:
                self._tell(changes)

    def _settle(self) -> None:
        """Make all commits so far survive a power cut: a commit under FULL syncs the whole log."""
        self._unsettled_since = None
        self._connection.execute("PRAGMA synchronous = FULL")
        try:
            with transaction(self._connection):
                self._connection.execute(_SETTLE)
        finally:
            self._connection.execute("PRAGMA synchronous = NORMAL")

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _notice_others(self) -> None:
        """Say that everything may have changed when another process has written."""
        version = self._data_version()
        if version != self._foreign_version:
            self._foreign_version = version
            self._tell(ChangeSet(everything=True))

    def _file_identity(self) -> tuple[int, int]:
        found = self._place.path.stat()
        return found.st_dev, found.st_ino

    def _check_file(self) -> None:
        """Writing into a file that has lost its name would lose everything silently."""
        try:
            same = self._file_identity() == self._identity
        except FileNotFoundError:
            same = False
        if not same:
            raise LibraryError(
                "was moved or replaced while it was open",
                where=f"library {self._place.path}",
                hint="Put it back or start anew; until then nothing is saved.",
            )
