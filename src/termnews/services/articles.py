"""From a stored entry to what the article pane draws."""

from __future__ import annotations

from termnews.model.article import Article, Details, Furniture
from termnews.model.entry import StoredEntry
from termnews.text.blocks import blocks_of, word_count


def article_of(entry: StoredEntry) -> Article:
    """Make an article of a stored entry; its summary stands in for content that is missing.

    Costs what parsing its markup costs: call it away from the event loop.
    """
    content, media_type = entry.content, entry.media_type
    if not content.strip():
        content, media_type = entry.summary, "text/plain"
    blocks = blocks_of(content, media_type, entry.base_url or entry.headline.url)
    folded = sum(len(block.lines) for block in blocks if isinstance(block, Furniture))
    folded += sum(1 for block in blocks if isinstance(block, Details))
    return Article(
        headline=entry.headline,
        url=entry.headline.url,
        authors=entry.authors,
        published=entry.published,
        updated=entry.updated,
        blocks=blocks,
        enclosures=entry.enclosures,
        comments_url=entry.comments_url,
        words=word_count(blocks),
        position=entry.position,
        folded=folded,
    )
