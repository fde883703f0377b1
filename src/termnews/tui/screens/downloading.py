"""A file that is being saved: how far it is, to be watched, left to go on, or ended."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from termnews.model.errors import TermnewsError
from termnews.text.numbers import size_told
from termnews.tui.articleports import DownloadPort
from termnews.tui.safe import content

LOOK = 0.2
"""Seconds between two looks at a download."""


class DownloadScreen(ModalScreen[None]):
    """Shows a download until it has ended, or the person leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left,enter", "leave", "Go on behind"),
        Binding("x", "cancel", "Stop"),
    ]

    def __init__(self, download: DownloadPort, title: str) -> None:
        super().__init__()
        self._download = download
        self._title = title

    def compose(self) -> ComposeResult:
        """What is saved, how far it is, where to, and the keys."""
        with Vertical(classes="box"):
            yield Static(content(f"Saving {self._title}"), classes="box-title")
            yield Static(content(told_progress(self._download)), id="download-told")
            yield Static(content(str(self._download.path)), classes="box-hint")
            yield Static(content("Esc goes on behind · x stops, what came is kept"), classes="box-hint")

    def on_mount(self) -> None:
        """Follow it."""
        self.set_interval(LOOK, self._look)
        self._look()

    def _look(self) -> None:
        if self._download.done.done():
            if self.is_current:
                self.dismiss(None)
            return
        self.query_one("#download-told", Static).update(content(told_progress(self._download)))

    def action_leave(self) -> None:
        """Close; the download goes on."""
        self.dismiss(None)

    def action_cancel(self) -> None:
        """End the download."""
        self._download.cancel()
        self.dismiss(None)


def told_progress(download: DownloadPort) -> str:
    """How far a download is: bytes, of how many, per cent."""
    received, total = download.received, download.total
    if not received and total is None:
        return "waiting for the server"
    if not total:
        return f"{size_told(received) or '0 B'} so far"
    return f"{size_told(received) or '0 B'} of {size_told(total)} · {min(100, received * 100 // total)} %"


def told_end(download: DownloadPort) -> tuple[str, bool]:
    """How a download ended, in words, and whether that is a problem."""
    if download.done.cancelled():
        kept = "what came is kept, save it again to go on" if download.received else "nothing had come yet"
        return f"Stopped saving {download.path.name}: {kept}", False
    error = download.done.exception()
    if error is None:
        return f"Saved {download.path}", False
    return str(error) if isinstance(error, TermnewsError) else f"{download.path.name} was not saved: {error}", True
