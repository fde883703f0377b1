"""The panes as commands see them: what each can be told to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from termnews.model.facets import TagCount
from termnews.model.ids import FeedId

Pane = Literal["sources", "tags", "headlines", "article"]
"""The panes by name; the focused one decides which keys count."""

PANES: tuple[Pane, ...] = ("sources", "tags", "headlines", "article")


Density = Literal["auto", "one", "two", "compact"]
"""Room of a row: as the width asks, one line, two lines, or one line without the source."""


class PaneFace(Protocol):
    """What every pane can do."""

    def move(self, step: int) -> None:
        """Move the cursor, or the text, by rows."""
        ...

    def page(self, pages: float) -> bool:
        """Move by pages or parts of one; False when it was at the end already."""
        ...

    def first(self) -> None:
        """Go to the beginning."""
        ...

    def last(self) -> None:
        """Go to the end."""
        ...

    def activate(self) -> None:
        """Do what Enter does on the row under the cursor."""
        ...


class ListFace(PaneFace, Protocol):
    """The list of headlines."""

    @property
    def count(self) -> int:
        """Rows."""
        ...

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, counted from 0; beyond the end means the last."""
        ...

    def next_day(self, step: int) -> None:
        """Go to the next group's first row, or to the one before."""
        ...

    def toggle_selected(self) -> None:
        """Select the row, or no longer."""
        ...

    def select_range(self) -> None:
        """Select from the last row that was selected to this one."""
        ...

    def select_all(self) -> int:
        """Select every row; say how many."""
        ...

    def clear_selection(self) -> bool:
        """Select nothing; False when nothing was selected."""
        ...


class ArticleFace(PaneFace, Protocol):
    """The article."""

    @property
    def links(self) -> Sequence[str]:
        """Addresses in the text."""
        ...

    @property
    def outline(self) -> Sequence[tuple[int, int, str]]:
        """Its headings: line, level from 1, text."""
        ...

    @property
    def heading(self) -> int:
        """Which of them one is under, counted from 0; -1 before the first."""
        ...

    def go_to_line(self, line: int) -> None:
        """Put a line of the page at the top, as far as the page allows."""
        ...

    def next_heading(self, step: int) -> None:
        """Go to the next heading, or to the one before."""
        ...

    @property
    def jumped(self) -> bool:
        """Whether a link within the article was followed, so that one can return."""
        ...

    def return_from_jump(self) -> None:
        """Go back to where the link stood."""
        ...

    def toggle_folds(self) -> None:
        """Open everything folded, or fold it again."""
        ...


class FindFace(Protocol):
    """Finding in the open article."""

    @property
    def possible(self) -> bool:
        """Whether there is an article to find in."""
        ...

    @property
    def active(self) -> bool:
        """Whether anything is marked as found."""
        ...

    def begin(self) -> None:
        """Start typing what to find."""
        ...

    def step(self, step: int) -> None:
        """Go to the next hit, or to the one before."""
        ...


class TagsFace(PaneFace, Protocol):
    """The tag filter."""

    @property
    def tag(self) -> TagCount | None:
        """The tag under the cursor."""
        ...

    def await_tag(self, key: str) -> None:
        """Put the cursor on this tag as soon as it is listed."""
        ...

    def choose(self, way: Literal["cycle", "include", "exclude"]) -> None:
        """Change what the tag under the cursor does."""
        ...

    def switch_every(self) -> None:
        """Join the included tags by *any* or by *all*."""
        ...

    def clear(self) -> None:
        """Choose no tag."""
        ...


class SourcesFace(PaneFace, Protocol):
    """The side bar."""

    @property
    def feed_ids(self) -> tuple[FeedId, ...]:
        """The feed under the cursor, or those of the folder under it."""
        ...

    @property
    def smart_folder(self) -> str:
        """Name of the smart folder under the cursor; empty when it is on something else."""
        ...

    @property
    def label(self) -> str:
        """What the row under the cursor is called."""
        ...

    def fold(self, closed: bool | None = None) -> bool:
        """Close or open the folder under the cursor (None: the other way); False when there is none to change."""
        ...
