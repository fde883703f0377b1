"""Bytes to text: by the mark at their head, by the labels that browsers obey, by what the bytes look like.

Python's own codec names are never looked up by a label from outside: `unicode_escape` or `utf-7` could smuggle
characters past every check.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from turbohtml.detect import Detection, detect

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_XML_LABEL = re.compile(rb"^\s*<\?xml[^>]{0,400}?\sencoding\s*=\s*[\"']\s*([\w:.+-]{1,40})")
_META_LABEL = re.compile(rb"<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w:.+-]{1,40})", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9:+-]{1,40}")
_ALIASES = {
    "ansi-x3.4-1968": "us-ascii",
    "ks-c-5601": "euc-kr",
    "ks-c-5601-1987": "euc-kr",
    "ks-c-5601-1989": "euc-kr",
    "iso-8859-1:1987": "latin1",
    "shift-jisx0213": "shift-jis",
    "sjis": "shift-jis",
    "cp932": "shift-jis",
    "ms932": "shift-jis",
    "cp936": "gbk",
    "cp949": "euc-kr",
    "cp950": "big5",
    "eucjp": "euc-jp",
    "euckr": "euc-kr",
}
_UNDECODABLE = frozenset(
    {"replacement", "hz-gb-2312", "iso-2022-cn", "iso-2022-cn-ext", "iso-2022-kr", "csiso2022kr", "x-user-defined"}
)
_UTF_8 = frozenset({"utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8"})
_UTF_16 = frozenset(
    {"utf-16", "utf-16le", "utf-16be", "utf16", "ucs-2", "unicode", "iso-10646-ucs-2", "csunicode", "unicodefeff"}
)
_WIDE = frozenset({"big5", "big5-hkscs", "euc-jp", "euc-kr", "gb18030", "gb2312", "gbk", "iso-2022-jp", "shift-jis"})
_SIGNS = frozenset(b"\x80\x82\x84\x85\x86\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xd7\xf7") | (
    frozenset(range(0xA0, 0xC0)) - frozenset(b"\xa4\xa6\xa8\xaa\xac\xad\xaf\xb8")
)
"""Bytes that windows-1252 has signs for where other sets have letters: an English text may hold nothing else."""
_SENSELESS = frozenset(("Cc", "Cn", "Co", "Cs"))
_HEAD = 4096
_STRAY = re.compile("[\udc80-\udcff]+")


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode a page, a feed or a text by its mark, `declared` (a Content-Type's charset), its own label, or detection.

    Never fails; bytes that mean nothing become U+FFFD.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _patched(data[3:]) if codec == "utf-8" else data[len(mark) :].decode(codec, "replace")
    wide = _unmarked_utf(data, declared)
    if wide:
        return data.decode(wide, "replace")
    text = None if b"\x1b$" in data and b"\x1b(" in data else _as_utf_8(data)
    if text is not None and next(_labels(data, declared), "") not in _WIDE:
        return text
    sound = text is not None
    labels = list(dict.fromkeys(_labels(data, declared)))
    if not sound and labels and labels[0] in _UTF_8 and _is_mostly_utf_8(data):
        return _patched(data)
    for label in labels:
        if label not in _UTF_8 and (text := _by_label(data, label)) is not None:
            return text
    return data.decode("utf-8") if sound else _detected(data)


def _labels(data: bytes, declared: str | None) -> Iterator[str]:
    """Yield the labels given, best first, in one spelling; those of sixteen bits cannot be true here."""
    for raw in _written_labels(data[:_HEAD], declared):
        label = raw.strip(" \t\r\n\"'").lower().replace("_", "-")
        label = _ALIASES.get(label, label)
        if _LABEL.fullmatch(label) and label not in _UNDECODABLE and label not in _UTF_16:
            yield label


def _written_labels(head: bytes, declared: str | None) -> Iterator[str]:
    """Yield the labels as they are written."""
    if declared:
        yield declared
    for kind in (_XML_LABEL, _META_LABEL):
        match = kind.search(head)
        if match is not None:
            yield match[1].decode("ascii", "replace")


def _by_label(data: bytes, label: str) -> str | None:
    """Decode as browsers do under this label; None when they know no such label or much of it makes no sense."""
    try:
        text = codecs.lookup(f"whatwg-{label}").decode(data, "replace")[0]
    except (LookupError, UnicodeError):
        return None
    wrong = text.count("\ufffd")
    return text if wrong * 50 <= len(text) - wrong or wrong <= 2 else None


def _as_utf_8(data: bytes) -> str | None:
    """Decode bytes that are UTF-8 without a fault."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_mostly_utf_8(data: bytes) -> bool:
    """Tell whether the faults are few beside the characters of several bytes that are right."""
    text = data.decode("utf-8", "surrogateescape")
    faults = sum(len(run) for run in _STRAY.findall(text))
    right = sum(1 for char in text[:200_000] if char > "\x7f") - faults
    return right > faults or (right > 0 and len(_STRAY.sub("", text[:-3])) == len(text[:-3]))


