"""Write a broken feed anew as well-formed XML: end tags that lack, ends that are cut, prefixes nobody declared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from termnews.formats.document import MAX_ENTRIES, doctype_end
from termnews.formats.xmlfeed.tags import MAX_ATTRIBUTES, StartTag, read_start, sound_text, write_start

__all__ = ["ENTRIES", "MAX_ATTRIBUTES", "MAX_DEPTH", "MAX_PREFIXES", "Mended", "mend"]

MAX_DEPTH = 200
"""Elements within elements; deeper ones are left out, their text is kept."""
MAX_TAGS = 250_000
"""Start tags of a broken document that are looked at."""
MAX_PREFIXES = 400
"""Prefixes of namespaces in one document; elements and attributes with further ones lose them."""
MAX_SIGNS = 500_000
"""Signs `<` of a broken document that are looked at, whatever they begin."""
ENTRIES = frozenset({"item", "entry"})
"""Names of elements that are an entry each, in lower case and without prefix."""

_VOID = frozenset({"br", "hr", "img", "input", "wbr", "area", "col", "embed"})
_CDATA = "<![CDATA["
_WORDS = frozenset({"title", "link", "guid", "id", "pubdate", "comments", "category", "updated", "published"})
"""Elements that hold words and no other elements of a feed."""
_PARTS = _WORDS | {"description", "enclosure", "source", "author", "summary", "content"}
_NEVER_HTML = frozenset({"guid", "pubdate", "enclosure", "category", "comments"})
_END_TAG = re.compile(r"</\s*+([^\s<>/]++)[^<>]*+>")
_KNOWN = {
    "a10": "http://www.w3.org/2005/Atom",
    "admin": "http://webns.net/mvcb/",
    "atom": "http://www.w3.org/2005/Atom",
    "cc": "http://web.resource.org/cc/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "georss": "http://www.georss.org/georss",
    "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/rss/1.0/modules/threading/",
    "wfw": "http://wellformedweb.org/commentAPI/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
"""Namespaces that feeds forget to declare."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A document made well-formed, and what befell it."""

    markup: str
    notes: tuple[str, ...] = ()


def mend(text: str, entities: Mapping[str, str]) -> Mended:
    """Write a document anew; `entities` are those that its document type defined."""
    return _Mender(text, entities).run()


