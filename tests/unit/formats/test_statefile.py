"""The document of own state: it comes back as it was written, and what is no such document is refused with a reason."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termnews.formats.statefile import StateWriter, looks_like_state, read_queries, read_state
from termnews.model.entry import EntryFlags
from termnews.model.errors import ParseError
from termnews.model.ownstate import OwnEntry, OwnFeed, OwnState
from termnews.model.tagcolours import COLOURS
from termnews.query.ownqueries import OwnQueries
from termnews.query.rules import Actions, Rule
from termnews.query.smartfolders import SmartFolder

NOW = 1_700_000_000
times = st.integers(0, 4_000_000_000)
words = st.sampled_from(("a", "Über uns", "東京", "x-y_z.", "two words"))


@st.composite
def entries(draw: st.DrawFn) -> OwnEntry:
    flags = EntryFlags(draw(st.integers(0, 63))) & ~EntryFlags.STARTED
    moments = draw(st.lists(st.none() | times, min_size=3, max_size=3))
    if EntryFlags.SNOOZED in flags:
        moments[1] = moments[1] or NOW
    else:
        moments[1] = None
    return OwnEntry(
        draw(st.text(min_size=1, max_size=20)),
        flags,
        draw(st.none() | times) if EntryFlags.READ in flags else None,
        draw(st.none() | times) if EntryFlags.STARRED in flags else None,
        draw(st.integers(0, 10_000)) / 10_000,
        tuple(draw(st.dictionaries(words, times.filter(bool), max_size=3)).items()),
        *moments,
    )


feeds = st.builds(
    OwnFeed,
    url=words.map(lambda word: f"https://feed.example/{word}"),
    title=words,
    user_title=st.none() | words,
    folder=st.sampled_from(("", "World", "World/Asia")),
    tags=st.lists(words, max_size=2).map(tuple),
    subscribed=st.booleans(),
    added=times,
    entries=st.lists(entries(), max_size=4).map(tuple),
)


rules = st.lists(
    st.builds(
        Rule,
        words,
        st.sampled_from(("", "tag:x", "feed:( unheard of")),
        st.builds(Actions, st.lists(words, max_size=2).map(tuple), st.booleans(), notify=st.just(True)),
        st.booleans(),
        st.none() | st.integers(1, 4_000_000_000),
    ),
    max_size=3,
)


folders = st.lists(st.builds(SmartFolder, words, st.sampled_from(("", "tag:x", "in:y")), st.sampled_from(("", "g 1"))))


@given(rules, folders)
def test_rules_and_smart_folders_are_read_as_they_were_written(kept: list[Rule], filed: list[SmartFolder]) -> None:
    pieces: list[str] = []
    given = OwnQueries(tuple(filed), tuple(kept))
    StateWriter(pieces.append, NOW, "termnews 1").end(given)
    data = "".join(pieces).encode()
    assert read_state(data) == OwnState()
    assert read_queries(data) == given


def written(*given: OwnFeed, colours: Mapping[str, str] | None = None) -> str:
    pieces: list[str] = []
    document = StateWriter(pieces.append, NOW, "termnews 1", colours)
    for feed in given:
        document.feed(feed)
    document.end()
    return "".join(pieces)


@given(st.lists(feeds, max_size=3), st.dictionaries(words, st.sampled_from(COLOURS), max_size=3))
def test_what_is_written_is_read_again(given: list[OwnFeed], colours: dict[str, str]) -> None:
    text = written(*given, colours=colours)
    json.loads(text)
    assert looks_like_state(text.encode())
    assert read_state(text.encode()) == OwnState(tuple(given), colours)


def document(**feed: object) -> bytes:
    return json.dumps(
        {"format": "termnews-state", "version": 1, "feeds": [{"url": "https://a.example", **feed}]}
    ).encode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "is no state"),
        (b"[]", "is no state"),
        (b'{"feeds": []}', "is no state"),
        (b'{"format": "other", "version": 1}', "is no state"),
        (b'{"format": "termnews-state", "version": 7}', "newer termnews .version 7, this program knows 1"),
        (b'{"format": "termnews-state", "version": 1, "feeds": 3}', "cannot be used"),
        (b"\xff\xfe{", "is no state"),
        (document(url=""), "address of a feed"),
        (document(url="https://a\x1b]52;c;x\x07"), "address of a feed"),
        (document(articles=[{"read": True}]), "guid"),
        (document(articles=[{"guid": "1", "read": "soon\x1b[2J"}]), "“soon” is no time"),
        (document(articles=[{"guid": "1", "position": "x"}]), "position"),
    ],
)
def test_what_cannot_be_used_is_refused(given: bytes, said: str) -> None:
    with pytest.raises(ParseError, match=said) as caught:
        read_state(given)
    assert "\x1b" not in str(caught.value)
    assert caught.value.hint


def test_texts_come_in_cleaned() -> None:
    (feed,) = read_state(
        document(title="A\x1b[31m B", own_title=" \n", folder="/x\x1b[1m//y/", tags=["", "t\u202e"])
    ).feeds
    assert (feed.title, feed.user_title, feed.folder, feed.tags) == ("A B", None, "x/y", ("t",))


def test_what_a_newer_program_adds_is_passed_over() -> None:
    (feed,) = read_state(document(mood="good", articles=[{"guid": "1", "starred": True, "note": "x"}])).feeds
    assert feed.entries == (OwnEntry("1", EntryFlags.STARRED),)
