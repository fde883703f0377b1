"""Lists and definition lists, with the numbers that pages give them and the nesting that they get wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from termnews.model.article import Block, Definition, DefinitionList, Footnote, Inline, ListBlock, ListItem
from termnews.text.html.builder import Attributes, Builder, Frame, Start
from termnews.text.html.flatten import inline_of
from termnews.text.html.notes import NOTE_LISTS

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_END = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 999_999_999


class ListFrame(Frame):
    """A list: its items so far, and the number of the next one."""

    __slots__ = ("following", "is_notes", "items", "notes", "numbered")

    def __init__(self, tag: str, attributes: Attributes, is_notes: bool) -> None:
        super().__init__(tag, attributes)
        self.items: list[ListItem] = []
        self.notes: list[Footnote] = []
        self.is_notes = is_notes
        self.following = number_in(attributes.get("start"), 1)
        self.numbered = tag == "ol" and (attributes.get("type") or "1") in "aAiI"
        """Whether items carry their own markers, since counting from the start would not give them."""


class ItemFrame(Frame):
    """A list item; it may turn out to be a footnote."""

    __slots__ = ("checked", "has_way_back")

    def __init__(self, tag: str, attributes: Attributes) -> None:
        super().__init__(tag, attributes)
        self.checked: bool | None = None
        self.has_way_back = False


class TermsFrame(Frame):
    """A definition list, and the term that waits for its description."""

    __slots__ = ("definitions", "term")

    def __init__(self, tag: str, attributes: Attributes) -> None:
        super().__init__(tag, attributes)
        self.definitions: list[Definition] = []
        self.term: Inline | None = None


def number_in(text: str | None, otherwise: int) -> int:
    """Read a whole number as browsers do, within reason."""
    digits = (text or "").strip()
    if not digits.isascii() or not digits.removeprefix("-").isdigit() or len(digits) > 10:
        return otherwise
    number = int(digits)
    return number if abs(number) <= _LARGEST else otherwise


def _list(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open a list."""
    if builder.too_deep():
        return _division(builder)
    classes = (attributes.get("class") or "").lower().split()
    is_notes = builder.notes_depth > 0 or not NOTE_LISTS.isdisjoint(classes)
    builder.open(ListFrame(tag, attributes, is_notes))
    return builder.at_end(partial(_close_list, builder))


def _division(builder: Builder) -> None:
    """Only end the paragraph before and after."""
    builder.flush()
    builder.at_end(builder.flush)


def _close_list(builder: Builder) -> None:
    """End a list that has its own tags."""
    _end_list(builder)


def _end_list(builder: Builder) -> ListBlock | None:
    """Close a list and add it, its footnotes as footnotes."""
    frame = builder.close()
    assert isinstance(frame, ListFrame)
    _take_strays(frame)
    items = tuple(frame.items)
    block: ListBlock | None = None
    if items:
        start = number_in(frame.attributes.get("start"), 1)
        if "reversed" in frame.attributes and not frame.numbered:
            first = number_in(frame.attributes.get("start"), len(items))
            items = tuple(replace(item, marker=item.marker or f"{first - n}.") for n, item in enumerate(items))
        block = ListBlock(items, frame.tag == "ol", start)
        builder.add(block)
    for note in frame.notes:
        builder.add(note)
    return block


def _take_strays(frame: ListFrame) -> None:
    """Give what stands in a list outside its items (a nested list, bare text) to the item before."""
    if not frame.blocks:
        return
    if frame.items:
        last = frame.items[-1]
        frame.items[-1] = replace(last, blocks=(*last.blocks, *frame.blocks))
    else:
        frame.items.append(ListItem(tuple(frame.blocks)))
    frame.blocks.clear()


