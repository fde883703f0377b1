"""Tags as a whole, as the screen and the shell use them: counted, and the person's own renamed, merged and coloured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

from termnews.library import Library, facets, owntags
from termnews.library.context import Context
from termnews.library.owntags import Reach
from termnews.model.changes import ChangeSet
from termnews.model.clock import Clock
from termnews.model.facets import TagTally
from termnews.model.ids import FeedId
from termnews.query import Query
from termnews.services.asking import Ask
from termnews.text.clean import clean_line

__all__ = ["OwnTags", "Reach"]


class OwnTags:
    """Futures of changes say how far they went, or raise `UsageError`, `LibraryError`; each is one step for undo."""

    def __init__(self, library: Library, read: Ask, count: Ask, clock: Clock, aside: Sequence[FeedId]) -> None:
        """`read` answers at once, `count` may take its time."""
        self._library = library
        self._read = read
        self._count = count
        self._clock = clock
        self._aside = tuple(aside)

    def colours(self) -> Future[Mapping[str, str]]:
        """Names of colours, by the normal form of the tags that have one."""
        return self._read(lambda reader: reader.answer(lambda c, _: owntags.colours(c.connection), 0))

    def tallies(self, query: Query) -> Future[tuple[TagTally, ...]]:
        """The tags of the articles that a query lists, most used first, with how many are unread and the person's."""
        now = int(self._clock.now())
        return self._count(
            lambda reader: reader.answer(lambda c, f: facets.tallies(c, f, query), now, self._aside),
        )

    # Changes

    def rename(self, old: str, new: str) -> Future[Reach]:
        """Give an own tag another name or spelling; fails with `TagTakenError` where there is an own tag of it."""
        return self._change(lambda context: owntags.rename(context, old, clean_line(new)))

    def merge(self, old: str, into: str) -> Future[Reach]:
        """Give articles another tag, which there must be, in the place of an own one."""
        return self._change(lambda context: owntags.merge_into(context, old, into))

    def delete(self, label: str) -> Future[Reach]:
        """Take an own tag from all articles and feeds."""
        return self._change(lambda context: owntags.delete(context, label))

    def colour(self, label: str, name: str) -> Future[Reach]:
        """Give any tag a colour of `model.tagcolours`; an empty name takes it away."""
        return self._change(lambda context: owntags.colour(context, label, name))

    def _change(self, change: Callable[[Context], tuple[Reach, ChangeSet]]) -> Future[Reach]:
        return self._library.writer.carry_out(lambda context, _: change(context), now=int(self._clock.now()))
