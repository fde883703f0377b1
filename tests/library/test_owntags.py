"""The person's tags renamed, merged, deleted and coloured wherever they stand, each as one step."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from termnews.library import Library, owntags, smartfolders
from termnews.library.owntags import Reach
from termnews.model.changes import ChangeSet
from termnews.model.errors import TagTakenError, UsageError
from termnews.model.facets import TagCount
from termnews.model.ids import EntryId
from termnews.query import parse
from termnews.query.smartfolders import added
from tests.support.libraries import NOW, broken_laws, intent, parsed, put, state_of

ONE, TWO, THREE, FOUR = map(EntryId, range(1, 5))


@pytest.fixture
def rung() -> list[ChangeSet]:
    return []


@pytest.fixture
def library(tmp_path: Path, rung: list[ChangeSet]) -> Iterator[Library]:
    """Articles 1 to 4, all tagged World by their publisher; 1 to 3 `Read later`, 3 and 4 `todo` by the person."""
    with Library.open(tmp_path / "library.db", now=NOW, on_commit=rung.append) as library:
        feed, _ = put(library, "https://one.example/feed", range(0, 8, 2))
        library.writer.update_feed(feed.id, tags=["todo", "Read later"], now=NOW)
        library.writer.change_tags([ONE, TWO, THREE], add=["Read later"], now=NOW + 1)
        library.writer.change_tags([THREE, FOUR], add=["todo"], now=NOW + 2)
        library.writer.change_tags([FOUR], add=["world"], now=NOW + 3)
        for name, text in (("Later", "tag:read-later,todo sort:old"), ("Rest", "-tag:read_later is:unread")):
            keep(library, name, text)
        scope = {"kind": "place", "key": "all", "title": "All", "query": "", "refine": "tag:read-later train"}
        library.writer.set_preference("scope", scope).result(10)
        yield library


def keep(library: Library, name: str, text: str) -> None:
    library.writer.carry_out(lambda c, _: smartfolders.change(c, added(name, text), "kept"), now=NOW).result(10)


def do(library: Library, change: Callable[..., Any], *words: str) -> Reach:
    reach: Reach = library.writer.carry_out(lambda context, _: change(context, *words), now=NOW + 9).result(10)
    return reach


def own(library: Library) -> dict[int, tuple[str, ...]]:
    return {row.id: row.own_tags for row in library.reader.headlines((1, 2, 3, 4)) if row.own_tags}


def texts(library: Library) -> list[str]:
    return [folder.text for folder in library.reader.smart_folders()]


def refined(library: Library) -> object:
    scope = library.reader.preference("scope")
    return scope["refine"] if isinstance(scope, dict) else None


def everything(library: Library) -> object:
    """All that a step may change."""
    library.writer.checkpoint().result(10)
    return state_of(library.path), library.reader.preference("scope")


def taken_back(library: Library, before: object, after: object) -> None:
    """One undo, by another process, brings back exactly what was; one redo exactly what it came to."""
    with Library.open(library.path, now=NOW) as later:
        assert later.writer.undo().result(10)[0]
        assert everything(later) == before
        assert later.writer.redo().result(10)[0]
        assert everything(later) == after
        later.writer.undo().result(10)
    assert everything(library) == before
    assert broken_laws(library.path) == []


def test_a_renamed_tag_is_followed_by_all_that_names_it(library: Library, rung: list[ChangeSet]) -> None:
    before = everything(library)
    rung.clear()
    assert do(library, owntags.rename, "#read_LATER", "Evening") == Reach("Evening", articles=3, folders=2, feeds=1)
    assert own(library) == {1: ("Evening",), 2: ("Evening",), 3: ("Evening", "todo"), 4: ("todo", "World")}
    assert texts(library) == ["tag:evening,todo sort:old", "-tag:evening is:unread"]
    assert library.reader.feeds()[0].tags == ("todo", "Evening")
    assert refined(library) == "tag:evening train"
    (changes,) = rung
    assert changes.tags
    assert changes.folders
    assert {ONE, TWO, THREE} <= changes.updated
    assert library.reader.steps()[0].label == "Renamed tag Read later to Evening"
    taken_back(library, before, everything(library))


def test_its_spelling_alone_can_be_changed(library: Library, rung: list[ChangeSet]) -> None:
    before = everything(library)
    rung.clear()
    assert do(library, owntags.rename, "read later", "#READ-later") == Reach("READ-later", feeds=1)
    assert own(library)[1] == ("READ-later",)
    assert texts(library) == ["tag:read-later,todo sort:old", "-tag:read-later is:unread"]
    assert rung[-1].updated == {ONE, TWO, THREE}
    taken_back(library, before, everything(library))
    do(library, owntags.rename, "todo", "todo")
    assert library.reader.steps()[1].label != "Renamed tag todo to todo"


def test_a_name_that_is_taken_is_for_merging(library: Library) -> None:
    before = everything(library)
    with pytest.raises(TagTakenError, match="todo: there is a tag of that name"):
        do(library, owntags.rename, "read later", "TODO")
    assert everything(library) == before
    assert do(library, owntags.merge_into, "read later", "TODO") == Reach("todo", articles=3, folders=2, feeds=1)
    assert own(library) == {1: ("todo",), 2: ("todo",), 3: ("todo",), 4: ("todo", "World")}
    assert texts(library) == ["tag:todo sort:old", "-tag:todo is:unread"]
    assert library.reader.feeds()[0].tags == ("todo",)
    connection = sqlite3.connect(library.path)
    assert connection.execute("SELECT id, added_at FROM state_tag WHERE id IN (1, 3) ORDER BY id").fetchall() == [
        (1, NOW + 1),
        (3, NOW + 2),
    ]
    connection.close()
    taken_back(library, before, everything(library))


def test_articles_keep_their_own_tag_of_that_name(library: Library) -> None:
    """Queries ask for both from then on, so that they list what they listed."""
    query = parse("tag:world")
    keep(library, "W", "tag:world")
    before = everything(library)
    assert do(library, owntags.rename, "world", "Mine") == Reach("Mine", articles=1, folders=1)
    assert len(library.reader.entry_ids(query, NOW)) == 4
    assert texts(library)[-1] == "tag:mine,world"
    taken_back(library, before, everything(library))
    do(library, owntags.merge_into, "todo", "world")
    assert own(library)[3] == ("Read later", "World")
    library.writer.undo().result(10)
    assert everything(library) == before


def test_a_deleted_tag_is_gone_from_articles_and_feeds(library: Library) -> None:
    do(library, owntags.colour, "todo", "red")
    before = everything(library)
    assert do(library, owntags.delete, "TODO") == Reach("todo", articles=2, folders=1, feeds=1)
    assert own(library) == {1: ("Read later",), 2: ("Read later",), 3: ("Read later",), 4: ("World",)}
    assert library.reader.feeds()[0].tags == ("Read later",)
    assert texts(library)[0] == "tag:read-later,todo sort:old"
    assert library.reader.answer(lambda context, _: owntags.colours(context.connection), NOW) == {}
    taken_back(library, before, everything(library))


def test_colours_move_with_their_tag(library: Library, rung: list[ChangeSet]) -> None:
    rung.clear()
    do(library, owntags.colour, "Read Later", "teal")
    assert rung == [ChangeSet(tags=True)]
    do(library, owntags.colour, "world", "blue")

    def colours() -> dict[str, str]:
        return library.reader.answer(lambda context, _: owntags.colours(context.connection), NOW)

    assert colours() == {"read-later": "teal", "world": "blue"}
    do(library, owntags.rename, "read later", "evening")
    assert colours() == {"evening": "teal", "world": "blue"}
    do(library, owntags.merge_into, "evening", "world")
    assert colours() == {"world": "blue"}
    for _ in range(3):
        library.writer.undo().result(10)
    assert colours() == {"read-later": "teal"}
    assert TagCount("read-later", "Read later", 3, own=True, colour="teal") in library.reader.tags()
    do(library, owntags.colour, "read-later", "")
    assert colours() == {}


def test_a_tag_that_only_a_feed_gives_can_be_renamed(library: Library) -> None:
    feed = library.reader.feeds()[0]
    library.writer.update_feed(feed.id, tags=["Fresh"], now=NOW).result(10)
    before = everything(library)
    assert do(library, owntags.rename, "fresh", "New") == Reach("New", feeds=1)
    after = everything(library)
    taken_back(library, before, after)
    library.writer.redo().result(10)
    library.writer.store(feed.id, None, [intent(feed.id, parsed(50))], None, now=NOW).result(10)
    assert library.reader.headlines([5])[0].own_tags == ("New",)


def test_what_arrives_between_a_renaming_and_its_undo_follows_it(library: Library) -> None:
    do(library, owntags.rename, "todo", "Soon")
    (feed,) = library.reader.feeds()
    library.writer.store(feed.id, None, [intent(feed.id, parsed(50))], None, now=NOW).result(10)
    tags = [library.reader.headlines([5])[0].own_tags]
    for step in (library.writer.undo, library.writer.redo):
        step().result(10)
        tags.append(library.reader.headlines([5])[0].own_tags)
    assert [sorted(own) for own in tags] == [["Read later", "Soon"], ["Read later", "todo"], ["Read later", "Soon"]]
    assert broken_laws(library.path) == []


@pytest.mark.parametrize(
    ("change", "words", "told"),
    [
        (owntags.rename, ("reed later", "x"), "reed later: there is no such tag. Did you mean Read later?"),
        (owntags.rename, ("climate change", "x"), "climate change: there is no such tag"),
        (owntags.rename, ("todo", " # "), "#: is no name for a tag. It needs a letter or a digit."),
        (owntags.merge_into, ("todo", "nothing like it"), "nothing like it: there is no such tag"),
        (owntags.merge_into, ("todo", "ToDo"), "todo, ToDo: is one tag already"),
        (owntags.delete, ("sports",), "sports: there is no such tag"),
        (owntags.colour, ("todo", "rad"), "rad: is no colour of tags. Did you mean red?"),
        (owntags.colour, ("sports", "red"), "sports: there is no such tag"),
    ],
)
def test_what_cannot_be_is_told(
    library: Library, change: Callable[..., Any], words: tuple[str, str], told: str
) -> None:
    before, steps = everything(library), library.reader.steps()
    with pytest.raises(UsageError) as error:
        do(library, change, *words)
    assert str(error.value) == told
    assert (everything(library), library.reader.steps()) == (before, steps)


def test_a_tag_of_the_articles_is_not_the_persons(library: Library) -> None:
    library.writer.change_tags([FOUR], remove=["world"], now=NOW).result(10)
    with pytest.raises(UsageError, match="is a tag of the articles, none of yours"):
        do(library, owntags.delete, "world")


def test_what_is_listed_since_then_is_left_alone(library: Library) -> None:
    do(library, owntags.rename, "read later", "Evening")
    scope = {"kind": "place", "key": "all", "title": "All", "query": "", "refine": "something else"}
    library.writer.set_preference("scope", scope)
    library.writer.undo().result(10)
    assert refined(library) == "something else"
    library.writer.set_preference("scope", ["of another", "program"])
    assert do(library, owntags.rename, "read later", "Evening").articles == 3


def test_tens_of_thousands_of_articles_are_one_step(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        put(library, "https://one.example/feed", range(2))
    _many(library.path, 30_000)
    with Library.open(library.path, now=NOW) as library:
        before = state_of(library.path)
        assert do(library, owntags.rename, "todo", "later").articles == 20_000
        after = state_of(library.path)
        assert do(library, owntags.merge_into, "later", "other").articles == 20_000
    with Library.open(library.path, now=NOW) as library:
        library.writer.undo().result(60)
        assert state_of(library.path) == after
        library.writer.undo().result(60)
        assert state_of(library.path) == before
    assert broken_laws(library.path) == []


def _many(path: Path, count: int) -> None:
    """Marks that wait for their articles, as an import leaves them: two thirds tagged todo, two thirds other."""
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany(
            "INSERT INTO entry_state (id, feed_id, guid_key, guid, first_seen) VALUES (?, 1, ?, ?, 0)",
            ((number, number, f"waiting {number}") for number in range(10, 10 + count)),
        )
        for number, key in ((100, "todo"), (101, "other")):
            connection.execute("INSERT INTO tag (id, key, label) VALUES (?, ?, ?)", (number, key, key))
            connection.executemany(
                "INSERT INTO state_tag VALUES (?, ?, ?)",
                ((10 + at, number, NOW + at) for at in range(count) if at % 3 != number - 100),
            )
    connection.close()
