"""A Markdown file below its front matter: headline, byline, date and tag line as far as the text states them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from termnews.text.blocks import visible_text
from termnews.text.clean import clean_line
from termnews.text.html import text_from_html
from termnews.text.markdown import blocks_from_markdown
from termnews.text.plain import Byline, read_byline, read_stamp, tags_in
from termnews.text.plain.wording import same_words

SIGNED_WITHIN = 6
"""Lines below the headline in which a byline and a date are looked for, and lines at the end for tags."""

LONGEST_LINE = 1200
"""Characters of a line that may sign or tag a text; only then is it searched."""

_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*")
_HTML_HEADING = re.compile(r" {0,3}<h1(?:\s[^>]*)?>.*\S.*</h1>\s*", re.IGNORECASE)
_HEADING_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]{0,200}\}\s*$")
_SETEXT = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_SKIPPED = re.compile(r"\s*(?:<!--.*-->|(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*)+)?\s*")
_MARKS = re.compile(r"[*_`]+")
_BLOCK_START = re.compile(r"\s*(?:[-*+]|\d+[.)]|>|#|```|~~~|\|)")


@dataclass(frozen=True, slots=True)
class MarkdownArticle:
    """What a Markdown text states."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: int | None = None
    updated: int | None = None
    tags: tuple[str, ...] = ()
    body: str = field(default="", repr=False)
    """The source without the headline."""
    text: str = field(default="", repr=False)
    """The words of the body, a paragraph a line."""


def read_markdown(source: str, title: str = "", base_url: str | None = None) -> MarkdownArticle:
    """Read a Markdown text; `title` is the one its header states, whose repetition as a heading is left out."""
    lines = source.split("\n")
    place, length = _headline(lines)
    heading = _plain("\n".join(lines[place : place + length])) if length else ""
    if heading and (not title or same_words(title) == same_words(heading)):
        lines = lines[:place] + lines[place + length :]
        title = title or heading
    authors, published, updated = _signature(lines)
    body = "\n".join(lines).strip("\n")
    text = visible_text(blocks_from_markdown(body, base_url))
    return MarkdownArticle(clean_line(title), authors, published, updated, _tags(lines), body, text)


def _headline(lines: list[str]) -> tuple[int, int]:
    """Where the heading that opens the text stands, and how many lines it takes; none when text comes first."""
    for index, line in enumerate(lines[:40]):
        if _SKIPPED.fullmatch(line) or _says_nothing(line):
            continue
        if len(line) < LONGEST_LINE and _HTML_HEADING.fullmatch(line):
            return index, 1
        if _ATX.fullmatch(line):
            return index, 1
        under = lines[index + 1] if index + 1 < len(lines) else ""
        if _SETEXT.fullmatch(under) and not _BLOCK_START.match(line):
            return index, 2
        break
    return 0, 0


def _says_nothing(line: str) -> bool:
    """Whether a line holds tags of HTML only: a picture that is set in the middle above the headline."""
    return line.lstrip().startswith("<") and len(line) < LONGEST_LINE and not text_from_html(line).strip()


def _plain(source: str) -> str:
    """The words of a line of Markdown."""
    return clean_line(_HEADING_ATTRIBUTES.sub("", visible_text(blocks_from_markdown(source))))


def _signature(lines: list[str]) -> tuple[tuple[str, ...], int | None, int | None]:
    """Byline and dates in the first lines of the text."""
    authors: tuple[str, ...] = ()
    published = updated = None
    head = [line for line in lines[:40] if line.strip()][:SIGNED_WITHIN]
    for line in head:
        if len(line) > LONGEST_LINE:
            continue
        plain = _unmarked(line)
        stamp, byline = read_stamp(plain), read_byline(plain)
        if byline is not None and (byline.sure or plain.casefold().startswith("by ") or _signs(byline, lines)):
            authors = authors or byline.authors
            stamp = stamp or byline.stamp
        if stamp is not None:
            published = stamp.published if published is None else published
            updated = stamp.updated if updated is None else updated
    return authors, published, updated


def _signs(byline: Byline, lines: list[str]) -> bool:
    """Whether a bare name with a date beside it signs the text: it is named nowhere else."""
    if byline.stamp is None or not byline.authors:
        return False
    name = byline.authors[0].split()[0]
    return sum(name in line for line in lines) == 1


def _tags(lines: list[str]) -> tuple[str, ...]:
    """A labelled tag line near the end or right below the headline."""
    filled = [line for line in lines if line.strip() and not _ATX.fullmatch(line)]
    for line in [*reversed(filled[-SIGNED_WITHIN:]), *filled[:SIGNED_WITHIN]]:
        if len(line) > LONGEST_LINE:
            continue
        plain = line.strip() if line.lstrip().startswith("#") else _unmarked(line)
        tags = tags_in(plain)
        if tags:
            return tags
    return ()


def _unmarked(line: str) -> str:
    """A line without emphasis, links and HTML."""
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    if "<" in line:
        line = text_from_html(line)
    return clean_line(_MARKS.sub("", line).strip(" >#"))
