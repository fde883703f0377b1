"""Standard input as a document: kept in a private file while the command runs, so that it is read like any other."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from termnews.model.errors import UsageError

LIMIT = 64 * 1024 * 1024
"""Bytes; a pipe that never ends must not fill the disk."""


@contextmanager
def saved_standard_input(stream: BinaryIO) -> Iterator[Path]:
    """Read the stream to its end into a file named for what it looks like; remove the file afterwards."""
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise UsageError(
            f"more than {LIMIT // 1024 // 1024} MB", where="standard input", hint="Save it and give the file."
        )
    if not data.strip():
        raise UsageError("nothing came in", where="standard input", hint="Pipe a feed or an article into it.")
    with tempfile.TemporaryDirectory(prefix="termnews-") as folder:
        path = Path(folder) / f"standard input{_suffix(data)}"
        path.write_bytes(data)
        yield path


def reopen_terminal() -> None:
    """Give the keyboard back to the reader after a pipe was read to its end."""
    name = "CONIN$" if os.name == "nt" else "/dev/tty"
    with suppress(OSError):
        terminal = os.open(name, os.O_RDWR)
        os.dup2(terminal, 0)
        os.close(terminal)
        sys.stdin = os.fdopen(0, closefd=False)


def _suffix(data: bytes) -> str:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\x00", b"").lower()
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return ".html" if b"<html" in start and b"<rss" not in start and b"<feed" not in start else ".xml"
    if start.startswith(b"{"):
        return ".json"
    if start.startswith((b"<!doctype html", b"<html", b"<!--", b"<head", b"<body")):
        return ".html"
    if start.startswith((b"---\n", b"---\r\n", b"+++\n", b"# ")):
        return ".md"
    return ".txt"
