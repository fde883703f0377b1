"""The person's own state leaves a library and comes into another: merged, in one step, also before its articles."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from termnews.formats.statefile import StateWriter, read_state
from termnews.library import Library, feeds, owntags, smartfolders
from termnews.model.entry import EntryFlags
from termnews.model.feedsettings import FeedSettings, MarkRead
from termnews.model.ids import EntryId, FeedId
from termnews.model.ownstate import OwnEntry, OwnFeed, OwnState
from termnews.query import parse
from termnews.query.ownqueries import OwnQueries
from termnews.query.smartfolders import SmartFolder
from tests.support.libraries import NOW, broken_laws, put, state_of

SETTINGS = FeedSettings(keep_days=0, keep_count=500, keep_unread=False, mark_read=MarkRead.parse("after:5"))
A, B = "https://a.example/feed", "https://b.example/feed"


def marked(path: Path) -> Library:
    """Two feeds, with marks of every kind."""
    library = Library.open(path, now=NOW)
    feed, ids = put(library, A, range(5))
    put(library, B, range(10, 13))
    writer = library.writer
    writer.set_flag(ids[:2], EntryFlags.READ, True, now=NOW + 1)
    writer.set_flag(ids[1:3], EntryFlags.STARRED, True, now=NOW + 2)
    writer.set_flag(ids[3:4], EntryFlags.HIDDEN, True, now=NOW + 3)
    writer.change_tags(ids[:1], add=["To do", "Später"], now=NOW + 4)
    writer.set_position(ids[4], 0.25, now=NOW)
    writer.update_feed(feed.id, user_title="Mine", folder="World/Asia", tags=["x"], now=NOW).result(10)
    configure(library, feed.id, SETTINGS)
    return library


def configure(library: Library, feed: FeedId, settings: FeedSettings) -> None:
    library.writer.carry_out(
        lambda context, _: (None, feeds.configure(context.connection, [feed], lambda _: settings, NOW)), now=NOW
    ).result(10)


def exported(library: Library) -> bytes:
    pieces: list[str] = []
    colours = library.reader.answer(lambda context, _: owntags.coloured(context.connection), NOW)
    document = StateWriter(pieces.append, NOW, "a test", colours)
    library.reader.each_own_feed(document.feed)
    document.end()
    return "".join(pieces).encode()


def brought(library: Library, given: bytes) -> object:
    return library.writer.merge_own_state(read_state(given), now=NOW + 50).result(10)


def own(library: Library) -> object:
    """The person's own state as a value, without when feeds were added."""
    found: list[OwnFeed] = []
    library.reader.each_own_feed(found.append)
    return [
        (feed.url, feed.user_title, feed.folder, feed.tags, feed.subscribed, feed.settings, feed.entries)
        for feed in found
    ]


def test_state_waits_for_its_articles(tmp_path: Path) -> None:
    with marked(tmp_path / "one.db") as first, Library.open(tmp_path / "two.db", now=NOW) as second:
        merged = brought(second, exported(first))
        assert (merged.feeds, merged.articles, merged.waiting) == (2, 5, 5)  # type: ignore[attr-defined]
        assert own(second) == own(first)
        assert not second.reader.entry_ids(parse(""), NOW)
        put(second, B, range(10, 13))
        _, ids = put(second, A, range(5))
        assert len(second.reader.entry_ids(parse("is:unread"), NOW)) == 5
        starred = second.reader.headlines(second.reader.entry_ids(parse("is:starred"), NOW))
        assert sorted(row.title for row in starred) == ["Title 1", "Title 2"]
        (tagged,) = second.reader.headlines(second.reader.entry_ids(parse("tag:to-do tag:später"), NOW))
        assert (tagged.title, tagged.own_tags) == ("Title 0", ("Später", "To do"))
        assert [row.title for row in second.reader.headlines(second.reader.entry_ids(parse("is:hidden"), NOW))] == [
            "Title 3"
        ]
        entry = second.reader.entry(ids[4])
        assert entry is not None
        assert entry.position == 0.25
    for name in ("one.db", "two.db"):
        assert broken_laws(tmp_path / name) == []


