"""Content of any media type to blocks; what can be asked of blocks stands in `measures`, and is named here too."""

from __future__ import annotations

from termnews.model.article import Block
from termnews.text.html import blocks_from_html
from termnews.text.markdown import blocks_from_markdown
from termnews.text.measures import count_words, headings, reading_minutes, visible_text, word_count
from termnews.text.plain import blocks_from_article, blocks_from_text

__all__ = ["blocks_of", "count_words", "headings", "reading_minutes", "visible_text", "word_count"]

_HTML = {"", "text/html", "application/xhtml+xml", "html", "xhtml"}
_MARKDOWN = {"text/markdown", "text/x-markdown"}


def blocks_of(content: str, media_type: str, base_url: str | None) -> tuple[Block, ...]:
    """Return the blocks of an entry's content; what is neither HTML nor Markdown is read as plain text."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind in _HTML:
        return blocks_from_html(content, base_url)
    if kind in _MARKDOWN:
        return blocks_from_markdown(content, base_url)
    if kind == "text/x-article":
        return blocks_from_article(content)
    return blocks_from_text(content)
