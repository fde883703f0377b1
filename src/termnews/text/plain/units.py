"""Plain text cut into units: paragraphs, items, quotations, tables, preformatted lines. No judgement on meaning."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from termnews.text import datenames
from termnews.text.clean import clean_text

WIDEST_WRAP = 140
NARROWEST_WRAP = 34
"""Columns between which text counts as broken into lines by a program."""
TAB_SIZE = 4

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ITEM = re.compile(r"(?!\([cC]\)\s?\d{4})(?P<marker>[•‣▪◦●■□▸►·∙*+–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)")
_RULE = re.compile(r"(?:[-=_*~#•·—–]\s?){3,}")
_HASH_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
_PIPE_ROW = re.compile(r"\|.*\|")
_FINAL = frozenset(".!?…。！？؟۔।॥\"”»’'）)」』]:;*")
_CLOSED = frozenset(".!?…:。！？؟۔।॥")
_JOINED_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")
_FRONT_LABEL = re.compile(r"(?![a-zà-ÿа-я])[^\W\d_][\w’' -]{1,24}\s?[:：|]")
_SMALL_BYLINE = re.compile(r"(?:by|von|par|por|di|door|av|af)(?: (?:d[aei]|van|von|el|al|[A-ZÀ-ÖØ-Þ][\w.’'-]*)){2,4}")
"""A byline that begins small: `di Giulia Conti`."""
_CODE_SIGNS = re.compile(r"[{};=<>$\\]|\(\)|^\s*(?:#|//|def |class |import |return |if |for )", re.MULTILINE)


class Shape(Enum):
    """What a unit looks like."""

    TEXT = "text"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    RULE = "rule"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of the text with what stands around it."""

    text: str
    """One line, cleaned; for tables, code and quotations the first line of them."""
    lines: tuple[str, ...] = field(repr=False)
    """As they stand in the file, cleaned, without line ends."""
    gap: bool = False
    """Whether a blank line, or the start of the text, stands before it."""
    shape: Shape = Shape.TEXT
    marker: str = ""
    """Bullet or number of an item."""
    depth: int = 0
    """Columns that an item is set in; the level of a heading."""
    single: bool = True
    """Whether it is one line of the file."""


