"""Scraped pages of many countries, each line marked with what it is: fields exact, story whole, furniture folded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from termnews.formats.articlefile import parse_article
from termnews.model.article import Caption, Furniture
from termnews.model.entry import ParsedEntry
from termnews.text.clean import clean_line
from termnews.text.plain import read_article
from termnews.text.plain.units import decode_references

PAGES = Path(__file__).parents[2] / "data" / "plain" / "annotated-pages.txt"
STORY, FOLDED = "BSHb", "YGF"


@dataclass
class Annotated:
    """A page with what must be read from it."""

    name: str
    stated: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[str, str]] = field(default_factory=list)

    def marked(self, marks: str) -> list[str]:
        return [clean_line(decode_references(text)) for mark, text in self.lines if mark and mark in marks]

    def listed(self, key: str, separator: str) -> tuple[str, ...]:
        return tuple(part for part in self.stated.get(key, "").split(separator) if part)

    @property
    def source(self) -> str:
        return "\n".join(text for _, text in self.lines) + "\n"


@cache
def pages() -> dict[str, Annotated]:
    found: dict[str, Annotated] = {}
    page = Annotated("")
    for line in PAGES.read_text(encoding="utf-8").split("\n"):
        if line.startswith("=== "):
            page = found.setdefault(line[4:], Annotated(line[4:]))
        elif line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            page.stated[key] = value
        else:
            page.lines.append((line[:1], line[2:]))
    return found


@cache
def entries(name: str) -> tuple[ParsedEntry, ...]:
    return parse_article(pages()[name].source.encode(), name="page.txt", modified=0, now=2_000_000_000).entries


def stated_time(page: Annotated, key: str) -> int | None:
    if key not in page.stated:
        return None
    moment = datetime.fromisoformat(page.stated[key])
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def folded(name: str) -> list[str]:
    blocks = [block for entry in entries(name) for block in read_article(entry.content).blocks]
    lines = [line for block in blocks if isinstance(block, Furniture) for line in block.lines]
    captions = ["".join(span.text for span in block.spans) for block in blocks if isinstance(block, Caption)]
    return [clean_line(line) for line in lines + captions]


@pytest.mark.parametrize("name", sorted(pages()))
def test_fields_are_what_the_page_states(name: str) -> None:
    page, found = pages()[name], entries(name)
    first = found[0]
    assert [entry.title for entry in found] == page.marked("T")
    assert first.authors == page.listed("author", "; ")
    assert first.tags == page.listed("tags", ", ")
    assert (first.published, first.updated) == (stated_time(page, "date"), stated_time(page, "updated"))


@pytest.mark.parametrize("name", sorted(pages()))
def test_story_is_whole_and_nothing_else_is_in_it(name: str) -> None:
    page = pages()[name]
    text = "\n".join(entry.text for entry in entries(name))
    aside = folded(name)
    numbered = re.compile(r"(?:\d+[.)]|•)\s+")
    assert [line for line in page.marked(STORY) if numbered.sub("", line, count=1) not in text] == []
    assert [line for line in page.marked(STORY) if line in aside] == []
    assert [line for line in page.marked(FOLDED + "C") if line in text.split("\n")] == []


@pytest.mark.parametrize("name", sorted(pages()))
def test_furniture_is_kept_folded(name: str) -> None:
    aside = folded(name)
    assert [line for line in pages()[name].marked(FOLDED + "C") if line.strip("-") and line not in aside] == []
