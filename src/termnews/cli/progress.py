"""Progress of long work: one line that rewrites itself on a terminal, plain lines elsewhere."""

from __future__ import annotations

import shutil
from typing import TextIO

from termnews.services.progress import Progress
from termnews.text.clean import clean_line


class ProgressLine:
    """Tell how far a refresh is. May be called from any thread, one at a time."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`; what it is decides the manner."""
        self._stream = stream
        self._live = stream.isatty()
        self._drawn = False

    def show(self, progress: Progress) -> None:
        """Show one step."""
        failed = f", {progress.failed:,} failed" if progress.failed else ""
        so_far = f"{progress.done:,}/{progress.total:,}"
        told = clean_line(f"{so_far} {progress.feed}: {progress.new:,} new{failed} so far", 400)
        if self._live:
            width = max(20, shutil.get_terminal_size().columns - 1)
            self._stream.write(f"\r\x1b[K{told[:width]}")
            self._drawn = True
        else:
            self._stream.write(f"{told}\n")
        self._stream.flush()

    def end(self) -> None:
        """Leave the terminal's line clean."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False
