"""Relative addresses inside a body of HTML, made absolute, so that the body means the same wherever it is read."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import urljoin

_RELATIVE = re.compile(
    r"""(?i)\s(?:href|src|srcset|poster|cite|data)\s*=\s*["']?\s*(?!["'\s#>]|[a-z][a-z0-9+.-]{0,20}:)"""
)
"""A quick look: whether anything may have to be done at all."""
_MAYBE = re.compile(
    r"""(?i)=(?:(?<=href=)|(?<=src=)|(?<=srcset=)|(?<=poster=)|(?<=cite=)|(?<=data=)|(?<=\s=))"""
    r"""\s*["']?\s*(?!["'\s#>]|[a-z][a-z0-9+.-]{0,20}:)"""
)
"""A quicker look still, that may be wrong in one way only: it goes from one `=` to the next."""
_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+>""")
_ADDRESS = re.compile(r"""(?i)(\s(?:href|src|poster|cite|data|srcset)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
_STANDS = re.compile(r"(?i)\s*(?:#|[a-z][a-z0-9+.-]*:|$)")
_CANDIDATE = re.compile(r"[^\s,]\S*")


def rebase(markup: str, base: str | None) -> str:
    """Return markup in which links, pictures and sources are absolute; places within the page (`#x`) stay."""
    if not base or not base.startswith(("http://", "https://")):
        return markup
    if not _MAYBE.search(markup) or not _RELATIVE.search(markup):
        return markup
    return _TAG.sub(lambda tag: _ADDRESS.sub(partial(_absolute, base=base), tag[0]), markup)


def _absolute(match: re.Match[str], *, base: str) -> str:
    """Return one attribute with its address or list of addresses resolved."""
    value = match[2]
    quote = value[0] if value[0] in "\"'" else ""
    value = value.strip(quote) if quote else value
    if "srcset" in match[1].lower():
        resolved = _CANDIDATE.sub(partial(_candidate, base=base), value)
    else:
        resolved = _joined(value, base)
    return f"{match[1]}{quote}{resolved}{quote}"


def _candidate(match: re.Match[str], *, base: str) -> str:
    """Return one word of a list of pictures: an address is resolved, a width or density stays."""
    return match[0] if re.fullmatch(r"[\d.]+[wxh],?", match[0]) else _joined(match[0], base)


def _joined(address: str, base: str) -> str:
    """Return an address resolved against the base, unless it stands for itself."""
    if _STANDS.match(address):
        return address
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address
