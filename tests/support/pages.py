"""Pages for tests: made of blocks, read back as text, compared with files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from termnews.model.article import Block, Line, Page, Paragraph, Span
from termnews.text.wrap import wrap

DATA = Path(__file__).resolve().parents[1] / "data" / "pages"

DRAWN = {"list-marker", "quote-bar", "highlight-bar", "rule", "footnote-label", "table-rule"}
"""Roles of what is only drawn."""
SIGNS = {"▸", "▾", "▶", "↪"}


def paragraph(text: str) -> Paragraph:
    """A paragraph of one look."""
    return Paragraph((Span(text),))


def lines_of(page: Page) -> list[str]:
    """The text of every line."""
    return [line.text for line in page.lines]


def drawn(blocks: Sequence[Block], width: int = 40, opened: Sequence[int] = ()) -> list[str]:
    """The lines that blocks become."""
    return lines_of(wrap(blocks, width, opened=frozenset(opened)))


def said(line: Line) -> str:
    """What a line says: its characters without blanks and without what is only drawn."""
    runs = (
        run.text
        for run in line.runs
        if run.style not in DRAWN and run.text.strip() not in SIGNS and (run.text, run.style) != ("— ", "quote-source")
    )
    return "".join("".join(runs).split())


def compare(name: str, text: str) -> None:
    """Compare with a stored page; `TERMNEWS_UPDATE_PAGES=1` stores the text instead, to be looked at."""
    path = DATA / f"{name}.txt"
    if os.environ.get("TERMNEWS_UPDATE_PAGES"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.exists(), f"{path.name} is missing: run with TERMNEWS_UPDATE_PAGES=1 and look at it"
    assert text == path.read_text(encoding="utf-8")
