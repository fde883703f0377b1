"""The one gate for untrusted text: after it no character can command a terminal, reorder a line or hide.

Text is made harmless, not thrown away: an escape sequence goes only when it is whole and short, otherwise just the
character that starts it is replaced. Every function is idempotent. No third-party imports, no state.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

MARKS_KEPT = 4
"""Combining marks that one character may carry."""

_REPLACEMENT = "\ufffd"
_FORMATS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
)
"""Invisible characters that change order or hide text: bidirectional controls, zero width; dropped."""
_USUAL = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
_FAR_FORMATS = re.compile("[\U000e0000-\U000e0fff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]")
"""The same beyond the basic plane: tags, marks of shorthand and music."""
_SELECTORS = "\ufe00-\ufe0f"
_JOINERS = "\u200c\u200d"
_BLANKS = "\u3164\uffa0"
"""Letters that look like nothing; a blank stands for them."""
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
_SURROGATES = "\ud800-\udfff"

_ASTRAL_RANGE = "\U00010000-\U0010ffff"
_SUSPECTS = f"{_CONTROLS}\r{_BREAKS}{_FORMATS}{_SELECTORS}{_JOINERS}{_BLANKS}{_NONCHARACTERS}{_SURROGATES}"
_MARKED = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u1fff\u20d0-\u20ff\u2cef-\u2dff\u302a-\u302f\u3099\u309a"
    "\ua66f-\uabff\ufb1e\ufe20-\ufe2f"
)
"""Where combining marks are found, and few of the letters that most text is written with."""
_SUSPECT = re.compile(f"[{_SUSPECTS}{_ASTRAL_RANGE}]")
_SUSPECT_OR_MARKED = re.compile(f"[{_SUSPECTS}{_MARKED}{_ASTRAL_RANGE}]")
_ASTRAL = re.compile(f"[{_ASTRAL_RANGE}]")
_INTRODUCER = re.compile("[\x1b\x90\x98\x9b\x9d-\x9f]")


def _sequences(body: str) -> re.Pattern[str]:
    """Escape sequences that are whole: strings closed within 256 characters of `body`, short CSI, a lone terminator.

    A CSI without parameters goes only if it is a common one or no word follows, else it could swallow a letter of it.
    """
    string = rf"(?:\x1b[\]P_^Xk]|[\x90\x98\x9d-\x9f]){body}{{0,256}}(?:\x07|\x1b\\|\x9c)"
    parameters = r"(?:[?>=][0-9;:]{0,32}|[0-9;:]{1,32})(?:[!\"$'*+]|\x20(?=q))?[@-~]"
    csi = rf"(?:\x1b\[|\x9b)(?:{parameters}|[mKHJ]|[@-~](?![A-Za-z0-9]))"
    return re.compile(rf"{string}|{csi}|\x1b\\")


_IN_TEXT = _sequences(r"[^\x07\x1b\x9c\r\n]")
_IN_MARKUP = _sequences(r"[^\x07\x1b\x9c\r\n<>]")

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_DROPPED = re.compile(f"[{_FORMATS}]+")
_BAD = re.compile(f"[{_CONTROLS}{_NONCHARACTERS}{_SURROGATES}]")
_BREAK = re.compile(f"\r\n?|[{_BREAKS}]")
_BLANK = re.compile(f"[{_BLANKS}]")

_PICTURES = "\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_SELECTOR = re.compile(
    f"(?:(?<=[\u00a9\u00ae{_PICTURES}])|(?<=[#*0-9])(?=\ufe0f\u20e3))(\ufe0f)[{_SELECTORS}]*|[{_SELECTORS}]+"
)
_JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1a20-\u1aad\u1b00-\u1bff\ua840-\ua8ff"
    "\ua980-\uaadf\U00010d00-\U00010eff\U00011000-\U000114df"
)
"""Scripts whose letters change shape by a joiner: Arabic, Syriac, N'Ko, the Indic family, Khmer, Mongolian."""
_JOINER = re.compile(
    f"((?<=[\ufe0f{_PICTURES}])\u200d(?=[{_PICTURES}])|(?<=[{_JOINING}])[{_JOINERS}](?=[{_JOINING}]))|[{_JOINERS}]"
)
_JOINER_RUN = re.compile(f"([{_JOINERS}])[{_JOINERS}]+")

_MISREAD = {
    chr(code): bytes([code]).decode("cp1252")
    for code in (0x80, *range(0x82, 0x85), *range(0x86, 0x8D), 0x8E, *range(0x91, 0x98), 0x99, 0x9A)
}
"""C1 characters that are really windows-1252 punctuation read as Latin-1, a common fault of feeds."""


def clean_line(text: str, limit: int = 1000) -> str:
    """Return one harmless line: white space folded to single blanks, at most `limit` characters (`…` where cut)."""
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    room = limit * 16
    if len(text) > room:
        text = text.strip()
    whole = len(text) <= room
    text = text[:room]
    line = " ".join(_scrub(text, _IN_TEXT).split())
    if whole and len(line) <= limit:
        return line
    return _cut(line, limit - 1).rstrip() + "…"


