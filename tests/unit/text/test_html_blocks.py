"""HTML to blocks: what a person reads of each element, once, with its links, marks and nesting."""

from __future__ import annotations

import pytest

from termnews.model.article import (
    Block,
    Caption,
    Cell,
    Code,
    Definition,
    DefinitionList,
    Details,
    Footnote,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Mark,
    Media,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from termnews.text.html import blocks_from_html

BASE = "https://example.org/news/today"


def paragraph(text: str, marks: Mark = Mark.NONE, link: str | None = None) -> Paragraph:
    """A paragraph in one look."""
    return Paragraph((Span(text, marks, link),))


def items(*texts: str) -> tuple[ListItem, ...]:
    """List items of one paragraph each."""
    return tuple(ListItem((paragraph(text),)) for text in texts)


def read(markup: str) -> list[Block]:
    """The blocks of some markup on a page."""
    return list(blocks_from_html(markup, BASE))


@pytest.mark.parametrize(
    ("markup", "spans"),
    [
        ("a <b>bold <i>both</i></b>.", [("a ", 0), ("bold ", 1), ("both", 3), (".", 0)]),
        ("<em>a</em><code>b</code><kbd>c</kbd>", [("a", 2), ("b", 4), ("c", 256)]),
        ("<s>a</s><del>b</del><ins>c</ins><u>d</u><mark>e</mark>", [("ab", 8), ("cd", 16), ("e", 32)]),
        ("H<sub>2</sub>O x<sup>2</sup><small>s</small>", [("H", 0), ("2", 128), ("O x", 0), ("2", 64), ("s", 512)]),
        ('<span style="font-weight:700">a</span><b style="font-weight: normal">b</b>', [("a", 1), ("b", 0)]),
        ("one<br>two <br/> three", [("one\ntwo\nthree", 0)]),
        ("<kbd>a</kbd><br>b", [("a", 256), ("\nb", 0)]),
        ("say <q>hello</q>", [("say “hello”", 0)]),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", [("漢(kan)", 0)]),
        ("long<wbr>word so&shy;ft a&nbsp;b", [("longword soft a\u00a0b", 0)]),
        (
            '<abbr title="World Wide Web">WWW</abbr>, <abbr title="World Wide Web">WWW</abbr>',
            [("WWW (World Wide Web), WWW", 0)],
        ),
        ("a\n   b\t c<i> d</i> e", [("a b c", 0), (" d", 2), (" e", 0)]),
        ("&#27;]0;x&#7; &#x9b;31m &amp;#27; &#x202e;", [("›31m &#27; ", 0)]),
        ('<math><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></math>', [("x^2", 1024)]),
        ("<math><mi>x</mi><mo>+</mo><mn>1</mn></math>", [("x+1", 1024)]),
        ('<script type="math/tex">\\alpha</script>', [("\\alpha", 1024)]),
        ('<img class="latex" alt="a_1" src="x.png">', [("a_1", 1024)]),
        ('hi <img class="emoji" alt="😀" src="x.png">', [("hi 😀", 0)]),
    ],
)
def test_text_within_a_line(markup: str, spans: list[tuple[str, int]]) -> None:
    expected = [
        Span(text.rstrip() if n == len(spans) - 1 else text, Mark(marks)) for n, (text, marks) in enumerate(spans)
    ]
    [block] = read(f"<p>{markup}</p>")
    assert isinstance(block, Paragraph)
    assert list(block.spans) == expected


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("/a", "https://example.org/a"),
        ("b", "https://example.org/news/b"),
        ("https://other.example/", "https://other.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", None),
        ("&#106;avascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://x.example/&#27;]52;c;&#7;x", "http://x.example/%1B]52;c;%07x"),
        ("#nowhere", "https://example.org/news/today#nowhere"),
        ("", None),
    ],
)
def test_links_are_resolved_or_only_text(href: str, link: str | None) -> None:
    assert read(f'<a href="{href}">x</a>') == [paragraph("x", link=link)]


