"""Saving files that come with articles: on the fetcher's loop, with progress, resumed where it broke off."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar
from urllib.parse import urlsplit

from termnews.config import OpenConfig
from termnews.model.entry import Enclosure
from termnews.model.errors import FetchError
from termnews.net import causes
from termnews.net.answer import Stream
from termnews.net.client import HttpClient
from termnews.services.fetching import Running
from termnews.services.filenames import attached_file_name
from termnews.services.partfiles import Origin, PartFile, told
from termnews.text.numbers import size_told

T = TypeVar("T")

STALL: Final = 30.0
"""Seconds without a byte after which a download ends."""
_PIECE: Final = 1 << 18
"""Bytes that are written at once."""
_RANGE: Final = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)\Z")
_GO_ON: Final = "What came is kept: save it again to go on."


class Transfer(Protocol):
    """Runs something on the fetcher's loop."""

    def __call__(self, work: Callable[[HttpClient], Coroutine[Any, Any, T]]) -> Running[T]:
        """Begin it."""
        ...


class Download:
    """A file that is being saved. May be read from any thread."""

    def __init__(self, url: str, path: Path) -> None:
        """Stand for a download that begins soon."""
        self.url = url
        self.path = path
        self.received = 0
        """Bytes that are there, those of earlier attempts among them."""
        self.total: int | None = None
        """Bytes of the whole file, where the server says."""
        self._running: Running[Path] | None = None

    @property
    def done(self) -> Future[Path]:
        """The path, once the whole file is there; raises `TermnewsError`, or is cancelled: then the part stays."""
        assert self._running is not None
        return self._running.done

    def cancel(self) -> None:
        """End it soon."""
        if self._running is not None:
            self._running.cancel()

    def begin(self, transfer: Transfer, work: Callable[[HttpClient], Coroutine[Any, Any, Path]]) -> None:
        """Start it."""
        self._running = transfer(work)


class Downloads:
    """What is being saved. Methods may be called from any thread; `offered` may wait for the disk."""

    def __init__(self, config: OpenConfig, transfer: Transfer, *, stall: float = STALL) -> None:
        """Take the folder and the limit from the configuration; nothing is asked before `save`."""
        self._config = config
        self._transfer = transfer
        self._stall = stall
        self._lock = threading.Lock()
        self._under_way: list[Download] = []

    def under_way(self, url: str) -> Download | None:
        """The download from this address that has not ended."""
        with self._lock:
            self._under_way = [each for each in self._under_way if not each.done.done()]
            return next((each for each in self._under_way if each.url == url), None)

    def offered(self, file: Enclosure, folder: Path | None = None) -> Path:
        """Where to save a file, unless the person says otherwise: where a part of it is, else under a free name."""
        folder = folder or self._config.downloads_path
        name = Path(attached_file_name(file))
        number = 1
        while not PartFile(
            path := folder / f"{name.stem}{f'-{number}' if number > 1 else ''}{name.suffix}"
        ).is_free_for(file.url):
            number += 1
        return path

    def save(self, url: str, path: Path) -> Download:
        """Save what stands at an address; one that is under way is given as it is."""
        if (known := self.under_way(url)) is not None:
            return known
        download = Download(url, path)
        folder = self._config.downloads_path if path.parent == self._config.downloads_path else None
        job = _Job(download, folder, self._config.largest_download, self._stall)
        download.begin(self._transfer, job.run)
        with self._lock:
            self._under_way.append(download)
        return download


