"""Feeds that are not well-formed: what is readable arrives, the rest is noted, and nothing takes forever."""

from __future__ import annotations

import pytest

from termnews.formats import detect
from termnews.formats.detect import parse
from termnews.formats.document import MAX_ENTRIES
from termnews.formats.xmlfeed.mending import mend
from termnews.formats.xmlfeed.wellformed import check, make_sound
from termnews.model.feed import ParsedFeed
from tests.support.feedrecords import NOW


def read(body: str | bytes) -> ParsedFeed:
    return parse(body if isinstance(body, bytes) else body.encode(), url="https://f.example/feed", now=NOW)


def rss(items: str, *, head: str = "") -> str:
    return f'{head}<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'


ITEM = "<item><title>{0}</title><guid>{0}</guid></item>"


@pytest.mark.parametrize(
    ("body", "titles", "note"),
    [
        (rss(ITEM.format("a") + ITEM.format("b")), ["a", "b"], ""),
        (rss(ITEM.format("a & b")), ["a & b"], "not well-formed"),
        (rss(ITEM.format("a &nbsp; &eacute; &bogus; &lt;")), ["a é &bogus; <"], "not well-formed"),
        (rss(ITEM.format("1 < 2 <3")), ["1 < 2 <3"], "not well-formed"),
        (rss("<item><title>a</title><dc:creator>N</dc:creator></item>"), ["a"], "not well-formed"),
        ("\n \ufeff" + rss(ITEM.format("a"), head='<?xml version="1.0"?>'), ["a"], ""),
        ("junk before " + rss(ITEM.format("a")), ["a"], "something else stood before"),
        (rss(ITEM.format("a")) + "<script>x</script> junk", ["a"], "not well-formed"),
        (rss("<item><title>a<guid>1</guid></item>" + ITEM.format("b")), ["a", "b"], "not well-formed"),
        (rss("<item><title>a</title><item><title>b</title></item>"), ["a", "b"], "not well-formed"),
        (rss("<item><TITLE>a</title></item>"), ["a"], "not well-formed"),
        (rss("<item><title>a</titel></item>" + ITEM.format("b")), ["a", "b"], "not well-formed"),
        (rss("<item a='1' a='2' b=3 c><title>a</title></item>"), ["a"], "not well-formed"),
        (rss("<item><title>a</title><enclosure url='x.mp3></item>" + ITEM.format("b")), ["a", "b"], "not well-formed"),
        (rss(ITEM.format("<![CDATA[a <b>]] ]]>")), ["a <b>]]"], ""),
        (rss("<item><title><![CDATA[a</title></item>" + ITEM.format("<![CDATA[b]]>")), ["a", "b"], "not well-formed"),
        (
            rss(ITEM.format("a") + "<!-- " + ITEM.format("no") + "-->" + ITEM.format("b & c")),
            ["a", "b & c"],
            "not well",
        ),
    ],
)
def test_what_is_readable_arrives(body: str, titles: list[str], note: str) -> None:
    feed = read(body)
    assert [entry.title for entry in feed.entries] == titles
    assert any(note in each for each in feed.notes) if note else feed.notes == ()


@pytest.mark.parametrize(
    ("end", "count"),
    [
        ("<item><title>c", 3),
        ("<item><tit", 3),
        ("<ite", 2),
        ("<![CDA", 2),
        ("<!-- x", 2),
        ("</chan", 2),
        ("", 2),
        ("&am", 2),
    ],
)
def test_a_feed_that_is_cut_off_says_where(end: str, count: int) -> None:
    body = '<rss version="2.0"><channel>' + ITEM.format("a") + ITEM.format("b") + end
    feed = read(body)
    assert len(feed.entries) == count
    assert feed.notes == (f"cut off after {count} entries",)


def test_a_cut_text_is_kept_as_far_as_it_goes() -> None:
    feed = read("<rss><channel><item><title>a</title><description><![CDATA[<p>half a sent")
    assert feed.entries[0].text == "half a sent"


@pytest.mark.parametrize(
    "control", ["\x00", "\x08", "\x0b", "\x1f", "&#0;", "&#8;", "&#x1F;", "&#11;", "\ufffe", "\uffff"]
)
def test_control_characters_go_and_their_neighbours_stay(control: str) -> None:
    feed = read(rss(ITEM.format("before") + ITEM.format(f"ab{control}cd") + ITEM.format("after")))
    assert [entry.title for entry in feed.entries] == ["before", "abcd", "after"]


