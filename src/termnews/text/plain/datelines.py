"""The dateline that opens a report: `LISBON, March 4 (Agency) — `, `Moscow. `, `December 29 United States - `."""

from __future__ import annotations

import re
from dataclasses import dataclass

from termnews.text import datenames
from termnews.text.plain import namewords, wording
from termnews.text.plain.stamps import read_date

_CITY = r"[^\W\d_][\w.'’]*(?:[ -][^\W\d_][\w.'’]*){0,3}"
_AGENCY = r"\s?[(\[][^)\]]{2,40}[)\]]"
_WIRE = (
    rf"\s?[(\[](?i:{'|'.join(sorted(namewords.AGENCIES))}|ap photo|[\w ]+ (?:news|news service|agency|press|wire))[)\]]"
)
_DATE = (
    r"(?:[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th|\.|º)?(?: de)? [^\W\d_]{3,12}\.?)"
    r"(?:,? (?:de )?\d{4})?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d"
)
_CLOSE = (
    r"(?:\s?[—–]\s?|\s+--?\s+|--\s?|\s?:\s+|\.\s?[—–-]{1,2}\s?"
    r"|\s?/(?:PRNewswire|[A-Z][\w ]{2,20})/\s?[—–-]{0,2}\s?)"
)
_DASHED = re.compile(
    rf"(?P<place>{_CITY}(?:,? (?:{_CITY}))?(?: ?/ ?{_CITY})?)(?:,?\s(?P<date>{_DATE}))?"
    rf"(?:,\s[A-Z][\w. ]{{1,30}})?(?P<agency>{_AGENCY})?{_CLOSE}(?=\S)"
)
_AGENCY_CLOSED = re.compile(
    rf"(?P<place>{_CITY}(?:, {_CITY})?)(?:,?\s(?P<date>{_DATE}))?(?P<agency>{_WIRE})\s?[—–-]{{0,2}}\s*(?=\S)"
)
_DATE_FIRST = re.compile(rf"(?P<date>{_DATE}),? (?P<place>{_CITY}(?:, {_CITY})?){_CLOSE}(?=\S)")
_STOPPED = re.compile(rf"(?P<place>{_CITY}(?:, {_CITY})?)(?:,\s(?P<date>{_DATE}))?\.(?=\s|$)")
_SMALL = frozenset({"de", "do", "da", "of", "upon", "am", "sur", "la", "le", "el", "an", "der", "y", "on"})
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|St|Prof|No|Sen|Rep|Gov|Gen|Inc|Co|Corp|Ltd|Jr|Sr)")
_OTHERS = """
yes no ok okay now then today tomorrow yesterday well so but and he she it they we i you this that these those there
here what why how who when where sorry thanks never always maybe perhaps indeed nothing nobody silence enough stop
wait look listen once again still finally first second third ja nein oui non sí да нет
"""
_NO_PLACE = frozenset(_OTHERS.split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, and sometimes when and through whom, a report was filed."""

    text: str
    """As it stands, without the mark that closes it."""
    end: int
    """Where in the paragraph the report goes on."""
    date: str = ""
    published: int | None = None
    """Only when the dateline names day, month and year."""


def read_dateline(text: str) -> Dateline | None:
    """The dateline at the head of a paragraph, or None."""
    head = text[:140]
    for pattern in (_DATE_FIRST, _DASHED, _AGENCY_CLOSED, _STOPPED):
        found = pattern.match(head)
        if found is not None and _fits(found, pattern is _STOPPED, text):
            date = found["date"] or ""
            shown = head[: found.end()].rstrip(" —–-:.") if pattern is not _STOPPED else head[: found.end() - 1]
            return Dateline(shown, found.end(), date, read_date(date) if date else None)
    return None


def _fits(found: re.Match[str], stopped: bool, text: str) -> bool:
    """Whether the words at the place of the town can be a town, and the whole a dateline."""
    place, date = found["place"], found["date"]
    if not _may_be_town(place) or (date and not _holds_month(date)):
        return False
    if not wording.is_cased(place):
        return len(place.split()) <= 2 and re.search(r"\s[—–-]\s?$", found[0]) is not None
    if stopped:
        return len(re.split(r"[\s,/]+", place)) <= 3 and len(place) <= 32 and "." not in place and "'" not in place
    return len(text) > found.end() + 12


def _may_be_town(place: str) -> bool:
    tokens = [token for token in re.split(r"[\s,/]+", place) if token]
    if sum(map(str.isalpha, place)) < 3 and wording.is_cased(place):
        return False
    if tokens[0].casefold() in _NO_PLACE or datenames.weekday_number(tokens[0]) is not None:
        return False
    if _TITLE.fullmatch(tokens[-1]) or (len(tokens) == 1 and datenames.month_number(tokens[0])):
        return False
    return all(not wording.is_cased(token) or token[0].isupper() or token in _SMALL for token in tokens)


def _holds_month(date: str) -> bool:
    return bool(re.match(r"[\d./-]+$", date)) or any(
        datenames.month_number(word) for word in re.findall(r"[^\W\d_]+", date)
    )
