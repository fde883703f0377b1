"""All guesses about what an entry is: its id, its address, its dates, and whether it changed.

Why they are as they are stands in `docs/decisions/0009-identity.md`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from termnews.model.entry import Enclosure, ParsedEntry
from termnews.text.clean import clean_line, unusual
from termnews.text.stateddates import parse_stated
from termnews.text.urls import clean_url, comparable, without_tracking

MAX_ID = 1000
"""Characters of an id; a longer one keeps its beginning and a hash of the whole."""
FUTURE = 86_400
"""Seconds that an entry may lie in the future and still count as dated: zones are often wrong by hours."""

_EPOCH_DAY = range(-86_400, 86_400 + 1)
_SPACE = re.compile(r"\s")
_WEB = re.compile(r"(?i)https?://")
_SESSION = re.compile(r"(?i)(?:session(?:_?id)?|sid|s_id|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken)(?:=|$)")
_PATH_SESSION = re.compile(r"(?i);jsessionid=[^?#/;]*")


def given_id(text: str) -> str:
    """Return the id that a publisher gave, in one clean line; blanks around it and line breaks in it mean nothing."""
    line = clean_line(text, MAX_ID * 4)
    return line if len(line) <= MAX_ID else f"{line[: MAX_ID - 33]}-{_hash(line)}"


def id_key(guid: str) -> str:
    """Return what stays the same when a publisher rewrites an id without meaning another entry.

    An address counts without scheme, `www.`, tracking and last slash; blanks never count. Two entries of one feed may
    share a key: the id itself decides between them.
    """
    folded = "".join(guid.split())
    return comparable(folded) if _WEB.match(folded) else folded


def link_of_id(guid: str) -> str | None:
    """Return an id as an address if it is one: `http` or `https` only, never `tag:`, `urn:` or a bare word."""
    return clean_url(guid) if _WEB.match(guid.strip()) else None


def canonical_url(url: str | None) -> str | None:
    """Return what copies of an article's address have in common, to find the same article in several feeds."""
    return comparable(url) if url else None


def stated_date(texts: Iterable[str]) -> int | None:
    """Return the first of these texts that is a date, in epoch seconds.

    The zero of a clock (1970-01-01, 0001-01-01) is what programs write for "unknown": no date.
    """
    for text in texts:
        moment = parse_stated(text)
        if moment is not None and moment not in _EPOCH_DAY:
            return moment
    return None


def sort_time(published: int | None, updated: int | None, first_seen: int) -> int:
    """Return what orders an entry in lists: its date, but never a time at which it had already been seen.

    Without a date, and with one in the future, it is the time of arrival, which does not move on later refreshes.
    """
    stated = published if published is not None else updated
    return first_seen if stated is None else min(stated, first_seen)


def is_future(moment: int, now: int) -> bool:
    """Tell whether a date is too far in the future to be an error of zones."""
    return moment > now + FUTURE


def distinct(entries: Sequence[ParsedEntry]) -> list[ParsedEntry]:
    """Give every entry an id of its own within the feed, the same from one refresh to the next.

    Without an id, the settled address serves; without that, a hash of title, date and text. Entries that share an id
    all get what else tells them apart beside it, so that none depends on its place in the feed; a counter comes last.
    Entries that repeat word for word are one entry.
    """
    looks: dict[tuple[object, ...], ParsedEntry] = {}
    for entry in entries:
        look = (entry.guid, entry.title, entry.url, entry.authors, entry.published, entry.content_hash)
        looks.setdefault(look, entry)
    pending = list(looks.values())
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for candidate in (_first_id, _second_id, _third_id):
        groups: dict[str, list[ParsedEntry]] = {}
        for entry in pending:
            groups.setdefault(candidate(entry), []).append(entry)
        alone = {guid: group[0] for guid, group in groups.items() if len(group) == 1 and guid not in taken}
        chosen |= {id(entry): guid for guid, entry in alone.items()}
        taken |= alone.keys()
        pending = [entry for entry in pending if id(entry) not in chosen]
    for entry in pending:
        guid = next(each for number in count(2) if (each := f"{_third_id(entry)} {number}") not in taken)
        chosen[id(entry)] = guid
        taken.add(guid)
    return [
        entry if entry.guid == chosen[id(entry)] else replace(entry, guid=chosen[id(entry)]) for entry in looks.values()
    ]


def _first_id(entry: ParsedEntry) -> str:
    """Return the id that the publisher gave, or what stands for it."""
    return entry.guid or settled_url(entry.url) or made_id(entry)


def _second_id(entry: ParsedEntry) -> str:
    """Return an id with the most lasting thing beside it that the entry has: address, date, title."""
    guid, url = _first_id(entry), settled_url(entry.url)
    date = "" if entry.published is None else str(entry.published)
    return f"{guid} {url if url and url != guid else date or _hash(entry.title)}"


def _third_id(entry: ParsedEntry) -> str:
    """Return an id that counts everything a person would read."""
    return f"{_first_id(entry)} {_hash(entry.title, str(entry.published), str(entry.url), entry.content_hash)}"


def settled_url(url: str | None) -> str:
    """Return an address without what changes from visit to visit: tracking and sessions; empty without an address."""
    if not url:
        return ""
    head, question, query = _PATH_SESSION.sub("", without_tracking(url)).partition("?")
    kept = "&".join(part for part in query.split("&") if not _SESSION.match(part))
    return head + (question + kept if kept else "")


def made_id(entry: ParsedEntry) -> str:
    """Return an id for an entry that has neither id nor address: by title and date, else by its text."""
    words = "" if entry.title and entry.published is not None else entry.text or entry.summary
    return f"made:{_hash(entry.title, str(entry.published or ''), words)}"


def content_hash(entry: ParsedEntry) -> str:
    """Return a hash that changes when what a person would read changes: title, text, and what is attached.

    White space, addresses and the order of markup do not count.
    """
    return hash_of(entry.title, entry.text or entry.summary, entry.enclosures)


def hash_of(title: str, text: str, enclosures: Sequence[Enclosure]) -> str:
    """Return the hash of an entry with this title, text and files."""
    files = sorted(comparable(enclosure.url).partition("?")[0] for enclosure in enclosures) if enclosures else ()
    return _hash(_folded(title), _folded(text), *files)


def _folded(text: str) -> str:
    """Return clean text with its white space folded."""
    if not text.isascii() and _SPACE.search(unusual(text)):
        return " ".join(text.split())
    line = text.replace("\n", " ").strip(" ")
    return " ".join(line.split()) if "  " in line or "\t" in line else line


def _hash(*parts: str) -> str:
    """Return a short hash of some texts."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode("utf-8", "replace"))
        digest.update(b"\0")
    return digest.hexdigest()
