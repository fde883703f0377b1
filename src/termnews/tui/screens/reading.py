"""What is read: the open article, its page for the pane's width, and the place in it."""

from __future__ import annotations

import asyncio
from typing import Protocol

from termnews.model.article import Article
from termnews.model.ids import EntryId
from termnews.tui.ports import SessionPort
from termnews.tui.screens.readmarks import ReadMarks, ReadMarksHost
from termnews.tui.widgets.article import ArticlePane

WORDS_A_MINUTE = 230


class ReadingHost(ReadMarksHost, Protocol):
    """What reading needs of its screen."""

    @property
    def session(self) -> SessionPort:
        """The application."""
        ...

    @property
    def measure(self) -> int:
        """Longest line, in cells."""
        ...

    def note_opened(self, entry_id: EntryId) -> None:
        """An article was opened for reading."""
        ...

    def moved(self) -> None:
        """Say anew where in the article one is."""
        ...


class Reader:
    """Fills the article pane."""

    def __init__(self, host: ReadingHost, pane: ArticlePane) -> None:
        self._host = host
        self._pane = pane
        self.marks = ReadMarks(host)
        self.article: Article | None = None
        self.reading = False
        """Whether the article was opened, rather than previewed."""
        self._wanted = self._laid = 0
        """How many articles were wanted, and pages: an answer to an earlier question is dropped."""
        self._saved: tuple[EntryId, float] | None = None

    @property
    def minutes(self) -> int:
        """Minutes of reading in the whole article."""
        return max(1, round(self.article.words / WORDS_A_MINUTE)) if self.article and self.article.words else 0

    @property
    def told(self) -> str:
        """Where in the article one is: per cent and minutes left."""
        if self.article is None or self._pane.page_shown is None:
            return ""
        percent = self._pane.percent
        left = round(self.minutes * (100 - percent) / 100)
        return f"{percent} %" if percent >= 100 or not left else f"{percent} % · {left} min left"

    async def show(self, entry_id: EntryId, *, reading: bool) -> None:
        """Show an article; as read if it was opened."""
        self.save()
        if self.article is not None and self.article.headline.id == entry_id and self._pane.entry_id == entry_id:
            self._wanted += 1
            self.reading = reading
            self._mark_opened(at_end=self._pane.at_end)
            return
        self.marks.closed()
        self._wanted += 1
        wanted = self._wanted
        self.reading = reading
        if not self.marks.learned:
            self.marks.learn(await asyncio.wrap_future(self._host.session.feeds()))
        article = await asyncio.wrap_future(self._host.session.article(entry_id))
        if wanted != self._wanted:
            return
        self.article = article
        if article is None:
            self._pane.clear([[("This article is not in the library any more.", "muted")]])
            return
        self._pane.opened = frozenset()
        await self._lay_out(article)
        if wanted == self._wanted:
            self._mark_opened()

    async def reflow(self) -> None:
        """Wrap the article anew for the pane as it is now; the place stays."""
        if self.article is not None and self._pane.size.width > 0:
            await self._lay_out(self.article)

    async def reload(self) -> None:
        """Read the open article again: its text or its tags changed."""
        if self.article is None:
            return
        wanted = self._wanted
        article = await asyncio.wrap_future(self._host.session.article(self.article.headline.id))
        if wanted == self._wanted and article is not None:
            self.article = article
            await self._lay_out(article)

    def close(self) -> None:
        """Show nothing."""
        self.save()
        self._wanted += 1
        self.marks.closed()
        self.article, self.reading = None, False
        self._pane.clear()
        self._host.moved()

    async def _lay_out(self, article: Article) -> None:
        """Wrap an article and show it where it is; if it is not shown yet, where it was left."""
        self._laid += 1
        laid = self._laid
        page = await asyncio.wrap_future(
            self._host.session.page(article, self._pane.room, measure=self._host.measure, opened=self._pane.opened)
        )
        if laid == self._laid and article is self.article:
            left = article.position if article.position < 1 else 0.0
            position = self._pane.position if self._pane.entry_id == article.headline.id else left
            self._pane.show(article.headline.id, page, position=position)
            self._host.moved()

    def moved(self, entry_id: EntryId, position: float, *, at_end: bool) -> None:
        """Note the place; at the end the article may count as read."""
        if not self.reading or self.article is None or self.article.headline.id != entry_id:
            return
        self._saved = (self.article.headline.id, 1.0 if at_end else position)
        if at_end:
            self.marks.reached_end()

    def save(self) -> None:
        """Keep the place in the library."""
        if self._saved is not None:
            self._host.session.set_position(*self._saved)
            self._saved = None

    def _mark_opened(self, *, at_end: bool = False) -> None:
        """Say that the article is read, or only seen."""
        if self.reading and self.article is not None:
            self._host.note_opened(self.article.headline.id)
            self.marks.opened(self.article.headline, at_end=at_end)
        else:
            self.marks.closed()
