"""Tags of broken XML, read one at a time: names and attributes as far as they can be made out."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from termnews.text.html import unescape

MAX_ATTRIBUTES = 200
"""Attributes of one element; the parser behind takes quadratic time in them."""
MAX_EXPANSION = 1000
"""Characters that one entity may stand for."""

_NAME = re.compile(r"[A-Za-z_\u00c0-\ufffd][\w.\-]*(?::[A-Za-z_\u00c0-\ufffd][\w.\-]*)?")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?P<name>[^\s=<>"'/]++)(?:\s*=\s*(?:"(?P<double>[^"<]*)"|'(?P<single>[^'<]*)'|(?P<bare>[^\s"'<>]+)))?"""
)
_WITH_MARKUP = re.compile(
    r"""[\s/]*+(?P<name>[^\s=<>"'/]++)\s*=\s*(?:"(?P<double>[^"]{0,8192})"|'(?P<single>[^']{0,8192})')(?=[\s/>])"""
)
_END = re.compile(r"\s*+(?:(/)\s*+)?>")
_AMPERSAND = re.compile(r"&(?:#([0-9]{1,8});|#[xX]([0-9a-fA-F]{1,7});|([A-Za-z_][\w.\-]{0,31});)?")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag: where it ends in the text, and its attributes with values not yet decoded."""

    name: str
    attributes: dict[str, str]
    closed: bool
    end: int


def read_start(text: str, at: int) -> StartTag | None:
    """Read the start tag whose `<` stands at `at`; None when none begins there or when it does not end."""
    name = _NAME.match(text, at + 1)
    if name is None:
        return None
    attributes: dict[str, str] = {}
    position = name.end()
    while True:
        end = _END.match(text, position)
        if end is not None:
            return StartTag(name[0], attributes, bool(end[1]), end.end())
        found = _ATTRIBUTE.match(text, position)
        if found is not None and found.end() < len(text) and text[found.end()] in "=\"'<":
            found = _WITH_MARKUP.match(text, position) or found
        if found is None:
            position = _past_noise(text, position)
            if position == -1:
                return None
            continue
        position = found.end()
        if len(attributes) < MAX_ATTRIBUTES and _NAME.fullmatch(found["name"]):
            attributes.setdefault(found["name"], _value(found))


def _value(found: re.Match[str]) -> str:
    """Return the value of an attribute; one without a value is its own."""
    groups = found.groupdict()
    values = (groups.get(key) for key in ("double", "single", "bare"))
    return next((value for value in values if value is not None), found["name"])


def _past_noise(text: str, position: int) -> int:
    """Return where reading goes on behind a character that belongs to no attribute; -1 where the tag breaks off."""
    while position < len(text) and text[position].isspace():
        position += 1
    return -1 if position >= len(text) or text[position] == "<" else position + 1


def sound_text(text: str, entities: Mapping[str, str]) -> str:
    """Return text in which every `&` begins a reference that XML knows, and no bare `<` or `]]>` stands."""
    if "&" in text:
        text = _AMPERSAND.sub(lambda match: _reference(match, entities), text)
    return text.replace("<", "&lt;").replace("]]>", "]]&gt;")


def _reference(match: re.Match[str], entities: Mapping[str, str]) -> str:
    """Return a reference as XML may have it: by number, predefined, or the `&` for itself."""
    decimal, hexadecimal, name = match.groups()
    if decimal or hexadecimal:
        return _numbered(int(decimal) if decimal else int(hexadecimal, 16))
    if not name:
        return "&amp;"
    if name in _PREDEFINED:
        return match[0]
    if name in entities:
        return escape(entities[name][:MAX_EXPANSION])
    known = html.entities.html5.get(f"{name};")
    return "".join(f"&#{ord(char)};" for char in known) if known else f"&amp;{match[0][1:]}"


def _numbered(code: int) -> str:
    """Return a reference to a character, or to the sign for an impossible one."""
    legal = code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return f"&#{code};" if legal else "&#65533;"


def write_start(tag: StartTag, entities: Mapping[str, str], more: str = "") -> str:
    """Write a start tag anew, with further attributes in `more`."""
    written = "".join(
        f' {name}="{sound_text(value, entities).replace(chr(34), "&quot;")}"'
        for name, value in tag.attributes.items()
        if not (name.startswith("xmlns:") and not value.strip())
    )
    return f"<{tag.name}{written}{more}{'/' if tag.closed else ''}>"


def decoded(text: str) -> str:
    """Return an attribute's value with its references decoded once; what is no reference stays."""
    return unescape(sound_text(text, {})) if "&" in text else text
