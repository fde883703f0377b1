"""Asking the person: for a line, for a query, for yes or no, for one of several."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from textual.screen import Screen

from termnews.query import Names
from termnews.services.reports import Preview
from termnews.tui.commands.talk import Answered
from termnews.tui.screens.momentprompt import MomentScreen
from termnews.tui.screens.outside import Outside
from termnews.tui.screens.preview import PreviewScreen
from termnews.tui.screens.prompt import AskScreen, ChooseScreen, ConfirmScreen
from termnews.tui.screens.queryprompt import QueryScreen

T = TypeVar("T")


class Asking(Outside):
    """What commands may ask; each answer is None when the question was left."""

    async def ask(self, question: str, *, value: str = "", hint: str = "", known: Sequence[str] = ()) -> str | None:
        """Ask for a line."""
        return await self._answer(AskScreen(question, value=value, hint=hint, known=known))

    async def ask_query(
        self,
        question: str,
        *,
        value: str = "",
        hint: str = "",
        rehearse: Callable[[str], Awaitable[str]] | None = None,
        tagging: bool = False,
    ) -> str | None:
        """Ask for a query."""
        return await self._answer(
            QueryScreen(question, value=value, hint=hint, learn=self.learn_names, rehearse=rehearse, tagging=tagging)
        )

    async def ask_moment(self, question: str, *, ending: bool = False) -> str | None:
        """Ask for a moment to come."""
        return await self._answer(MomentScreen(question, self.session.snoozing.moment, ending=ending))

    async def learn_names(self) -> Names:
        """Everything that a query may name."""
        return await asyncio.wrap_future(self.session.names())

    async def confirm(self, question: str, yes: str) -> bool:
        """Ask yes or no."""
        answer: bool | None = await self._answer(ConfirmScreen(question, yes))
        return bool(answer)

    async def choose(
        self, title: str, options: Sequence[tuple[str, str]], *, chosen: int = 0, roles: Sequence[str] = ()
    ) -> int | None:
        """Let choose."""
        return await self._answer(ChooseScreen(title, options, chosen=chosen, roles=roles))

    async def preview(self, found: Preview) -> Answered:
        """Show a feed before it is subscribed to."""
        return await self._answer(PreviewScreen(found, int(self.session.clock.now()))) or "leave"

    async def _answer(self, screen: Screen[T]) -> T | None:
        return await self._host.app.push_screen_wait(screen)

    async def tag_names(self) -> Sequence[str]:
        """Known tags."""
        return (await asyncio.wrap_future(self.session.names())).tags
