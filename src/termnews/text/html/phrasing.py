"""Elements inside a line: emphasis, links, breaks, abbreviations, ruby, formulas."""

from __future__ import annotations

import re
from functools import partial

from termnews.model.article import Mark
from termnews.text.html.builder import Attributes, Builder, Start
from termnews.text.html.inline import Piece, is_blank
from termnews.text.html.lists import ItemFrame
from termnews.text.html.preformatted import language_of
from termnews.text.html.sections import HeadingFrame, LabelledFrame, source

MARKS: dict[str, int] = {
    "b": Mark.STRONG.value,
    "strong": Mark.STRONG.value,
    "i": Mark.EMPHASIS.value,
    "em": Mark.EMPHASIS.value,
    "cite": Mark.EMPHASIS.value,
    "dfn": Mark.EMPHASIS.value,
    "var": Mark.EMPHASIS.value,
    "code": Mark.CODE.value,
    "tt": Mark.CODE.value,
    "samp": Mark.CODE.value,
    "kbd": Mark.KEYBOARD.value,
    "s": Mark.STRIKE.value,
    "strike": Mark.STRIKE.value,
    "del": Mark.STRIKE.value,
    "ins": Mark.INSERTED.value,
    "u": Mark.INSERTED.value,
    "mark": Mark.MARKED.value,
    "sup": Mark.SUPERSCRIPT.value,
    "sub": Mark.SUBSCRIPT.value,
    "small": Mark.SMALL.value,
}

_STYLES = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), Mark.STRONG.value),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), Mark.EMPHASIS.value),
    (re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE), Mark.STRIKE.value),
)
_NORMAL_WEIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_PERMALINKS = frozenset({"", "#", "¶", "§", "🔗", "link", "permalink", "anchor"})
_WAYS_BACK = frozenset({"", "↩", "↑", "↵", "⏎", "⤴", "⮐", "^", "back", "return", "jump up"})
_LOOSE = " \t\r\n\f[]()\ufe0e\ufe0f\u00a0"


def _mark(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Give the text a look until the end tag."""
    style = attributes.get("style") if attributes else None
    value = MARKS[tag]
    if style and value == Mark.STRONG.value and _NORMAL_WEIGHT.search(style):
        value = 0
    _look(builder, value)


def _code(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Mark code in the line; within preformatted text only its language matters."""
    if builder.verbatim is None:
        _mark(builder, tag, attributes)
        return
    if attributes and builder.formula is None:
        builder.language = language_of(attributes) or builder.language
    builder.at_end(None)


def _cite(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Name a work; alone behind a quotation it is the source of that."""
    top = builder.top
    if isinstance(top, LabelledFrame) and top.tag == "blockquote" and top.blocks and is_blank(builder.pieces):
        source(builder, tag, attributes)
    else:
        _mark(builder, tag, attributes)


def _styled(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Heed the style of a `span`."""
    style = attributes.get("style") if attributes else None
    value = 0
    if style:
        for pattern, look in _STYLES:
            if pattern.search(style):
                value |= look
    if value:
        _look(builder, value)
    else:
        builder.at_end(None)


def _look(builder: Builder, value: int) -> None:
    """Add a look until the end tag."""
    before = builder.marks
    builder.marks = before | value

    def restore() -> None:
        builder.marks = before

    builder.at_end(restore)


def _link(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Lead the text to an address until the end tag."""
    builder.name_place(attributes.get("name"))
    link = builder.resolve(attributes.get("href"))
    if link is None:
        builder.at_end(None)
        return
    before, builder.link = builder.link, link
    builder.at_end(partial(_end_link, builder, before, builder.pieces, len(builder.pieces)))


def _end_link(builder: Builder, before: str | None, pieces: list[Piece], first: int) -> None:
    """End a link; one that only marks a heading, or leads back from a footnote, is not text."""
    link, builder.link = builder.link, before
    if link is None or link[0] != "#" or builder.pieces is not pieces:
        return
    words = "".join(text or "" for text, _, _ in pieces[first:]).strip(_LOOSE).lower()
    if len(words) > 9:
        return
    if builder.within(HeadingFrame) and words in _PERMALINKS:
        del pieces[first:]
    item = next((frame for frame in reversed(builder.frames) if isinstance(frame, ItemFrame)), None)
    if item is not None and (words in _WAYS_BACK or words.rstrip("0123456789") in ("↩", "^", "↑")):
        del pieces[first:]
        item.has_way_back = True


def _break(builder: Builder, _tag: str, _attributes: Attributes) -> None:
    """Break the line."""
    builder.break_line()
    builder.at_end(None)


def _quotation(builder: Builder, _tag: str, _attributes: Attributes) -> None:
    """Set a quotation within a line in quotation marks."""
    builder.write("“")
    builder.at_end(partial(builder.write, "”"))


def _reading(builder: Builder, _tag: str, _attributes: Attributes) -> None:
    """Put the reading of a character into brackets behind it."""
    builder.write("(")
    builder.at_end(partial(builder.write, ")"))


def _abbreviation(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Spell an abbreviation out behind it, once in a document."""
    title = (attributes.get("title") or "").strip()
    if not title or len(title) > 200 or title.lower() in builder.explained:
        builder.at_end(None)
        return
    builder.at_end(partial(_end_abbreviation, builder, title, builder.pieces, len(builder.pieces)))


def _end_abbreviation(builder: Builder, title: str, pieces: list[Piece], first: int) -> None:
    """Add the long form unless the text is the long form."""
    words = "".join(text or "" for text, _, _ in pieces[first:]).strip()
    if builder.pieces is pieces and words and words.lower() != title.lower():
        builder.explained.add(title.lower())
        builder.write(f" ({title})")


STARTS: dict[str, Start] = {
    **dict.fromkeys(MARKS, _mark),
    "a": _link,
    "abbr": _abbreviation,
    "acronym": _abbreviation,
    "br": _break,
    "cite": _cite,
    "code": _code,
    "font": _styled,
    "q": _quotation,
    "rt": _reading,
    "span": _styled,
}
