"""Saving articles to a file from the reader."""

from __future__ import annotations

from pathlib import Path

from tests.support.screen import reader


async def test_w_asks_for_a_name_and_saves_the_article_under_the_cursor() -> None:
    async with reader((120, 36)) as it:
        await it.press("w")
        assert ".md" in it.text and "Save 1 article to" in it.text
        await it.press("enter")
        (call,) = [call for call in it.session.calls if call[0] == "save"]
        assert call[1] == (it.main.headlines.cursor_id,)
        assert isinstance(call[2], Path) and call[2].suffix == ".md"
        assert any("1 article written to" in told for told in it.toasts)


async def test_a_selection_is_offered_as_a_book_and_escape_saves_nothing() -> None:
    async with reader((120, 36)) as it:
        await it.press("x", "x", "w")
        assert "Save 2 articles to" in it.text and "articles.epub" in it.text
        await it.press("escape")
        assert not [call for call in it.session.calls if call[0] == "save"]
