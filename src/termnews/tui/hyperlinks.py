"""Links for terminals that open what is clicked (OSC 8): the one way an address becomes part of what is drawn.

The address goes into an escape sequence, so nothing but visible ASCII may be in it
(https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda); whoever shows it must also have cleaned it.
"""

from __future__ import annotations

import os
from urllib.parse import quote

from rich.style import Style

from termnews.tui.browser import web_address

LONGEST = 2083
"""Bytes of the longest address that terminals take."""
_BARE = frozenset({"", "dumb", "linux", "vt100", "vt220"})
"""Terminals that know no such sequences, by TERM."""
_PLAIN = Style()


def understood() -> bool:
    """Whether the terminal can be expected to take links, or at least to pass over them."""
    return os.environ.get("TERM", "" if os.name == "posix" else "windows") not in _BARE


def sendable(url: str) -> str | None:
    """The address as it may be sent: absolute http or https, visible ASCII, not too long; else None."""
    address = web_address(url)
    if address is None:
        return None
    quoted = quote(address, safe="%/:?#[]@!$&'()*+,;=~-._")
    return quoted if len(quoted) <= LONGEST and all("!" <= character <= "~" for character in quoted) else None


class LinkStyles:
    """One style for each address, so that the parts of a link that wraps belong together."""

    def __init__(self) -> None:
        self._styles: dict[str, Style] = {}

    def get(self, url: str) -> Style:
        """What makes text lead to an address; nothing where it may not be sent."""
        if url not in self._styles:
            if len(self._styles) > 2_000:
                self._styles.clear()
            address = sendable(url)
            self._styles[url] = Style(link=address) if address else _PLAIN
        return self._styles[url]
