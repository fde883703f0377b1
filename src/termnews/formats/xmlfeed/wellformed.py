"""Make XML well-formed: whatever a feed's bytes say, the parser behind gets a sound document of bounded size and depth.

A sound document passes unchanged. A broken one is read tag by tag and written anew: what is there is kept, what is
missing is added, what means nothing is dropped. All of it takes time in proportion to the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from termnews.formats.document import MAX_ENTRIES, doctype_end
from termnews.formats.xmlfeed.element import CONTROL_BASE
from termnews.formats.xmlfeed.mending import ENTRIES, MAX_ATTRIBUTES, MAX_DEPTH, MAX_PREFIXES, mend
from termnews.text.html import unescape

_CARRIED: dict[int, int | None] = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
_CARRIED |= {code: CONTROL_BASE + code for code in (0x07, 0x1B)} | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
"""Control characters are dropped, but for those that frame escape sequences: these go, whole, in the cleaning."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CONTROL_REFERENCE = re.compile(r"&#(?:0{0,8}([0-9]{1,2})|[xX]0{0,8}([0-9a-fA-F]{1,2}));")
_NAMESPACE = re.compile(r"""(\bxmlns(?::[\w.-]+)?\s*=\s*)(["'])([^"'<>]{0,500})\2""")
_ENTITY = re.compile(r"""<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"<%]{0,1000})"|'([^'<%]{0,1000})')\s*>""")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_HEAD = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_OTHER_ENTITY = re.compile(r"&(?!#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};)")
_MAX_ENTITIES = 200
_MAX_GROWTH = 1_000_000
"""Characters; a document whose entities make it longer than that was written for it: they stay unread."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A well-formed document in UTF-8, and what had to be done for it, in words for the person."""

    markup: bytes
    notes: tuple[str, ...] = ()


class _TooMuch(Exception):
    """The document exceeds a limit."""


def make_sound(text: str, start: int = 0) -> Sound:
    """Return the document that begins at `start` as well-formed XML without a document type."""
    text = _carry_controls(text[start:] if start else text)
    text, entities = _without_doctype(text)
    text = _NAMESPACE.sub(_trimmed, text)
    fault = "" if entities else check(text)
    if not fault and text.count("<![CDATA[") > text.count("]]>"):
        fault = "a section of raw text does not end"
    if not fault and not entities:
        return Sound(text.encode("utf-8"))
    mended = mend(text, entities)
    notes = list(mended.notes)
    if fault and not notes:
        notes.append(f"not well-formed: {fault}")
    return Sound(mended.markup.encode("utf-8"), tuple(notes))


def check(text: str) -> str:
    """Return why a text is not well-formed XML within the limits, or nothing."""
    parser = expat.ParserCreate("utf-8", " ")
    counter = _Counter()
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.StartNamespaceDeclHandler = counter.declare
    try:
        parser.Parse(text.encode("utf-8"), True)
    except _TooMuch:
        return "nested or furnished with attributes beyond measure"
    except expat.ExpatError as error:
        return f"{expat.ErrorString(error.code)} in line {error.lineno}"
    return ""


class _Counter:
    """Counts what must stay within limits while a document is checked."""

    def __init__(self) -> None:
        self.depth = 0
        self.entries = 0
        self.prefixes: set[str | None] = set()

    def declare(self, prefix: str | None, address: str | None) -> None:  # noqa: ARG002  # the parser gives the address
        """Count the prefix of a namespace."""
        self.prefixes.add(prefix)
        if len(self.prefixes) > MAX_PREFIXES:
            raise _TooMuch

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Count an element."""
        self.depth += 1
        if name.rpartition(" ")[2].lower() in ENTRIES:
            self.entries += 1
        if self.depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES or self.entries > MAX_ENTRIES:
            raise _TooMuch

    def end(self, name: str) -> None:  # noqa: ARG002  # the parser gives the name
        """Leave an element."""
        self.depth -= 1


def _carry_controls(text: str) -> str:
    """Replace characters that XML forbids, also where they stand as references."""
    if _ILLEGAL.search(text):
        text = text.translate(_CARRIED)
    return _CONTROL_REFERENCE.sub(_carried, text) if "&#" in text else text


def _carried(match: re.Match[str]) -> str:
    """Return the stand-in for a reference to a control character; other references stay."""
    code = int(match[1]) if match[1] else int(match[2], 16)
    carried = _CARRIED.get(code, code)
    return match[0] if carried == code else chr(carried) if carried else ""


def _trimmed(match: re.Match[str]) -> str:
    """Return a namespace declaration without blanks around the address."""
    return f"{match[1]}{match[2]}{match[3].strip()}{match[2]}"


def _without_doctype(text: str) -> tuple[str, dict[str, str]]:
    """Cut out the XML declaration and the document type; return the simple entities that the latter defines.

    Entities that refer to others, or to files, are not taken: that is how a few lines grow to gigabytes.
    """
    declaration = re.compile(r"\s*<\?xml\s[^>]*\?>\s*").match(text)
    if declaration:
        text = text[declaration.end() :]
    head = _HEAD.match(text)
    at = head.end() if head else 0
    if not _DOCTYPE.match(text, at):
        return text, {}
    end = doctype_end(text, at)
    if end == -1:
        return text, {}
    subset = text[at : min(end, at + 200_000)]
    found = _ENTITY.findall(subset)[:_MAX_ENTITIES]
    entities = {name: double or single for name, double, single in found}
    simple = {name: unescape(value) for name, value in entities.items() if not _OTHER_ENTITY.search(value)}
    text = text[end:]
    return text, {} if _growth(text, simple) > _MAX_GROWTH else simple


def _growth(text: str, entities: dict[str, str]) -> int:
    """Return by how many characters a text grows when its entities are written out."""
    longer = {name: len(value) - len(name) - 2 for name, value in entities.items() if len(value) > len(name) + 2}
    return sum(text.count(f"&{name};") * more for name, more in longer.items())