def _item(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open an item; one outside any list makes its own list."""
    if builder.too_deep():
        return _division(builder)
    builder.flush()
    parent = builder.top
    loose = not isinstance(parent, ListFrame)
    if isinstance(parent, ListFrame):
        _take_strays(parent)
    else:
        builder.open(ListFrame("ul", {}, builder.notes_depth > 0))
    builder.open(ItemFrame(tag, attributes))
    return builder.at_end(partial(_end_loose_item if loose else _end_item, builder))


def _end_item(builder: Builder) -> None:
    """Close an item."""
    frame = builder.close()
    parent = builder.top
    assert isinstance(frame, ItemFrame)
    assert isinstance(parent, ListFrame)
    value = frame.attributes.get("value")
    if value is not None and parent.tag == "ol":
        parent.following = number_in(value, parent.following)
        parent.numbered = True
    number = parent.following
    if frame.blocks and frame.place and (parent.is_notes or frame.has_way_back):
        builder.anchors.add(frame.place)
        parent.notes.append(Footnote(str(number), tuple(frame.blocks), frame.place))
    elif frame.blocks:
        parent.items.append(ListItem(tuple(frame.blocks), _marker(parent, frame, number)))
    elif parent.tag != "ol":
        return
    parent.following = number + (-1 if "reversed" in parent.attributes else 1)


def _end_loose_item(builder: Builder) -> None:
    """Close an item that has no list, joining it to such an item just before."""
    _end_item(builder)
    before = builder.frames[-2].blocks
    last = before[-1] if before else None
    block = _end_list(builder)
    if block is not None and isinstance(last, ListBlock) and last is builder.loose and before[-2:] == [last, block]:
        block = replace(last, items=(*last.items, *block.items))
        before[-2:] = [block]
    builder.loose = block


def _marker(parent: ListFrame, frame: ItemFrame, number: int) -> str | None:
    """Return what stands before an item when it is not simply its place in the list."""
    if frame.checked is not None:
        return "[x]" if frame.checked else "[ ]"
    if not parent.numbered:
        return None
    kind = frame.attributes.get("type") or parent.attributes.get("type") or "1"
    return f"{_numeral(number, kind)}."


def _numeral(number: int, kind: str) -> str:
    """Write a number in letters or Roman numerals where a list asks for them."""
    if kind in ("a", "A") and number > 0:
        letters = ""
        while number > 0:
            number, place = divmod(number - 1, 26)
            letters = chr(ord(kind) + place) + letters
        return letters
    if kind in ("i", "I") and 0 < number < 4000:
        numeral = ""
        for value, sign in _ROMAN + _ROMAN_END:
            numeral += sign * (number // value)
            number %= value
        return numeral.upper() if kind == "I" else numeral
    return str(number)


def _check_box(builder: Builder, _tag: str, attributes: Attributes) -> None:
    """Take a check box at the head of an item as its marker; other fields of forms show nothing."""
    if (attributes.get("type") or "").lower() in ("checkbox", "radio"):
        item = next((frame for frame in reversed(builder.frames) if isinstance(frame, ItemFrame)), None)
        if item is not None and item.checked is None and not item.blocks:
            item.checked = "checked" in attributes
    builder.at_end(None)


def _terms(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open a definition list."""
    if builder.too_deep():
        return _division(builder)
    builder.open(TermsFrame(tag, attributes))
    return builder.at_end(partial(_end_terms, builder))


def _end_terms(builder: Builder) -> None:
    """Close a definition list."""
    frame = builder.close()
    assert isinstance(frame, TermsFrame)
    if frame.term is not None or frame.blocks:
        _describe(frame, frame.blocks)
    if frame.definitions:
        builder.add(DefinitionList(tuple(frame.definitions)))


def _term(builder: Builder, tag: str, attributes: Attributes) -> None:
    """Open a term or a description."""
    if builder.too_deep() or not isinstance(builder.top, TermsFrame):
        return _division(builder)
    builder.open(Frame(tag, attributes))
    return builder.at_end(partial(_end_term, builder))


def _end_term(builder: Builder) -> None:
    """Close a term or a description."""
    frame = builder.close()
    parent = builder.top
    assert isinstance(parent, TermsFrame)
    if parent.blocks:
        _describe(parent, parent.blocks)
        parent.blocks.clear()
    if frame.tag == "dd":
        _describe(parent, frame.blocks)
        return
    if parent.term is not None:
        _describe(parent, [])
    parent.term = inline_of(frame.blocks)


def _describe(frame: TermsFrame, blocks: list[Block]) -> None:
    """Add a description to the waiting term, or to the one before."""
    if frame.term is None and frame.definitions:
        last = frame.definitions[-1]
        frame.definitions[-1] = replace(last, blocks=(*last.blocks, *blocks))
    elif frame.term or blocks:
        frame.definitions.append(Definition(frame.term or (), tuple(blocks)))
    frame.term = None


STARTS: dict[str, Start] = {
    "dd": _term,
    "dir": _list,
    "dl": _terms,
    "dt": _term,
    "input": _check_box,
    "li": _item,
    "menu": _list,
    "ol": _list,
    "ul": _list,
}
