"""Lines that say who: `By Nora Quist and Idris Bell`, `Nora Quist, Correspondent`, `– Pier Gazette Desk`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from termnews.text import datenames
from termnews.text.plain import headwords, namewords, wording
from termnews.text.plain.stamps import Stamp, read_stamp

LONGEST = 220

_BY = re.compile(rf"(?P<label>{namewords.BY})(?P<colon>\s?[:：]\s?|\s+)(?=\S)", re.IGNORECASE)
_WEAK_LABELS = namewords.WEAK
"""Labels that count only with a colon behind them."""
_EDITED = re.compile(rf"\W{{0,2}}(?:{namewords.EDITED})", re.IGNORECASE)
_AGENCY_CREDIT = re.compile(
    r"\W{0,2}(?P<verb>reporting|reported|writing) by (?P<names>[^;.]{3,100})(?:;.{0,200})?\W{0,2}", re.IGNORECASE
)
_DASHED = re.compile(r"[-–—]{1,2}\s?(?P<name>[^\s–—-].{2,60})")
_BRACKETED = re.compile(r"[(\[](?P<name>[^()\[\]]{2,40})[)\]]")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d"
_CUT = re.compile(
    r"\s*[|·•;‖]\s*|\s+[–—-]{1,2}\s+|\s+/\s+|\s*[(\[][^)\]]*[)\]]|\s+(?=\S*@\S+)"
    r"|\s+(?:on|am|le|el) (?=\w+,? \w+)(?=.*\d)|,?\s+(?=(?:last )?(?:published|updated|posted|modified)\b)"
    rf"|,?\s+(?=(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?{_MONTH})|,?\s+(?=\d)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*,\s*(?:and|und|et|y|e|i|и|og|och|en|&)\s+|\s+(?:and|und|et|y|e|и|og|och|en|&|with|mit|avec|con)\s+"
    r"|\s*,\s*|\s*[、،]\s*",
    re.IGNORECASE,
)
_PLACE_TAIL = re.compile(r"\s+(?:in|at|for|à|aus|en|de|из)\s+(?:the\s+)?(?=[^\W\d_]*[A-ZÀ-ÞА-Я])[^,;]{2,40}$")
_STAFF = re.compile(namewords.STAFF, re.IGNORECASE)
_DATED_BY = re.compile(r"(?P<when>.{6,90}?),?\s+(?:by|von|par|por|di|door|av|af)\s+(?P<who>\S.{1,80})", re.IGNORECASE)
_COLUMNS = re.compile(
    r"\s*[|·•]\s*|\s+[/–—-]\s+|(?<!first)(?<!last)\s+(?=(?:last |first )?(?:published|updated|posted)\b)",
    re.IGNORECASE,
)
_COLUMN_SIGN = re.compile(r"[|·•]|\s[/–—-]\s")
_DATE_THEN_NAME = re.compile(r"(?P<when>.{6,60}\d\w{0,2})(?:\s*[|·•]|\s[/–—-])?,?\s+(?P<who>[^\d|·•]{5,40})")
_LOGIN = re.compile(r"[\w.-]{2,30}")
_EAST_ASIAN = re.compile(
    r"[【\[(（]?(?:[\u4e00-\u9fff]{2,8}\s)?(?:本[报報]|特派)?(?:[记記]者|통신원)\s?[:：]?\s?(?P<left>[\u4e00-\u9fff]{2,4})"
    r"(?:\s?[／/]\s?[\u4e00-\u9fff]{2,12})?[】\])）]?"
    r"|(?P<right>[\uac00-\ud7af]{2,4})\s?(?:선임|수습|객원|인턴)?기자(?:\s[\w.+-]+@[\w.-]+)?"
)
"""`記者林小雨／台南報導`, `김민수 기자`."""
_PAPER = re.compile(
    r"\b(?:gazette|times|herald|tribune|chronicle|courier|observer|telegraph|journal|daily|weekly|news|press|express"
    r"|zeitung|\w+blatt|\w+\.(?:com|org|net))$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:Port|New|San|Santa|São|Saint|St\.?|Los|Las|El|Cape|North|South|East|West|Fort|Mount|Upper|Lower|Bad|Sankt|Rio|Lake|Hong"
    r"|Tel|Buenos|Kuala|The|Old|Great)\s"
)
_TITLES = re.compile(r"(?:dr|mr|mrs|ms|prof|sir|dame|rev|herr|frau|mme|m)\.? (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it, as the line states; `stamp` when the same line says when."""

    authors: tuple[str, ...] = ()
    stamp: Stamp | None = None
    sure: bool = True
    """False for a form that counts only beside other signs, such as a bare name."""
    credit: bool = False
    """An agency's line at the end: `(Reporting by …; editing by …)`."""


