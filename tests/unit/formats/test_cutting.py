"""Documents that are too long: what is left out is told in the article itself, and nothing else is missing."""

from __future__ import annotations

import json

import pytest

from termnews.formats.articlefile import parse_article
from termnews.formats.detect import parse
from termnews.formats.document import MAX_CONTENT
from termnews.model.article import Paragraph, Table
from termnews.model.entry import ParsedEntry
from termnews.text.blocks import blocks_of, visible_text
from termnews.text.html import dom
from termnews.text.rests import REST, REST_OF_TABLE

STORY = "The council met on the old bridge and talked for hours about the new one, which nobody wants to pay for. "


def article(text: str, name: str = "page.html") -> tuple[ParsedEntry, tuple[str, ...]]:
    feed = parse_article(text.encode(), name=name, modified=0, now=0)
    return feed.entries[0], feed.notes


def told(entry: ParsedEntry) -> str:
    return visible_text(blocks_of(entry.content, entry.media_type, None))


def page(body: str) -> str:
    return f"<!doctype html><title>A bridge</title><body><article><p>{STORY}</p>{body}</article></body>"


def test_what_nobody_reads_of_a_page_takes_no_room_from_the_story() -> None:
    script = "var a = '<p>';\n" * 100_000
    entry, notes = article(f"<!doctype html><title>A</title><script>{script}</script>{page('<p>The end.</p>')}")
    assert "The end." in told(entry) and not notes
    entry, notes = article(page(f"<p {' '.join(f'a{n}=1' for n in range(200_000))}>The end.</p>"))
    assert "The end." in told(entry) and not notes


@pytest.mark.parametrize("most_nodes", [500, dom.MOST_NODES])
def test_a_page_that_goes_on_says_so(most_nodes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dom, "MOST_NODES", most_nodes)
    entry, notes = article(page("".join(f"<div><b>{number}</b> {STORY}</div>" for number in range(12_000))))
    assert told(entry).endswith(REST) and len(notes) == 1
    assert len(entry.content) < MAX_CONTENT + 1000


def test_a_table_that_goes_on_says_so() -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{row}.{column}</td>' for column in range(200))}</tr>" for row in range(250))
    blocks = blocks_of(page(f"<table>{rows}</table><p>After it.</p>"), "text/html", None)
    assert [type(block) for block in blocks[-3:]] == [Table, Paragraph, Paragraph]
    assert visible_text(blocks[-2:]) == f"{REST_OF_TABLE}\nAfter it."


def test_scripts_are_not_read_however_deep_they_stand() -> None:
    entry, _ = article(page("<div>" * 300 + "deep<script>alert(1)</script><template><p>no</p></template> words"))
    assert "deep words" in told(entry) and "alert" not in told(entry) and "no" not in told(entry).split()


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_text_that_goes_on_says_so(name: str) -> None:
    entry, notes = article("A bridge\n\n```\n" + f"{STORY}\n" * 12_000, name)
    assert told(entry).endswith(REST) and len(notes) == 1


def test_an_entry_of_a_feed_that_goes_on_says_so() -> None:
    long = f"<table><tr><td>{STORY * 12_000}</td></tr></table>"
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": long}]}
    entry = parse(json.dumps(feed).encode(), url="https://example.org/feed.json", now=0).entries[0]
    assert told(entry).endswith(f"\n{REST}")
    feed["items"] = [{"id": "1", "content_text": STORY * 12_000}]
    entry = parse(json.dumps(feed).encode(), url="https://example.org/feed.json", now=0).entries[0]
    assert told(entry).endswith(f"\n{REST}")
