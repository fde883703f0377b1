"""Articles as an e-book: EPUB 3.3 (https://www.w3.org/TR/epub-33/), a chapter each, without anything from the web."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final

from termnews.exporters.base import GENERATOR, Piece
from termnews.exporters.markup import quoted
from termnews.exporters.page import STYLE, page_of
from termnews.model.times import stamp

_CONTAINER: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file in the book, so that the same articles give the same bytes."""


class Epub:
    """A book; `title` is its own, the articles' titles are those of its chapters."""

    name: Final = "epub"
    suffix: Final = ".epub"
    media_type: Final = "application/epub+zip"
    single: Final = False
    binary: Final = True

    def write(self, pieces: Iterable[Piece], *, title: str, now: int) -> Iterator[bytes]:
        """Give the book, in one part: its table of contents stands at its end, its checksums before that."""
        book = io.BytesIO()
        chapters: list[tuple[str, str]] = []
        identity = hashlib.sha256(title.encode(errors="replace"))
        with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
            _add(archive, "mimetype", self.media_type, zipfile.ZIP_STORED)
            _add(archive, "META-INF/container.xml", _CONTAINER)
            _add(archive, "book/style.css", STYLE)
            for number, piece in enumerate(pieces, 1):
                name = f"chapter-{number}.xhtml"
                _add(archive, f"book/{name}", _chapter(piece))
                chapters.append((name, piece.title))
                identity.update(f"{piece.article.headline.feed_id}\n{piece.guid}\n".encode(errors="replace"))
            _add(archive, "book/contents.xhtml", _contents(title, chapters))
            _add(archive, "book/package.opf", _package(title, chapters, identity.hexdigest()[:32], now))
        yield book.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str, method: int = zipfile.ZIP_DEFLATED) -> None:
    archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), text.encode(), method)


def _document(title: str, body: str, language: str | None = None) -> str:
    """A page of the book."""
    spoken = f' lang="{quoted(language)}" xml:lang="{quoted(language)}"' if language else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{spoken}>\n'
        f'<head>\n<title>{quoted(title)}</title>\n<link rel="stylesheet" href="style.css"/>\n</head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )


def _chapter(piece: Piece) -> str:
    return _document(piece.title, page_of(piece, pictures=False, folds=False), piece.language)


def _contents(title: str, chapters: list[tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="{name}">{quoted(told)}</a></li>\n' for name, told in chapters)
    nav = f'<nav epub:type="toc">\n<h1>{quoted(title)}</h1>\n<ol>\n{items}</ol>\n</nav>\n'
    return _document(title, nav)


def _package(title: str, chapters: list[tuple[str, str]], identity: str, now: int) -> str:
    files = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>\n'
        for number, (name, _) in enumerate(chapters, 1)
    )
    order = "".join(f'<itemref idref="c{number}"/>\n' for number in range(1, len(chapters) + 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{GENERATOR}:{identity}</dc:identifier>\n'
        f"<dc:title>{quoted(title)}</dc:title>\n<dc:language>und</dc:language>\n"
        f'<meta property="dcterms:modified">{stamp(now)}</meta>\n</metadata>\n'
        '<manifest>\n<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        f'<item id="style" href="style.css" media-type="text/css"/>\n{files}</manifest>\n'
        f'<spine>\n<itemref idref="contents"/>\n{order}</spine>\n</package>\n'
    )