def test_a_base_element_changes_where_links_lead() -> None:
    assert read('<base href="/other/"><a href="x">x</a>') == [paragraph("x", link="https://example.org/other/x")]


def test_a_link_around_blocks_holds_in_each() -> None:
    link = "https://example.org/a"
    assert read('<a href="/a"><h2>T</h2><p>t</p></a>') == [
        Heading(2, (Span("T", link=link),)),
        paragraph("t", link=link),
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("a<div>b<div>c</div>d</div>e", ["a", "b", "c", "d", "e"]),
        ("<p>a<p>b</p>c", ["a", "b", "c"]),
        ("a<br><br>b<br> <br> <br>c", ["a", "b", "c"]),
        ("<td>a</td><td>b", ["ab"]),
        ("<p>&nbsp;</p><p> </p><p>&#8203;</p><p>a</p>", ["a"]),
        ("<![CDATA[<p>a</p>]]>", ["a"]),
        ("<script>x</script>a<style>x</style><template>x</template>", ["a"]),
        ("a<noscript>b</noscript>", ["a", "b"]),
        ("<p hidden>x</p><p style='display: none'>x</p><i aria-hidden=true>x</i>a", ["a"]),
        ("<select><option>x</select><textarea>x</textarea><svg><text>x</text></svg>a", ["a"]),
        ("<b><p>a</b>b</p>", ["ab"]),
        ("<custom-element>a</custom-element>", ["a"]),
        ("<title>x</title><body>a", ["a"]),
        ("<x\ud83d>a</x\ud83d><p \udc00='\udc00' \ud83d>b", ["a", "b"]),
    ],
)
def test_running_text_is_kept_once_and_what_is_not_read_goes(markup: str, expected: list[str]) -> None:
    texts = ["".join(span.text for span in block.spans) for block in read(markup) if isinstance(block, Paragraph)]
    assert texts == expected
    assert len(texts) == len(read(markup))


def test_headings_have_levels_and_places() -> None:
    markup = '<h1>A</h1><h3 id="b">B <a class="anchor" href="#b">#</a></h3><section id="c"><h2>C\nc</h2></section>'
    assert read(markup) == [Heading(1, (Span("A"),)), Heading(3, (Span("B"),), "b"), Heading(2, (Span("C c"),), "c")]
    assert read('<div role="heading" aria-level="4">D</div>') == [Heading(4, (Span("D"),))]


def test_links_to_headings_stay_in_the_article() -> None:
    link = read('<a href="#b">down</a><h2 id="b">B</h2>')[0]
    same = read(f'<a href="{BASE}#b">down</a><h2 id="b">B</h2>')[0]
    assert link == same == paragraph("down", link="#b")


def test_lists_nest_and_hold_blocks() -> None:
    assert read("<ul><li>a<p>b</p><pre>c</pre></li><li>d<ol><li>e</ol></li></ul>") == [
        ListBlock(
            (
                ListItem((paragraph("a"), paragraph("b"), Code("c"))),
                ListItem((paragraph("d"), ListBlock(items("e"), ordered=True))),
            )
        )
    ]


@pytest.mark.parametrize(
    ("markup", "start", "markers"),
    [
        ("<ol start=3><li>a<li>b</ol>", 3, [None, None]),
        ("<ol start=99999999999999999999><li>a</ol>", 1, [None]),
        ("<ol type=a><li>a<li value=28>b<li>c</ol>", 1, ["a.", "ab.", "ac."]),
        ("<ol type=I start=4><li>a<li>b</ol>", 4, ["IV.", "V."]),
        ("<ol><li>a<li value=7>b<li>c</ol>", 1, [None, "7.", "8."]),
        ("<ol reversed><li>a<li>b</ol>", 1, ["2.", "1."]),
        ("<ol><li><input type=checkbox checked> a<li><input type=checkbox>b</ol>", 1, ["[x]", "[ ]"]),
    ],
)
def test_numbers_are_those_of_the_page(markup: str, start: int, markers: list[str | None]) -> None:
    [block] = read(markup)
    assert isinstance(block, ListBlock)
    assert block.ordered
    assert block.start == start
    assert [item.marker for item in block.items] == markers


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>a</li><ul><li>b</li></ul></ul>",
        "<ul><li>a<ul><li>b</ul></ul>",
        "<ul><div><li>a<ul><li>b</ul></li></div></ul>",
    ],
)
def test_lists_nested_wrongly_nest_all_the_same(markup: str) -> None:
    assert read(markup) == [ListBlock((ListItem((paragraph("a"), ListBlock(items("b")))),))]


