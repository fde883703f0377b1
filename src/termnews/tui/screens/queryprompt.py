"""A line for typing a query: completes fields, names, dates and values, and says beforehand what comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from termnews.model.errors import QueryError
from termnews.query import Names, suggest
from termnews.query.tagchanges import read_changes
from termnews.tui.safe import content
from termnews.tui.screens.prompt import OFFERED, AskScreen, Offer

PAUSE = 0.15
"""Seconds without a key after which it is counted what would come of the line."""

Learn = Callable[[], Awaitable[Names]]
"""Gets the names that a query may hold."""
Rehearse = Callable[[str], Awaitable[str]]
"""Says in words what would come of a text. Raises `QueryError`."""


class QueryScreen(AskScreen):
    """Ask for a query."""

    def __init__(
        self, question: str, *, value: str = "", hint: str = "", learn: Learn, rehearse: Rehearse | None, tagging: bool
    ) -> None:
        super().__init__(question, value=value, hint=hint)
        self._learn = learn
        self._rehearsed = rehearse
        self._tagging = tagging
        self._names = Names()

    def compose_told(self) -> ComposeResult:
        """A line for what would come of it."""
        yield Static("", classes="box-told")

    def on_mount(self) -> None:
        """Learn the names behind the first look."""
        super().on_mount()
        self.run_worker(self._begin(), group="names", exit_on_error=False)

    async def _begin(self) -> None:
        self._names = await self._learn()
        self._offer(self.query_one(Input).value)
        self._tell(self.query_one(Input).value)

    @on(Input.Changed)
    def _retold(self, event: Input.Changed) -> None:
        self._tell(event.value)

    def _tell(self, typed: str) -> None:
        self.run_worker(self._tell_later(typed), group="told", exclusive=True, exit_on_error=False)

    async def _tell_later(self, typed: str) -> None:
        await asyncio.sleep(PAUSE)
        rehearse = self.rehearse_of(typed)
        try:
            told = await rehearse() if rehearse is not None else ""
        except QueryError as error:
            told = str(error)
        self.query_one(".box-told", Static).update(content(told))
        self.query_one(".box-told", Static).display = bool(told)

    # What lines of other kinds say differently

    def rehearse_of(self, typed: str) -> Callable[[], Awaitable[str]] | None:
        """What says what would come of the line; None when nothing can be said of it."""
        rehearse = self._rehearsed
        return None if rehearse is None else lambda: rehearse(typed)

    def offers(self, typed: str) -> list[Offer]:
        """What may be meant at the end of the query, or of the changes before it."""
        return self.change_offers("", typed) if self._tagging else self.query_offers("", typed)

    def query_offers(self, before: str, text: str) -> list[Offer]:
        """What may be meant at the end of a query that stands behind something else."""
        found = suggest(text, len(text), self._names)[:OFFERED]
        return [Offer(one.label, one.summary, before + one.applied_to(text)[0]) for one in found]

    def change_offers(self, before: str, text: str) -> list[Offer]:
        """What may be meant at the end of `+tag -tag QUERY`."""
        word = text.rpartition(" ")[2]
        changes, query = read_changes(text)
        if word[:1] in ("+", "-") and not query.strip():
            start = before + text[: len(text) - len(word)] + word[:1]
            begun = word[1:].casefold()
            near = [tag for tag in self._names.tags if tag.startswith(begun)][:OFFERED]
            return [Offer(tag, "", f"{start}{tag} ") for tag in near]
        return self.query_offers(before + text[: len(text) - len(query)], query) if changes else []
