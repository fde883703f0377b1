"""Changes by query: what is counted beforehand is what is changed, and one step takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from termnews.library import Library, bulk
from termnews.model.entry import EntryFlags
from termnews.query import EVERYTHING, parse
from tests.support.libraries import NOW, broken_laws, put, state_of

READ, STAR = EntryFlags.READ, EntryFlags.STARRED


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db", now=NOW) as library:
        _, ids = put(library, "https://one.example/feed", range(6))
        put(library, "https://two.example/feed", range(6, 10))
        library.writer.index_waiting().result(10)
        library.writer.set_flag(ids[:2], READ, True, now=NOW).result(10)
        library.writer.change_tags(ids[1:3], add=["Todo"], now=NOW).result(10)
        yield library


QUERIES = (
    "",
    "is:unread",
    "feed:one",
    "tag:todo",
    "limit:3",
    "sort:title limit:4",
    "body OR number3",
    "number3",
    "title:/[2-5]$/",
    "-tag:todo feed:one",
    "tag:none",
    "is:hidden",
    "id:2",
)


@pytest.mark.parametrize("text", QUERIES)
def test_what_is_counted_is_what_is_marked(library: Library, text: str) -> None:
    query = parse(text)
    listed = list(library.reader.entry_ids(query, NOW))
    assert library.reader.answer(lambda c, f: bulk.count(c, f, query), NOW) == len(listed)
    expected = library.reader.answer(lambda c, f: bulk.count_unlike(c, f, query, READ, True), NOW)
    before = {row.id for row in library.reader.headlines(listed) if not row.is_read}
    assert library.writer.set_flag_by_query(query, READ, True, now=NOW).result(10) == expected == len(before)
    assert all(row.is_read for row in library.reader.headlines(listed))
    assert not broken_laws(library.path)


@pytest.mark.parametrize("text", QUERIES)
def test_what_is_counted_is_what_is_tagged(library: Library, text: str) -> None:
    query = parse(text)
    listed = list(library.reader.entry_ids(query, NOW))
    expected = library.reader.answer(lambda c, f: bulk.count_retagged(c, f, query, ["#Later", "World"], ["todo"]), NOW)
    changed = library.writer.change_tags_by_query(query, add=["#Later", "World"], remove=["todo"], now=NOW)
    assert changed.result(10) == expected == len(listed)
    assert all(set(row.own_tags) == {"Later", "World"} for row in library.reader.headlines(listed))
    again = library.writer.change_tags_by_query(parse("tag:later"), add=["later"], now=NOW)
    assert again.result(10) == 0
    assert not broken_laws(library.path)


def test_nothing_to_change_is_no_step(library: Library) -> None:
    steps = len(library.reader.steps())
    assert library.writer.set_flag_by_query(parse("is:read"), READ, True, now=NOW).result(10) == 0
    assert library.writer.change_tags_by_query(parse("nothing"), add=["x"], now=NOW).result(10) == 0
    assert len(library.reader.steps()) == steps


def test_a_later_process_takes_it_back_in_one_step(tmp_path: Path, library: Library) -> None:
    library.writer.checkpoint().result(10)
    before = state_of(library.path)
    assert library.writer.set_flag_by_query(EVERYTHING, STAR, True, now=NOW).result(10) == 10
    with Library.open(library.path, now=NOW) as later:
        label, _ = later.writer.undo().result(10)
        assert label == "Starred 10"
        assert state_of(library.path) == before
        assert later.writer.change_tags_by_query(EVERYTHING, add=["All"], now=NOW).result(10) == 10
    assert library.writer.undo().result(10)[0] == "Tagged 10 All"
    assert state_of(library.path) == before