def test_merging_takes_no_mark_away_and_is_one_step(tmp_path: Path) -> None:
    with marked(tmp_path / "one.db") as first, Library.open(tmp_path / "two.db", now=NOW) as second:
        _, ids = put(second, A, range(5))
        second.writer.set_flag([ids[4]], EntryFlags.READ, True, now=NOW - 100)
        second.writer.change_tags([ids[0]], add=["to do"], now=NOW - 100)
        second.writer.set_position(ids[4], 0.5, now=NOW).result(10)
        before = state_of(tmp_path / "two.db")
        feed_b_before = second.reader.feed_by_url(B)
        assert feed_b_before is None
        brought(second, exported(first))
        after = state_of(tmp_path / "two.db")
        row = second.reader.headlines([ids[4]])[0]
        assert row.is_read
        entry = second.reader.entry(ids[4])
        assert entry is not None
        assert entry.position == 0.5
        assert second.reader.headlines([ids[0]])[0].own_tags == ("to do", "Später")
        label, _ = second.writer.undo().result(10)
        assert label == "Imported the state of 4 articles and 1 feed"
        undone = state_of(tmp_path / "two.db")
        assert undone == before
        second.writer.redo().result(10)
        assert state_of(tmp_path / "two.db") == after
        assert brought(second, exported(first)).articles == 0  # type: ignore[attr-defined]
    assert broken_laws(tmp_path / "two.db") == []


def test_settings_that_are_here_stay_and_others_come(tmp_path: Path) -> None:
    with marked(tmp_path / "one.db") as first, Library.open(tmp_path / "two.db", now=NOW) as second:
        feed, _ = put(second, A, range(2))
        configure(second, feed.id, FeedSettings(keep_days=30))
        brought(second, exported(first))
        here = second.reader.feed(feed.id)
        assert here is not None
        assert here.settings == replace(SETTINGS, keep_days=30)
        second.writer.undo().result(10)
        here = second.reader.feed(feed.id)
        assert here is not None
        assert here.settings == FeedSettings(keep_days=30)


