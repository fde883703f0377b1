"""Documents that articles become: whole, readable by others, and with nothing in them that was not said."""

from __future__ import annotations

import email
import email.policy
import io
import json
import mailbox
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from termnews.exporters import EXPORTERS, Piece
from termnews.formats.articlefile import parse_article
from termnews.formats.detect import parse
from termnews.model.article import (
    Article,
    Cell,
    Code,
    Details,
    Furniture,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Table,
)
from termnews.model.entry import Enclosure, EntryFlags, Headline
from termnews.model.ids import EntryId, FeedId

NOW = 1_790_000_000
HOSTILE = 'x</title><script>alert(1)</script> "&" \N{LATIN SMALL LETTER E WITH ACUTE} [b]'


def piece(number: int = 1, title: str = "A bell rings", *, language: str | None = "en", url: str = "") -> Piece:
    """An article with a little of everything."""
    headline = Headline(
        id=EntryId(number),
        feed_id=FeedId(1),
        feed_title="Harbour Post",
        title=title,
        sort_at=NOW - number,
        dated=True,
        flags=EntryFlags(0),
        tags=("ports", "two words"),
        own_tags=("later",),
        url=url or f"https://news.example/{number}?a=1&b=2",
    )
    blocks = (
        Heading(1, (Span(title),)),
        Paragraph((Span("From the quay.\nFrom the mole."),)),
        Image("https://news.example/p.png", "a picture of the bell", (Span("The bell"),)),
        Code("if a < b && c:\n    pass", "python"),
    )
    files = (Enclosure("https://news.example/a.mp3", "audio/mpeg", 1000, 60),)
    article = Article(
        headline, headline.url, ("Ann Quill", "Bo"), 1_700_000_000, None, blocks, enclosures=files, words=10
    )
    return Piece(article, f"guid-{number}", language, "In short.")


def document(name: str, *pieces: Piece, title: str = "My articles") -> bytes:
    """What an exporter writes."""
    return b"".join(EXPORTERS[name].write(iter(pieces), title=title, now=NOW))


def test_markdown_is_read_again_as_the_same_article() -> None:
    source = document("md", piece(title="Bells: #1 *and* more"))
    (entry,) = parse_article(source, name="x.md", modified=0, now=NOW).entries
    assert entry.title == "Bells: #1 *and* more"
    assert entry.authors == ("Ann Quill", "Bo")
    assert entry.tags == ("ports", "two words", "later")
    assert entry.published == 1_700_000_000
    assert entry.url == "https://news.example/1?a=1&b=2"
    assert "From the quay." in entry.text and "a < b && c" in entry.text


def test_several_articles_in_one_markdown_file_keep_their_headings() -> None:
    text = document("md", piece(1, "First"), piece(2, "Second")).decode()
    assert text.count("\n---\n") == 1
    assert [line for line in text.splitlines() if line.startswith("# ")] == ["# First", "# Second"]
    assert "*Harbour Post · Ann Quill, Bo · 2023-11-14*" in text


def test_a_web_page_runs_nothing_and_says_the_title_once() -> None:
    text = document("html", piece(title=HOSTILE), piece(2), title=HOSTILE).decode()
    assert "<script" not in text
    assert text.count("<article") == 2
    assert text.count("A bell rings") == 1
    ET.fromstring(text.partition("\n")[2])


def test_a_json_feed_is_read_again() -> None:
    body = document("json", piece(), piece(2, HOSTILE))
    json.loads(body)
    feed = parse(body, url="https://x.example/f.json", media_type="application/feed+json", charset=None, now=NOW)
    assert feed.kind.startswith("json") and feed.title == "My articles"
    first, second = feed.entries
    assert (first.title, second.title) == ("A bell rings", HOSTILE)
    assert first.guid == "guid-1" and first.authors == ("Ann Quill", "Bo")
    assert first.tags == ("ports", "two words", "later")
    assert first.enclosures[0].url == "https://news.example/a.mp3"
    assert "From the quay." in first.text


def test_no_articles_make_an_empty_feed() -> None:
    assert json.loads(document("json"))["items"] == []


def test_plain_text_is_wrapped_and_not_indented() -> None:
    text = document("txt", piece(), piece(2)).decode()
    first, _, second = text.partition(f"\n{'-' * 72}\n")
    assert first.startswith("A bell rings\n") and second.strip().startswith("A bell rings")
    assert all(len(line) <= 72 or "http" in line for line in text.splitlines())
    assert "https://news.example/1?a=1&b=2" in first


