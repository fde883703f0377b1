"""What a whole web page says of itself, and its main content."""

from __future__ import annotations

from dataclasses import dataclass

from termnews.text.clean import clean_markup
from termnews.text.dayorder import DayOrder
from termnews.text.html import metadata, times
from termnews.text.html.charset import decode
from termnews.text.html.dom import tree_of
from termnews.text.html.extract import main_content
from termnews.text.html.head import Head

LONGEST = 16_000_000
"""Characters of a page that are read."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """A web page as an article."""

    title: str = ""
    site: str = ""
    """Name of the site or paper that published it."""
    authors: tuple[str, ...] = ()
    published: int | None = None
    """Epoch seconds; None when the page does not say."""
    updated: int | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    link: str | None = None
    """The address that the page calls its own (canonical), else the one it came from."""
    image_url: str | None = None
    summary: str = ""
    content: str = ""
    """HTML of the main content, free of navigation and scripts."""
    is_cut: bool = False
    """Whether the page goes on where the content ends."""
    day_order: DayOrder = DayOrder.UNKNOWN
    """Of the numbers in dates of its text."""
    feeds: tuple[tuple[str, str], ...] = ()
    """Advertised feeds as (address, title)."""


def read_page(data: bytes | str, url: str | None = None, charset: str | None = None, limit: int = LONGEST) -> WebPage:
    """Read a saved or fetched web page; `charset` is what its Content-Type says. Never fails.

    Of its main content about the first `limit` characters are taken.
    """
    whole = data if isinstance(data, str) else decode(data, charset)
    markup = whole[:LONGEST]
    root, ends_early = tree_of(markup)
    head = Head(root, url)
    title, day_order = metadata.title_of(head), head.day_order
    content, is_long = main_content(root, markup, title, limit)
    return WebPage(
        title=title,
        site=metadata.site_of(head),
        authors=metadata.authors_of(head),
        published=times.published_of(head),
        updated=times.updated_of(head),
        tags=metadata.tags_of(head),
        language=metadata.language_of(head),
        link=metadata.link_of(head),
        image_url=metadata.image_of(head),
        summary=metadata.summary_of(head),
        content=clean_markup(content, LONGEST),
        is_cut=ends_early or is_long or len(whole) > LONGEST,
        day_order=day_order,
        feeds=head.feeds(),
    )
