"""Feeds beside what is expected of them: our own, one oddity or family each, and some of other projects."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from termnews.formats.detect import parse
from termnews.model.entry import ParsedEntry
from termnews.model.feed import ParsedFeed
from tests.support.feedrecords import NOW, feed_record

DATA = Path(__file__).resolve().parents[2] / "data" / "feeds"
OWN = sorted(path for path in (DATA / "own").iterdir() if not path.name.endswith(".expected.json"))
GOFEED = sorted((DATA / "copied" / "gofeed").glob("*.xml"))
CHARACTERS = sorted((DATA / "copied" / "characters").glob("*.xml"))
ENCODINGS = sorted((DATA / "copied" / "encodings").glob("*.xml"))
URL = "https://feed.example/dir/feed"


def read(path: Path) -> ParsedFeed:
    return parse(path.read_bytes(), url=URL, now=NOW)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_our_own_feeds_are_read_as_expected(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    assert feed_record(read(path)) == expected


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_reading_twice_gives_the_same(path: Path) -> None:
    assert read(path) == read(path)


@pytest.mark.parametrize("path", GOFEED, ids=lambda path: path.stem)
def test_values_agree_with_gofeed(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    feed = read(path)
    compared = {
        "title": feed.title,
        "items": [entry_values(expected_item, entry) for expected_item, entry in _pairs(expected, feed)],
    }
    wanted = {
        "title": expected.get("title", ""),
        "items": [wanted_values(item) for item in expected.get("items") or expected.get("entries") or []],
    }
    assert compared == wanted


def _pairs(
    expected: dict[str, list[dict[str, object]]], feed: ParsedFeed
) -> list[tuple[dict[str, object], ParsedEntry]]:
    return list(zip(expected.get("items") or expected.get("entries") or [], feed.entries, strict=True))


def entry_values(item: dict[str, object], entry: ParsedEntry) -> dict[str, object]:
    """Those values of an entry that the other reader's expectation states."""
    values: dict[str, object] = {
        "title": entry.title,
        "link": entry.url,
        "content": entry.content,
        "comments": entry.comments_url,
        "guid": entry.guid,
        "enclosure": next((each.url for each in entry.enclosures), None),
        "categories": list(entry.tags),
    }
    return {name: value for name, value in values.items() if name in wanted_values(item)}


def wanted_values(item: dict[str, object]) -> dict[str, object]:
    """What gofeed's record of an item says, in our words."""
    wanted = {name: item[name] for name in ("title", "link", "comments") if item.get(name)}
    for name in ("content", "guid"):
        value = item.get(name)
        if isinstance(value, dict):
            wanted[name] = value.get("value")
    enclosure = item.get("enclosure")
    if isinstance(enclosure, dict):
        wanted["enclosure"] = enclosure["url"]
    categories = item.get("categories")
    if isinstance(categories, list) and isinstance(categories[0], dict):
        wanted["categories"] = [each.get("label") or each["term"] for each in categories]
    return wanted


TITLES = {
    "amp-HEX-upper": "alpha&omega",
    "amp-cdata-name": "alpha&omega",
    "amp-cdata": "alpha&omega",
    "amp-name-hex": "alpha&omega",
    "amp-lt-alpha": "&<a",
    "amp-lt-slash": "&</",
    "amp-pound-digit": "&#0",
    "amp-pound-x": "&#x",
    "recommendation-1": "AT&T",
    "recommendation-2": "Bill & Ted's Excellent Adventure",
    "recommendation-3": "The &amp; entity",
    "recommendation-4": "I <3 Phil Ringnalda",
    "recommendation-5": "A < B",
    "recommendation-6": "A<B",
    "recommendation-7": "Nice <gorilla> what's he weigh?",
}


@pytest.mark.parametrize("path", CHARACTERS, ids=lambda path: path.stem)
def test_characters_in_titles_are_what_a_person_wants_to_see(path: Path) -> None:
    titles = [entry.title for entry in read(path).entries]
    assert all(titles)
    if path.stem in TITLES:
        assert titles == [TITLES[path.stem]]
    else:
        assert not any(re.search(r"&(?:amp|#x?26|#38);", title) for title in titles)


SCRIPTS = {
    "euc-kr-item": "년",
    "demoronize-1": "don’t",
    "demoronize-2": "don’t",
    "double-encoded-html": "…",
    "http_i18n": "Iñtërnâtiônàlizætiøn",
    "bozo_invalid-bytes-with-bom": "España",
    "undeclared-eucjp": "ゲーム三昧な正月",
    "undeclared-euckr": "한글닉네임",
    "undeclared-gb2312": "漫画系列",
    "undeclared-koi8r": "Как пережить новогоднюю ночь",
    "undeclared-shiftjis": "記事投稿が反映されない",
}


@pytest.mark.parametrize("path", ENCODINGS, ids=lambda path: path.stem)
def test_encodings_are_read_right(path: Path) -> None:
    feed = read(path)
    shown = "\n".join([feed.title, *(f"{entry.title}\n{entry.text}" for entry in feed.entries)])
    assert "\ufffd" not in shown
    assert "Ã" not in shown
    assert SCRIPTS.get(path.stem, "") in shown


def test_a_charset_from_the_server_counts_where_the_bytes_leave_doubt() -> None:
    body = (DATA / "copied" / "encodings" / "http_text_xml_charset_2.xml").read_bytes()
    feed = parse(body, url=URL, charset="windows-1252", now=NOW)
    assert feed.entries[0].text == "This is a £“test.”"


@pytest.mark.parametrize("label", ["unicode_escape", "utf-7", "punycode", "undefined", "idna", "rot13", "zlib", "mbcs"])
def test_encodings_that_run_or_expand_are_not_believed(label: str) -> None:
    item = "<item><title>ok \\x1b+AGE-</title></item>"
    body = f'<?xml version="1.0" encoding="{label}"?><rss><channel>{item}</channel></rss>'
    assert parse(body.encode("ascii"), url=URL, now=NOW).entries[0].title == "ok \\x1b+AGE-"
