"""Links by letters: every link in view gets a label, typing one chooses it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from termnews.model.article import Page
from termnews.text.urls import display_host
from termnews.tui.cells import width
from termnews.tui.labels import labels
from termnews.tui.widgets.article import ArticlePane
from termnews.tui.widgets.pages import Label


class LinkingHost(Protocol):
    """What labels need of their screen."""

    @property
    def pane(self) -> ArticlePane:
        """The article."""
        ...

    def moved(self) -> None:
        """Say anew which keys matter."""
        ...


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a link begins on the page."""

    line: int
    cell: int
    url: str


class Linking:
    """Puts labels over the links in view and waits for letters; lives on the event loop."""

    def __init__(self, host: LinkingHost) -> None:
        self._host = host
        self._spots: dict[str, Spot] = {}
        self._typed = ""
        self._answer: asyncio.Future[str | None] | None = None

    @property
    def active(self) -> bool:
        """Whether letters choose a link now."""
        return self._answer is not None

    @property
    def told(self) -> str:
        """Where the links that are left lead to, as far as they lead to one host."""
        hosts = {_host_of(spot.url) for label, spot in self._spots.items() if label.startswith(self._typed)}
        return hosts.pop() if len(hosts) == 1 else ""

    async def pick(self) -> str | None:
        """The address of the link whose letters are typed; None when it was left, empty when no link is in view."""
        self.leave()
        page = self._host.pane.page_shown
        spots = links_in(page, *self._host.pane.view) if page is not None else []
        if not spots:
            return ""
        self._spots, self._typed = dict(zip(labels(len(spots)), spots, strict=True)), ""
        answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._answer = answer
        self._draw()
        try:
            return await answer
        finally:
            if self._answer is answer:
                self._end()

    def press(self, key: str) -> None:
        """Take a key: a letter of a label, Backspace, or anything else to leave."""
        if key == "backspace" and self._typed:
            self._typed = self._typed[:-1]
        elif any(label.startswith(self._typed + key) for label in self._spots):
            self._typed += key
        else:
            self.leave()
            return
        if self._typed in self._spots and self._answer is not None and not self._answer.done():
            self._answer.set_result(self._spots[self._typed].url)
            self._end()
        else:
            self._draw()

    def leave(self) -> None:
        """Choose nothing: what is in view changed, or the person left."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(None)
            self._end()

    def _end(self) -> None:
        self._answer, self._spots = None, {}
        self._host.pane.label({})
        self._host.moved()

    def _draw(self) -> None:
        at: defaultdict[int, list[Label]] = defaultdict(list)
        for label, spot in self._spots.items():
            if label.startswith(self._typed):
                at[spot.line].append((spot.cell, self._typed, label[len(self._typed) :]))
        self._host.pane.label(at)
        self._host.moved()


def links_in(page: Page, first: int, last: int) -> Sequence[Spot]:
    """The links that begin in some lines of a page, in the order of reading; one that wraps counts once."""
    spots: list[Spot] = []
    before = -1
    for number in range(max(0, first), min(last, len(page.lines))):
        cell = 0
        for run in page.lines[number].runs:
            if 0 <= run.link < len(page.links) and run.link != before and run.text.strip():
                blank = len(run.text) - len(run.text.lstrip())
                spots.append(Spot(number, cell + blank, page.links[run.link]))
            if run.text.strip():
                before = run.link
            cell += width(run.text)
    return spots


def _host_of(url: str) -> str:
    return "in this article" if url.startswith("#") else display_host(url) or url
