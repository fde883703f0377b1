"""Blocks as HTML that is well-formed XML too (HTML 5 in its XML syntax), so that web pages and books share it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatchmethod
from html import escape
from itertools import groupby

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
    ListItem,
    Mark,
    Media,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)

_TAGS = (
    (Mark.STRONG, "strong"),
    (Mark.EMPHASIS, "em"),
    (Mark.STRIKE, "s"),
    (Mark.INSERTED, "ins"),
    (Mark.MARKED, "mark"),
    (Mark.SMALL, "small"),
    (Mark.SUPERSCRIPT, "sup"),
    (Mark.SUBSCRIPT, "sub"),
    (Mark.KEYBOARD, "kbd"),
    (Mark.CODE, "code"),
)
"""Outermost first."""
_BOXES = {
    "☑": '<input type="checkbox" checked="checked" disabled="disabled"/> ',
    "☐": '<input type="checkbox" disabled="disabled"/> ',
}
_ALIGNMENTS = {"left", "center", "right"}
_LARGEST_SPAN = 1000


def markup_of(blocks: Sequence[Block], *, prefix: str = "", heading: int = 0, pictures: bool = True) -> str:
    """Return blocks as markup.

    `prefix` goes before all names of places, so that several articles can share a document; `heading` is added to the
    level of headings. Without `pictures` a link in words stands for each.
    """
    return _Writer(prefix, heading, pictures=pictures).blocks(blocks)


def quoted(text: str) -> str:
    """Return text so that it stands for itself in markup and in an attribute's value."""
    return escape(_xml(text), quote=True)


def _xml(text: str) -> str:
    """Leave out the two characters that clean text may hold and XML may not."""
    return text.replace("\ufffe", "").replace("\uffff", "")


