"""Article files: every encoding, every header, several in one file, and what is no text."""

from __future__ import annotations

import codecs
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.formats.articlefile import parse_article
from termnews.formats.suffixes import ARTICLE_SUFFIXES, FEED_SUFFIXES
from termnews.model.entry import ParsedEntry
from termnews.model.errors import ParseError
from termnews.model.feed import ParsedFeed
from termnews.text.blocks import blocks_of, visible_text

DATA = Path(__file__).parents[2] / "data" / "articles"
EXPECTED = tomllib.loads((DATA / "expected.toml").read_text(encoding="utf-8"))
NOW = int(datetime(2031, 6, 1, tzinfo=UTC).timestamp())
MODIFIED = 1_900_000_000

STORY = """Harbour tunnel to reopen after eleven-week repair

By Nora Quist
4 March 2031

The harbour board said the pumps had run without a break since the water came in.

Tags: tunnels, ferries
"""


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def parse(body: bytes | str, name: str = "harbour.txt") -> ParsedFeed:
    data = body.encode() if isinstance(body, str) else body
    return parse_article(data, name=name, modified=MODIFIED, now=NOW)


def only(body: bytes | str, name: str = "harbour.txt") -> ParsedEntry:
    (entry,) = parse(body, name).entries
    return entry


def test_plain_file_becomes_one_entry() -> None:
    parsed = parse(STORY, "pier/harbour.txt")
    (entry,) = parsed.entries
    assert (parsed.kind, parsed.title, parsed.notes) == ("article", entry.title, ())
    assert entry.guid == "pier/harbour.txt"
    assert entry.title == "Harbour tunnel to reopen after eleven-week repair"
    assert (entry.authors, entry.published, entry.tags) == (
        ("Nora Quist",),
        moment("2031-03-04"),
        ("tunnels", "ferries"),
    )
    assert (entry.media_type, entry.file_time) == ("text/x-article", MODIFIED)
    assert entry.text == "The harbour board said the pumps had run without a break since the water came in."
    assert entry.content_hash


def test_file_without_a_date_has_only_the_time_of_the_file() -> None:
    entry = only("Harbour tunnel to reopen\n\nThe harbour board met on Monday to talk about the tunnel.\n")
    assert (entry.published, entry.updated, entry.file_time) == (None, None, MODIFIED)


@pytest.mark.parametrize("name", EXPECTED)
def test_files_from_elsewhere_are_read_as_their_text_states(name: str) -> None:
    wanted = EXPECTED[name]
    entry = only((DATA / name).read_bytes(), name)
    assert entry.title == wanted["title"]
    assert entry.authors == tuple(wanted.get("authors", ()))
    assert entry.published == (moment(wanted["published"]) if "published" in wanted else None)
    assert entry.updated == (moment(wanted["updated"]) if "updated" in wanted else None)
    assert entry.tags == tuple(wanted.get("tags", ()))
    assert wanted.get("begins", "") in " ".join(entry.text[:200].split())
    assert wanted.get("ends", "") in entry.text[-200:]
    assert "Categories:" not in entry.text


GERMAN = """Die Fähre fährt nicht – für „große“ Züge

Von Jörg Müller

Die Brücke über die Förde ist für Züge gesperrt, sagte die Behörde.

Schlagwörter: Fähre, Züge
"""
RUSSIAN = """Тоннель в гавани откроется после ремонта

Тоннель в гавани откроется в понедельник после одиннадцати недель ремонта, сообщила администрация порта.
Работы шли днём и ночью, сказал инженер, и никто не жаловался.

Теги: тоннель, порт
"""
JAPANESE = """港のトンネル、十一週間ぶりに再開へ

港湾局は火曜日、十一週間にわたる修理を終え、トンネルを月曜日に再開すると発表した。
昼も夜も働いたと技師は話した。町の人々は喜んでいる。

タグ：トンネル、港
"""
ENCODED = [
    (STORY, "utf-8"),
    (STORY, "utf-8-sig"),
    (STORY, "utf-16"),
    (STORY, "utf-16-le"),
    (STORY, "utf-16-be"),
    (GERMAN, "utf-8"),
    (GERMAN, "utf-8-sig"),
    (GERMAN, "utf-16"),
    (GERMAN, "cp1252"),
    (RUSSIAN, "utf-8"),
    (RUSSIAN, "utf-16"),
    (RUSSIAN, "koi8-r"),
    (RUSSIAN, "cp1251"),
    (JAPANESE, "utf-8"),
    (JAPANESE, "utf-16"),
    (JAPANESE, "shift-jis"),
    (JAPANESE, "euc-jp"),
]


@pytest.mark.parametrize(("text", "encoding"), ENCODED, ids=lambda value: value if len(value) < 12 else value[:8])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(text: str, encoding: str, ends: str) -> None:
    entry = only(text.replace("\n", ends).encode(encoding))
    plain = only(text)
    assert (entry.title, entry.authors, entry.tags, entry.text) == (plain.title, plain.authors, plain.tags, plain.text)
    assert "\ufffd" not in entry.text


