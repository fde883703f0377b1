"""Laws of exporting: no word is lost and none comes to mean something else, in markup and in Markdown."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given

from termnews.exporters.markdown import markdown_of
from termnews.exporters.markup import markup_of
from termnews.formats.articlefile import parse_article
from termnews.model.article import Block, Cell, Furniture, Paragraph, Span
from termnews.text.blocks import blocks_of, visible_text
from termnews.text.html import blocks_from_html
from termnews.text.markdown import blocks_from_markdown
from tests.support.blockmaker import blocks

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted([*(ROOT / "sample_articles").iterdir(), *(ROOT / "tests" / "data" / "pages").glob("*.md")])


def words(of: Sequence[Block]) -> str:
    """What a person reads, without the furniture."""
    return " ".join(visible_text(tuple(block for block in of if not isinstance(block, Furniture))).split())


@given(blocks())
def test_markup_is_well_formed_and_says_the_same(made: tuple[Block, ...]) -> None:
    markup = markup_of(made)
    ET.fromstring(f"<body>{markup}</body>")
    assert words(blocks_from_html(markup, None)) == words(made)


@given(blocks())
def test_markdown_says_the_same(made: tuple[Block, ...]) -> None:
    assert words(blocks_from_markdown(markdown_of(made))) == words(made)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_articles_say_the_same(path: Path) -> None:
    parsed = parse_article(path.read_bytes(), name=path.name, modified=0, now=1)
    assert parsed.entries
    for entry in parsed.entries:
        made = tuple(
            block
            for block in blocks_of(entry.content, entry.media_type, entry.base_url)
            if not isinstance(block, Furniture)
        )
        assert words(blocks_from_html(markup_of(made), None)) == words(made)
        assert words(blocks_from_markdown(markdown_of(made))) == words(made)


SAMPLE = {
    "blocks": (Paragraph((Span("inner"),)),),
    "items": (),
    "kind": "teaser",
    "label": "1",
    "level": 2,
    "lines": ("a line",),
    "rows": ((Cell((Span("cell"),)),),),
    "spans": (Span("words"),),
    "src": "https://example.org/p.png",
    "summary": (Span("summary"),),
    "text": "code",
    "title": "a film",
}


@pytest.mark.parametrize("kind", get_args(Block))
def test_every_kind_of_block_has_both_forms(kind: type[Block]) -> None:
    block = kind(**{name: SAMPLE[name] for name in kind.__match_args__ if name in SAMPLE})  # type: ignore[arg-type]
    ET.fromstring(f"<body>{markup_of([block])}</body>")
    assert isinstance(markdown_of([block]), str)
