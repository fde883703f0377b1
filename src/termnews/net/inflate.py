"""Inflate answers in bounded steps: what comes in may be small, what comes out is counted before it is kept.

One layer of gzip, deflate, brotli or zstd; anything else is refused. Nothing here waits or reads.
"""

from __future__ import annotations

import importlib
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any, Final, Protocol

from termnews.model.errors import FetchError
from termnews.net.causes import failure

STEP: Final = 65_536
"""Bytes that one step of inflating may give."""
RATIO: Final = 200
"""How many times larger than what was sent a body may become…"""
RATIO_FREE: Final = 1 << 20
"""…once it is larger than this many bytes."""
_ZSTD_WINDOW: Final = 23  # log2 of 8 MB: what RFC 8878 asks every receiver to take, and no more
_ZSTD: Final = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
_SLICE: Final = 4096
_OFFERED: Final = (("gzip", "zlib"), ("deflate", "zlib"), ("br", "brotli"), ("zstd", _ZSTD))


class Inflater(Protocol):
    """One compressed stream."""

    @property
    def finished(self) -> bool:
        """Whether the end of the stream was reached."""
        ...

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what comes out, in pieces of about `STEP` bytes at most."""
        ...


class Body:
    """Collect one body within limits: `add` what arrives, then `close` for the whole."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        """Start a body of the given Content-Encoding; raises `FetchError` when that is not known."""
        self._inflater = _inflater_for(encoding)
        self._max_bytes = max_bytes
        self._received = 0
        self._body = bytearray()

    def add(self, data: bytes) -> None:
        """Take what arrived; raises `FetchError` when the body becomes too large or cannot be inflated."""
        if self._inflater is None:
            self._keep(data)
            return
        # Small slices, so that the ratio is judged against what was really used.
        for start in range(0, len(data), _SLICE):
            sliced = data[start : start + _SLICE]
            self._received += len(sliced)
            pieces = self._inflater.feed(sliced)
            while piece := self._next(pieces):
                self._keep(piece)

    def close(self) -> bytes:
        """Give the whole body; raises `FetchError` when the compressed stream did not reach its end."""
        if self._inflater is not None and self._received and not self._inflater.finished:
            raise failure("cut", "the compressed answer broke off before its end", hint="It is asked again later.")
        return bytes(self._body)

    def _next(self, pieces: Iterator[bytes]) -> bytes:
        """The next piece, empty at the end."""
        try:
            return next(pieces, b"")
        except _codec_errors() as error:
            raise failure("encoding", "the answer cannot be inflated", hint="It is asked again later.") from error

    def _keep(self, piece: bytes) -> None:
        size = len(self._body) + len(piece)
        if size > self._max_bytes:
            raise too_large(self._max_bytes)
        if self._inflater is not None and size > RATIO_FREE and size > RATIO * self._received:
            raise failure("bomb", f"the answer swells to more than {RATIO} times its size when inflated")
        self._body += piece


def too_large(max_bytes: int) -> FetchError:
    """Explain that a body exceeds the limit."""
    hint = "The limit can be raised in the configuration (refresh.max_bytes)."
    return failure("too-large", f"the answer is larger than {max_bytes >> 20 or 1} MB", hint=hint)


@cache
def accepted_encodings() -> str:
    """The value of Accept-Encoding: what can be inflated here."""
    return ", ".join(name for name, module in _OFFERED if _installed(module))


def _installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


class _Gzip:
    """gzip, of one member or several; a body that is not gzip at all passes as it is (some servers only say so)."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=31)
        self._begun = False
        self._plain = False

    @property
    def finished(self) -> bool:
        return self._plain or self._stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        if not self._begun and data:
            self._begun = True
            self._plain = data[0] != 0x1F
        if self._plain:
            yield data
            return
        while data:
            if self._stream.eof:
                data = data.lstrip(b"\0")
                if not data.startswith(b"\x1f"):
                    return
                self._stream = zlib.decompressobj(wbits=31)
            yield from _steps(self._stream, data)
            data = self._stream.unused_data


class _Deflate:
    """deflate, with the zlib header that the standard wants or without, as some servers send it."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._begun = False

    @property
    def finished(self) -> bool:
        return self._stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        if not self._begun and data:
            self._begun = True
            if data[0] & 0x0F != 8 or (len(data) > 1 and int.from_bytes(data[:2], "big") % 31):
                self._stream = zlib.decompressobj(wbits=-15)
        if not self._stream.eof:
            yield from _steps(self._stream, data)


class _Brotli:
    def __init__(self) -> None:
        self._stream: Any = importlib.import_module("brotli").Decompressor()

    @property
    def finished(self) -> bool:
        return bool(self._stream.is_finished())

    def feed(self, data: bytes) -> Iterator[bytes]:
        while not self._stream.is_finished():
            piece = self._stream.process(data, output_buffer_limit=STEP)
            data = b""
            if piece:
                yield piece
            if self._stream.can_accept_more_data():
                return


class _Zstd:
    def __init__(self) -> None:
        module: Any = importlib.import_module(_ZSTD)
        self._stream = module.ZstdDecompressor(options={module.DecompressionParameter.window_log_max: _ZSTD_WINDOW})

    @property
    def finished(self) -> bool:
        return bool(self._stream.eof)

    def feed(self, data: bytes) -> Iterator[bytes]:
        while not self._stream.eof:
            piece = self._stream.decompress(data, STEP)
            data = b""
            if piece:
                yield piece
            if self._stream.needs_input:
                return


def _steps(stream: Any, data: bytes) -> Iterator[bytes]:
    """Inflate `data` with a zlib object, at most `STEP` bytes at a time."""
    while data and not stream.eof:
        if piece := stream.decompress(data, STEP):
            yield piece
        data = stream.unconsumed_tail


_CODECS: Final[Mapping[str, Callable[[], Inflater] | None]] = {
    "": None,
    "identity": None,
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}


def _inflater_for(encoding: str) -> Inflater | None:
    name = encoding.strip().lower()
    try:
        codec = _CODECS[name]
        return codec() if codec is not None else None
    except (KeyError, ImportError) as error:
        layers = "in several layers" if "," in name else "in a way that we cannot inflate"
        raise failure("encoding", f"the answer is compressed {layers}", hint="It was not read.") from error


def _codec_errors() -> tuple[type[Exception], ...]:
    """What the codecs in use raise; they have no class in common."""
    found: list[type[Exception]] = [zlib.error, ValueError, EOFError]
    for module, name in (("brotli", "error"), (_ZSTD, "ZstdError")):
        if (loaded := sys.modules.get(module)) is not None:
            found.append(getattr(loaded, name))
    return tuple(found)
