"""The head of an article: which line is the headline, which are highlights, what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from termnews.text.plain import headwords, wording
from termnews.text.plain.slots import Role, Slot
from termnews.text.plain.units import Shape

NARROWEST_HEADLINE = 20
WIDEST_HEADLINE = 220
"""Columns of a headline."""
WIDEST_HIGHLIGHT = 200
MOST_HIGHLIGHTS = 8

MOST_BARE = 6
"""Highlights that stand without marks."""

_FACT = re.compile(r"[^\W\d_][^:]{1,24}: \S.{0,30}")
_SITE_WORDS = re.compile(
    rf"\b(?:{headwords.PAPERS})\b|新聞|日报|时报|신문|일보|\.(?:com|org|net|co\.\w\w|[a-z]{{2}})$", re.IGNORECASE
)
_SUFFIX = re.compile(r"(?P<title>.{8,}?)\s+(?:[-–—|·•»]|::)\s+(?P<site>[^|·•»]{2,50})")
_YEAR = re.compile(r"(?:1[4-9]|20|21)\d\d")
_HIGHLIGHT_LABEL = re.compile(rf"(?:{headwords.HIGHLIGHT_LABELS})\s?:?", re.IGNORECASE)
_TITLE_LABEL = re.compile(rf"(?:{headwords.TITLE_LABELS})\s?[:：]\s*(?P<title>\S.*)", re.IGNORECASE)


def body_start(slots: Sequence[Slot]) -> int:
    """Where the running text begins; the length of the text when there is none."""
    for index, slot in enumerate(slots):
        if slot.unit.shape in (Shape.QUOTE, Shape.TABLE, Shape.CODE) or slot.role is Role.STORY:
            return index
        if slot.is_prose and not _is_stopped_headline(slots, index):
            return index
    return len(slots)


def head_end(slots: Sequence[Slot], start: int) -> int:
    """The last place where the head's byline and date may stand: below a first paragraph that is a standfirst."""
    place = start + 1
    while (
        place + 1 < len(slots)
        and slots[place].role is not Role.STORY
        and (
            slots[place].role in (Role.BYLINE, Role.STAMP, Role.FURNITURE, Role.CAPTION)
            or slots[place].byline is not None
        )
    ):
        place += 1
    return place


def _is_stopped_headline(slots: Sequence[Slot], index: int) -> bool:
    """A first line that asks or exclaims, or one that ends in a stop but is signed or dated right below."""
    text = slots[index].text
    parts = wording.sentences(text)
    if wording.breadth(text) > 160 or len(slots) < index + 2:
        return False
    if parts > 1 and (index or parts > 2 or wording.breadth(text) > 90 or not slots[1].unit.gap):
        return False
    same = wording.same_words(text)
    before = [
        slot for slot in slots[:index] if slot.role is Role.OPEN and _may_be_title(slot) and not _is_small(slot.text)
    ]
    if any(not wording.same_words(slot.text).startswith(same) for slot in before):
        return False
    if text.rstrip("\"'”’»)")[-1] in "?!":
        return True
    return index == 0 and _is_signed(slots, index)


def _is_signed(slots: Sequence[Slot], index: int) -> bool:
    """Whether a byline or a date stands right below."""
    return index + 1 < len(slots) and slots[index + 1].role in (Role.BYLINE, Role.STAMP)


def read_head(slots: list[Slot], name: str) -> str:
    """Find the headline and give the lines before the running text their roles; the headline is returned."""
    start = body_start(slots)
    if _read_title_label(slots, start):
        return _settle(slots, start, next(slot for slot in slots if slot.role is Role.TITLE))
    candidates = [index for index, slot in enumerate(slots[:start]) if _may_be_title(slot)]
    chosen = _choose(slots, candidates, name)
    if chosen is None:
        return ""
    slots[chosen].role = Role.TITLE
    return _settle(slots, start, slots[chosen])


def _read_title_label(slots: Sequence[Slot], start: int) -> bool:
    for slot in slots[: max(start, 1)]:
        if slot.role is not Role.TITLE and _TITLE_LABEL.fullmatch(slot.text):
            slot.role = Role.TITLE
            return True
    return False


