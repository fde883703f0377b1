"""Several articles in one text, set apart by lines of dashes or by form feeds."""

from __future__ import annotations

import re

from termnews.text.plain import wording
from termnews.text.plain.article import PlainArticle, read_article
from termnews.text.plain.head import NARROWEST_HEADLINE

MOST = 500
"""Articles taken from one text; what follows stays with the last."""
MOST_PIECES = 1000
"""Separators that are looked at."""
FEWEST_WORDS = 8
"""Words of story that make a part an article of its own."""

_SEPARATOR = re.compile(r"[ \t]*(?:-{5,}|={5,}|_{5,}|\*{5,}|~{5,}|(?:[-*=~] ){4,}[-*=~])[ \t]*")


def split_articles(text: str) -> list[str]:
    """Cut a text at separators that have an article above and below; other lines of dashes stay in the text."""
    articles: list[list[str]] = []
    told = False
    for separator, piece in _pieces(text):
        if articles and told and len(articles) < MOST and _is_article(piece, separator):
            articles.append([piece])
        elif articles:
            articles[-1] += [separator, piece]
            told = told or _has_story(piece)
        else:
            articles.append([piece])
            told = _has_story(piece)
    return ["".join(parts) for parts in articles]


def _pieces(text: str) -> list[tuple[str, str]]:
    """The text cut at every possible separator, each piece with the separator before it."""
    pieces: list[tuple[str, list[str]]] = [("", [])]
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if "\f" in line and len(pieces) < MOST_PIECES:
            before, _, after = line.partition("\f")
            pieces[-1][1].append(before)
            pieces.append(("\f", [after.replace("\f", " ")]))
        elif len(pieces) < MOST_PIECES and _SEPARATOR.fullmatch(line) and not _underlines(lines, index):
            pieces.append((f"{line}\n", []))
        else:
            pieces[-1][1].append(line)
    return [(separator, "\n".join(piece) + "\n") for separator, piece in pieces]


def _underlines(lines: list[str], index: int) -> bool:
    """Whether the line of dashes belongs to the heading above it."""
    above = lines[index - 1].strip() if index else ""
    first = index < 2 or not lines[index - 2].strip()
    return (
        bool(above) and first and abs(len(above) - len(lines[index].strip())) <= 3 and not wording.ends_sentence(above)
    )


def _is_article(piece: str, separator: str) -> bool:
    """Whether a piece opens with a headline and has a story below it."""
    if not piece.strip():
        return False
    read = read_article(piece)
    signed = bool(read.authors or read.published or read.tags)
    if not read.title or len(wording.words(read.text)) < FEWEST_WORDS:
        return False
    return wording.breadth(read.title) >= NARROWEST_HEADLINE or signed or separator == "\f" or _is_sentence_story(read)


def _is_sentence_story(read: PlainArticle) -> bool:
    """Whether a short headline stands over more than a section's worth of text."""
    return len(wording.words(read.text)) >= 150


def _has_story(piece: str) -> bool:
    return len(wording.words(read_article(piece).text)) >= FEWEST_WORDS
