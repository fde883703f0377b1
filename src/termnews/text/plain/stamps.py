"""Lines that say when: `Published: 4 March 2031, 10:15 | Updated 2 hours ago`. A date must be whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from termnews.text.dates import parse_date
from termnews.text.plain import labelwords
from termnews.text.relativedates import parse_relative

LONGEST = 200

_LABEL = re.compile(
    rf"(?:(?P<updated>{labelwords.UPDATED})|(?P<published>{labelwords.PUBLISHED}))(?![^\W\d_])\s?[:：]?\s*",
    re.IGNORECASE,
)
_INNER = re.compile(
    rf"(?<=[\s,;(/-])(?=(?:{labelwords.UPDATED}|(?:first |originally )?published|posted on|publié le|publicado)"
    r"(?![^\W\d_]))",
    re.IGNORECASE,
)
_STRONG_SPLIT = re.compile(r"\s*[|·•‖¦]\s*|\s{1,}/\s{1,}|\s*;\s+")
_WEAK_SPLIT = re.compile(r"\s+[–—-]\s+")
_YEAR_ONLY = re.compile(r"\d{4}(?:-\d{2})?|[^\W\d_]+\.?,? \d{4}|\d{4} [^\W\d_]+")
_PLACE = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,2},\s+(?=.*\d{4})")
_TIME_ONLY = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?: (?:Uhr|[A-Z]{2,4}))?", re.IGNORECASE)
_READ_TIME = re.compile(
    r"\d+[ -]?min(?:ute)?s?\.?(?: read)?|\d[\d,.]* (?:views|reads|shares|comments?|likes)", re.IGNORECASE
)
_SOME_TIME = 1_000_000_000
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])")
_SOURCE_TAIL = re.compile(
    r"\s+(?:来源|來源|出典|출처|source|quelle|fuente|fonte|источник)\s?[:：]\s?\S.{0,60}$", re.IGNORECASE
)
_ENGLISH_LABEL = re.compile(
    r"(?:first|last|latest|originally|publi(?:shed|cation)|publish|date(?! (?:de|di))|posted|release|issued|created"
    r"|uploaded|updated?|modif(?:ied|ication)|edited|revised|changed)\b",
    re.IGNORECASE,
)
_TOWN_BEFORE_DATE = re.compile(r"(?P<place>[A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]{3,}){0,2}),?\s+(?=.*\d{4})")
_BEFORE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^\d|]{1,40}?),?(?:\s+[|–—-]\s+|\s+(?=published|updated|posted))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Times that a line states, in epoch seconds."""

    published: int | None = None
    updated: int | None = None
    labelled: bool = False
    """Whether a word such as `Published` stands in the line."""


def read_stamp(text: str) -> Stamp | None:
    """What a line of nothing but dates, with or without labels, states; None for any other line."""
    if len(text) > LONGEST or not text:
        return None
    bare = _SOURCE_TAIL.sub("", text).strip(" |·•*_–—-")
    if bare.startswith(("(", "[")) and bare.endswith((")", "]")):
        bare = bare[1:-1]
    return _read(bare, 0)


def read_date(text: str) -> int | None:
    """The time of a text that is a whole date with its day; a month or a year alone is none."""
    stripped = text.strip(" ,;|[]–—-*_")
    return None if _YEAR_ONLY.fullmatch(stripped) else parse_date(stripped)


def day_first(text: str) -> str:
    """The text with `3/4/2031` written as `3.4.2031`, which says beyond doubt that the day stands first."""
    return _SLASHED.sub(r"\1.\2.\3", text)


def _read(text: str, depth: int) -> Stamp | None:
    if not text or depth > 6:
        return None
    label = _LABEL.match(text)
    rest = text[label.end() :] if label else text
    if label and _ENGLISH_LABEL.match(text) is None:
        rest = day_first(rest)
    moment = read_date(rest) if rest else None
    if moment is None and label and (placed := _PLACE.match(rest)):
        moment = read_date(rest[placed.end() :])
    if moment is not None:
        is_updated = label is not None and label["updated"] is not None
        return Stamp(None if is_updated else moment, moment if is_updated else None, label is not None)
    if _is_relative(rest) or _TIME_ONLY.fullmatch(rest) or (label is None and depth and _READ_TIME.fullmatch(text)):
        return Stamp(labelled=label is not None)
    return _read_parts(text, depth)


def _read_parts(text: str, depth: int) -> Stamp | None:
    """Several stamps in one line."""
    for splitter in (_STRONG_SPLIT, _INNER, _WEAK_SPLIT):
        parts = [part.strip(" ,;/–—-") for part in splitter.split(text)]
        parts = [part for part in parts if part]
        if len(parts) > 1:
            stamps = [_read(part, depth + 1) for part in parts[:8]]
            found = [stamp for stamp in stamps if stamp is not None]
            if len(found) == len(stamps):
                return _merged(found)
    return None


def _merged(stamps: list[Stamp]) -> Stamp:
    published = next((stamp.published for stamp in stamps if stamp.published is not None), None)
    updated = next((stamp.updated for stamp in stamps if stamp.updated is not None), None)
    return Stamp(published, updated, any(stamp.labelled for stamp in stamps))


def _is_relative(text: str) -> bool:
    return parse_relative(text.strip(" ,;|()."), _SOME_TIME) is not None


def place_and_date(text: str) -> Stamp | None:
    """The time of a line such as `Lisbon, 4 March 2031` or `Lisbon - 4 March 2031 - 09:30`."""
    if len(text) > 100:
        return None
    placed = _PLACE.match(text)
    moment = read_date(text[placed.end() :]) if placed and len(text) <= 70 else None
    if moment is not None:
        return Stamp(moment)
    before = _BEFORE_DATE.match(text) or _TOWN_BEFORE_DATE.match(text)
    if before is None or not all(word[0].isupper() or len(word) <= 3 for word in before["place"].split()):
        return None
    stamp = read_stamp(text[before.end() :])
    return stamp if stamp is not None and (stamp.published or stamp.updated) else None