def _may_be_title(slot: Slot) -> bool:
    if slot.unit.shape not in (Shape.TEXT, Shape.HEADING) or wording.breadth(slot.text) > WIDEST_HEADLINE:
        return False
    if slot.role is Role.FURNITURE:
        return (
            slot.kind in ("teaser", "photo", "subscription", "comments", "share", "navigation")
            and len(slot.text) >= NARROWEST_HEADLINE
        )
    return slot.role is Role.OPEN and slot.text[-1] not in ",;，、" and any(char.isalnum() for char in slot.text)


def _choose(slots: Sequence[Slot], candidates: Sequence[int], name: str) -> int | None:
    """The candidate that most looks like a headline; the order decides between equals."""
    if not candidates:
        return None
    marks = {index: _mark(slots, candidates, place, name) for place, index in enumerate(candidates)}
    best = max(marks.values())
    if best <= 0:
        return None
    return next(index for index in candidates if marks[index] == best)


def _mark(slots: Sequence[Slot], candidates: Sequence[int], place: int, name: str) -> float:
    """How well a candidate serves as the headline."""
    slot = slots[candidates[place]]
    later = [slots[index] for index in candidates[place + 1 :]]
    if slot.role is Role.FURNITURE:
        return (
            0.5
            if place == 0 and not any(other.role is Role.OPEN for other in later) and slot.kind != "navigation"
            else 0
        )
    if _is_closed(slot.text) and not _is_signed(slots, candidates[place]):
        return _likeness(slot.text, name)
    mark = 3.0 - 0.25 * min(place, 8)
    if _is_section(slot.text):
        mark -= 2.9
    elif _is_small(slot.text):
        mark -= _smallness(slot.text, [other.text for other in later if other.role is Role.OPEN])
    if _repeated_later(slot.text, later) or (_is_site(slot.text) and later):
        mark -= 2.6
    if candidates[place] and _is_kicker(slots[candidates[place] - 1]):
        mark += 0.6
    if slot.unit.shape is Shape.HEADING:
        mark += 2.5 - 0.3 * slot.unit.depth
    return max(mark, 0.05) + _likeness(slot.text, name)


def _is_kicker(slot: Slot) -> bool:
    """Whether a line names the section, as it stands right above a headline."""
    return _is_section(slot.text) or (slot.role is Role.FURNITURE and slot.kind == "navigation")


def _is_closed(text: str) -> bool:
    """Whether the line ends in a full stop, as headlines do not."""
    return wording.ends_sentence(text) and not wording.trails_off(text) and text.rstrip("\"'”’»)")[-1] in ".。"


def _smallness(text: str, later: Sequence[str]) -> float:
    """What a short line loses: much where a headline follows, nothing where only highlights of one size do."""
    wide = [wording.breadth(line) for line in later if not _is_small(line)]
    if not wide:
        return 0.5
    level = len(wide) > 1 and wide[0] < 1.15 * max(wide[1:]) and len(text.split()) > 1
    return 0.0 if level and not wording.is_capitals(text) else 2.2


def _likeness(text: str, name: str) -> float:
    """Up to 2.5 for a line that the file is named after."""
    stem = wording.same_words(re.sub(r"\.\w{1,5}$", "", name))
    line = wording.same_words(text)
    if len(stem) < 8 or len(line) < 4:
        return 0.0
    return 2.5 if line.startswith(stem[:40]) or (len(line) >= 8 and stem.startswith(line)) else 0.0


def _is_small(text: str) -> bool:
    """Too short for a headline, long enough for a section, a place or a name."""
    return wording.breadth(text) < NARROWEST_HEADLINE and len(wording.words(text)) <= 3


def _is_section(text: str) -> bool:
    return text.casefold().strip(" |:/·") in headwords.SECTIONS


def _is_site(text: str) -> bool:
    return len(text.split()) <= 4 and _SITE_WORDS.search(text) is not None and not wording.ends_sentence(text)


def _repeated_later(text: str, later: Sequence[Slot]) -> bool:
    """Whether the line is a browser title: a later line gives the headline without the name of the site."""
    suffixed = _SUFFIX.fullmatch(text)
    bare = wording.stems(suffixed["title"] if suffixed else text)
    pieces = {wording.same_words(piece) for piece in re.split(r"\s+[|·•»›–—-]\s+", text)[1:]}
    for other in later:
        if wording.same_words(other.text) == wording.same_words(text):
            return False
        if wording.same_words(other.text) in pieces:
            return True
        if suffixed and len(other.text) >= 12:
            shared = bare & wording.stems(other.text)
            if len(shared) >= 2 and len(shared) >= 0.7 * min(len(bare), len(wording.stems(other.text))):
                return True
    return False


