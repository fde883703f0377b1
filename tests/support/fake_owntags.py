"""Tags as a whole, in memory: what was asked is noted, and what a test wants to be answered is answered."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from termnews.model.changes import ChangeSet
from termnews.model.errors import TermnewsError
from termnews.services.owntags import Reach
from tests.support.fake_futures import done, failed

if TYPE_CHECKING:
    from tests.support.fake_session import FakeSession


@dataclass
class FakeOwnTags:
    """Every change reaches three articles, one smart folder and no feed."""

    session: FakeSession
    known: dict[str, str] = field(default_factory=dict)
    fails: TermnewsError | None = None
    """The next change fails with this."""

    def colours(self) -> Future[Mapping[str, str]]:
        """Those that were given."""
        return done(dict(self.known))

    def rename(self, old: str, new: str) -> Future[Reach]:
        """Rename."""
        return self._done(("rename_tag", old, new), new)

    def merge(self, old: str, into: str) -> Future[Reach]:
        """Merge."""
        return self._done(("merge_tag", old, into), into)

    def delete(self, label: str) -> Future[Reach]:
        """Delete."""
        return self._done(("delete_tag", label), label)

    def colour(self, label: str, name: str) -> Future[Reach]:
        """Colour."""
        self.known[label] = name
        return self._done(("colour_tag", label, name), label)

    def _done(self, called: tuple[object, ...], label: str) -> Future[Reach]:
        self.session.calls.append(called)
        if self.fails is not None:
            error, self.fails = self.fails, None
            return failed(error)
        self.session.ring(ChangeSet(tags=True))
        return done(Reach(label, articles=3, folders=1))