def test_items_without_a_list_make_one() -> None:
    second = ListItem((paragraph("b"), paragraph("c")))
    assert read("<li>a<li>b<p>c</p><li>d") == [ListBlock((*items("a"), second, *items("d")))]


def test_terms_have_descriptions() -> None:
    assert read("<dl><dt>T<dt>U<dd>a<dd>b<div><dt>V<dd><p>c</p></div></dl>") == [
        DefinitionList(
            (
                Definition((Span("T"),), ()),
                Definition((Span("U"),), (paragraph("a"), paragraph("b"))),
                Definition((Span("V"),), (paragraph("c"),)),
            )
        )
    ]


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        ("<blockquote><p>a</p><footer>— <cite>B</cite></footer></blockquote>", (Span("— "), Span("B", Mark.EMPHASIS))),
        ("<blockquote><p>a</p><cite>B</cite></blockquote>", (Span("B"),)),
        ("<figure><blockquote>a</blockquote><figcaption>B</figcaption></figure>", (Span("B"),)),
        ('<blockquote cite="https://b.example/x">a</blockquote>', (Span("b.example", link="https://b.example/x"),)),
        ("<blockquote>a</blockquote>", ()),
    ],
)
def test_quotations_name_their_source(markup: str, source: tuple[Span, ...]) -> None:
    assert read(markup) == [Quote((paragraph("a"),), source)]


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ('<pre><code class="language-python">%s</code></pre>', "python"),
        ('<pre class="lang-rust">%s</pre>', "rust"),
        ('<div class="highlight highlight-source-shell"><pre>%s</pre></div>', "shell"),
        ('<pre data-lang="go">%s</pre>', "go"),
        ('<pre class="brush: sql; toolbar: false">%s</pre>', "sql"),
        ('<pre class="sourceCode haskell">%s</pre>', "haskell"),
        ('<div class="sourceCode"><pre class="python">%s</pre></div>', "python"),
        ('<pre><code class="language-none">%s</code></pre>', None),
        ("<pre>%s</pre>", None),
        ('<pre><span class="lineno">1 </span>%s</pre>', None),
    ],
)
def test_code_is_kept_to_the_letter_with_its_language(markup: str, language: str | None) -> None:
    source = "if a &lt; b:\n\tfoo(<b>x</b>)<br>\n    # end\n\n"
    assert read(markup % source) == [Code("if a < b:\n\tfoo(x)\n\n    # end", language)]