class _Writer:
    def __init__(self, prefix: str, heading: int, *, pictures: bool) -> None:
        self._prefix = prefix
        self._pictures = pictures
        self._heading = heading

    def blocks(self, blocks: Sequence[Block]) -> str:
        parts = []
        for noted, group in groupby(blocks, key=lambda block: isinstance(block, Footnote)):
            if noted:
                notes = "".join(self._footnote(note) for note in group if isinstance(note, Footnote))
                parts.append(f'<section class="footnotes">\n{notes}</section>\n')
            else:
                parts.extend(f"{self.block(block)}\n" for block in group)
        return "".join(parts)

    @singledispatchmethod
    def block(self, block: Block) -> str:
        """Write one block."""
        raise TypeError(f"no markup for {type(block).__name__}")

    def inline(self, spans: Inline) -> str:
        return "".join(self._span(span) for span in spans)

    def _span(self, span: Span) -> str:
        text = quoted(span.text).replace("\n", "<br/>")
        for mark, tag in reversed(_TAGS):
            if mark in span.marks:
                text = f"<{tag}>{text}</{tag}>"
        return f'<a href="{self._target(span.link)}">{text}</a>' if span.link else text

    def _target(self, link: str) -> str:
        return quoted(f"#{self._prefix}{link[1:]}" if link.startswith("#") else link)

    def _place(self, anchor: str | None) -> str:
        return f' id="{quoted(self._prefix + anchor)}"' if anchor else ""

    @block.register
    def _paragraph(self, block: Paragraph) -> str:
        direction = ' dir="rtl"' if block.rtl else ""
        return f"<p{direction}>{self.inline(block.spans)}</p>"

    @block.register
    def _headline(self, block: Heading) -> str:
        level = max(1, min(6, block.level + self._heading))
        return f"<h{level}{self._place(block.anchor)}>{self.inline(block.spans)}</h{level}>"

    @block.register
    def _highlights(self, block: Highlights) -> str:
        items = "".join(f"<li>{self.inline(item)}</li>" for item in block.items)
        return f'<ul class="highlights">{items}</ul>'

    @block.register
    def _list(self, block: ListBlock) -> str:
        items = "".join(self._item(item) for item in block.items)
        if not block.ordered:
            return f"<ul>\n{items}</ul>"
        start = f' start="{block.start}"' if block.start != 1 else ""
        return f"<ol{start}>\n{items}</ol>"

    def _item(self, item: ListItem) -> str:
        marker = _BOXES.get(item.marker or "", f"{quoted(item.marker)} " if item.marker else "")
        if len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph):
            return f"<li>{marker}{self.inline(item.blocks[0].spans)}</li>\n"
        return f"<li>{marker}{self.blocks(item.blocks)}</li>\n"

    @block.register
    def _definitions(self, block: DefinitionList) -> str:
        items = "".join(
            f"<dt>{self.inline(item.term)}</dt>\n<dd>{self.blocks(item.blocks)}</dd>\n" for item in block.items
        )
        return f"<dl>\n{items}</dl>"

    @block.register
    def _quote(self, block: Quote) -> str:
        source = f"<footer>{self.inline(block.source)}</footer>\n" if block.source else ""
        return f"<blockquote>\n{self.blocks(block.blocks)}{source}</blockquote>"

    @block.register
    def _code(self, block: Code) -> str:
        language = f' class="language-{quoted(block.language)}"' if block.language else ""
        # The first line break after <pre> is not content, so one more is written where the code begins with one.
        first = "\n" if block.text.startswith("\n") else ""
        return f"<pre><code{language}>{first}{quoted(block.text)}</code></pre>"

    @block.register
    def _image(self, block: Image) -> str:
        if block.src is not None and self._pictures:
            shown = f'<img src="{quoted(block.src)}" alt="{quoted(block.alt)}"/>'
        elif block.src is not None and not block.link:
            shown = f'<a href="{self._target(block.src)}">{quoted(block.alt) or "picture"}</a>'
        else:
            shown = quoted(block.alt)
        if block.link and shown:
            shown = f'<a href="{self._target(block.link)}">{shown}</a>'
        caption = f"<figcaption>{self.inline(block.caption)}</figcaption>" if block.caption else ""
        return f"<figure>{shown}{caption}</figure>"

    @block.register
    def _media(self, block: Media) -> str:
        title = quoted(block.title or block.kind)
        shown = f'<a href="{self._target(block.url)}">{title}</a>' if block.url else title
        return f'<p class="media">{shown}</p>'

    @block.register
    def _table(self, block: Table) -> str:
        caption = f"<caption>{self.inline(block.caption)}</caption>\n" if block.caption else ""
        rows = "".join(f"<tr>{''.join(self._cell(cell) for cell in row)}</tr>\n" for row in block.rows)
        return f"<table>\n{caption}<tbody>\n{rows}</tbody>\n</table>"

    def _cell(self, cell: Cell) -> str:
        tag = "th" if cell.header else "td"
        spans = "".join(
            f' {name}="{min(size, _LARGEST_SPAN)}"'
            for name, size in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
            if size > 1
        )
        align = f' style="text-align: {cell.align}"' if cell.align in _ALIGNMENTS else ""
        return f"<{tag}{spans}{align}>{self.inline(cell.spans)}</{tag}>"

    @block.register
    def _rule(self, block: Rule) -> str:  # noqa: ARG002 - chosen by its type
        return "<hr/>"

    def _footnote(self, note: Footnote) -> str:
        label = f'<p class="label">{quoted(note.label)}.</p>\n'
        return f'<div class="footnote"{self._place(note.anchor)}>\n{label}{self.blocks(note.blocks)}</div>\n'

    @block.register
    def _details(self, block: Details) -> str:
        return f"<details>\n<summary>{self.inline(block.summary)}</summary>\n{self.blocks(block.blocks)}</details>"

    @block.register
    def _furniture(self, block: Furniture) -> str:
        lines = "".join(f"<p>{quoted(line)}</p>\n" for line in block.lines)
        return f'<details class="furniture">\n<summary>{quoted(block.kind)}</summary>\n{lines}</details>'

    @block.register
    def _caption(self, block: Caption) -> str:
        return f'<p class="caption">{self.inline(block.spans)}</p>'
