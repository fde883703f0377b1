"""Every kind of block as lines."""

from __future__ import annotations

from typing import get_args

import pytest

from termnews.model.article import (
    Block,
    Caption,
    Definition,
    DefinitionList,
    Details,
    Footnote,
    Furniture,
    Heading,
    Highlights,
    Image,
    ListBlock,
    ListItem,
    Media,
    Paragraph,
    Quote,
    Rule,
    Span,
)
from termnews.text.wrap import STYLES, wrap
from termnews.text.wrap.flow import DRAWERS
from tests.support.pages import drawn, lines_of, paragraph


def item(*texts: str, marker: str | None = None) -> ListItem:
    """A list item of paragraphs."""
    return ListItem(tuple(paragraph(text) for text in texts), marker)


def test_every_kind_of_block_is_drawn() -> None:
    assert set(DRAWERS) == set(get_args(Block))


CASES: dict[str, tuple[Block, list[str]]] = {
    "bullets": (ListBlock((item("one"), item("two words that wrap"))), ["• one", "• two words", "  that wrap"]),
    "nested": (
        ListBlock((ListItem((paragraph("a"), ListBlock((ListItem((paragraph("b"), ListBlock((item("c"),)))),)))),)),
        ["• a", "  ◦ b", "    ▪ c"],
    ),
    "numbers": (ListBlock((item("a"), item("b")), ordered=True, start=9), [" 9. a", "10. b"]),
    "boxes": (ListBlock((item("done", marker="☑"), item("open", marker="☐"))), ["☑ done", "☐ open"]),
    "several paragraphs": (ListBlock((item("a", "b"), item("c"))), ["• a", "", "  b", "", "• c"]),
    "an empty item": (ListBlock((ListItem(()), item("a"))), ["• a"]),
    "quote": (
        Quote((paragraph("said long ago"), paragraph("again")), (Span("A. Nyone"),)),
        [
            "▍ said long",
            "▍ ago",
            "▍",
            "▍ again",
            "▍ — A. Nyone",
        ],
    ),
    "quote in quote": (Quote((Quote((paragraph("deep"),)), paragraph("less"))), ["▍ ▍ deep", "▍", "▍ less"]),
    "highlight": (Highlights(((Span("a single long line"),),)), ["▍ a single", "▍ long line"]),
    "highlights": (Highlights(((Span("a first long line"),), (Span("b"),))), ["▍ a first", "▍   long line", "▍ b"]),
    "definitions": (
        DefinitionList((Definition((Span("term"),), (paragraph("what it is"),)), Definition((Span("t"),), ()))),
        ["term", "  what it is", "", "t"],
    ),
    "picture": (Image("https://e.org/a.png", "A ferry", (Span("At sea"),)), ["[picture: A", "ferry]", "At sea"]),
    "picture without words": (Image("https://e.org/a.png"), ["[picture]"]),
    "picture whose words are its caption": (Image(None, "At sea", (Span("At sea"),)), ["[picture]", "At sea"]),
    "media": (Media("video", "A film", "https://e.org/v"), ["▶ A film"]),
    "rule": (Rule(), ["────────────"]),
    "footnote": (Footnote("1", (paragraph("a note that wraps"),), "fn"), ["[1] a note", "    that", "    wraps"]),
    "details": (Details((Span("More"),), (paragraph("hidden"),)), ["▸ More"]),
    "furniture": (Furniture("share", ("X", "Mail")), ["▸ 2 lines", "  folded:", "  share"]),
    "caption": (Caption((Span("At sea"),)), ["At sea"]),
}


@pytest.mark.parametrize("name", CASES)
def test_blocks_become_lines(name: str) -> None:
    block, expected = CASES[name]
    assert drawn([block], 13) == expected


def test_blank_lines_between_blocks_never_two() -> None:
    blocks: list[Block] = [
        Heading(2, (Span("H"),)),
        paragraph(""),
        Quote((paragraph("q"), paragraph(""))),
        paragraph("p"),
    ]
    assert drawn(blocks) == ["H", "", "▍ q", "", "p"]


def test_captions_stand_below_their_picture_and_notes_together() -> None:
    picture, caption = Image(None, "x"), Caption((Span("c"),))
    notes = [Footnote("1", (paragraph("a"),)), Footnote("2", (paragraph("b"),))]
    assert drawn((picture, caption, paragraph("p"), *notes)) == ["[picture: x]", "c", "", "p", "", "[1] a", "[2] b"]


