"""What is no text at all, told by its first bytes: so that a person hears what it is, and no parser meets it."""

from __future__ import annotations

from typing import Final

_BEGINNINGS: Final = (
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"RIFF", "a media file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a media file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"%PDF-", "a PDF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a document of a word processor"),
)


def kind_of(body: bytes) -> str | None:
    """Return in words what bytes are that no reader of news can read; None when they may be text."""
    return next((kind for beginning, kind in _BEGINNINGS if body.startswith(beginning)), None)
