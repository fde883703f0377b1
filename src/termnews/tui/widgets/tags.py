"""The tag filter: tags with their counts under what is listed, each off, included or excluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual import events
from textual.message import Message

from termnews.model.facets import TagCount
from termnews.query import TagChoice, turned
from termnews.tui.cells import Piece, between, clip
from termnews.tui.rowmap import RowMap
from termnews.tui.tagink import tag_role
from termnews.tui.widgets.rows import RowPane

CLOSE_ENOUGH = 75.0
"""Score out of 100 from which a tag matches what was typed."""


class TagFilter(RowPane):
    """A view of the query's tag terms: it shows them, and says what they should become."""

    HEADING = 2

    @dataclass
    class Changed(Message):
        """Other tags are wanted."""

        choice: TagChoice

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.choice = TagChoice((), (), every=False)
        self.narrowed = ""
        """What was typed to narrow the list."""
        self.typing = False
        """Whether the keys narrow the list."""
        self._tags: tuple[TagCount, ...] = ()
        self._rows: list[TagCount] = []
        self._names: dict[int, str] = {}
        """What the headings say, by the row that they stand above."""
        self._awaited = ""
        self._build()

    def update(self, tags: Sequence[TagCount], choice: TagChoice) -> None:
        """Take new counts and what the query says of tags; the cursor stays on its tag."""
        self._tags, self.choice = tuple(tags), choice
        self._build()

    def await_tag(self, key: str) -> None:
        """Put the cursor on this tag as soon as it is listed."""
        self._awaited = key

    def narrow(self, typed: str) -> None:
        """Show the tags that are like what was typed."""
        self.narrowed = typed
        self._build()
        self.cursor = 0
        self.scroll_to(y=0, animate=False, force=True)
        self.repaint()

    def begin(self) -> None:
        """Take the keys, to narrow the list."""
        self.typing = True
        self.repaint()

    def on_key(self, event: events.Key) -> None:
        """Take what is typed while the list is being narrowed."""
        if not self.typing:
            return
        if event.key in ("escape", "enter"):
            self.typing = False
            if event.key == "escape":
                self.narrow("")
            self.repaint()
        elif event.key == "backspace":
            self.typing = bool(self.narrowed)
            self.narrow(self.narrowed[:-1])
        elif event.key in ("up", "down"):
            self.move(-1 if event.key == "up" else 1)
        elif event.character and event.character.isprintable():
            self.narrow(self.narrowed + event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    @property
    def tag(self) -> TagCount | None:
        """The tag under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def _build(self) -> None:
        here = self.tag.key if self.tag else None
        known = {tag.key for tag in self._tags}
        chosen = dict.fromkeys([*self.choice.included, *self.choice.excluded])
        absent = [TagCount(key, key, 0) for key in chosen if key not in known]
        first = [tag for tag in [*self._tags, *absent] if tag.key in chosen]
        yours = [tag for tag in self._tags if tag.own and tag.key not in chosen]
        others = [tag for tag in self._tags if not tag.own and tag.key not in chosen]
        self._rows = [*first, *yours, *others]
        self._names = {0: "TAGS"}
        if self.narrowed:
            self._rows = self._narrowed(self._rows)
        elif yours:
            self._names |= {len(first): "YOUR TAGS"} | ({len(first) + len(yours): "OF ARTICLES"} if others else {})
        self.rows = RowMap(1, self.HEADING)
        self.rows.rows = len(self._rows)
        for row in self._names if self._rows else ():
            self.rows.add_heading(row)
        at = {tag.key: row for row, tag in enumerate(self._rows)}
        if self._awaited in at:
            here, self._awaited = self._awaited, ""
        self.cursor = at.get(here or "", 0)
        typed: list[Piece] = [(f" no tag is like “{self.narrowed}”" if self.narrowed else " no tags here", "muted")]
        self.set_empty([[], [(" TAGS", "heading-blurred")], typed])
        self.measure()
        self.repaint()

    def _narrowed(self, tags: Sequence[TagCount]) -> list[TagCount]:
        from rapidfuzz import fuzz  # with the first thing that is looked for

        wanted = self.narrowed.casefold().lstrip("#")

        def score(tag: TagCount) -> float:
            label = tag.label.casefold()
            if wanted in label:
                return 200.0 - label.index(wanted)
            return fuzz.partial_ratio(wanted, label) if len(wanted) > 2 else 0.0

        scored = [(score(tag), tag) for tag in tags]
        return [tag for points, tag in sorted(scored, key=lambda pair: -pair[0]) if points >= CLOSE_ENOUGH]

    # Drawing

    def ground(self, row: int) -> str:
        """Set off the cursor only while the filter has the focus: the signs say what is chosen."""
        return super().ground(row) if self.has_focus else ""

    def draw_heading(self, row: int, width: int) -> list[Piece]:
        """Name the filter and show how the included tags are joined; below, say whose tags follow."""
        role = "heading" if self.has_focus else "heading-blurred"
        label = self._names.get(row, "")
        if row:
            return between([(f" {label}", role)], [], width)
        mark = "▏" if self.typing else ""
        name: Piece = (f" TAGS /{self.narrowed}{mark}" if self.narrowed or self.typing else f" {label}", role)
        on, off = ("all", "any") if self.choice.every else ("any", "all")
        switch: list[Piece] = [(on, "key"), ("·", "rule"), (off, "muted"), (" ", "ink")]
        return between([name], switch if len(self.choice.included) > 1 or self.has_focus else [], width)

    def draw_row(self, row: int, width: int, *, cursor: bool) -> tuple[list[list[Piece]], bool]:
        """Draw a tag with its sign and count."""
        tag = self._rows[row]
        role = tag_role({tag.key: tag.colour}, tag.key, "own-tag" if tag.own else "ink")
        sign: Piece = (" ", "ink")
        if tag.key in self.choice.included:
            sign, role = ("●", "good"), role if role != "ink" else "tag"
        elif tag.key in self.choice.excluded:
            sign, role = ("○", "problem"), "muted"
        edge: Piece = ("▌" if cursor else " ", "cursor-bar")
        number = f" {tag.count:,} " if tag.count else "  "
        own: Piece = ("✎ ", "own-tag") if tag.own else ("", "ink")
        room = width - 3 - len(number) - len(own[0])
        return [
            between([edge, sign, (" ", "ink"), own, (clip(tag.label, room), role)], [(number, "muted")], width)
        ], True

    # Acting

    def choose(self, way: Literal["cycle", "include", "exclude"]) -> None:
        """Change what the tag under the cursor does; a second `+` or `-` takes it out again."""
        if self.tag is not None:
            self._change(turned(self.choice, self.tag.key, way))

    def switch_every(self) -> None:
        """Join the included tags the other way."""
        self._change(TagChoice(self.choice.included, self.choice.excluded, not self.choice.every))

    def clear(self) -> None:
        """Choose no tag, and show them all."""
        if self.narrowed:
            self.narrow("")
        elif self.choice.included or self.choice.excluded:
            self._change(TagChoice((), (), self.choice.every))

    def _change(self, choice: TagChoice) -> None:
        self.choice = choice
        self.repaint()
        self.post_message(self.Changed(choice))

    def activate(self) -> None:
        """Include, exclude, neither."""
        self.choose("cycle")

    def clicked(self, row: int, line: int, event: events.Click) -> None:  # noqa: ARG002
        """Include, exclude, neither."""
        self.choose("cycle")

    def clicked_heading(self, row: int, event: events.Click) -> None:
        """Switch between any and all."""
        if not row and event.x >= self.room - 9:
            self.switch_every()
