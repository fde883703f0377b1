"""What an exporter takes and gives: articles in, bytes of a document out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from termnews.model.article import Article

GENERATOR: Final = "termnews"


@dataclass(frozen=True, slots=True)
class Piece:
    """One article to be written out, with what the pane does not draw of it."""

    article: Article
    guid: str = ""
    language: str | None = None
    summary: str = ""

    @property
    def title(self) -> str:
        """Its headline; never empty."""
        return self.article.headline.title

    @property
    def tags(self) -> tuple[str, ...]:
        """The publisher's tags and the person's, each once."""
        headline = self.article.headline
        return tuple(dict.fromkeys((*headline.other_tags, *headline.own_tags)))

    @property
    def address(self) -> str | None:
        """Where it stands on the web; the place of a file on this machine is nobody else's business."""
        url = self.article.url
        return url if url and url.startswith(("http://", "https://")) else None


class Exporter(Protocol):
    """One format. Nothing here reads or writes files; `write` may be called from any thread."""

    @property
    def name(self) -> str:
        """What a person calls it: `md`."""
        ...

    @property
    def suffix(self) -> str:
        """Of a file that holds it, with the dot."""
        ...

    @property
    def media_type(self) -> str:
        """As servers and mail programs name it."""
        ...

    @property
    def single(self) -> bool:
        """Whether a document holds one article only."""
        ...

    @property
    def binary(self) -> bool:
        """Whether it is nothing for a terminal."""
        ...

    def write(self, pieces: Iterable[Piece], *, title: str, now: int) -> Iterator[bytes]:
        """Give the document in parts, articles taken one by one; `now` in epoch seconds."""
        ...
