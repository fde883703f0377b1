"""Decide what a newly parsed document means for the library: which entries are new, changed, moved or known. Pure.

Nothing is ever removed because a document does not name it any more. A person's marks hang on an entry's number, so
recognising an entry under a new id is what keeps it read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import TypeVar

from termnews.formats.identity import canonical_url, id_key, sort_time
from termnews.model.entry import EntryIntent, KnownEntry, ParsedEntry
from termnews.model.feed import ParsedFeed
from termnews.model.ids import FeedId
from termnews.model.times import day_begin

Sign = Callable[[ParsedEntry | KnownEntry], Hashable | None]
"""Something that an entry keeps when its id changes; None when it has no such thing."""
_Entry = TypeVar("_Entry", ParsedEntry, KnownEntry)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the writer shall do, and how much of each kind it is."""

    intents: tuple[EntryIntent, ...] = ()
    """New entries come oldest first, so that their numbers grow with time."""
    new: int = 0
    updated: int = 0
    """Known entries whose content changed."""
    renamed: int = 0
    """Known entries that only came under a new id."""
    unchanged: int = 0


def decide(
    known: Mapping[str, KnownEntry],
    parsed: ParsedFeed,
    feed_id: FeedId,
    now: int,
    zone: tzinfo = UTC,
    retired: Collection[str] = frozenset(),
) -> Decision:
    """Compare a parsed document with what the library holds of its feed; `known` is keyed by guid.

    Entries whose guids are `retired` had their time: whatever the document says of them, they are nothing new.
    An entry dated by the day alone stands in lists where that day begins in `zone`.

    An entry is recognised by its id; failing that, among those whose ids the document does not name any more, by what
    an id keeps when it is rewritten, by address and title, or by unchanged content. Each known entry is recognised at
    most once, and never by a sign that several share.
    """
    offered = list({entry.guid: entry for entry in reversed(parsed.entries)}.values())[::-1]
    entries = [entry for entry in offered if entry.guid not in retired or entry.guid in known]
    found = _recognise(known, entries, local=parsed.kind in ("folder", "article"))
    changed: list[EntryIntent] = []
    fresh: list[EntryIntent] = []
    updated = renamed = 0
    for entry in entries:
        old = found.get(entry.guid)
        if old is None:
            fresh.append(EntryIntent(entry, feed_id, None, _sort_at(entry, now, zone), now))
        elif _differs(entry, old):
            changed.append(EntryIntent(entry, feed_id, old.id, _kept_sort_at(entry, old, zone), old.first_seen))
            updated += 1
        elif entry.guid != old.guid:
            changed.append(EntryIntent(entry, feed_id, old.id, _kept_sort_at(entry, old, zone), old.first_seen))
            renamed += 1
    fresh.reverse()
    fresh.sort(key=lambda intent: intent.sort_at)
    unchanged = len(offered) - len(fresh) - len(changed)
    return Decision((*changed, *fresh), len(fresh), updated, renamed, unchanged)


def _recognise(
    known: Mapping[str, KnownEntry], entries: Iterable[ParsedEntry], *, local: bool
) -> dict[str, KnownEntry]:
    """Pair parsed entries, by guid, with known ones."""
    found: dict[str, KnownEntry] = {}
    strange: list[ParsedEntry] = []
    for entry in entries:
        if (old := known.get(entry.guid)) is not None:
            found[entry.guid] = old
        else:
            strange.append(entry)
    if not strange:
        return found
    left = sorted((old for guid, old in known.items() if guid not in found), key=lambda old: old.id)
    if not local:
        left = left[-_LOOKED_BACK:]
    for sign in _SIGNS_OF_FILES if local else _SIGNS:
        pairs = _pair(strange, left, sign)
        found |= pairs
        taken = {old.id for old in pairs.values()}
        strange = [entry for entry in strange if entry.guid not in pairs]
        left = [old for old in left if old.id not in taken]
    return found


