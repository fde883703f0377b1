"""HTML to the blocks of an article: whatever a person would read of it, once, and nothing that could do harm."""

from __future__ import annotations

from termnews.model.article import Block
from termnews.text.html.builder import Builder
from termnews.text.html.links import relinked
from termnews.text.html.walk import walk

LONGEST = 8_000_000
"""Characters of markup that are read."""


def blocks_from_html(markup: str, base_url: str | None = None) -> tuple[Block, ...]:
    """Return what a person would read of some markup as clean blocks, links resolved against `base_url`.

    Every text is cleaned after its last decoding. Takes time in proportion to the size, whatever the nesting.
    """
    builder = Builder(base_url)
    walk(_unwrapped(markup[:LONGEST]), builder)
    blocks = tuple(builder.blocks)
    if not builder.fragments <= builder.anchors:
        blocks = relinked(blocks, builder.anchors, builder.base)
    return blocks


def _unwrapped(markup: str) -> str:
    """Take off a CDATA wrapper that a feed has escaped along with its contents."""
    text = markup.strip() if "<![CDATA[" in markup[:200] else ""
    return text[9:].removesuffix("]]>") if text.startswith("<![CDATA[") else markup