def read_byline(text: str) -> Byline | None:
    """What a line states as its author; None when it is no byline."""
    text = text.strip(" *_")
    if not text or len(text) > LONGEST:
        return None
    if _EDITED.fullmatch(text):
        return Byline()
    for reader in (_east_asian, _dated_by, _labelled, _agency_credit, _dashed, _bracketed, _with_role, _in_columns):
        found = reader(text)
        if found is not None:
            return found
    return _bare(text)


def is_bare_role(text: str) -> bool:
    """Whether a line is nothing but what somebody does, as it stands below a name."""
    return wording.is_role(text) and not wording.is_desk(text) and len(text.split()) <= 5 and text[:1].isupper()


def _bare(text: str) -> Byline | None:
    """A name or a desk alone, or with a date behind a comma: a byline only beside other signs."""
    if _STAFF.fullmatch(text) and text[0].isupper():
        return Byline((text,), sure=False)
    name, _, rest = text.partition(", ")
    stamp = read_stamp(rest) if rest else None
    if (rest and stamp is None) or _BY.match(name) or len(name.split()) > 5 or is_bare_role(name):
        return None
    person = wording.is_full_name(name) and _PLACE.match(name) is None and not _names_topic(name)
    return Byline((name,), stamp, sure=False) if person or wording.is_desk(name) else None


def _east_asian(text: str) -> Byline | None:
    found = _EAST_ASIAN.fullmatch(text)
    return Byline((found["left"] or found["right"],)) if found else None


def _dated_by(text: str) -> Byline | None:
    """`Posted on October 9, 2012 by Steve`, as blogs sign."""
    found = _DATED_BY.fullmatch(text)
    stamp = read_stamp(found["when"]) if found else None
    if found is None or stamp is None or (stamp.published is None and stamp.updated is None):
        return None
    who = re.split(r"\s+(?:in|under) (?=[A-Z])|\s*[|·•]\s*", found["who"])[0]
    names, _ = _names_and_rest(who)
    if not names and _LOGIN.fullmatch(who):
        names = (who,)
    return Byline(names, stamp) if names else None


def _names_topic(text: str) -> bool:
    """Whether two capitalised words name a section rather than a person (`Climate Change`, `Middle East`)."""
    folded = text.casefold()
    return folded in headwords.SECTIONS or any(word in namewords.TOPICS for word in folded.replace("-", " ").split())


def split_names(text: str) -> tuple[str, ...]:
    """Names in a text that is nothing but names; the text itself where they cannot be told apart."""
    pieces = [piece for piece in _AND.split(text.strip()) if piece]
    whole = len(pieces) > 1 and all(wording.is_full_name(piece) for piece in pieces)
    return tuple(pieces) if whole else (text.strip(),)


def _labelled(text: str) -> Byline | None:
    label = _BY.match(text)
    if label is None:
        return None
    word, colon = label["label"].casefold(), bool(label["colon"].strip())
    small = wording.is_cased(word) and label["label"][0].islower() and word != "by"
    if not colon and word in _WEAK_LABELS:
        return None
    names, rest = _names_and_rest(text[label.end() :])
    if small and not colon and (rest or not all(map(wording.is_full_name, names))):
        return None
    strong = colon or word.endswith("by")
    if not names or not (strong or all(wording.is_full_name(name) or _is_lone_author(name) for name in names)):
        return None
    if not colon and not _rest_fits(rest):
        return None
    stamp = _stamp_of(rest)
    lone = len(names) == 1 and " " not in names[0] and not colon and not _is_lone_author(names[0])
    return Byline(names, stamp, sure=not lone or (stamp is not None and not small))


def _is_lone_author(name: str) -> bool:
    return wording.is_capitals(name) or wording.is_desk(name) or bool(_STAFF.fullmatch(name))


def _names_and_rest(text: str) -> tuple[tuple[str, ...], list[str]]:
    """Split into the names at the head and what the line says besides."""
    cut = _CUT.search(text)
    head, tail = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
    names: list[str] = []
    rest: list[str] = [tail.strip(" |·•;–—-/,")] if tail.strip(" |·•;–—-/,") else []
    for piece in _AND.split(head):
        name = _without_place(piece.strip(" ,;*_"))
        if not name:
            continue
        if _is_author(name) and not (names and _is_beside(name)):
            names.append(name)
        elif not names and not _STAFF.fullmatch(name):
            return (), []
        else:
            rest.append(name)
    return tuple(names), rest


