"""Articles as Markdown, with a header that this reader and others understand; blocks as CommonMark with tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatchmethod
from typing import Final

import yaml

from termnews.exporters.base import Piece
from termnews.exporters.markdowninline import Notes, address_of, at_line_starts, inline_of
from termnews.exporters.page import origin_of
from termnews.model.article import (
    Block,
    Caption,
    Cell,
    Code,
    DefinitionList,
    Details,
    Footnote,
    Furniture,
    Heading,
    Highlights,
    Image,
    Inline,
    ListBlock,
    Mark,
    Media,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from termnews.model.times import stamp
from termnews.text.wrap.header import repeats_title

_FENCE: Final = re.compile(r"^ {0,3}(`{3,})", re.MULTILINE)
_LISTS: Final = (ListBlock, Highlights, DefinitionList)
_WIDEST: Final = 200
"""Columns that a table is given for cells that claim several; those with words in them are written all the same."""


class Markdown:
    """Markdown with a YAML header; among several articles each has a heading and a line of origin instead."""

    name: Final = "md"
    suffix: Final = ".md"
    media_type: Final = "text/markdown"
    single: Final = False
    binary: Final = False

    def write(self, pieces: Iterable[Piece], *, title: str, now: int) -> Iterator[bytes]:  # noqa: ARG002
        """Give one article after the other."""
        waiting = iter(pieces)
        first = next(waiting, None)
        second = next(waiting, None)
        if first is None:
            return
        if second is None:
            yield f"{header_of(first)}\n{_body(first)}".encode()
            return
        yield f"{_under_heading(first)}".encode()
        for piece in (second, *waiting):
            yield f"\n---\n\n{_under_heading(piece)}".encode()


def markdown_of(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown; furniture of the page is left out."""
    notes = dict(_notes(blocks))
    return _Writer(notes).blocks(blocks)


def header_of(piece: Piece) -> str:
    """Return what is known of an article as YAML front matter."""
    article = piece.article
    known = {
        "title": piece.title,
        "date": stamp(article.published),
        "updated": stamp(article.updated),
        "authors": list(article.authors),
        "tags": list(piece.tags),
        "source": piece.address,
        "feed": article.headline.feed_title,
        "language": piece.language,
    }
    told = {name: value for name, value in known.items() if value}
    return f"---\n{yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=10_000)}---\n"


def _under_heading(piece: Piece) -> str:
    origin = at_line_starts(inline_of((Span(origin_of(piece), Mark.EMPHASIS),), {}))
    link = f"\n\n<{piece.address}>" if piece.address and ">" not in piece.address else ""
    return f"{_body(piece).replace(chr(10), f'{chr(10)}{chr(10)}{origin}{link}{chr(10)}', 1)}"


def _body(piece: Piece) -> str:
    blocks = piece.article.blocks
    if blocks and repeats_title(blocks[0], piece.title):
        blocks = blocks[1:]
    files = tuple(Media("file", each.type or each.url, each.url) for each in piece.article.enclosures)
    return f"# {inline_of((Span(piece.title),), {}, line_break=' ')}\n\n{markdown_of((*blocks, *files))}"


