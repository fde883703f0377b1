"""Look through a folder of articles: which files it holds, in a stable natural order, within limits, none of them read.

The result is a manifest, a small document of its own: the same folder gives the same bytes as long as nothing changed.
"""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from termnews.formats.suffixes import ARTICLE_SUFFIXES, FEED_SUFFIXES
from termnews.text.clean import clean_line

FOLDER_TYPE: Final = "application/x-termnews-folder"
"""Media type of a manifest."""
MOST_FILES: Final = 50_000
LARGEST_FILE: Final = 16 << 20
"""Bytes of the largest file that is read."""
_HIDDEN: Final = 2  # FILE_ATTRIBUTE_HIDDEN, on Windows
_NAMED: Final = 20
"""How many files a kind of note names."""
_NUMBER: Final = re.compile(r"(\d{1,18})")


class Manifest(msgspec.Struct, frozen=True):
    """The article files of a folder."""

    root: str
    """The folder's path; undecodable bytes as lone surrogates, as the file system gives them."""
    files: tuple[tuple[str, int, int], ...] = ()
    """Path relative to the root with `/`, size in bytes, time of change in nanoseconds."""
    title: str = ""
    """The folder's name for people."""
    notes: tuple[str, ...] = ()
    """What was left out, in words."""

    def encode(self) -> bytes:
        """Write it as JSON, ASCII only, the same bytes for the same content."""
        shape = {"root": self.root, "files": self.files, "title": self.title, "notes": self.notes}
        return json.dumps(shape, separators=(",", ":")).encode("ascii")

    @classmethod
    def decode(cls, body: bytes) -> Manifest:
        """Read what `encode` wrote; raises `ValueError` for anything else."""
        return msgspec.convert(json.loads(body), cls, strict=False)


@dataclass(slots=True)
class _Search:
    files: list[tuple[str, int, int]] = field(default_factory=list)
    ahead: list[tuple[str, str]] = field(default_factory=list)
    """Folders still to be looked into: path, and path relative to the root with a slash behind."""
    links: int = 0
    feeds: int = 0
    large: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    full: bool = False


def scan(root: Path, *, title: str = "") -> Manifest:
    """List the article files in a folder, at any depth.

    Hidden names, links and everything but regular files are left out. Raises `OSError` when the folder itself cannot be
    listed.
    """
    with os.scandir(root):
        pass
    search = _Search(ahead=[(str(root), "")])
    while search.ahead and not search.full:
        _look_into(search, *search.ahead.pop())
    search.files.sort(key=lambda file: natural_key(file[0]))
    return Manifest(str(root), tuple(search.files), title or clean_line(root.name, 200) or str(root), _notes(search))


def read_regular(path: Path, limit: int = LARGEST_FILE, *, follow: bool = True) -> tuple[bytes, os.stat_result]:
    """Read a regular file of at most `limit` bytes, whatever stands at `path` now; `follow` allows it to be a link.

    Raises `OSError`; `ValueError` when it is something else or larger.
    """
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"))
    handle = os.open(path, flags | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise ValueError("it is not a regular file")
        if found.st_size > limit or len(body := file.read(limit + 1)) > limit:
            raise ValueError(f"it is larger than {limit >> 20} MB")
    return body, found


def natural_key(path: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """Sort key that puts `a2` before `a10` and keeps folders together; total, so that the order is stable."""
    parts = [
        (int(part), "") if part.isdecimal() else (-1, part.casefold())
        for step in path.split("/")
        for part in [*_NUMBER.split(step), "\0"]
        if part
    ]
    return tuple(parts), path


def _look_into(search: _Search, folder: str, prefix: str) -> None:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        search.closed.append(prefix.rstrip("/"))
        return
    pages = {Path(entry.name).stem for entry in entries if entry.name.lower().endswith((".html", ".htm"))}
    # What a browser saves beside a page holds frames and advertisements, no articles.
    beside = {f"{page}_files" for page in pages}
    for entry in entries:
        if entry.name not in beside and not search.full:
            _take(search, entry, f"{prefix}{entry.name}")


def _take(search: _Search, entry: os.DirEntry[str], path: str) -> None:
    try:
        if _is_hidden(entry):
            return
        if _is_link(entry):
            search.links += 1
        elif entry.is_dir(follow_symlinks=False):
            search.ahead.append((entry.path, f"{path}/"))
        elif entry.is_file(follow_symlinks=False):
            _take_file(search, entry, path)
    except OSError:
        search.closed.append(path)


def _take_file(search: _Search, entry: os.DirEntry[str], path: str) -> None:
    suffix = Path(entry.name).suffix.lower()
    if suffix not in ARTICLE_SUFFIXES:
        search.feeds += suffix in FEED_SUFFIXES
        return
    if len(search.files) >= MOST_FILES:
        search.full = True
        return
    found = entry.stat(follow_symlinks=False)
    if found.st_size > LARGEST_FILE:
        search.large.append(path)
    else:
        search.files.append((path, found.st_size, found.st_mtime_ns))


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) if os.name == "nt" else 0
    return bool(attributes & _HIDDEN)


def _is_link(entry: os.DirEntry[str]) -> bool:
    is_junction = getattr(entry, "is_junction", None)
    return entry.is_symlink() or (is_junction is not None and is_junction())


def _notes(search: _Search) -> tuple[str, ...]:
    notes = [f"{shown(path)}: larger than {LARGEST_FILE >> 20} MB, not read" for path in search.large[:_NAMED]]
    notes += [f"{shown(path)}: cannot be opened" for path in search.closed[:_NAMED]]
    if search.links:
        notes.append(f"{search.links} links to other places are not followed")
    if search.feeds:
        notes.append(f"{search.feeds} saved feeds in it are not read; open them by name")
    if search.full:
        notes.append(f"only {MOST_FILES} files are read")
    if not search.files:
        notes.append(f"no articles in it ({', '.join(sorted(ARTICLE_SUFFIXES))})")
    return tuple(notes)


def shown(path: str) -> str:
    """A path as a message may show it: one clean line, undecodable bytes as escapes."""
    return clean_line(path.encode("utf-8", "backslashreplace").decode("utf-8"), 300)
