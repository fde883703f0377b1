"""Read some files of a folder into one value, in a parser process: bad files become notes, never failures."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from termnews.formats.articlefile import parse_article
from termnews.model.entry import ParsedEntry
from termnews.model.errors import ParseError
from termnews.model.feed import ParsedFeed
from termnews.sources.folder import read_regular, shown


def read_files(root: bytes, paths: tuple[bytes, ...], now: int) -> ParsedFeed:
    """Parse each file as articles; `paths` are relative to `root`, with `/`."""
    entries: list[ParsedEntry] = []
    notes: list[str] = []
    for path in paths:
        name = shown(os.fsdecode(path))
        try:
            parsed = _read_one(Path(os.fsdecode(root)) / os.fsdecode(path), name, now)
        except ParseError as error:
            notes.append(f"{name}: {error.what}")
        except ValueError as error:
            notes.append(f"{name}: {error}")
        except OSError as error:
            notes.append(f"{name}: {_reason(error)}")
        else:
            entries.extend(parsed.entries)
            notes.extend(f"{name}: {note}" for note in parsed.notes)
    return ParsedFeed(kind="folder", title="", entries=tuple(entries), notes=tuple(notes))


def _read_one(path: Path, name: str, now: int) -> ParsedFeed:
    body, found = read_regular(path, follow=False)
    if not body.strip():
        raise ValueError("it is empty")
    modified = int(found.st_mtime)
    parsed = parse_article(body, name=name, modified=modified, now=now)
    return replace(
        parsed,
        entries=tuple(
            entry if entry.file_time is not None else replace(entry, file_time=modified) for entry in parsed.entries
        ),
    )


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is not there any more"
    return "it may not be read" if isinstance(error, PermissionError) else "it cannot be read"
