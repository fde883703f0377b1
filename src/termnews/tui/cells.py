"""Text measured in the cells of a terminal: clipping and padding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termnews.text.wrap import cell_width

Piece = tuple[str, str]
"""Text and the role that it is drawn in."""


def width(text: str) -> int:
    """Cells that `text` takes."""
    return len(text) if text.isascii() else cell_width(text)


def clip(text: str, room: int, mark: str = "…") -> str:
    """Shorten `text` to at most `room` cells, ending in `mark` where something was cut off."""
    if width(text) <= room:
        return text
    if room <= 0:
        return ""
    left = room - width(mark)
    kept: list[str] = []
    for character in text:
        left -= width(character)
        if left < 0:
            break
        kept.append(character)
    shown = "".join(kept).rstrip() + mark
    # A joined emoji cut in two may be wider than its whole.
    return shown if width(shown) <= room else clip("".join(kept[:-1]), room - 1, "") + mark


def pad(text: str, room: int) -> str:
    """Clip or fill `text` to exactly `room` cells."""
    shown = clip(text, room)
    return shown + " " * (room - width(shown))


def fill(pieces: list[Piece], room: int, role: str = "ink") -> list[Piece]:
    """Cut or fill a row of pieces to exactly `room` cells."""
    out: list[Piece] = []
    left = room
    for text, style in pieces:
        size = width(text)
        if size > left:
            out.append((clip(text, left), style))
            left -= width(out[-1][0])
            break
        out.append((text, style))
        left -= size
    if left > 0:
        out.append((" " * left, role))
    return out


def between(left: list[Piece], right: list[Piece], room: int, role: str = "ink") -> list[Piece]:
    """Put `left` at the left edge and `right` at the right edge; the left side gives way."""
    taken = sum(width(text) for text, _ in right)
    return [*fill(left, max(0, room - taken), role), *right] if taken < room else fill(left, room, role)


def flow(parts: Iterable[Sequence[Piece]], room: int) -> list[list[Piece]]:
    """Put parts beside one another, going on in the next line before one that does not fit; blanks end no line."""
    lines: list[list[Piece]] = []
    left = 0
    for part in parts:
        size = sum(width(text) for text, _ in part)
        if not lines or size - _blanks(part) > left:
            lines.append([])
            left = room
        lines[-1] += part
        left -= size
    return lines


def _blanks(part: Sequence[Piece]) -> int:
    text = part[-1][0] if part else ""
    return len(text) - len(text.rstrip())
