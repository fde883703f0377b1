"""The person's own state as a JSON document, both ways; docs/state.md describes it.

Written feed by feed and one article a line, so that it needs little memory and compares well. What is read may have
been written by anybody: texts are cleaned, times must be times, and what is not understood is refused by its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Final

import msgspec

from termnews.model.entry import EntryFlags
from termnews.model.errors import ParseError
from termnews.model.feedsettings import FeedSettings
from termnews.model.ownstate import OwnEntry, OwnFeed, OwnState
from termnews.model.times import stamp
from termnews.query.ownqueries import NO_QUERIES, OwnQueries
from termnews.query.rules import Actions, Rule
from termnews.query.smartfolders import LONGEST, SmartFolder
from termnews.text.clean import clean_line

FORMAT: Final = "termnews-state"
VERSION: Final = 1
_TIMED: Final[Mapping[str, EntryFlags]] = {"read": EntryFlags.READ, "starred": EntryFlags.STARRED}
_PLAIN: Final[Mapping[str, EntryFlags]] = {"hidden": EntryFlags.HIDDEN, "kept": EntryFlags.KEPT}
_Text = Annotated[str, msgspec.Meta(max_length=4096)]
_Time = Annotated[str, msgspec.Meta(max_length=40)]
_Moment = bool | _Time
"""A time, or just that it is so."""


class _Article(msgspec.Struct, frozen=True):
    guid: _Text
    read: _Moment = False
    starred: _Moment = False
    hidden: bool = False
    kept: bool = False
    opened: _Time | None = None
    snoozed: _Time | None = None
    returned: _Time | None = None
    position: float = 0.0
    tags: dict[_Text, _Moment] = {}


class _Feed(msgspec.Struct, frozen=True):
    url: _Text
    title: _Text = ""
    own_title: _Text | None = None
    folder: _Text = ""
    tags: tuple[_Text, ...] = ()
    subscribed: bool = True
    added: _Moment = False
    settings: dict[str, object] = {}
    articles: tuple[_Article, ...] = ()


class _Rule(msgspec.Struct, frozen=True):
    name: _Text
    query: _Text = ""
    tags: tuple[_Text, ...] = ()
    star: bool = False
    read: bool = False
    hide: bool = False
    notify: bool = False
    enabled: bool = True
    until: _Time | None = None


class _Head(msgspec.Struct, frozen=True):
    format: str
    version: int


class _Document(msgspec.Struct, frozen=True):
    feeds: tuple[_Feed, ...] = ()
    tag_colours: dict[_Text, _Text] = {}


class _Folder(msgspec.Struct, frozen=True):
    name: _Text
    query: _Text = ""
    key: _Text = ""


class _Queries(msgspec.Struct, frozen=True):
    rules: tuple[_Rule, ...] = ()
    smart_folders: tuple[_Folder, ...] = ()


def looks_like_state(data: bytes) -> bool:
    """Whether a document is meant to be one of ours, by its beginning."""
    return FORMAT.encode() in data[:200] and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


class StateWriter:
    """Writes a document piece by piece."""

    def __init__(
        self, write: Callable[[str], object], now: int, program: str, colours: Mapping[str, str] | None = None
    ) -> None:
        """Write its head, and what is said of tags."""
        self._write = write
        self._begun = False
        head = {"format": FORMAT, "version": VERSION, "written": _since(now), "program": program}
        told = {**head, "tag_colours": dict(colours)} if colours else head
        write(_json(told)[:-1] + ', "feeds": [')

    def feed(self, own: OwnFeed) -> None:
        """Write one feed with its articles."""
        self._write(",\n" if self._begun else "\n")
        self._begun = True
        for piece in _feed_lines(own):
            self._write(piece)

    def end(self, queries: OwnQueries = NO_QUERIES) -> None:
        """Write smart folders and rules, and what closes it."""
        self._write("\n]")
        self._list("smart_folders", [_folder_record(folder) for folder in queries.folders])
        self._list("rules", [_rule_record(rule) for rule in queries.rules])
        self._write("}\n")

    def _list(self, name: str, records: Sequence[Mapping[str, object]]) -> None:
        if records:
            self._write(f', "{name}": [\n' + ",\n".join(map(_json, records)) + "\n]")


def _feed_lines(feed: OwnFeed) -> Iterator[str]:
    told: dict[str, object] = {"url": feed.url, "title": feed.title}
    told |= {"own_title": feed.user_title} if feed.user_title else {}
    told |= {"folder": feed.folder} if feed.folder else {}
    told |= {"tags": list(feed.tags)} if feed.tags else {}
    told |= {"added": _since(feed.added)} if feed.added else {}
    told["subscribed"] = feed.subscribed
    told |= {"settings": record} if (record := feed.settings.record()) else {}
    yield _json(told)[:-1] + ', "articles": ['
    for number, entry in enumerate(feed.entries):
        yield (",\n  " if number else "\n  ") + _json(_entry_record(entry))
    yield "]}"


def _entry_record(entry: OwnEntry) -> dict[str, object]:
    times = {"read": entry.read_at, "starred": entry.starred_at}
    told: dict[str, object] = {"guid": entry.guid}
    told |= {name: _since(times[name]) for name, flag in _TIMED.items() if flag in entry.flags}
    told |= {name: True for name, flag in _PLAIN.items() if flag in entry.flags}
    moments = {"opened": entry.opened_at, "snoozed": entry.snoozed_until, "returned": entry.returned_at}
    told |= {name: told_at for name, at in moments.items() if (told_at := stamp(at))}
    told |= {"position": round(entry.position, 4)} if entry.position else {}
    told |= {"tags": {label: _since(at) for label, at in entry.tags}} if entry.tags else {}
    return told


def _rule_record(rule: Rule) -> dict[str, object]:
    told: dict[str, object] = {"name": rule.name, "query": rule.text}
    told |= {name: value for name, value in asdict(rule.actions).items() if value}
    told |= {} if rule.enabled else {"enabled": False}
    told |= {"until": until} if (until := stamp(rule.until)) else {}
    return told


def _folder_record(folder: SmartFolder) -> dict[str, object]:
    told: dict[str, object] = {"name": folder.name, "query": folder.text}
    return told | ({"key": folder.key} if folder.key else {})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _since(seconds: int | None) -> str | bool:
    """A time as it is written; just true when it is not known."""
    return stamp(seconds) or True


def read_state(data: bytes) -> OwnState:
    """Read a document. Raise `ParseError` for anything that is none, or is of a version that is not known yet."""
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ParseError(f"is no state of termnews ({error})", hint="`termnews export --state` writes one.") from error
    if head.format != FORMAT:
        raise ParseError("is no state of termnews", hint="`termnews export --state` writes one.")
    if head.version > VERSION:
        told = f"was written by a newer termnews (version {head.version}, this program knows {VERSION})"
        raise ParseError(told, hint="Use the newer termnews; nothing was changed.")
    try:
        document = msgspec.json.decode(data, type=_Document)
        colours = {clean_line(label): colour for label, colour in document.tag_colours.items()}
        return OwnState(tuple(_feed(feed) for feed in document.feeds), colours)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ParseError(f"cannot be used ({error})", hint="Nothing was changed.") from error


def read_queries(data: bytes) -> OwnQueries:
    """Read what `read_state` leaves of a document: smart folders and rules. Raise `ParseError` for unusable ones."""
    try:
        document = msgspec.json.decode(data, type=_Queries)
        folders = (_folder(folder) for folder in document.smart_folders)
        return OwnQueries(tuple(folders), tuple(_rule(rule) for rule in document.rules))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ParseError(f"cannot be used ({error})", hint="Nothing was changed.") from error


def _folder(folder: _Folder) -> SmartFolder:
    """A smart folder; its query stays as it is written, for a newer program may have written it."""
    name = clean_line(folder.name, LONGEST)
    if not name:
        raise msgspec.ValidationError("a smart folder has no name")
    return SmartFolder(name, clean_line(folder.query, 4096), clean_line(folder.key, 100))


def _rule(rule: _Rule) -> Rule:
    """A rule; its query stays as it is written, for a newer program may have written it."""
    tags = tuple(tag for tag in map(clean_line, rule.tags) if tag)
    actions = Actions(tags, rule.star, rule.read, rule.hide, rule.notify)
    name = clean_line(rule.name)
    if not name or not actions:
        raise msgspec.ValidationError(f"the rule “{name}” has no name or does nothing")
    return Rule(name, clean_line(rule.query, 4096), actions, rule.enabled, _seconds(rule.until or False))


def _feed(feed: _Feed) -> OwnFeed:
    parts = (clean_line(part) for part in feed.folder.split("/"))
    return OwnFeed(
        url=_plain(feed.url, "the address of a feed"),
        title=clean_line(feed.title),
        user_title=clean_line(feed.own_title or "") or None,
        folder="/".join(part for part in parts if part),
        tags=tuple(tag for tag in map(clean_line, feed.tags) if tag),
        subscribed=feed.subscribed,
        added=_seconds(feed.added) or 0,
        settings=FeedSettings.of_record(feed.settings),
        entries=tuple(_entry(article) for article in feed.articles),
    )


def _entry(article: _Article) -> OwnEntry:
    flags = EntryFlags.NONE
    for name, flag in {**_TIMED, **_PLAIN}.items():
        if getattr(article, name) is not False:
            flags |= flag
    if article.snoozed is not None:
        flags |= EntryFlags.SNOOZED
    return OwnEntry(
        guid=article.guid,
        flags=flags,
        read_at=_seconds(article.read),
        starred_at=_seconds(article.starred),
        position=min(1.0, max(0.0, article.position)),
        tags=tuple((label, _seconds(at) or 0) for tag, at in article.tags.items() if (label := clean_line(tag))),
        opened_at=_seconds(article.opened),
        snoozed_until=_seconds(article.snoozed),
        returned_at=_seconds(article.returned),
    )


def _plain(text: str, what: str) -> str:
    """An address, which must be one already: mending it would make it another."""
    if not text or clean_line(text, len(text) + 1) != text:
        raise msgspec.ValidationError(f"{what} is empty or holds control characters")
    return text


def _seconds(moment: _Moment | None) -> int | None:
    if moment is None or isinstance(moment, bool):
        return None
    try:
        told = datetime.fromisoformat(moment)
    except ValueError:
        raise msgspec.ValidationError(f"“{clean_line(moment)}” is no time") from None
    return int((told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp())
