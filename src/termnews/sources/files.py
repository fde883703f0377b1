"""Local documents: a saved feed, an article file, or a folder of articles, behind a `file:` address."""

from __future__ import annotations

import asyncio
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import url2pathname

from termnews.formats.suffixes import ARTICLE_SUFFIXES
from termnews.model.errors import FetchError
from termnews.model.feed import Failed, FeedHealth, Fetched, FetchOutcome, NotModified
from termnews.net.caching import body_hash
from termnews.net.causes import failure
from termnews.sources.folder import FOLDER_TYPE, read_regular, scan, shown

ARTICLE_TYPE: Final = "application/x-termnews-article"
"""Media type of a file that holds an article; `FeedHealth.last_modified` then holds its time in seconds."""
PATIENCE: Final = 60.0
"""Seconds that a disk may take."""


class FileSource:
    """`file:` addresses. Reading happens beside the event loop: disks may be slow, network disks may hang."""

    async def fetch(self, url: str, health: FeedHealth, now: int) -> FetchOutcome:
        """Read the file, or list the folder."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.to_thread(read_local, path_of(url), url, health, now)
        except TimeoutError:
            error = failure("timeout", f"the disk does not answer within {PATIENCE:g} seconds", where=shown(url))
        except FetchError as reason:
            error = reason
        return Failed(error, unreadable(health, error, now))

    def lane(self, url: str) -> str:
        """A lane of its own, so that a disk that hangs holds up nothing else."""
        return url

    async def ready(self, url: str) -> None:
        """Files need no rest."""

    async def aclose(self) -> None:
        """Nothing is held open."""


def path_of(url: str) -> Path:
    """The path that a `file:` address means; raises `FetchError` for one on another machine."""
    parts = urlsplit(url)
    if parts.netloc not in ("", "localhost") and os.name != "nt":
        raise failure("address", "this file is on another machine", hint="Only files of this machine can be read.")
    return local_path(url)


def local_path(url: str) -> Path:
    """The path in a `file:` address, byte for byte: a name need not be UTF-8."""
    parts = urlsplit(url)
    if os.name != "nt":
        return Path(os.fsdecode(unquote_to_bytes(parts.path)))
    place = f"//{parts.netloc}{parts.path}" if parts.netloc not in ("", "localhost") else parts.path
    return Path(url2pathname(place))


def read_local(path: Path, url: str, health: FeedHealth, now: int, *, title: str = "") -> FetchOutcome:
    """Bring what stands at a path; raises `FetchError` with the reason when nothing can be read.

    A file with the same size and time is not even opened.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return _outcome(scan(path, title=title).encode(), FOLDER_TYPE, url, health, now)
        mark = f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}"
        if mark == health.etag and health.body_hash is not None and health.validators_url == url:
            return NotModified(read_at(health, now))
        body, found = read_regular(path)
    except ValueError as error:
        hint = "Only texts and saved feeds can be read."
        raise failure("file", str(error), where=shown(path.name), hint=hint) from error
    except OSError as error:
        raise _explained(error, path) from error
    if not body.strip():
        raise failure("empty", "the file is empty", where=shown(path.name))
    kind = ARTICLE_TYPE if path.suffix.lower() in ARTICLE_SUFFIXES else ""
    marked = replace(health, etag=mark, last_modified=str(int(found.st_mtime)), validators_url=url)
    return _outcome(body, kind, url, marked, now, same=health.body_hash)


def read_at(health: FeedHealth, now: int) -> FeedHealth:
    """The health after a successful look; local things are always due, looking costs nothing."""
    return replace(health, checked=now, succeeded=now, error=None, failures=0, due=0, retry_after=None, gone=False)


def unreadable(health: FeedHealth, error: FetchError, now: int) -> FeedHealth:
    """The health after a failure: looked at again each time, since the disk may be back."""
    told = f"{error.what}. {error.hint}" if error.hint else error.what
    return replace(health, checked=now, error=told, failures=health.failures + 1, due=0)


def _outcome(
    body: bytes, media_type: str, url: str, health: FeedHealth, now: int, *, same: str | None = None
) -> FetchOutcome:
    known = same if same is not None else health.body_hash
    fresh = replace(read_at(health, now), body_hash=body_hash(body))
    if fresh.body_hash == known:
        return NotModified(fresh)
    return Fetched(body, media_type, None, url, fresh)


def _explained(error: OSError, path: Path) -> FetchError:
    where = shown(path.name or str(path))
    if isinstance(error, FileNotFoundError):
        return failure("file", "there is no such file or folder", where=where, hint="It may have been moved.")
    if isinstance(error, PermissionError):
        return failure("file", "it may not be read", where=where, hint="Its permissions keep us out.")
    if isinstance(error, NotADirectoryError):
        return failure("file", "a part of the path is no folder", where=where, hint="Check the path.")
    return failure("file", "it cannot be read", where=where, hint="The disk may be damaged or away.")
