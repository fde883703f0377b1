"""Smart folders as values: names, order, keys, and folders within folders."""

from __future__ import annotations

import pytest

from termnews.model.errors import QueryError
from termnews.query import parse
from termnews.query.smartfolders import (
    MOST,
    Folders,
    SmartFolder,
    added,
    by_name,
    find,
    moved,
    removed,
    renamed,
    with_key,
)

THREE: Folders = (
    SmartFolder("Sea", "tag:sea", "g 1"),
    SmartFolder("Long", "words:>2000 sort:-length limit:20"),
    SmartFolder("Long at sea", 'in:"sea" -(in:Long OR is:read)'),
)


def names(folders: Folders) -> list[str]:
    return [folder.name for folder in folders]


def test_a_new_one_goes_to_the_end_and_an_old_name_gets_the_new_query() -> None:
    more = added("  My  ferries ", "ferry   is:unread", "g f")(THREE)
    assert more == (*THREE, SmartFolder("My ferries", "ferry is:unread", "g f"))
    again = added("SEA", "#ocean")(THREE)
    assert again[0] == SmartFolder("SEA", "tag:ocean", "g 1")
    assert again[1:] == THREE[1:]


@pytest.mark.parametrize(("name", "text"), [("  ", "a"), ("x", "is:unred"), ("x", "in:nothing"), ("x", 'in:"x"')])
def test_what_cannot_be_is_refused(name: str, text: str) -> None:
    with pytest.raises(QueryError):
        added(name, text)(THREE)


def test_a_loop_is_told_with_the_way_round() -> None:
    with pytest.raises(QueryError, match="Sea → Long at sea → Sea"):
        added("Sea", 'in:"long at sea"')(THREE)
    with pytest.raises(QueryError, match="Me → Me"):
        added("Me", "in:me")(THREE)


def test_too_many_are_refused() -> None:
    many = tuple(SmartFolder(f"n{number}", "x") for number in range(MOST))
    with pytest.raises(QueryError, match="already"):
        added("one more", "x")(many)


def test_renaming_reaches_those_that_refer_to_it() -> None:
    after = renamed("sea", 'The "sea"')(THREE)
    assert names(after) == ['The "sea"', "Long", "Long at sea"]
    assert parse(after[2].text) == parse('in:"The \\"sea\\"" -(in:Long OR is:read)')
    assert after[0].key == "g 1"
    assert names(renamed("sea", "SEA")(THREE))[0] == "SEA"
    with pytest.raises(QueryError, match="already"):
        renamed("sea", "long")(THREE)
    with pytest.raises(QueryError, match="Did you mean Long"):
        renamed("lung", "x")(THREE)


def test_deleting_leaves_its_query_to_those_that_refer_to_it() -> None:
    after = removed("LONG")(removed("Sea")(THREE))
    assert len(after) == 1
    assert parse(after[0].text) == parse("tag:sea -(words:>2000 OR is:read)")


def test_a_key_belongs_to_one_folder() -> None:
    after = with_key("Long", "g 1")(THREE)
    assert [folder.key for folder in after] == ["", "g 1", ""]
    assert [folder.key for folder in with_key("Long", "")(after)] == ["", "", ""]


@pytest.mark.parametrize(
    ("name", "step", "order"),
    [("Sea", 1, [1, 0, 2]), ("Sea", 9, [1, 2, 0]), ("Long at sea", -1, [0, 2, 1]), ("Long", -5, [1, 0, 2])],
)
def test_moving(name: str, step: int, order: list[int]) -> None:
    assert moved(name, step)(THREE) == tuple(THREE[place] for place in order)


def test_it_lists_itself_with_its_order_and_limit() -> None:
    assert find(THREE, "long").listing == parse('in:"Long" sort:-length limit:20')


def test_a_text_of_another_version_harms_nothing_else() -> None:
    odd = (*THREE, SmartFolder("Odd", "mood:good"))
    assert set(by_name(odd)) == {"Sea", "Long", "Long at sea"}
    assert names(renamed("Sea", "Ocean")(odd)) == ["Ocean", "Long", "Long at sea", "Odd"]