def decode_references(text: str) -> str:
    """Decode whole character references (`&mdash;`, `&#8217;`) once; a bare `&copy` in an address stays."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def units_of(text: str) -> list[Unit]:
    """Cut a text into its units."""
    runs = _runs(clean_text(decode_references(text), 20_000_000))
    width = _wrap_width(runs)
    widest = max((len(line) for run in runs for line in run), default=0)
    units: list[Unit] = []
    for position, run in enumerate(runs):
        broken = width is None and position > 0 and _is_broken_paragraph(run, widest)
        units.extend(_units_of_run(run, widest if broken else width, first=position == 0))
    return units


def joins_without_blank(left: str, right: str) -> bool:
    """Whether a line break between the two was put into a word or into a script without blanks."""
    if not left or not right:
        return False
    if _JOINED_SCRIPT.match(left[-1]) and _JOINED_SCRIPT.match(right[0]):
        return True
    return len(left) > 2 and left[-1] == "-" and left[-2].isalpha() and right[0].isalpha()


def _runs(text: str) -> list[list[str]]:
    """Lines between blank lines, outdented by what all of the text is set in."""
    lines = [line.expandtabs(TAB_SIZE) if line[:1] in " \t" else line for line in text.split("\n")]
    filled = [line for line in lines if line.strip()]
    margins = Counter(len(line) - len(line.lstrip()) for line in filled)
    margin = min(margins, default=0)
    runs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            runs[-1].append(line[margin:].rstrip())
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _wrap_width(runs: list[list[str]]) -> int | None:
    """The column at which a program broke the lines, None where each line is a paragraph of its own."""
    votes: Counter[int] = Counter()
    broken: Counter[int] = Counter()
    for line, following in _neighbours(runs):
        if len(line) < NARROWEST_WRAP * 0.7 or _stands_alone(following):
            continue
        widths = range(max(len(line), NARROWEST_WRAP), min(len(line.strip()) + 1 + _first_word(following), WIDEST_WRAP))
        votes.update(widths)
        if line.strip()[-1] not in _FINAL:
            broken.update(widths)
    if not votes:
        return None
    most = max(votes.values())
    width = max(width for width, count in votes.items() if count == most)
    longer = [len(line) for run in runs for line in run if len(line) > width + 3 and " " in line[: width // 2]]
    pairs = sum(len(line) > 0.5 * width for line, _ in _neighbours(runs))
    even = len(longer) <= 1 + 0.15 * most and max(longer, default=0) <= 2 * width
    return width if even and most >= 3 and most >= 0.5 * pairs and 2 * broken[width] >= most else None


def _is_broken_paragraph(run: list[str], widest: int) -> bool:
    """Whether a run is one paragraph in full lines, in a text too short to show where its lines were broken."""
    if len(run) < 2 or not 60 <= widest <= 2 * WIDEST_WRAP or any(_stands_alone(line) or "\t" in line for line in run):
        return False
    full = all(len(line) + 1 + _first_word(following) > 0.9 * widest for line, following in pairwise(run))
    open_ends = sum(line.strip()[-1] not in _FINAL for line in run[:-1])
    return full and 2 * open_ends >= len(run) - 1 and run[-1].strip()[-1] in _FINAL


def _neighbours(runs: list[list[str]]) -> Iterator[tuple[str, str]]:
    for run in runs:
        yield from pairwise(run)


def _first_word(line: str) -> int:
    """Columns of the first word; one for scripts without blanks."""
    stripped = line.strip()
    if not stripped:
        return 0
    return 1 if _JOINED_SCRIPT.match(stripped) else len(stripped.split(maxsplit=1)[0])


def _stands_alone(line: str) -> bool:
    """Whether a line begins something new whatever stands before it."""
    stripped = line.strip()
    return bool(_ITEM.match(stripped) or stripped.startswith((">", "#", "|")) or _RULE.fullmatch(stripped))


def _units_of_run(run: list[str], width: int | None, *, first: bool) -> Iterator[Unit]:
    special = _whole_run(run, first=first)
    if special is not None:
        yield special
        return
    gap, position = True, 0
    while position < len(run):
        unit, position = _next_unit(run, position, width, gap=gap)
        if unit is not None:
            yield unit
        gap = False


def _whole_run(run: list[str], *, first: bool) -> Unit | None:
    """A run that is one preformatted block or one set-in quotation."""
    set_in = all(line.startswith("    ") for line in run)
    if first or not set_in or max(map(len, run)) > 100 or _ITEM.match(run[0].strip()):
        return None
    text = "\n".join(run)
    lines = tuple(line for line in run)
    if not _CODE_SIGNS.search(text):
        if len(run) == 1:
            return None
        if run[-1].rstrip()[-1] in _FINAL and max(map(len, run)) > 48:
            return Unit(_folded(text), lines, True, Shape.QUOTE, single=False)
    return Unit(_folded(run[0]), lines, True, Shape.CODE, single=False)


def _next_unit(run: list[str], position: int, width: int | None, *, gap: bool) -> tuple[Unit | None, int]:
    """The unit that begins at `position`, and where the next one begins."""
    line = run[position].strip()
    for reader in (_table, _quote, _heading):
        found = reader(run, position, gap)
        if found is not None:
            return found
    if _RULE.fullmatch(line):
        return Unit(line, (line,), gap, Shape.RULE), position + 1
    item = _ITEM.match(line)
    end = position + 1
    parts = [line[item.end() :] if item else line]
    while end < len(run) and _continues(run, end, width, in_item=item is not None):
        parts.append(run[end].strip())
        end += 1
    text = _folded(_joined(parts))
    if not text:
        return None, end
    lines = tuple(part.strip() for part in run[position:end])
    if item is None:
        return Unit(text, lines, gap, single=end - position == 1), end
    depth = len(run[position]) - len(run[position].lstrip())
    return Unit(text, lines, gap, Shape.ITEM, item["marker"], depth, end - position == 1), end


def _folded(text: str) -> str:
    """One line; the text as a whole has been cleaned before it was cut."""
    return " ".join(text.split())


def _joined(parts: list[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        text += part if joins_without_blank(text, part) else f" {part}"
    return text


def _continues(run: list[str], position: int, width: int | None, *, in_item: bool) -> bool:
    """Whether the line goes on with the paragraph of the line before it."""
    before, line = run[position - 1], run[position]
    last, start = before.strip(), line.strip()
    if _stands_alone(line) or "\t" in start or not last or _SMALL_BYLINE.fullmatch(start):
        return False
    indent, indent_before = (len(text) - len(text.lstrip()) for text in (line, before))
    if indent >= indent_before + 2 and not in_item:
        return False
    if in_item and indent >= 2 and width is None:
        return True
    if last[-1] in ",，、،" and _FRONT_LABEL.match(last) and not _FRONT_LABEL.match(start):
        return True
    if width is not None and len(last) + 1 + _first_word(start) > width and len(last) <= width + 2:
        return not _begins_anew(run, position)
    return _runs_over(last, start, wrapped=width is not None)


def _runs_over(last: str, start: str, *, wrapped: bool) -> bool:
    """Whether a line that is not full breaks off in the middle of a sentence all the same."""
    if last.rstrip("\"'”’»)]")[-1:] in _CLOSED:
        return False
    if wrapped:
        return (start[0].islower() or last.endswith(",")) and not _FRONT_LABEL.match(start)
    return start[0].islower() and len(last) >= NARROWEST_WRAP and not _FRONT_LABEL.match(start)


def _begins_anew(run: list[str], position: int) -> bool:
    """Whether a line after a full one is yet the start of something: a label, or one of a stack of short lines."""
    last, start = run[position - 1].strip(), run[position].strip()
    if _FRONT_LABEL.match(start) and last[-1] in _FINAL:
        return True
    if start[0].islower() or last[-1] in ",-–" or last[-1] in _FINAL:
        return False
    if start[0].isdigit() and datenames.month_number(last.rsplit(maxsplit=1)[-1]) is not None:
        return False
    return len(run) > 2 and all(line.strip()[-1] not in _FINAL for line in run)


def _table(run: list[str], position: int, gap: bool) -> tuple[Unit, int] | None:
    """Rows of cells parted by tabs or by upright lines."""
    end = position
    while end < len(run) and ("\t" in run[end].strip() or _PIPE_ROW.fullmatch(run[end].strip())):
        end += 1
    if end - position < 2:
        return None
    lines = tuple(line.strip() for line in run[position:end])
    return Unit(_folded(lines[0]), lines, gap, Shape.TABLE, single=False), end


def _quote(run: list[str], position: int, gap: bool) -> tuple[Unit, int] | None:
    """Lines marked with `>`."""
    end = position
    while end < len(run) and run[end].strip().startswith(">"):
        end += 1
    if end == position or run[position].strip().startswith(">>>"):
        return None
    inner = [re.sub(r"^>\s?", "", line.strip()) for line in run[position:end]]
    text = _folded(" ".join(inner))
    lines = tuple(line for line in inner)
    return (Unit(text, lines, gap, Shape.QUOTE, ">", single=False), end) if text else None


def _heading(run: list[str], position: int, gap: bool) -> tuple[Unit, int] | None:
    """A line that is marked as a heading: `## Like this`, or underlined."""
    line = run[position].strip()
    hashes = _HASH_HEADING.fullmatch(line)
    if hashes is not None and len(line) <= 200:
        return Unit(_folded(hashes[2]), (line,), gap, Shape.HEADING, "#", len(hashes[1])), position + 1
    if not gap or position + 1 >= len(run) or len(line) > 120:
        return None
    under = run[position + 1].strip()
    if _UNDERLINE.fullmatch(under) is None or abs(len(under) - len(line)) > 4 or _ITEM.match(line):
        return None
    level = 1 if under.startswith("=") else 2
    return Unit(_folded(line), (line, under), gap, Shape.HEADING, "=", level), position + 2