def test_utf_16_with_mark_of_either_order() -> None:
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert only(mark + RUSSIAN.encode(codec)).tags == ("тоннель", "порт")


YAML = """---
title: "Hello: World"
date: 2031-03-04 10:15:00 +0100
lastmod: 2031-03-05
author: Nora Quist and Idris Bell
tags: [sea, "C++", Sea]
categories:
  - Ports
description: In one line
link: https://pier.example/hello
lang: en
draft: true
weight: 7
---

# Hello: World

The body.
"""
TOML = """+++
title = "Hello: World"
date = 2031-03-04T10:15:00+01:00
updated = "2031-03-05"
authors = ["Nora Quist", "Idris Bell"]
summary = "In one line"
url = "https://pier.example/hello"
language = "en"
[taxonomies]
tags = ["sea", "C++"]
categories = ["Ports"]
+++
The body.
"""
LINES = """Title: Hello: World
Date: 2031-03-04 10:15 CET
Modified: 2031-03-05
Author: Nora Quist, Idris Bell
Tags: sea, C++
Category: Ports
Summary: In one line
Source: https://pier.example/hello
Language: en

The body.
"""


@pytest.mark.parametrize("text", [YAML, TOML, LINES], ids=["yaml", "toml", "lines"])
@pytest.mark.parametrize("name", ["hello.md", "hello.txt"])
def test_headers_of_every_kind_state_the_same(text: str, name: str) -> None:
    parsed = parse(text, name)
    (entry,) = parsed.entries
    assert parsed.notes == ()
    assert entry.title == "Hello: World"
    assert entry.authors == ("Nora Quist", "Idris Bell")
    assert (entry.published, entry.updated) == (moment("2031-03-04T09:15"), moment("2031-03-05"))
    assert entry.tags == ("sea", "C++", "Ports")
    assert (entry.summary, entry.url, entry.language) == ("In one line", "https://pier.example/hello", "en")
    assert entry.text == "The body."


def test_first_heading_is_the_title_and_leaves_the_body() -> None:
    for source in ("# My *title*\n\nSome text.\n\n## Part\n", "My title\n========\n\nSome text.\n\n## Part\n"):
        entry = only(source, "a.md")
        assert (entry.title, entry.text) == ("My title", "Some text.\nPart")
        assert visible_text(blocks_of(entry.content, entry.media_type, None)) == entry.text


def test_heading_that_says_something_else_than_the_header_stays() -> None:
    entry = only("---\ntitle: One\n---\n# Two\n\nText.\n", "a.md")
    assert (entry.title, entry.text) == ("One", "Two\nText.")


def test_markdown_states_byline_date_and_tags_in_its_text() -> None:
    entry = only("# My title\n\n*By Nora Quist, 4 March 2031*\n\nSome text here.\n\nTags: a, b\n", "a.md")
    assert (entry.authors, entry.published, entry.tags) == (("Nora Quist",), moment("2031-03-04"), ("a", "b"))
    assert only("# My title\n\nSome text here.\n\n#islands #travel\n", "a.md").tags == ("islands", "travel")


def test_markdown_without_heading_has_no_title() -> None:
    entry = only("Some text here.\n\n# Later\n", "a.md")
    assert (entry.title, entry.authors, entry.published, entry.tags) == ("", (), None, ())


@pytest.mark.parametrize(
    "header",
    [
        "---\ntitle: Foo: bar: baz\ndate: 2031-03-04\ntags: [a, b]\n---\n",
        "---\ntitle: Foo: bar: baz\n\tdate: x\ndate: 2031-03-04\ntags:\n- a\n- b\n---\n",
        "+++\ntitle = Foo: bar: baz\ndate = 2031-03-04\ntags = [a, b]\n+++\n",
    ],
)
def test_header_that_is_not_valid_is_read_line_by_line(header: str) -> None:
    parsed = parse(f"{header}Body.\n", "a.md")
    (entry,) = parsed.entries
    assert (entry.title, entry.published, entry.tags, entry.text) == (
        "Foo: bar: baz",
        moment("2031-03-04"),
        ("a", "b"),
        "Body.",
    )
    assert len(parsed.notes) == 1


@pytest.mark.parametrize(
    "header",
    [
        "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: T\n---\n",
        "---\ntitle: T\ndeep: " + "[" * 40 + "]" * 40 + "\n---\n",
        "---\ntitle: T\nx: !!python/object/apply:os.system [echo]\n---\n",
        "+++\ntitle = 'T'\nx = " + "[" * 3000 + "]" * 3000 + "\n+++\n",
    ],
)
def test_hostile_headers_do_nothing(header: str) -> None:
    entry = only(f"{header}Body.\n", "a.md")
    assert (entry.title, entry.text) == ("T", "Body.")


def test_rule_at_the_top_is_no_header() -> None:
    entry = only("---\n\nSome text here.\n\n---\n\nMore text.\n", "a.md")
    assert entry.text == "Some text here.\nMore text."


