"""Units with the role they play in the article, first by their own wording; later steps look at neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from termnews.text.plain import furniture, taglines, teasers, wording
from termnews.text.plain.bylines import Byline, read_byline
from termnews.text.plain.datelines import read_dateline
from termnews.text.plain.stamps import Stamp, day_first, place_and_date, read_stamp
from termnews.text.plain.units import Shape, Unit

JUDGED = 400
"""Units at each end of a very long text that are judged one by one; what lies between is story."""


class Role(Enum):
    """What a unit is in the article."""

    OPEN = "open"
    """Not decided yet; story in the end."""
    TITLE = "title"
    HIGHLIGHT = "highlight"
    BYLINE = "byline"
    STAMP = "stamp"
    TAGS = "tags"
    CAPTION = "caption"
    HEADING = "heading"
    STORY = "story"
    FURNITURE = "furniture"


@dataclass(slots=True)
class Slot:
    """A unit and what has been found out about it. Changed in place while an article is read, then thrown away."""

    unit: Unit
    role: Role = Role.OPEN
    kind: str = ""
    """Of furniture: see `model.article.Furniture`."""
    tags: tuple[str, ...] = ()
    byline: Byline | None = None
    stamp: Stamp | None = None
    heads_list: bool = False
    """Whether it announces a list: of tags, or of other pieces."""
    proved: bool = False
    """Whether the neighbours prove a byline that is not sure by itself."""
    foreign: bool = False
    """Whether the article is surely not English: `3/4/2031` is in April, and capitals are no sign of a headline."""
    runs_on: bool | None = None
    """Whether its text is running text by its wording; None until somebody asks."""

    @property
    def text(self) -> str:
        """The unit's text."""
        return self.unit.text

    @property
    def dated_text(self) -> str:
        """The unit's text, its dates spelt without doubt."""
        return day_first(self.text) if self.foreign else self.text

    @property
    def is_open_text(self) -> bool:
        """Whether it is plain text that nothing has been found out about."""
        return self.role is Role.OPEN and self.unit.shape is Shape.TEXT

    @property
    def is_prose(self) -> bool:
        """Whether it is running text of the story, or of a comment."""
        if self.role not in (Role.OPEN, Role.STORY) or self.unit.shape is not Shape.TEXT:
            return False
        if self.runs_on is None:
            self.runs_on = _runs_on(self.text)
        return self.runs_on

    def fold(self, kind: str) -> None:
        """Make it furniture."""
        self.role, self.kind = Role.FURNITURE, kind


def _runs_on(text: str) -> bool:
    if wording.is_prose(text):
        return True
    if not wording.ends_sentence(text) or wording.trails_off(text):
        return False
    dateline = read_dateline(text)
    return dateline is not None and (dateline.end < len(text) - 8 or text.endswith("."))


def slots_of(units: Sequence[Unit]) -> list[Slot]:
    """Give every unit the role that its own wording proves."""
    foreign = not wording.is_english(" ".join(unit.text for unit in units[:60])[:6000])
    slots = [Slot(unit, foreign=foreign) for unit in units]
    if len(slots) > 4 * JUDGED:
        for slot in slots[JUDGED:-JUDGED]:
            slot.role = Role.STORY
    for slot in slots:
        if slot.role is Role.OPEN and slot.unit.shape in (Shape.TEXT, Shape.ITEM, Shape.HEADING):
            _judge(slot)
    return slots


def _judge(slot: Slot) -> None:
    """Try the readers from the surest to the broadest."""
    if len(slot.text) > taglines.LONGEST:
        return
    readers: tuple[Callable[[Slot], bool], ...] = (_tags, _stamp, _related, _furniture, _byline, _caption, _teaser)
    if slot.unit.shape is Shape.HEADING:
        readers = (_tags, _related, _furniture)
    for reader in readers:
        if reader(slot):
            return


def _tags(slot: Slot) -> bool:
    tags = taglines.tags_in(slot.text)
    heading = tags is None and slot.unit.shape is Shape.HEADING and taglines.is_tag_heading(slot.text)
    if tags is None and not heading:
        slot.heads_list = slot.unit.shape is Shape.TEXT and taglines.is_tag_heading(slot.text)
        return False
    slot.role, slot.tags, slot.heads_list = Role.TAGS, tags or (), not tags
    return True


def _stamp(slot: Slot) -> bool:
    text = slot.dated_text
    stamp = read_stamp(text)
    signed = read_byline(text) if stamp is None else None
    if signed is not None and not signed.sure and signed.stamp is not None:
        slot.byline, stamp = signed, signed.stamp
    if stamp is None and (signed is None or not signed.authors):
        stamp = place_and_date(text)
    if stamp is None:
        return False
    slot.role, slot.stamp = Role.STAMP, stamp
    return True


def _byline(slot: Slot) -> bool:
    text = slot.dated_text
    if slot.unit.shape is Shape.ITEM:
        if slot.unit.marker not in "-–—":
            return False
        text = f"{slot.unit.marker} {text}"
    byline = read_byline(text)
    if byline is None:
        return False
    slot.byline = byline
    if byline.sure or byline.credit:
        slot.role, slot.stamp = Role.BYLINE, byline.stamp
        return True
    return False


def _caption(slot: Slot) -> bool:
    if not teasers.is_caption(slot.text):
        return False
    slot.role = Role.CAPTION
    return True


def _related(slot: Slot) -> bool:
    if not teasers.is_related_heading(slot.text):
        return False
    slot.fold("teaser")
    slot.heads_list = True
    return True


def _furniture(slot: Slot) -> bool:
    kind = furniture.furniture_kind(slot.text)
    if kind is not None:
        slot.fold(kind)
    return kind is not None


def _teaser(slot: Slot) -> bool:
    kind = teasers.teaser_kind(slot.text)
    if kind is not None:
        slot.fold(kind)
    return kind is not None