def clean_text(text: str, limit: int = 1_000_000) -> str:
    """Return harmless text of many lines: breaks become newlines, tabs stay, at most `limit` characters."""
    if len(text) > limit:
        text = text[: limit * 2]
    return _cut(_scrub(text, _IN_TEXT), limit)


def clean_markup(markup: str, limit: int = 1_000_000) -> str:
    """Return HTML or Markdown source without raw control characters; tags and character references stay as they are.

    References such as `&#27;` are still there: whoever decodes them cleans the result.
    """
    if len(markup) > limit:
        markup = markup[: limit * 2]
    return _cut(_scrub(markup, _IN_MARKUP), limit)


def clean_run(text: str) -> str:
    """Return a harmless piece of running text, of any length: `clean_text` without a limit."""
    return _scrub(text, _IN_TEXT)


def is_clean(text: str) -> bool:
    """Tell whether `clean_text` would leave the text as it is (length apart)."""
    return _scrub(text, _IN_TEXT) == text


def _cut(text: str, limit: int) -> str:
    """Cut to `limit` characters, not leaving half of a joined picture behind."""
    return text if len(text) <= limit else text[: max(limit, 0)].rstrip("\u200c\u200d\ufe0f")


def unusual(text: str) -> str:
    """Return the characters of a text that are neither printable ASCII nor tab nor newline, in their order.

    Usually there are few or none, and to look at them is much faster than to look at all.
    """
    return text.encode("utf-8", "surrogatepass").translate(None, _USUAL).decode("utf-8", "surrogatepass")


def _scrub(text: str, sequences: re.Pattern[str]) -> str:
    """Make text harmless; plain text costs one look."""
    if text.isascii():
        return _replace(text, sequences) if text.encode("ascii").translate(None, _USUAL) else text
    rest = unusual(text)
    if _SUSPECT_OR_MARKED.search(rest) is None:
        return text
    if _SUSPECT.search(rest) is not None:
        text = _replace(text, sequences)
        rest = unusual(text)
    return _swap(_pile(_ASTRAL.search(rest) is not None), _cut_pile, text)


def _replace(text: str, sequences: re.Pattern[str]) -> str:
    """Drop or replace every character that may not pass, in an order that leaves nothing for a second round."""
    if _INTRODUCER.search(text):
        text = sequences.sub("", text)
    text = _BREAK.sub("\n", text)
    if text.isascii():
        return _BAD.sub(_REPLACEMENT, text)
    text = _swap(_BAD, _repaired, _swap(_PAIR, _joined, text))
    text = _swap(_ASTRAL, _checked, _swap(_DROPPED, "", text))
    text = _swap(_BLANK, " ", text)
    text = _swap(_SELECTOR, _kept, text)
    return _swap(_JOINER, _kept, _swap(_JOINER_RUN, r"\1", text))


def _swap(pattern: re.Pattern[str], by: str | Callable[[re.Match[str]], str], text: str) -> str:
    """Replace what the pattern finds; whether there is anything shows in the unusual characters alone."""
    return pattern.sub(by, text) if pattern.search(unusual(text)) else text


def _joined(match: re.Match[str]) -> str:
    """Join two halves of a character that a sloppy decoder left apart."""
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _repaired(match: re.Match[str]) -> str:
    """Read a misread character as what it was meant to be, replace any other."""
    return _MISREAD.get(match[0], _REPLACEMENT)


def _checked(match: re.Match[str]) -> str:
    """Drop or replace a character beyond the basic plane; nearly all of them stay."""
    char = match[0]
    if ord(char) & 0xFFFE == 0xFFFE:
        return _REPLACEMENT
    return "" if _FAR_FORMATS.match(char) else char


def _kept(match: re.Match[str]) -> str:
    """Keep what the pattern caught as needed, drop the rest."""
    return match[1] or ""


def _cut_pile(match: re.Match[str]) -> str:
    """Keep the first marks of a pile; a joiner may not end it."""
    return match[0][:MARKS_KEPT].rstrip(_JOINERS)


@cache
def _pile(astral: bool) -> re.Pattern[str]:
    """Compile the pattern of too many marks in a row; made on first need, since it asks for every character's class."""
    return re.compile(f"[{''.join(_mark_ranges(0x1F000 if astral else 0x10000))}{_JOINERS}]{{{MARKS_KEPT + 1},}}")


def _mark_ranges(end: int) -> Iterator[str]:
    """Yield the ranges of combining marks, as a character class writes them."""
    first = last = 0
    for code in range(0x300, end):
        if unicodedata.category(chr(code)) in ("Mn", "Me"):
            if code != last + 1:
                if last:
                    yield f"{chr(first)}-{chr(last)}"
                first = code
            last = code
    yield f"{chr(first)}-{chr(last)}"
