"""Documents that are too long to be read whole: their beginning, and a last paragraph that tells of the rest."""

from __future__ import annotations

from typing import Final

from termnews.text.clean import clean_markup
from termnews.text.html import beginning_of
from termnews.text.rests import REST

REST_OF_PAGE: Final = f"<p>{REST}</p>"
_PAGES: Final = ("text/html", "application/xhtml+xml")


def clean_content(content: str, media_type: str, limit: int) -> str:
    """Return an entry's content without control characters; of more than `limit` characters the beginning, and `REST`.

    Whatever is open at the cut is closed before that is said, be it a table, a quotation or a fence.
    """
    if len(content) <= limit:
        return clean_markup(content, limit)
    if media_type in _PAGES:
        return f"{clean_markup(beginning_of(content, limit), 2 * limit)}\n{REST_OF_PAGE}"
    return clean_markup(cut_text(content, limit), limit)


def cut_text(text: str, limit: int) -> str:
    """Return plain text or Markdown as it is, or as much of it as makes `limit` characters together with `REST`."""
    if len(text) <= limit:
        return text
    begun = text[: limit - len(REST) - 10].rstrip()
    fence = "\n```" if begun.count("\n```") % 2 else ""
    return f"{begun}{fence}\n\n{REST}"
