"""Laws of the HTML reader: it ends, it stays clean, it loses no word and says none twice, whatever comes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termnews.model.article import Block
from termnews.text.clean import clean_text, is_clean
from termnews.text.html import blocks_from_html, decode, read_page, text_from_html, walk
from termnews.text.html.flatten import lines_of
from termnews.text.html.plain import text_by_parser, text_of_plain
from termnews.text.rests import REST

TAG_NAMES = """
a abbr article aside b blockquote body br caption cite code dd del details div dl dt em embed figcaption figure footer
form h1 h2 h6 header hr html iframe img input li main math annotation nav noscript object ol p picture pre q rt ruby
script section select small source span style sub summary sup svg table tbody td template th thead tr ul video x-y
"""
TAGS = [*TAG_NAMES.split(), "x\ud83d"]
ATTRIBUTES = [
    ' class="footnotes"',
    ' class="highlight python"',
    ' class="wp-caption-text"',
    ' dir="rtl"',
    " hidden",
    ' href="#a"',
    ' id="a"',
    ' href="/x?y=\x1b"',
    ' src="x.png" alt="\u202ea"',
    ' width="1" height="1"',
    ' start="-5"',
    ' value="3"',
    ' colspan="99"',
    ' style="display:none"',
    ' type="math/tex"',
    ' title="t"',
    ' \ud83d="\udc00"',
    "",
]
WORDS = st.sampled_from(
    [
        "word",
        "two words",
        " ",
        "\n",
        "&nbsp;",
        "&#27;]0;t&#7;",
        "&#x202e;x",
        "שלום",
        "<",
        "&",
        "\x9b1m",
        "\ud83d",
        "\x00",
    ]
)
soup = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
        WORDS,
        st.text(max_size=8),
    ),
    max_size=40,
).map("".join)


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """All texts and addresses in some blocks, wherever they are."""
    waiting: list[object] = list(blocks)
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            waiting.extend(value)
        else:
            waiting.extend(getattr(value, name) for name in getattr(value, "__slots__", ()))


@given(soup)
@settings(max_examples=300, deadline=None)
def test_any_markup_becomes_clean_blocks(markup: str) -> None:
    for text in texts(blocks_from_html(markup, "https://example.org/a")):
        assert is_clean(text)
    assert is_clean(text_from_html(markup))


@given(soup)
@settings(max_examples=100, deadline=None)
def test_any_page_is_read(markup: str) -> None:
    page = read_page(markup, "https://example.org/a")
    for text in (page.title, page.site, page.summary, page.content, *page.authors, *page.tags):
        assert is_clean(text)
    blocks_from_html(page.content)


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "utf-8", "big5", "utf-16", "unicode_escape", "x", "gb2312", "iso-2022-jp"]),
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_become_text(data: bytes, declared: str | None) -> None:
    assert isinstance(decode(data, declared), str)


CONTAINERS = {
    "div": "<div>{}</div>",
    "ul": "<ul><li>{}</li></ul>",
    "ol": "<ol><li>w</li><li>{}</li></ol>",
    "quote": "<blockquote>{}</blockquote>",
    "table": "<table><tr><td>{}</td><td>w</td></tr><tr><td>w</td></tr></table>",
    "headed": "<table><tr><th>w</th><th>w</th></tr><tr><td>{}</td></tr></table>",
    "terms": "<dl><dt>w</dt><dd>{}</dd></dl>",
    "figure": "<figure>{}<figcaption>w</figcaption></figure>",
    "details": "<details><summary>w</summary>{}</details>",
    "section": "<section><h2>w</h2>{}</section>",
}
LINES = ["<p>{}</p>", "<h3>{}</h3>", "<pre>{}</pre>", "{}<br>", "<p>{}</p><p>w <b>w</b></p>", "{}<hr>"]
INLINE = [
    "w",
    " <b>w</b> ",
    "<a href=/x>w w</a>",
    " <code>w</code>",
    "w<br>w",
    "w<sup>w</sup>",
    "<q> w </q>",
    " <a href=/y><i> w</i> w</a>",
]
lines = st.builds(
    str.format, st.sampled_from(LINES), st.lists(st.sampled_from(INLINE), min_size=1, max_size=4).map(" ".join)
)
documents = st.recursive(
    lines,
    lambda inner: st.builds(
        lambda kind, parts: CONTAINERS[kind].format("".join(parts)),
        st.sampled_from(sorted(CONTAINERS)),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


@given(documents)
@settings(max_examples=150, deadline=None)
def test_every_word_is_read_once(document: str) -> None:
    numbers = itertools.count(1)
    markup = re.sub(r"\bw\b", lambda _: f"w{next(numbers)}", document)
    wanted = re.findall(r"\bw\d+", markup)
    text = " ".join("".join(span.text for span in line) for line in lines_of(blocks_from_html(markup)))
    assert sorted(re.findall(r"w\d+", text)) == sorted(wanted)


BOMBS = {
    "divisions": "<div>" * 20_000 + "end",
    "quotations": "<blockquote>" * 20_000 + "end",
    "lists": "<ul><li>" * 10_000 + "end",
    "tables": "<table><tr><td>" * 10_000 + "end",
    "bold": "<b>" * 20_000 + "end",
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">end",
    "details": "<details><summary>" * 5_000 + "end",
    "formulas": "<math>" * 10_000 + "end",
    "style": f'<p style="{"color:red;" * 20_000}">end',
    "srcset": f'<img srcset="{"a b," * 20_000}">end',
    "marks": "a" + "\u0301" * 100_000 + " end",
    "escapes": "\x1b]" * 100_000 + "end",
    "breaks": "<br>" * 10_000 + "end",
}


@pytest.mark.parametrize("name", BOMBS)
def test_depth_and_size_are_survived(name: str) -> None:
    markup = BOMBS[name]
    assert "end" in " ".join("".join(span.text for span in line) for line in lines_of(blocks_from_html(markup)))
    assert text_from_html(markup).endswith("end")
    read_page(markup)


def test_a_document_without_end_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MOST_ELEMENTS", 100)
    blocks = blocks_from_html("<p>a" * 1000)
    assert 90 < len(blocks) <= 101
    assert "".join(span.text for span in list(lines_of(blocks))[-1]) == REST


PLAIN_WORDS = st.sampled_from(
    [
        "word",
        " ",
        "\n\n",
        "a  b",
        "\t",
        "&amp;",
        "&lt;b&gt;",
        "&nbsp;",
        "&#8217;",
        "&#27;",
        "&#x1",
        "&am",
        "p;",
        "é",
        "\u200b",
        "=",
        ">",
    ]
)
PLAIN_TAGS = st.sampled_from(
    ["p", "div", "ul", "ol", "li", "b", "a", "span", "h2", "h3", "blockquote", "pre", "dl", "dd", "dt"]
)
PLAIN_ATTRIBUTES = st.sampled_from(["", ' class="x"', " title='a>b'", " href=x", ' data-x="&quot;" ', "/"])
nested = st.recursive(
    PLAIN_WORDS | st.sampled_from(["<br>", "<br/>", "<hr />", '<img src="x">']),
    lambda inner: st.builds(
        lambda tag, more, parts, end: f"<{tag}{more}>{''.join(parts)}" + (f"</{tag}>" if end else ""),
        PLAIN_TAGS,
        PLAIN_ATTRIBUTES,
        st.lists(inner, max_size=4),
        st.sampled_from([True, True, True, False]),
    ),
    max_leaves=12,
)


@given(st.lists(nested | st.builds("</{}>".format, PLAIN_TAGS), max_size=5).map("".join))
@settings(max_examples=400, deadline=None)
def test_plain_markup_gives_the_same_words_without_the_parser(markup: str) -> None:
    text = text_of_plain(markup)
    assert text is None or clean_text(text).strip() == text_by_parser(markup)


def test_usual_bodies_need_no_parser() -> None:
    usual = (
        '<h2>One</h2>\n<p>Two <a href="/x?a=1&amp;b=2">three</a>&#8217;s<br/>four</p><ul><li>five</li><li>six</li></ul>'
    )
    assert text_of_plain(usual) == text_by_parser(usual) == "One\nTwo three’s\nfour\nfive\nsix"
    for odd in (
        "<p hidden>x",
        "<table><tr><td>x</table>",
        "x</div>y",
        "<li>a<li>b",
        "<p>a<!-- b -->",
        "a < b",
        "<P>x</P>",
    ):
        assert text_of_plain(odd) is None
