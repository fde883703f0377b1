"""Elements made of the parser's own: usual names, attributes, and the base and language that hold in them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from urllib.parse import urljoin

from termnews.formats.xmlfeed.element import Element
from termnews.formats.xmlfeed.fast.namespaces import usual_prefix
from termnews.formats.xmlfeed.fast.rules import ADDRESSING
from termnews.formats.xmlfeed.mending import MAX_ATTRIBUTES

_PLAIN_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/%+-]*)?")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9._~/%+-]+")


class Unsure(Exception):
    """The slow lane has to decide."""


class ElementMaker:
    """Makes the elements of one document."""

    def __init__(self, others: dict[str, str], base: str) -> None:
        """Take the prefixes of namespaces that the table does not know, and the address of the document, if any."""
        self._others = others
        self.base = base or None
        self.one_base = bool(base)
        """Whether no element has named a base of its own."""
        self.names: dict[str, tuple[str, bool]] = {}
        """What `name` found so far."""

    def is_harmless(self, attributes: dict[str, str]) -> bool:
        """Tell whether the attributes of an element change nothing outside of it.

        Where a document has no address, a base that an element names holds for all that follow.
        """
        if self.base is None and any(name.lower().endswith("base") for name in attributes):
            return False
        return len(attributes) <= MAX_ATTRIBUTES

    def element(self, name: str, atom: bool, source: ET.Element, base: str | None, language: str | None) -> Element:
        """Make an element, with the base and language that hold in it."""
        attributes = source.attrib
        if attributes:
            attributes = self._attributes(attributes)
            if "xml:lang" in attributes or "lang" in attributes:
                language = attributes.get("xml:lang", attributes.get("lang")) or None
            if "xml:base" in attributes or "base" in attributes:
                if not self.is_harmless(attributes):
                    raise Unsure
                own = _based(attributes.get("xml:base", attributes.get("base")) or "", base)
                self.one_base = self.one_base and own == base
                base = own
        return Element(name, attributes, source.text or "", base=base, language=language, atom=atom)

    def _attributes(self, written: dict[str, str]) -> dict[str, str]:
        """Return attributes by their usual names in lower case."""
        if len(written) > MAX_ATTRIBUTES:
            raise Unsure
        attributes: dict[str, str] = {}
        for name, value in written.items():
            if name[0] == "{":
                prefix = usual_prefix(name[1 : name.index("}")])
                local = name[name.index("}") + 1 :].lower()
                if not prefix and local in ADDRESSING:
                    raise Unsure
                attributes[f"{prefix or '?'}:{local}"] = value
            else:
                attributes[name.lower()] = value
        return attributes

    def name(self, tag: str) -> tuple[str, bool]:
        """Return the usual name of an element, and whether it is one of Atom's."""
        known = self.names.get(tag)
        if known is not None:
            return known
        atom = False
        name = tag.lower()
        if tag[0] == "{":
            address, _, local = tag[1:].partition("}")
            prefix = usual_prefix(address)
            if prefix is None:
                prefix = self._others.get(address, "?")
            name = f"{prefix}:{local.lower()}" if prefix else local.lower()
            atom = address.rstrip("/").endswith("://www.w3.org/2005/Atom")
        found = self.names[tag] = (name, atom)
        return found


def _based(own: str, base: str | None) -> str | None:
    """Return the base that holds where an element names one of its own."""
    if not own:
        return base
    if base is None or not (_PLAIN_BASE.fullmatch(own) or _PLAIN_PATH.fullmatch(own)):
        raise Unsure
    return urljoin(base, own)