def test_pictures_and_media_lead_somewhere() -> None:
    page = wrap(
        [Image("https://e.org/a.png", "x", (), "https://e.org/big"), Media("audio", "y", "https://e.org/y.mp3")], 40
    )
    assert page.links == ("https://e.org/big", "https://e.org/y.mp3")
    assert [run.link for line in page.lines for run in line.runs if run.link >= 0] == [0, 1]


FOLDED: list[Block] = [
    Details((Span("One"),), (paragraph("inner"), Details((Span("Two"),), (paragraph("core"),)))),
    Furniture("share", ("X",)),
    Furniture("comments", ("Leave a comment", "Tom says")),
    paragraph("end"),
    Furniture("other", ("z",)),
]


def test_folds_are_numbered_in_the_order_of_the_text() -> None:
    """Furniture next to furniture is one fold; what lies within a closed fold has its number all the same."""
    page = wrap(FOLDED, 40)
    assert [(line.fold, line.text) for line in page.lines if line.fold >= 0] == [
        (0, "▸ One"),
        (2, "▸ 3 lines folded: share, comments"),
        (3, "▸ 1 line folded"),
    ]


def test_folds_open_by_their_number() -> None:
    assert drawn(FOLDED, 40, opened=[0, 2]) == [
        *("▾ One", "", "  inner", "", "  ▸ Two", ""),
        *("▾ 3 lines: share, comments", "  X", "  Leave a comment", "  Tom says", ""),
        *("end", "", "▸ 1 line folded"),
    ]
    assert drawn(FOLDED, 40, opened=[0, 1])[4:7] == ["  ▾ Two", "", "    core"]


def test_opening_a_fold_moves_no_place() -> None:
    closed, opened = wrap(FOLDED, 40), wrap(FOLDED, 40, opened=frozenset(range(9)))
    assert closed.length == opened.length
    ends = [page.offsets[lines_of(page).index("end")] for page in (closed, opened)]
    assert ends[0] == ends[1]


def test_outline_and_anchors() -> None:
    blocks: list[Block] = [
        Heading(1, (Span("First"),), "first"),
        paragraph("p"),
        Heading(2, (Span("Second one"),)),
        Footnote("1", (paragraph("n"),), "fn-1"),
    ]
    page = wrap(blocks, 40)
    assert page.outline == ((0, 1, "First"), (4, 2, "Second one"))
    assert page.anchors == (("first", 0), ("fn-1", 6))
    assert page.lines[6].text == "[1] n"


def test_roles_are_known_and_quotes_keep_theirs() -> None:
    page = wrap((Quote((ListBlock((item("x"),)), Heading(3, (Span("h"),)))), paragraph("p")), 40)
    styles = [run.style for line in page.lines for run in line.runs if run.text.strip() not in ("▍", "•")]
    assert styles == ["quote", "heading-3", "text"]
    assert len(set(STYLES)) == len(STYLES)


def test_ascii_draws_with_ascii_alone() -> None:
    blocks: list[Block] = [*FOLDED, *(block for block, _ in CASES.values())]
    for opened in (frozenset[int](), frozenset(range(20))):
        page = wrap(blocks, 30, opened=opened, ascii=True)
        assert all(line.text.isascii() for line in page.lines)
    assert lines_of(wrap([CASES["boxes"][0]], 30, ascii=True)) == ["[x] done", "[ ] open"]


def test_deep_nesting_leaves_room_for_words() -> None:
    block: Block = paragraph("the words at the bottom")
    for _ in range(40):
        block = Quote((ListBlock((ListItem((block,)),), ordered=True),))
    lines = drawn([block], 30)
    assert " ".join(" ".join(lines).replace("▍", "").split()).endswith("the words at the bottom")
    assert all(len(line) <= 30 for line in lines)


def test_narrow_panes_keep_numbers_and_boxes() -> None:
    blocks: list[Block] = [
        ListBlock((item("a", marker="☑"),)),
        ListBlock((item("b"),), ordered=True, start=7),
        Paragraph((Span("c"),)),
    ]
    assert drawn(blocks, 3) == ["☑", "a", "", "7.", "b", "", "c"]
