"""Laws of every page: no line too wide, no word lost, and the same place in the text at every width."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from termnews.model.article import (
    Block,
    Caption,
    Cell,
    Code,
    Definition,
    DefinitionList,
    Details,
    Footnote,
    Furniture,
    Heading,
    Highlights,
    Inline,
    Line,
    ListBlock,
    ListItem,
    Mark,
    Media,
    Page,
    Paragraph,
    Quote,
    Span,
    Table,
)
from termnews.text.blocks import visible_text
from termnews.text.clean import clean_text
from termnews.text.wrap import STYLES, line_at, position_of, wrap
from tests.support.pages import said

WORDS = st.sampled_from(
    [
        *("a", "the", "harbour", "reopens", "well-known", "https://example.org/a/very/long/path?with=query&and=more"),
        *(
            "naïve",
            "“quoted”",
            "Größe",
            "слово",
            "日本語、「文章」です。",
            "中文字符",
            "한국어",
            "👩‍🚀",
            "⚠️",
            "🇩🇪",
            "e\u0301te\u0301",
        ),
        *("한국어", "no\u00a0break", "x" * 45, "हिन्दी", "مَرْحَبًا", "word—word", "—", "(", "1,200.50"),
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join).map(clean_text)
BROKEN_TEXTS = st.lists(TEXTS, min_size=1, max_size=2).map("\n".join)
MARKS = st.sampled_from([Mark.NONE, Mark.STRONG, Mark.EMPHASIS | Mark.CODE, Mark.MARKED])
LINKS = st.sampled_from([None, None, "https://example.org/", "#note"])
SPANS: st.SearchStrategy[Inline] = st.lists(st.builds(Span, BROKEN_TEXTS, MARKS, LINKS), min_size=1, max_size=4).map(
    tuple
)

LEAVES = st.one_of(
    st.builds(Paragraph, SPANS, st.booleans()),
    st.builds(Heading, st.integers(1, 6), SPANS),
    st.builds(Highlights, st.lists(SPANS, min_size=1, max_size=3).map(tuple)),
    st.builds(Caption, SPANS),
    st.builds(Code, BROKEN_TEXTS, st.sampled_from([None, "python"])),
    st.builds(Media, st.just("video"), TEXTS),
    st.builds(Furniture, st.just("share"), st.lists(TEXTS, min_size=1, max_size=3).map(tuple)),
)


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, min_size=1, max_size=3).map(tuple)
    items = st.lists(st.builds(ListItem, blocks, st.sampled_from([None, "☑", "iv."])), min_size=1, max_size=3)
    return st.one_of(
        st.builds(ListBlock, items.map(tuple), st.booleans(), st.integers(1, 1000)),
        st.builds(Quote, blocks, SPANS),
        st.builds(DefinitionList, st.builds(Definition, SPANS, blocks).map(lambda one: (one,))),
        st.builds(Footnote, st.just("3"), blocks),
        st.builds(Details, SPANS, blocks),
    )


TREES = st.lists(st.recursive(LEAVES, _nested, max_leaves=3), min_size=1, max_size=3)
SPREAD = st.integers(1, 4)
WIDTHS = st.integers(2, 90)
EVERYTHING_OPEN = frozenset(range(1000))


def _is_label(line: Line) -> bool:
    """Tell whether a line only says that furniture is folded here."""
    return line.fold >= 0 and line.runs[-1].style == "furniture"


def _check_lines(page: Page, width: int) -> None:
    for line in page.lines:
        assert cell_len(line.text, "latest") <= width
        assert line.text == line.text.rstrip()
        assert all(role in STYLES for run in line.runs for role in run.style.split("+"))
        assert all(-1 <= run.link < len(page.links) for run in line.runs)
        assert all(run.text for run in line.runs)


@settings(max_examples=80, deadline=None)
@given(TREES, WIDTHS, st.booleans())
def test_no_line_is_too_wide_and_no_word_is_lost(blocks: list[Block], width: int, is_open: bool) -> None:
    page = wrap(blocks, width, opened=EVERYTHING_OPEN if is_open else frozenset())
    _check_lines(page, width)
    whole = "".join(visible_text(blocks, furniture=True).split())
    assert page.length == len(whole)
    assert len(page.offsets) == len(page.lines)
    told = [(said(line), offset) for line, offset in zip(page.lines, page.offsets, strict=True) if not _is_label(line)]
    assert all(whole.startswith(text, offset) for text, offset in told)
    assert not is_open or "".join(text for text, _ in told) == whole


@settings(max_examples=60, deadline=None)
@given(TREES, WIDTHS, WIDTHS)
def test_a_place_holds_at_every_width(blocks: list[Block], first: int, second: int) -> None:
    """The character that a place names stands on the line found for it, however the text is wrapped."""
    narrow, wide = wrap(blocks, first, opened=EVERYTHING_OPEN), wrap(blocks, second, opened=EVERYTHING_OPEN)
    assert narrow.length == wide.length == wrap(blocks, second).length
    for number, line in enumerate(narrow.lines):
        offset = narrow.offsets[number]
        if not offset or not said(line) or line.fold >= 0:
            continue
        found = line_at(wide, position_of(narrow, number))
        following = wide.offsets[found + 1] if found + 1 < len(wide.offsets) else wide.length
        assert wide.offsets[found] <= offset < following


@settings(max_examples=40, deadline=None)
@given(TREES, WIDTHS)
def test_blank_lines_stand_alone_and_never_outside(blocks: list[Block], width: int) -> None:
    blocks = [block for block in blocks if not isinstance(block, Code)]
    lines = [line.text.strip("▍ ") for line in wrap(blocks, width).lines]
    shown = [bool(line) for line in lines]
    assert not shown or (shown[0] and shown[-1])
    broken = any("\n" in line for line in visible_text(blocks))
    assert broken or all(any(pair) for pair in itertools.pairwise(shown))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.builds(
                Cell,
                SPANS,
                st.booleans(),
                st.sampled_from(["", "right", "center"]),
                st.integers(1, 4),
                st.integers(1, 4),
            ),
            max_size=5,
        ).map(tuple),
        max_size=6,
    ).map(tuple),
    st.integers(2, 120),
)
def test_tables_fit_and_keep_every_word(rows: tuple[tuple[Cell, ...], ...], width: int) -> None:
    page = wrap((Table(rows),), width)
    _check_lines(page, width)
    assert page.length == wrap((Table(rows),), 77).length == len("".join(visible_text((Table(rows),)).split()))
    shown = "".join("".join(line.text.split()) for line in page.lines)
    body = [cell for row in rows for cell in row if not cell.header]
    words = "".join("".join("".join(span.text for span in cell.spans).split()) for cell in body)
    for char in set(words):
        assert shown.count(char) >= words.count(char)
