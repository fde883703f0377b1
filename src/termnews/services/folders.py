"""A folder parsed in pieces by several processes, and put together again in its own order."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from typing import Final

from termnews.model.errors import ParseError, TermnewsError
from termnews.model.feed import ParsedFeed
from termnews.services.jobs import FilesJob, FolderJob, SentJob
from termnews.sources.folder import Manifest, shown

PIECE_FILES: Final = 64
PIECE_BYTES: Final = 4 << 20
"""A piece ends at whichever of these comes first: small enough to stay far from every limit."""

File = tuple[str, int, int]


class FolderReading:
    """Cut the manifest into pieces, submit them, and join the results.

    A piece that fails is tried again file by file, so that a file nobody can parse costs only itself. Driven by the
    threads that finish the pieces.
    """

    def __init__(self, job: FolderJob, submit: Callable[[SentJob], Future[ParsedFeed]]) -> None:
        """Prepare; `submit` hands a job to the processes."""
        self._job = job
        self._submit = submit
        self._lock = threading.Lock()
        self._open = 1
        self._results: dict[int, ParsedFeed] = {}
        self._lost: dict[int, str] = {}
        self._manifest = Manifest("")
        self._done: Future[ParsedFeed] = Future()

    def start(self) -> Future[ParsedFeed]:
        """Submit all pieces; the future gives the whole folder, and fails only when the manifest is no manifest."""
        self._done.set_running_or_notify_cancel()
        try:
            self._manifest = Manifest.decode(self._job.manifest)
        except ValueError:
            self._done.set_exception(ParseError("this is not a folder's list of files"))
            return self._done
        for first, piece in pieces(self._manifest.files):
            self._send(first, piece)
        self._close_one()
        return self._done

    def _send(self, first: int, piece: Sequence[File]) -> None:
        with self._lock:
            self._open += 1
        paths = tuple(os.fsencode(path) for path, _, _ in piece)
        future = self._submit(FilesJob(os.fsencode(self._manifest.root), paths, self._job.now))
        future.add_done_callback(lambda done: self._take(first, piece, done))

    def _take(self, first: int, piece: Sequence[File], done: Future[ParsedFeed]) -> None:
        try:
            self._results[first] = done.result()
        except (TermnewsError, CancelledError) as error:
            if len(piece) > 1 and not isinstance(error, CancelledError):
                for number, file in enumerate(piece):
                    self._send(first + number, [file])
            else:
                reason = error.what if isinstance(error, TermnewsError) else "it was not read"
                self._lost[first] = f"{shown(piece[0][0])}: {reason}"
        self._close_one()

    def _close_one(self) -> None:
        with self._lock:
            self._open -= 1
            finished = self._open == 0
        if finished:
            self._done.set_result(self._joined())

    def _joined(self) -> ParsedFeed:
        parts = [self._results[first] for first in sorted(self._results)]
        lost = [self._lost[first] for first in sorted(self._lost)]
        return ParsedFeed(
            kind="folder",
            title=self._manifest.title,
            entries=tuple(entry for part in parts for entry in part.entries),
            notes=(*self._manifest.notes, *(note for part in parts for note in part.notes), *lost),
        )


def pieces(files: Sequence[File]) -> Iterator[tuple[int, Sequence[File]]]:
    """Cut a list of files into runs of bounded number and size, each with the index of its first file."""
    first, size = 0, 0
    for number, (_, length, _) in enumerate(files):
        if number > first and (number - first >= PIECE_FILES or size + length > PIECE_BYTES):
            yield first, files[first:number]
            first, size = number, 0
        size += length
    if first < len(files):
        yield first, files[first:]
