"""Saving articles to a file from the reader."""

from __future__ import annotations

from pathlib import Path

from termnews.exporters import EXPORTERS
from termnews.tui.commands.registry import REGISTRY
from tests.support.screen import reader

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


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


async def test_every_form_there_is_a_writer_for_is_named_where_people_look() -> None:
    (told,) = [line for line in README.splitlines() if "termnews export" in line and "--format" in line]
    async with reader((120, 36)) as it:
        await it.press("w")
        for exporter in EXPORTERS.values():
            assert exporter.suffix in REGISTRY["entry.save"].help
            assert exporter.name in told
            assert exporter.suffix in it.text
