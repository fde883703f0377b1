"""The line at the top, which says what is listed and what goes on, and the line of hints at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from termnews.tui.cells import Piece, clip, width
from termnews.tui.widgets.bar import Bar


@dataclass(frozen=True, slots=True)
class Status:
    """What the status line says."""

    title: str = ""
    """What is listed, in words."""
    query: str = ""
    """What narrows it."""
    count: int | None = None
    """Articles listed; None while they are being looked up."""
    unread: int | None = None
    """Unread articles of what is listed, before anything narrows it; None where nobody counts them."""
    progress: tuple[int, int, int] | None = None
    """Feeds checked, feeds to check, feeds failed; None when nothing runs."""
    failed: int = 0
    """Feeds that could not be read the last time."""
    stop: str = ""
    """The key that stops what runs."""
    clock: str = ""
    ascii: bool = False


class StatusBar(Bar):
    """Title, scope and query on the left; counts, refresh and clock on the right."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.status = Status()

    def update(self, **changes: object) -> None:
        """Change what is named and draw the line if it differs."""
        changed = replace(self.status, **changes)  # type: ignore[arg-type]
        if changed != self.status:
            self.status = changed
            self.lay_out()

    def on_resize(self) -> None:
        """Fit the new width."""
        self.lay_out()

    def lay_out(self) -> None:
        """Choose what there is room for."""
        room = self.size.width
        status = self.status
        right = self._right_side(room)
        taken = sum(width(text) for text, _ in right)
        left: list[Piece] = [(" termnews ", "muted"), (" ", "ink")] if room >= 60 else [(" ", "ink")]
        left.append((status.title, "title"))
        if status.query:
            spare = room - taken - sum(width(text) for text, _ in left) - 4
            left += [(" · ", "rule"), (clip(status.query, max(0, spare)), "tag")]
        self.say(left, right)

    def _right_side(self, room: int) -> list[Piece]:
        status = self.status
        parts: list[list[Piece]] = []
        if status.count is not None:
            words = [(f"{status.count:,} article{'s' if status.count != 1 else ''}", "muted")]
            if status.unread and not status.query and room >= 100 and status.unread != status.count:
                words.append((f" · {status.unread:,} unread", "muted"))
            parts.append(words)
        if status.progress:
            done, total, failed = status.progress
            sign = "~" if status.ascii else "↻"
            stop = [(f" {status.stop}", "key"), (" stops", "muted")] if status.stop and room >= 80 else []
            parts.append([(f"{sign} {done}/{total}", "good"), *self._failed(failed), *stop])
        elif status.failed:
            parts.append([*self._failed(status.failed)])
        if status.clock and room >= 60:
            parts.append([(status.clock, "muted")])
        out: list[Piece] = []
        for part in parts:
            out += [*part, ("   " if room >= 100 else "  ", "ink")]
        return [*out[:-1], (" ", "ink")] if out else []

    @staticmethod
    def _failed(count: int) -> list[Piece]:
        return [(f" {count} failed", "problem")] if count else []


class HintBar(Bar):
    """Keys that matter here, and where in the article one is."""

    def hints(self, hints: Sequence[tuple[str, str]], right: str = "") -> None:
        """Show keys with a word each, as many as fit."""
        room = self.size.width - width(right) - 3
        pieces: list[Piece] = [(" ", "ink")]
        for key, word in hints:
            size = width(key) + width(word) + 3
            if size > room:
                break
            room -= size
            pieces += [(key, "key"), (f" {word}  ", "muted")]
        self.say(pieces, [(f"{right} ", "muted")] if right else [])
