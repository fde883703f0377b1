"""One article as the inside of a page: headline, where it comes from, its text; for web pages, books and letters."""

from __future__ import annotations

from urllib.parse import urlsplit

from termnews.exporters.base import Piece
from termnews.exporters.markup import markup_of, quoted
from termnews.exporters.paper import on_paper
from termnews.model.times import moment, stamp
from termnews.text.wrap.header import repeats_title

STYLE = """\
body { max-width: 40em; margin: 2em auto; padding: 0 1em; font-family: Georgia, serif; line-height: 1.5; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; }
article { margin-bottom: 4em; }
.origin, .caption, figcaption, .furniture, .footnotes { color: #595959; font-size: 0.9em; }
.highlights { font-weight: bold; }
.footnote > .label { float: left; margin: 0 0.5em 0 0; }
pre { overflow-x: auto; white-space: pre-wrap; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; }
td, th { border: 1px solid #999; padding: 0.2em 0.5em; text-align: left; vertical-align: top; }
blockquote { border-left: 3px solid #999; margin-left: 0; padding-left: 1em; }
@media print {
  article { break-after: page; }
  a { color: inherit; }
  details.furniture { display: none; }
  details::details-content { content-visibility: visible; }
}
"""


def page_of(piece: Piece, *, prefix: str = "", pictures: bool = True, folds: bool = True) -> str:
    """Return the article's markup; `prefix` and `pictures` as in `markup_of`. Without `folds` nothing can be opened."""
    blocks = piece.article.blocks if folds else on_paper(piece.article.blocks)
    if blocks and repeats_title(blocks[0], piece.title):
        blocks = blocks[1:]
    files = "".join(
        f'<p class="media"><a href="{quoted(each.url)}">{quoted(each.type or each.url)}</a></p>\n'
        for each in piece.article.enclosures
    )
    return (
        f"<h1>{quoted(piece.title)}</h1>\n"
        f"{_origin(piece)}{markup_of(blocks, prefix=prefix, heading=1, pictures=pictures)}{files}"
    )


def origin_of(piece: Piece) -> str:
    """Tell feed, authors and day in one line of text."""
    headline = piece.article.headline
    day = moment(piece.article.published)
    authors = ", ".join(piece.article.authors)
    return " · ".join(part for part in (headline.feed_title, authors, f"{day:%Y-%m-%d}" if day else "") if part)


def _origin(piece: Piece) -> str:
    headline = piece.article.headline
    parts = [quoted(part) for part in (headline.feed_title, ", ".join(piece.article.authors)) if part]
    day = moment(piece.article.published)
    if day is not None:
        parts.append(f'<time datetime="{stamp(piece.article.published)}">{day:%Y-%m-%d}</time>')
    if piece.address:
        host = urlsplit(piece.address).hostname or piece.address
        parts.append(f'<a href="{quoted(piece.address)}">{quoted(host)}</a>')
    parts.extend(f"#{quoted(tag)}" for tag in piece.tags)
    return f'<p class="origin">{" · ".join(parts)}</p>\n'
