"""The sample articles: whole, dated in the past, and showing what the reader can do."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from termnews.formats.articlefile import parse_article
from termnews.formats.suffixes import ARTICLE_SUFFIXES
from termnews.model.article import Block, Caption, Code, Footnote, Furniture, Highlights, ListBlock, Quote, Table
from termnews.model.entry import ParsedEntry
from termnews.text.blocks import blocks_of
from termnews.text.tagnames import tag_key

FOLDER = Path(__file__).parents[3] / "sample_articles"
FILES = sorted(FOLDER.iterdir())
NOW = int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())


def entries(path: Path) -> tuple[ParsedEntry, ...]:
    return parse_article(path.read_bytes(), name=path.name, modified=NOW, now=NOW).entries


def kinds(blocks: tuple[Block, ...]) -> set[type[Block]]:
    found = {type(block) for block in blocks}
    for block in blocks:
        if isinstance(block, ListBlock):
            found |= {type(inner) for item in block.items for inner in item.blocks} - {ListBlock}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sample_is_read_without_a_note(path: Path) -> None:
    parsed = parse_article(path.read_bytes(), name=path.name, modified=NOW, now=NOW)
    assert path.suffix in ARTICLE_SUFFIXES
    assert [note for note in parsed.notes if "articles in one file" not in note] == []
    for entry in parsed.entries:
        assert entry.title
        assert len(entry.text) > 60
        assert entry.published is None or entry.published < NOW


def test_samples_show_every_kind_of_block() -> None:
    shown: set[type[Block]] = set()
    for path in FILES:
        for entry in entries(path):
            shown |= kinds(blocks_of(entry.content, entry.media_type, None))
    assert {Highlights, Furniture, Caption, Table, Code, ListBlock, Quote, Footnote} <= shown


def test_some_tags_are_shared_so_that_the_filter_has_work_to_do() -> None:
    tags = Counter(tag_key(tag) for path in FILES for entry in entries(path) for tag in entry.tags)
    assert sum(count > 1 for count in tags.values()) >= 4


def test_some_articles_state_no_date() -> None:
    undated = [entry for path in FILES for entry in entries(path) if entry.published is None]
    assert 0 < len(undated) < len(FILES) / 2
