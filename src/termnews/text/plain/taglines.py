"""Tag lines: `Tags: a, b`, `Topics: Rail | Ports`, `#tunnel #HarbourCity`, or a heading with one tag a line."""

from __future__ import annotations

import re

from termnews.text.clean import clean_line
from termnews.text.dates import parse_date
from termnews.text.plain import labelwords, wording
from termnews.text.tagnames import tag_key

LONGEST = 1200
MOST = 60
"""Tags taken from one line."""
WIDEST_TAG = 64

_LABELLED = re.compile(
    rf"\W{{0,3}}(?P<label>{labelwords.TAGS})\s?(?:[:：]|\s[-–—|]\s|\|)\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_BARE = re.compile(
    r"\W{0,3}(?:TAGS?|Tags|Tagged(?: with)?|Filed [Uu]nder|Filed in|Topics|TOPICS|KEYWORDS|Keywords|Related Topics"
    r"|RELATED TOPICS)\s+(?P<rest>[^\s:][^:]*)"
)
_HEADING = re.compile(rf"\W{{0,3}}(?:{labelwords.TAGS})\W{{0,3}}", re.IGNORECASE)
_HASHTAGS = re.compile(r"(?:[#＃][^\s#＃]+(?:[\s,;|·•/]+|$))+")
_HASHTAG = re.compile(r"[#＃]([^\s#＃,;|·•]+)")
_SEPARATORS = (
    r"\s*[|｜¦]\s*",
    r"\s*[;；]\s*",
    r"\s*[•·●∙▪・‧]\s*",
    r"\s*[,，、،]\s*",
    r"\s+/\s+|\s*／\s*",
    r"\s+[–—]\s+",
    r"\s*\t\s*|\s{3,}",
)
_SLASHED = re.compile(r"[^\W_]{3,}(?:[ '’-][^\W_]+)*(?:/[^\W_]{3,}(?:[ '’-][^\W_]+)*){2,}")
_MONTH_DAY = re.compile(r"[^\W\d_]+\.? \d{1,2}")
_NOTHING = frozenset(
    {
        "",
        "none",
        "n/a",
        "no tags",
        "untagged",
        "more",
        "more…",
        "more...",
        "see all",
        "view all",
        "show more",
        "and more",
    }
)
_ENDS_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]\.)+$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|St|etc|No|Bros)\.$")


def tags_in(text: str) -> tuple[str, ...] | None:
    """The tags that a line states; an empty tuple for a label with nothing behind it, None for any other line."""
    if len(text) > LONGEST:
        return None
    if _HASHTAGS.fullmatch(text + " "):
        return _distinct(_HASHTAG.findall(text))
    labelled = _LABELLED.fullmatch(text)
    if labelled is not None:
        tags = split_tags(labelled["rest"])
        return tags if _plausible(tags, labelled["rest"]) else None
    bare = _BARE.fullmatch(text)
    if bare is not None:
        tags = split_tags(bare["rest"])
        listed = len(tags) > 1 and not wording.ends_sentence(text)
        return tags if listed and all(len(wording.words(tag)) <= 4 for tag in tags) else None
    return () if is_tag_heading(text) and (wording.is_capitals(text) or text.rstrip().endswith((":", "："))) else None


def is_tag_heading(text: str) -> bool:
    """Whether the line is nothing but the label of a tag list."""
    return len(text) <= 40 and _HEADING.fullmatch(text) is not None


def is_tag(text: str) -> bool:
    """Whether a line by itself may be one tag of a list."""
    return (
        0 < len(text) <= 48
        and len(text.split()) <= 6
        and not wording.ends_sentence(text)
        and not text.endswith((":", "…"))
    )


def split_tags(text: str) -> tuple[str, ...]:
    """Tags of the text behind a label, as written, without `#`, without repetition."""
    return _distinct(_rejoin_dates(_split(text.strip())))


def _split(text: str) -> list[str]:
    if _HASHTAGS.fullmatch(text + " ") and not re.search(r"[,;|]", text):
        return _HASHTAG.findall(text)
    for separator in _SEPARATORS:
        parts = re.split(separator, text)
        if len(parts) > 1:
            return parts
    return text.split("/") if _SLASHED.fullmatch(text) else [text]


def _rejoin_dates(parts: list[str]) -> list[str]:
    """Put a date that holds a comma together again: `December 22, 2004` is one category."""
    joined: list[str] = []
    for part in parts:
        year = len(part) == 4 and part.isdecimal()
        if year and joined and _MONTH_DAY.fullmatch(joined[-1]) and parse_date(f"{joined[-1]}, {part}") is not None:
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def _distinct(parts: list[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for position, part in enumerate(parts):
        tag = _tidy(part, last=position == len(parts) - 1)
        key = tag_key(tag)
        if key and tag.casefold() not in _NOTHING:
            found.setdefault(key, tag)
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _tidy(part: str, *, last: bool) -> str:
    tag = clean_line(part).strip(' \t"“”„«»*_`[]').lstrip("#＃-–—•·* ").rstrip(",;:|")
    if last:
        tag = re.sub(r"^(?:and|und|et) (?=\S)", "", tag)
        if tag.endswith((".", "。")) and _ENDS_ABBREVIATED.search(tag) is None:
            tag = tag[:-1]
    return tag.strip()


def _plausible(tags: tuple[str, ...], rest: str) -> bool:
    """Whether what stands behind the label is a list of tags and not a sentence."""
    if not tags:
        return not rest.strip(" -–—.")
    sizes = [len(tag.split()) for tag in tags]
    if max(map(len, tags)) > WIDEST_TAG or max(sizes) > 9:
        return False
    if wording.ends_sentence(rest) and (len(tags) == 1 or sum(sizes) / len(sizes) > 3.5):
        return sizes[0] <= 2 and len(tags) == 1
    return sum(sizes) / len(sizes) <= 5
