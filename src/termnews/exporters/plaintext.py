"""Articles as plain text, wrapped as the article pane wraps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from termnews.exporters.base import Piece
from termnews.exporters.paper import on_paper
from termnews.model.article import Article
from termnews.text.wrap import lay_out

MEASURE: Final = 72
"""Cells of the longest line of running text."""


class PlainText:
    """UTF-8 text; articles are parted by a line of signs."""

    name: Final = "txt"
    suffix: Final = ".txt"
    media_type: Final = "text/plain"
    single: Final = False
    binary: Final = False

    def write(self, pieces: Iterable[Piece], *, title: str, now: int) -> Iterator[bytes]:  # noqa: ARG002
        """Give one article after the other."""
        between = ""
        for piece in pieces:
            yield f"{between}{text_of(piece, now)}".encode()
            between = f"\n{'-' * MEASURE}\n\n"


def text_of(piece: Piece, now: int) -> str:
    """Return one article with its headline and address as lines of text."""
    lines = lines_of(piece.article, MEASURE, now)
    if piece.address:
        lines += ["", piece.address]
    return "\n".join(lines) + "\n"


def lines_of(article: Article, width: int, now: int, *, ascii: bool = False) -> list[str]:  # noqa: A002
    """Return an article as lines of at most `width` cells, without margins; nothing of the story is folded or cut."""
    flat = replace(article, blocks=on_paper(article.blocks))
    page = lay_out(flat, width, measure=width, now=now, ascii=ascii, whole=True)
    lines = [line.text.rstrip() for line in page.lines]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[margin:] for line in lines]