@pytest.mark.parametrize("escape", ["\x1b]52;c;AAAA\x07", "\x1b[31m", "&#27;[31m", "&#x1b;]2;title&#7;"])
def test_escape_sequences_go_as_a_whole(escape: str) -> None:
    assert read(rss(ITEM.format(f"a{escape}b"))).entries[0].title == "ab"


def test_a_document_type_defines_plain_words_and_nothing_else() -> None:
    bombs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE rss [<!ENTITY a0 "lol"><!ENTITY f SYSTEM "file:///etc/passwd">{bombs}]>'
    assert read(rss(ITEM.format("&a0;, &a9; &f;"), head=head)).entries[0].title == "lol, &a9; &f;"


def test_overlong_entities_are_not_expanded() -> None:
    head = f'<!DOCTYPE r [<!ENTITY a "{"x" * 5000}">]>'
    assert read(rss(ITEM.format("&a;" * 300), head=head)).entries[0].title.startswith("&a;&a;")


def test_entities_that_make_a_document_much_longer_are_not_expanded() -> None:
    head = f'<!DOCTYPE r [<!ENTITY a "{"x" * 900}">]>'
    assert read(rss(ITEM.format("&a;" * 3000), head=head)).entries[0].title.startswith("&a;&a;")


def test_html_document_types_do_not_matter() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://site.invalid/">'
    assert read(rss(ITEM.format("found"), head=head)).entries[0].title == "found"


def test_namespaces_are_known_by_address_not_by_prefix() -> None:
    body = (
        '<x:feed xmlns:x="http://www.w3.org/2005/Atom"><x:title>T</x:title>'
        "<x:entry><x:title>a</x:title><x:id>1</x:id></x:entry></x:feed>"
    )
    feed = read(body)
    assert (feed.kind, feed.title, feed.entries[0].title) == ("atom", "T", "a")


def test_blanks_in_namespace_addresses_do_not_matter() -> None:
    body = (
        '<rss xmlns:dc=" http://purl.org/dc/elements/1.1/ "><channel><item><title>a</title>'
        "<dc:creator>N</dc:creator></item></channel></rss>"
    )
    assert read(body).entries[0].authors == ("N",)


def test_many_entries_are_cut_at_the_limit() -> None:
    feed = read(rss("".join(ITEM.format(n) for n in range(MAX_ENTRIES + 50))))
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.notes == ("only the first 2000 entries were read",)


def test_huge_bodies_are_cut_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect, "MAX_BODY", 1_000_000)
    feed = read(rss(ITEM.format("a") + "<item><title>" + "x" * 1_000_000))
    assert feed.entries[0].title == "a"
    assert feed.notes[0] == "only the first 1 MB were read"


@pytest.mark.parametrize(
    "inner",
    [
        "<a>" * 20_000,
        "<item " + " ".join(f"a{n}='1'" for n in range(50_000)) + ">",
        "<![CDATA[" * 20_000,
        "<!--" * 20_000,
        "<a b='" * 10_000,
        "</" + "a" * 200_000,
        "<" * 30_000,
        "&" * 200_000,
        " " * 200_000 + "<a" + " " * 200_000,
        "<!x" * 50_000,
        "xmlns='" * 50_000,
        "".join(f"<category>{n}</category>" for n in range(10_000)),
        "".join(f"<p{n}:x/>" for n in range(10_000)),
        "".join(f"<p{n}:x xmlns:p{n}='urn:{n}'>x</p{n}:x>" for n in range(10_000)),
    ],
    ids=lambda inner: inner[:12],
)
def test_hostile_markup_costs_little_and_loses_no_entry(inner: str) -> None:
    feed = read(rss(ITEM.format("kept") + inner))
    assert feed.entries[0].title == "kept"


@pytest.mark.parametrize("text", ["", "no markup", "<", "<a", "</a>", "<a/>", "<!--", "<a>b</a>c<d>", "<a><b></a></b>"])
def test_what_is_mended_is_well_formed(text: str) -> None:
    mended = mend(text, {}).markup
    assert not mended or check(mended) == ""


def test_a_sound_document_passes_unchanged() -> None:
    text = rss(ITEM.format("a"))
    assert make_sound(text).markup == text.encode()
    assert make_sound(text).notes == ()
