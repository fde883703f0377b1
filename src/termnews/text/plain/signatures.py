"""Who wrote it and when: bylines and stamps where an article carries them, around its headline and at its end."""

from __future__ import annotations

from collections.abc import Sequence

from termnews.text.clean import clean_line
from termnews.text.dates import parse_date
from termnews.text.plain.bylines import is_bare_role
from termnews.text.plain.datelines import Dateline
from termnews.text.plain.head import head_end
from termnews.text.plain.namewords import AGENCIES
from termnews.text.plain.slots import Role, Slot
from termnews.text.plain.units import Shape

_MAY_SIGN = (Role.BYLINE, Role.HIGHLIGHT, Role.OPEN, Role.FURNITURE, Role.STAMP)


def signatures(slots: Sequence[Slot], start: int, end: int) -> list[Slot]:
    """Slots that say who and when; the running text stands from `start` to `end`.

    A bare name becomes a byline where its neighbours prove it, and its slot's role is changed then.
    """
    head = head_end(slots, start)
    nearby = [index for index in range(len(slots)) if index <= head or index >= end]
    signed = any(_has_author(slots[index]) for index in nearby)
    for index in nearby:
        slot = slots[index]
        if slot.byline is None or slot.byline.sure or signed or slot.role not in _MAY_SIGN:
            continue
        if _signs_at_end(slot) if index >= end else _signs_above(slots, index):
            slot.role, slot.proved = Role.BYLINE, True
            slot.stamp = slot.stamp or slot.byline.stamp
    _fold_beside(slots, nearby, end)
    return [slots[index] for index in nearby if slots[index].role in (Role.BYLINE, Role.STAMP)]


def _fold_beside(slots: Sequence[Slot], nearby: Sequence[int], end: int) -> None:
    """What stands beside a byline belongs to it: a role below the name, an agency's credit at the end."""
    for index in nearby:
        slot = slots[index]
        if slot.role not in (Role.HIGHLIGHT, Role.OPEN) or slot.unit.shape is not Shape.TEXT:
            continue
        below = index > 0 and slots[index - 1].role is Role.BYLINE
        placed = below and slot.text.endswith(",") and _is_dated(slots, index + 1)
        if (
            placed
            or (below and is_bare_role(slot.text))
            or (index >= end and slot.byline is not None and _is_credit(slot))
        ):
            slot.role = Role.BYLINE


def authors(signed: Sequence[Slot]) -> tuple[str, ...]:
    """Names in their order, each once."""
    names: dict[str, str] = {}
    for slot in signed:
        if slot.byline is not None and (slot.byline.sure or slot.proved):
            for author in slot.byline.authors:
                names.setdefault(author.casefold(), clean_line(author, 200))
    return tuple(names.values())


def times(signed: Sequence[Slot], dateline: Dateline | None, tags: Sequence[str]) -> tuple[int | None, int | None]:
    """Published and updated, from labelled stamps first, then bare dates, then the dateline."""
    stamps = [slot.stamp for slot in signed if slot.stamp is not None]
    stamps.sort(key=lambda stamp: not stamp.labelled)
    published = next((stamp.published for stamp in stamps if stamp.published is not None), None)
    updated = next((stamp.updated for stamp in stamps if stamp.updated is not None), None)
    if published is None and dateline is not None:
        published = dateline.published if dateline.published is not None else _year_from_tags(dateline, tags)
    return published, updated


def _is_dated(slots: Sequence[Slot], index: int) -> bool:
    return index < len(slots) and slots[index].role is Role.STAMP


def _has_author(slot: Slot) -> bool:
    return slot.role is Role.BYLINE and slot.byline is not None and slot.byline.sure and bool(slot.byline.authors)


def _signs_at_end(slot: Slot) -> bool:
    """Whether a name behind the last paragraph is set as a signature: behind a dash, in an agency's credit."""
    if slot.role is Role.FURNITURE:
        return False
    return slot.unit.shape is Shape.ITEM or slot.text.startswith(("-", "–", "—")) or _is_credit(slot)


def _is_credit(slot: Slot) -> bool:
    credit = slot.byline is not None and slot.byline.credit
    return credit or slot.text.casefold().startswith("by ")


def _signs_above(slots: Sequence[Slot], index: int) -> bool:
    """Whether a name in the head is a byline: `By`, or a date right above, below or beside it, and no other mention."""
    slot = slots[index]
    if slot.role is Role.FURNITURE and slot.kind in ("comments", "teaser"):
        return False
    if _is_credit(slot):
        return True
    name = (slot.byline.authors[0] if slot.byline and slot.byline.authors else slot.text).split()[0]
    role = index + 1 < len(slots) and (is_bare_role(slots[index + 1].text) or slots[index + 1].text.endswith(","))
    below = index + 2 if role else index + 1
    beside = [slots[place] for place in (index - 1, below) if 0 <= place < len(slots)]
    dated = slot.stamp is not None or any(other.role is Role.STAMP for other in beside)
    agency = slot.text.casefold() in AGENCIES
    return dated and (agency or not any(name in other.text for other in slots if other is not slot))


def _year_from_tags(dateline: Dateline, tags: Sequence[str]) -> int | None:
    """The time of a dateline without a year whose day stands, with its year, among the tags."""
    for tag in tags:
        if dateline.date and tag.startswith(f"{dateline.date},"):
            return parse_date(tag)
    return None