class _Mender:
    """Goes through a text once, from tag to tag, and writes what it understood."""

    def __init__(self, text: str, entities: Mapping[str, str]) -> None:
        self._text = text
        self._entities = entities
        self._out: list[str] = []
        self._open: list[str] = []
        self._names: list[str] = []
        self._root: StartTag | None = None
        self._prefixes: set[str] = set()
        self._entries = 0
        self._tags = 0
        self._cut = False
        self._full = False
        self._closings: dict[str, int] = {}

    def run(self) -> Mended:
        """Write the whole document."""
        at, signs = 0, 0
        while at < len(self._text) and not self._finished():
            sign = self._text.find("<", at) if signs < MAX_SIGNS else -1
            signs += 1
            if sign == -1:
                self._cut = bool(self._open)
                sign = len(self._text)
            self._write_text(self._text[at:sign])
            at = self._read_markup(sign) if sign < len(self._text) else sign
        self._cut = self._cut or (bool(self._open) and not self._full)
        while self._open:
            self._close()
        if self._root is None:
            return Mended("")
        root = write_start(self._root, self._entities, self._declarations())
        return Mended(root + "".join(self._out), self._notes())

    def _finished(self) -> bool:
        return self._full or (self._root is not None and not self._open)

    def _notes(self) -> tuple[str, ...]:
        if self._full:
            return (f"only the first {MAX_ENTRIES} entries were read",)
        if not self._cut:
            return ()
        return (f"cut off after {self._entries} {'entry' if self._entries == 1 else 'entries'}",)

    def _write_text(self, text: str) -> None:
        if text and self._open:
            self._out.append(sound_text(text, self._entities))

    def _read_markup(self, at: int) -> int:
        """Read what begins with the `<` at `at`; return where it ends."""
        text = self._text
        if text.startswith("</", at):
            return self._read_end(at)
        if text.startswith("<!--", at):
            return self._past(at, "-->")
        if text[at : at + len(_CDATA)].upper() == _CDATA:
            return self._read_cdata(at)
        if text.startswith("<?", at):
            end = text.find(">", at)
            return self._ended() if end == -1 else end + 1
        if text.startswith("<!", at):
            end = doctype_end(text, at)
            return self._ended() if end == -1 else end
        return self._read_start(at)

    def _past(self, at: int, closing: str) -> int:
        """Return where a construct ends; the end of the text when it is cut there."""
        if self._closings.get(closing) == -1:
            return at + 4
        end = self._text.find(closing, at)
        self._closings[closing] = end
        return at + 4 if end == -1 else end + len(closing)

    def _ended(self) -> int:
        """Stop here: the text is cut within a tag."""
        self._cut = True
        return len(self._text)

    def _read_cdata(self, at: int) -> int:
        """Write a section of raw text; one that is cut ends with the element that it stands in."""
        start = at + len(_CDATA)
        end = -1 if self._closings.get("]]>") == -1 else self._text.find("]]>", start)
        self._closings["]]>"] = end
        again = self._text.find(_CDATA, start, end if end != -1 else len(self._text))
        after = end + 3
        if (end == -1 or again != -1) and self._open:
            closing = f"</{self._open[-1]}"
            limit = again if again != -1 else len(self._text)
            stop = self._text.find(closing, start, limit)
            if stop != -1:
                end = after = stop
            elif end == -1:
                self._cut = True
                end = after = len(self._text)
        elif end == -1:
            return len(self._text)
        if self._open:
            self._out.append(escape(self._text[start:end].removesuffix("]]").removesuffix("]")))
        return after

    def _read_end(self, at: int) -> int:
        """Close the element that an end tag means, and all that are open within it; others mean nothing."""
        tag = _END_TAG.match(self._text, at)
        if tag is None:
            end = self._text.find("<", at + 1)
            if end == -1:
                self._cut = True
                return len(self._text)
            return end
        name = tag[1].lower()
        if name in self._names:
            while self._names[-1] != name:
                self._close()
            self._close()
        return tag.end()

    def _read_start(self, at: int) -> int:
        """Open an element; a `<` that begins none is text."""
        tag = read_start(self._text, at)
        if tag is None:
            return self._not_a_tag(at)
        self._tags += 1
        if self._tags > MAX_TAGS:
            return self._ended()
        local = tag.name.rpartition(":")[2].lower()
        if local in ENTRIES and self._open:
            self._end_entry(local)
            if self._entries >= MAX_ENTRIES:
                self._full = True
                return tag.end
            self._entries += 1
        self._end_words(tag.name, local)
        if len(self._open) >= MAX_DEPTH:
            return tag.end
        self._write_start(tag, local)
        return tag.end

    def _not_a_tag(self, at: int) -> int:
        """Take a `<` for itself; behind the last tag's start it means that the document is cut there."""
        if re.compile(r"<[A-Za-z_][^<>]*\Z|<\Z|<!\[?[A-Z\[]*\Z").match(self._text, at):
            return self._ended()
        if self._open:
            self._out.append("&lt;")
        return at + 1

    def _end_entry(self, name: str) -> None:
        """Close an entry of the same kind that was never closed."""
        opened = [each.rpartition(":")[2].lower() for each in self._open]
        if name in opened[1:]:
            while self._open[-1].rpartition(":")[2].lower() != name:
                self._close()
            self._close()

    def _end_words(self, name: str, local: str) -> None:
        """Close a title or the like whose end tag was forgotten, when the next part of the entry begins."""
        within = self._names[-1] if self._names else ""
        strange = ":" in name and not name.lower().startswith(("xhtml:", "html:", "svg:"))
        follows = strange or local in (_PARTS if within in _WORDS else _NEVER_HTML)
        if follows and (within in _WORDS or within in {"description", "summary"}):
            self._close()

    def _write_start(self, tag: StartTag, local: str) -> None:
        """Write a start tag; the root waits until all prefixes are known."""
        if local in _VOID and ":" not in tag.name and self._open:
            tag = replace(tag, closed=True)
        bounded = self._with_few_prefixes(tag)
        if self._root is None:
            self._root = replace(bounded, closed=False)
        else:
            self._out.append(write_start(bounded, self._entities))
        if not tag.closed or not self._open:
            self._open.append(bounded.name)
            self._names.append(tag.name.lower())

    def _with_few_prefixes(self, tag: StartTag) -> StartTag:
        """Return a tag that takes the document's prefixes above no limit: the parser behind looks through all."""
        names = (tag.name, *tag.attributes)
        new = {name[6:] if name.startswith("xmlns:") else name.partition(":")[0] for name in names if ":" in name}
        if len(self._prefixes | new) <= MAX_PREFIXES:
            self._prefixes |= new
            return tag
        plain = {name: value for name, value in tag.attributes.items() if ":" not in name}
        return replace(tag, name=tag.name.replace(":", "_"), attributes=plain)

    def _close(self) -> None:
        self._names.pop()
        self._out.append(f"</{self._open.pop()}>")

    def _declarations(self) -> str:
        """Return declarations for the prefixes that the root does not declare."""
        assert self._root is not None
        declared = {name.partition(":")[2] for name in self._root.attributes if name.startswith("xmlns:")}
        missing = sorted(self._prefixes - declared - {"xml", "xmlns"})
        return "".join(f' xmlns:{prefix}="{escape(_KNOWN.get(prefix, f"urn:prefix:{prefix}"))}"' for prefix in missing)
