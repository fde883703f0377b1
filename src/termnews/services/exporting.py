"""Articles written out in other forms: read one after another on a thread that may take its time, never all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

from termnews.exporters import EXPORTERS, Exporter, Piece
from termnews.library import LibraryReader
from termnews.model.clock import Clock
from termnews.model.entry import StoredEntry
from termnews.model.errors import TermnewsError, UsageError
from termnews.model.ids import EntryId, FeedId
from termnews.query import Query
from termnews.services.asking import Ask
from termnews.services.filenames import file_name
from termnews.services.savedfiles import write_new

HELD = 32 << 20
"""Bytes of the largest document that is made in memory."""


class Exporting:
    """Writes articles out. Every future gives how many it were, or raises `LibraryError` or `TermnewsError`."""

    def __init__(self, ask: Ask, clock: Clock, aside: Sequence[FeedId]) -> None:
        """Read through `ask`; articles of the feeds in `aside` count as well."""
        self._ask = ask
        self._clock = clock
        self._aside = tuple(aside)

    def write(self, query: Query, exporter: Exporter, sink: Callable[[bytes], object], *, title: str) -> Future[int]:
        """Hand what matches to `sink` as one document, in parts and in the order of the list.

        `sink` runs on another thread. Raises `UsageError` when the format cannot hold what matches.
        """
        now = int(self._clock.now())

        def work(reader: LibraryReader) -> int:
            ids = self._matching(reader, query, now)
            if exporter.single and len(ids) > 1:
                raise UsageError(
                    f"holds one article only, and {len(ids):,} match",
                    where=exporter.name,
                    hint="Name a folder to write one file for each.",
                )
            if ids:
                for part in exporter.write(_pieces(reader, ids), title=title, now=now):
                    sink(part)
            return len(ids)

        return self._ask(work)

    def write_each(self, query: Query, exporter: Exporter, folder: Path) -> Future[int]:
        """Write what matches into a folder, which is made, a file for each article; no file is written over."""
        now = int(self._clock.now())

        def work(reader: LibraryReader) -> int:
            ids = self._matching(reader, query, now)
            _write_each(_pieces(reader, ids), exporter, folder, now)
            return len(ids)

        return self._ask(work)

    def document(self, ids: Sequence[EntryId], form: str) -> Future[bytes]:
        """These articles as one document of a form by its name (`md`, `html`, `txt`), in memory; at most `HELD` bytes.

        Raises `UsageError` where they are more.
        """
        now, exporter = int(self._clock.now()), EXPORTERS[form]

        def work(reader: LibraryReader) -> bytes:
            held = bytearray()
            title = first.title if (first := next(_pieces(reader, ids[:1]), None)) is not None else ""
            for part in exporter.write(_pieces(reader, ids), title=title, now=now):
                held += part
                if len(held) > HELD:
                    raise UsageError(
                        "are too many to be handed over at once", where="These articles", hint="Save them."
                    )
            return bytes(held)

        return self._ask(work)

    def save(self, ids: Sequence[EntryId], path: Path) -> Future[int]:
        """Write these articles to a new file in the form that its name ends with, or into a folder as Markdown."""
        now = int(self._clock.now())
        exporter = exporter_for(path)
        if exporter is not None and exporter.single and len(ids) > 1:
            raise UsageError("holds one article only", where=path.name, hint="Name a folder, or a file with .mbox.")

        def work(reader: LibraryReader) -> int:
            pieces = _pieces(reader, ids)
            if exporter is None:
                _write_each(pieces, EXPORTERS["md"], path, now)
            else:
                write_new(path, exporter.write(pieces, title=path.stem, now=now))
            return len(ids)

        return self._ask(work)

    def _matching(self, reader: LibraryReader, query: Query, now: int) -> Sequence[EntryId]:
        return [EntryId(entry_id) for entry_id in reader.entry_ids(query, now, aside=self._aside)]


def exporter_for(path: Path) -> Exporter | None:
    """The format that a file's name asks for; None for a folder. Raises `UsageError` for an ending that is none."""
    if path.is_dir() or not path.suffix:
        return None
    for exporter in EXPORTERS.values():
        if exporter.suffix == path.suffix.lower():
            return exporter
    known = " ".join(exporter.suffix for exporter in EXPORTERS.values())
    raise UsageError("is no form that articles are saved in", where=path.suffix, hint=f"Known: {known}; or a folder.")


def _pieces(reader: LibraryReader, ids: Sequence[EntryId]) -> Iterator[Piece]:
    for entry_id in ids:
        entry = reader.entry(entry_id)
        if entry is not None:
            yield _piece(entry)


def _piece(entry: StoredEntry) -> Piece:
    from termnews.services.articles import article_of

    return Piece(article_of(entry), entry.guid, entry.language, entry.summary)


def _write_each(pieces: Iterator[Piece], exporter: Exporter, folder: Path, now: int) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TermnewsError(f"cannot be made ({error.strerror})", where=str(folder)) from error
    for piece in pieces:
        name = file_name(piece.title, piece.article.headline.sort_at, exporter.suffix)
        write_new(_free(folder / name), exporter.write([piece], title=piece.title, now=now))


def _free(path: Path) -> Path:
    """A name that no file has yet, with a number where it is taken."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
