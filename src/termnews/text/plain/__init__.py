"""Plain text of articles, often scraped from a page: headline, highlights, byline, date, tags, body, folded furniture.

Lines are judged by their wording, then by their neighbours. In doubt a line stays in the story.
"""

from __future__ import annotations

from termnews.text.plain.article import PlainArticle, blocks_from_article, blocks_from_text, read_article
from termnews.text.plain.build import story_text
from termnews.text.plain.bylines import Byline, read_byline, split_names
from termnews.text.plain.parts import split_articles
from termnews.text.plain.stamps import read_date, read_stamp
from termnews.text.plain.taglines import split_tags, tags_in

__all__ = [
    "Byline",
    "PlainArticle",
    "blocks_from_article",
    "blocks_from_text",
    "read_article",
    "read_byline",
    "read_date",
    "read_stamp",
    "split_articles",
    "split_names",
    "split_tags",
    "story_text",
    "tags_in",
]