def _notes(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """The places of footnotes among the outermost blocks, where Markdown allows them, and a label for each."""
    number = 0
    for block in blocks:
        if isinstance(block, Footnote) and block.anchor:
            number += 1
            yield f"#{block.anchor}", str(number)


class _Writer:
    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def blocks(self, blocks: Sequence[Block], *, tight: bool = False) -> str:
        parts = []
        before: Block | None = None
        for block in blocks:
            text = self.block(block).strip("\n")
            if not text:
                continue
            if isinstance(before, _LISTS) and isinstance(block, (*_LISTS, Code)):
                parts.append("<!-- -->")  # two lists after one another would be read as one
            parts.append(text)
            before = block
        return ("\n" if tight else "\n\n").join(parts) + ("\n" if parts else "")

    @singledispatchmethod
    def block(self, block: Block) -> str:
        """Write one block."""
        raise TypeError(f"no Markdown for {type(block).__name__}")

    def inline(self, spans: Inline, **options: str) -> str:
        return inline_of(spans, self._notes, **options).strip()

    @block.register
    def _paragraph(self, block: Paragraph) -> str:
        return self.inline(block.spans)

    @block.register
    def _heading(self, block: Heading) -> str:
        text = self.inline(block.spans, line_break=" ")
        if text.endswith("#") and not text.endswith("\\#"):
            text = f"{text[:-1]}\\#"  # signs at the end would be taken for the heading's own
        return f"{'#' * max(1, min(6, block.level))} {text}"

    @block.register
    def _highlights(self, block: Highlights) -> str:
        return "\n".join(f"- {_indented(self.inline(item), 2)}" for item in block.items)

    @block.register
    def _list(self, block: ListBlock) -> str:
        tight = all(
            len(item.blocks) <= 1 and all(isinstance(one, Paragraph) for one in item.blocks) for item in block.items
        )
        items = []
        for number, item in enumerate(block.items, max(0, block.start)):
            sign = f"{number}." if block.ordered else "-"
            marker = {"☑": "[x] ", "☐": "[ ] "}.get(item.marker or "", f"{item.marker} " if item.marker else "")
            body = self.blocks(item.blocks).rstrip("\n")
            items.append(f"{sign} {_indented(marker + body, len(sign) + 1)}")
        return ("\n" if tight else "\n\n").join(items)

    @block.register
    def _definitions(self, block: DefinitionList) -> str:
        terms = []
        for item in block.items:
            told = _indented(self.blocks(item.blocks).rstrip("\n"), 4)
            terms.append(f"{self.inline(item.term, line_break=' ')}\n:   {told}")
        return "\n\n".join(terms)

    @block.register
    def _quote(self, block: Quote) -> str:
        source = f"\n— {self.inline(block.source)}\n" if block.source else ""
        return _before_lines(f"{self.blocks(block.blocks)}{source}".strip("\n"), "> ")

    @block.register
    def _code(self, block: Code) -> str:
        fence = "`" * max([3, *(len(found[1]) + 1 for found in _FENCE.finditer(block.text))])
        return f"{fence}{block.language or ''}\n{block.text}\n{fence}"

    @block.register
    def _image(self, block: Image) -> str:
        shown = ""
        alt = inline_of((Span(block.alt),), {}, line_break=" ")
        if block.src:
            shown = f"![{alt}]({address_of(block.src)})"
        elif block.alt:
            shown = alt
        if block.link and shown:
            shown = f"[{shown}]({address_of(block.link)})"
        caption = self.inline(block.caption) if block.caption else ""
        return "\n\n".join(part for part in (shown, caption) if part)

    @block.register
    def _media(self, block: Media) -> str:
        return self.inline((Span(block.title or block.kind, link=block.url),))

    @block.register
    def _table(self, block: Table) -> str:
        rows = [self._row(row) for row in block.rows]
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return self.inline(block.caption)
        headed = bool(block.rows) and all(cell.header for cell in block.rows[0])
        head = rows.pop(0) if headed else []
        aligns = [cell.align for cell in block.rows[0]] if block.rows else []
        rules = [{"left": ":--", "right": "--:", "center": ":-:"}.get(align, "---") for align in aligns]
        lines = [head, (rules + ["---"] * columns)[:columns], *rows]
        table = "\n".join(f"| {' | '.join((row + [''] * columns)[:columns])} |" for row in lines)
        return f"{self.inline(block.caption)}\n\n{table}" if block.caption else table

    def _row(self, cells: Sequence[Cell]) -> list[str]:
        row: list[str] = []
        for cell in cells:
            text = self.inline(cell.spans, line_break="<br>").replace("|", "\\|")
            claimed = min(max(cell.colspan, 1), _WIDEST - len(row))
            row += [text, *[""] * (claimed - 1)]
        return row

    @block.register
    def _rule(self, block: Rule) -> str:  # noqa: ARG002 - chosen by its type
        return "***"  # not dashes: behind the dash of a list they would make one rule of both

    @block.register
    def _footnote(self, block: Footnote) -> str:
        label = self._notes.get(f"#{block.anchor}")
        body = self.blocks(block.blocks).rstrip("\n")
        return f"[^{label}]: {_indented(body, 4)}" if label else f"{block.label}\\. {body}"

    @block.register
    def _details(self, block: Details) -> str:
        summary = inline_of((Span("".join(span.text for span in block.summary), Mark.STRONG),), {}, line_break=" ")
        return f"{summary}\n\n{self.blocks(block.blocks)}"

    @block.register
    def _furniture(self, block: Furniture) -> str:  # noqa: ARG002 - what is kept is the story
        return ""

    @block.register
    def _caption(self, block: Caption) -> str:
        return self.inline(block.spans)


def _indented(text: str, columns: int) -> str:
    """Indent all lines but the first."""
    return text.replace("\n", "\n" + " " * columns).replace("\n" + " " * columns + "\n", "\n\n")


def _before_lines(text: str, sign: str) -> str:
    return "\n".join((sign + line).rstrip() for line in text.split("\n"))
