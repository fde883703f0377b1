"""Finding in the open article: typed as one goes, every hit marked, the view never far from where one was."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical

from termnews.model.ids import EntryId
from termnews.text.find import Found, Hit
from termnews.tui.ports import SessionPort
from termnews.tui.widgets.article import ArticlePane
from termnews.tui.widgets.findbar import FindBar

PAUSE = 0.06
"""Seconds without a key after which the article is searched."""


class ReadingColumn(Vertical):
    """The article, and the line for finding in it. A find ends with its article."""

    pane = getters.query_one("#article", ArticlePane)
    bar = getters.query_one("#find", FindBar)

    def __init__(self, session: SessionPort, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._session = session
        self._typed = ""
        self._found = Found()
        self._at = 0
        self._begun_at = 0
        self._entry: EntryId | None = None

    def compose(self) -> ComposeResult:
        """The article above the line."""
        yield ArticlePane(id="article")
        yield FindBar(id="find")

    # What commands do

    @property
    def possible(self) -> bool:
        """Whether there is an article to find in."""
        return self.pane.page_shown is not None

    @property
    def active(self) -> bool:
        """Whether anything is marked as found, so that one can go from hit to hit."""
        return bool(self._found.hits) and not self.typing

    @property
    def typing(self) -> bool:
        """Whether the keys go into the line."""
        return self.bar.typing

    def begin(self) -> None:
        """Start typing."""
        self._begun_at = self.pane.scroll_offset.y
        self._entry = self.pane.entry_id
        self.bar.say("")
        self.bar.begin()

    def step(self, step: int) -> None:
        """Go to the next hit, or to the one before; round the end to the beginning."""
        hits = self._found.hits
        if hits:
            self._at = (self._at + step) % len(hits)
            self._show(hits)

    def clear(self) -> bool:
        """End the find; False when there is none."""
        was = self.bar.has_class("-shown")
        self._found, self._typed = Found(), ""
        self.bar.hide()
        self.pane.mark({})
        return was

    # What is typed

    @on(FindBar.Typed)
    def _on_typed(self, message: FindBar.Typed) -> None:
        message.stop()
        self._typed = message.text
        self.run_worker(self._search(message.text, PAUSE), group="find", exclusive=True, exit_on_error=False)

    @on(FindBar.Stepped)
    def _on_stepped(self, message: FindBar.Stepped) -> None:
        message.stop()
        self.step(message.step)

    @on(FindBar.Done)
    def _on_done(self, message: FindBar.Done) -> None:
        message.stop()
        self.pane.focus(scroll_visible=False)
        if not message.kept:
            self.clear()
            self.pane.go_to_line(self._begun_at)
        elif not self._typed.strip():
            self.clear()

    @on(ArticlePane.Shown)
    def _on_shown(self, message: ArticlePane.Shown) -> None:
        if not self._typed:
            return
        if message.entry_id != self._entry:
            self.clear()
        else:
            self.run_worker(self._search(self._typed, 0.0, again=True), group="find", exclusive=True)

    async def _search(self, typed: str, pause: float, *, again: bool = False) -> None:
        """Look for what is typed, and go to the first hit below where one began. The next key cancels it."""
        await asyncio.sleep(pause)
        page = self.pane.page_shown
        if page is None:
            return
        try:
            found = await asyncio.wrap_future(self._session.find(page, typed))
        except ValueError as error:
            self._found = Found()
            self.pane.mark({})
            self.bar.say(str(error), problem=True)
            return
        if self.pane.page_shown is not page:
            return
        self._found = found
        if not again:
            below = (at for at, hit in enumerate(found.hits) if hit.line >= self._begun_at)
            self._at = next(below, 0)
        self._at = min(self._at, max(0, len(found.hits) - 1))
        self._show(found.hits, follow=not again)
        if not found.hits and not again:
            self.pane.go_to_line(self._begun_at)

    def _show(self, hits: tuple[Hit, ...], *, follow: bool = True) -> None:
        marked: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for at, hit in enumerate(hits):
            for line, start, end in hit.parts:
                marked[line].append((start, end, "hit-now" if at == self._at else "mark"))
        self.pane.mark(marked)
        if hits and follow:
            self.pane.bring_into_view(hits[self._at].line)
        self.bar.say(self._told(len(hits)), problem=not hits and bool(self._typed.strip()))

    def _told(self, hits: int) -> str:
        if hits:
            return f"{self._at + 1:,} of {hits:,}{'' if self._found.complete else '+'}"
        return "not found" if self._typed.strip() else ""
