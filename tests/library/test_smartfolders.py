"""Smart folders in the library: listed, counted, marked and undone like any query."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from termnews.library import Library, bulk, smartfolders
from termnews.model.changes import ChangeSet
from termnews.model.entry import EntryFlags
from termnews.model.errors import QueryError
from termnews.query import parse
from termnews.query.smartfolders import Change, Folders, added, moved, removed, renamed, with_key
from tests.support.libraries import NOW, put


@pytest.fixture
def rung() -> list[ChangeSet]:
    return []


@pytest.fixture
def library(tmp_path: Path, rung: list[ChangeSet]) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db", now=NOW, on_commit=rung.append) as library:
        put(library, "https://one.example/feed", range(6))
        put(library, "https://two.example/feed", range(6, 10))
        library.writer.index_waiting().result(10)
        change(library, added("Climate", 'tag:"climate change"')).result(10)
        change(library, added("Two", "feed:two sort:old")).result(10)
        change(library, added("Climate in two", "in:climate in:two")).result(10)
        yield library


def change(library: Library, wanted: Change) -> Future[Folders]:
    return library.writer.carry_out(lambda context, _: smartfolders.change(context, wanted, "a change"), now=NOW)


def titles(library: Library, query: str) -> list[str]:
    ids = library.reader.entry_ids(parse(query), NOW)
    return [row.title for row in library.reader.headlines(ids)]


def test_they_are_found_within_other_queries(library: Library) -> None:
    assert titles(library, 'in:"climate in TWO"') == ["Title 9", "Title 7"]
    assert titles(library, "in:two -in:climate") == ["Title 8", "Title 6"]
    assert titles(library, "in:climate number3") == ["Title 3"]
    with pytest.raises(QueryError, match="no smart folder"):
        titles(library, "in:nothing")


def test_they_are_counted_and_marked(library: Library) -> None:
    query = parse("in:climate is:unread")
    assert library.reader.answer(lambda c, f: bulk.count(c, f, query), NOW) == 5
    tags = {tag.key: tag.count for tag in library.reader.facets(parse('in:"climate in two"'), NOW)}
    assert tags == {"world": 2, "climate-change": 2}
    assert library.writer.set_flag_by_query(query, EntryFlags.READ, True, now=NOW).result(10) == 5
    assert titles(library, "in:climate is:unread") == []


def test_each_change_is_a_step_that_a_later_process_takes_back(library: Library, rung: list[ChangeSet]) -> None:
    states = [library.reader.smart_folders()]
    for wanted in (renamed("two", "Zwei"), with_key("Zwei", "g 2"), moved("Zwei", -1), removed("Climate")):
        rung.clear()
        assert change(library, wanted).result(10) == library.reader.smart_folders()
        assert [changes.folders for changes in rung] == [True]
        states.append(library.reader.smart_folders())
    assert [folder.name for folder in states[-1]] == ["Zwei", "Climate in two"]
    assert titles(library, 'in:"climate in two"') == ["Title 9", "Title 7"]
    with Library.open(library.path, now=NOW) as later:
        for before in reversed(states[:-1]):
            assert later.writer.undo().result(10)[0] == "a change"
            assert later.reader.smart_folders() == before
        for after in states[1:]:
            later.writer.redo().result(10)
            assert later.reader.smart_folders() == after


def test_a_change_that_cannot_be_changes_nothing(library: Library) -> None:
    before, steps = library.reader.smart_folders(), library.reader.steps()
    with pytest.raises(QueryError, match="Two → Climate in two → Two"):
        change(library, added("Two", 'in:"Climate in two"')).result(10)
    change(library, renamed("Two", "Two")).result(10)
    assert library.reader.smart_folders() == before
    assert library.reader.steps() == steps
