"""What every format promises: a clean feed or a ParseError, whatever the bytes."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.formats.detect import FORMATS, parse
from termnews.model.errors import ParseError
from termnews.model.feed import ParsedFeed
from tests.support.feedrecords import NOW

OWN = Path(__file__).resolve().parents[1] / "data" / "feeds" / "own"
GOOD = sorted(path for path in OWN.iterdir() if not path.name.endswith(".expected.json"))
URL = "https://feed.example/dir/feed"
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
PIECES = [
    b"<", b">", b"</", b"/>", b"&", b'"', b"'", b"]]>", b"<![CDATA[", b"<item>", b"</item>", b"<!--", b"-->", b"<?x?>",
    b"\x00", b"\xff", b"&#x1b;", b"&#0;", b"\x1b]52;c;AA\x07", b"<media:player>", b"<media:group>", b"<itunes:owner>",
    b"<image>", b"<source>", b"<svg>", b"</svg>", b'xmlns="', b"{", b"}", b"[", b"]", b"\\ud83d", b"null", b"1e999",
    b'<?xml encoding="utf-7"?>', b"<!DOCTYPE x [", b'type="xhtml"', b'mode="base64"', b"<title>", b"<georss:where>",
]  # fmt: skip


def strings(value: object) -> Iterator[str]:
    """Yield all text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from strings(each)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from strings(getattr(value, each.name))


def read(body: bytes) -> ParsedFeed | None:
    """A feed or nothing; whatever leaves `parse` must be clean."""
    try:
        feed = parse(body, url=URL, now=NOW)
    except ParseError as error:
        assert error.what
        assert not FORBIDDEN.search(f"{error.what} {error.hint}")
        return None
    dirty = [text for text in strings(feed) if FORBIDDEN.search(text)]
    assert not dirty
    ids = [entry.guid for entry in feed.entries]
    assert all(ids)
    assert len(set(ids)) == len(ids)
    return feed


def test_formats_have_names_of_their_own() -> None:
    names = [each.name for each in FORMATS]
    assert len(set(names)) == len(names)
    assert all(names)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_feeds_are_read(path: Path) -> None:
    feed = read(path.read_bytes())
    assert feed is not None
    assert feed.entries


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"<rss>", b"<feed>", b'{"items":[', b"\xff\xfe", b"<?xml"]))
def test_any_bytes_give_a_feed_or_a_refusal(body: bytes, head: bytes) -> None:
    read(head + body)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_damaged_feeds_give_a_feed_or_a_refusal(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    body = bytearray(path.read_bytes())
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(body) + 1)
        match chance.randrange(4):
            case 0:
                body[at:at] = chance.choice(PIECES)
            case 1:
                del body[at : at + chance.randrange(1, 80)]
            case 2:
                del body[at:]
            case _:
                body[at : at + 1] = bytes([chance.randrange(256)])
    read(bytes(body))


@pytest.mark.parametrize("path", [path for path in GOOD if path.suffix == ".xml"], ids=lambda path: path.stem)
def test_cut_feeds_keep_the_entries_before_the_cut(path: Path) -> None:
    body = path.read_bytes()
    whole = read(body)
    assert whole is not None
    half = read(body[: int(len(body) * 0.7)])
    assert half is not None
    assert [entry.title for entry in half.entries][:-1] == [entry.title for entry in whole.entries][
        : len(half.entries) - 1
    ]


def test_a_new_entry_on_top_changes_no_other_id() -> None:
    for path in GOOD:
        body = path.read_bytes()
        if b"<item>" not in body:
            continue
        fresh = b"<item><title>quite new</title><guid>same</guid></item><item>"
        before, after = read(body), read(body.replace(b"<item>", fresh, 1))
        assert before is not None
        assert after is not None
        assert {entry.guid for entry in before.entries} <= {entry.guid for entry in after.entries}