def test_what_a_newer_program_set_for_a_feed_stays_beside_what_this_one_changes(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    with Library.open(path, now=NOW) as library:
        feed, _ = put(library, A, range(2))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("""UPDATE feed SET settings = '{"mood": "calm", "keep_days": -5, "mark_read": 7}'""")
    with Library.open(path, now=NOW) as library:
        assert [known.settings for known in library.reader.feeds()] == [FeedSettings()]
        configure(library, feed.id, FeedSettings(keep_days=30))
        assert [known.settings for known in library.reader.feeds()] == [FeedSettings(keep_days=30)]
    assert ("mood", "calm") in json.loads(str(state_of(path)["feeds"][0][8])).items()


def test_folders_of_another_machine_keep_their_marks_but_are_not_subscribed_to(tmp_path: Path) -> None:
    state = OwnFeed("file:///home/me/articles", entries=(OwnEntry("one.md", EntryFlags.READ, NOW),))
    with Library.open(tmp_path / "two.db", now=NOW) as library:
        merged = library.writer.merge_own_state(OwnState((state, state)), now=NOW).result(10)
        assert (merged.feeds, merged.articles) == (0, 1)
        assert library.reader.feeds() == ()
        put(library, "file:///home/me/articles", [1], guid="one.md")
        assert library.reader.headlines([EntryId(1)])[0].is_read


def test_hostile_values_are_stored_harmlessly(tmp_path: Path) -> None:
    state = OwnFeed(
        "https://x.example/\udc80",
        "half \udc80",
        folder="a\udc80",
        tags=("t\udc80",),
        added=1 << 70,
        entries=(OwnEntry("g\udc80", EntryFlags.READ, 1 << 80, None, 7.5, (("tag\udc80", -(1 << 70)),)),),
    )
    with Library.open(tmp_path / "two.db", now=NOW) as library:
        assert library.writer.merge_own_state(OwnState((state,)), now=NOW).result(10).articles == 1
        assert len(library.reader.feeds()) == 1
    assert broken_laws(tmp_path / "two.db") == []


def test_taking_an_import_back_leaves_what_was_read_on_since(tmp_path: Path) -> None:
    with marked(tmp_path / "one.db") as first, Library.open(tmp_path / "two.db", now=NOW) as second:
        _, ids = put(second, A, range(5))
        brought(second, exported(first))
        second.writer.set_position(ids[4], 0.6, now=NOW)
        second.writer.set_position(ids[0], 0.1, now=NOW)
        second.writer.undo(now=NOW).result(10)
        places = {number: entry.position for number in ids if (entry := second.reader.entry(number)) is not None}
        assert places == {ids[0]: 0.1, ids[1]: 0.0, ids[2]: 0.0, ids[3]: 0.0, ids[4]: 0.6}
        assert sorted(second.reader.entry_ids(parse("is:started"), NOW)) == [ids[0], ids[4]]
        assert not second.reader.entry_ids(parse("is:read OR is:starred OR is:hidden"), NOW)
    assert broken_laws(tmp_path / "two.db") == []


def test_colours_of_tags_come_along_and_replace_none(tmp_path: Path) -> None:
    with marked(tmp_path / "one.db") as first, Library.open(tmp_path / "two.db", now=NOW) as second:
        for label, name in (("to do", "teal"), ("World", "red")):
            colour(first, label, name)
        put(second, B, range(10, 13))
        colour(second, "World", "blue")
        before = state_of(second.path)
        brought(second, exported(first).replace(b'"teal"}', b'"teal", "New": "mauve"}'))
        assert second.reader.answer(lambda context, _: owntags.coloured(context.connection), NOW) == {
            "To do": "teal",
            "World": "blue",
        }
        second.writer.undo().result(10)
        assert state_of(second.path)["colours"] == before["colours"] == [("world", "blue")]
        again = OwnState((), {"Fresh": "green"})
        second.writer.merge_own_state(again, now=NOW).result(10)
        assert second.reader.steps()[0].label == "Imported the colours of 1 tag"
        steps = second.reader.steps()
        second.writer.merge_own_state(again, now=NOW).result(10)
        assert second.reader.steps() == steps


def colour(library: Library, label: str, name: str) -> None:
    library.writer.carry_out(lambda context, _: owntags.colour(context, label, name), now=NOW).result(10)


def test_smart_folders_come_behind_those_that_are_here_and_undo_takes_them_away(tmp_path: Path) -> None:
    here = SmartFolder("Mine", "is:unread", "g 1")
    given = (
        SmartFolder("Both", 'in:"Inner" tag:x', "g 1"),
        SmartFolder("mine", "is:starred"),
        SmartFolder("Inner", "tag:y", "g 2"),
        SmartFolder("Lost", 'in:"Nowhere"'),
        SmartFolder("Round", 'in:"Round"'),
    )
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        change = smartfolders.change
        library.writer.carry_out(lambda context, _: change(context, lambda _: (here,), "Saved"), now=NOW).result(10)
        merged = library.writer.merge_own_state(OwnState(), OwnQueries(given), now=NOW).result(10)
        assert merged.folders == 2
        inner, both = SmartFolder("Inner", "tag:y", "g 2"), SmartFolder("Both", 'in:"Inner" tag:x')
        assert library.reader.smart_folders() == (here, inner, both)
        assert library.writer.undo(now=NOW).result(10)[0] == "Imported 2 smart folders"
        assert library.reader.smart_folders() == (here,)
