"""What is typed into the search line joins what stands there already."""

from __future__ import annotations

from tests.support.screen import reader


async def test_typing_after_a_chosen_tag_begins_a_new_word() -> None:
    async with reader((120, 36)) as it:
        await it.press("t", "enter", "escape")
        chosen = str(it.main.listing.refinement)
        assert chosen.startswith("tag:")
        await it.press("slash")
        await it.write("zz")
        assert str(it.main.listing.refinement).split() == [chosen, "zz*"]