def _without_place(name: str) -> str:
    """`Nora Quist in Lisbon` without the town; `Joost de Wit` stays whole."""
    bare = _PLACE_TAIL.sub("", name)
    return bare if " " in bare else name


def _is_beside(name: str) -> bool:
    """Whether what follows a name is not another name but a role, a paper or a place."""
    if wording.is_desk(name):
        return False
    return wording.is_role(name) or _PAPER.search(name) is not None or (" " not in name and wording.is_cased(name))


def _is_author(name: str) -> bool:
    if _STAFF.fullmatch(name):
        return True
    if wording.is_role(name) and not wording.is_desk(name):
        return False
    if datenames.weekday_number(name) is not None or datenames.month_number(name) is not None:
        return False
    return wording.is_name(_TITLES.sub("", name)) or wording.is_desk(name)


def _rest_fits(rest: list[str]) -> bool:
    """Whether what stands behind the names belongs to a byline: a role, a place, an agency, a date."""
    return all(
        len(piece) <= 90
        and (not wording.ends_sentence(piece) or len(piece) < 40 or _stamp_of([piece]) is not None)
        and (
            wording.is_role(piece)
            or wording.is_name(piece)
            or "@" in piece
            or bool(_EDITED.fullmatch(piece))
            or piece[0] in "(["
            or bool(re.search(r"\d|[|·•]", piece))
        )
        for piece in rest
    )


def _stamp_of(rest: list[str]) -> Stamp | None:
    for piece in rest:
        for part in (piece, *re.split(r"\s*[|·•]\s*", piece)):
            stamp = read_stamp(part.strip(" |·•;–—-/,()"))
            if stamp is not None and (stamp.published is not None or stamp.updated is not None):
                return stamp
    return None


def _agency_credit(text: str) -> Byline | None:
    found = _AGENCY_CREDIT.fullmatch(text)
    if found is None:
        return None
    names, rest = _names_and_rest(found["names"])
    return Byline(names, sure=False, credit=True) if names and _rest_fits(rest) else None


def _dashed(text: str) -> Byline | None:
    """`– Pier Gazette Desk`; a name behind a dash counts only beside other signs, for it may be who was quoted."""
    found = _DASHED.fullmatch(text)
    if found is None or wording.ends_sentence(text):
        return None
    name = found["name"].strip()
    if wording.is_desk(name):
        return Byline((name,))
    names, rest = _names_and_rest(name)
    return Byline(names, sure=False) if names and not rest and all(map(wording.is_full_name, names)) else None


def _bracketed(text: str) -> Byline | None:
    found = _BRACKETED.fullmatch(text)
    name = found["name"].strip() if found else ""
    return Byline((name,)) if name and wording.is_desk(name) else None


def _with_role(text: str) -> Byline | None:
    """`Nora Quist, Transport Correspondent` and `Nora Quist | Transport Correspondent`."""
    name, sign, role = re.sub(r"\s*[|·•–—]\s*", ", ", text, count=1).partition(", ")
    if not sign or wording.ends_sentence(text) or not wording.is_full_name(name):
        return None
    cut = re.split(r"\s*[|·•]\s*", role)
    return (
        Byline((name,), _stamp_of(cut[1:])) if wording.is_role(cut[0]) and wording.is_title_case_role(cut[0]) else None
    )


def _in_columns(text: str) -> Byline | None:
    """`Nora Quist | 4 March 2031 | 3 min read`."""
    parts = [part.strip() for part in _COLUMNS.split(text)]
    if len(parts) < 2 or not _heads_columns(parts[0]):
        return _behind_date(text)
    stamp = _stamp_of(["|".join(parts[1:]), *parts[1:]])
    if stamp is None:
        return None
    inner = _labelled(parts[0]) if parts[0].casefold().startswith("by ") else Byline((parts[0],))
    return Byline(inner.authors, stamp, sure=_COLUMN_SIGN.search(text) is not None) if inner else None


def _heads_columns(part: str) -> bool:
    if part.casefold().startswith("by "):
        return True
    return (wording.is_full_name(part) and _PLACE.match(part) is None) or _is_lone_author(part)


def _behind_date(text: str) -> Byline | None:
    """`4 March 2031, 12:40 Nora Quist` and `4 March 2031 | Nora Quist`: a byline beside other signs."""
    found = _DATE_THEN_NAME.fullmatch(text)
    stamp = read_stamp(found["when"]) if found else None
    if found is None or stamp is None or stamp.published is None:
        return None
    name = found["who"]
    fits = wording.is_full_name(name) and _PLACE.match(name) is None and not _names_topic(name)
    return Byline((name,), stamp, sure=False) if fits else None
