"""Articles as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), which other readers and this one can read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from termnews.exporters.base import Piece
from termnews.exporters.markup import markup_of
from termnews.model.times import stamp


class JsonFeed:
    """One feed object; what is unknown is left out, as the format asks."""

    name: Final = "json"
    suffix: Final = ".json"
    media_type: Final = "application/feed+json"
    single: Final = False
    binary: Final = False

    def write(self, pieces: Iterable[Piece], *, title: str, now: int) -> Iterator[bytes]:  # noqa: ARG002
        """Give the feed, an item at a time."""
        head = {"version": "https://jsonfeed.org/version/1.1", "title": title}
        yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "items": ['.encode()
        between = "\n"
        for piece in pieces:
            yield f"{between}{json.dumps(_item(piece), ensure_ascii=False)}".encode()
            between = ",\n"
        yield b"\n]}\n"


def _item(piece: Piece) -> dict[str, object]:
    article = piece.article
    item: dict[str, object | None] = {
        "id": piece.guid or piece.address or str(article.headline.id),
        "url": piece.address,
        "title": piece.title,
        "content_html": markup_of(article.blocks),
        "summary": piece.summary or None,
        "date_published": stamp(article.published),
        "date_modified": stamp(article.updated),
        "authors": [{"name": name} for name in article.authors],
        "tags": list(piece.tags),
        "language": piece.language,
        "attachments": [_attachment(each.url, each.type, each.length, each.duration) for each in article.enclosures],
    }
    return {name: value for name, value in item.items() if value not in (None, [])}


def _attachment(url: str, media_type: str | None, size: int | None, seconds: int | None) -> dict[str, object]:
    known = {"size_in_bytes": size, "duration_in_seconds": seconds}
    required: dict[str, object] = {"url": url, "mime_type": media_type or "application/octet-stream"}
    return required | {name: value for name, value in known.items() if value is not None}
