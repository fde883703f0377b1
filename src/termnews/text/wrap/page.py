"""The doors of this package: an article or some blocks to a page, and places that survive another width."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from termnews.model.article import Article, Block, Page
from termnews.text.wrap.composer import Composer
from termnews.text.wrap.flow import draw_blocks
from termnews.text.wrap.header import draw_footer, draw_header, repeats_title
from termnews.text.wrap.styles import ASCII, UNICODE

_NARROWEST = 2


def lay_out(
    article: Article,
    width: int,
    *,
    measure: int = 72,
    opened: frozenset[int] = frozenset(),
    now: int,
    ascii: bool = False,  # noqa: A002
    whole: bool = False,
) -> Page:
    """Return the whole article for a pane of `width` cells: header, blocks in the measure, enclosures, comments.

    `opened` holds the numbers of the folds that are open; `now` is in epoch seconds. The text stands in the middle;
    the blanks left of it are the first run of each line. Code and tables may run into the right margin. Of a large
    table a pane shows the beginning, unless it is to be `whole`.
    """
    width = max(width, _NARROWEST)
    text_width = max(min(measure, width - 2), 1) if width > 8 else width
    indent = (width - text_width) // 2
    out = Composer(width, max(width - indent - text_width - 1, 0), opened, ASCII if ascii else UNICODE, whole)
    out.margin(indent, text_width)
    draw_header(article, now, out)
    blocks = article.blocks
    if blocks and repeats_title(blocks[0], article.headline.title):
        blocks = blocks[1:]
    draw_blocks(blocks, out)
    draw_footer(article, out)
    return out.page(width)


def wrap(
    blocks: Sequence[Block],
    width: int,
    *,
    opened: frozenset[int] = frozenset(),
    ascii: bool = False,  # noqa: A002
) -> Page:
    """Return some blocks as lines of at most `width` cells (2 at least), without header and margin."""
    width = max(width, _NARROWEST)
    out = Composer(width, 0, opened, ASCII if ascii else UNICODE)
    draw_blocks(blocks, out)
    return out.page(width)


def position_of(page: Page, line: int) -> float:
    """Return a line as a place in the text, from 0.0 to 1.0: the same words have the same place at every width."""
    if not page.length or not page.offsets:
        return 0.0
    return page.offsets[min(max(line, 0), len(page.offsets) - 1)] / page.length


def line_at(page: Page, position: float) -> int:
    """Return the line that holds a place in the text; the start of the page for 0.0."""
    offset = round(min(max(position, 0.0), 1.0) * page.length)
    return max(bisect_right(page.offsets, offset) - 1, 0) if offset else 0
