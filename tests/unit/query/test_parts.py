"""A query taken apart into its conditions."""

from __future__ import annotations

import pytest

from termnews.query import both, parse, parts_of


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("", []),
        ("train", ["train"]),
        ("train is:unread -tag:games", ["train", "is:unread", "-tag:games"]),
        ("tag:a,b (x OR y) sort:old", ["tag:a,b", "x OR y"]),
    ],
)
def test_conditions_are_told_one_by_one(text: str, alone: list[str]) -> None:
    assert [str(part.alone) for part in parts_of(parse(text))] == alone


def test_the_rest_and_the_part_make_the_whole_again() -> None:
    query = parse("train is:unread -tag:games sort:old limit:5")
    assert [both(part.rest, part.alone) for part in parts_of(query)] == [query] * 3
