"""One plain-text article read whole: units, roles, then what the roles say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from termnews.model.article import Block
from termnews.text.clean import clean_line
from termnews.text.plain import body, head, signatures
from termnews.text.plain.build import blocks_of_slots, blocks_of_units, story_text
from termnews.text.plain.datelines import Dateline, read_dateline
from termnews.text.plain.slots import Role, Slot, slots_of
from termnews.text.plain.units import units_of
from termnews.text.tagnames import tag_key
from termnews.text.urls import clean_url

_ADDRESS = re.compile(
    r"(?:source|url|link|permalink|original(?: article)?|article url|web(?: address)?|via|quelle|fuente|fonte|источник)"
    r"\s?[:：]\s*<?(?P<address>https?://[^\s<>]+)>?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlainArticle:
    """What a plain text states. Nothing here is guessed: what the text does not say is empty or None."""

    title: str = ""
    highlights: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: int | None = None
    """Epoch seconds."""
    updated: int | None = None
    dateline: str = ""
    """`LISBON, March 4 (Agency)`, as it stands; it is part of the text too."""
    tags: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    """Without the title; with furniture, folded."""
    language: str | None = None
    """Not guessed: None for a text, unless its header says."""
    link: str | None = None
    """The address of a line such as `Source: https://…`."""
    text: str = field(default="", repr=False)
    """The words of the story: highlights and body, a paragraph a line, no furniture, no captions."""


def read_article(text: str, *, name: str = "") -> PlainArticle:
    """Read the text of one article; `name`, the file's name, helps to tell the headline from other lines."""
    slots = slots_of(units_of(text))
    start = head.body_start(slots)
    title = head.read_head(slots, name)
    body.read_lists(slots)
    body.read_comments(slots, start)
    _merge_lone_dateline(slots, start)
    dateline_at, dateline = _dateline(slots, start)
    body.read_between(slots, start)
    signed = signatures.signatures(slots, start, body.last_prose(slots))
    blocks = blocks_of_slots(slots, dateline_at=dateline_at)
    tags = _tags(slots)
    published, updated = signatures.times(signed, dateline, tags)
    return PlainArticle(
        title=clean_line(title),
        highlights=tuple(slot.text for slot in slots if slot.role is Role.HIGHLIGHT),
        authors=signatures.authors(signed),
        published=published,
        updated=updated,
        dateline=dateline.text if dateline else "",
        tags=tags,
        blocks=blocks,
        link=_link(slots),
        text=story_text(blocks),
    )


def blocks_from_article(text: str) -> tuple[Block, ...]:
    """The blocks of an article, as the pane shows them."""
    return read_article(text).blocks


def blocks_from_text(text: str) -> tuple[Block, ...]:
    """Plain text that is no article, such as the content of a feed entry: paragraphs, lists, quotations."""
    return tuple(blocks_of_units(units_of(text)))


def _merge_lone_dateline(slots: list[Slot], start: int) -> None:
    """Join a dateline that stands on a line of its own (`Moscow.`) with the paragraph it opens."""
    if start + 1 >= len(slots):
        return
    first, second = slots[start], slots[start + 1]
    if not (first.is_open_text and second.is_open_text) or len(first.text) > 60:
        return
    dateline = read_dateline(first.text)
    if dateline is not None and dateline.end >= len(first.text):
        unit = replace(second.unit, text=f"{first.text} {second.text}", lines=first.unit.lines + second.unit.lines)
        slots[start] = Slot(replace(unit, gap=first.unit.gap))
        del slots[start + 1]


def _dateline(slots: Sequence[Slot], start: int) -> tuple[int, Dateline | None]:
    """The dateline of one of the first two paragraphs, and where it stands."""
    seen = 0
    for index in range(start, len(slots)):
        slot = slots[index]
        if slot.is_open_text and slot.is_prose:
            dateline = read_dateline(slot.text)
            if dateline is not None and dateline.end < len(slot.text):
                return index, dateline
            seen += 1
            if seen == 2:
                break
    return -1, None


def _link(slots: Sequence[Slot]) -> str | None:
    """The address that the text gives as its own."""
    for slot in slots:
        found = _ADDRESS.fullmatch(slot.text) if slot.role is not Role.STORY and len(slot.text) < 2000 else None
        if found is not None:
            return clean_url(found["address"])
    return None


def _tags(slots: Sequence[Slot]) -> tuple[str, ...]:
    tags: dict[str, str] = {}
    for slot in slots:
        if slot.role is Role.TAGS:
            for tag in slot.tags:
                tags.setdefault(tag_key(tag), tag)
    return tuple(tags.values())
