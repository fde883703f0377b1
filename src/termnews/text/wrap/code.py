"""Preformatted text to lines: never re-flowed, cut where a line is too long, all on a ground of one width."""

from __future__ import annotations

from collections.abc import Iterator

from termnews.model.article import Code, Run
from termnews.text.wrap.cells import cell_width, clusters, is_narrow
from termnews.text.wrap.colours import LARGEST, coloured, language_of
from termnews.text.wrap.composer import COLOURED, Composer

_TAB = 4
_INDENT = "  "
_INDENT_FROM = 24


def draw_code(block: Code, out: Composer) -> None:
    """Add preformatted lines; too long ones continue behind a mark."""
    text = _tidied(block.text)
    if not text:
        return
    language = language_of(block.language, text)
    lines: list[list[tuple[str, str]]] | None = None
    if language and len(text) <= min(LARGEST, COLOURED - out.coloured):
        found = coloured(text, language)
        if found is not None:
            lines, in_time = found
            out.coloured += len(text) if in_time else COLOURED
    if lines is None:
        lines = [[(line, "code")] for line in text.split("\n")]
    indent = (Run(_INDENT),) if out.width >= _INDENT_FROM else ()
    with out.nested(indent, indent):
        room = out.width + out.room
        widest = max(cell_width("".join(piece for piece, _ in line)) for line in lines)
        ground = min(room, max(out.width, widest))
        for line in lines:
            _draw_line(line, room, ground, out)


def _tidied(text: str) -> str:
    """Expand tabs, drop blanks at line ends and empty lines around the text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [(_expanded(line) if "\t" in line else line).replace("\xa0", " ").rstrip() for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    first = next((index for index, line in enumerate(lines) if line), 0)
    return "\n".join(lines[first:])


def _expanded(line: str) -> str:
    """Put blanks for tabs, by cells."""
    if is_narrow(line.replace("\t", " ")):
        return line.expandtabs(_TAB)
    shown, *parts = line.split("\t")
    for part in parts:
        shown += " " * (_TAB - cell_width(shown) % _TAB) + part
    return shown


def _draw_line(line: list[tuple[str, str]], room: int, ground: int, out: Composer) -> None:
    """Add one line of code, cut to the room there is."""
    mark = Run(out.signs.continued, "muted")
    for number, runs in enumerate(_cut(line, room, room - 2 if room >= 8 else room)):
        if not number or runs:
            weight = sum(len("".join(run.text.split())) for run in runs)
            out.put((mark, *runs) if number and room >= 8 else runs, weight, ground=ground)


def _cut(line: list[tuple[str, str]], first: int, rest: int) -> Iterator[tuple[Run, ...]]:
    """Cut a line of (text, role) into pieces of so many cells."""
    runs: list[Run] = []
    left = first
    for text, role in line:
        while text:
            piece, taken = _fitting(text, left)
            if piece:
                runs.append(Run(piece, role))
            text = text[len(piece) :]
            left -= taken
            if text:
                yield _without_tail(runs)
                runs, left = [], rest
    yield _without_tail(runs)


def _fitting(text: str, room: int) -> tuple[str, int]:
    """Return as much of a text as fits into so many cells, and its width."""
    if is_narrow(text):
        piece = text[:room]
        return piece, len(piece)
    piece, taken = "", 0
    for cluster, width in clusters(text):
        if taken + width > room:
            break
        piece += cluster
        taken += width
    return piece, taken


def _without_tail(runs: list[Run]) -> tuple[Run, ...]:
    """Leave out blanks at the end of a line that was cut."""
    while runs and not (text := runs[-1].text.rstrip()):
        runs.pop()
    if runs and text != runs[-1].text:
        runs[-1] = Run(text, runs[-1].style)
    return tuple(runs)
