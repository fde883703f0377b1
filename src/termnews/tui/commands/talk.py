"""What commands may ask and tell."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Literal, Protocol

from termnews.services.reports import Preview

Answered = Literal["subscribe", "file", "leave"]
"""What is to be done with a feed that was previewed: subscribed to, put into a folder, left."""


class Talk(Protocol):
    """Questions to the person, and answers."""

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a toast."""
        ...

    async def ask(self, question: str, *, value: str = "", hint: str = "", known: Sequence[str] = ()) -> str | None:
        """Ask for a line of text; None when it was left."""
        ...

    async def ask_query(
        self,
        question: str,
        *,
        value: str = "",
        hint: str = "",
        rehearse: Callable[[str], Awaitable[str]] | None = None,
        tagging: bool = False,
    ) -> str | None:
        """Ask for a query, with completion; `rehearse` says what would come of it. None when it was left.

        `tagging`: `+tag` and `-tag` stand before it.
        """
        ...

    async def ask_moment(self, question: str, *, ending: bool = False) -> str | None:
        """Ask for a date to come, or with `ending` also for `off`; None when it was left."""
        ...

    async def confirm(self, question: str, yes: str) -> bool:
        """Ask before something that cannot be undone at once."""
        ...

    async def choose(
        self, title: str, options: Sequence[tuple[str, str]], *, chosen: int = 0, roles: Sequence[str] = ()
    ) -> int | None:
        """Let choose one of (text, small print), beginning at `chosen`; None when it was left.

        `roles` colours the texts, for those that have one.
        """
        ...

    async def tag_names(self) -> Sequence[str]:
        """Tags that are known, for completion."""
        ...

    async def preview(self, found: Preview) -> Answered:
        """Show a feed before it is subscribed to, and ask what to do with it."""
        ...
