"""What commands may do beyond the reader: other programs, the clipboard, the shell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from termnews.tui.articleports import DownloadPort


class Outside(Protocol):
    """The world outside, as commands reach it."""

    def open_address(self, url: str) -> None:
        """Open an address in the browser."""
        ...

    def copy(self, text: str, told: str) -> None:
        """Put text on the clipboard."""
        ...

    def copy_text(self, text: str, told: str) -> None:
        """Put text of several lines on the clipboard; say only `told`."""
        ...

    async def run_program(self, title: str, program: Sequence[str], given: bytes) -> None:
        """Run a program with this on its standard input and show what it answers."""
        ...

    async def show_download(self, download: DownloadPort, title: str, *, known: bool = False) -> None:
        """Show how far a file is that is being saved until that is left; say how it ended, unless that is `known`."""
        ...

    def open_page(self, page: bytes) -> None:
        """Show an HTML page of our own in the browser."""
        ...

    async def edit(self, path: Path) -> None:
        """Edit a file with the person's editor, and read it again when that has ended."""
        ...

    def suspend(self) -> None:
        """Go to sleep until the shell wakes the program."""
        ...

    def quit(self) -> None:
        """Leave."""
        ...
