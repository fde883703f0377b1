"""Names of authors out of the ways in which feeds write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from termnews.text.clean import clean_line
from termnews.text.html import unescape

MAX_AUTHORS = 50
"""Authors of one entry; further ones are not kept."""
_LONGEST = 200

_MAIL = r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\"]{1,255}"
_MAIL_FIRST = re.compile(
    rf"(?:mailto:)?(?P<mail>{_MAIL})\s*[(<\[,-]?\s*(?P<name>[^()<>\[\]]*?)\s*[)>\]]?$", re.IGNORECASE
)
_MAIL_LAST = re.compile(
    rf"(?P<name>.*?)\s*[(<\[,]?\s*(?:mailto:)?(?P<mail>{_MAIL})(?:\?subject=[^\s)>\]]*)?\s*[)>\]]?$", re.IGNORECASE
)
_ADDRESS = re.compile(_MAIL)
_NOBODY = re.compile(r"(?i)(?:no-?reply|do-?not-?reply|nobody|noemail|none|unknown|null)(?:@.*)?$")
_EMPTY = re.compile(r"[\s()<>\[\]\"',;:|.-]*")
_BRACKETED = re.compile(r"\([^()]+\)|\[[^\[\]]+\]")
_BY = re.compile(r"^(?:[Bb]y|BY)[: ] ?(?=\S)")
_LINKED = re.compile(r"<a\s[^<>]{0,500}>([^<>]{1,200})</a>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>@]{1,500}>")


def name_of(text: str, mail: str = "") -> str:
    """Return the name in `mail@x (Name)`, `Name <mail@x>`, `Name`; the mail address where there is no name."""
    return _name_of(text[:4000], mail[:1000])


@lru_cache(maxsize=1024)
def _name_of(text: str, mail: str) -> str:
    """Do that, once for each of the few people who write for a feed."""
    line = clean_line(unescape(_TAGS.sub(" ", text)), _LONGEST).rstrip(" ,;").replace(" ,", ",")
    name, found = _divide(line)
    name = name.strip(" \t\"'")
    if _BRACKETED.fullmatch(name):
        name = name[1:-1].strip()
    name = _BY.sub("", name)
    if _EMPTY.fullmatch(name):
        name = ""
    if name:
        return clean_line(name, _LONGEST)
    address = clean_line(found or mail, _LONGEST).removeprefix("mailto:")
    return "" if _NOBODY.fullmatch(address) else address


def linked_names(text: str) -> tuple[str, ...]:
    """Return the names in a list of links to people; nothing when it is no such list."""
    if "<" not in text:
        return ()
    found = _LINKED.findall(text[: MAX_AUTHORS * 800])
    return tuple(name_of(name) for name in found) if len(found) > 1 else ()


def _divide(line: str) -> tuple[str, str]:
    """Divide a line into a name and a mail address."""
    if "@" not in line or line.startswith("@"):
        return line, ""
    found = _MAIL_FIRST.fullmatch(line) or _MAIL_LAST.fullmatch(line)
    return (found["name"], found["mail"]) if found else (line, "")


def names(found: Iterable[str]) -> tuple[str, ...]:
    """Return names in their order, each once; mail addresses only where there are no names."""
    kept: dict[str, str] = {}
    for name in found:
        if name:
            kept.setdefault(name.casefold(), name)
    if len(kept) < 2:
        return tuple(kept.values())
    named = [name for name in kept.values() if not _ADDRESS.fullmatch(name)]
    return tuple(named or kept.values())[:MAX_AUTHORS]
