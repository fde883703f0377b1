"""Blocks made up for property tests: every kind, nested a little, with text that formats would trip over."""

from __future__ import annotations

from hypothesis import strategies as st

from termnews.model.article import (
    Block,
    Caption,
    Cell,
    Code,
    Definition,
    DefinitionList,
    Heading,
    Highlights,
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

NASTY = r"""
word two *stars* _lines_ snake_case `tick` ``ticks`` [link](x) ![p](y) [^1] <b> </p> <!-- & &amp; &#65; a|b ~~gone~~
# - + = > 1. 2) : \ \* " ' $x$ ] ( http://example.org/ 日本語 שלום é 🦀 --- === *** <script> ]]> {x} ^up^ | ~
"""
WORDS = st.sampled_from(NASTY.split())
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
MARKS = st.sampled_from(
    [
        Mark.NONE,
        Mark.NONE,
        Mark.STRONG,
        Mark.EMPHASIS,
        Mark.STRONG | Mark.EMPHASIS,
        Mark.CODE,
        Mark.STRIKE,
        Mark.KEYBOARD,
        Mark.SUPERSCRIPT,
        Mark.MARKED,
    ]
)
LINKS = st.sampled_from([None, None, None, "https://example.org/a_(b)", "https://example.org/?q=%20<x>"])


@st.composite
def inlines(draw: st.DrawFn) -> Inline:
    """Spans with blanks between them, as a paragraph has."""
    texts = draw(st.lists(TEXTS, min_size=1, max_size=4))
    spans = []
    for at, text in enumerate(texts):
        spans.append(Span(text, draw(MARKS), draw(LINKS)))
        if at + 1 < len(texts):
            spans.append(Span(draw(st.sampled_from([" ", " and ", "\n"]))))
    return tuple(spans)


PARAGRAPHS = st.builds(Paragraph, inlines())
CELLS = st.builds(Cell, inlines(), st.just(False), st.sampled_from(["", "left", "right", "center"]))
CODES = st.builds(Code, st.lists(TEXTS, min_size=1, max_size=3).map("\n".join), st.sampled_from([None, "python"]))


def blocks(depth: int = 2) -> st.SearchStrategy[tuple[Block, ...]]:
    """Some blocks; within lists and quotes others, `depth` levels deep."""
    kinds: list[st.SearchStrategy[Block]] = [
        PARAGRAPHS,
        CODES,
        st.builds(Heading, st.integers(1, 6), inlines()),
        st.builds(Highlights, st.lists(inlines(), min_size=1, max_size=3).map(tuple)),
        st.builds(Caption, inlines()),
        st.builds(Rule),
        st.builds(
            Table, st.lists(st.lists(CELLS, min_size=2, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple)
        ),
    ]
    if depth:
        inner = blocks(depth - 1)
        items = st.lists(st.builds(ListItem, inner), min_size=1, max_size=3).map(tuple)
        kinds += [
            st.builds(Quote, inner),
            st.builds(ListBlock, items, st.booleans(), st.integers(1, 12)),
            st.builds(
                DefinitionList, st.lists(st.builds(Definition, inlines(), inner), min_size=1, max_size=2).map(tuple)
            ),
        ]
    return st.lists(st.one_of(kinds), min_size=1, max_size=4).map(tuple)
