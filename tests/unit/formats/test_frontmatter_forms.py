"""Headers as the programs that make sites write them, and headlines of Markdown without one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from termnews.formats.articlefile import parse_article
from termnews.model.entry import ParsedEntry

NORA, BOTH = ("Nora Quist",), ("Nora Quist", "Idris Bell")
TAGS = ("rope", "knots")
HEADERS = {
    "json": (
        '{\n "title": "Ropes", "date": "2031-03-04", "tags": ["rope", "knots"], "author": "Nora Quist"\n}\n',
        NORA,
    ),
    "no opening line": (
        "title: Ropes\ndate: 2031-03-04 00:00:00\ntags:\n- rope\n- knots\nauthor: Nora Quist\n---\n",
        NORA,
    ),
    "tags parted by blanks": (
        "---\nlayout: post\ntitle: Ropes\ndate: 2031-03-04\ntags: rope knots\nauthor: Nora Quist\n---\n",
        NORA,
    ),
    "day in a table": (
        "---\ntitle: Ropes\ndate:\n  created: 2031-03-04\ntags: [rope, knots]\nauthors:\n- name: Nora Quist\n---\n",
        NORA,
    ),
    "org lines": (
        "#+TITLE: Ropes\n#+AUTHOR: Nora Quist\n#+DATE: <2031-03-04 Tue>\n#+KEYWORDS: rope, knots\n\n",
        NORA,
    ),
    "french": ("---\ntitre: Ropes\nauteur: Nora Quist\ndate: 2031-03-04\nmots-clés: rope, knots\n---\n", NORA),
    "german": (
        "---\nTitel: Ropes\nAutor: Nora Quist\nDatum: 4. März 2031\nSchlagwörter: [rope, knots]\n---\n",
        NORA,
    ),
    "toml with taxonomies": (
        (
            "+++\ntitle = 'Ropes'\ndate = 2031-03-04\nauthors = ['Nora Quist', 'Idris Bell']\n"
            "[taxonomies]\ntags = ['rope', 'knots']\n+++\n"
        ),
        BOTH,
    ),
    "lines of pelican": (
        "Title: Ropes\nDate: 2031-03-04\nTags: rope, knots\nAuthors: Nora Quist, Idris Bell\nSlug: ropes\n\n",
        BOTH,
    ),
}


def read(source: str) -> ParsedEntry:
    return parse_article(source.encode(), name="page.md", modified=0, now=2_000_000_000).entries[0]


@pytest.mark.parametrize("form", sorted(HEADERS))
def test_header_is_read(form: str) -> None:
    header, authors = HEADERS[form]
    entry = read(f"{header}The text below the header.\n")
    day = datetime(2031, 3, 4, tzinfo=UTC).timestamp()
    assert (entry.title, entry.authors, entry.published, entry.tags) == ("Ropes", authors, day, TAGS)
    assert entry.text == "The text below the header."


def test_percent_lines_of_pandoc_are_read() -> None:
    entry = read("% Ropes and knots\n% Nora Quist; Idris Bell\n% March 4, 2031\n\nThe text.\n")
    assert (entry.title, entry.authors, entry.text) == ("Ropes and knots", BOTH, "The text.")
    assert entry.published == datetime(2031, 3, 4, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "source",
    [
        "{reviewed}} is what the first line says.\n",
        '{"tags": ["an object without a title"]}\n',
        "Note: one line above dashes\n---\n\nis a heading.\n",
        "% of the vote\n\nThe text.\n",
    ],
)
def test_what_only_looks_like_a_header_stays_text(source: str) -> None:
    words = [word for word in source.split() if word.isalpha()]
    entry = read(source)
    shown = f"{entry.title} {entry.text}"
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize(
    "heading",
    [
        "# Ropes and knots {#ropes .wide}",
        '<h1 align="center">Ropes and knots</h1>',
        '<p align="center">\n<img src="a.png">\n</p>\n\n# Ropes and knots',
    ],
)
def test_headline_of_a_text_without_header(heading: str) -> None:
    entry = read(f"{heading}\n\nThe text.\n")
    assert (entry.title, entry.text) == ("Ropes and knots", "The text.")


def test_links_of_note_programs_show_their_words() -> None:
    assert read("See [[Page|that page]], [[Other#Part]] and `[[code]]`.\n").text == (
        "See that page, Other › Part and [[code]]."
    )


def test_alert_is_a_quotation_with_a_name() -> None:
    assert read("> [!WARNING]\n> Hold the *rope*.\n").text == "Warning\nHold the rope."
