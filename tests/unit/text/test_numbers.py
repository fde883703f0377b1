"""Numbers in sentences agree with their nouns."""

from __future__ import annotations

import pytest

from termnews.text.numbers import added_feeds, counted


@pytest.mark.parametrize(("number", "told"), [(0, "0 feeds"), (1, "1 feed"), (2, "2 feeds"), (12_345, "12,345 feeds")])
def test_a_noun_follows_its_number(number: int, told: str) -> None:
    assert counted(number, "feed") == told


def test_what_an_import_brought() -> None:
    assert added_feeds(1, 0) == "1 feed added, 0 were there already"
    assert added_feeds(2_000, 1) == "2,000 feeds added, 1 was there already"