def _pair(strange: Iterable[ParsedEntry], left: Iterable[KnownEntry], sign: Sign) -> dict[str, KnownEntry]:
    """Pair those that alone carry a sign on either side."""
    new, old = _by_sign(strange, sign), _by_sign(left, sign)
    return {
        new[mark][0].guid: old[mark][0]
        for mark in new.keys() & old.keys()
        if len(new[mark]) == 1 and len(old[mark]) == 1
    }


def _by_sign(entries: Iterable[_Entry], sign: Sign) -> dict[Hashable, list[_Entry]]:
    found: dict[Hashable, list[_Entry]] = {}
    for entry in entries:
        if (mark := sign(entry)) is not None:
            found.setdefault(mark, []).append(entry)
    return found


def _differs(entry: ParsedEntry, old: KnownEntry) -> bool:
    """Whether a known entry says something else than before: its words, a date where there was none, another page."""
    dated = old.published is None and entry.published is not None
    moved = entry.url is not None and _page(entry.url) != _page(old.url)
    return entry.content_hash != old.content_hash or dated or moved


def _sort_at(entry: ParsedEntry, now: int, zone: tzinfo) -> int:
    if entry.published is None and entry.updated is None and entry.file_time is not None:
        return min(entry.file_time, now)
    return sort_time(_here(entry.published, zone), _here(entry.updated, zone), now)


def _here(stated: int | None, zone: tzinfo) -> int | None:
    return None if stated is None else day_begin(stated, zone)


def _kept_sort_at(entry: ParsedEntry, old: KnownEntry, zone: tzinfo) -> int:
    """A known entry keeps its place in lists, but for one that only now says its date."""
    if old.published is None and entry.published is not None:
        return sort_time(day_begin(entry.published, zone), None, old.first_seen)
    return old.sort_at


def _page(url: str | None) -> str | None:
    """An address without what sessions and tracking put into its query."""
    address = canonical_url(url)
    return address.partition("?")[0] if address else None


def _place(url: str | None) -> tuple[str, str] | None:
    """What an address leads to: the page, with its query, and the spot on it."""
    address = canonical_url(url)
    return (address, (url or "").partition("#")[2]) if address else None


def _words(title: str) -> str:
    return " ".join(title.casefold().split())


def _same_id(entry: ParsedEntry | KnownEntry) -> Hashable | None:
    return id_key(entry.guid), entry.guid.partition("#")[2]


def _same_place_and_date(entry: ParsedEntry | KnownEntry) -> Hashable | None:
    """Address, title and date. Without a date the address must be that of a page, not of a whole site."""
    place, title = _place(entry.url), _words(entry.title)
    if place is None or not title or (entry.published is None and "/" not in place[0]):
        return None
    return place, title, entry.published


def _same_place_and_words(entry: ParsedEntry | KnownEntry) -> Hashable | None:
    place = _place(entry.url)
    return (place, entry.content_hash) if place is not None and entry.content_hash else None


def _same_page_and_words(entry: ParsedEntry | KnownEntry) -> Hashable | None:
    """Address without its query, date and content: for links that carry a session."""
    page, spot = _page(entry.url), (entry.url or "").partition("#")[2]
    return (page, spot, entry.published, entry.content_hash) if page is not None and entry.content_hash else None


def _same_name_and_words(entry: ParsedEntry | KnownEntry) -> Hashable | None:
    name = entry.guid.partition("#")[0].rpartition("/")[2]
    return (name, entry.content_hash) if entry.content_hash else None


def _same_words(entry: ParsedEntry | KnownEntry) -> Hashable | None:
    return entry.content_hash or None


def _same_file_and_date(entry: ParsedEntry | KnownEntry) -> Hashable | None:
    """One of several articles in a file whose title was edited."""
    path, mark, _ = entry.guid.partition("#")
    return (path, entry.published) if mark and entry.published is not None else None


_SIGNS: tuple[Sign, ...] = (_same_id, _same_place_and_date, _same_place_and_words, _same_page_and_words)
_SIGNS_OF_FILES: tuple[Sign, ...] = (_same_name_and_words, _same_words, _same_file_and_date)
"""The most telling first."""
_LOOKED_BACK = 2000
"""How many of the newest entries that a feed does not name any more may come back under another id."""
