"""An article that several feeds bring tells so where it is read, and where it is asked about."""

from __future__ import annotations

from pathlib import Path

from termnews.library import Library
from tests.support.libraries import put
from tests.support.screen import library_reader


def fill(library: Library) -> None:
    for feed in ("one", "two", "three"):
        put(library, f"https://{feed}.example/feed", range(1))


async def test_the_header_and_the_facts_name_where_else_it_stands(tmp_path: Path) -> None:
    async with library_reader(tmp_path / "library.db", fill) as it:
        assert it.main.headlines.count == 1
        await it.press("enter")
        assert "also in 2 feeds" in it.text
        await it.press("i")
        facts = [line for line in it.lines if "Also in" in line]
        assert len(facts) == 2
        assert sum(f"{name}.example" in line for line in facts for name in ("one", "two", "three")) == 2
