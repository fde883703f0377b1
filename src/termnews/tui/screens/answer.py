"""What a program answered: a page that scrolls, filled when the program has ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from termnews.model.article import Code
from termnews.model.errors import TermnewsError
from termnews.services.piping import MOST_BYTES, SECONDS, Answer
from termnews.text.clean import clean_text
from termnews.text.wrap import wrap
from termnews.tui.safe import content
from termnews.tui.widgets.pages import PagePane


class AnswerScreen(ModalScreen[None]):
    """Shows a program's output; leaving while it runs ends the program."""

    AUTO_FOCUS = "PagePane"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left", "leave", "Close"),
        Binding("j,down,enter", "move(1)", "Down"),
        Binding("k,up", "move(-1)", "Up"),
        Binding("space,pagedown,ctrl+f", "page(1)", "Page down"),
        Binding("pageup,ctrl+b", "page(-1)", "Page up"),
        Binding("g,home", "go(0)", "Beginning"),
        Binding("G,end", "go(1)", "End"),
    ]

    def __init__(self, title: str, answer: Future[Answer], stop: Callable[[], None]) -> None:
        super().__init__()
        self._title = title
        self._answer = answer
        self._stop = stop

    def compose(self) -> ComposeResult:
        """The command, what it said, how it ended."""
        with Vertical(classes="box wide"):
            yield Static(content(self._title), classes="box-title")
            yield PagePane()
            yield Static(content("running · Esc ends it"), classes="box-hint")

    def on_mount(self) -> None:
        """Wait for the answer."""
        self.query_one(PagePane).lay(None, [[("waiting for an answer", "muted")]])
        self.run_worker(self._wait(), exit_on_error=False)

    async def _wait(self) -> None:
        try:
            answer = await asyncio.wrap_future(self._answer)
        except TermnewsError as error:
            self._say(str(error))
            self.query_one(PagePane).lay(None, [[("it did not run", "problem")]])
            return
        self._say(told_of(answer))
        pane = self.query_one(PagePane)
        text = clean_text(answer.text, MOST_BYTES)
        if not text.strip():
            pane.lay(None, [[("it said nothing", "muted")]])
            return
        page = await asyncio.to_thread(wrap, (Code(text, "text"),), pane.room)
        pane.lay(page)

    def _say(self, told: str) -> None:
        self.query_one(".box-hint", Static).update(content(f"{told} · Esc closes"))

    def action_move(self, step: int) -> None:
        """Scroll by lines."""
        self.query_one(PagePane).move(step)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.query_one(PagePane).page(pages)

    def action_go(self, end: int) -> None:
        """Go to the beginning or to the end."""
        pane = self.query_one(PagePane)
        (pane.last if end else pane.first)()

    def action_leave(self) -> None:
        """Close; what still runs is ended."""
        self._stop()
        self.dismiss(None)


def told_of(answer: Answer) -> str:
    """How a program ended, in words."""
    if answer.cut:
        return f"ended after {MOST_BYTES >> 20} MB of output"
    if answer.late:
        return f"ended after {SECONDS:.0f} seconds"
    if answer.status < 0:
        return f"ended by signal {-answer.status}"
    return f"ended with status {answer.status}" if answer.status else "done"
