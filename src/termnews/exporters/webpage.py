"""Articles as one web page that needs nothing else: for the browser, for printing, for keeping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from termnews.exporters.base import GENERATOR, Piece
from termnews.exporters.markup import quoted
from termnews.exporters.page import STYLE, page_of


class WebPage:
    """HTML; pictures stay where they are on the web, and nothing in it runs."""

    name: Final = "html"
    suffix: Final = ".html"
    media_type: Final = "text/html"
    single: Final = False
    binary: Final = False

    def write(self, pieces: Iterable[Piece], *, title: str, now: int) -> Iterator[bytes]:  # noqa: ARG002
        """Give head, articles, foot."""
        head = (
            '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8"/>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'\"/>\n"
            f'<meta name="generator" content="{GENERATOR}"/>\n'
            f"<title>{quoted(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        )
        yield head.encode()
        for number, piece in enumerate(pieces, 1):
            language = f' lang="{quoted(piece.language)}"' if piece.language else ""
            yield f"<article{language}>\n{page_of(piece, prefix=f'a{number}-')}</article>\n".encode()
        yield b"</body>\n</html>\n"
