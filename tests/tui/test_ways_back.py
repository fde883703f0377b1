"""Going back, leaving, and keys that cannot act where one is."""

from __future__ import annotations

import pytest

from tests.support.screen import reader


async def test_esc_leaves_the_search_before_the_notice() -> None:
    async with reader((80, 24), notice="A word to begin with") as it:
        await it.press("slash")
        await it.write("ferry")
        await it.press("enter", "escape")
        assert it.main.headlines.count == 21
        assert "A word to begin with" in it.text
        await it.press("escape")
        assert "A word to begin with" not in it.text


async def test_q_at_the_top_quits_whatever_the_notice_says() -> None:
    async with reader((80, 24), notice="A word to begin with") as it:
        await it.press("q")
        assert it.app._exit


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("D", "Remove the feed: choose a feed or a folder in the side bar first"),
        ("L", "Links: the article has no links"),
        ("}", "Next heading: open an article first"),
    ],
)
async def test_a_key_that_cannot_act_says_why(key: str, told: str) -> None:
    async with reader((80, 24)) as it:
        await it.press(key)
        assert told in it.toasts
