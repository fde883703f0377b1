"""Running text as Markdown: marks, links and line breaks, and everything that would mean something set off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from typing import Final

from termnews.model.article import Inline, Mark, Span

_SPECIAL: Final = re.compile(
    r"[\\`*\[\]]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word it means nothing
    r"|~(?=~)|(?<=~)~"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
)
_LINE_START: Final = re.compile(
    r"^([ \t]*)(?:([-+](?=[ \t]|$)|[-=](?=[-= \t]*$)|\#(?=\#{0,5}(?:[ \t]|$))|>|[:~](?=[ \t])|~(?=~~)|\|)"
    r"|(\d{1,9})([.)])(?=[ \t]|$))",
    re.MULTILINE,
)
_TICKS: Final = re.compile("`+")
_NEEDS_ANGLES: Final = re.compile(r"[\s()<>\\]")
_HTML: Final = (
    (Mark.KEYBOARD, "kbd"),
    (Mark.SUBSCRIPT, "sub"),
    (Mark.SUPERSCRIPT, "sup"),
    (Mark.SMALL, "small"),
    (Mark.MARKED, "mark"),
    (Mark.INSERTED, "ins"),
)
_SIGNS: Final = ((Mark.STRIKE, "~~", "s"), (Mark.EMPHASIS, "*", "em"), (Mark.STRONG, "**", "strong"))
"""Innermost first."""

_DELIMITERS: Final = tuple("*_~`")

Notes = Mapping[str, str]
"""Labels of footnotes by the place that leads to them (`#fn-1`)."""


def inline_of(spans: Inline, notes: Notes, *, line_break: str = "\\\n") -> str:
    """Return running text; `line_break` is what a line break within it becomes."""
    whole = "".join(span.text for span in spans)
    parts: list[str] = []
    at = 0
    for link, group in groupby(spans, key=lambda span: span.link):
        run = []
        for span in group:
            end = at + len(span.text)
            run.append(_marked(span, whole[at - 1 : at], whole[end : end + 1]))
            at = end
        parts.append(_linked("".join(run), link, notes))
    return at_line_starts("".join(parts)).replace("\n", line_break)


def at_line_starts(text: str) -> str:
    """Set off what would begin a heading, a list, a quote, a rule, a table or a definition."""

    def set_off(found: re.Match[str]) -> str:
        return f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}"

    return _LINE_START.sub(set_off, text)


def code_of(text: str) -> str:
    """Return code within a line, between as many backticks as it needs."""
    text = " ".join(text.split("\n"))
    ticks = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    padded = text.startswith(("`", " ")) or text.endswith(("`", " "))
    return f"{ticks} {text} {ticks}" if padded and text.strip() else f"{ticks}{text}{ticks}"


def address_of(link: str) -> str:
    """Return an address as the target of a link."""
    if not _NEEDS_ANGLES.search(link):
        return link
    return f"<{link.replace('<', '%3C').replace('>', '%3E').replace(chr(92), '%5C')}>"


def _marked(span: Span, before: str, after: str) -> str:
    """Write one span; the characters beside it tell whether signs would be read as marks there."""
    start, text, end = _edges(span.text)
    if not text:
        return span.text
    shown = code_of(text) if Mark.CODE in span.marks else _SPECIAL.sub(r"\\\g<0>", text)
    for mark, tag in _HTML:
        if mark in span.marks:
            shown = f"<{tag}>{shown}</{tag}>"
    for mark, sign, tag in _SIGNS:
        if mark in span.marks:
            plain = _stands(text, start or before, end or after)
            shown = f"{sign}{shown}{sign}" if plain else f"<{tag}>{shown}</{tag}>"
    return f"{start}{shown}{end}"


def _stands(text: str, before: str, after: str) -> bool:
    """Whether signs around the text open and close a mark, by CommonMark's rule of flanking."""
    if text[0] in _DELIMITERS or text[-1] in _DELIMITERS:
        return False
    edges = text[0].isalnum() and text[-1].isalnum()
    beside = (not before or before.isspace()) and (not after or after.isspace())
    return beside or (edges and before not in _DELIMITERS and after not in _DELIMITERS)


def _linked(text: str, link: str | None, notes: Notes) -> str:
    if not link:
        return text
    if link in notes:
        return f"[^{notes[link]}]"
    start, inner, end = _edges(text)
    return f"{start}[{inner}]({address_of(link)}){end}" if inner else text


def _edges(text: str) -> tuple[str, str, str]:
    """The blanks before a text, the text, the blanks after it: marks and links may not begin or end with blanks."""
    inner = text.strip()
    start = text[: len(text) - len(text.lstrip())]
    return (start, inner, text[len(start) + len(inner) :]) if inner else (text, "", "")
