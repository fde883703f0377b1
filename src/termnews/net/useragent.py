"""How this program introduces itself to servers: name, version, what it is, and where its makers can be found."""

from __future__ import annotations

import re
from functools import cache

from termnews import __version__

_KINDS = ("homepage", "documentation", "repository", "source", "source code", "issues")
"""Names of project addresses, the most fitting first."""
_ADDRESS = re.compile(r"https?://[!-'*-:<-~]{1,200}")
"""One that may stand within the brackets of a comment (RFC 9110, 5.6.5)."""


@cache
def user_agent() -> str:
    """Return the value of the User-Agent header: `termnews/1.2 (feed reader; +https://…)`.

    The address is the one that the installed package names as its own; without one there is none to give.
    """
    address = _project_address()
    return f"termnews/{__version__} (feed reader{f'; +{address}' if address else ''})"


def _project_address() -> str:
    """The page of the project, as the metadata of the package has it."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        found = metadata("termnews")
    except PackageNotFoundError:
        return ""
    pairs = (line.partition(",") for line in found.get_all("Project-URL") or ())
    known = {label.strip().casefold(): address.strip() for label, _, address in pairs}
    wanted = [known.get(kind, "") for kind in _KINDS]
    return next((address for address in wanted if _ADDRESS.fullmatch(address)), "")