class _Job:
    """One download, on the fetcher's loop; the disk is waited for beside it."""

    def __init__(self, download: Download, folder: Path | None, most: int, stall: float) -> None:
        self._download = download
        self._folder = folder
        self._most = most
        self._stall = stall
        self._file = PartFile(download.path)

    async def run(self, client: HttpClient) -> Path:
        """Save the file; what came stays whatever happens."""
        try:
            size = await _aside(self._open)
            known = self._file.origin()
            if not (known and known.validator and known.total == size > 0):
                resumes = size > 0 and known is not None and known.validator is not None
                if not (resumes and known and await self._ask(client, known, size)):
                    await self._ask(client, Origin(self._download.url), 0)
            await _aside(self._file.finish)
        finally:
            await _aside(self._file.close)
        return self._download.path

    def _open(self) -> int:
        if self._folder is not None:
            with told(self._folder):
                self._folder.mkdir(parents=True, exist_ok=True)
        return self._file.open(self._download.url)

    async def _ask(self, client: HttpClient, known: Origin, size: int) -> bool:
        """Ask for the file, or its rest after `size` bytes; False when there is no such rest."""
        headers = {"Range": f"bytes={size}-", "If-Range": known.validator or ""} if size else {}
        headers = {name: value for name, value in headers.items() if value}
        async with client.stream(self._download.url, headers, stall=self._stall) as answer:
            _refuse_packed(answer)
            if answer.status == 206 and size:
                part = _range_of(answer)
                if part is None or not _continues(answer, part, known, size):
                    return False
                total = known.total or part[2]
            elif answer.status == 416 and size:
                return False
            elif answer.status == 200:
                size, total = 0, _length(answer)
                await _aside(lambda: self._file.begin_anew(Origin(self._download.url, _validator(answer), total)))
            else:
                raise _refused(answer)
            self._download.received, self._download.total = size, total
            self._limit(total or 0)
            await self._receive(answer)
        return True

    async def _receive(self, answer: Stream) -> None:
        waiting = bytearray()
        try:
            async for piece in answer.pieces:
                waiting += piece
                self._download.received += len(piece)
                self._limit(self._download.received)
                if len(waiting) >= _PIECE:
                    data, waiting = bytes(waiting), bytearray()
                    await _aside(partial(self._file.write, data))
        except FetchError as error:
            error.hint = _GO_ON
            raise
        finally:
            if waiting:
                await _aside(lambda: self._file.write(bytes(waiting)))
        total, received = self._download.total, self._download.received
        if total is not None and received != total:
            what = f"{received:,} bytes came of {total:,}"
            raise causes.failure("cut", what, where=causes.place(self._download.url), hint=_GO_ON)

    def _limit(self, size: int) -> None:
        if size > self._most:
            what = f"the file is larger than {size_told(self._most)}"
            hint = "The limit is `largest_download` under [open] in the configuration."
            raise causes.failure("too-large", what, where=causes.place(self._download.url), hint=hint)


async def _aside(work: Callable[[], T]) -> T:
    """Run what waits for the disk beside the loop, to its end, also when this is cancelled meanwhile."""
    pending = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(pending)
    except asyncio.CancelledError:
        await asyncio.wait([pending])
        raise


def _validator(answer: Stream) -> str | None:
    """What tells this file from a later one at its address."""
    etag = answer.headers.get("etag", "")
    return etag if etag.startswith('"') else answer.headers.get("last-modified") or None


def _length(answer: Stream) -> int | None:
    declared = answer.headers.get("content-length", "")
    return int(declared) if declared.isdecimal() and len(declared) < 19 else None


def _range_of(answer: Stream) -> tuple[int, int, int | None] | None:
    """First byte, last byte and the whole length that a part of a file says it has."""
    found = _RANGE.match(answer.headers.get("content-range", ""))
    if found is None:
        return None
    first, last, total = found.groups()
    return int(first), int(last), None if total == "*" else int(total)


def _continues(answer: Stream, part: tuple[int, int, int | None], known: Origin, size: int) -> bool:
    """Whether a part of a file is the rest of the one that we have the beginning of."""
    first, _, total = part
    if first != size or (total is not None and known.total is not None and total != known.total):
        return False
    etag = answer.headers.get("etag")
    return etag is None or not (known.validator or "").startswith('"') or etag == known.validator


def _refuse_packed(answer: Stream) -> None:
    """Refuse what was packed against our wish; a file that is an archive by itself may be called so."""
    packed = answer.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("", "identity") and not urlsplit(answer.final_url).path.endswith((".gz", ".tgz")):
        what = "the server packs the file, though it was asked not to"
        raise causes.failure("encoding", what, where=causes.place(answer.final_url), hint="Open it in the browser.")


def _refused(answer: Stream) -> FetchError:
    """Explain a status that brings no file."""
    error = causes.from_status(answer.status, answer.headers)
    if "feed" in error.what:
        gone = "the file is gone for good" if answer.status == 410 else "the server gives no file"
        error = causes.failure(error.cause, f"{gone} ({answer.status})")
    error.where, error.hint = (
        causes.place(answer.final_url),
        error.hint if answer.status in (401, 404, 407, 511) else "",
    )
    return error