def _settle(slots: list[Slot], start: int, title: Slot) -> str:
    """Give the other lines of the head their roles; return the headline as text."""
    position = slots.index(title)
    labelled = _TITLE_LABEL.fullmatch(title.text)
    text = labelled["title"] if labelled else _without_site(title.text, slots)
    same = wording.same_words(text)
    for slot in slots[:position]:
        if slot.role is Role.OPEN and slot.unit.shape in (Shape.TEXT, Shape.HEADING):
            slot.fold("navigation")
    for slot in slots[position + 1 :]:
        if slot.role is Role.OPEN and same and wording.same_words(slot.text) == same:
            slot.fold("navigation")
    _settle_highlights(slots, position, start)
    return text


def _without_site(title: str, slots: Sequence[Slot]) -> str:
    """Take the site's name off a browser title where something proves that it is one."""
    found = _SUFFIX.fullmatch(title)
    if found is None:
        return title
    site = wording.same_words(found["site"])
    known = _SITE_WORDS.search(found["site"]) is not None and len(found["site"].split()) <= 5
    told = any(
        site in wording.same_words(slot.text)
        for slot in slots
        if slot.role is Role.FURNITURE and slot.kind == "copyright"
    )
    return found["title"].strip() if known or (told and len(site) > 3) else title


def _settle_highlights(slots: list[Slot], position: int, start: int) -> None:
    if _is_bare_list(slots[position + 1 : start]):
        return
    found = 0
    for index in range(position + 1, min(start, len(slots))):
        slot = slots[index]
        if slot.role is not Role.OPEN or slot.unit.shape not in (Shape.TEXT, Shape.ITEM, Shape.HEADING):
            continue
        if _HIGHLIGHT_LABEL.fullmatch(slot.text):
            slot.fold("other")
        elif not any(char.isalpha() for char in slot.text) and not _YEAR.fullmatch(slot.text):
            slot.fold("share")
        elif slot.unit.shape is Shape.HEADING:
            slot.role = Role.HEADING
        elif _is_section(slot.text) or (_is_site(slot.text) and slot.unit.shape is Shape.TEXT and _is_small(slot.text)):
            slot.fold("navigation")
        elif (
            wording.breadth(slot.text) <= WIDEST_HIGHLIGHT
            and found < MOST_HIGHLIGHTS
            and not _opens_body(slots, index, start)
        ):
            slot.role = Role.HIGHLIGHT
            found += 1
    if (
        found == 1
        and start < len(slots)
        and slots[start - 1].role is Role.HIGHLIGHT
        and _is_first_section(slots, start)
    ):
        slots[start - 1].role = Role.OPEN


def _is_bare_list(head: Sequence[Slot]) -> bool:
    """Whether the lines above the running text are too many for highlights (results), or facts (`Serves: 4`)."""
    bare = [slot.text for slot in head if slot.role is Role.OPEN and slot.unit.shape is Shape.TEXT]
    facts = sum(_FACT.fullmatch(text) is not None for text in bare)
    return len(bare) > MOST_BARE or facts >= 2


def _is_first_section(slots: Sequence[Slot], start: int) -> bool:
    """Whether the only line above the running text heads its first section: there are more such lines below."""
    alike = [
        slot
        for slot in slots[start + 1 :]
        if slot.is_open_text and slot.unit.gap and not slot.is_prose and not wording.ends_sentence(slot.text)
    ]
    return len(slots[start - 1].text) <= 60 and sum(len(wording.words(slot.text)) <= 8 for slot in alike) >= 2


def _opens_body(slots: Sequence[Slot], index: int, start: int) -> bool:
    """Whether a short line before the running text already belongs to it: it and all that follow are sentences."""
    if start >= len(slots):
        # Without any running text, lines that end in a stop are the story.
        return wording.ends_sentence(slots[index].text)
    return all(
        wording.ends_sentence(slot.text) or wording.ends_open(slot.text)
        for slot in slots[index:start]
        if slot.role is Role.OPEN
    )
