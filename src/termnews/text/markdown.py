"""Markdown to the blocks of an article: CommonMark with tables, strike-through, footnotes, task and definition lists.

The only importer of the Markdown parser. HTML inside is read by the HTML reader (blocks) or as a few known marks
(inline); nothing of it is ever drawn as markup. What would cost the parser too long is read as plain paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from termnews.model.article import (
    Block,
    Cell,
    Code,
    Definition,
    DefinitionList,
    Details,
    Footnote,
    Heading,
    Image,
    Inline,
    ListBlock,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from termnews.text.clean import clean_line, clean_markup, clean_text
from termnews.text.html import blocks_from_html, text_from_html
from termnews.text.markdowninline import anchor_of, is_right_to_left, picture_of, spans_of

NESTING = 60
"""How deep lists and quotes may lie within one another."""
PATIENCE = 600_000
"""Microseconds that the parser may be expected to take."""

_FOLDS = 20
"""How deep details may lie within one another."""
_COSTS = ((100, "["), (50, "\n"), (15, "*_~<&|`"))
"""Microseconds that each of these characters costs, seen on texts made of nothing else."""
_FRONT_MATTER = re.compile(
    r"\A(?:---[ \t]*\n(?=[\w-]+[ \t]*:)(?:.*\n){0,200}?(?:---|\.\.\.)|\+{3}[ \t]*\n(?:.*\n){0,200}?\+{3})"
    r"[ \t]*(?:\n|\Z)"
)
_DETAILS = re.compile(r"\A\s*<details\b[^>]*>\s*(?:<summary\b[^>]*>(.*?)</summary>)?", re.IGNORECASE | re.DOTALL)
_DETAILS_END = re.compile(r"</details\s*>", re.IGNORECASE)
_ALERT = re.compile(r"\[!(?P<kind>[A-Za-z]{3,20})\][+-]?\s*")
_ALIGN = re.compile(r"text-align:\s*(left|center|right)")


def blocks_from_markdown(text: str, base_url: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text; front matter is left out, relative addresses follow `base_url`."""
    source = _FRONT_MATTER.sub("", clean_markup(text).replace("\r\n", "\n"), count=1)
    if _cost(source) > PATIENCE:
        return _as_paragraphs(source)
    blocks, unused = _parsed(source, base_url)
    if unused:
        # A note that nothing refers to would be left out: it is referred to below the text, and that line dropped.
        again, still = _parsed(f"{source}\n\n{''.join(f'[^{label}]' for label in unused)}", base_url)
        kept = [block for block in again if not _only_refers(block)]
        if not still and len(kept) + 1 == len(again):
            return tuple(kept)
    return blocks


def _parsed(source: str, base_url: str | None) -> tuple[tuple[Block, ...], list[str]]:
    """Return blocks, and the labels of notes that nothing refers to."""
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(tasklists_plugin).use(deflist_plugin)
    notes: dict[str, Any] = {}
    try:
        tokens = parser.parse(source, notes)
    except RecursionError:
        return _as_paragraphs(source), []
    if any(token.level >= NESTING - 1 for token in tokens):
        return _as_paragraphs(source), []
    numbers = notes.get("footnotes", {}).get("refs", {})
    return tuple(_Reader(tokens, base_url).blocks(None)), [key[1:] for key, number in numbers.items() if number < 0]


def _only_refers(block: Block) -> bool:
    """Tell whether a block holds nothing but references to notes."""
    return isinstance(block, Paragraph) and all((span.link or "").startswith("#fn-") for span in block.spans)


def _cost(source: str) -> int:
    """Estimate how long the parser will take, in microseconds."""
    return len(source) // 3 + sum(cost * sum(map(source.count, signs)) for cost, signs in _COSTS)


def _as_paragraphs(source: str) -> tuple[Block, ...]:
    """Read a text as paragraphs and nothing more."""
    parts = (clean_text(part).strip() for part in re.split(r"\n[ \t]*\n", source))
    return tuple(Paragraph((Span(part),), is_right_to_left(part)) for part in parts if part)


