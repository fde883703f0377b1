"""Feeds made by chance: RSS, RDF and Atom with all that feeds are known to have in them, and some that they should not.

The same seed gives the same feed. Most are well-formed; a few are broken, so that the refusal is tried as well.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape

_SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "own": "https://example.org/own#",
}
_VOCABULARY = (
    "harbour council Ørsted naïve 東京 data&more x<y café “quoted” 3 % don't (again) Ａ \u00a0 — № é»ü "
    "река שלום \U0001f600 e\u0301 \u200b a\u2028b C++ #tag @who R&D AT&amp;T &nbsp; &#8217; &#x27; &foo; "
    "http://a.example/?b=1&c=2"
)
_WORDS = _VOCABULARY.split(" ")
_DATES = (
    "Tue, 03 Mar 2026 10:15:00 GMT",
    "2026-03-03T10:15:00Z",
    "2026-03-03T10:15:00.123+02:00",
    "Tue, 3 Mar 2026 10:15 EST",
    "2026-03-03",
    "03.03.2026 10:15",
    "mardi 3 mars 2026",
    "1772532900",
    "0001-01-01T00:00:00Z",
    "yesterday",
    "",
    " Tue, 03 Mar 2026 10:15:00 +0100 ",
    "Tue, 03 Mar 2026 24:00:00 GMT",
)
_URLS = (
    "https://news.example/a/1",
    "http://news.example/a?id=2&utm_source=feed",
    "/relative/3",
    "4.html",
    "//other.example/5",
    "https://news.example/пример",
    "HTTPS://News.Example:443/6",
    "javascript:alert(1)",
    "mailto:a@b.example",
    "",
    " https://news.example/7 ",
    "https://news.example/8#frag",
    "urn:uuid:1-2-3",
    "tag:news.example,2026:9",
    "https://news.example/10?a=1&amp;b=2",
)
_SCHEMES = ("", "http://s.example#kind")
_LENGTHS = ("0", "12", "x", "1,000")
_BITS = (
    "<p>{}</p>",
    "<p>{}<br/>{}</p>\n",
    "<a href='/x'>{}</a> ",
    "<b>{}</b>",
    "<ul>\n<li>{}</li>\n<li>{}</li></ul>",
    "<h2>{}</h2>",
    "{} ",
    '<img src="p.jpg" alt="{}">',
    "<blockquote>{}</blockquote>",
    "<pre>{}\n  {}</pre>",
    "<table><tr><td>{}<td>{}</table>",
    "<div class=x>{}</div>",
    "<!-- {} -->",
    "<script>x('{}')</script>",
    "<span hidden>{}</span>",
    "<p>{}",
    "</div>{}",
    "{}\n\n{}",
    "<figure><img src='https://i.example/1.png'/><figcaption>{}</figcaption></figure>",
    "<em>{}</em>, <code>{}</code>",
)


class FeedMaker:
    """Makes one feed from a seed."""

    def __init__(self, seed: int) -> None:
        self._r = random.Random(seed)
        self._prefixes = {"atom": "a10"} if self._chance(0.05) else {}

    def make(self) -> bytes:
        """The whole document, encoded."""
        maker: Callable[[], str] = self._r.choice([self._rss, self._rss, self._rdf, self._atom, self._atom])
        head = self._r.choice(
            ['<?xml version="1.0" encoding="utf-8"?>\n', "", "<?xml version='1.0'?><!-- made -->", "\n"]
        )
        text = head + maker() + ("\n<!-- end -->" if self._chance(0.1) else "")
        if self._chance(0.03):
            text = text[: self._r.randrange(len(text))]
        return text.encode("utf-8")

    def _chance(self, share: float) -> bool:
        return self._r.random() < share

    def _words(self, most: int = 6) -> str:
        return " ".join(self._r.choices(_WORDS, k=self._r.randint(1, most)))

    def _name(self, prefix: str, name: str) -> str:
        return f"{self._prefixes.get(prefix, prefix)}:{name}" if prefix else name

    def _spaces(self) -> str:
        return "".join(f' xmlns:{self._prefixes.get(prefix, prefix)}="{uri}"' for prefix, uri in _SPACES.items())

    def _attributes(self, **values: str) -> str:
        made = "".join(
            f' {name.replace("__", ":")}="{escape(value)}"'
            for name, value in values.items()
            if value or self._chance(0.1)
        )
        if self._chance(0.01):
            made += f' xml:base="{self._r.choice(["https://base.example/d/", "sub/", "/top"])}"'
        if self._chance(0.01):
            made += f' xml:lang="{self._r.choice(["de", "pt-BR", ""])}"'
        return made

    def _text(self, text: str) -> str:
        """Text as XML: escaped or as a section, with blanks around at times."""
        kind = self._r.random()
        if kind < 0.3 and "]]>" not in text:
            made = f"<![CDATA[{text}]]>"
        elif kind < 0.35:
            made = "".join(f"&#{ord(char)};" if ord(char) > 127 else escape(char) for char in text)
        else:
            made = escape(text, quote=False)
        return f"\n    {made}\n  " if self._chance(0.1) else made

    def _leaf(self, tag: str, text: str, **attributes: str) -> str:
        return f"<{tag}{self._attributes(**attributes)}>{self._text(text)}</{tag}>\n"

    def _markup(self, most: int = 6) -> str:
        return "".join(
            bit.format(self._words(), self._words()) for bit in self._r.choices(_BITS, k=self._r.randint(0, most))
        )

    def _xhtml(self) -> str:
        inner = "".join(
            f"<{tag}{self._attributes(href=self._r.choice(_URLS))}>{escape(self._words())}</{tag}>"
            for tag in self._r.choices(["p", "a", "em", "div", "ul", "pre"], k=self._r.randint(0, 4))
        )
        return f'<div xmlns="http://www.w3.org/1999/xhtml">{inner}{self._r.choice(["", "<br/>", "tail", " "])}</div>'

    def _person(self, tag: str) -> str:
        kind = self._r.random()
        if kind < 0.4:
            names = [
                self._words(2),
                "jo@x.example (Jo Doe)",
                "Jo Doe &lt;jo@x.example&gt;",
                "",
                "By Ann",
                "a@b.example",
            ]
            return self._leaf(tag, self._r.choice(names))
        inner = f"<name>{escape(self._words(2))}</name>" + self._r.choice(
            ["", "<email>a@b.example</email>", "\n<uri>/u</uri>"]
        )
        return f"<{tag}>{inner}</{tag}>"

    def _media(self) -> str:
        url = escape(self._r.choice(_URLS))
        inner = self._r.choice(
            [
                "",
                self._leaf("media:title", self._words(), type=self._r.choice(["plain", "html", ""])),
                self._leaf("media:description", self._markup(2), type=self._r.choice(["plain", "html", ""])),
                f'<media:thumbnail url="{url}"/>',
                self._leaf("media:keywords", "a, b ,c"),
                self._leaf("media:credit", "Ann", role="author"),
            ]
        )
        kind = self._r.choice(["video/mp4", "image/jpeg", "", "AUDIO/MPEG"])
        attributes = self._attributes(url=url, type=kind, fileSize="12", duration="61", medium="image")
        content = f"<media:content{attributes}>{inner}</media:content>"
        return self._r.choice(
            [content, f"<media:group>{content}{inner}</media:group>", f'<media:thumbnail url="{url}" width="1"/>']
        )

    def _common(self) -> list[Callable[[], str]]:
        """Elements that entries of every dialect may have."""
        r = self._r
        return [
            lambda: self._leaf("dc:creator", self._words(2)),
            lambda: self._leaf("dc:date", r.choice(_DATES)),
            lambda: self._leaf("dc:subject", self._words(2)),
            lambda: self._leaf("dc:title", self._words()),
            self._media,
            lambda: self._leaf("dcterms:modified", r.choice(_DATES)),
            lambda: self._leaf("itunes:author", self._words(2)),
            lambda: self._leaf("itunes:duration", r.choice(["61", "1:02:03", "x", "PT5M"])),
            lambda: self._leaf("itunes:summary", self._markup(2)),
            lambda: self._leaf("itunes:keywords", "x, y,,z"),
            lambda: f'<itunes:image href="{escape(r.choice(_URLS))}"/>',
            lambda: (
                f'<itunes:category text="Arts"><itunes:category text="{escape(self._words(1))}"/></itunes:category>'
            ),
            lambda: self._leaf("slash:comments", "3"),
            lambda: self._leaf("wfw:commentRss", r.choice(_URLS)),
            lambda: self._leaf("thr:total", "2"),
            lambda: f"<own:box a='1'><own:title>{escape(self._words())}</own:title></own:box>",
            lambda: self._leaf("own:note", self._words(), own__href="x"),
            lambda: self._leaf("prism:publicationDate", r.choice(_DATES)),
            lambda: self._leaf("content:encoded", self._markup()),
            lambda: "<!-- a comment -->",
            lambda: "text between",
            lambda: "<empty/>",
            lambda: self._leaf("language", r.choice(["de", "x-none", "en_GB"])),
            lambda: self._leaf("media:rating", "nonadult"),
            lambda: self._leaf("googleplay:description", self._words()),
            self._atom_link,
            lambda: self._leaf("guid", r.choice(_URLS)),
        ]

    def _atom_link(self) -> str:
        rel = self._r.choice(["", "alternate", "self", "enclosure", "replies", "via", "ALTERNATE"])
        kind = self._r.choice(["", "text/html", "application/atom+xml", "audio/mpeg"])
        tag = self._r.choice(["link", self._name("atom", "link")])
        return f"<{tag}{self._attributes(rel=rel, type=kind, href=self._r.choice(_URLS), length='100', title='T')}/>"

    def _entry(self, own: list[Callable[[], str]]) -> str:
        parts = [make for make in own if self._chance(0.75)]
        parts += self._r.sample(self._common(), k=self._r.randint(0, 5))
        if self._chance(0.3):
            self._r.shuffle(parts)
        return "".join(make() for make in parts)

    def _item(self) -> str:
        r = self._r
        own: list[Callable[[], str]] = [
            lambda: self._leaf("title", self._r.choice([self._words(), self._markup(1)])),
            lambda: self._leaf("link", r.choice(_URLS)),
            lambda: self._leaf("description", r.choice([self._markup(), self._words(), escape(self._markup(3))])),
            lambda: self._leaf("guid", r.choice(_URLS), isPermaLink=r.choice(["", "false", "true"])),
            lambda: self._leaf("pubDate", r.choice(_DATES)),
            lambda: self._leaf("category", self._words(2), domain=r.choice(["", "d"])),
            lambda: self._person("author"),
            lambda: self._leaf("comments", r.choice(_URLS)),
            lambda: (
                f"<enclosure{self._attributes(url=r.choice(_URLS), type='audio/mpeg', length=r.choice(_LENGTHS))}/>"
            ),
            lambda: self._leaf("source", self._words(2), url=r.choice(_URLS)),
        ]
        return self._entry(own)

    def _channel(self) -> str:
        r = self._r
        own: list[Callable[[], str]] = [
            lambda: self._leaf("title", self._words()),
            lambda: self._leaf("link", r.choice(_URLS)),
            lambda: self._leaf("description", self._words()),
            lambda: self._leaf("language", r.choice(["en", "en-us", "de_AT", "?", ""])),
            lambda: self._leaf("ttl", r.choice(["60", "0", "x"])),
            lambda: "<skipHours><hour>3</hour><hour>23</hour><hour>x</hour></skipHours>",
            lambda: "<skipDays><day>Sunday</day></skipDays>",
            lambda: (
                self._leaf("sy:updatePeriod", r.choice(["daily", "hourly"]))
                + self._leaf("sy:updateFrequency", r.choice(["1", "2", "0"]))
            ),
            lambda: f"<image><title>{escape(self._words(2))}</title><url>/logo.png</url><link>/</link></image>",
            self._atom_link,
            lambda: "<cloud domain='c.example' port='80'/>",
            lambda: self._leaf("generator", self._words(2)),
            lambda: "<itunes:owner><itunes:name>N</itunes:name></itunes:owner>",
            lambda: self._leaf("managingEditor", "a@b.example (Ed)"),
            lambda: "<textInput><title>t</title><name>n</name><link>/s</link></textInput>",
            lambda: self._leaf("rating", "x"),
        ]
        return "".join(make() for make in own if self._chance(0.5))

    def _rss(self) -> str:
        items = "".join(f"<item{self._attributes()}>{self._item()}</item>\n" for _ in range(self._r.randint(0, 4)))
        head = self._channel()
        inner = head + items if self._chance(0.9) else items + head
        opening = f'<rss version="{self._r.choice(["2.0", "0.91", "0.92"])}"{self._spaces()}{self._attributes()}>'
        return f"{opening}<channel>{inner}</channel></rss>"

    def _rdf(self) -> str:
        items = "".join(
            f"<item{self._attributes(rdf__about=self._r.choice(_URLS))}>{self._item()}</item>\n"
            for _ in range(self._r.randint(0, 4))
        )
        space = 'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        order = "<items><rdf:Seq><rdf:li resource='x'/></rdf:Seq></items>"
        head = f'<channel rdf:about="https://news.example/">{self._channel()}{order}</channel>'
        return f"<rdf:RDF {space}{self._spaces()}>{head}{items}</rdf:RDF>"

    def _construct(self, tag: str) -> str:
        """A text of Atom in one of its types."""
        kind = self._r.choice(["", "text", "html", "xhtml", "text/html", "TEXT", "text/plain"])
        if kind == "xhtml" and self._chance(0.8):
            blank = self._r.choice(["", "\n  "])
            return f'<{tag} type="xhtml"{self._attributes()}>{blank}{self._xhtml()}{blank}</{tag}>'
        return self._leaf(tag, self._r.choice([self._words(), self._markup()]), type=kind)

    def _atom_entry(self) -> str:
        r = self._r
        own: list[Callable[[], str]] = [
            lambda: self._construct("title"),
            self._atom_link,
            self._atom_link,
            lambda: self._leaf("id", r.choice(_URLS)),
            lambda: self._leaf("published", r.choice(_DATES)),
            lambda: self._leaf("updated", r.choice(_DATES)),
            lambda: self._construct("summary"),
            lambda: self._construct("content"),
            lambda: self._person("author"),
            lambda: self._construct("rights"),
            lambda: (
                f"<category{self._attributes(term=self._words(1), scheme=r.choice(_SCHEMES), label=self._words(1))}/>"
            ),
            lambda: f"<source><title>S</title>{self._person('author')}<id>s</id></source>",
            lambda: self._person("contributor"),
        ]
        return self._entry(own)

    def _atom_head(self) -> list[Callable[[], str]]:
        r = self._r
        return [
            lambda: self._construct("title"),
            self._atom_link,
            lambda: self._person("author"),
            lambda: self._construct("subtitle"),
            lambda: self._leaf("id", r.choice(_URLS)),
            lambda: self._leaf("updated", r.choice(_DATES)),
            lambda: self._leaf("icon", "/favicon.ico"),
            lambda: self._construct("rights"),
            lambda: self._leaf("generator", "g", uri="/g"),
        ]

    def _atom(self) -> str:
        entries = "".join(
            f"<entry{self._attributes()}>{self._atom_entry()}</entry>\n" for _ in range(self._r.randint(0, 4))
        )
        head = "".join(make() for make in self._atom_head() if self._chance(0.6))
        space = self._r.choice(
            ["http://www.w3.org/2005/Atom"] * 8 + ["http://purl.org/atom/ns#", "https://www.w3.org/2005/Atom"]
        )
        return f'<feed xmlns="{space}"{self._spaces()}{self._attributes()}>{head}{entries}</feed>'


def made_feed(seed: int) -> bytes:
    """The feed of a seed."""
    return FeedMaker(seed).make()
