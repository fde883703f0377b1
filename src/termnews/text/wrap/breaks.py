"""Where a line may end: after blanks, after dashes, between characters of scripts without blanks, never elsewhere.

A word longer than a line is cut after a sign within it, or between two characters. What closes (`、。」`) never starts
a line of Chinese or Japanese, what opens never ends one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from termnews.text.wrap.cells import char_width, clusters, is_narrow, odd_width

_IDEOGRAPHS = (
    "\u2e80-\u2fff\u3003-\u3007\u3012\u3013\u3020-\u3029\u3031-\u303f\u3041-\u312f\u3190-\u31ff\u3220-\u4dbf"
    "\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9d\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f\u3099\u309a\u302a-\u302f\ufe00-\ufe0f\u200d"
_OPENING = "([{「『（［｛【〈《〔〖〘〚〝“‘«〈《￥＄￡"
_CLOSING = (
    ")\\]}!,.:;?%、。，．・：；！？）］｝」』】〉》〕〗〙〛〞〟”’»…‥々〻ゝゞヽヾーｰ％℃‰°′″"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ｡｣､･〜～"
)
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
_SEGMENT = re.compile(
    rf"(?=.)[{re.escape(_OPENING)}]*(?:[{_IDEOGRAPHS}][{_MARKS}]*|[^{_IDEOGRAPHS}{re.escape(_OPENING)}]+)?[{_CLOSING}]*",
    re.DOTALL,
)
_WORD = re.compile("[^ \n]+")

_AFTER = "-/?&=_.,;:–—+#%@"
"""Signs within a long word after which it is cut by preference."""
_DASH = re.compile(r"—(?=\w)")

_BLANKS = {
    **dict.fromkeys([0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200B), 0x205F, 0x3000, 0x85], " "),
    **dict.fromkeys([0x2007, 0x202F], "\xa0"),
    **dict.fromkeys([0x0B, 0x0C, 0x0D, 0x2028, 0x2029], "\n"),
}
_PLACES = list[tuple[int, int, int]]


def plain_blanks(text: str) -> str:
    """Write every blank as one of three: space, no-break space, newline; lengths stay."""
    return text.translate(_BLANKS)


def break_text(text: str, width: int, narrow: bool) -> _PLACES:
    """Return start, end and cells of each line of at most `width` cells, blanks at both ends left out.

    Newlines are kept; several make one empty line. `narrow`: every character is known to take one cell.
    """
    lines: _PLACES = []
    start = 0
    cut = _break_narrow if narrow else _break_odd
    while start <= len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        count = len(lines)
        cut(text, *_trimmed(text, start, end), width, lines)
        if len(lines) == count and lines and lines[-1][0] < lines[-1][1]:
            lines.append((end, end, 0))
        start = end + 1
    while lines and lines[-1][0] == lines[-1][1]:
        lines.pop()
    return lines


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks at both ends."""
    while start < end and text[start] in " \xa0":
        start += 1
    while start < end and text[end - 1] in " \xa0":
        end -= 1
    return start, end


def _break_narrow(text: str, start: int, end: int, width: int, lines: _PLACES) -> None:
    """Break text of characters of one cell each."""
    dashed = "—" in text
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if dashed:
            dash = text.rfind("—", start, start + width)
            if dash > max(cut, start) and _DASH.match(text, dash):
                lines.append((start, dash + 1, dash + 1 - start))
                start = dash + 1
                continue
        if cut < 0:
            cut = _cut(text, start, width)
            lines.append((start, cut, cut - start))
            start = cut
            continue
        stop = cut
        while text[stop - 1] == " ":
            stop -= 1
        lines.append((start, stop, stop - start))
        start = cut + 1
        while text[start] == " ":
            start += 1
    if start < end:
        lines.append((start, end, end - start))


def _cut(text: str, start: int, width: int) -> int:
    """Return where to cut a word that is longer than the line."""
    sign = max(text.rfind(mark, start + width // 2, start + width) for mark in _AFTER)
    return sign + 1 if sign >= 0 else start + width


def _break_odd(text: str, start: int, end: int, width: int, lines: _PLACES) -> None:
    """Break text that has to be measured."""
    first = -1
    stop = cells = 0
    for left, right, taken in units(text, start, end):
        if first >= 0:
            longer = cells + left - stop + taken
            if longer <= width:
                stop, cells = right, longer
                continue
            lines.append(_without_glue(text, first, stop, cells))
        first, stop, cells = left, right, taken
        if taken > width:
            pieces = list(_chopped(text, left, right, width))
            lines += pieces[:-1]
            first, stop, cells = pieces[-1]
    if first >= 0:
        lines.append(_without_glue(text, first, stop, cells))


def _without_glue(text: str, start: int, end: int, cells: int) -> tuple[int, int, int]:
    """Leave out no-break spaces at the end of a line."""
    while end > start and text[end - 1] == "\xa0":
        end -= 1
        cells -= 1
    return start, end, cells


def units(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield what may not be broken as (start, end, cells)."""
    for word in _WORD.finditer(text, start, end):
        found = word[0]
        left, right = word.span()
        if is_narrow(found):
            yield left, right, right - left
        elif _IDEOGRAPH.search(found):
            for segment in _SEGMENT.findall(text, left, right):
                right = left + len(segment)
                yield left, right, char_width(segment) if right - left == 1 else odd_width(segment)
                left = right
        else:
            yield left, right, odd_width(found)


def _chopped(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int, int]]:
    """Cut a word that is longer than the line between characters."""
    cells = 0
    place = start
    for cluster, taken in clusters(text[start:end]):
        if cells + taken > width:
            yield _without_glue(text, start, place, cells)
            start, cells = place, 0
        place += len(cluster)
        cells += taken
    yield start, place, cells