PAGE = """<!doctype html><html lang="en"><head><title>Harbour tunnel reopens - The Pier Gazette</title>
<meta name="author" content="Nora Quist"><meta property="article:published_time" content="2031-03-04T10:15:00Z">
<meta property="og:title" content="Harbour tunnel reopens"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Harbour tunnel reopens</h1>
<p>The harbour board said the pumps had run without a break since the water came in, and nobody had asked for them.</p>
<p>Residents of the lower town have asked for a siren, a second footbridge and a map that shows where water goes.</p>
</article><footer>Copyright</footer></body></html>
"""


def test_saved_page_gives_its_main_content() -> None:
    for name in ("page.html", "page.HTM", "page.txt"):
        entry = only(PAGE, name)
        assert (entry.title, entry.media_type) == ("Harbour tunnel reopens", "text/html")
        assert entry.text.startswith("The harbour board said")
        assert "World" not in entry.text


SEPARATORS = ["-----", "==========", "- - - - -", "*****", "\f"]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_several_articles_in_one_file(separator: str) -> None:
    second = "Ferry captain wins a poetry prize\n\nThe captain of the ferry won the prize of the town on Monday.\n"
    text = f"{STORY}\n{separator}\n\n{second}\n{separator}\n\n{second}"
    parsed = parse(text, "notes.txt")
    assert [entry.guid for entry in parsed.entries] == [
        "notes.txt#harbour-tunnel-to-reopen-after-eleven-week-repair",
        "notes.txt#ferry-captain-wins-a-poetry-prize",
        "notes.txt#ferry-captain-wins-a-poetry-prize-2",
    ]
    assert parsed.notes == ("3 articles in one file",)
    assert parsed.title == "notes.txt"
    assert parsed.entries[0].tags == ("tunnels", "ferries")
    assert parsed.entries[1].tags == ()


@pytest.mark.parametrize(
    "text",
    [
        "Harbour tunnel to reopen\n========================\n\nThe harbour board met to talk of the tunnel.\n",
        f"{STORY}\n-----\n\nLeave a Comment\nShare this: Facebook X\n",
        f"{STORY}\n-----\n\nThe next morning the board met again, and nobody had slept, and nobody said so.\n",
    ],
)
def test_other_lines_of_dashes_do_not_split(text: str) -> None:
    assert len(parse(text).entries) == 1


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "Fog\n\nA walk along the pier in late November weather\n\nIt came in at four and stayed all night, they say.\n",
        f"---\ntitle: Quite another title\n---\n{STORY}",
        "He refused.\n\nThe harbour board met on Monday to talk about the tunnel and the pumps.\n",
    ],
)
def test_what_is_stored_reads_back_as_the_same_story(text: str) -> None:
    entry = only(text, "fog.txt")
    blocks = blocks_of(entry.content, entry.media_type, None)
    assert visible_text(blocks).split() == entry.text.split()


@pytest.mark.parametrize(
    ("body", "what"),
    {
        b"": "empty",
        b" \r\n\t\n": "empty",
        codecs.BOM_UTF8 + b"\n": "empty",
        b"\x00" * 500: "binary",
        bytes(range(256)) * 8: "binary",
        b"\x89PNG\r\n\x1a\n" + b"x" * 100: "picture",
        b"%PDF-1.7\n": "PDF",
        b"PK\x03\x04" + b"x" * 100: "zip",
        b"a" * 16_000_001: "larger than 16 MB",
    }.items(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_text_is_said_plainly(body: bytes, what: str) -> None:
    with pytest.raises(ParseError) as raised:
        parse(body, "x.txt")
    assert what in raised.value.what
    assert raised.value.where == "x.txt"
    assert raised.value.hint


def test_date_in_the_future_is_noted() -> None:
    assert parse("Title: A\nDate: 2040-01-01\n\nText.\n").notes == ("its date lies in the future",)


def test_suffixes_do_not_overlap() -> None:
    assert {".txt", ".md", ".html", ".htm"} <= ARTICLE_SUFFIXES
    assert {".xml", ".rss", ".atom", ".json"} <= FEED_SUFFIXES
    assert not ARTICLE_SUFFIXES & FEED_SUFFIXES


PIECES = [b"---\n", b"+++\n", b"title: x\n", b"Title: x\n", b"tags: [a\n", b"# ", b"<html>", b"\xff\xfe", b"\xfe\xff"]
PIECES += [b"\x00", b"-----\n", b"\f"]


@settings(max_examples=250, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400), st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=12))).map(b"".join)
    ),
    st.sampled_from(["a.txt", "a.md", "a.html", "a", ""]),
)
def test_any_bytes_give_entries_or_a_parse_error(body: bytes, name: str) -> None:
    try:
        parsed = parse(body, name)
    except ParseError as error:
        assert error.what
        return
    assert parsed.entries
    assert all(entry.file_time == MODIFIED for entry in parsed.entries)
