"""A feed before it is subscribed to: its name, its address, its newest headlines."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from termnews.services.reports import Preview
from termnews.text.numbers import counted
from termnews.tui import times
from termnews.tui.commands.talk import Answered
from termnews.tui.safe import assemble, content


class PreviewScreen(ModalScreen[Answered]):
    """Gives what is to be done with the feed: `subscribe`, `file` (into a folder) or `leave`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,a,y", "answer('subscribe')", "Subscribe"),
        Binding("f", "answer('file')", "Into a folder"),
        Binding("escape,q,h,n,left", "answer('leave')", "Leave"),
    ]

    def __init__(self, preview: Preview, now: int) -> None:
        super().__init__()
        self._preview = preview
        self._now = now

    def compose(self) -> ComposeResult:
        """The name, what there is, the keys."""
        found = self._preview
        with Vertical(classes="box wide preview"):
            yield Static(content(found.title), classes="box-title")
            yield Static(assemble((found.address, "$ink-muted")))
            yield Static(Content("\n").join(self._rows()), classes="preview-rows")
            told = "You are subscribed to it already" if found.known else "Enter subscribes · f puts it into a folder"
            yield Static(content(f"{told} · Esc leaves"), classes="box-hint")

    def _rows(self) -> list[Content]:
        found = self._preview
        if not found.total:
            return [assemble(("It is a feed, but there is no article in it just now.", "$ink-muted"))]
        rows = [assemble((f"{counted(found.total, 'article')}, the newest:", "$ink-muted"))]
        for title, moment in found.newest:
            age = times.age(moment, self._now).rjust(6) if moment is not None else " " * 6
            rows.append(assemble((f"{age}  ", "$ink-muted"), title or "(untitled)"))
        return [*rows, *(assemble((note, "$ink-muted")) for note in found.notes[:3])]

    def action_answer(self, answer: Answered) -> None:
        """Give the answer."""
        self.dismiss("leave" if self._preview.known else answer)
