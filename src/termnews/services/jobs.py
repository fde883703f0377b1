"""What is said between the program and its parser processes: jobs, replies, and the frames that carry them.

Frames are a length and MessagePack of known shape, never pickles: a parser that a document has taken over can only lie.
"""

from __future__ import annotations

import struct
from typing import IO, Final

import msgspec

from termnews.model.feed import ParsedFeed

LARGEST_JOB: Final = 272 << 20
"""Bytes of a job: the largest body that may be configured, and what is said about it."""
LARGEST_REPLY: Final = 64 << 20
"""Bytes of a reply; a document that gives more is refused."""
_LENGTH: Final = struct.Struct(">Q")


class DocumentJob(msgspec.Struct, frozen=True, tag="document"):
    """Parse the bytes behind an address as a feed."""

    body: bytes
    url: str
    media_type: str
    charset: str | None
    now: int


class ArticleJob(msgspec.Struct, frozen=True, tag="article"):
    """Parse the bytes of a local file as articles."""

    body: bytes
    name: str
    modified: int
    """The file's time in epoch seconds."""
    now: int
    base_url: str | None = None


class FilesJob(msgspec.Struct, frozen=True, tag="files"):
    """Read and parse some files of a folder; paths as the file system's bytes."""

    root: bytes
    files: tuple[bytes, ...]
    """Relative to the root."""
    now: int


class WarmJob(msgspec.Struct, frozen=True, tag="warm"):
    """Import what parsing needs, so that the first document does not wait for it."""


class FolderJob(msgspec.Struct, frozen=True):
    """Read and parse all files of a folder's manifest; cut into `FilesJob`s before it is sent."""

    manifest: bytes
    now: int


ParseJob = DocumentJob | ArticleJob | FolderJob
"""What may be submitted to the pool."""
SentJob = DocumentJob | ArticleJob | FilesJob | WarmJob
"""What a process understands."""


class Parsed(msgspec.Struct, frozen=True, tag="parsed"):
    """The document's meaning."""

    feed: ParsedFeed
    last: bool = False
    """The process has grown large and ends after this reply."""


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """Why there is none: the parts of a `ParseError` or, with `page`, of a `NotAFeedError`."""

    what: str
    where: str = ""
    hint: str = ""
    page: bool = False
    feeds: tuple[tuple[str, str], ...] = ()
    last: bool = False


Reply = Parsed | Refused

ENCODER: Final = msgspec.msgpack.Encoder()
JOBS: Final[msgspec.msgpack.Decoder[SentJob]] = msgspec.msgpack.Decoder(SentJob)
REPLIES: Final[msgspec.msgpack.Decoder[Reply]] = msgspec.msgpack.Decoder(Reply)


class FrameError(Exception):
    """A frame that ends too early, or is larger than agreed."""


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Write one frame and flush it; raises `OSError` when nobody reads."""
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes], largest: int) -> bytes | None:
    """Read one frame; None when the stream ended before it began. Raises `FrameError`, `OSError`."""
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise FrameError("the stream ended inside a frame")
    (length,) = _LENGTH.unpack(head)
    if length > largest:
        raise FrameError(f"a frame of {length} bytes")
    payload = stream.read(length)
    if len(payload) < length:
        raise FrameError("the stream ended inside a frame")
    return payload
