"""Files that come with an entry: one list without repetitions, whatever element or format named them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from termnews.model.entry import Enclosure
from termnews.text.clean import clean_line
from termnews.text.urls import clean_url

MAX_ENCLOSURES = 100
"""Files of one entry; further ones are not kept."""
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,120}")
_NUMBER = re.compile(
    r"\s*\+?(\d{1,15}|\d{1,3}(?:[,' \u00a0\u202f]\d{3}){1,4})(?:\.0*)?\s*(?:bytes?)?\s*", re.IGNORECASE
)
_SECONDS = re.compile(r"\s*(\d{1,8})(?:[.,]\d*)?\s*s?(?:ec(?:onds)?)?\s*", re.IGNORECASE)
_CLOCK = re.compile(r"\s*(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,]\d*)?\s*")
_ISO_DURATION = re.compile(r"PT(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7})(?:\.\d*)?S)?", re.IGNORECASE)


def attachment(
    url: str, base: str | None, *, media_type: str = "", length: str = "", duration: str = "", title: str = ""
) -> Enclosure | None:
    """Return a file from what a feed says of it, or None without an address that can be opened."""
    address = clean_url(url, base)
    if address is None:
        return None
    stated = media_type.strip().lower().partition(";")[0].strip()
    return Enclosure(
        url=address,
        type=stated if _MEDIA_TYPE.fullmatch(stated) else None,
        length=size_in_bytes(length),
        duration=seconds(duration),
        title=clean_line(title) or None,
    )


def size_in_bytes(text: str) -> int | None:
    """Return a length in bytes; None for words, and for the zero that stands for unknown."""
    match = _NUMBER.fullmatch(text)
    return (int(re.sub(r"\D", "", match[1])) or None) if match else None


def seconds(text: str) -> int | None:
    """Return a duration given as seconds, as `h:m:s` or `m:s`, or as ISO 8601 has it; None for zero and for words."""
    plain, clock, iso = _SECONDS.fullmatch(text), _CLOCK.fullmatch(text), _ISO_DURATION.fullmatch(text.strip())
    if plain:
        return int(plain[1]) or None
    match = clock or iso
    if match is None:
        return None
    hours, minutes, rest = (int(group or 0) for group in match.groups())
    return hours * 3600 + minutes * 60 + rest or None


def merged(found: Iterable[Enclosure | None]) -> tuple[Enclosure, ...]:
    """Return files without repetitions; what one mention leaves out, another may add."""
    kept: dict[str, Enclosure] = {}
    for each in found:
        if each is None:
            continue
        known = kept.get(each.url)
        kept[each.url] = each if known is None else _joined(known, each)
    return tuple(kept.values())[:MAX_ENCLOSURES]


def _joined(first: Enclosure, second: Enclosure) -> Enclosure:
    return Enclosure(
        url=first.url,
        type=first.type or second.type,
        length=first.length or second.length,
        duration=first.duration or second.duration,
        title=first.title or second.title,
    )


def with_duration(enclosures: tuple[Enclosure, ...], duration: int | None) -> tuple[Enclosure, ...]:
    """Give the duration that an entry states to its first sound or film, unless that has one."""
    if duration is None:
        return enclosures
    silent = ("image/", "text/", "application/")
    played = [each for each in enclosures if not (each.type or "").startswith(silent)]
    if not played or played[0].duration is not None:
        return enclosures
    return tuple(replace(each, duration=duration) if each is played[0] else each for each in enclosures)