def _patched(data: bytes) -> str:
    """Decode UTF-8 in which a stray byte is a character of windows-1252, as pasted quotation marks are."""
    text = data.decode("utf-8", "surrogateescape")
    return _STRAY.sub(_patch, text)


def _patch(match: re.Match[str]) -> str:
    """Read one stray byte as windows-1252; several in a row are only damage."""
    run = match[0]
    if len(run) > 1:
        return "\ufffd"
    return bytes([ord(run) - 0xDC00]).decode("cp1252", "replace")


def _unmarked_utf(data: bytes, declared: str | None) -> str | None:
    """Recognise UTF-16 and UTF-32 without a mark by the high bytes of their characters: small and mostly alike."""
    head = data[:1024]
    if len(head) < 4 or (0 not in head and not declared):
        return None
    zeros = [head[place::4].count(0) * 4 / len(head) for place in range(4)]
    if zeros[1] > 0.9 and zeros[2] > 0.9 and (zeros[0] > 0.9) != (zeros[3] > 0.9):
        return "utf-32-be" if zeros[0] > zeros[3] else "utf-32-le"
    even, odd = (max(map(head[place::2].count, range(0x20))) * 2 / len(head) for place in range(2))
    if b"\0" in head and max(even, odd) > 0.3 and min(even, odd) < max(even, odd) / 3:
        return "utf-16-be" if even > odd else "utf-16-le"
    if (found := _wide_script(head)) is not None:
        return found
    if declared is None or declared.strip().lower().replace("_", "-") not in _UTF_16 or _as_utf_8(data) is not None:
        return None
    # The high bytes of any script are fewer different ones than the low bytes; without a sign it is little-endian.
    return "utf-16-be" if len(set(head[::2])) * 3 < len(set(head[1::2])) * 2 or "be" in declared else "utf-16-le"


def _wide_script(head: bytes) -> str | None:
    """Recognise UTF-16 of a script that fills both bytes (Chinese) by its line ends and by what it decodes to."""
    if 0 not in head:
        return None
    found: list[tuple[int, str]] = []
    for codec in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(codec, "replace")
        senseless = sum(unicodedata.category(char) in _SENSELESS and char not in "\t\r\n" for char in text)
        if senseless * 20 <= len(text) and "\ufffd" not in text[:-1]:
            found.append((text.count("\n"), codec))
    return max(found)[1] if found and max(found)[0] else None


def _holds_only_signs(data: bytes) -> bool:
    """Tell whether what is not ASCII are the signs of windows-1252 alone (`£`, `–`, `’`), each among plain letters."""
    high = [place for place, byte in enumerate(data[:200_000]) if byte > 0x7F]
    if not high or len(high) * 20 > len(data[:200_000]) or not {data[place] for place in high} <= _SIGNS:
        return False
    return not any(two - one == 1 and data[one] >= 0xA0 <= data[two] for one, two in pairwise(high))


def _detected(data: bytes) -> str:
    """Decode by what the bytes look like; a label in them that has already proved wrong is not asked again."""
    if _is_mostly_utf_8(data):
        return _patched(data)
    if _holds_only_signs(data):
        return data.decode("cp1252", "replace")
    body = _META_LABEL.sub(b"<meta ", data[:_HEAD]) + data[_HEAD:]
    match = detect(body, Detection(excluded=frozenset({"UTF-8"})))
    return data.decode(match.codec or "whatwg-windows-1252", "replace")
