"""Keeping what is the person's: copies of the library, own state as a document, and what is tidied up meanwhile.

Everything runs on a thread of its own, which ends with the session.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from termnews import __version__
from termnews.config import Config
from termnews.formats.statefile import StateWriter, read_queries, read_state
from termnews.library import InterruptedQueryError, Library, owntags
from termnews.library.copies import copy_library
from termnews.model.clock import Clock
from termnews.model.errors import FetchError, LibraryError, ParseError
from termnews.model.ownstate import Merged
from termnews.query.ownqueries import OwnQueries
from termnews.services.clock import LocalZone
from termnews.services.dailycopies import Shelf, make_due, moment_of
from termnews.services.retention import Retention, Retired
from termnews.services.targets import shown
from termnews.sources.folder import read_regular

STATE_BYTES = 1 << 30
"""Largest document of own state that is read."""

_log = logging.getLogger("termnews.keeping")


RETIRED_AT_ONCE = 20_000
"""Articles that one tidying lets go at most: a copy by hand must not wait for a library to be emptied."""


class Keeping:
    """Work on the whole library that nobody waits for. Methods may be called from any thread."""

    def __init__(self, library: Library, config: Config, clock: Clock) -> None:
        """Take the means; nothing is done yet."""
        self._library = library
        self._clock = clock
        self._usual = config.keep.rule
        self.shelf = Shelf.of(library.path, config.backup)
        self._closing = threading.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="keeping")
        self._tidying: Future[tuple[str, ...]] | None = None

    def close(self) -> None:
        """Call off what runs; a copy that is not whole leaves nothing behind."""
        self._closing.set()
        self._thread.shutdown(cancel_futures=True)

    def tidy(self) -> Future[tuple[str, ...]]:
        """Do what is due behind the screen: today's copy, then what had its time goes.

        Gives what went wrong, one line each.
        """
        if self._tidying is None or self._tidying.done():
            self._tidying = self._thread.submit(self._tidy)
        return self._tidying

    def backup(self, target: Path | None, *, replace: bool = False) -> Future[Path]:
        """Copy the library to a file, or into a folder; without one into the place of the copies. Gives its name."""
        return self._thread.submit(self._backup, target, replace)

    def export_state(self, write: Callable[[str], object]) -> Future[None]:
        """Write the person's own state as JSON, piece by piece, on this thread."""
        return self._thread.submit(self._export_state, write)

    def import_state(self, path: Path) -> Future[Merged]:
        """Add the state that a document holds, as one step. Raises `FetchError` or `ParseError` in its future."""
        return self._thread.submit(self._import_state, path)

    def would_retire(self) -> Future[tuple[Retired, ...]]:
        """Say which articles had their time, by feed; nothing is changed."""
        return self._thread.submit(lambda: self._retention.rehearse())

    def retire(self) -> Future[tuple[Retired, ...]]:
        """Let all articles go that had their time; gives how many it were, by feed."""
        return self._thread.submit(lambda: self._retention.carry_out(lambda _: self._closing.is_set()))

    # On the thread

    def _tidy(self) -> tuple[str, ...]:
        problems: list[str] = []
        if self._library.read_only:
            return ()
        for chore in (self._copy_of_the_day, self._retire_some):
            try:
                chore()
            except InterruptedQueryError:
                break
            except (LibraryError, OSError) as error:
                _log.warning("%s", error)
                problems.append(str(error))
                break  # nothing is dropped that may not be in today's copy
        return tuple(problems)

    def _copy_of_the_day(self) -> None:
        make_due(self.shelf, self._library.place, self._moment, lambda: not self._closing.is_set())

    def _retire_some(self) -> None:
        self._retention.carry_out(self._closing.wait, RETIRED_AT_ONCE)

    def _backup(self, target: Path | None, replace: bool) -> Path:
        name = self.shelf.named(moment_of(self._moment))
        if target is None:
            target = name
        elif target.is_dir():
            target = target / name.name
        self._library.writer.checkpoint().exception()
        copy_library(self._library.place, target, replace=replace, go_on=lambda: not self._closing.is_set())
        return target

    def _export_state(self, write: Callable[[str], object]) -> None:
        # A connection of its own: what is shown must not wait until a million marks are written.
        reader = self._library.another_reader()
        try:
            colours = reader.answer(lambda context, _: owntags.coloured(context.connection), self._now)
            document = StateWriter(write, self._now, f"termnews {__version__}", colours)
            reader.each_own_feed(document.feed)
            document.end(OwnQueries(reader.smart_folders(), reader.rules()))
        finally:
            reader.close()

    def _import_state(self, path: Path) -> Merged:
        try:
            data, _ = read_regular(path, STATE_BYTES)
        except ValueError as error:
            raise FetchError(str(error), where=shown(str(path))) from error
        except OSError as error:
            told = f"cannot be read ({error.strerror or error})"
            raise FetchError(told, where=shown(str(path)), hint="Check the path.") from error
        try:
            given, queries = read_state(data), read_queries(data)
        except ParseError as error:
            error.where = error.where or shown(str(path))
            raise
        return self._library.writer.merge_own_state(given, queries, now=self._now).result()

    @property
    def _retention(self) -> Retention:
        return Retention(self._library, self._usual, self._now)

    @property
    def _now(self) -> int:
        return int(self._clock.now())

    @property
    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self._now, LocalZone())
