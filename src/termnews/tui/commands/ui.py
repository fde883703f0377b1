"""What a command may do to the reader: a protocol, so that commands can be tried without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any, Literal, Protocol

from termnews.config import Config
from termnews.model.entry import EntryFlags, Headline
from termnews.model.ids import EntryId, FeedId
from termnews.query import Query, SmartFolder
from termnews.tui.commands.faces import (
    ArticleFace,
    Density,
    FindFace,
    ListFace,
    Pane,
    PaneFace,
    SourcesFace,
    TagsFace,
)
from termnews.tui.commands.outside import Outside
from termnews.tui.commands.talk import Talk
from termnews.tui.ports import SessionPort


class Ui(Talk, Outside, Protocol):
    """The reader, as commands see it."""

    session: SessionPort
    config: Config
    count: int | None
    """The number typed before the key."""
    argument: str
    """What followed the command's name in the command line."""

    @property
    def pane(self) -> Pane:
        """Which pane has the focus."""
        ...

    @property
    def face(self) -> PaneFace:
        """The focused pane."""
        ...

    @property
    def headlines(self) -> ListFace:
        """The list."""
        ...

    @property
    def article(self) -> ArticleFace:
        """The article pane."""
        ...

    @property
    def finder(self) -> FindFace:
        """Finding in the article."""
        ...

    @property
    def tags(self) -> TagsFace:
        """The tag filter."""
        ...

    @property
    def sources(self) -> SourcesFace:
        """The side bar."""
        ...

    @property
    def current(self) -> Headline | None:
        """The article that is open, if its pane has the focus, else the one under the cursor."""
        ...

    @property
    def targets(self) -> Sequence[EntryId]:
        """What an action acts on: the selection, else the current article."""
        ...

    @property
    def listed(self) -> Sequence[EntryId] | None:
        """Everything that is listed; None while the library is still being asked."""
        ...

    @property
    def query(self) -> Query:
        """All that decides what is listed."""
        ...

    @property
    def refinement(self) -> Query:
        """What narrows the place: tags and words."""
        ...

    @property
    def waiting(self) -> int:
        """New articles that match and are not shown yet."""
        ...

    @property
    def title(self) -> str:
        """What is listed, in words."""
        ...

    def focus(self, pane: Pane) -> None:
        """Go to a pane; what hides it opens."""
        ...

    def focus_next(self, step: int) -> None:
        """Go to the pane after, or before."""
        ...

    def open(self) -> None:
        """Read the article under the cursor."""
        ...

    async def pick_link(self) -> str | None:
        """Let choose one of the links in view by letters; None when it was left or there is none."""
        ...

    def follow(self, url: str) -> None:
        """Go where a link leads: within the article for `#name`, else to the program for its address."""
        ...

    def back(self) -> bool:
        """Go one step back; False when there is none left."""
        ...

    def hide_notice(self) -> bool:
        """Take the line of the start away; False when it is gone."""
        ...

    def go_visited(self, step: int) -> None:
        """Go back (or forward) to an article that was opened before, wherever it is listed."""
        ...

    def go_to(self, step: int, *, unread: bool) -> None:
        """Go to the next (or previous) article, or unread article, across feeds; open it if one is being read."""
        ...

    def show_place(self, key: str) -> None:
        """List a place of the side bar: `unread`, `today`, `starred`, `local`, `all`."""
        ...

    @property
    def smart_folders(self) -> Sequence[SmartFolder]:
        """The smart folders, in order."""
        ...

    def list_smart_folder(self, name: str) -> None:
        """List a smart folder; a name that is only begun will do."""
        ...

    def list_query(self, query: Query, title: str) -> None:
        """List what a query matches, under a title."""
        ...

    def why_no_key(self, keys: str) -> str:
        """Why these keys cannot be given to a smart folder, in words; empty when they can."""
        ...

    def search(self) -> None:
        """Start typing: a search, or a narrowing of the tags."""
        ...

    def search_everywhere(self) -> None:
        """List what matches in all articles rather than in this place."""
        ...

    def drop_term(self) -> None:
        """Drop the term that excludes most where nothing is listed, else the last one."""
        ...

    def show_new(self) -> None:
        """Fold the articles that wait into the list."""
        ...

    def mark(
        self,
        ids: Sequence[EntryId],
        flag: EntryFlags,
        on: bool,
        told: str,
        where: str = "",
        *,
        spare: EntryFlags = EntryFlags.NONE,
        rest: str = "",
    ) -> None:
        """Mark at once on the screen, then in the library, what has no mark of `spare`.

        Say how many became what is `told`, unless it is empty, how many were spared, and the `rest`.
        """
        ...

    def say_changed(self, changed: int, told: str, where: str = "") -> None:
        """Say how many articles became what is told, where, and how to take it back if any did."""
        ...

    def change(self, change: Future[Any], told: str) -> None:
        """Wait for a change behind the screen; toast `told` with the way to undo it."""
        ...

    def undo(self, times: int = 1, *, redo: bool = False) -> None:
        """Take the last changes back, or do them again, and say what it was."""
        ...

    def replay(self, steps: Future[tuple[str, ...]], *, redo: bool) -> None:
        """Wait behind the screen for steps that are taken back or done again, and say what it was."""
        ...

    def refresh(self, feed_ids: Sequence[FeedId] | None) -> None:
        """Check feeds (None: all) and show the progress."""
        ...

    def refresh_due(self) -> None:
        """Check the feeds that are due, such as those that were never read."""
        ...

    def repeat(self) -> None:
        """Run the last changing command again."""
        ...

    def show(self, screen: str) -> None:
        """Open one of the screens above the panes by its name; see `screens.overlays.OVERLAYS`."""
        ...

    def resize(self, which: Literal["side", "list"], step: int) -> None:
        """Make a pane wider or narrower; 0 restores all sizes."""
        ...

    def toggle(self, what: Literal["zen", "side"]) -> None:
        """Show the article alone, or hide the side bar."""
        ...

    def set_order(self, order: Query) -> None:
        """Order the list by the sort keys of a query: here only, where an order was asked for, else everywhere."""
        ...

    def group_by(self, group: Literal["day", "feed", "none"]) -> None:
        """Put what belongs together under headings."""
        ...

    def set_density(self, density: Density) -> None:
        """Give rows so much room."""
        ...