@pytest.mark.parametrize(
    ("markup", "src", "alt"),
    [
        ('<img src="a.jpg" alt=" A  b ">', "https://example.org/news/a.jpg", "A b"),
        ('<img src="data:image/gif;base64,R0" data-src="/b.jpg">', "https://example.org/b.jpg", ""),
        ('<img src="/img/spacer.gif" data-lazy-src="/c.jpg">', "https://example.org/c.jpg", ""),
        ('<img srcset="/s.jpg 300w, /l.jpg 900w, /m.jpg 600w">', "https://example.org/l.jpg", ""),
        ('<picture><source srcset="/p.webp 1x, /q.webp 2x"><img alt="x"></picture>', "https://example.org/q.webp", "x"),
        (
            '<img data-src="/d.jpg" alt="d"><noscript><img src="/d.jpg" alt="d"></noscript>',
            "https://example.org/d.jpg",
            "d",
        ),
        ('<img src="javascript:x" alt="words">', None, "words"),
        ('<amp-img src="/e.jpg"></amp-img>', "https://example.org/e.jpg", ""),
    ],
)
def test_pictures_have_their_real_address_once(markup: str, src: str | None, alt: str) -> None:
    assert read(markup) == [Image(src, alt)]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://t.example/p.gif" width=1 height=1>',
        '<img src="p.gif" style="width:1px; height:1px">',
        '<img src="https://pixel.wp.com/b.gif?x=1" alt="">',
        '<img src="http://feeds.feedburner.com/~r/x/~4/abc">',
        "<img>",
        '<iframe src="https://t.example/" width="0" height="0"></iframe>',
        '<iframe src="about:blank"></iframe>',
    ],
)
def test_pixels_that_watch_are_not_pictures(markup: str) -> None:
    assert read(markup) == []


def test_a_picture_does_not_tear_a_sentence_apart() -> None:
    picture = Image("https://example.org/news/a.jpg", "A large one")
    markup = '<p>Before <img src="a.jpg" alt="A large one"> after.</p>'
    assert read(markup) == [paragraph("Before after."), picture]
    assert read('<p>Press <img src="ok.png" height=16 alt="OK"> now.</p>') == [paragraph("Press OK now.")]


def test_figures_give_their_captions() -> None:
    caption = (Span("Cap "), Span("credit", link="https://example.org/c"))
    figcaption = '<figcaption>Cap <a href="/c">credit</a></figcaption>'
    image = Image("https://example.org/a.jpg", "A", caption, "https://example.org/big.jpg")
    assert read(f'<figure><a href="/big.jpg"><img src="/a.jpg" alt="A"></a>{figcaption}</figure>') == [image]
    table = Table(((Cell((Span("1"),)), Cell((Span("2"),))), (Cell((Span("3"),)), Cell((Span("4"),)))), caption)
    assert read(f"<figure><table><tr><td>1<td>2<tr><td>3<td>4</table>{figcaption}</figure>") == [table]
    two = read(f'<figure><img src="/a.jpg"><img src="/b.jpg">{figcaption}</figure>')
    assert two == [Image("https://example.org/a.jpg"), Image("https://example.org/b.jpg"), Caption(caption)]
    old = read('<div class="wp-caption"><img src="/a.jpg"><p class="wp-caption-text">Cap</p></div>')
    assert old == [Image("https://example.org/a.jpg", caption=(Span("Cap"),))]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<video><source src="/v.mp4">Get a better browser.</video>', Media("video", "", "https://example.org/v.mp4")),
        ('<audio src="/a.mp3" title="Talk"></audio>', Media("audio", "Talk", "https://example.org/a.mp3")),
        (
            '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0" title="Film">x</iframe>',
            Media("frame", "Film", "https://www.youtube.com/watch?v=abcdefghijk"),
        ),
        (
            '<iframe data-src="https://player.vimeo.com/video/123"></iframe>',
            Media("frame", "", "https://vimeo.com/123"),
        ),
        ('<object data="/o.swf"><embed src="/o.swf"></object>', Media("object", "", "https://example.org/o.swf")),
        ('<object><param name="movie" value="/p.swf"></object>', Media("object", "", "https://example.org/p.swf")),
        ("<object><p>instead</p></object>", paragraph("instead")),
        (
            '<figure><video src="/v.mp4"></video><figcaption>Film</figcaption></figure>',
            Media("video", "Film", "https://example.org/v.mp4"),
        ),
    ],
)
def test_what_plays_has_a_title_and_an_address(markup: str, expected: Block) -> None:
    assert read(markup) == [expected]


