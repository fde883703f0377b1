"""What an entry says at length: packed for the disk, and unpacked again."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import asdict, dataclass
from enum import IntFlag
from typing import Any

from termnews.library import packing
from termnews.model.entry import Enclosure, ParsedEntry

_PART = "\x00"
_PICTURE = re.compile(r"<(?:img|picture)\b|!\[[^\]\n]{0,500}\]\(", re.IGNORECASE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class Media(IntFlag):
    """What comes with an entry: the bits of `entry.media`."""

    NONE = 0
    IMAGE = 1
    AUDIO = 2
    VIDEO = 4
    ENCLOSURE = 8
    COMMENTS = 16


@dataclass(frozen=True, slots=True)
class Body:
    """The long part of an entry."""

    content: str
    media_type: str
    text: str
    summary: str
    authors: tuple[str, ...] = ()
    base_url: str | None = None
    comments_url: str | None = None
    image_url: str | None = None
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def words(self) -> str:
        """The text that is searched."""
        return self.text or self.summary


def body_of(entry: ParsedEntry) -> Body:
    """Take the long part out of a parsed entry."""
    return Body(
        content=entry.content,
        media_type=entry.media_type,
        text=entry.text,
        summary=entry.summary,
        authors=entry.authors,
        base_url=entry.base_url,
        comments_url=entry.comments_url,
        image_url=entry.image_url,
        enclosures=entry.enclosures,
    )


def pack(connection: sqlite3.Connection, body: Body) -> tuple[str | None, str | None, str | None, bytes]:
    """Give the columns media_type, authors, extra and packed of `entry_body`."""
    parts = (body.content, body.text, body.summary)
    packed = packing.pack(connection, _PART.join(part.replace(_PART, "") for part in parts))
    extra: dict[str, Any] = {
        name: value for name in ("base_url", "comments_url", "image_url") if (value := getattr(body, name)) is not None
    }
    if body.enclosures:
        extra["enclosures"] = [
            {name: value for name, value in asdict(enclosure).items() if value is not None}
            for enclosure in body.enclosures
        ]
    return (
        None if body.media_type == "text/html" else body.media_type,
        json.dumps(body.authors, ensure_ascii=False) if body.authors else None,
        json.dumps(extra, ensure_ascii=False) if extra else None,
        packed,
    )


def unpack(
    connection: sqlite3.Connection, media_type: str | None, authors: str | None, extra: str | None, packed: bytes
) -> Body:
    """Turn the columns of `entry_body` back. Raise `ValueError` when they are damaged."""
    content, text, summary = unpack_texts(connection, packed)
    more = json.loads(extra) if extra else {}
    if not isinstance(more, dict):
        raise ValueError("the body of an entry is damaged")
    return Body(
        content=content,
        media_type=media_type or "text/html",
        text=text,
        summary=summary,
        authors=tuple(json.loads(authors)) if authors else (),
        base_url=more.get("base_url"),
        comments_url=more.get("comments_url"),
        image_url=more.get("image_url"),
        enclosures=tuple(Enclosure(**enclosure) for enclosure in more.get("enclosures", ())),
    )


def unpack_texts(connection: sqlite3.Connection, packed: bytes) -> tuple[str, str, str]:
    """Give content, text and summary. Raise `ValueError` when they are damaged."""
    content, text, summary = packing.unpack(connection, packed).split(_PART)
    return content, text, summary


def searched_text(connection: sqlite3.Connection, packed: bytes) -> str:
    """The text of a packed body that is searched."""
    _, text, summary = unpack_texts(connection, packed)
    return text or summary


def media_of(entry: ParsedEntry) -> Media:
    """Find out what comes with an entry."""
    media = Media.NONE
    for enclosure in entry.enclosures:
        media |= Media.ENCLOSURE
        kind = (enclosure.type or "").partition("/")[0]
        media |= {"image": Media.IMAGE, "audio": Media.AUDIO, "video": Media.VIDEO}.get(kind, Media.NONE)
    if entry.image_url or _PICTURE.search(entry.content):
        media |= Media.IMAGE
    lower = entry.content.lower()
    if "<audio" in lower:
        media |= Media.AUDIO
    if "<video" in lower:
        media |= Media.VIDEO
    if entry.comments_url:
        media |= Media.COMMENTS
    return media


def count_words(text: str) -> int:
    """How long a text is in words; two characters of a script without blanks count as one word."""
    words = len(text.split())
    return words if text.isascii() else words + len(_CJK.findall(text)) // 2
