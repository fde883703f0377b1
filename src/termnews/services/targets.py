"""What a person typed as a place to read from, turned into a feed address: a web address or a `file:` address."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from termnews.model.errors import UsageError
from termnews.model.homes import at_home
from termnews.text.clean import clean_line

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(//)?", re.IGNORECASE)
_LOGIN = re.compile(r"(?:(?<=://)|^(?=[^/]*:))[^/?#]*@")
_SECRET = re.compile(
    r"(?<![^&;])([^=&;]*(?:token|key|secret|pass|passwd|password|pwd|auth|sig|signature|jwt)=)[^&;]*", re.IGNORECASE
)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z][a-z0-9-]+(?::\d+)?(?:/.*)?|localhost(?::\d+)?(?:/.*)?", re.IGNORECASE)


def feed_address(typed: str) -> str:
    """Turn a path or an address into the address of a feed.

    A path that exists wins over everything else; `feed:` addresses are what browsers hand over; a bare host name is
    taken for https. Raises `UsageError` for anything that can be neither.
    """
    typed = typed.strip()
    path = at_home(typed)
    if typed and _exists(path):
        return path.resolve().as_uri()
    if re.match(r"feed:", typed, re.IGNORECASE):
        rest = typed[5:]
        typed = f"https:{rest}" if rest.startswith("//") else rest
    scheme = _SCHEME.match(typed)
    if scheme and scheme.group(1).lower() in ("http", "https") and scheme.group(2):
        return _web_address(typed)
    if scheme and scheme.group(1).lower() == "file":
        return _file_address(typed)
    if scheme and scheme.group(2):
        raise UsageError(
            f"{scheme.group(1).lower()}: addresses cannot be read",
            where=shown(typed),
            hint="Give an http or https address, or a path.",
        )
    if _HOST.fullmatch(typed) and not _looks_local(typed):
        return _web_address(f"https://{typed}")
    raise UsageError(
        "no such file or folder", where=shown(typed), hint="Check the path, or give a whole address (https://…)."
    )


def is_here(typed: str) -> bool:
    """Whether what was typed means something on this machine; True for what means nothing at all."""
    try:
        return not feed_address(typed).startswith(("http://", "https://"))
    except UsageError:
        return True


def _file_address(typed: str) -> str:
    """The address of a file in its usual form; raises `UsageError` for one that names none."""
    from termnews.sources.files import local_path  # only here, since messages need the rest of this module at once

    try:
        path = local_path(typed)
        if path.is_absolute():
            return path.resolve().as_uri()
    except (ValueError, OSError):
        pass
    raise UsageError(
        "this is not a whole address", where=shown(typed), hint="It should look like file:///home/you/articles."
    )


def shown(typed: str) -> str:
    """What was typed, fit for a message: of an address neither the password nor what stands behind its `?`."""
    line = clean_line(typed.encode("utf-8", "backslashreplace").decode("utf-8"), 4000)
    if "://" in line or _LOGIN.search(line):
        line = re.sub(r"[?#].+", "?…", _LOGIN.sub("", line))
    return clean_line(line, 200) or "(nothing)"


def public(url: str) -> str:
    """A feed's address without name, password and the values of parameters that are named like secrets."""
    head, mark, query = _LOGIN.sub("", url.partition("#")[0]).partition("?")
    return head + mark + _SECRET.sub(r"\1…", query)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _looks_local(typed: str) -> bool:
    known = (".txt", ".md", ".markdown", ".html", ".htm", ".xml", ".rss", ".atom", ".json", ".opml", ".rdf")
    return "/" not in typed and typed.lower().endswith(known)


def _web_address(typed: str) -> str:
    try:
        parts = urlsplit(typed)
        valid = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        valid = False
    if not valid or any(character.isspace() or not character.isprintable() for character in typed):
        raise UsageError(
            "this is not a whole address", where=shown(typed), hint="It should look like https://example.org/feed."
        )
    return typed