def test_a_table_keeps_its_cells() -> None:
    markup = """<table><caption>Cap</caption><thead><tr><th>A<th align=right>B</thead>
        <tbody><tr><td rowspan=2>1<td colspan=2 style="text-align: center">2<br>3</tr>
        <tr><td><ul><li>x<li>y</ul></td></tr></tbody></table>"""
    assert read(markup) == [
        Table(
            (
                (Cell((Span("A"),), header=True), Cell((Span("B"),), header=True, align="right")),
                (Cell((Span("1"),), rowspan=2), Cell((Span("2\n3"),), align="center", colspan=2)),
                (Cell((Span("• "), Span("x"), Span("\n"), Span("• "), Span("y"))),),
            ),
            (Span("Cap"),),
        )
    ]


def test_a_table_that_only_lays_out_gives_its_contents() -> None:
    layout = [Heading(2, (Span("T"),)), paragraph("a"), paragraph("b")]
    assert read("<table><tr><td><h2>T</h2><p>a</p><td>b</table>") == layout
    assert read("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>") == [paragraph(text) for text in "abcd"]
    assert read("<table><tr><td><table><tr><td>a</table></table>") == [paragraph("a")]


def test_claims_of_cells_are_bounded() -> None:
    [block] = read("<table><tr><th colspan=1000000>a<th>b</table>")
    assert isinstance(block, Table)
    assert block.rows[0][0].colspan == 1000


@pytest.mark.parametrize(
    "markup",
    [
        '<section class="footnotes"><ol><li id="fn1">Note <a href="#fnref1">↩︎</a></li></ol></section>',
        '<div class="footnotes"><ol><li id="fn1"><p>Note&nbsp;<a class="back" href="#fnref1">↩</a></p></li></ol></div>',
        '<ol class="references"><li id="fn1"><span class="mw-cite-backlink">↑</span> <span>Note</span></li></ol>',
        '<ol><li id="fn1">Note <a href="#r1">↩</a></li></ol>',
        '<p><a href="#_ftnref1" name="fn1">[1]</a> Note</p>',
        '<div class="footnote"><a id="fn1" href="#footnote-anchor-1">1</a><div><p>Note</p></div></div>',
        '<aside role="doc-footnote" id="fn1"><p>Note</p></aside>',
    ],
)
def test_footnotes_have_label_and_place(markup: str) -> None:
    reference, note = read(f'<p>Text<sup id="fnref1"><a href="#fn1">1</a></sup></p>{markup}')
    assert reference == Paragraph((Span("Text"), Span("1", Mark.SUPERSCRIPT, "#fn1")))
    assert isinstance(note, Footnote)
    assert (note.label, note.anchor) == ("1", "fn1")
    [text] = note.blocks
    assert isinstance(text, Paragraph)
    assert "".join(span.text for span in text.spans).strip("\u00a0 ") == "Note"


def test_details_fold_under_their_summary() -> None:
    assert read("<details><summary>More <b>here</b></summary><p>a</p></details>") == [
        Details((Span("More "), Span("here", Mark.STRONG)), (paragraph("a"),))
    ]
    assert read("<details><p>a</p></details>") == [Details((Span("Details"),), (paragraph("a"),))]


def test_rules_stand_between() -> None:
    assert read("a<hr>b") == [paragraph("a"), Rule(), paragraph("b")]


@pytest.mark.parametrize(
    ("markup", "rtl"),
    [
        ("<p>שלום abc</p>", True),
        ("<p>abc שלום</p>", False),
        ("<p dir=rtl>iPhone جديد</p>", True),
        ("<div dir=rtl><p>«1» مرحبا</p></div>", True),
        ("<p dir=rtl>English only</p>", False),
        ("<div dir=rtl><p>x</p></div><p>abc שלום</p>", False),
    ],
)
def test_direction_is_that_of_the_text(markup: str, rtl: bool) -> None:
    last = read(markup)[-1]
    assert isinstance(last, Paragraph)
    assert last.rtl is rtl
