"""Slots to blocks, and blocks to the words of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from termnews.model.article import (
    Block,
    Caption,
    Cell,
    Code,
    Furniture,
    Heading,
    Highlights,
    Inline,
    ListBlock,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from termnews.text.clean import clean_line
from termnews.text.plain import wording
from termnews.text.plain.datelines import read_dateline
from termnews.text.plain.slots import Role, Slot
from termnews.text.plain.teasers import split_caption
from termnews.text.plain.units import Shape, Unit, units_of
from termnews.text.urls import clean_url

DEEPEST = 6
"""Levels of quotations and lists that are kept apart."""
HEADING_WORDS = 12
_ADDRESS = re.compile(r"https?://[^\s<>\"'“”«»\u3000-\u303f]{3,2000}", re.IGNORECASE)
_RTL = re.compile(r"[^\W\d_]")
_TABLE_LINE = re.compile(r"[\s|:+=-]+")
_SIMPLE_KINDS = {Role.BYLINE: "byline", Role.STAMP: "byline", Role.TAGS: "tags"}


def inline(text: str) -> Inline:
    """A text as spans, its web addresses as links."""
    spans: list[Span] = []
    place = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(".,;:!?)]}'")
        link = clean_url(address)
        if link is not None:
            if found.start() > place:
                spans.append(Span(text[place : found.start()]))
            spans.append(Span(address, link=link))
            place = found.start() + len(address)
    if place < len(text):
        spans.append(Span(text[place:]))
    return tuple(spans)


def paragraph(text: str, *, dateline: bool = False) -> Paragraph:
    """A paragraph; its dateline, if asked for, stands out."""
    first = _RTL.search(text)
    rtl = first is not None and ("\u0590" <= first[0] <= "\u08ff" or "\ufb1d" <= first[0] <= "\ufefc")
    found = read_dateline(text) if dateline else None
    if found is None:
        return Paragraph(inline(text), rtl)
    return Paragraph((Span(text[: found.end], Mark.STRONG), *inline(text[found.end :])), rtl)


def blocks_of_slots(slots: Sequence[Slot], *, dateline_at: int = -1) -> tuple[Block, ...]:
    """The blocks of an article whose slots have got their roles; the title is left out."""
    blocks: list[Block] = []
    highlights = tuple(inline(slot.text) for slot in slots if slot.role is Role.HIGHLIGHT)
    placed = False
    index = 0
    while index < len(slots):
        slot = slots[index]
        if slot.role is Role.HIGHLIGHT:
            if not placed:
                blocks.append(Highlights(highlights))
            placed = True
        elif slot.unit.shape is Shape.ITEM and slot.role in (Role.OPEN, Role.STORY):
            end = _end_of_list(slots, index)
            blocks.append(_list([other.unit for other in slots[index:end]]))
            index = end
            continue
        else:
            _add(blocks, slots, index, dateline=index == dateline_at)
        index += 1
    return tuple(blocks)


def _add(blocks: list[Block], slots: Sequence[Slot], index: int, *, dateline: bool) -> None:
    slot = slots[index]
    if slot.role is Role.FURNITURE or slot.role in _SIMPLE_KINDS:
        _fold(blocks, slot)
    elif slot.role is Role.CAPTION:
        blocks.append(Caption(inline(slot.text)))
    elif slot.role is Role.HEADING or slot.unit.shape is Shape.HEADING:
        if slot.role is not Role.TITLE:
            blocks.append(Heading(slot.unit.depth or 2, inline(slot.text)))
    elif slot.role is not Role.TITLE:
        blocks.extend(_story(slots, index, dateline=dateline))


def _fold(blocks: list[Block], slot: Slot) -> None:
    """Fold lines; neighbours of one kind fold together."""
    kind = slot.kind if slot.role is Role.FURNITURE else _SIMPLE_KINDS[slot.role]
    marker = f"{slot.unit.marker} " if slot.unit.shape is Shape.ITEM else ""
    lines = tuple(clean_line(line) for line in slot.unit.lines) or (marker + slot.text,)
    last = blocks[-1] if blocks else None
    if isinstance(last, Furniture) and last.kind == kind:
        blocks[-1] = Furniture(kind, last.lines + lines)
    else:
        blocks.append(Furniture(kind, lines))


def _story(slots: Sequence[Slot], index: int, *, dateline: bool) -> Iterator[Block]:
    unit = slots[index].unit
    if unit.shape is not Shape.TEXT:
        yield from block_of_unit(unit)
        return
    caption, rest = split_caption(unit.text)
    if caption and rest:
        yield Caption(inline(caption))
        yield paragraph(rest, dateline=dateline)
    elif _is_heading(slots, index):
        yield Heading(2, inline(unit.text))
    else:
        yield paragraph(unit.text, dateline=dateline)


def _is_heading(slots: Sequence[Slot], index: int) -> bool:
    """Whether the unit is a short line without an end, set apart, with text below it."""
    slot = slots[index]
    if slot.role is Role.STORY or not _reads_as_heading(slot.text):
        return False
    before = slots[index - 1] if index else None
    if before is not None and before.is_open_text and not before.is_prose and not wording.ends_sentence(before.text):
        return False
    below = (other for other in islice(slots, index + 1, index + 6) if other.role in (Role.OPEN, Role.STORY))
    following = next(below, None)
    if following is None:
        return False
    return following.is_prose or wording.ends_sentence(following.text) or following.unit.shape is not Shape.TEXT


def _reads_as_heading(text: str) -> bool:
    if len(text) > 100 or not text[0].isalnum() or text[0].islower() or wording.ends_open(text):
        return False
    count = len(wording.words(text))
    if wording.ends_sentence(text) and (text[-1] != "?" or ":" in text or count > 8):
        return False
    return count <= HEADING_WORDS


def block_of_unit(unit: Unit, depth: int = 0) -> Iterator[Block]:
    """A unit that is not plain text, as blocks; plain text as a paragraph."""
    if unit.shape is Shape.CODE:
        yield Code("\n".join(_outdented(unit.lines)))
    elif unit.shape is Shape.RULE:
        yield Rule()
    elif unit.shape is Shape.TABLE:
        yield from _table(unit.lines)
    elif unit.shape is Shape.QUOTE:
        inner = units_of("\n".join(unit.lines)) if depth < DEEPEST else []
        yield Quote(tuple(blocks_of_units(inner, depth + 1)) or (paragraph(unit.text),))
    elif unit.shape is Shape.HEADING:
        yield Heading(unit.depth or 2, inline(unit.text))
    elif unit.text:
        yield paragraph(unit.text)


def blocks_of_units(units: Sequence[Unit], depth: int = 0) -> Iterator[Block]:
    """Units as blocks without any thought of an article."""
    index = 0
    while index < len(units):
        end = index
        while end < len(units) and units[end].shape is Shape.ITEM:
            end += 1
        if end > index:
            yield _list(units[index:end])
            index = end
        else:
            yield from block_of_unit(units[index], depth)
            index += 1


def _outdented(lines: Sequence[str]) -> list[str]:
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[margin:].rstrip() for line in lines]


def _table(lines: Sequence[str]) -> Iterator[Block]:
    """Cells by tabs or upright lines; a line that only draws is left out."""
    rows: list[tuple[Cell, ...]] = []
    header = False
    for line in lines:
        if _TABLE_LINE.fullmatch(line):
            header = header or len(rows) == 1
            continue
        cells = line.strip().strip("|").split("|") if line.startswith("|") else re.split(r"\t+", line)
        rows.append(tuple(Cell(inline(clean_line(cell))) for cell in cells))
    if header and rows:
        rows[0] = tuple(Cell(cell.spans, header=True) for cell in rows[0])
    if rows:
        yield Table(tuple(rows))


def _end_of_list(slots: Sequence[Slot], index: int) -> int:
    end = index
    while end < len(slots) and slots[end].unit.shape is Shape.ITEM and slots[end].role in (Role.OPEN, Role.STORY):
        end += 1
    return end


def _list(units: Sequence[Unit]) -> Block:
    """Items as a list, those set in deeper inside the item above; one line of speech behind a dash is a paragraph."""
    if len(units) == 1 and units[0].marker in "-–—*+" and units[0].marker:
        return paragraph(f"{units[0].marker} {units[0].text}")
    return _nested(units, 0)


def _nested(units: Sequence[Unit], level: int) -> ListBlock:
    base = min(unit.depth for unit in units)
    items: list[ListItem] = []
    index = 0
    while index < len(units):
        end = index + 1
        while end < len(units) and units[end].depth > base + 1 and level < DEEPEST:
            end += 1
        blocks: tuple[Block, ...] = (paragraph(units[index].text),)
        if end > index + 1:
            blocks += (_nested(units[index + 1 : end], level + 1),)
        items.append(ListItem(blocks))
        index = end
    number = re.search(r"\d+", units[0].marker)
    return ListBlock(tuple(items), number is not None, int(number[0]) if number else 1)


def story_text(blocks: Sequence[Block]) -> str:
    """The words of the story, a paragraph a line: without furniture and captions."""
    return "\n".join(line for block in blocks for line in _lines(block) if line)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield _plain(block.spans)
        case Highlights():
            yield from map(_plain, block.items)
        case ListBlock():
            yield from (line for item in block.items for inner in item.blocks for line in _lines(inner))
        case Quote():
            yield from (line for inner in block.blocks for line in _lines(inner))
        case Code():
            yield from block.text.split("\n")
        case Table():
            yield from ("\t".join(_plain(cell.spans) for cell in row) for row in block.rows)
        case _:
            return


def _plain(spans: Inline) -> str:
    return "".join(span.text for span in spans)
