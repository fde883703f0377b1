"""Every example of the user's page on queries is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from termnews.query import parse
from termnews.query.fields import FIELDS

PAGE = Path(__file__).parents[3] / "docs" / "query.md"


def _examples() -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"```query\n(.*?)```", text, re.DOTALL)
    found = [re.split(r" {2,}", line)[0] for block in blocks for line in block.splitlines()]
    for row in re.findall(r"^\| (`.*?) (?<!\\)\|", text, re.MULTILINE):
        found.extend(example.replace(r"\|", "|") for example in re.findall(r"`([^`]+)`", row))
    return found


@pytest.mark.parametrize("example", _examples())
def test_example_reads(example: str) -> None:
    query = parse(example)
    assert parse(str(query)) == query
    assert str(query)


def test_page_shows_every_field() -> None:
    text = PAGE.read_text(encoding="utf-8")
    missing = {name for name in FIELDS if f"{name}:" not in text}
    assert not missing
    shown = {value for spec in FIELDS.values() for value in spec.values if not re.search(rf"\b{value}\b", text)}
    assert not shown