def _named_alert(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give a quotation that begins with `[!NOTE]` that word as its heading."""
    first = blocks[0] if blocks else None
    spans = first.spans if isinstance(first, Paragraph) else ()
    alert = _ALERT.match(spans[0].text) if spans else None
    if alert is None:
        return blocks
    rest = (Span(spans[0].text[alert.end() :], spans[0].marks, spans[0].link), *spans[1:])
    told = (Paragraph(rest),) if any(span.text.strip() for span in rest) else ()
    return (Paragraph((Span(alert["kind"].capitalize(), Mark.STRONG),)), *told, *blocks[1:])


class _Reader:
    """Walks over the tokens of one text; every method leaves `_place` behind what it read."""

    def __init__(self, tokens: Sequence[Token], base_url: str | None) -> None:
        self._tokens = tokens
        self._place = 0
        self._folds = 0
        self._base = base_url
        self._readers: Mapping[str, Callable[[Token], Iterator[Block]]] = {
            "heading_open": self._heading,
            "paragraph_open": self._paragraph,
            "inline": self._text,
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "blockquote_open": self._quote,
            "table_open": self._table,
            "dl_open": self._definitions,
            "fence": self._code,
            "code_block": self._code,
            "hr": self._rule,
            "html_block": self._html,
            "footnote_open": self._footnote,
        }

    def blocks(self, end: str | None) -> Iterator[Block]:
        """Yield blocks up to a closing token of type `end`."""
        while (token := self._next()) is not None and token.type != end:
            reader = self._readers.get(token.type)
            if reader is not None:
                yield from reader(token)

    def _next(self) -> Token | None:
        if self._place >= len(self._tokens):
            return None
        self._place += 1
        return self._tokens[self._place - 1]

    def _inline(self, end: str) -> Inline:
        """Read one stretch of running text and the token that closes it."""
        spans: Inline = ()
        while (token := self._next()) is not None and token.type != end:
            if token.type == "inline":
                spans += spans_of(token.children or (), self._base)
        return spans

    def _heading(self, token: Token) -> Iterator[Block]:
        spans = self._inline("heading_close")
        if spans:
            yield Heading(int(token.tag[1:]), spans, anchor_of("".join(span.text for span in spans)))

    def _paragraph(self, _: Token) -> Iterator[Block]:
        yield from self.blocks("paragraph_close")

    def _text(self, token: Token) -> Iterator[Block]:
        """Yield a paragraph, or the pictures where it holds nothing else."""
        children = token.children or []
        pictures = picture_of(children, self._base)
        if pictures:
            yield from (Image(src, alt, (Span(title),) if title else (), link) for src, alt, title, link in pictures)
            return
        spans = spans_of(children, self._base)
        if any(span.text.strip() for span in spans):
            yield Paragraph(spans, is_right_to_left("".join(span.text for span in spans)))

    def _list(self, token: Token) -> Iterator[Block]:
        ordered = token.type == "ordered_list_open"
        items: list[ListItem] = []
        while (inner := self._next()) is not None and inner.type == "list_item_open":
            marker = self._box() if "task-list-item" in str(inner.attrs.get("class", "")) else None
            items.append(ListItem(tuple(self.blocks("list_item_close")), marker))
        start = token.attrs.get("start", 1)
        yield ListBlock(tuple(items), ordered, start if isinstance(start, int) else 1)

    def _box(self) -> str:
        """Return the check box that opens the item which comes next."""
        following = self._tokens[self._place : self._place + 2]
        first = next((child.content for token in following for child in token.children or ()), "")
        return "☑" if "checked=" in first else "☐"

    def _quote(self, _: Token) -> Iterator[Block]:
        yield Quote(_named_alert(tuple(self.blocks("blockquote_close"))))

    def _table(self, _: Token) -> Iterator[Block]:
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        while (token := self._next()) is not None and token.type != "table_close":
            if token.type in ("th_open", "td_open"):
                align = _ALIGN.search(str(token.attrs.get("style", "")))
                is_header = token.type == "th_open"
                cells.append(Cell(self._inline(f"{token.tag}_close"), is_header, align[1] if align else ""))
            elif token.type == "tr_close":
                if any(cell.spans for cell in cells):
                    rows.append(tuple(cells))
                cells = []
        yield Table(tuple(rows))

    def _definitions(self, _: Token) -> Iterator[Block]:
        items: list[Definition] = []
        while (token := self._next()) is not None and token.type != "dl_close":
            if token.type == "dt_open":
                items.append(Definition(self._inline("dt_close"), ()))
            elif token.type == "dd_open":
                term = items.pop() if items else Definition((), ())
                items.append(Definition(term.term, (*term.blocks, *self.blocks("dd_close"))))
        yield DefinitionList(tuple(items))

    def _code(self, token: Token) -> Iterator[Block]:
        words = token.info.split()
        language = re.sub(r"[{}.]|,.*|\s.*", "", words[0])[:40] if words else ""
        text = clean_text(token.content).rstrip("\n")
        if text.strip():
            yield Code(text, clean_line(language) or None)

    def _rule(self, _: Token) -> Iterator[Block]:
        yield Rule()

    def _footnote(self, token: Token) -> Iterator[Block]:
        number = int(token.meta.get("id", 0)) + 1
        yield Footnote(str(number), tuple(self.blocks("footnote_close")), f"fn-{number}")

    def _html(self, token: Token) -> Iterator[Block]:
        """Yield what a block of HTML shows; one that opens details takes the Markdown up to their end."""
        opening = _DETAILS.match(token.content)
        if opening is None or _DETAILS_END.search(token.content) or self._folds > _FOLDS:
            yield from blocks_from_html(token.content, self._base)
            return
        summary = clean_line(text_from_html(opening[1] or ""))
        self._folds += 1
        inner = [*blocks_from_html(token.content[opening.end() :], self._base), *self._until_details_end()]
        self._folds -= 1
        yield Details((Span(summary or "Details"),), tuple(inner))

    def _until_details_end(self) -> Iterator[Block]:
        """Yield the blocks before the HTML that closes details; stop at the end of the list or quote they are in."""
        while self._place < len(self._tokens):
            token = self._tokens[self._place]
            if token.nesting < 0:
                return
            self._place += 1
            if token.type == "html_block" and (closing := _DETAILS_END.search(token.content)):
                yield from blocks_from_html(token.content[: closing.start()], self._base)
                yield from blocks_from_html(token.content[closing.end() :], self._base)
                return
            reader = self._readers.get(token.type)
            if reader is not None:
                yield from reader(token)
