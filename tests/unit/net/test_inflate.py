"""Bodies inflated in bounded steps."""

from __future__ import annotations

import gzip
import importlib
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.model.errors import FetchError
from termnews.net.inflate import RATIO_FREE, Body, accepted_encodings

brotli: Any = importlib.import_module("brotli")
zstd = pytest.importorskip("backports.zstd")
LIMIT = 4 << 20


def raw_deflate(data: bytes) -> bytes:
    """Deflate without a header."""
    codec = zlib.compressobj(wbits=-15)
    return codec.compress(data) + codec.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZip", gzip.compress),
    "two members": ("gzip", lambda data: gzip.compress(data[:10]) + gzip.compress(data[10:])),
    "padded": ("gzip", lambda data: gzip.compress(data) + b"\0" * 40),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "br": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
    "nothing": ("", bytes),
    "identity": ("identity", bytes),
    "only said to be gzip": ("gzip", bytes),
}


def inflate(encoding: str, data: bytes, step: int = 1000, limit: int = LIMIT) -> bytes:
    """Feed a body in pieces."""
    body = Body(encoding, limit)
    for start in range(0, len(data), step):
        body.add(data[start : start + step])
    return body.close()


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_what_was_packed_comes_out(name: str, step: int) -> None:
    encoding, pack = PACKERS[name]
    text = b"<rss>" + b"some words, and more of them; " * 300
    assert inflate(encoding, pack(text), step) == text


@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=3000), name=st.sampled_from(["gzip", "deflate", "raw deflate", "br", "zstd"]))
def test_any_bytes_survive_any_packing(data: bytes, name: str) -> None:
    encoding, pack = PACKERS[name]
    assert inflate(encoding, pack(data), 13) == data


@settings(max_examples=80, deadline=None)
@given(data=st.binary(max_size=2000), encoding=st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_any_bytes_inflate_or_fail_in_words(data: bytes, encoding: str) -> None:
    try:
        inflate(encoding, data, limit=100_000)
    except FetchError as error:
        assert error.cause in {"encoding", "cut", "too-large", "bomb"}


@pytest.mark.parametrize("name", ["gzip", "deflate", "raw deflate", "br", "zstd"])
def test_a_stream_that_breaks_off_is_an_error(name: str) -> None:
    encoding, pack = PACKERS[name]
    packed = pack(bytes(range(256)) * 40)
    with pytest.raises(FetchError) as caught:
        inflate(encoding, packed[: len(packed) // 2])
    assert caught.value.cause in {"cut", "encoding"}


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_stopped_soon(name: str) -> None:
    encoding, pack = PACKERS[name]
    body = Body(encoding, 1 << 30)
    with pytest.raises(FetchError) as caught:
        body.add(pack(b" " * (64 << 20)))
    assert caught.value.cause == "bomb"
    assert len(body._body) <= RATIO_FREE


@pytest.mark.parametrize("name", ["gzip", "br", "zstd", "nothing"])
def test_the_limit_counts_what_comes_out(name: str) -> None:
    encoding, pack = PACKERS[name]
    noise = b"".join(zlib.crc32(bytes([a, b])).to_bytes(4, "big") for a in range(256) for b in range(256))
    with pytest.raises(FetchError, match="larger than") as caught:
        inflate(encoding, pack(noise), 5000, limit=len(noise) - 1)
    assert caught.value.cause == "too-large"


@pytest.mark.parametrize("encoding", ["x-nope", "gzip, gzip", "gzip,br", "compress", "aws-chunked"])
def test_unknown_and_stacked_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(FetchError) as caught:
        Body(encoding, LIMIT)
    assert caught.value.cause == "encoding"


def test_an_empty_body_is_empty_whatever_it_says() -> None:
    assert inflate("gzip", b"") == b""


def test_only_what_can_be_inflated_is_asked_for() -> None:
    names = accepted_encodings().split(", ")
    assert names[:2] == ["gzip", "deflate"]
    for name in names:
        Body(name, LIMIT)