def test_a_book_has_its_parts_in_order_and_all_of_them_are_xml() -> None:
    book = zipfile.ZipFile(io.BytesIO(document("epub", piece(title=HOSTILE), piece(2), title=HOSTILE)))
    assert book.testzip() is None
    first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.read("mimetype") == b"application/epub+zip"
    package = ET.fromstring(book.read("book/package.opf"))
    listed = {item.attrib["href"] for item in package.iter("{http://www.idpf.org/2007/opf}item")}
    assert listed | {"package.opf"} == {
        name.removeprefix("book/") for name in book.namelist() if name.startswith("book/")
    }
    for name in book.namelist():
        if name.endswith((".xhtml", ".opf", ".xml")):
            ET.fromstring(book.read(name))
    chapter = book.read("book/chapter-1.xhtml").decode()
    assert "<img" not in chapter, "a book may not need the web"
    assert "a picture of the bell" in chapter


def test_the_same_articles_make_the_same_book() -> None:
    assert document("epub", piece(), piece(2)) == document("epub", piece(), piece(2))


def parsed(letter: bytes) -> EmailMessage:
    """A letter as a mail program reads it."""
    message = email.message_from_bytes(letter, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_letter_is_one_article_as_text_and_as_html() -> None:
    letter = parsed(document("eml", piece(title=f"{HOSTILE}\nBcc: everyone@example.org")))
    assert letter["Subject"] == f"{HOSTILE} Bcc: everyone@example.org"
    assert letter["Bcc"] is None
    assert "Ann Quill, Bo · Harbour Post" in str(letter["From"])
    assert letter["Keywords"] == "ports, two words, later"
    kinds = [part.get_content_type() for part in letter.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    assert "From the quay." in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_mailbox_holds_every_letter(tmp_path: Path) -> None:
    path = tmp_path / "all.mbox"
    path.write_bytes(document("mbox", piece(1, "From here to there"), piece(2, "Second")))
    box = mailbox.mbox(path)
    assert [message["Subject"] for message in box] == ["From here to there", "Second"]
    box.close()


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_place_of_a_file_on_this_machine_is_not_told(name: str) -> None:
    local = piece(url="file:///home/ann/secret/notes.txt")
    book = document(name, local)
    if name == "epub":
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            book = b"".join(map(archive.read, archive.namelist()))
    assert b"/home/ann" not in book


FOLDED = (
    Details((Span("How it was done"),), (Paragraph((Span("With a rope."),)), Details((), (Code("pull()"),)))),
    Furniture("share", ("Leave a Comment", "Share on Facebook")),
    Quote((Details((Span("Who"),), (Paragraph((Span("The ringer."),)),)),)),
    ListBlock((ListItem((Details((Span("When"),), (Paragraph((Span("At noon."),)),)),)),)),
    Table(((Cell((Span("wide"),), colspan=1000),), tuple(Cell((Span(f"cell{number}"),)) for number in range(250)))),
)


@pytest.mark.parametrize("name", EXPORTERS)
def test_what_is_folded_is_never_lost_and_furniture_never_in_the_way(name: str) -> None:
    plain = piece()
    written = document(name, replace(plain, article=replace(plain.article, blocks=(*plain.article.blocks, *FOLDED))))
    text = readable(name, written)
    for words in ("How it was done", "With a rope.", "pull()", "The ringer.", "At noon.", "cell0", "cell249"):
        assert words in text, words
    if name in ("html", "json"):
        assert '<details class="furniture">' in text.replace('\\"', '"')
    else:
        assert "Leave a Comment" not in text and "<details" not in text


def readable(name: str, written: bytes) -> str:
    """The text of a document, whatever it is wrapped in."""
    if name == "epub":
        with zipfile.ZipFile(io.BytesIO(written)) as book:
            return book.read("book/chapter-1.xhtml").decode()
    if name in ("eml", "mbox"):
        letter = email.message_from_bytes(written.partition(b"\n")[2] if name == "mbox" else written)
        parts = [part.get_payload(decode=True) for part in letter.walk() if not part.is_multipart()]
        assert len(parts) == 2
        return "\n".join(part.decode() for part in parts if isinstance(part, bytes))
    return written.decode()
