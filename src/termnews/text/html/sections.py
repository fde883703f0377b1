"""Elements that divide an article: paragraphs, headings, quotations, rules, folded details, footnotes."""

from __future__ import annotations

from functools import partial

from termnews.model.article import Details, Heading, Image, Inline, Media, Quote, Rule, Span
from termnews.text.html.builder import Attributes, Builder, Frame, Start
from termnews.text.html.flatten import inline_of
from termnews.text.html.inline import text_of
from termnews.text.html.notes import NOTE_LISTS, NOTES, joined_note
from termnews.text.urls import clean_url, display_host

_DIVISIONS = (
    "address article aside body center dialog fieldset form frameset header hgroup html legend main nav noframes p "
    "search optgroup"
)
_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"})
_NOTE_LIST_ROLES = frozenset({"doc-endnotes", "footnotes", "endnotes"})


class HeadingFrame(Frame):
    """A heading whose text is still coming."""

    __slots__ = ("level",)

    def __init__(self, tag: str, attributes: Attributes, level: int) -> None:
        super().__init__(tag, attributes)
        self.level = level


class LabelledFrame(Frame):
    """A quotation with its source, or details with their summary."""

    __slots__ = ("label",)

    def __init__(self, tag: str, attributes: Attributes) -> None:
        super().__init__(tag, attributes)
        self.label: Inline = ()


def divide(builder: Builder, _tag: str, _attributes: Attributes) -> None:
    """End the paragraph before and after an element."""
    if builder.pieces or builder.pictures:
        builder.flush()
    builder.ends.append(builder.flush)


def _section(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Divide; a division may also be a footnote, the place of all of them, or a heading in disguise."""
    role = attributes.get("role") or attributes.get("epub:type") or ""
    classes = (attributes.get("class") or "").lower().split()
    if role == "heading":
        _heading(builder, f"h{attributes.get('aria-level') or 2}", attributes)
    elif role in _NOTE_ROLES or not NOTES.isdisjoint(classes):
        _note(builder, tag, attributes)
    else:
        divide(builder, tag, attributes)
        if role in _NOTE_LIST_ROLES or not NOTE_LISTS.isdisjoint(classes):
            builder.notes_depth += 1
            builder.wrap_end(partial(_end_notes, builder))


def _end_notes(builder: Builder) -> None:
    """Leave the place of the footnotes."""
    builder.notes_depth -= 1


def _note(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open one footnote."""
    if builder.too_deep():
        return divide(builder, tag, attributes)
    builder.open(Frame(tag, attributes))
    return builder.at_end(partial(_end_note, builder))


def _end_note(builder: Builder) -> None:
    """Add a footnote, or its blocks where it has neither name nor label."""
    frame = builder.close()
    note = joined_note(frame.blocks, frame.place)
    if note is None:
        builder.extend(frame.blocks)
        return
    if note.anchor:
        builder.anchors.add(note.anchor)
    builder.add(note)


def _heading(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open a heading; headings do not nest."""
    if builder.too_deep() or builder.within(HeadingFrame):
        return divide(builder, tag, attributes)
    level = int(tag[1]) if tag[1:] in ("1", "2", "3", "4", "5", "6") else 2
    place = builder.anchor
    builder.open(HeadingFrame(tag, attributes, level))
    builder.top.place = builder.top.place or place
    return builder.at_end(partial(_end_heading, builder))


def _end_heading(builder: Builder) -> None:
    """Add a heading; its pictures follow it."""
    frame = builder.close()
    assert isinstance(frame, HeadingFrame)
    pictures = [block for block in frame.blocks if isinstance(block, Image | Media)]
    spans = tuple(
        Span(span.text.replace("\n", " "), span.marks, span.link)
        for span in inline_of(block for block in frame.blocks if not isinstance(block, Image | Media))
    )
    if spans:
        if frame.place:
            builder.anchors.add(frame.place)
        builder.add(Heading(frame.level, spans, frame.place))
    builder.extend(pictures)


def _labelled(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open a quotation or details."""
    if builder.too_deep():
        return divide(builder, tag, attributes)
    builder.open(LabelledFrame(tag, attributes))
    return builder.at_end(partial(_end_quote if tag == "blockquote" else _end_details, builder))


def _end_quote(builder: Builder) -> None:
    """Add a quotation with the source that it names, in words or by its address."""
    frame = builder.close()
    assert isinstance(frame, LabelledFrame)
    source = frame.label
    address = clean_url(frame.attributes.get("cite"), builder.base)
    if not source and address and (host := display_host(address)):
        source = (Span(host, link=address),)
    if frame.blocks:
        builder.add(Quote(tuple(frame.blocks), source))
    elif frame.label:
        builder.add(Quote((), source))


def source(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Take the footer of a quotation, or a `cite` that stands alone after it, as its source."""
    quote = builder.top
    if not isinstance(quote, LabelledFrame) or quote.tag != "blockquote" or quote.label or builder.too_deep():
        return divide(builder, tag, attributes)
    builder.open(Frame(tag, attributes))
    return builder.at_end(partial(_end_label, builder, quote))


def _end_details(builder: Builder) -> None:
    """Add folded blocks under their summary."""
    frame = builder.close()
    assert isinstance(frame, LabelledFrame)
    if frame.blocks or frame.label:
        builder.add(Details(frame.label or (Span("Details"),), tuple(frame.blocks)))


def _summary(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Take the summary of details."""
    details = builder.top
    if not isinstance(details, LabelledFrame) or details.tag != "details" or details.label or builder.too_deep():
        return divide(builder, tag, attributes)
    builder.open(Frame(tag, attributes))
    return builder.at_end(partial(_end_label, builder, details))


def _end_label(builder: Builder, owner: LabelledFrame) -> None:
    """Give the text of a source or a summary to its owner."""
    frame = builder.close()
    spans = inline_of(frame.blocks)
    if text_of(spans).strip():
        owner.label = spans


def _rule(builder: Builder, _tag: str, _attributes: Attributes) -> None:
    """Add a thematic break."""
    builder.flush()
    builder.add(Rule())
    builder.at_end(None)


STARTS: dict[str, Start] = {
    **dict.fromkeys(_DIVISIONS.split(), divide),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "aside": _section,
    "blockquote": _labelled,
    "details": _labelled,
    "div": _section,
    "footer": source,
    "hr": _rule,
    "section": _section,
    "summary": _summary,
}
