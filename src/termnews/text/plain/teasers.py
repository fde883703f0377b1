"""Pointers to other pieces: labelled teasers, read-more links, headings of related lists; and captions with credits."""

from __future__ import annotations

import re

from termnews.text.plain import pointerwords as words
from termnews.text.plain import wording

LONGEST = 240

_PHOTO_LABEL = re.compile(rf"(?:{words.PHOTO_LABELS})\s?[:：|–—-]\s?\S.{{3,200}}", re.IGNORECASE)
_LABELLED = re.compile(
    rf"[([]?(?:(?:{words.TEASER_LABELS})\s?(?:[:：|]|[–—-]\s)|(?-i:{words.SHOUTED_LABELS})\s?(?:[:：]|[–—-]\s)"
    rf"|(?:{words.SHOUTED_LABELS})\s?\|)\s?\S.{{2,200}}",
    re.IGNORECASE,
)
_ANY_SHOUTED = re.compile(
    r"(?!(?:[A-Z]\.?\s?){1,2}[:|]|(?:NOTE|NB|WARNING|CAUTION|IMPORTANT|UPDATE|ACHTUNG|HINWEIS|NOTA)\b)"
    r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я'’ -]{3,24}\s?[:|]\s?[\w\"'“‘«].{12,140}"
)
_TITLED = re.compile(rf"(?:{words.TITLED_LABELS})\s?[:|]\s(?P<title>\S.{{8,160}})", re.IGNORECASE)
_LINKS = re.compile(words.LINKS, re.IGNORECASE)
_HEADINGS = re.compile(
    rf"(?:{words.TEASER_LABELS}|(?-i:{words.SHOUTED_LABELS})|{words.LIST_HEADINGS})\s?[:：…]?", re.IGNORECASE
)
_MOST = re.compile(r"(?:more|latest|other|top|popular|similar|featured|today.?s|our)\b", re.IGNORECASE)
_NEWS_NOUN = re.compile(
    r"\b(?:stor(?:y|ies)|news|articles?|posts?|headlines|coverage|reads?|videos?|galleries|columns|picks|from|in|on|by|about)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    rf"[(\[（](?:{words.CREDIT_WORDS})(?![a-z])\s?[:：/|–—-]?\s?[^)\]）]{{0,90}}[)\]）]\.?", re.IGNORECASE
)
_CREDIT_NAMED = re.compile(r"[(\[][^)\]]{2,60}/(?:\s?[A-Z][\w .&-]{1,40})[)\]]")
_CAPTION = re.compile(rf"(?:{words.CAPTION_LABELS})\s?(?:[:：|]|(?<=by))\s?\S.{{1,260}}", re.IGNORECASE)
_FILE = re.compile(r"FILE(?: PHOTO| IMAGE| PICTURE)?\s?(?:[-–—:])\s?\S.{1,300}")
_CREDIT_ONLY = re.compile(words.CREDITS, re.IGNORECASE)
_CREDIT_TAIL = re.compile(
    rf"(?P<shown>.{{12,260}}?[.!?]?)\s?[|–—-]?\s(?:{words.CREDIT_WORDS})\s?(?:[:：/]|(?<=by)\s)\s?(?:[^.:]|(?<=\b[A-Z])\.){{2,60}}\.?",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"\b(?:said|says|told|asked|added|wrote|sagte|dit|dijo|disse|сказал\w*)\b", re.IGNORECASE)
CAPTION_WORDS = 45
"""Words of the longest caption."""


def teaser_kind(text: str) -> str | None:
    """`photo` or `teaser` for a line that points to another piece by its label or as a link; None otherwise."""
    if len(text) > LONGEST:
        return None
    if _PHOTO_LABEL.fullmatch(text) and not _reports(text) and _is_gallery(text):
        return "photo"
    if _LABELLED.fullmatch(text) and not _reports(text):
        return "teaser"
    titled = _TITLED.fullmatch(text)
    if titled is not None and wording.is_title_case(titled["title"]) and text[-1] not in ".,;:":
        return "teaser"
    count = len(wording.words(text))
    if _LINKS.fullmatch(text.strip(" ()[]")) and not _reports(text) and count <= 22 and not _is_sentence(text, count):
        return "teaser"
    return None


def _is_sentence(text: str, count: int) -> bool:
    """Whether a line that begins like a link is a sentence of some length."""
    return count >= 10 and wording.ends_sentence(text) and not wording.trails_off(text)


def _is_gallery(text: str) -> bool:
    """Whether a line that begins with `Photos:` points to pictures: a shout, or no sentence and no credit."""
    if re.split(r"[:：|–—-]", text)[0].isupper():
        return True
    return not is_caption(text) and not (wording.ends_sentence(text) and len(wording.words(text)) > 10)


def is_shouted(text: str) -> bool:
    """Whether the line has a label in capitals that is not a known one (`TIDE WATCH: When the bay empties`)."""
    return _ANY_SHOUTED.fullmatch(text) is not None and not wording.ends_sentence(text.rstrip("!…"))


def is_related_heading(text: str) -> bool:
    """Whether the line heads a list of other pieces (`Related stories`, `Mehr zum Thema`)."""
    if len(text) > 70 or wording.ends_sentence(text.rstrip("…")) or _HEADINGS.fullmatch(text) is None:
        return False
    return _MOST.match(text) is None or _NEWS_NOUN.search(text) is not None


def is_caption(text: str) -> bool:
    """Whether all of the line is a caption or a credit."""
    if len(text) > LONGEST + 80:
        return False
    if _FILE.fullmatch(text) or _CREDIT_ONLY.fullmatch(text.strip("() ")):
        return True
    if _CAPTION.fullmatch(text):
        return len(wording.words(text)) <= CAPTION_WORDS and wording.sentences(text) <= 3
    tail = _CREDIT_TAIL.fullmatch(text)
    if tail is not None and wording.sentences(tail["shown"]) <= 2 and len(wording.words(text)) <= CAPTION_WORDS:
        return True
    caption, rest = split_caption(text)
    return bool(caption) and not rest


def split_caption(text: str) -> tuple[str, str]:
    """A caption that ends in its credit at the head of the text, and what is glued to it; empty where there is none."""
    credit = _CREDIT.search(text) or _CREDIT_NAMED.search(text)
    if credit is None or len(wording.words(text[: credit.end()])) > CAPTION_WORDS:
        return "", text
    rest = text[credit.end() :].strip()
    if wording.sentences(text[: credit.start()]) > 3 or (rest and not (rest[0].isupper() or rest[0] in "\"'“‘«([—")):
        return "", text
    return text[: credit.end()].strip(), rest


def _reports(text: str) -> bool:
    """Whether the line goes on like a story rather than like a pointer."""
    if _SPEECH.search(text) and wording.ends_sentence(text):
        return True
    return wording.sentences(text) > 2 or (wording.ends_sentence(text.rstrip("…!")) and len(wording.words(text)) > 24)
